"""Rows by calendar year in whole kroner, and the same drawn as bars. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

FARVER = 6
"""So many fills there are in the style sheet; more sources than that begin over again, with their name beside."""


@dataclass(frozen=True, slots=True)
class Aarslinje:
    """A row's total in each of the table's years, whole kroner; None where nothing is stated.

    `farve` is the fill of its parts where the table is drawn (0-5).
    """

    title: str
    per_year: tuple[Decimal | None, ...]
    total: Decimal
    farve: int = 0


@dataclass(frozen=True, slots=True)
class Aarstabel:
    """Rows by calendar year. A year of None holds what the document gives without one."""

    years: tuple[int | None, ...]
    linjer: tuple[Aarslinje, ...]
    totals: tuple[Decimal, ...]
    total: Decimal


@dataclass(frozen=True, slots=True)
class Soejledel:
    """A source's part of a year's bar. `x` and `bredde` are of 100, with a dot; `farve` is 0-5."""

    navn: str
    beloeb: Decimal
    x: str
    bredde: str
    farve: int


@dataclass(frozen=True, slots=True)
class Soejle:
    """A year's bar. `aar` is None for what the agreement gives without a year."""

    aar: int | None
    i_alt: Decimal
    dele: tuple[Soejledel, ...]


def soejler(years: Sequence[int | None], rows: Sequence[tuple[str, Sequence[Decimal | None]]]) -> tuple[Soejle, ...]:
    """One bar a year from the printed whole kroner by source; the longest year fills the width."""
    totals = [sum((values[i] or Decimal(0) for _, values in rows), Decimal(0)) for i in range(len(years))]
    longest = max(totals, default=Decimal(0))
    if longest <= 0:
        return ()
    found = []
    for i, (year, total) in enumerate(zip(years, totals, strict=True)):
        x, parts = Decimal(0), []
        for number, (name, values) in enumerate(rows):
            amount = values[i]
            if amount:
                width = amount / longest * 100
                parts.append(Soejledel(name, amount, f"{x:.2f}", f"{width:.2f}", number % FARVER))
                x += width
        found.append(Soejle(year, total, tuple(parts)))
    return tuple(found)


def aarstabel(
    titles: dict[UUID, str], cells: Iterable[tuple[UUID, int | None, Decimal]], *, undated_too: bool = False
) -> Aarstabel | None:
    """Rows by year from printed cells (row, year, whole kroner). Undated amounts stand last.

    None when no amount has a year, or with `undated_too` when there are no amounts.
    """
    sums: dict[UUID, dict[int | None, Decimal]] = defaultdict(dict)
    for row, year, amount in cells:
        sums[row][year] = sums[row].get(year, Decimal(0)) + amount
    found = {year for of_row in sums.values() for year in of_row}
    if not found or (not found - {None} and not undated_too):
        return None
    years: tuple[int | None, ...] = (*sorted(year for year in found if year), *([None] if None in found else []))
    named = [(title, sums[row]) for row, title in titles.items() if row in sums]
    linjer = tuple(_aarslinje(title, of_row, years, n % FARVER) for n, (title, of_row) in enumerate(named))
    totals = tuple(sum((line.per_year[i] or Decimal(0) for line in linjer), Decimal(0)) for i in range(len(years)))
    return Aarstabel(years=years, linjer=linjer, totals=totals, total=sum(totals, Decimal(0)))


def _aarslinje(title: str, sums: dict[int | None, Decimal], years: tuple[int | None, ...], farve: int) -> Aarslinje:
    return Aarslinje(title, tuple(sums.get(year) for year in years), sum(sums.values(), Decimal(0)), farve)
