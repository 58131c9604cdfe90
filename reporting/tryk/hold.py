"""Two warm processes that lay out parts, for all threads of this process. Started when first needed.

They are processes of their own and no copies of this one: a copy would bring connections, threads and locks along. One
that dies or stops is replaced; a part that it took with it is tried once more. A machine where no process can be
started lays the parts out here, one after the other.
"""

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from queue import LifoQueue
from time import monotonic
from typing import Any, BinaryIO, cast

from django.conf import settings

from reporting.pdf import PdfIkkeMulig, trykkeri
from reporting.tryk.sats import Sats, laes, pak_ud, skriv

logger = logging.getLogger(__name__)

SECONDS = 120
"""For one part. One that takes longer never ends."""
ENVIRONMENT = (
    "PATH",
    "LANG",
    "LC_ALL",
    "TZ",
    "HOME",
    "TMPDIR",
    "LD_LIBRARY_PATH",
    "FONTCONFIG_PATH",
    "FONTCONFIG_FILE",
)
GAVE_UP = "Papiret kunne ikke trykkes: en del af det var for tung for maskinen. Prøv igen, eller tryk et mindre papir."


def saet(html: str, navn: str | None, variant: str) -> Sats:
    """In this process: a part, or without a name a whole document."""
    if navn is None:
        return Sats(trykkeri().print_html(html, variant=variant), (), (), ())
    return trykkeri().saet_del(html, navn=navn, variant=variant)


class _Doed(Exception):
    """The process is gone, with the part it had."""


class _Arbejder:
    """A place in the hold: a process when there is work for it."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None

    def saet(self, html: str, navn: str | None, variant: str) -> Sats:
        """Raises OSError when no process can be started, _Doed when it is lost, PdfIkkeMulig when it cannot print."""
        process = self._running()
        timer = threading.Timer(SECONDS, process.kill)
        timer.daemon = True
        timer.start()
        try:
            to, back = cast(BinaryIO, process.stdin), cast(BinaryIO, process.stdout)
            skriv(to, {"navn": navn, "variant": variant}, html.encode())
            answer = laes(back)
        except (OSError, EOFError, ValueError) as lost:
            self.stop()
            raise _Doed from lost
        finally:
            timer.cancel()
        if answer is None or answer[0].get("sidste"):
            self.stop()
        if answer is None:
            raise _Doed
        data, pdf = answer
        if "umuligt" in data:
            raise PdfIkkeMulig(data["umuligt"])
        if "fejl" in data:
            raise RuntimeError(data["fejl"])
        return pak_ud(data, pdf)

    def _running(self) -> "subprocess.Popen[bytes]":
        if self.process is not None and self.process.poll() is not None:
            self.stop()
        if self.process is None:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "reporting.tryk.arbejder"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                cwd=settings.BASE_DIR,
                env=_environment(),
            )
        return self.process

    def stop(self) -> None:
        """End the process, if there is one, and forget it."""
        process, self.process = self.process, None
        if process is not None:
            process.kill()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    with suppress(OSError):
                        stream.close()
            process.wait()


class Hold:
    """The processes, and the threads that wait for them."""

    def __init__(self, antal: int) -> None:
        self.arbejdere = [_Arbejder() for _ in range(antal)]
        self.ledige: LifoQueue[_Arbejder] = LifoQueue()
        for one in self.arbejdere:
            self.ledige.put(one)
        self.traade = ThreadPoolExecutor(antal, thread_name_prefix="tryk") if antal else None

    def helt(self, html: str, variant: str) -> "Future[Sats]":
        """Begin printing a whole document, as `print_html` does; of the answer only `pdf` says something."""
        return self._begin(html, None, variant)

    def saet_alle(self, dele: Iterable[tuple[str, str]], variant: str) -> list["Future[Sats]"]:
        """Begin laying out parts, each (HTML, name), in the order given."""
        return [self._begin(html, navn, variant) for html, navn in dele]

    def _begin(self, html: str, navn: str | None, variant: str) -> "Future[Sats]":
        if self.traade is not None:
            return self.traade.submit(self._saet, html, navn, variant)
        done: Future[Sats] = Future()
        try:
            done.set_result(saet(html, navn, variant))
        except Exception as wrong:
            done.set_exception(wrong)
        return done

    def _saet(self, html: str, navn: str | None, variant: str) -> Sats:
        worker = self.ledige.get()
        try:
            for _ in range(2):
                begun = monotonic()
                try:
                    return worker.saet(html, navn, variant)
                except _Doed:
                    logger.warning("A printing process was lost after %.1f s with a part.", monotonic() - begun)
            raise PdfIkkeMulig(GAVE_UP)
        except OSError as error:
            logger.warning("No printing process could be started (%s); printing here.", error.strerror)
            return saet(html, navn, variant)
        finally:
            self.ledige.put(worker)

    def stop(self) -> None:
        """End the processes. They are started again by the next part."""
        for one in self.arbejdere:
            one.stop()


_hold: list[Hold] = []
_laas = threading.Lock()


def hold() -> Hold:
    """This process's own."""
    with _laas:
        if not _hold:
            _hold.append(Hold(settings.PRINT_PROCESSES))
        return _hold[0]


def _forget() -> None:
    """In a copy of this process (gunicorn's workers, if something was printed before they were made): start anew."""
    global _laas
    _laas = threading.Lock()
    for inherited in _hold:
        for one in inherited.arbejdere:
            for stream in (one.process.stdin, one.process.stdout) if one.process else ():
                if stream is not None:
                    os.close(stream.fileno())  # or the process would never see its owner go
            one.process = None
    _hold.clear()


os.register_at_fork(after_in_child=_forget)


def _environment() -> dict[str, str]:
    """What printing needs: where programs and fonts are, and settings without secrets."""
    found = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
    return found | {"DJANGO_SETTINGS_MODULE": "helhedsplan.settings.tryk"}


def processer() -> list[Any]:
    """The running processes' numbers, to measure them by."""
    return [one.process.pid for found in _hold for one in found.arbejdere if one.process is not None]
