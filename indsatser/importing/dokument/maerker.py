"""List marks and chapter numbers that the author typed by hand ("- ", "a)", "3.2"), told from dates and amounts."""

import re
from dataclasses import replace
from typing import Final

from indsatser.importing.dokument.blokke import Afsnit, Henvisning, Link, Span

_BULLET: Final = re.compile(r"([-–—•·▪■◦●○*→➢✓►]|o(?=[\t ]+[^\W\d])|[\ue000-\uf8ff])[\t ]+(?=\S)")
_CHAPTER: Final = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,5}\.?)[\t ]+(?=[^\W\d_]|[«\"”'(])")
_NUMBER: Final = re.compile(r"(\d{1,2}\.)(?:\t *| +(?=[A-ZÆØÅ«\"”]))(?=\S)|(\(?\d{1,2}\))[\t ]+(?=\S)")
_LETTER: Final = re.compile(r"(\(?[a-zæøåA-Z]\))[\t ]+(?=\S)|([a-h]\.)(?:\t *| +(?=[A-ZÆØÅ]))(?=\S)")
_ROMAN: Final = re.compile(r"(\(?[ivx]{1,5}\)|[ivx]{1,5}\.|[IVX]{2,5}[.)])[\t ]+(?=\S)")
_TIME: Final = re.compile(r"\d{1,2}\.(?:00|05|10|15|20|25|30|35|40|45|50|55)\.?")
_DATE: Final = re.compile(r"\d{1,2}\.\d{1,2}\.\d\d\.?")
_AMOUNT: Final = re.compile(r"(?:mio|mia|t\.? ?kr|kr|tusind|pct|procent|årsværk|timer|fte|t/u|kl\b)", re.IGNORECASE)
_TOC_LINE: Final = re.compile(r"[^.]*(?:\.[^.]+)*?(?:\. ?){4,} *\d{1,3}")
MAX_LINE: Final = 300  # marks; a longer one is none, and would take long to look through
PRIVATE_USE: Final = ("\ue000", "\uf8ff")


def er_indholdslinje(text: str) -> bool:
    """Whether it is a line of a table of contents: words, a row of dots, a page's number."""
    return len(text) < MAX_LINE and bool(_TOC_LINE.fullmatch(text))


def skrevet_maerke(text: str) -> tuple[str, int]:
    """The mark a text begins with, and where the text itself begins; ("", 0) where there is none.

    >>> skrevet_maerke("3.2 Fritidsjob"), skrevet_maerke("1. januar 2013"), skrevet_maerke("- lektiehjælp")
    (('3.2', 4), ('', 0), ('-', 2))
    """
    bullet = _BULLET.match(text)
    if bullet:
        mark = bullet[1]
        return ("•" if PRIVATE_USE[0] <= mark <= PRIVATE_USE[1] else mark), bullet.end()
    chapter = _CHAPTER.match(text)
    if chapter:
        is_other = _DATE.fullmatch(chapter[1]) or _AMOUNT.match(text, chapter.end())
        return ("", 0) if is_other or _is_time(chapter[1]) else (chapter[1], chapter.end())
    for pattern in (_NUMBER, _LETTER, _ROMAN):
        found = pattern.match(text)
        if found:
            return next(mark for mark in found.groups() if mark), found.end()
    return "", 0


def er_kapitelnummer(marker: str) -> bool:
    """Whether a mark has the form of a chapter's number: "3", "3.", "3.2", never "3)" or "a."."""
    return bool(re.fullmatch(r"\d{1,2}(?:\.\d{1,2})*\.?", marker))


def dybde(marker: str) -> int:
    """How deep a chapter's number goes: "5.2.1" is 3."""
    return len(marker.rstrip(".").split("."))


def med_skrevet_maerke(afsnit: Afsnit) -> Afsnit:
    """The paragraph with a typed mark moved from the text to `marker`. Headings and chapters are no lists."""
    if afsnit.is_toc or afsnit.marker:
        return afsnit
    marker, begins = skrevet_maerke(afsnit.text)
    if not marker:
        return afsnit
    is_list = afsnit.level is None and not (er_kapitelnummer(marker) and dybde(marker) > 1)
    shorter = uden_stykke(afsnit, 0, begins)
    return replace(shorter, marker=marker, is_typed_marker=True, list_level=0 if is_list else None)


def uden_stykke(afsnit: Afsnit, begin: int, stop: int) -> Afsnit:
    """The paragraph without the text from `begin` to `stop`; everything that points into it is moved along."""

    def moved(at: int) -> int:
        return at if at <= begin else max(begin, at - (stop - begin))

    def spans(found: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple((moved(a), moved(b)) for a, b in found if moved(a) < moved(b))

    return replace(
        afsnit,
        text=afsnit.text[:begin] + afsnit.text[stop:],
        bold=spans(afsnit.bold),
        italic=spans(afsnit.italic),
        links=tuple(
            Link(moved(each.start), moved(each.end), each.address)
            for each in afsnit.links
            if moved(each.start) < moved(each.end)
        ),
        notes=tuple(Henvisning(moved(each.at), each.note) for each in afsnit.notes),
    )


def _is_time(mark: str) -> bool:
    """A clock in a programme ("10.30 Velkomst"): nobody has a chapter 10.30."""
    return bool(_TIME.fullmatch(mark)) and len(mark.rstrip(".").split(".")[1]) == 2
