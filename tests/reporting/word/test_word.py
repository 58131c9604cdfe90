"""A printed document as Word: the same words in the same order, in styles that others can go on writing in."""

import zipfile
from datetime import UTC, datetime
from io import BytesIO

import pytest
from docx.oxml.ns import qn

from reporting.word import stilark
from reporting.word.skriv import som_word
from tests.reporting.pdfread import without_pango
from tests.reporting.word.laes import aabn, afsnit, sider, tabeller, tekst

pytestmark = pytest.mark.no_db
MADE = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
HEAD = (
    '<header class="papirhoved" data-plan="Åparken" data-titel="Budget" data-journalnummer="Journalnr. 1505" '
    'data-maerke="Udkast – ikke indsendt"><h1>Budget</h1></header>'
)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="40" height="20" role="img">'
    '<title>Organer</title><desc>Bestyrelsen øverst.</desc><rect width="40" height="20" fill="#12506b"/></svg>'
)


def word(body: str, *, head: str = HEAD) -> bytes:
    source = f"""<!DOCTYPE html><html lang="da"><head><title>Budget – Åparken</title>
        <meta name="author" content="Åparken"><meta name="description" content="Budget pr. 1. marts 2026"></head>
        <body>{head}<main>{body}</main></body></html>"""
    return som_word(source, made_at=MADE)


def said(body: str) -> list[tuple[str, str]]:
    """Style and text of each paragraph after the title."""
    return [(one.stil, one.tekst) for one in afsnit(aabn(word(body)))][1:]


def test_headings_paragraphs_and_marks_become_words_own_styles():
    assert said(
        "<h2>Formål</h2><p>Noget  <b>fedt</b>\n og <i>skråt</i>.</p><h3>Hvor</h3><h4>Her</h4><h5>Lille</h5>"
        '<p class="tomt">Intet.</p><dl><dt>Kilde</dt><dd>Register</dd></dl>'
    ) == [
        ("Heading1", "Formål"),
        ("Normal", "Noget fedt og skråt."),
        ("Heading2", "Hvor"),
        ("Heading3", "Her"),
        ("Heading4", "Lille"),
        ("Tomt", "Intet."),
        ("Ledetekst", "Kilde"),
        ("Normal", "Register"),
    ]


def test_changes_are_marked_by_styles_too():
    document = aabn(word("<p>Fra <del>10</del> til <ins>12</ins> <strong>i alt</strong></p>"))
    runs = document.paragraphs[-1]._p.iter(qn("w:rStyle"))
    assert [run.get(qn("w:val")) for run in runs] == ["Slettet", "Tilfoejet", "Strong"]


def test_points_keep_their_level_and_each_numbered_list_begins_at_one():
    document = aabn(
        word("<ul><li>Ude<ul><li>I gården</li></ul></li></ul><ol><li>Et</li><li>To</li></ol><ol><li>Et igen</li></ol>")
    )
    assert [(one.stil, one.tekst) for one in afsnit(document)][1:] == [
        ("ListBullet", "Ude"),
        ("ListBullet2", "I gården"),
        ("ListNumber", "Et"),
        ("ListNumber", "To"),
        ("ListNumber", "Et igen"),
    ]
    numbers = [one.get(qn("w:val")) for one in document.element.body.iter(qn("w:numId"))]
    assert numbers[0] == numbers[1] != numbers[2]
    defined = {one.get(qn("w:numId")): one for one in document.part.numbering_part.element.iter(qn("w:num"))}
    assert all(defined[number].find(f".//{qn('w:startOverride')}").get(qn("w:val")) == "1" for number in numbers)


def test_a_second_paragraph_in_a_point_has_no_bullet_of_its_own():
    assert said('<ul><li>Først<span class="linje">Så</span></li></ul>') == [("ListBullet", "Først"), ("Normal", "Så")]


def test_a_table_repeats_its_heading_and_its_rows_stay_whole():
    document = aabn(
        word(
            '<table class="tabel"><caption>Penge</caption><thead><tr><th scope="col">Post</th>'
            '<th scope="col" class="num">Kr.</th></tr></thead><tbody>'
            '<tr><th scope="row">Løn<span class="lille">Note</span></th><td class="num">1.000</td></tr>'
            '<tr class="sum"><th scope="row">I alt</th><td class="num">1.000</td></tr></tbody></table>'
        )
    )
    assert ("Caption", "Penge") in [(one.stil, one.tekst) for one in afsnit(document)]
    assert tabeller(document) == [[["Post", "Kr."], ["Løn Note", "1.000"], ["I alt", "1.000"]]]
    rows = list(document.element.body.iter(qn("w:tr")))
    assert [row.find(f".//{qn('w:tblHeader')}") is not None for row in rows] == [True, False, False]
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)
    styles = {one.tekst: one.stil for one in afsnit(document)}
    assert (styles["Kr."], styles["1.000"], styles["Note"]) == ("TabelhovedTal", "Tabeltal", "Tabelnote")
    assert [run.get(qn("w:val")) for run in rows[2].iter(qn("w:rStyle"))] == ["Strong", "Strong"]


def test_cells_that_span_columns_and_rows_span_them_in_word():
    document = aabn(
        word(
            '<table><tbody><tr><th rowspan="2">A</th><td colspan="2">BC</td></tr>'
            "<tr><td>B</td><td>C</td></tr></tbody></table>"
        )
    )
    first, second = document.element.body.iter(qn("w:tr"))
    assert [one.get(qn("w:val")) for one in first.iter(qn("w:gridSpan"))] == ["2"]
    assert [one.get(qn("w:val")) for one in (*first.iter(qn("w:vMerge")), *second.iter(qn("w:vMerge")))] == [
        "restart",
        "continue",
    ]
    assert [tekst(cell) for cell in second.iter(qn("w:tc"))] == ["", "B", "C"]


def test_what_is_only_for_screen_readers_names_the_table_and_is_not_printed():
    document = aabn(
        word(
            '<table><caption class="visually-hidden">Posterne</caption>'
            '<thead class="visually-hidden"><tr><th>Felt</th></tr></thead>'
            "<tbody><tr><td>Løn</td></tr></tbody></table>"
        )
    )
    assert [one.tekst for one in afsnit(document)][1:] == ["Løn"]
    assert next(document.element.body.iter(qn("w:tblCaption"))).get(qn("w:val")) == "Posterne"


def test_columns_are_as_wide_as_on_paper_and_fill_the_page():
    document = aabn(
        word(
            '<table class="tabel"><thead><tr><th class="m-milepael">A</th><th class="m-sted">B</th>'
            '<th class="m-tilstand">C</th></tr></thead><tbody></tbody></table>'
        )
    )
    grid = [int(one.get(qn("w:w"))) for one in document.element.body.iter(qn("w:gridCol"))]
    assert sum(grid) == 11906 - 2 * 964
    assert [round(100 * one / sum(grid)) for one in grid] == [49, 27, 24]  # static/reporting/pdf.css


def bred(columns: int) -> str:
    return f"<table><tbody><tr>{'<td>1</td>' * columns}</tr></tbody></table>"


def test_a_part_with_a_wide_table_is_turned_with_its_heading_and_only_that():
    part = '<section class="rapport__del"><h2>{}</h2>{}</section>'
    document = aabn(
        word(part.format("Smal", bred(3)) + part.format("Bred", bred(9)) + part.format("Efter", "<p>Ja</p>"))
    )
    assert sider(document) == [False, True, False]


def test_a_paper_that_is_turned_as_a_whole_is_turned_as_a_whole():
    assert sider(aabn(word(f'<div class="pengepapir pengepapir--bred">{bred(8)}</div><p>Mere</p>'))) == [True]


def test_contents_lead_to_every_heading_and_can_be_updated():
    body = "".join(f'<section class="rapport__del"><h2>Del {n}</h2><h3>Under {n}</h3></section>' for n in (1, 2))
    document = aabn(word(body))
    contents = next(document.element.body.iter(qn("w:sdt")))
    links = [one.get(qn("w:anchor")) for one in contents.iter(qn("w:hyperlink"))]
    marks = {
        one.get(qn("w:name")): tekst(one.getparent()) for one in document.element.body.iter(qn("w:bookmarkStart"))
    }
    assert [marks[link] for link in links] == ["Del 1", "Under 1", "Del 2", "Under 2"]
    fields = [one.text.strip() for one in contents.iter(qn("w:instrText"))]
    assert fields[0].startswith("TOC ")
    assert [field.split()[0] for field in fields[1:]] == ["PAGEREF"] * 4
    kinds = [one.get(qn("w:fldCharType")) for one in contents.iter(qn("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") == 5
    assert document.settings.element.find(qn("w:updateFields")) is not None


def test_a_short_paper_has_no_contents():
    assert not list(aabn(word("<h2>Ene</h2>")).element.body.iter(qn("w:sdt")))


def test_every_page_says_what_it_is_and_its_number():
    section = aabn(word("<p>x</p>")).sections[0]
    assert tekst(section.header.paragraphs[0]._p) == "Åparken · BudgetUdkast – ikke indsendt"
    assert tekst(section.footer.paragraphs[0]._p) == "Journalnr. 1505Side 1 af 1"
    codes = [one.text.strip() for one in section.footer._element.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]


def test_the_document_says_what_it_is_and_speaks_danish():
    document = aabn(word("<p>x</p>"))
    core = document.core_properties
    assert (core.title, core.author, core.subject) == ("Budget – Åparken", "Åparken", "Budget pr. 1. marts 2026")
    assert (core.language, core.comments, core.created) == ("da-DK", "", MADE)
    assert {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))} == {"da-DK"}


def test_a_drawing_is_a_picture_with_its_own_words():
    content = word(f"<p>Her</p>{SVG}<p>Så</p>")
    document = aabn(content)
    (shown,) = document.element.body.iter(qn("wp:docPr"))
    assert shown.get("descr") == "Organer Bestyrelsen øverst."
    (name,) = (name for name in zipfile.ZipFile(BytesIO(content)).namelist() if name.startswith("word/media/"))
    assert zipfile.ZipFile(BytesIO(content)).getinfo(name).file_size < 3000
    assert [one.tekst for one in afsnit(document)][1:] == ["Her", "Så"]


def test_a_machine_that_cannot_draw_writes_what_the_drawing_says(monkeypatch):
    from reporting.word import tegninger

    without_pango(monkeypatch)
    monkeypatch.setattr(tegninger, "_tegnestue", lambda: tegninger.Trykkeri.aabn("static:reporting/figur.css"))
    assert ("Figur", "Organer Bestyrelsen øverst.") in said(SVG)


def test_decoration_is_left_out():
    assert said('<p><svg aria-hidden="true"><title>x</title></svg>Opfyldt</p>') == [("Normal", "Opfyldt")]


def test_what_xml_cannot_hold_is_replaced_and_markup_is_text():
    assert said("<p>A\x0bB &lt;w:p&gt; &amp;amp; \ufffe</p>")[0][1].replace("\ufffd", "?") == "A?B <w:p> &amp; ?"


def test_nothing_is_formatted_but_through_styles_and_every_style_is_there():
    document = aabn(word(f"<h2>Ja</h2><p><b>x</b> <span class='eksempeltal'>y</span></p>{bred(2)}{SVG}"))
    looks = [child.tag for look in document.element.body.iter(qn("w:rPr")) for child in look]
    assert set(looks) == {qn("w:rStyle")}
    shapes = {child.tag for shape in document.element.body.iter(qn("w:pPr")) for child in shape}
    assert shapes <= {qn("w:pStyle"), qn("w:numPr"), qn("w:sectPr"), qn("w:pageBreakBefore")}
    defined = {style.style_id for style in document.styles}
    used = document.element.body.iter(qn("w:pStyle"), qn("w:rStyle"), qn("w:tblStyle"))
    assert {one.get(qn("w:val")) for one in used} <= defined


def test_every_style_that_the_writer_may_use_is_declared():
    from reporting.word import opbygning

    declared = {look.id for look in (*stilark.AFSNIT, *stilark.TEGN)} | {"Normal"}
    named = {*opbygning.TAG_PARAGRAPHS.values(), *opbygning.PARAGRAPHS.values()}
    assert named | set(opbygning.LETTERS.values()) | set(opbygning.TAGS.values()) <= declared


def test_the_same_document_is_the_same_file():
    assert word(f"<p>x</p>{SVG}") == word(f"<p>x</p>{SVG}")
