"""Columns that spaces hold apart, as a program writes a PDF's page when it keeps the layout, become tables again.

A column is a place in the lines where every line has spaces before it. Running text in two columns is no table.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

_GAP: Final = re.compile(r"(?<=\S)(?<!\s[•▪·–-])(?<!^[•▪·–-]) {3,}(?=\S)")
_BEGINS: Final = re.compile(r"[A-ZÆØÅ\d½¼¾\"»«(•–-]")
_MARK: Final = re.compile(r"(?:[-–•▪]\s|[a-h]\)\s|Ad\s)")
_OPEN_END: Final = re.compile(
    r"(?:[,/(–-]|\b(?:og|eller|samt|i|på|af|for|fra|til|med|ved|om|under|over|den|det|de|en|et|mindst|højst|som|der|at|er|har))$"
)
_YEAR: Final = re.compile(r"\((?:19|20)\d\d\)$")
"""A year under a label is the label's."""
_FULL: Final = 0.75
"""A line shorter than this part of its column was ended by its author."""
_WIDE: Final = 30
_LEAST: Final = 8
"""No column begins so near the edge."""

Cellelinjer = list[str]
Spalteraekke = list[Cellelinjer]


def sidens_spalter(lines: Sequence[str]) -> frozenset[int]:
    """Where a column stands in several lines of a page, after texts of different length: spaces that only part two
    texts are as many each time, and hold nothing in line."""
    ends: dict[int, set[int]] = {}
    for line in lines:
        indent = len(line) - len(line.lstrip())
        for start, place in ((0, indent), *(match.span() for match in _GAP.finditer(line))):
            if place > _LEAST:
                ends.setdefault(place, set()).add(start)
    return frozenset(place for place, before in ends.items() if len(before) > 1)


def spaltedele(
    lines: Sequence[str], spalter: frozenset[int], side_bredde: int = 0
) -> Iterator[str | list[Spalteraekke]]:
    """Lines with no blank one between them: lines outside columns, and rows of cells, each the paragraphs of it.

    `side_bredde` is how far the lines of the page reach, in marks: so far the last column could have gone on.
    """
    at = 0
    while at < len(lines):
        stop, columns = _run(lines, at, spalter)
        if stop - at < 2:
            yield lines[at]
            at += 1
            continue
        cut = [_cells(line, columns) for line in lines[at:stop]]
        if _is_running_text(cut):
            yield from lines[at:stop]
        else:
            yield _rows(cut, side_bredde - columns[-1])
        at = stop


def _run(lines: Sequence[str], at: int, spalter: frozenset[int]) -> tuple[int, list[int]]:
    """Where the columns that begin in this line end, and where they stand."""
    starts = [match.end() for match in _GAP.finditer(lines[at])]
    if not starts or not set(starts) <= spalter:
        return at + 1, []
    stop = at + 1
    while stop < len(lines) and all(_fits(lines[stop], start) for start in starts):
        stop += 1
    indent = min(len(line) - len(line.lstrip()) for line in lines[at:stop])
    return stop, [indent, *starts]


def _fits(line: str, start: int) -> bool:
    """Whether nothing of the line stands across the edge of the column."""
    return (
        len(line) <= start
        or (line[start - 2 : start].strip() == "" and line[start] != " ")
        or not line[start:].strip()
    )


def _cells(line: str, columns: list[int]) -> list[str]:
    edges = [*columns[1:], len(line) + 1]
    return [line[start:end].strip() for start, end in zip([0, *columns[1:]], edges, strict=True)]


def _is_running_text(cut: list[list[str]]) -> bool:
    """Two columns of a newspaper: both full, and the lines of both go on in small letters."""
    both = [cells for cells in cut if all(cells)]
    if len(cut) < 4 or len(both) < 0.8 * len(cut):
        return False
    small = sum(cell[:1].islower() for cells in both for cell in cells)
    wide = sum(len(cell) > _WIDE for cells in both for cell in cells)
    return small >= 0.4 * len(both) * 2 and wide >= 0.5 * len(both) * 2


def _rows(cut: list[list[str]], last_width: int) -> list[Spalteraekke]:
    widths = [max(len(cells[number]) for cells in cut) for number in range(len(cut[0]))]
    widths[-1] = max(widths[-1], last_width)
    rows: list[list[list[str]]] = []
    for cells in cut:
        if not rows or _begins_row(rows[-1], cells):
            rows.append([[] for _cell in cells])
        for number, cell in enumerate(cells):
            if cell:
                rows[-1][number].append(cell)
    return [[_paragraphs(lines, width) for lines, width in zip(row, widths, strict=True)] for row in rows]


def _begins_row(before: list[list[str]], cells: list[str]) -> bool:
    """The first column begins anew, and so does another; and the line before did not lead on to it."""
    if not cells[0] or not _BEGINS.match(cells[0]) or (before[0] and _YEAR.match(cells[0])):
        return False
    others = [number for number, cell in enumerate(cells) if number and cell]
    if not others or not all(_BEGINS.match(cells[number]) for number in others):
        return False
    return not (before[0] and _OPEN_END.search(before[0][-1]))


def _paragraphs(lines: list[str], width: int) -> list[str]:
    """The lines of a cell, where wrapped ones are one."""
    found: list[str] = []
    last = ""
    for line in lines:
        first = line.split(maxsplit=1)[0]
        ended = last[-1:] in ".:;!?)" and len(last) + 1 + len(first) <= width
        short = len(last) < _FULL * width and len(last) + 1 + len(first) <= width
        begins = _BEGINS.match(line) and not _YEAR.match(line)
        anew = _MARK.match(line) or (begins and (ended or short) and not _OPEN_END.search(last))
        if not found or anew:
            found.append(line)
        elif last[-1:] == "-" and last[-2:-1].isalpha() and line[:1].islower():
            found[-1] = found[-1][:-1] + line
        else:
            found[-1] = f"{found[-1]} {line}"
        last = line
    return found
