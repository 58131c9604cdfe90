"""The same pages from WeasyPrint in less time: the only module that replaces something inside it.

Each replacement gives what it replaces gave, for what our papers have in them, and passes everything else on to it:
the tests print papers both ways and compare every page's bytes. It is written for one version; with another nothing is
replaced, printing is slower, and `test_hurtig` says which functions to look at again. ADR 0065 has the reasons.

What is kept between calls is kept on the style, font or font configuration that it follows from, and dies with it.
"""

import hashlib
import inspect
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from importlib.metadata import version
from typing import Any

from reporting.tryk import hurtig_fil, hurtig_linjer, hurtig_stil

logger = logging.getLogger(__name__)

VERSIONS = {"weasyprint": "70.0", "pydyf": "0.13.0"}


def slaa_til() -> bool:
    """Replace what is replaced here, if it is the version we know. True when it is."""
    found = {package: version(package) for package in VERSIONS}
    if found != VERSIONS:
        logger.warning("Printing is slower than it need be: it is hurried for %s, not %s.", VERSIONS, found)
        return False
    _swap(new=True)
    return True


@contextmanager
def slukket() -> Iterator[None]:
    """WeasyPrint as it came, to compare and measure. For all threads, so only where nothing else prints."""
    was_on = _udskiftninger()[0].er_til()
    _swap(new=False)
    try:
        yield
    finally:
        if was_on:
            _swap(new=True)


def kilder() -> dict[str, str]:
    """For each function that is replaced, the beginning of its source's checksum."""
    with slukket():
        return {
            one.navn: hashlib.sha256(inspect.getsource(getattr(one.gammel, "fget", one.gammel)).encode()).hexdigest()[
                :12
            ]
            for one in _udskiftninger()
        }


def _swap(*, new: bool) -> None:
    for one in _udskiftninger():
        one.skift(new)


class _Udskiftning:
    """A function of WeasyPrint's and ours, at every place that has imported it."""

    def __init__(self, navn: str, ny: Callable[[Any], Any]) -> None:
        self.navn = navn
        name, _, self.attribute = navn.rpartition(".")
        try:
            owner = import_module(name)
        except ModuleNotFoundError:  # a method
            module, _, kind = name.rpartition(".")
            owner = getattr(import_module(module), kind)
        self.gammel = getattr(owner, self.attribute)
        self.ny = ny(self.gammel)
        self.steder = [owner] if isinstance(owner, type) else [
            module
            for name, module in sorted(sys.modules.items())
            if name.startswith("weasyprint") and getattr(module, self.attribute, None) is self.gammel
        ]  # fmt: skip

    def skift(self, new: bool) -> None:
        for place in self.steder:
            setattr(place, self.attribute, self.ny if new else self.gammel)

    def er_til(self) -> bool:
        return getattr(self.steder[0], self.attribute) is self.ny


@cache
def _udskiftninger() -> tuple[_Udskiftning, ...]:
    import weasyprint  # noqa: F401  # all of it, before we look for who has imported what

    return (
        _Udskiftning("weasyprint.css.ComputedStyle.__missing__", hurtig_stil.ny_missing),
        _Udskiftning("weasyprint.css.ComputedStyle.__init__", hurtig_stil.ny_new_style),
        _Udskiftning("weasyprint.css.functions.check_math", hurtig_stil.ny_check_math),
        _Udskiftning("weasyprint.layout.percent.resolve_percentages", hurtig_stil.ny_resolve_percentages),
        _Udskiftning("weasyprint.layout.percent.resolve_radii_percentages", hurtig_stil.ny_resolve_radii),
        _Udskiftning("weasyprint.text.line_break.Layout.setup", hurtig_linjer.ny_setup),
        _Udskiftning("weasyprint.text.line_break.Layout.deactivate", hurtig_linjer.ny_deactivate),
        _Udskiftning("weasyprint.text.line_break.Layout.reactivate", hurtig_linjer.ny_reactivate),
        _Udskiftning("weasyprint.text.line_break.strut", hurtig_linjer.ny_strut),
        _Udskiftning("weasyprint.draw.text.draw_first_line", hurtig_linjer.ny_draw_first_line),
        _Udskiftning("weasyprint.pdf.fonts.Font.subset", hurtig_fil.ny_subset),
        _Udskiftning("pydyf.Stream.data", hurtig_fil.ny_stream_data),
    )
