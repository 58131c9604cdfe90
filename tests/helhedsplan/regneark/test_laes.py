"""Spreadsheets are read as values with places; whatever is wrong is one sentence, soon, in little memory."""

import contextlib
import io
import subprocess
import sys
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings

from helhedsplan.filer.pakker import BOMBE, MAKROER, ULAESELIG
from helhedsplan.regneark import Arkfejl, Graenser, Regneark, Sted, kolonnebogstav, laes_regneark
from helhedsplan.regneark.laes import LAAST, TOM, UKENDT
from helhedsplan.regneark.xlsx import HENTER
from tests import filer as f
from tests.helhedsplan.regneark.boeger import ark, bog

pytestmark = pytest.mark.no_db

LIBREOFFICE = Path(settings.BASE_DIR) / "fixtures" / "regneark" / "libreoffice.xlsx"


def read(content: bytes, name: str = "Budget.xlsx", **limits: int) -> Regneark:
    return laes_regneark(f.upload(name, content), Graenser(**limits))


def refusal(content: bytes, name: str = "Budget.xlsx", **limits: int) -> str:
    with pytest.raises(Arkfejl) as refused:
        read(content, name, **limits)
    return str(refused.value)


def by_openpyxl(*rows: list, change=lambda book: None) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.title = "Budget"
    for row in rows:
        book.active.append(row)
    change(book)
    book.save(out)
    return out.getvalue()


HALF_PAST_TWELVE = datetime.fromisoformat("2015-03-31T12:30")  # spreadsheets know no time zones


def values(book: Regneark, sheet: int = 0) -> dict[str, object]:
    cells = book.sheets[sheet].cells.values()
    return {f"{cell.sted.letter}{cell.sted.row}": cell.value for cell in cells}


# --- What a file says


def test_a_file_that_libreoffice_made_is_read_as_what_it_shows():
    book = laes_regneark(f.upload("Budget.xlsx", LIBREOFFICE.read_bytes()))
    assert [(sheet.name, sheet.is_hidden) for sheet in book.sheets] == [
        ("Budget", False),
        ("Skjult", True),
        ("Tomt", False),
    ]
    assert values(book) == {
        "A1": "Budget for boligsocial helhedsplan",
        "A3": "Post", "B3": Decimal(2015), "C3": Decimal(2016), "D3": "I alt", "E3": "Godkendt", "F3": "Andel",
        "A4": "Tryghed & trivsel <25 år", "B4": Decimal(1392000), "C4": Decimal("52.9"), "D4": Decimal("1392052.9"),
        "E4": date(2015, 3, 31), "F4": Decimal("0.25"),
        "A5": "=ikke en formel", "B5": "1.392", "C5": Decimal("-1392.5"), "D5": "1.392", "E5": "31/12-2015",
        "F5": True, "D6": None,
    }  # fmt: skip
    sheet = book.ark("budget")
    assert sheet.celle(4, 4).is_formula
    assert not sheet.celle(4, 3).is_formula
    assert not sheet.celle(5, 1).is_formula
    assert sheet.celle(6, 4).error == "#DIV/0!"
    assert values(book, 1) == {"AB12": "langt ude"}


def test_a_file_that_openpyxl_made_says_which_formulas_were_never_worked_out():
    book = read(by_openpyxl(["Post", 2015, date(2015, 3, 31), HALF_PAST_TWELVE], [None, "=B1+1", 0.1]))
    assert values(book) == {
        "A1": "Post", "B1": Decimal(2015), "C1": date(2015, 3, 31), "D1": HALF_PAST_TWELVE,
        "B2": None, "C2": Decimal("0.1"),
    }  # fmt: skip
    formula = book.sheets[0].celle(2, 2)
    assert formula.is_formula
    assert not formula.is_empty


def test_days_counted_from_1904_are_the_days_they_were():
    def old_mac(book):
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904

    book = read(by_openpyxl([date(2015, 3, 31)], change=old_mac))
    assert book.is_1904
    assert values(book) == {"A1": date(2015, 3, 31)}


def test_rows_come_with_their_numbers_and_as_wide_as_the_sheet():
    book = read(by_openpyxl(["a"], [], [None, "b"]))
    assert [(row, [cell.value for cell in cells]) for row, cells in book.sheets[0].raekker()] == [
        (1, ["a", None]),
        (2, [None, None]),
        (3, [None, "b"]),
    ]


def test_a_cell_of_spaces_is_empty_and_one_that_is_only_coloured_is_not_there():
    book = read(bog('<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c><c r="B1" s="7"/></row>'))
    assert values(book) == {"A1": "x"}


def test_rich_text_is_its_words_and_escaped_marks_are_what_they_stand_for():
    strings = "<si><r><t>Tryg</t></r><r><t>hed</t></r><rPh><t>aid</t></rPh></si><si><t>a_x000A_b_x005F_x000A_</t></si>"
    book = read(bog('<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>', strings=strings))
    assert values(book) == {"A1": "Tryghed", "B1": "a\nb_x000A_"}


def test_a_formula_that_came_to_nothing_is_worked_out():
    book = read(bog('<row><c t="str"><f>""</f><v></v></c><c><f>1+1</f></c></row>'))
    assert values(book) == {"A1": "", "B1": None}


def test_columns_are_named_as_spreadsheets_name_them():
    assert [kolonnebogstav(number) for number in (1, 26, 27, 52, 703)] == ["A", "Z", "AA", "AZ", "AAA"]


def test_a_place_reads_as_a_person_would_say_it():
    assert str(Sted("Budget", 7, 4)) == "Ark «Budget», række 7, kolonne D"
    assert str(Sted("", 7)) == "Række 7"
    assert str(Arkfejl("Det går ikke.", Sted("", 7, 1))) == "Række 7, kolonne A: Det går ikke."


# --- CSV


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("mark", [";", "\t", ","])
def test_csv_is_read_with_any_usual_letters_and_any_usual_separator(encoding, mark):
    text = f"Post{mark}2015\r\nTryghed på Åparken{mark}1392\r\n"
    assert values(read(text.encode(encoding), "konto.csv")) == {
        "A1": "Post",
        "B1": "2015",
        "A2": "Tryghed på Åparken",
        "B2": "1392",
    }


def test_a_decimal_comma_is_no_separator():
    book = read(b"Post;2015;2016\nTryghed;1,5;2,5\nTrivsel;3,5;4,5\n", "konto.csv")
    assert values(book)["B2"] == "1,5"


def test_csv_with_decimal_commas_in_quotes_is_separated_by_commas():
    book = read(b'Post,2015\nTryghed,"1,5"\nTrivsel,"2,5"\n', "konto.csv")
    assert values(book)["B2"] == "1,5"


def test_what_excel_says_of_the_separator_is_believed():
    assert values(read(b"sep=,\r\na;b,c\r\n", "konto.csv")) == {"A1": "a;b", "B1": "c"}


def test_a_cell_may_have_several_lines_and_the_next_row_is_still_the_next():
    assert values(read(b'a;"x\ny"\nb;c\n', "konto.csv")) == {"A1": "a", "B1": "x\ny", "A2": "b", "B2": "c"}


def test_csv_beyond_the_limits_is_refused_where_it_became_too_much():
    assert (
        refusal(b"a\nb\nc", "k.csv", rows=2)
        == "Række 3, kolonne A: Filen har for mange rækker. Der kan højst læses 2."
    )
    assert refusal(b"a;b;c", "k.csv", columns=2).startswith("Række 1, kolonne C: Filen har for mange kolonner.")
    assert refusal(b"a;b;c", "k.csv", cells=2).startswith("Række 1, kolonne C: Filen har for mange celler.")


# --- What is refused


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Budget.xlsm", "uden makroer (.xlsx)"),
        ("Budget.xls", "gamle format"),
        ("Budget.ods", "OpenDocument"),
        ("Budget.xlsb", "binære format"),
        ("Budget.pdf", UKENDT),
        ("Budget", UKENDT),
    ],
)
def test_other_kinds_are_told_what_to_save_as(name, says):
    assert says in refusal(b"PK", name)


def test_a_program_that_calls_itself_a_spreadsheet_is_refused():
    assert "indholdet er noget andet" in refusal(b"MZ\x90\x00" + b"\0" * 100)
    assert "ikke ren tekst" in refusal(b"MZ\x90\x00" + b"\0" * 100, "konto.csv")


def test_an_empty_file_and_a_file_without_a_word_are_refused():
    assert refusal(b"") == "Filen er tom."
    assert refusal(by_openpyxl()) == TOM
    assert refusal(b" \r\n;;\r\n", "konto.csv") == TOM


def test_macros_are_refused():
    assert refusal(f.with_parts(by_openpyxl(["a"]), {"xl/vbaProject.bin": b"x"})) == MAKROER


def test_a_locked_file_is_told_from_an_old_one():
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    assert refusal(old + "EncryptedPackage".encode("utf-16-le")) == LAAST
    assert "gammelt format" in refusal(old)


@pytest.mark.parametrize("part", ["xl/externalLinks/externalLink1.xml", "xl/connections.xml", "xl/queryTables/q1.xml"])
def test_figures_fetched_from_elsewhere_are_refused(part):
    assert refusal(f.with_parts(by_openpyxl(["a"]), {part: "<x/>"})) == HENTER


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE x [<!ENTITY a "b">]>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://localhost/x.dtd">',
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>',
    ],
)
def test_a_document_type_is_refused_before_anything_in_it_is_followed(head):
    sheet = ark('<row><c t="inlineStr"><is><t>&a;</t></is></c></row>', head)
    assert refusal(bog("", more={"xl/worksheets/sheet1.xml": sheet})) == ULAESELIG


@pytest.mark.parametrize(
    "content",
    [
        by_openpyxl(["a"])[:-40],
        bog("<row>"),
        bog('<row><c t="s"><v>7</v></c></row>'),
        bog('<row><c t="s"><v>-1</v></c></row>'),
        bog("<row><c><v>mange</v></c></row>"),
        bog('<row><c r="7A"><v>1</v></c></row>'),
        bog('<row><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'),
        bog("", more={"xl/workbook.xml": '<?xml version="1.0" encoding="utf-7"?><a/>'}),
        bog("", more={"xl/_rels/workbook.xml.rels": "<Relationships/>"}).replace(b"PK\x05\x06", b"PK\x05\x07"),
    ],
)
def test_a_broken_file_is_refused(content):
    assert refusal(content) == ULAESELIG


def test_every_way_of_cutting_a_file_is_a_refusal_and_never_a_crash():
    whole = LIBREOFFICE.read_bytes()
    for end in range(0, len(whole), 97):
        refusal(whole[:end])


def test_a_file_with_a_byte_turned_is_read_or_refused_but_never_a_crash():
    whole = LIBREOFFICE.read_bytes()
    for at in range(0, len(whole), 41):
        with contextlib.suppress(Arkfejl):
            read(whole[:at] + bytes([whole[at] ^ 0x5A]) + whole[at + 1 :])


def test_limits_say_where_it_became_too_much():
    content = by_openpyxl(["a", "b", "c"], ["d"], ["e"])
    assert (
        refusal(content, rows=2)
        == "Ark «Budget», række 3, kolonne A: Filen har for mange rækker. Der kan højst læses 2."
    )
    assert "række 1, kolonne C: Filen har for mange kolonner" in refusal(content, columns=2)
    assert "Filen har for mange celler. Der kan højst læses 4." in refusal(content, cells=4)
    assert "for meget tekst" in refusal(content, characters=3)
    assert "for mange ark" in refusal(content, sheets=0)
    assert refusal(content, unpacked_bytes=1000) == BOMBE
    assert "Filen er for stor" in refusal(content, file_bytes=100)


def test_empty_rows_far_below_are_not_read_as_rows():
    assert values(read(bog('<row><c><v>1</v></c></row><row r="1048576"><c r="A1048576" s="1"/></row>'))) == {
        "A1": Decimal(1)
    }


def test_a_text_longer_than_a_cell_is_refused_with_its_place():
    sheet = f'<row r="3"><c r="B3" t="inlineStr"><is><t>{"a" * 40_000}</t></is></c></row>'
    assert refusal(bog(sheet)).startswith("Ark «Ark1», række 3, kolonne B: Teksten er for lang.")


BOMBS = {
    "spaces": lambda: {"sheet": " " * 60_000_000},
    "one text": lambda: {"sheet": '<row><c t="inlineStr"><is><t>' + "a" * 24_000_000},
    "one attribute": lambda: {"sheet": f'<row><c x="{"a" * 15_000_000}"/></row>'},
    "many rows": lambda: {"sheet": "".join(f'<row r="{row}"><c><v>1</v></c></row>' for row in range(1, 500_000))},
    "many cells": lambda: {"sheet": ("<row>" + "<c><v>1</v></c>" * 200 + "</row>") * 7_000},
    "cells without a value": lambda: {"sheet": "<row>" + "<c/>" * 3_500_000 + "</row>"},
    "deep": lambda: {"sheet": "<a>" * 5_000_000},
    "texts": lambda: {"sheet": "", "strings": "<si/>" * 5_000_000},
    "long texts": lambda: {"sheet": "", "strings": f"<si><t>{'a' * 30_000}</t></si>" * 800},
    "looks": lambda: {"sheet": "", "more": {"xl/sharedStrings.xml": "<a>" + "<b/>" * 3_500_000 + "</a>"}},
}


@pytest.mark.parametrize("kind", BOMBS)
def test_a_bomb_is_refused_in_seconds_and_in_little_memory(kind):
    """Packed so that only our own limits stand in the way."""
    content = bog(**BOMBS[kind](), compression=zipfile.ZIP_STORED)
    script = Path(__file__).with_name("laes_alene.py")
    done = subprocess.run([sys.executable, str(script)], input=content, capture_output=True, check=True, timeout=60)
    sentence, seconds, kilobytes = done.stdout.decode().splitlines()
    assert sentence
    assert float(seconds) < 8
    assert int(kilobytes) < 120 * 1024
