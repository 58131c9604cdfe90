"""Measuring: a long paper printed whole, and in parts; many plans' papers in one go."""

import gc
import os
import re
import shutil
import statistics
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from threading import Event, Thread
from time import perf_counter
from zipfile import ZipFile

import psutil
from django.template.loader import render_to_string
from django.test import override_settings
from django.utils import timezone

from indsatser.models import Aktivitet
from plans.models import Helhedsplan, User
from reporting.aarsskemaer.lav import skriv_del
from reporting.facts.delaftalepapir import build_delaftale
from reporting.facts.maalopfyldelsesskema import build_maalopfyldelsesskema, report_years
from reporting.pdf import trykkeri
from reporting.tryk.gemt import ryd_op
from reporting.tryk.hold import hold, processer
from reporting.tryk.lav import tryk

AFTALE = "reporting/_tekstpapir_body.html"


@dataclass(frozen=True, slots=True)
class Langtid:
    """A way of printing a long paper: medians of seconds by the clock and of all our processes' processor, pages.

    `kritisk`: seconds of processor that nothing could shorten: this process's and the busiest printing process's,
    which is what the clock would show on a machine that does nothing else.
    """

    navn: str
    sekunder: float
    processor: float
    kritisk: float
    sider: int
    ratio: float
    """Pages a second by the clock as a ratio to the plain way; each round's own, the median of them."""
    ratio_processor: float
    """The same by `kritisk`."""


@dataclass(frozen=True, slots=True)
class Mangetid:
    """Many plans' papers in one go: seconds, pages, cores kept busy, and the most memory all had together."""

    papirer: int
    sider: int
    sekunder: float
    kerner: float
    mb: float


def lang_rapport(plan: Helhedsplan, year: int) -> str:
    """A year's report with its delaftaler and their activity forms behind it, as one document."""
    skema = build_maalopfyldelsesskema(plan, year=year)
    html = render_to_string("reporting/pdf/maalopfyldelse.html", {"papir": skema})
    bilag = []
    for uuid in plan.delaftaler.current(on=skema.as_of).order_by("nummer").values_list("uuid", flat=True):
        papir = build_delaftale(plan, uuid, as_of=skema.as_of)
        body = re.sub(r' id="[^"]*"', "", render_to_string(AFTALE, {"papir": papir}))
        bilag.append(f'<div class="pengepapir" data-del><h2>{papir.titel}</h2>{body}</div>')
    at = html.rindex("</main>")
    return f"{html[:at]}{''.join(bilag)}{html[at:]}"


def time_long(plan: Helhedsplan, year: int, *, rounds: int) -> list[Langtid]:
    """The long report whole, in parts with nothing kept, with one activity changed since, and unchanged: in turns.

    The plain way is WeasyPrint as it comes, with its fonts and stylesheet read beforehand. The two first are printing
    alone. The two last are from click to file: facts, template, what is kept, joining. All processes are warm.
    """
    with _own_folder() as folder:
        html = lang_rapport(plan, year)
        activity = Aktivitet.objects.in_plan(plan).order_by("pk")[0]
        name = activity.name
        kinds = PLAIN, "i dele, intet gemt", "fra klik til fil, én aktivitet ændret", "fra klik til fil, uændret"
        turns: dict[str, list[Maalt]] = {kind: [] for kind in kinds}
        pages = dict.fromkeys(kinds, 0)
        trykkeri().print_html("<html lang=da><title>x</title><p>x")
        tryk(html)
        gc.collect()
        gc.freeze()  # as what serves: the plain way is not made to look through all that this process holds
        for number in range(rounds):
            shutil.rmtree(folder, ignore_errors=True)
            ways: tuple[Callable[[], bytes], ...] = (
                partial(trykkeri().print_uden_hast, html),
                partial(tryk, html),
                lambda: tryk(lang_rapport(plan, year)),
                lambda: tryk(lang_rapport(plan, year)),
            )
            for kind, way in zip(kinds, ways, strict=True):
                if kind == kinds[2]:
                    Aktivitet.objects.filter(pk=activity.pk).update(name=f"{name} {number}")
                gc.collect()
                before = _reading()
                pdf = way()
                turns[kind].append(_since(before))
                pages[kind] = _pages(pdf)
    return [_langtid(kind, pages, turns) for kind in kinds]


PLAIN = "helt, som WeasyPrint gør det"
Maalt = tuple[float, float, float]
"""Seconds by the clock, of processor, and of processor on the critical path."""


def _langtid(kind: str, pages: dict[str, int], turns: dict[str, list[Maalt]]) -> Langtid:
    def ratio(which: int) -> float:
        per_page = pages[kind] / pages[PLAIN]
        return statistics.median(
            per_page * first[which] / own[which] for own, first in zip(turns[kind], turns[PLAIN], strict=True)
        )

    wall, total, critical = (statistics.median(each) for each in zip(*turns[kind], strict=True))
    return Langtid(kind, wall, total, critical, pages[kind], ratio(0), ratio(2))


def time_many(user: User) -> Mangetid:
    """A year's papers of every plan, as the background job makes them: facts, Word, PDF, ZIP. With nothing kept."""
    planer = [str(uuid) for uuid in Helhedsplan.objects.order_by("pk").values_list("uuid", flat=True)]
    years = Counter(year for plan in Helhedsplan.objects.all() for year in report_years(plan))
    year = max(sorted(years), key=lambda each: years[each])
    with _own_folder(), _peak() as peak, tempfile.TemporaryFile() as out:
        wall, own = perf_counter(), _processor()
        skriv_del(out, planer, year, user, lambda *told: None, timezone.now())
        seconds, used = perf_counter() - wall, _processor() - own
        most = peak() / 1024 / 1024
        with ZipFile(out) as zipped:
            pages = [_pages(zipped.read(name)) for name in zipped.namelist() if name.endswith(".pdf")]
        return Mangetid(len(pages), sum(pages), seconds, used / seconds, most)


def _pages(pdf: bytes) -> int:
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as opened:
        return len(opened.pages)


def _ours() -> Iterator[psutil.Process]:
    for pid in (os.getpid(), *processer()):
        try:
            yield psutil.Process(pid)
        except psutil.NoSuchProcess:
            continue


def _processor() -> float:
    """Seconds of processor that this process, its processes and those it has seen end have taken."""
    ended = os.times()
    return sum(_by_process().values()) + ended.children_user + ended.children_system


def _by_process() -> dict[int, float]:
    found = {}
    for process in _ours():
        with suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            found[process.pid] = times.user + times.system
    return found


def _reading() -> tuple[float, dict[int, float]]:
    return perf_counter(), _by_process()


def _since(before: tuple[float, dict[int, float]]) -> Maalt:
    wall, earlier = before
    seconds = perf_counter() - wall
    used = {pid: now - earlier.get(pid, 0.0) for pid, now in _by_process().items()}
    here = used.pop(os.getpid())
    return seconds, here + sum(used.values()), here + max(used.values(), default=0.0)


@contextmanager
def _own_folder() -> Iterator[str]:
    folder = tempfile.mkdtemp()
    try:
        with override_settings(PRINT_CACHE_ROOT=os.path.join(folder, "tryk"), PRINT_CACHE_MB=200, PRINT_PROCESSES=2):
            yield os.path.join(folder, "tryk")
            ryd_op(0)
    finally:
        hold().stop()
        shutil.rmtree(folder, ignore_errors=True)


def _memory() -> float:
    """Bytes in real memory. What processes share is counted once for each, so it is rather too much."""
    total = 0.0
    for process in _ours():
        with suppress(psutil.NoSuchProcess):
            total += process.memory_info().rss
    return total


@contextmanager
def _peak() -> Iterator[Callable[[], float]]:
    """The most memory that this process and those that print had at one time, looked at ten times a second."""
    most, done = [0.0], Event()

    def look() -> None:
        while not done.wait(0.1):
            most[0] = max(most[0], _memory())

    watch = Thread(target=look, daemon=True)
    watch.start()
    try:
        yield lambda: most[0]
    finally:
        done.set()
        watch.join()
