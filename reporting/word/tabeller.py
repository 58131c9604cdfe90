"""Tables: a grid with its widths, heading rows that stand again on every page, and what each cell spans."""

from collections.abc import Callable
from typing import Any

from reporting.word.bredder import bredde, fordel, klasser
from reporting.word.stilark import OPLYSNINGER, TABEL
from reporting.word.xml import e

Celleskriver = Callable[[Any, str, str], list[Any]]
"""Writes what stands in a cell: the cell, its paragraph style and its character style."""

WIDE_FROM = 7
"""A table with so many columns stands on a turned page."""
SIGN_HEIGHT = 680
"""Room to sign in, in twentieths of a point."""


def raekker(table: Any) -> list[Any]:
    """The rows in order, without those that are only for screen readers."""
    hidden = {row for part in table.findall("thead") if "visually-hidden" in klasser(part) for row in part.iter("tr")}
    return [row for row in table.iter("tr") if row not in hidden]


def celler(row: Any) -> list[Any]:
    """The cells of a row."""
    return [cell for cell in row if cell.tag in ("th", "td")]


def antal_kolonner(table: Any) -> int:
    """How many columns the table has."""
    return max((sum(_span(cell, "colspan") for cell in celler(row)) for row in raekker(table)), default=0)


def som_tabel(table: Any, write: Celleskriver, *, width: int) -> Any:
    """The table in Word, as wide as the text."""
    rows = raekker(table)
    count = antal_kolonner(table)
    grid = fordel(_widths(rows, count), width)
    has_head = any(_is_head(row) for row in rows)
    title = _title(table)
    shown = {"firstRow": int(has_head), "firstColumn": 1, "lastRow": 0, "lastColumn": 0, "noHBand": 1, "noVBand": 1}
    look = e("w:tblLook", val="06A0" if has_head else "0680", **shown)
    properties = e(
        "w:tblPr",
        e("w:tblStyle", val=TABEL if has_head else OPLYSNINGER),
        e("w:tblW", w=width, type="dxa"),
        e("w:tblLayout", type="fixed"),
        look,
        e("w:tblCaption", val=title) if title else None,
    )
    out = e("w:tbl", properties, e("w:tblGrid", *[e("w:gridCol", w=one) for one in grid]))
    down: dict[int, tuple[int, int]] = {}
    for row in rows:
        out.append(_row(row, grid, down, write, is_signed="tabel--underskrifter" in klasser(table)))
    return out


def _row(row: Any, grid: list[int], down: dict[int, tuple[int, int]], write: Celleskriver, *, is_signed: bool) -> Any:
    """A row. `down`: the columns where a cell from above goes on, with how many rows are left and how wide it is."""
    is_head = _is_head(row)
    is_sum = "sum" in klasser(row) or row.getparent().tag == "tfoot"
    shape = e(
        "w:trPr",
        e("w:cantSplit"),
        e("w:trHeight", val=SIGN_HEIGHT, hRule="atLeast") if is_signed and not is_head else None,
        e("w:tblHeader") if is_head else None,
    )
    out = e("w:tr", shape)
    column = 0
    waiting = celler(row)
    while column < len(grid):
        if column in down:
            left, wide = down.pop(column)
            out.append(_cell(grid[column : column + wide], [e("w:p")], merge="continue"))
            if left > 1:
                down[column] = (left - 1, wide)
            column += wide
        elif waiting:
            cell = waiting.pop(0)
            wide, deep = min(_span(cell, "colspan"), len(grid) - column), _span(cell, "rowspan")
            content = write(cell, _style(cell, is_head), "Strong" if is_sum else "")
            out.append(_cell(grid[column : column + wide], content, merge="restart" if deep > 1 else ""))
            if deep > 1:
                down[column] = (deep - 1, wide)
            column += wide
        else:
            out.append(_cell(grid[column:], [e("w:p")]))
            break
    return out


def _cell(widths: list[int], content: list[Any], *, merge: str = "") -> Any:
    properties = e(
        "w:tcPr",
        e("w:tcW", w=sum(widths), type="dxa"),
        e("w:gridSpan", val=len(widths)) if len(widths) > 1 else None,
        e("w:vMerge", val=merge) if merge else None,
    )
    return e("w:tc", properties, *content)


def _style(cell: Any, is_head: bool) -> str:
    is_number = "num" in klasser(cell) or "p-dato" in klasser(cell)
    if is_head:
        return "TabelhovedTal" if is_number else "Tabelhoved"
    return "Tabeltal" if is_number else "Tabeltekst"


def _is_head(row: Any) -> bool:
    return row.getparent().tag == "thead"


def _span(cell: Any, name: str) -> int:
    said = cell.get(name) or "1"
    return max(int(said), 1) if said.isdecimal() else 1


def _widths(rows: list[Any], count: int) -> list[float | None]:
    """In per cent, from the first row that has a cell for each column."""
    whole = next((row for row in rows if len(celler(row)) == count), None)
    return [bredde(cell) for cell in celler(whole)] if whole is not None else [None] * count


def _title(table: Any) -> str:
    """What the table is called by those who cannot see it."""
    caption = table.find("caption")
    parent = table.getparent()
    found = caption.text_content() if caption is not None else parent.get("aria-label") or ""
    return " ".join(found.split())
