"""A table as it is kept between the upload and the saving, and as it is read: pure, no database.

It is kept as JSON: cells as text, {"n": number}, {"d": day} or {"e": error}.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

from helhedsplan.regneark import Ark, Arkfejl, Celle, Sted, som_tekst

HEADER_SEARCHED = 20
SHOWN_ROWS, SHOWN_COLUMNS, SHOWN_SIGNS = 4, 20, 60

JsonCelle = str | dict[str, str] | None


def som_json(ark: Ark) -> list[list[JsonCelle]]:
    """A sheet as it is kept."""
    return [[_kept(celle) for celle in row] for _, row in ark.raekker()]


def _kept(celle: Celle) -> JsonCelle:
    value = celle.value
    if celle.error or (celle.is_formula and value is None):
        return {"e": celle.error or "formel uden værdi"}
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return {"d": value.isoformat()}
    if isinstance(value, Decimal):
        return {"n": format(value, "f")}
    return som_tekst(celle) if value is not None else None


def _celle(kept: JsonCelle, sted: Sted) -> Celle:
    if isinstance(kept, dict):
        if "d" in kept:
            return Celle(sted, date.fromisoformat(kept["d"]))
        if "n" in kept:
            return Celle(sted, Decimal(kept["n"]))
        return Celle(sted, None, error=kept["e"])
    return Celle(sted, kept)


@dataclass(frozen=True)
class Tabel:
    """A sheet with its row of headings. Rows and columns are counted from 1."""

    ark: str
    rows: Sequence[Sequence[JsonCelle]]
    header_row: int

    def celle(self, row: int, column: int) -> Celle:
        """A cell; an empty one where nothing stands."""
        cells = self.rows[row - 1] if 0 < row <= len(self.rows) else ()
        return _celle(cells[column - 1] if 0 < column <= len(cells) else None, Sted(self.ark, row, column))

    def tekst(self, row: int, column: int) -> str:
        """A cell as text in one line; "" for nothing."""
        return " ".join((som_tekst(self.celle(row, column)) or "").split())

    @cached_property
    def overskrifter(self) -> dict[str, int]:
        """The headings with their columns; a heading that stands twice has its letter after it the second time."""
        found: dict[str, int] = {}
        width = len(self.rows[self.header_row - 1]) if 0 < self.header_row <= len(self.rows) else 0
        for column in range(1, width + 1):
            try:
                name = self.tekst(self.header_row, column)
            except Arkfejl:
                name = ""
            if name:
                letter = Sted(self.ark, self.header_row, column).letter
                found[f"{name} ({letter})" if name in found else name] = column
        return found

    @property
    def eksempel(self) -> list[list[str]]:
        """The headings and the first rows, to see what one chooses between."""
        first = self.header_row
        width = max((len(row) for row in self.rows[first - 1 : first + SHOWN_ROWS]), default=0)
        return [
            [self._shown(row, column) for column in range(1, min(width, SHOWN_COLUMNS) + 1)]
            for row in range(first, min(first + SHOWN_ROWS, len(self.rows)) + 1)
        ]

    def _shown(self, row: int, column: int) -> str:
        try:
            return self.tekst(row, column)[:SHOWN_SIGNS]
        except ValueError:
            return "fejl i cellen"


def find_header(rows: Sequence[Sequence[JsonCelle]]) -> int:
    """The row of headings: among the first twenty, the first with the most words. Titles above it have fewer."""
    texts = [
        sum(isinstance(cell, str) and any(sign.isalpha() for sign in cell) for cell in row)
        for row in rows[:HEADER_SEARCHED]
    ]
    return texts.index(max(texts)) + 1 if texts else 1
