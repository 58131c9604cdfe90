"""Where the file's columns are: known by their headings, so that they may be moved or others put between."""

from dataclasses import dataclass

from helhedsplan.regneark import Ark, Arkfejl, Celle, Sted, som_aar, som_tekst
from plans.penge.ark import opstilling as o
from plans.penge.ark.felter import tekst

_KNOWN = [name for name, _ in o.FOER] + list(o.EFTER)
_SEARCHED = 40  # rows
TO_KOLONNER = "Der er to kolonner, der hedder »{}«. Slet den ene, så det er klart, hvad der gælder."


@dataclass(frozen=True, slots=True)
class Kolonner:
    """The row of headings, the columns by heading, and the years ("" for the column without one)."""

    head: int
    by_name: dict[str, int]
    years: dict[str, int]
    unknown: tuple[Celle, ...]
    twice: tuple[Celle, ...] = ()

    def celle(self, sheet: Ark, row: int, name: str) -> Celle:
        """The cell under a heading; an empty one when the file has no such column."""
        column = self.by_name.get(name)
        return sheet.celle(row, column) if column else Celle(Sted(sheet.name, row))


def find_kolonner(sheet: Ark) -> Kolonner | None:
    """The sheet's columns; None when it is not a budget. Raises Arkfejl for one that stands twice."""
    for row in range(1, min(sheet.last_row, _SEARCHED) + 1):
        found = _read(sheet, row)
        if found and o.FOER[0][0] in found.by_name and o.FOER[1][0] in found.by_name:
            if found.twice:
                cell = found.twice[0]
                raise Arkfejl(TO_KOLONNER.format(tekst(som_tekst(cell) or "")), cell.sted)
            return found
    return None


def _read(sheet: Ark, row: int) -> Kolonner | None:
    names = {name.casefold(): name for name in _KNOWN}
    by_name: dict[str, int] = {}
    years: dict[str, int] = {}
    unknown: list[Celle] = []
    twice: list[Celle] = []
    for column in range(1, sheet.last_column + 1):
        cell = sheet.celle(row, column)
        if cell.is_empty or cell.error or cell.value is None:
            continue
        text = tekst(som_tekst(cell) or "").casefold()
        if names.get(text) in by_name:
            twice.append(cell)
        elif text in names:
            by_name[names[text]] = column
        elif (year := _year(cell, text)) is None:
            unknown.append(cell)
        elif year in years:
            twice.append(cell)
        else:
            years[year] = column
    return Kolonner(row, by_name, years, tuple(unknown), tuple(twice)) if by_name else None


def _year(cell: Celle, text: str) -> str | None:
    if text == o.UDEN_AAR.casefold():
        return ""
    try:
        return str(som_aar(cell) or "")
    except Arkfejl:
        return None
