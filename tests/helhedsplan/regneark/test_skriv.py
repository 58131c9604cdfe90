"""What goes out is typed, looks Danish and holds no formula but ours. Read again with openpyxl and with our reader."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest

from helhedsplan.regneark import (
    Arkfejl,
    Formel,
    Stil,
    Udark,
    Udcelle,
    laes_regneark,
    skriv_regneark,
)
from helhedsplan.regneark.skriv import arknavn
from tests import filer as f

pytestmark = pytest.mark.no_db

HOSTILE = [
    '=HYPERLINK("http://localhost","klik")',
    "=1+1",
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\xa0=1+1",
    "{=1+1}",
    "http://localhost/x",
    "mailto:a@b.dk",
    "internal:A1",
    "＝1+1",
    "%0A=1",
    "_x003D_1+1",
    "1.392",
    "0012",
]


def write(rows: list[list], **more) -> bytes:
    cells = [[cell if isinstance(cell, Udcelle) else Udcelle(cell) for cell in row] for row in rows]
    return skriv_regneark([Udark("Budget", cells, **more)], title="Budget", made_at=datetime(2026, 1, 1, tzinfo=UTC))


def opened(content: bytes):
    return openpyxl.load_workbook(io.BytesIO(content)).active


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_person_typed_goes_out_as_text_and_comes_back_the_same(text):
    content = write([[text]])
    cell = opened(content)["A1"]
    assert cell.data_type == "s"
    assert cell.hyperlink is None
    back = laes_regneark(f.upload("b.xlsx", content)).sheets[0].celle(1, 1)
    assert back.value == text
    assert not back.is_formula


@pytest.mark.parametrize("text", HOSTILE[:10])
def test_what_would_be_a_formula_if_it_were_typed_is_marked_as_text_for_whoever_edits_it(text):
    cell = opened(write([[text]]))["A1"]
    assert cell.quotePrefix
    assert cell.number_format == "@"


def test_an_ordinary_text_has_no_such_mark():
    assert not opened(write([["Tryghed - og trivsel"]]))["A1"].quotePrefix


def test_our_formulas_are_live_and_carry_their_results():
    content = write([[Decimal(1)], [Decimal(2)], [Formel("=SUM(A1:A2)", Decimal(3))]])
    assert opened(content)["A3"].value == "=SUM(A1:A2)"
    assert openpyxl.load_workbook(io.BytesIO(content), data_only=True).active["A3"].value == 3
    assert laes_regneark(f.upload("b.xlsx", content)).sheets[0].celle(3, 1).value == Decimal(3)


def test_amounts_days_and_numbers_are_typed_and_shown_as_danes_show_them():
    kroner, day = Stil(shown_as="beloeb"), Stil(shown_as="dato")
    amounts = [Udcelle(Decimal(42128000), kroner), Udcelle(Decimal("52.90"), kroner)]
    sheet = opened(write([[*amounts, Udcelle(date(2015, 3, 31), day), Udcelle(True, Stil())]]))
    assert (sheet["A1"].value, sheet["A1"].number_format) == (42128000, "#,##0;[Red]-#,##0")
    assert (sheet["B1"].value, sheet["B1"].number_format) == (52.9, "#,##0.00;[Red]-#,##0.00")
    assert sheet["C1"].value.date() == date(2015, 3, 31)
    assert sheet["C1"].number_format == "dd\\.mm\\.yyyy"


def test_øre_survive_at_the_size_of_the_largest_budget():
    content = write([[Decimal("999999999999.99")], [Decimal("0.01")]])
    cells = laes_regneark(f.upload("b.xlsx", content)).sheets[0].cells
    assert [cell.value for cell in cells.values()] == [Decimal("999999999999.99"), Decimal("0.01")]


def test_the_header_stays_and_the_columns_are_wide_enough_and_ids_are_hidden():
    sheet = opened(write([["Post", "id"]], widths=[40, 8], frozen=(1, 1), hidden_columns=[2]))
    assert sheet.freeze_panes == "B2"
    assert sheet.column_dimensions["A"].width > 39
    assert sheet.column_dimensions["B"].hidden
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"


def test_a_text_that_no_cell_holds_is_refused_and_one_that_fits_is_whole():
    assert opened(write([["a" * 32_767]]))["A1"].value == "a" * 32_767
    with pytest.raises(Arkfejl, match=r"^Ark «Budget», række 1, kolonne A: .*32768 tegn"):
        write([["a" * 32_768]])


def test_a_sheet_may_be_called_anything():
    assert arknavn("'Gellerup: 15/18 [udkast]?'") == "Gellerup  15 18  udkast"
    assert arknavn("a" * 40) == "a" * 31
    assert arknavn("///") == "Ark"


def test_the_same_facts_give_the_same_file():
    assert write([["a", Decimal(1)]]) == write([["a", Decimal(1)]])
