"""What a paper's workbook does with texts that Excel does not like."""

import io
from datetime import UTC, date, datetime

import openpyxl

from helhedsplan.regneark.celler import MAX_CELL
from reporting.exports import skriv_pengepapir
from reporting.facts.pengepapir import Kolonne, Papirhoved, Papirraekke, Papirtabel, Pengepapir, Slags
from reporting.papirer.ark import Arktabel, skriv_ark

MADE = datetime(2026, 3, 1, tzinfo=UTC)
NAVN = (Kolonne("Post", Slags.NAVN), Kolonne("Frist", Slags.KORT))


def aabn(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def ark(*rows):
    return aabn(skriv_ark([Arktabel("Poster", NAVN, rows)], title="Prøve", footer="", made_at=MADE))["Poster"]


def test_a_text_that_no_cell_can_hold_goes_on_in_the_row_below_and_nothing_of_it_is_lost():
    text = "ord " * 20_000
    sheet = ark(Papirraekke((text, "2019"), note="Se også:" + text), Papirraekke(("Den næste", None)))
    told = [row[0].value for row in sheet.iter_rows(min_row=3)]
    assert "".join(told[:-1]) == text
    assert told[-1] == "Den næste"
    assert "".join(row[2].value or "" for row in sheet.iter_rows(min_row=3)) == "Se også:" + text
    assert all(len(one) <= MAX_CELL for one in told)


def test_a_long_text_is_broken_in_its_column_so_that_all_of_it_is_seen():
    sheet = ark(Papirraekke(("Et langt navn " * 20, "2019")))
    assert sheet["A3"].alignment.wrap_text


def test_a_day_is_a_day_also_where_it_is_written_as_a_text_and_what_is_none_stays_as_it_is():
    sheet = ark(*(Papirraekke(("Frist", said)) for said in ("31.12.2016", "31.02.2016", "2016", "før 31.12.2016")))
    assert [row[1].value for row in sheet.iter_rows(min_row=3)] == [
        datetime(2016, 12, 31),  # noqa: DTZ001
        "31.02.2016",
        "2016",
        "før 31.12.2016",
    ]
    assert sheet["B3"].number_format == r"dd\.mm\.yyyy"
    assert sheet.column_dimensions["B"].width > 10  # narrower, and Excel shows ########


def test_tables_of_headings_that_begin_alike_have_a_sheet_each():
    tabel = Papirtabel("a", "Udgifter i delaftalen om tryghed og trivsel", NAVN, (Papirraekke(("=1+1", "2019")),))
    hoved = Papirhoved("Åparken", "Åparken", "", "1505", "", "", "")
    papir = Pengepapir("Budget", hoved, date(2019, 12, 31), (), (tabel, tabel), (), ())
    book = aabn(skriv_pengepapir(papir, made_at=MADE))
    assert len(book.sheetnames) == len({name.casefold() for name in book.sheetnames}) == 2
    assert all(len(name) <= 31 for name in book.sheetnames)
    first = book.worksheets[0]
    assert [(row[0].value, row[1].value) for row in first.iter_rows() if row[0].value == "Opgjort pr."] == [
        ("Opgjort pr.", datetime(2019, 12, 31))  # noqa: DTZ001
    ]
    assert {cell.data_type for row in first.iter_rows() for cell in row if cell.value == "=1+1"} == {"s"}
