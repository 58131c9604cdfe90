"""One paper, four forms: every figure and every word of the page stands in the PDF, in Word and in Excel."""

import io
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from bs4 import BeautifulSoup

from helhedsplan.datoer import dato
from helhedsplan.numbers import procent, tal
from reporting.papirer.arter import ARKIVFIL, PAPIRER
from tests.reporting.papirer.ord import RAPPORTER, SVAR
from tests.reporting.pdfread import squeezed, text_of
from tests.reporting.word.laes import aabn, afsnit

NOT_READ = ".visually-hidden, .skaermkun, svg"
MED_ARK = [slug for slug, art in PAPIRER.items() if art.excel is not None]
NOT_IN_ARK = {"tabel--oplysninger", "tabel--underskrifter", "tabel--tilstandsliste", "tabel--ikke-opgjort"}
COLUMNS = "Vurderet(?=:)|Til sammenligning, ikke et mål|Datakilde|Frist|Ventet|Data om|Bemærkning"
TAL = re.compile(r"−?[\d.]+(,\d+)?%?")
LABELS = re.compile(rf"^(?:{COLUMNS}|Mål \w|Delmål \d+)\b[:,)]*\s*")


def krop(side: bytes) -> list:
    """What the page prints of the paper: its header, if it has one, and its body, without what is only on screen."""
    soup = BeautifulSoup(side, "html.parser")
    for hidden in soup.select(NOT_READ):
        hidden.decompose()
    body = soup.select_one(".rapport")
    head = body.find_previous_sibling("table")
    return [head, body] if head else [body]


def ord_af(side: bytes) -> str:
    return squeezed("".join(part.get_text() for part in krop(side)))


@pytest.mark.parametrize("slug", PAPIRER)
def test_word_says_what_the_page_says_in_the_same_order_and_nothing_else(lavet, slug):
    one = lavet[slug]
    written = squeezed("".join(part.tekst for part in afsnit(aabn(one.fil("docx")))))
    page = ord_af(one.side)
    assert len(page) > 300
    assert written.endswith(page)
    before = written.removesuffix(page)
    if slug != "maalopfyldelse":  # which has a cover
        assert before == squeezed(one.papir.titel + getattr(one.papir, "undertitel", ""))


@pytest.mark.parametrize("slug", PAPIRER)
def test_the_pdf_says_what_the_page_says_in_the_same_order(lavet, slug):
    one = lavet[slug]
    paper = squeezed("".join(text_of(one.fil(ARKIVFIL)))).replace("•", "").replace("–", "")
    at = 0
    for element in (leaf for part in krop(one.side) for leaf in part.select("h2, h3, h4, h5, h6, p, li, tr")):
        if element.name == "li" and element.select("li"):
            continue  # its own points are asked for by themselves
        if element.name != "tr" and element.find_parent("tr"):
            continue  # asked for with its row
        said = squeezed(element.get_text()).replace("–", "")
        found = paper.find(said, at)
        assert found >= 0, element.get_text(" ", strip=True)
        at = found + len(said)


@pytest.mark.parametrize("slug", PAPIRER)
def test_the_pdf_has_no_figure_that_the_page_has_not(lavet, slug):
    one = lavet[slug]
    on_page = set(tal_i(" ".join(part.get_text(" ") for part in krop(one.side))))
    furniture = re.compile(r"Side \d+ af \d+|Journalnr\. \d+")
    on_paper = {number for text in text_of(one.fil(ARKIVFIL)) for number in tal_i(furniture.sub(" ", text))}
    if slug != "maalopfyldelse":  # whose contents have page numbers
        assert {number for number in on_paper if len(number) > 2} - on_page == set()


def tal_i(text: str) -> list[str]:
    return re.findall(r"(?<![\w.,])−?\d[\d.,]*\d|(?<![\w.,])\d", text)


# --- Excel -----------------------------------------------------------------------------------------------------------


def som_trykt(cell) -> str:
    """A cell as the page prints it."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, date):
        assert cell.number_format == r"dd\.mm\.yyyy"
        return dato(value)
    if isinstance(value, int | float):
        exact = Decimal(str(value))
        if "%" in cell.number_format:
            return procent(exact)
        if cell.number_format.startswith("#"):
            return tal(exact, 2 if cell.number_format.startswith("#,##0.00") else 0)
        return tal(exact)
    return str(value)


def raekker(content: bytes) -> Iterator[list[str]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in book.worksheets:
        yield from ([squeezed(som_trykt(cell)) for cell in row] for row in sheet.iter_rows())


def stykker(row) -> Iterator[str]:
    """What a row of the page says, piece by piece, without the words that are the heading of a column in Excel."""
    for text in row.stripped_strings:
        said = squeezed(LABELS.sub("", " ".join(text.split())))
        if said not in ("", "–", squeezed("ikke oplyst")):
            yield said


@pytest.mark.parametrize("slug", MED_ARK)
def test_every_row_of_every_table_stands_in_excel_with_the_same_figures(lavet, slug):
    one = lavet[slug]
    sheet = [("|".join(cells).casefold(), set(cells)) for cells in raekker(one.ark)]
    tables = [table for part in krop(one.side) for table in [part, *part.select("table")] if table.name == "table"]
    rows = [row for table in tables if not NOT_IN_ARK & set(table["class"]) for row in table.select("tr")]
    assert rows
    for row in rows:
        wanted = list(stykker(row))
        assert any(all(er_med(piece, line, cells) for piece in wanted) for line, cells in sheet), wanted


def er_med(piece: str, line: str, cells: set[str]) -> bool:
    """A figure is a cell of its own: 3 is not found in 30, nor 12 in 12,4. A word may begin large or small."""
    return piece in cells if TAL.fullmatch(piece) else piece.casefold() in line.casefold()


def test_what_the_comparison_would_not_let_pass():
    line, cells = "Løn|1.200|12,4|3|Åparken", {"Løn", "1.200", "12,4", "3", "Åparken"}
    assert er_med("1.200", line, cells)
    assert er_med("Åpark", line, cells)
    assert not any(er_med(piece, line, cells) for piece in ("1.20", "200", "12", "2,4", "Rådgivning"))


@pytest.mark.parametrize("slug", MED_ARK)
def test_figures_and_days_are_typed_and_the_heading_stays(lavet, slug):
    book = openpyxl.load_workbook(io.BytesIO(lavet[slug].ark))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    assert not re.fullmatch(r"−?\d{1,3}(\.\d{3})+|\d\d\.\d\d\.\d{4}", cell.value)
        if sheet.max_row > 8 and sheet.title != "Papiret":
            assert sheet.freeze_panes is not None
            assert sheet.column_dimensions["A"].width > 20


# --- What people have written ----------------------------------------------------------------------------------------


def som_tekst(lavet, form: str) -> str:
    """All that a form of a paper says, squeezed."""
    if form == "side":
        return ord_af(lavet.side)
    if form == "docx":
        return squeezed("".join(part.tekst for part in afsnit(aabn(lavet.fil("docx")))))
    if form == "xlsx":
        return "|".join("|".join(cells) for cells in raekker(lavet.ark))
    return squeezed("".join(text_of(lavet.fil("pdf"))))


@pytest.mark.parametrize("form", ["side", "pdf", "docx", "xlsx"])
@pytest.mark.parametrize("slug", RAPPORTER)
def test_every_judgement_text_reason_and_answer_stands_in_each_form(lavet, slug, form):
    one = lavet[slug]
    assert {row[:12] for row in one.ord} >= {"Ordene om nu", "Da stod der "}
    told = som_tekst(one, form)
    assert [said for said in one.ord if squeezed(said) not in told] == []


def test_the_reports_are_judged_reasoned_and_answered_in_the_first_place(lavet):
    """So that the test above cannot pass on nothing."""
    all_of = {slug: " ".join(lavet[slug].ord) for slug in RAPPORTER}
    for slug in ("maalopfyldelse", "statusnotat", "milepaelsplan"):
        assert "Vurderet som" in all_of[slug], slug
        assert "Vi så det anderledes" in all_of[slug], slug
    for slug in ("maalopfyldelse", "statusnotat", "budgetopfoelgning"):
        assert SVAR in all_of[slug], slug
