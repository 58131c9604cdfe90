"""Headings without numbers in pages that became one line: the titles of a table of contents that still has its dots.

A title is a heading where the titles stand in order, nothing leads on to it, and a capital letter or a number follows.
"""

import re
from collections.abc import Sequence
from typing import Final

_ENTRY: Final = re.compile(r"(?<![.…\s])\s{0,200}(?:[.…]\s?){2,400}\s{0,200}\d{1,3}(?=\s|$)")
"""Begins where the dots do and has an end, so that a line of nothing but dots is soon read."""
_FEW: Final = 3
_LABELS: Final = 2
"""So many labels with a colon under a title make it the heading of a form: one deeper than the chapters."""
_LABEL: Final = re.compile(r"(?<!\S)[A-ZÆØÅ][a-zæøå]{4,}(?: [a-zæøå]+){0,3}:(?=\s)")

Hoved = tuple[int, int, int]
"""Where a heading begins and ends in its piece, and its level."""


def titler(contents: str) -> list[str]:
    """The titles of a table of contents, where dots and a page's number end each; [] where they do not."""
    ends = list(_ENTRY.finditer(contents))
    if len(ends) < _FEW:
        return []
    starts = [0, *(each.end() for each in ends[:-1])]
    found = [contents[start : end.start()].strip() for start, end in zip(starts, ends, strict=True)]
    found.append(contents[ends[-1].end() :].strip())  # the last may have lost its page
    return [title for title in found if 2 < len(title) <= 110]


def indholdets_slut(line: str) -> int:
    """Where a table of contents ends that has run together with the text after it; 0 where there is none."""
    ends = [match.end() for match in _ENTRY.finditer(line)]
    return ends[-1] if len(ends) >= 2 * _FEW else 0


def titelhoveder(pieces: Sequence[str], titles: Sequence[str], leads_on: frozenset[str]) -> dict[int, list[Hoved]]:
    """The headings of each piece. A title that is not found where it could stand is passed over."""
    found: list[tuple[int, int, int]] = []
    piece, at = 0, 0
    for title in titles:
        place = _next(pieces, title, piece, at, leads_on)
        if place:
            piece, start, at = place
            found.append((piece, start, at))
    heads: dict[int, list[Hoved]] = {}
    for number, (piece, start, end) in enumerate(found):
        stop = found[number + 1] if number + 1 < len(found) else (len(pieces), 0, 0)
        under = pieces[piece][end:] if stop[0] != piece else pieces[piece][end : stop[1]]
        under += "".join(pieces[piece + 1 : stop[0]])
        level = 2 if len(_LABEL.findall(under)) >= _LABELS else 1
        heads.setdefault(piece, []).append((start, end, level))
    return heads


def _next(
    pieces: Sequence[str], title: str, piece: int, at: int, leads_on: frozenset[str]
) -> tuple[int, int, int] | None:
    pattern = re.compile(r"(?<!\S)" + r"\s+".join(map(re.escape, title.split())) + r"(?=\s+[A-ZÆØÅ\d«\"»”]|$)")
    for number in range(piece, len(pieces)):
        for match in pattern.finditer(pieces[number], at if number == piece else 0):
            before = pieces[number][: match.start()].rsplit(None, 1)
            if not before or before[-1].lower() not in leads_on:
                return number, match.start(), match.end()
    return None
