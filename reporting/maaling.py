"""Measuring: how long pages take to answer and reports to print. Ratios from one run on one machine."""

import io
import logging
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from time import perf_counter, process_time
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reporting.pdf import STYLESHEET, Trykkeri, trykkeri

BOOTSTRAP = "static:vendor/bootstrap/bootstrap.min.css"
AUTO_WIDTHS = "<style>.tabel, .tabel th, .tabel td { table-layout: auto !important; width: auto !important }</style>"


@dataclass(frozen=True, slots=True)
class Sidetid:
    """A page: medians of server time and of this process's own part of it in milliseconds, queries, kilobytes."""

    navn: str
    ms: float
    egen_ms: float
    queries: int
    kb: float


@dataclass(frozen=True, slots=True)
class Tryktid:
    """A way of printing: median processor seconds, pages, and seconds a page as a ratio to our own way."""

    navn: str
    sekunder: float
    sider: int
    ratio: float


def time_pages(client: Client, pages: Iterable[tuple[str, str]], *, times: int) -> list[Sidetid]:
    """Each page `times` times in this process, after one time that does not count."""
    return [_time_page(client, name, url, times) for name, url in pages]


def _time_page(client: Client, name: str, url: str, times: int) -> Sidetid:
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url, secure=True)
    count = len(queries)  # now: the next request empties the log
    if answer.status_code != 200:
        raise RuntimeError(f"{url} answered {answer.status_code}")
    taken = [_both(lambda: client.get(url, secure=True)) for _ in range(times)]
    wall, own = (statistics.median(clock) * 1000 for clock in zip(*taken, strict=True))
    return Sidetid(name, wall, own, count, len(answer.content) / 1024)


def time_printing(html: str, *, rounds: int) -> list[Tryktid]:
    """Our way and the naive ones, turn by turn so that a slow moment hits them all. Ratios are per page.

    Processor time, because printing is nothing else: other work on the machine then counts for less. What hurries our
    papers knows their stylesheet only, so Bootstrap's is printed without it.
    """
    logging.getLogger("pikepdf").setLevel(logging.WARNING)
    import pikepdf  # says hello in the log

    ours = trykkeri()
    with_bootstrap = Trykkeri.aabn(BOOTSTRAP, STYLESHEET)
    loose = html.replace("</head>", f"{AUTO_WIDTHS}</head>")
    ways: Sequence[tuple[str, Callable[[], bytes]]] = (
        ("som vi gør det", lambda: ours.print_html(html)),
        ("skrifter og stilark læst forfra hver gang", lambda: Trykkeri.aabn().print_html(html)),
        ("med hele bootstrap.min.css", lambda: with_bootstrap.print_uden_hast(html)),
        ("med automatiske kolonnebredder", lambda: ours.print_html(loose)),
        ("alle tre på én gang", lambda: Trykkeri.aabn(BOOTSTRAP, STYLESHEET).print_uden_hast(loose)),
        ("uden mærkning (ikke PDF/UA)", lambda: ours.print_html(html, variant=None)),
    )
    pages = [len(pikepdf.open(io.BytesIO(way())).pages) for _, way in ways]
    taken: list[list[float]] = [[] for _ in ways]
    for _ in range(rounds):
        for (_name, way), seconds in zip(ways, taken, strict=True):
            seconds.append(_both(way)[1])
    medians = [statistics.median(seconds) for seconds in taken]
    base = medians[0] / pages[0]
    return [
        Tryktid(name, median, count, median / count / base)
        for (name, _), median, count in zip(ways, medians, pages, strict=True)
    ]


def time_once(name: str, act: Callable[[], Any], *, status: int) -> tuple[Sidetid, Any]:
    """One call that cannot be made twice, such as a save, and its answer. Raises RuntimeError for another answer."""
    wall, own = perf_counter(), process_time()
    with CaptureQueriesContext(connection) as queries:
        answer = act()
    taken = (perf_counter() - wall) * 1000, (process_time() - own) * 1000
    if answer.status_code != status:
        raise RuntimeError(f"{name} answered {answer.status_code}")
    return Sidetid(name, *taken, len(queries), len(answer.content) / 1024), answer


def _both(act: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the wall clock, and seconds the processor spent on this process."""
    wall, own = perf_counter(), process_time()
    act()
    return perf_counter() - wall, process_time() - own
