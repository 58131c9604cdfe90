"""A PDF with text is read as it is seen: paragraphs, headings, lists and tables, each with its page."""

import io
from collections.abc import Callable

import pikepdf
import pytest

from indsatser.importing.dokument.blokke import Afsnit, Dokument
from indsatser.importing.dokument.graenser import DokumentAfvist
from indsatser.importing.dokument.laes import laes_dokument
from tests import filer
from tests.indsatser.dokument.ooxml import gitter, linjer
from tests.indsatser.dokument.papir import KANTER, PRINTERS, haandsat, ramme, sat, weasy

pytestmark = pytest.mark.no_db
LANG = "Sekretariatet arbejder for, at flere børn og unge i området kommer i fritidsjob og får en uddannelse. "


@pytest.fixture(params=PRINTERS)
def laest(request: pytest.FixtureRequest) -> Callable[[str], Dokument]:
    return lambda body: laes_dokument(PRINTERS[request.param](body), "plan.pdf")


def test_lines_become_paragraphs_with_their_page(laest):
    dokument = laest(f"<p>{LANG * 4}</p><p>Kort.</p><p style='break-before: page'>{LANG * 2}</p>")
    assert linjer(dokument) == [(LANG * 4).strip(), "Kort.", (LANG * 2).strip()]
    assert [each.sted.side for each in dokument.afsnit()] == [1, 1, 2]
    assert dokument.sider == 2


def test_headings_are_known_by_their_look_and_number(laest):
    text = f"<p>{LANG * 3}</p>"
    dokument = laest(f"<h1>3. Indsatser</h1>{text}<h2>3.1 Fritidsjob</h2>{text}<p><b>Formål</b></p>{text}")
    assert [(each.level, each.full_text) for each in dokument.overskrifter()] == [
        (1, "3. Indsatser"),
        (2, "3.1 Fritidsjob"),
        (3, "Formål"),
    ]


def test_what_is_bold_in_front_is_known(laest):
    afsnit = next(laest(f"<p><b>Formål:</b> {LANG * 2}</p>").afsnit())
    assert afsnit.bold_lead == "Formål:"


def test_lists_have_their_marks(laest):
    dokument = laest(f"<ul><li>Lektier</li><li>{LANG * 2}</li></ul><ol><li>Et</li><li>To</li></ol>")
    assert linjer(dokument) == ["• Lektier", f"• {LANG * 2}".strip(), "1. Et", "2. To"]


def test_a_drawn_table_has_its_cells_and_merged_ones(laest):
    dokument = laest(
        "<table><tr><th>Aktivitetsnavn</th><td colspan=2>Fritidsjob</td></tr>"
        f"<tr><th rowspan=2>Mål</th><td>{LANG}</td>"
        "<td>Optælling</td></tr><tr><td>Flere i job</td><td></td></tr></table>"
    )
    (tabel,) = dokument.tabeller()
    assert gitter(tabel) == [
        ["Aktivitetsnavn", "Fritidsjob", "Fritidsjob"],
        ["Mål", LANG.strip(), "Optælling"],
        ["Mål", "Flere i job", ""],
    ]


def test_a_table_over_two_pages_is_one_and_a_cut_row_is_whole(laest):
    rows = "".join(f"<tr><td>Nr. {n}</td><td>{LANG * 6}</td></tr>" for n in range(14))
    dokument = laest(f"<table>{rows}</table>")
    (tabel,) = dokument.tabeller()
    assert gitter(tabel) == [[f"Nr. {n}", (LANG * 6).strip()] for n in range(14)]
    assert dokument.sider is not None
    assert dokument.sider > 1


def test_entries_below_each_other_in_a_narrow_cell_are_paragraphs_and_a_sentence_is_one(laest):
    entries = (
        "Boligsocial medarbejder: 1,5 årsværk<br>Foreningsguidekoordinator: 3 timer<br>Red Barnet, Sport og<br>Fritid"
    )
    (tabel,) = laest(f"<table style='width:10cm'><tr><td>{entries}</td></tr></table>").tabeller()
    assert gitter(tabel) == [
        ["Boligsocial medarbejder: 1,5 årsværk\nForeningsguidekoordinator: 3 timer\nRed Barnet, Sport og Fritid"]
    ]


def test_two_forms_with_the_same_labels_on_two_pages_are_two_tables(laest):
    form = (
        "<table style='{}'><tr><td>Aktivitetsnavn</td><td>{}</td></tr><tr><td>Formål</td><td>Job</td></tr></table>"
    ).format
    dokument = laest(form("", "Fritidsjob") + form("break-before: page", "Lektiecafé"))
    assert [gitter(tabel)[0][1] for tabel in dokument.tabeller()] == ["Fritidsjob", "Lektiecafé"]


def test_a_head_repeated_on_the_next_page_is_read_once(laest):
    rows = "".join(f"<tr><td>Nr. {n}</td><td>{LANG * 5}</td></tr>" for n in range(14))
    (tabel,) = laest(f"<table><thead><tr><th>Mål</th><th>Tekst</th></tr></thead>{rows}</table>").tabeller()
    assert [row[0] for row in gitter(tabel)] == ["Mål", *(f"Nr. {n}" for n in range(14))]


def test_a_paragraph_over_two_pages_is_one_and_stands_where_it_begins(laest):
    dokument = laest("".join(f"<p>{LANG * 9}</p>" for _ in range(9)))
    assert linjer(dokument) == [(LANG * 9).strip()] * 9


def test_what_is_repeated_on_every_page_is_kept_apart():
    dokument = laes_dokument(weasy(KANTER + "".join(f"<p>{LANG * 9}</p>" for _ in range(12))), "plan.pdf")
    assert [each.text for each in dokument.sidehoveder if isinstance(each, Afsnit)] == ["Helhedsplan for Åparken"]
    assert "Helhedsplan for" not in dokument.text
    assert "Side" not in dokument.text


def test_columns_that_are_only_lined_up_are_a_table(laest):
    cells = [
        ("Projektorganisation", "1.200.000", "400.000"),
        ("Tryghed", "900.000", "300.000"),
        ("Job", "75.000", "5.000"),
    ]
    rows = "".join(
        f"<tr><td>{a}</td><td style='text-align:right'>{b}</td><td style='text-align:right'>{c}</td></tr>"
        for a, b, c in cells
    )
    (tabel,) = laest(f"<p>{LANG * 2}</p><table class=uden>{rows}</table><p>{LANG}</p>").tabeller()
    assert gitter(tabel) == [list(row) for row in cells]


def test_two_columns_are_read_one_after_the_other(laest):
    left, right = "Venstre: " + LANG * 8, "Højre: " + LANG * 8
    justified = "<p style='text-align:justify;break-after:column'>{}</p>".format
    dokument = laest(f"<h1>Avis</h1><div class=to>{justified(left)}{justified(right)}</div>")
    assert linjer(dokument) == ["Avis", left.strip(), right.strip()]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("helheds-", "planen", "helhedsplanen"),
        ("børne-", "og ungeliv", "børne- og ungeliv"),
        ("Gellerup-", "Toveshøj", "Gellerup-Toveshøj"),
        ("2013-", "2016", "2013-2016"),
        ("SMS-", "tjeneste", "SMS-tjeneste"),
        ("U-", "huset", "U-huset"),
        ("ikke-", "uddannede", "ikke-uddannede"),
    ],
)
def test_a_word_cut_at_a_lines_end_is_whole(first, second, joined):
    dokument = laes_dokument(weasy(f"<p style='width: 9cm'>{'Plan for '}{first}<br>{second} i alt.</p>"), "plan.pdf")
    assert joined in dokument.text.replace("\n", " ")


def test_a_footnote_is_kept_beside_the_text_and_out_of_the_number():
    body = (
        f"<p>{LANG * 4}</p><p>Andelen er 34,6%<sup>1</sup> i 2017.</p>"
        "<div style='position:absolute;bottom:0;font-size:8pt'>"
        "<sup style='font-size:5pt'>1</sup> Kilde: BoSocData</div>"
    )
    dokument = laes_dokument(weasy(body), "plan.pdf")
    afsnit = next(each for each in dokument.afsnit() if "Andelen" in each.text)
    assert afsnit.text == "Andelen er 34,6% i 2017."
    fodnote = dokument.fodnote(afsnit.notes[0].note)
    assert fodnote is not None
    assert fodnote.text == "Kilde: BoSocData"


def test_a_raised_figure_without_a_note_stays_a_figure_of_its_own():
    assert "34,6%¹" in laes_dokument(weasy(f"<p>{LANG * 2}</p><p>Andelen er 34,6%<sup>1</sup>.</p>"), "plan.pdf").text


def test_a_line_of_a_table_of_contents_is_known():
    dokument = laes_dokument(weasy(f"<p>1. Formål .................... 3</p><p>{LANG * 3}</p>"), "plan.pdf")
    assert [each.is_toc for each in dokument.afsnit()] == [True, False]


def test_a_page_that_is_turned_is_read_as_it_is_seen():
    with pikepdf.open(io.BytesIO(weasy(f"<p>{LANG * 3}</p><ul><li>Et</li></ul>"))) as paper:
        paper.pages[0].Rotate = 180
        out = io.BytesIO()
        paper.save(out)
    assert "Sekretariatet" in laes_dokument(out.getvalue(), "plan.pdf").text


def test_a_page_drawn_in_words_way_is_read():
    fields = [
        ("Formål", "Flere unge i job"),
        ("Succeskriterier (2013)", "35 unge fik job"),
        ("Forankring", "Jobcentret"),
    ]
    form = "".join(
        ramme(70, 640 - 20 * n, 150, 20) + ramme(220, 640 - 20 * n, 300, 20)
        + sat(75, 646 - 20 * n, label, bold=True) + sat(225, 646 - 20 * n, value)
        for n, (label, value) in enumerate(fields)
    )  # fmt: skip
    head, foot = (lambda: sat(70, 800, "Helhedsplan", size=9)), (lambda n: sat(280, 40, f"Side {n} af 2", size=9))
    text = sat(70, 715, "De unge i området kommer i fritidsjob gennem den jobformidling, som") + sat(
        70, 701, "findes."
    )
    dokument = laes_dokument(
        haandsat(
            head() + sat(70, 740, "5.2.1 Fritidsjob", bold=True, size=14) + text + form + foot(1),
            head() + sat(70, 740, "5.2.2 Lektier", bold=True, size=14) + sat(70, 715, "Frivillige hjælper.") + foot(2),
        ),
        "plan.pdf",
    )
    assert [(each.level, each.full_text) for each in dokument.overskrifter()] == [
        (3, "5.2.1 Fritidsjob"),
        (3, "5.2.2 Lektier"),
    ]
    (tabel,) = dokument.tabeller()
    assert gitter(tabel) == [list(row) for row in fields]
    assert linjer(dokument)[1] == "De unge i området kommer i fritidsjob gennem den jobformidling, som findes."
    assert [each.text for each in dokument.sidehoveder if isinstance(each, Afsnit)] == ["Helhedsplan"]


# --- What is said and what is refused


def refusal(content: bytes) -> str:
    with pytest.raises(DokumentAfvist) as refused:
        laes_dokument(content, "plan.pdf")
    return str(refused.value)


def test_a_scanned_pdf_is_refused_with_a_way_out():
    assert "scannet" in refusal(filer.pdf())


def test_pages_that_are_pictures_among_others_are_said():
    with pikepdf.open(io.BytesIO(weasy(f"<p>{LANG * 9}</p>"))) as paper, io.BytesIO() as out:
        paper.add_blank_page()
        grey = {"ColorSpace": pikepdf.Name.DeviceGray, "BitsPerComponent": 8, "Width": 1, "Height": 1}
        kind = {"Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Image}
        picture = pikepdf.Stream(paper, b"\x00", **grey, **kind)
        paper.pages[1].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(B=picture))
        paper.pages[1].Contents = pikepdf.Stream(paper, b"q 100 0 0 100 100 100 cm /B Do Q")
        paper.save(out)
        dokument = laes_dokument(out.getvalue(), "plan.pdf")
    assert dokument.bemaerkninger == ("Side 2 er billeder uden tekst og er ikke læst.",)


def test_a_file_packed_into_the_pdf_is_said_and_not_read():
    with pikepdf.open(io.BytesIO(weasy(f"<p>{LANG * 9}</p>"))) as paper, io.BytesIO() as out:
        paper.attachments["budget.xlsx"] = pikepdf.AttachedFileSpec(paper, b"PK")
        paper.save(out)
        assert "vedhæftet fil" in laes_dokument(out.getvalue(), "plan.pdf").bemaerkninger[0]
