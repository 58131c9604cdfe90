"""Writes Excel files: typed cells, Danish ways of showing numbers and days, formulas of ours only.

What a person has typed goes out as text, never as a formula or a link: it is written as a string, and one that a
spreadsheet would read as a formula if it were typed there is marked as text, so that it stays one when it is edited.
"""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Literal

import xlsxwriter

from helhedsplan.regneark.celler import MAX_CELL, Arkfejl, Sted

Slags = Literal["", "beloeb", "tal", "procent", "dato", "tekst"]
"""How a number is shown: kroner (øre where there are any), a number, per cent (21.3, not 0.213), a day.

"tekst": what is typed there stays as it was typed, "3/4" too, which would be a day elsewhere.
"""

_FORMATS = {"tekst": "@", "tal": "General", "procent": '0.0" %"', "dato": "dd\\.mm\\.yyyy", "": "General"}
_KRONER, _OERE = "#,##0;[Red]-#,##0", "#,##0.00;[Red]-#,##0.00"
_WOULD_BE_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\u2212", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_NOT_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Formel:
    """A formula of ours, and what it comes to, for readers that do not calculate."""

    text: str
    value: Decimal


Indhold = str | Decimal | int | date | Formel | None


@dataclass(frozen=True, slots=True)
class Stil:
    """How a cell looks. `is_note` is small and grey; `is_ruled` has a line above, as sums have.

    `is_wrapped`: a long text is broken into lines in the width of its column; otherwise the next cell hides the rest.
    """

    shown_as: Slags = ""
    is_bold: bool = False
    is_header: bool = False
    is_ruled: bool = False
    is_note: bool = False
    is_right: bool = False
    is_wrapped: bool = False
    size: int = 0


@dataclass(frozen=True, slots=True)
class Udcelle:
    """A cell that goes out."""

    value: Indhold = None
    stil: Stil = Stil()


@dataclass(frozen=True, slots=True)
class Udark:
    """A sheet that goes out. Rows from the top; `widths` in characters; the first `frozen` rows and columns stay.

    `hidden_columns` are counted from 1. `is_hidden`: for the program's own marks, which people need not see.
    """

    name: str
    rows: Sequence[Sequence[Udcelle]]
    widths: Sequence[float] = ()
    frozen: tuple[int, int] = (0, 0)
    hidden_columns: Sequence[int] = ()
    is_hidden: bool = False
    is_landscape: bool = True
    heading: str = ""
    merged: Sequence[tuple[int, int, int]] = field(default=())
    """(row, first column, last column), from 1."""


def ligner_formel(text: str) -> bool:
    """Whether a spreadsheet would read the text as a formula if it were typed."""
    return text.lstrip(" \xa0").startswith(_WOULD_BE_FORMULA)


def arknavn(text: str) -> str:
    """The text as a sheet's name: at most 31 characters and none that Excel refuses."""
    return _NOT_IN_NAMES.sub(" ", text).strip(" '")[:31].strip(" '") or "Ark"


def skriv_regneark(sheets: Sequence[Udark], *, title: str, made_at: datetime | None = None) -> bytes:
    """The file. Raises Arkfejl for a text that no cell can hold."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    made_at = (made_at or datetime.now(UTC)).astimezone(UTC).replace(tzinfo=None)
    book.set_properties({"title": title[:255], "created": made_at})
    formats: dict[tuple[Stil, str, bool], Any] = {}
    for sheet in sheets:
        _write(book, sheet, formats)
    book.close()
    return out.getvalue()


def _write(book: Any, sheet: Udark, formats: dict[tuple[Stil, str, bool], Any]) -> None:
    page = book.add_worksheet(arknavn(sheet.name))
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width, None, {"hidden": column + 1 in sheet.hidden_columns})
    for row, cells in enumerate(sheet.rows):
        for column, cell in enumerate(cells):
            _write_cell(book, page, Sted(sheet.name, row + 1, column + 1), cell, formats)
    for row, first, last in sheet.merged:
        cell = sheet.rows[row - 1][first - 1]
        page.merge_range(row - 1, first - 1, row - 1, last - 1, "", _format(book, cell, formats))
        _write_cell(book, page, Sted(sheet.name, row, first), cell, formats)
    if any(sheet.frozen):
        page.freeze_panes(*sheet.frozen)
        if sheet.frozen[0]:
            page.repeat_rows(0, sheet.frozen[0] - 1)
    if sheet.is_landscape:
        page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.set_footer("&L" + _footer(sheet.heading) + "&RSide &P af &N")
    if sheet.is_hidden:
        page.very_hidden()


def _footer(text: str) -> str:
    return text.replace("&", "&&")[:200]


def _write_cell(book: Any, page: Any, sted: Sted, cell: Udcelle, formats: dict[tuple[Stil, str, bool], Any]) -> None:
    row, column, value = sted.row - 1, sted.column - 1, cell.value
    look = _format(book, cell, formats)
    if value is None or value == "":
        page.write_blank(row, column, None, look)
    elif isinstance(value, Formel):
        page.write_formula(row, column, value.text, look, float(value.value))
    elif isinstance(value, str):
        text = _NOT_XML.sub("\ufffd", value)
        if len(text) > MAX_CELL:
            raise Arkfejl(f"Teksten er for lang til Excel: {len(text)} tegn, og der er plads til {MAX_CELL}.", sted)
        page.write_string(row, column, text, look)
    elif isinstance(value, datetime):
        page.write_datetime(row, column, value.replace(tzinfo=None), look)
    elif isinstance(value, date):
        page.write_datetime(row, column, datetime(value.year, value.month, value.day), look)  # noqa: DTZ001
    else:
        page.write_number(row, column, float(value), look)


def _format(book: Any, cell: Udcelle, formats: dict[tuple[Stil, str, bool], Any]) -> Any:
    stil, value = cell.stil, cell.value
    is_risky = isinstance(value, str) and ligner_formel(value)
    number = "@" if is_risky else _number_format(stil, value)
    key = (stil, number, is_risky)
    if key not in formats:
        look: dict[str, Any] = {"num_format": number, "valign": "top", "font_name": "Calibri", "font_size": 11}
        if stil.size:
            look["font_size"] = stil.size
        if is_risky:
            look["quote_prefix"] = True
        if stil.is_bold or stil.is_header:
            look["bold"] = True
        if stil.is_header:
            look |= {"text_wrap": True, "bg_color": "#E8EEF4", "bottom": 1, "valign": "bottom"}
        if stil.is_ruled:
            look["top"] = 1
        if stil.is_note:
            look |= {"font_color": "#595959", "font_size": 9}
        if stil.is_wrapped:
            look["text_wrap"] = True
        if stil.is_right:
            look["align"] = "right"
        formats[key] = book.add_format(look)
    return formats[key]


def _number_format(stil: Stil, value: Indhold) -> str:
    if stil.shown_as != "beloeb":
        return _FORMATS[stil.shown_as]
    amount = value.value if isinstance(value, Formel) else value
    has_oere = isinstance(amount, Decimal) and amount != amount.to_integral_value()
    return _OERE if has_oere else _KRONER
