"""Text copied from a web page's copy of an agreement: a bar ends each cell, and a cell may be many lines.

A row of one cell is its lines; rows of as many cells as the one before are one table.
"""

import re
from collections.abc import Iterator
from typing import Final

from indsatser.importing.dokument.fladsider import uden_orddeling

_FEW: Final = 5
"""So many lines that end with a bar make a text of this kind."""
_FAR: Final = 40
"""No cell has more lines."""
_MARK: Final = re.compile(r"(?<=\S) (?=[-–•] (?:[A-ZÆØÅ]|\d+\s+[a-zæøå%]))")

Raekke = list[list[str]]
"""A row: its cells, each the lines of it."""


def har_roer(text: str) -> bool:
    """Whether bars end the cells of this text."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    ended = sum(line.endswith("|") and not line.startswith("|") for line in lines)
    return ended >= _FEW and ended >= 0.1 * len(lines)


def roerlinjer(text: str) -> Iterator[str | list[Raekke]]:
    """The lines and tables in order: a line outside tables, or rows."""
    rows: list[Raekke] = []
    for part in _rows([line.strip() for line in text.split("\n")]):
        if isinstance(part, list) and (not rows or len(rows[0]) == len(part)):
            rows.append(part)
            continue
        if rows:
            yield rows
            rows = []
        if isinstance(part, list):
            rows = [part]
        else:
            yield part
    if rows:
        yield rows


def _rows(lines: list[str]) -> Iterator[str | Raekke]:
    at = 0
    while at < len(lines):
        line = lines[at]
        cells = [cell.strip() for cell in line.rstrip("|").split("|")]
        if len(cells) == 1:
            yield from _taken_apart(cells[0])
            at += 1
            continue
        stop = at if line.endswith("|") else _end(lines, at)
        row: Raekke = [_taken_apart(cell) for cell in cells]
        for more in lines[at + 1 : stop + 1]:
            first, *others = more.rstrip("|").split("|")
            row[-1] += _taken_apart(first.strip())
            row += [_taken_apart(cell.strip()) for cell in others]
        yield row
        at = stop + 1


def _end(lines: list[str], at: int) -> int:
    """The line that ends the row; the line itself where none does."""
    for index in range(at + 1, min(at + _FAR, len(lines))):
        if lines[index].endswith("|"):
            return index
        if not lines[index]:
            break
    return at


def _taken_apart(text: str) -> list[str]:
    """A cell's line, where list marks began lines of their own."""
    text = uden_orddeling(text)
    marks = list(_MARK.finditer(text))
    if not marks or not (text[:1] in "-–•" or text[: marks[0].start()].rstrip()[-1:] in ":."):
        return [text] if text else []
    return [piece for piece in _MARK.split(text) if piece]
