"""Measuring: a long paper printed whole, and in parts; many plans' papers in one go."""

import gc
import os
import re
import shutil
import statistics
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from threading import Event, Thread
from time import perf_counter

import psutil
from django.template.loader import render_to_string
from django.test import override_settings

from plans.models import Helhedsplan
from reporting.facts.delaftalepapir import build_delaftale
from reporting.facts.maalopfyldelsesskema import build_maalopfyldelsesskema, report_years
from reporting.pdf import trykkeri
from reporting.tryk.gemt import ryd_op
from reporting.tryk.hold import hold, processer
from reporting.tryk.lav import tryk, tryk_mange
from reporting.tryk.saml import CIFRE_HTML

AKTIVITET = re.compile(r'<section class="aktivitet"[^>]*>\s*<h4>([^<]+)</h4>')
AFTALE = "reporting/_tekstpapir_body.html"


@dataclass(frozen=True, slots=True)
class Langtid:
    """A way of printing a long paper: medians of seconds by the clock and of all our processes' processor, pages."""

    navn: str
    sekunder: float
    processor: float
    sider: int
    ratio: float
    """Pages a second by the clock as a ratio to the plain way; each round's own, the median of them."""


@dataclass(frozen=True, slots=True)
class Mangetid:
    """Many papers in one go: seconds, pages, cores kept busy, and the most memory all processes had together."""

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


def aarets_skemaer() -> Iterator[str]:
    """The målopfyldelsesskema of each plan, for a year in its middle; built when it is asked for."""
    for plan in Helhedsplan.objects.for_page().order_by("pk").iterator(chunk_size=20):
        if years := report_years(plan):
            skema = build_maalopfyldelsesskema(plan, year=years[len(years) // 2])
            yield render_to_string("reporting/pdf/maalopfyldelse.html", {"papir": skema})


def time_long(html: str, *, rounds: int) -> list[Langtid]:
    """Whole, in parts with nothing kept, in parts with one activity's name changed, and unchanged: turn by turn.

    The processes are started before, as WeasyPrint is loaded for the plain way.
    """
    with _own_folder() as folder:
        turns: dict[str, list[tuple[float, float]]] = {
            "helt, som før": [],
            "i dele, intet gemt": [],
            "i dele, én aktivitet ændret": [],
            "i dele, uændret": [],
        }
        pages = dict.fromkeys(turns, 0)
        name_of_one = AKTIVITET.findall(html)[0]
        trykkeri().print_html("<html lang=da><title>x</title><p>x")
        tryk(html)
        for number in range(rounds):
            shutil.rmtree(folder, ignore_errors=True)
            again = html.replace(name_of_one, f"{name_of_one} {number}")
            ways: Iterable[tuple[str, Callable[[], bytes]]] = (
                ("helt, som før", partial(trykkeri().print_html, html)),
                ("i dele, intet gemt", partial(tryk, html)),
                ("i dele, én aktivitet ændret", partial(tryk, again)),
                ("i dele, uændret", partial(tryk, again)),
            )
            for name, way in ways:
                gc.collect()
                wall, own = perf_counter(), _processor()
                pdf = way()
                turns[name].append((perf_counter() - wall, _processor() - own))
                pages[name] = _pages(pdf)
    plain = turns["helt, som før"]
    return [
        Langtid(
            name,
            statistics.median(wall for wall, _ in taken),
            statistics.median(own for _, own in taken),
            pages[name],
            statistics.median(
                (pages[name] / wall) / (pages["helt, som før"] / first)
                for (wall, _), (first, _) in zip(taken, plain, strict=True)
            ),
        )
        for name, taken in turns.items()
    ]


def time_many(papers: Iterable[str]) -> Mangetid:
    """Many papers in one go, with nothing kept. `papers` gives the HTML of each when it is asked for it."""
    with _own_folder(), _peak() as peak:
        tryk(CIFRE_HTML.replace("</body>", "<p data-del>x</p></body>"))
        wall, own = perf_counter(), _processor()
        pages = [_pages(pdf) for pdf in tryk_mange(papers)]
        seconds = perf_counter() - wall
        return Mangetid(len(pages), sum(pages), seconds, (_processor() - own) / seconds, peak() / 1024 / 1024)


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
    times = [process.cpu_times() for process in _ours()]
    ended = os.times()
    return sum(one.user + one.system for one in times) + ended.children_user + ended.children_system


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


@contextmanager
def _peak() -> Iterator[Callable[[], float]]:
    """The most memory that this process and those that print had at one time, looked at ten times a second."""
    most, done = [0.0], Event()

    def look() -> None:
        while not done.wait(0.1):
            most[0] = max(most[0], sum(process.memory_info().rss for process in _ours()))

    watch = Thread(target=look, daemon=True)
    watch.start()
    try:
        yield lambda: most[0]
    finally:
        done.set()
        watch.join()
