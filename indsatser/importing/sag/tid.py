"""Times as documents state them: a day, a month, a quarter, a year, or so many months from the plan's start."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

MONTHS = (
    "januar februar marts april maj juni juli august september oktober november december".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Tid:
    """A stated time: the first and last day it covers, and the words for it."""

    first: date
    last: date
    text: str

    @property
    def quarter(self) -> int:
        return (self.last.month + 2) // 3


def month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def read_time(value: Any) -> Tid | None:
    """2017, "2012-12-01", "2012-10", "2013-Q1", "2013-2016" or nothing."""
    if value is None:
        return None
    if isinstance(value, date):
        return Tid(value, value, f"{value:%d.%m.%Y}")
    text = str(value)
    if found := re.fullmatch(r"(\d{4})-Q([1-4])", text):
        year, quarter = int(found[1]), int(found[2])
        return Tid(date(year, 3 * quarter - 2, 1), month_end(year, 3 * quarter), f"{quarter}. kvartal {year}")
    if found := re.fullmatch(r"(\d{4})-(\d{4})", text):
        return Tid(date(int(found[1]), 1, 1), date(int(found[2]), 12, 31), text)
    if found := re.fullmatch(r"(\d{4})-(\d{2})", text):
        year, month = int(found[1]), int(found[2])
        return Tid(date(year, month, 1), month_end(year, month), f"{MONTHS[month - 1]} {year}")
    if re.fullmatch(r"\d{4}", text):
        return Tid(date(int(text), 1, 1), date(int(text), 12, 31), text)
    return read_time(date.fromisoformat(text))


def months_from(start: date, months: int) -> date:
    """The last day of a span of whole months: 17 months from 1 August 2018 end on 31 December 2019."""
    index = start.month - 1 + months
    year, month = start.year + index // 12, index % 12 + 1
    return date(year, month, min(start.day, monthrange(year, month)[1])) - timedelta(days=1)
