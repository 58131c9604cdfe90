"""Running heads of a PDF or a text: short lines that stand on page after page. In Word they are in the header."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from indsatser.importing.aftale.normal import even
from indsatser.importing.aftale.ordbog import find_labels
from indsatser.importing.dokument.blokke import Afsnit, Blok, Dokument

SIDETAL: Final = re.compile(
    r"^(?:side\s*)?\d{1,3}(?:\s*(?:af|/|ud af)\s*\d{1,3})?$|^[-–]\s*\d{1,3}\s*[-–]$|^\(\d{1,3}\)$", re.IGNORECASE
)
"""A page's number alone on its line."""
_DATES: Final = re.compile(r"\s*\d{1,2}[. /]")
"""How a period begins, which is no running head."""
_OFTEN: Final = 4
"""A short line that stands this many times outside tables is a running head."""
_AT_EDGES: Final = 3
"""So many times is enough where it always stands at a page's edge, on most pages."""
_MOST: Final = 0.6
_EDGE: Final = 2
"""Blocks from the top and from the bottom."""
LONGEST: Final = 90


def gentagne(dokument: Dokument) -> frozenset[str]:
    """The running heads, in the form they are compared in. A label of a form stands on every page too, and is none."""
    counts = Counter(
        even(blok.text)
        for blok in dokument.blokke
        if isinstance(blok, Afsnit) and blok.level is None and not blok.is_list_item and len(blok.text) <= LONGEST
    )
    found = _often(dokument, counts) | _at_edges(dokument, counts)
    return frozenset(text for text in found if not find_labels(text))


def _often(dokument: Dokument, counts: Counter[str]) -> set[str]:
    pages = {
        (even(blok.text), blok.sted.side) for blok in dokument.blokke if isinstance(blok, Afsnit) and blok.sted.side
    }
    on = Counter(text for text, _page in pages)
    if not pages:
        on = Counter(even(blok.text) for blok in _beside_page_numbers(dokument) if not _DATES.match(blok.text))
        return {text for text, times in on.items() if times >= _OFTEN and times >= counts[text] - 1}
    return {text for text, times in counts.items() if times >= _OFTEN and on[text] == times}


def _beside_page_numbers(dokument: Dokument) -> Iterator[Afsnit]:
    """Paragraphs of a text without pages that stand right before or after a page's number."""
    for before, after in pairwise(dokument.blokke):
        if isinstance(before, Afsnit) and isinstance(after, Afsnit):
            if SIDETAL.match(before.text.strip()):
                yield after
            elif SIDETAL.match(after.text.strip()):
                yield before


def _at_edges(dokument: Dokument, counts: Counter[str]) -> set[str]:
    pages = _pages(dokument)
    at = Counter(
        even(blok.text)
        for page in pages
        for blok in {id(one): one for one in (*page[:_EDGE], *page[-_EDGE:])}.values()
        if isinstance(blok, Afsnit) and not _DATES.match(blok.text)
    )
    least = max(_AT_EDGES, _MOST * (len(pages) - 1))
    return {text for text, times in at.items() if times >= least and times == counts[text]}


def _pages(dokument: Dokument) -> list[list[Blok]]:
    """The blocks of each page without its number: by the pages of the file, else between numbers that count up."""
    pages: list[list[Blok]] = [[]]
    number, side = 0, None
    for blok in dokument.blokke:
        if isinstance(blok, Afsnit) and SIDETAL.match(blok.text.strip()):
            is_next = int(re.findall(r"\d+", blok.text)[0]) == number + 1
            if blok.sted.side is None and is_next:
                number += 1
                pages.append([])
            continue
        if blok.sted.side is not None and blok.sted.side != side:
            side = blok.sted.side
            pages.append([])
        pages[-1].append(blok)
    return [page for page in pages if page]
