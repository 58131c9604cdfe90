"""`python -m reporting.tryk.arbejder`: a process that lays out parts, one at a time, until it is told no more.

It gets HTML and gives PDF. It opens no connection to the database and reads nothing but the project's own files.
"""

import gc
import logging
import os
import resource
import select
import sys
from io import RawIOBase
from typing import Any, BinaryIO

from reporting.tryk.sats import laes, pak, skriv

MAX_DELE = 400
"""After so many parts it stops, and another is started: what WeasyPrint does not give back is given back then."""
MAX_RESIDENT = 280 * 1024 * 1024
MAX_ADDRESSES = 2 * 1024 * 1024 * 1024
"""Bytes. More resident memory than the first: stop after this part. Asking for more than the second: it fails."""
IDLE = 10 * 60
"""Seconds without work after which it stops; a machine at rest keeps no memory for paper."""
COLLECT_AFTER = 12
"""Parts between searches for waste. In the middle of a part they cost a tenth of its time and find nothing."""


def arbejd(incoming: BinaryIO, outgoing: BinaryIO) -> None:
    """Answer each part with its pages. The answer says whether it was the last one."""
    from reporting.pdf import PdfIkkeMulig
    from reporting.tryk.hold import saet

    gc.disable()
    done = 0
    while select.select([incoming], [], [], IDLE)[0]:
        asked = laes(incoming)
        if asked is None:
            return
        order, html = asked
        done += 1
        try:
            data, pdf = pak(saet(html.decode(), order["navn"], order["variant"]))
        except PdfIkkeMulig as impossible:
            data, pdf = {"umuligt": str(impossible)}, b""
        except Exception as wrong:
            logging.getLogger(__name__).exception("A part could not be laid out.")
            data, pdf = {"fejl": f"{type(wrong).__name__}: {wrong}"}, b""
        if done % COLLECT_AFTER == 0:
            gc.collect()
        last = done >= MAX_DELE or resident() > MAX_RESIDENT
        skriv(outgoing, {**data, "sidste": last}, pdf)
        if last:
            return


def resident() -> int:
    """Bytes of memory this process has now."""
    import psutil

    return int(psutil.Process().memory_info().rss)


def _main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MAX_ADDRESSES, MAX_ADDRESSES))
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    outgoing: Any = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints something must not print it into an answer
    incoming: Any = _Whole(os.fdopen(0, "rb", buffering=0))
    arbejd(incoming, outgoing)


class _Whole:
    """Unbuffered reading, so that `select` sees what is there, of as many bytes as asked for."""

    def __init__(self, raw: RawIOBase) -> None:
        self.raw = raw

    def fileno(self) -> int:
        return self.raw.fileno()

    def read(self, size: int) -> bytes:
        parts: list[bytes] = []
        while size and (part := self.raw.read(size)):
            parts.append(part)
            size -= len(part)
        return b"".join(parts)


if __name__ == "__main__":
    _main()
