"""Text copied from a web page's copy of an agreement: a bar ends each cell, and a cell may be many lines.

A row of one cell is its lines; rows of as many cells as the one before are one table.
"""

import re
from collections.abc import Iterator
from typing import Final

from indsatser.importing.dokument.fladsider import uden_orddeling

_FEW: Final = 5
"""So many lines that end with a bar make a text of this kind."""
_ALONE: Final = 2
"""So many, where it is the only bar of its line."""
_FAR: Final = 40
"""No cell has more lines."""
_MARK: Final = re.compile(r"(?<=\S) (?=[-–•] (?:[A-ZÆØÅ]|\d+\s+[a-zæøå%]))")

_INTRODUCED: Final = re.compile(r"(?<=[a-zæøå)][.!?]) (?=[A-ZÆØÅ][^.:|]{3,80}:(?:\s|$))")
"""Where a sentence has ended and words with a colon begin."""

Raekke = list[list[str]]
"""A row: its cells, each the lines of it."""


def har_roer(text: str) -> bool:
    """Whether bars end the cells of this text."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    ended = [line for line in lines if line.endswith("|") and not line.startswith("|")]
    alone = sum(line.count("|") == 1 for line in ended)
    return alone >= _ALONE or (len(ended) >= _FEW and len(ended) >= 0.1 * len(lines))


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
    lines = _mended(lines)
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


def _mended(lines: list[str]) -> list[str]:
    """A cell that a page's edge cut: it ends within a sentence, and the next line goes on in small letters."""
    found: list[str] = []
    for line in lines:
        before = found[-1] if found else ""
        if (
            before.endswith("|")
            and before.count("|") == 1
            and line[:1].islower()
            and before[:-1].rstrip()[-1:].isalnum()
        ):
            found[-1] = f"{before[:-1].rstrip()} {line}"
        else:
            found.append(line)
    return found


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
    pieces = [piece for piece in _INTRODUCED.split(text) if piece]
    return [line for piece in pieces for line in _at_marks(piece)]


def _at_marks(text: str) -> list[str]:
    marks = list(_MARK.finditer(text))
    if not marks or not (text[:1] in "-–•" or text[: marks[0].start()].rstrip()[-1:] in ":."):
        return [text]
    return [piece for piece in _MARK.split(text) if piece]
