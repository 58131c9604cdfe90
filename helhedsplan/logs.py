"""How a line of the log is written: for people, or as JSON for machines that collect logs (DJANGO_LOG_FORMAT=json).

Neither shows anything that looks like a CPR number, whatever somebody typed into a field or an address.
"""

import json
import logging
from datetime import UTC, datetime

from helhedsplan.cpr import skjul


class PlainFormatter(logging.Formatter):
    """A line to read, and the traceback under it."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        return skjul(super().formatMessage(record))

    def formatException(self, ei) -> str:
        return skjul(super().formatException(ei))


class JsonFormatter(logging.Formatter):
    """One line of JSON per event."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": skjul(record.getMessage()),
        }
        if record.exc_info:
            line["traceback"] = skjul(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)
