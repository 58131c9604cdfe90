"""What has been read from a spreadsheet: sheets of cells that know where they stand. Values only, no formulas."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

Vaerdi = str | Decimal | bool | date | None
"""What a cell can hold. A moment is a `datetime`, which is a date too; None is an empty cell."""


def kolonnebogstav(column: int) -> str:
    """1 → "A", 27 → "AA", as spreadsheets name their columns."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(frozen=True, slots=True, order=True)
class Sted:
    """Where something stands in a file: sheet, row from 1, column from 1 (0: the row as a whole)."""

    sheet: str
    row: int
    column: int = 0

    def __str__(self) -> str:
        parts = [f"ark «{self.sheet}»" if self.sheet else "", f"række {self.row}"]
        text = ", ".join(filter(None, [*parts, f"kolonne {self.letter}" if self.column else ""]))
        return text[0].upper() + text[1:]

    @property
    def letter(self) -> str:
        """The column's letter, "" for a row as a whole."""
        return kolonnebogstav(self.column)


class Arkfejl(ValueError):
    """A file or a cell that cannot be used. `sentence` is Danish and says what to do; `sted` is where, if anywhere."""

    def __init__(self, sentence: str, sted: Sted | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.sted = sted

    def __str__(self) -> str:
        return f"{self.sted}: {self.sentence}" if self.sted else self.sentence


@dataclass(frozen=True, slots=True)
class Celle:
    """One cell: its value, whether a formula stood behind it, and the file's own word of error ("#DIV/0!").

    `is_percent`: the number is shown as so many hundredths, 0.52 as "52 %".
    """

    sted: Sted
    value: Vaerdi = None
    is_formula: bool = False
    error: str = ""
    is_percent: bool = False

    @property
    def is_empty(self) -> bool:
        """Nothing stands in it: no value, no formula, no error. Spaces are nothing."""
        blank = self.value is None or (isinstance(self.value, str) and not self.value.strip())
        return blank and not self.is_formula and not self.error


@dataclass(frozen=True, slots=True)
class Ark:
    """A sheet: only the cells in which something stands are kept."""

    name: str
    is_hidden: bool = False
    cells: dict[tuple[int, int], Celle] = field(default_factory=dict)
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """Cells that are merged: first row and column, last row and column. Only the first of them holds a value."""

    def celle(self, row: int, column: int) -> Celle:
        """The cell, an empty one where nothing stands. Rows and columns are counted from 1."""
        return self.cells.get((row, column)) or Celle(Sted(self.name, row, column))

    @property
    def last_row(self) -> int:
        """The last row in which something stands; 0 for an empty sheet."""
        return max((row for row, _ in self.cells), default=0)

    @property
    def last_column(self) -> int:
        """The last column in which something stands; 0 for an empty sheet."""
        return max((column for _, column in self.cells), default=0)

    def raekker(self) -> Iterator[tuple[int, list[Celle]]]:
        """Every row from the first to the last with its number, each as wide as the sheet; empty rows too."""
        width = self.last_column
        for row in range(1, self.last_row + 1):
            yield row, [self.celle(row, column) for column in range(1, width + 1)]


@dataclass(frozen=True, slots=True)
class Regneark:
    """A file that has been read whole. `is_1904`: its days are counted from 1904, as old Macs did."""

    sheets: tuple[Ark, ...]
    is_1904: bool = False

    @property
    def shown(self) -> tuple[Ark, ...]:
        """The sheets that are not hidden."""
        return tuple(sheet for sheet in self.sheets if not sheet.is_hidden)

    def ark(self, name: str) -> Ark | None:
        """The sheet of that name, whatever the case of its letters; None when there is none."""
        return next((sheet for sheet in self.sheets if sheet.name.casefold() == name.casefold()), None)


@dataclass(frozen=True, slots=True)
class Graenser:
    """How much of a file is read. What is larger is refused at the place where it became too much."""

    file_bytes: int = 5 * 1024 * 1024
    unpacked_bytes: int = 16 * 1024 * 1024
    sheets: int = 50
    rows: int = 20_000
    columns: int = 256
    cells: int = 200_000
    characters: int = 5_000_000


MAX_CELL = 32_767
"""Characters in one cell: Excel's own limit."""
