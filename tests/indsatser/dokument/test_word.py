"""A Word file is read as it is seen: in order, with the numbers Word shows, and nothing dropped in silence."""

import io

import docx
import pytest

from indsatser.importing.dokument.blokke import Afsnit, Link, Omgivelse, Overskriftkilde, Tabel
from indsatser.importing.dokument.laes import laes_dokument
from tests.filer import with_parts
from tests.indsatser.dokument.ooxml import NAMES, foerste, gitter, laes, linjer, p, r, tbl, tc, word

pytestmark = pytest.mark.no_db
FELT = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format


# --- Order, text and look


def test_paragraphs_and_tables_come_in_the_order_of_the_text():
    dokument = laes(p("Først"), tbl(tc("I tabel")), p("Sidst"))
    assert [type(blok) for blok in dokument.blokke] == [Afsnit, Tabel, Afsnit]
    assert linjer(dokument) == ["Først", "I tabel", "Sidst"]


def test_every_block_has_its_own_number_and_says_where_it_is():
    dokument = laes(p("A"), tbl(tc("B") + tc(p("C") + tbl(tc("D")) + p("E"))), p("F"))
    numbers = [blok.sted.nr for blok in dokument.alle_blokke()]
    assert numbers == list(range(1, len(numbers) + 1))
    inner = next(each for each in dokument.afsnit() if each.text == "D")
    assert inner.sted.som_tekst == "tabel 1, række 1, kolonne 2, tabel 2, række 1, kolonne 1"
    assert dokument.blok(inner.sted.nr) is inner


def test_runs_that_word_has_cut_a_word_into_are_one_word():
    assert foerste(laes(p(r("Be") + r("skæftig", "<w:b/>") + r("else")))).text == "Beskæftigelse"


def test_what_is_bold_is_known_by_its_place():
    afsnit = foerste(laes(p(r("Formål:", "<w:b/>") + r(" Flere i job"))))
    assert (afsnit.bold_lead, afsnit.is_bold) == ("Formål:", False)
    assert [afsnit.text[a:b] for a, b in afsnit.bold] == ["Formål:"]


@pytest.mark.parametrize("look", ['<w:u w:val="single"/>', "<w:b/>", '<w:b w:val="1"/>', '<w:rStyle w:val="Strk"/>'])
def test_bold_may_be_said_in_several_ways(look):
    assert foerste(laes(p(r("Målgruppe", look)))).is_bold


def test_bold_may_be_taken_back():
    assert not foerste(laes(p(r("A", '<w:b w:val="0"/>'), style="Overskrift1"))).is_bold


def test_spaces_hyphens_tabs_and_breaks_are_what_is_seen():
    runs = (
        "<w:r><w:t>a\u00a0b</w:t><w:softHyphen/><w:t>c\u00add</w:t><w:noBreakHyphen/><w:t>e</w:t><w:tab/><w:br/></w:r>"
    )
    assert foerste(laes(p(runs + r("f")))).text == "a bcd-e\t\nf"


def test_letters_printed_as_one_are_two():
    assert foerste(laes(p("\ufb01nansiering og \ufb02ere"))).text == "finansiering og flere"


def test_a_table_of_contents_typed_by_hand_is_known_by_its_dots():
    assert [each.is_toc for each in laes(p("1. Formål ........ 3"), p("Formål")).afsnit()] == [True, False]


def test_an_a_with_a_ring_of_its_own_is_one_letter():
    assert foerste(laes(p("A\u030aparken"))).text == "Åparken"


def test_a_raised_figure_never_becomes_part_of_the_number_before_it():
    assert foerste(laes(p(r("34,6%") + r("1", '<w:vertAlign w:val="superscript"/>')))).text == "34,6%¹"


def test_empty_paragraphs_are_no_blocks():
    assert linjer(laes(p(), p("  "), p("A"))) == ["A"]


def test_a_tick_made_of_a_symbol_is_a_tick():
    tick = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    assert foerste(laes(p(tick + r(" Valgt")))).text == "☒ Valgt"


# --- Headings


@pytest.mark.parametrize(
    ("style", "level", "source"),
    [
        ("Overskrift1", 1, Overskriftkilde.STIL),
        ("Overskrift2", 2, Overskriftkilde.STIL),
        ("Kapitel", 1, Overskriftkilde.STIL),
        ("Disposition", 3, Overskriftkilde.DISPOSITION),
        ("Normal", None, None),
        ("Findes ikke", None, None),
    ],
)
def test_a_heading_is_known_by_its_style(style, level, source):
    afsnit = foerste(laes(p("Formål og baggrund i området.", style=style), p("Tekst.")))
    assert (afsnit.level, afsnit.level_source) == (level, source)


def test_a_paragraph_may_have_its_own_level():
    assert foerste(laes(p("Et", pr='<w:outlineLvl w:val="1"/>'))).level == 2


def test_headings_without_styles_are_known_by_their_look():
    text = p("Der er mange børn i området, og de fleste af dem går i skole.")
    dokument = laes(
        p(r("3. Indsatser", '<w:b/><w:sz w:val="32"/>')), text, p(r("3.1 Fritidsjob", "<w:b/>")), text,
        p(r("Formål", "<w:b/>")), text, p(r("4. Økonomi", '<w:b/><w:sz w:val="32"/>')), text,
    )  # fmt: skip
    assert [(each.level, each.full_text) for each in dokument.overskrifter()] == [
        (1, "3. Indsatser"), (2, "3.1 Fritidsjob"), (3, "Formål"), (1, "4. Økonomi"),
    ]  # fmt: skip
    assert {each.level_source for each in dokument.overskrifter()} == {Overskriftkilde.UDSEENDE}


def test_a_table_of_contents_is_told_from_the_headings():
    toc = (
        p(FELT("begin") + r("").replace("w:t", "w:instrText").replace("></", '>TOC \\o "1-3"</') + FELT("separate")
          + r("1. Formål") + "<w:r><w:tab/></w:r>" + r("3"), style="Indholdsfortegnelse1"),
        p(r("2. Økonomi") + "<w:r><w:tab/></w:r>" + r("9")),
        p(FELT("end")),
    )  # fmt: skip
    dokument = laes(*toc, p("Formål", style="Overskrift1"))
    assert [(each.is_toc, each.level) for each in dokument.afsnit()] == [(True, None), (True, None), (False, 1)]


# --- Lists


def test_numbers_are_those_word_shows():
    one, two = (1, 0), (1, 1)
    dokument = laes(p("A", num=one), p("B", num=two), p("C", num=two), p("D", num=one), p("E", num=two),
                    p("F", num=(1, 2)), p("G", num=(1, 3)))  # fmt: skip
    assert [each.marker for each in dokument.afsnit()] == ["1.", "1.1", "1.2", "2.", "2.1", "a)", "I."]
    assert [each.list_level for each in dokument.afsnit()] == [0, 1, 1, 0, 1, 2, 3]


def test_a_list_may_begin_again():
    dokument = laes(p("A", num=(1, 0)), p("B", num=(1, 0)), p("C", num=(4, 0)), p("D", num=(4, 0)))
    assert [each.marker for each in dokument.afsnit()] == ["1.", "2.", "1.", "2."]


def test_a_style_may_number():
    assert linjer(laes(p("Tryghed", style="Maal"), p("Job", style="Maal"))) == ["Mål A: Tryghed", "Mål B: Job"]


def test_marks_of_symbol_fonts_are_marks():
    dokument = laes(*(p("x", num=(2, ilvl)) for ilvl in range(4)))
    assert [each.marker for each in dokument.afsnit()] == ["•", "o", "✓", "–"]


def test_a_number_can_be_taken_off():
    assert foerste(laes(p("Tryghed", style="Maal", num=(0, 0)))).marker == ""


@pytest.mark.parametrize(
    ("typed", "marker", "text"),
    [("- lektier", "-", "lektier"), ("a) lektier", "a)", "lektier"), ("•\tJob", "•", "Job")],
)
def test_marks_typed_by_hand_are_marks(typed, marker, text):
    afsnit = foerste(laes(p(typed)))
    assert (afsnit.marker, afsnit.text, afsnit.is_typed_marker, afsnit.is_list_item) == (marker, text, True, True)


# --- Tables


def test_cells_merged_along_and_down_cover_their_squares():
    span, begin, on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    dokument = laes(
        tbl(tc("AB", span) + tc("C", begin), tc("a") + tc("b") + tc("", on), tc("x") + tc("y") + tc("", on))
    )
    (tabel,) = dokument.tabeller()
    assert gitter(tabel) == [["AB", "AB", "C"], ["a", "b", "C"], ["x", "y", "C"]]
    assert [len(row.celler) for row in tabel.raekker] == [2, 2, 2]
    assert tabel.gitter[0][2] is tabel.gitter[2][2]


def test_a_row_may_begin_further_in_and_stop_short():
    (tabel,) = laes(
        tbl(tc("a") + tc("b") + tc("c"), '<w:trPr><w:gridBefore w:val="1"/></w:trPr>' + tc("b2"))
    ).tabeller()
    assert gitter(tabel) == [["a", "b", "c"], [None, "b2", None]]


def test_a_row_repeated_on_every_page_is_a_header():
    (tabel,) = laes(tbl("<w:trPr><w:tblHeader/></w:trPr>" + tc("Mål"), tc("A"))).tabeller()
    assert [row.is_header for row in tabel.raekker] == [True, False]


def test_text_in_a_square_that_is_merged_away_is_kept():
    (tabel,) = laes(tbl(tc("Over", '<w:vMerge w:val="restart"/>'), tc("Under", "<w:vMerge/>"))).tabeller()
    assert gitter(tabel)[0] == ["Over\nUnder"]


def test_rows_and_cells_in_controls_are_read():
    sdt = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>".format
    row = f"<w:tr>{sdt(tc('A'))}{tc('B')}</w:tr>"
    (tabel,) = laes(f"<w:tbl>{sdt(row)}</w:tbl>").tabeller()
    assert gitter(tabel) == [["A", "B"]]


def test_a_list_in_a_cell_counts_on():
    dokument = laes(p("A", num=(1, 0)), tbl(tc(p("B", num=(1, 0)))), p("C", num=(1, 0)))
    assert [each.marker for each in dokument.afsnit()] == ["1.", "2.", "3."]


# --- Changes, controls, fields


def test_inserted_changes_are_read_and_deleted_ones_left_out_and_both_are_said():
    dokument = laes(
        p(r("Der er ") + f"<w:ins>{r('35')}</w:ins><w:del><w:r><w:delText>30</w:delText></w:r></w:del>" + r(" unge"))
    )
    assert linjer(dokument) == ["Der er 35 unge"]
    assert dokument.bemaerkninger == (
        "1 slettet rettelse er ikke taget med.",
        "1 rettelse, der ikke er godkendt, er læst som tekst.",
    )


def test_a_deleted_row_is_left_out():
    (tabel,) = (dokument := laes(tbl(tc("A"), "<w:trPr><w:del/></w:trPr>" + tc("B")))).tabeller()
    assert gitter(tabel) == [["A"]]
    assert "slettet" in dokument.bemaerkninger[0]


def test_paragraphs_joined_by_a_deleted_mark_are_one():
    assert linjer(laes(p("Flere i ", pr="<w:rPr><w:del/></w:rPr>"), p("job"))) == ["Flere i job"]


def test_the_advice_in_a_control_nobody_filled_in_is_no_content():
    advice = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('Klik her')}</w:sdtContent></w:sdt>"
    filled = f"<w:sdt><w:sdtPr/><w:sdtContent>{r('Åparken')}</w:sdtContent></w:sdt>"
    dokument = laes(p(r("Område: ") + advice + filled))
    assert linjer(dokument) == ["Område: Åparken"]
    assert dokument.bemaerkninger == ("1 felt er ikke udfyldt; dets vejledende tekst er ikke taget med.",)


def test_old_form_fields_show_their_tick_and_their_choice():
    tick = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>'
        "</w:fldChar></w:r>"
    )
    choice = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="Nej"/>'
        '<w:listEntry w:val="Ja"/></w:ddList></w:ffData></w:fldChar></w:r>'
    )
    assert linjer(laes(p(tick + FELT("end") + r(" Job, ") + choice + FELT("end")))) == ["☒ Job, Ja"]


def test_a_fields_result_is_read_and_its_instruction_is_not():
    field = FELT("begin") + "<w:r><w:instrText>PAGE</w:instrText></w:r>" + FELT("separate") + r("4") + FELT("end")
    assert linjer(laes(p(r("Side ") + field))) == ["Side 4"]


def test_a_field_that_never_ends_hides_nothing_after_its_paragraph():
    assert linjer(laes(p(FELT("begin") + r("skjult")), p("Synlig"))) == ["Synlig"]


def test_hidden_text_is_left_out_and_said():
    dokument = laes(p(r("A") + r("hemmeligt", "<w:vanish/>")))
    assert linjer(dokument) == ["A"]
    assert dokument.bemaerkninger == ("1 stykke skjult tekst er ikke taget med.",)


# --- Notes, edges, boxes, links


def test_a_footnote_is_kept_beside_the_text_it_hangs_on():
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = (
        '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="2">'
        + p("BoSocData")
        + "</w:footnote>"
    )
    dokument = laes(p(r("Andelen er 34,6 %") + mark + r(" i 2017")), parts={"footnotes": notes})
    afsnit = foerste(dokument)
    assert afsnit.text == "Andelen er 34,6 % i 2017"
    assert afsnit.text[: afsnit.notes[0].at] == "Andelen er 34,6 %"
    fodnote = dokument.fodnote(afsnit.notes[0].note)
    assert fodnote is not None
    assert (fodnote.text, fodnote.marker) == ("BoSocData", "1")
    assert fodnote.blokke[0].sted.omgivelse is Omgivelse.FODNOTE


def test_headers_and_footers_are_kept_apart_each_wording_once():
    dokument = laes(p("A"), parts={"header1": p("Udkast"), "header2": p("Udkast"), "footer1": p("Åparken")})
    assert [each.text for each in dokument.sidehoveder] == ["Udkast"]
    assert [each.text for each in dokument.sidefoedder] == ["Åparken"]
    assert linjer(dokument) == ["A"]


def test_a_text_box_is_read_once_after_the_paragraph_it_hangs_on():
    box = f"<w:txbxContent>{p('I boksen')}</w:txbxContent>"
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>"
        "</mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    dokument = laes(p(r("Før") + both), p("Efter"))
    assert linjer(dokument) == ["Før", "I boksen", "Efter"]
    assert dokument.blokke[1].sted.omgivelse is Omgivelse.TEKSTBOKS


def test_a_link_is_text_with_an_address_that_is_never_fetched():
    dokument = laes(
        p(r("Se ") + f'<w:hyperlink r:id="x1">{r("LBF")}</w:hyperlink>'),
        points={"x1": ("hyperlink", "https://www.lbf.dk/")},
    )
    assert foerste(dokument).links == (Link(3, 6, "https://www.lbf.dk/"),)
    assert dokument.bemaerkninger == ()


def test_a_template_elsewhere_is_said_and_never_fetched():
    dokument = laes(p("A"), points={"x1": ("attachedTemplate", "https://ond.example/x.dotm")})
    assert dokument.bemaerkninger == ("1 henvisning til noget uden for filen er ikke hentet.",)


def test_the_words_of_a_drawn_organisation_are_read():
    shape = "<dgm:pt><dgm:t><a:p><a:r><a:t>{}</a:t></a:r></a:p></dgm:t></dgm:pt>".format
    shapes = shape("Bestyrelse") + shape("Sekretariat")
    data = f"<?xml version='1.0'?><dgm:dataModel {NAMES}>{shapes}</dgm:dataModel>"
    dokument = laes(
        p('<w:r><w:drawing><dgm:relIds r:dm="d1"/></w:drawing></w:r>'),
        parts={"diagram": data},
        points={"d1": ("diagramData", "diagram.xml")},
    )
    assert linjer(dokument) == ["Bestyrelse", "Sekretariat"]


def test_pages_are_known_when_word_has_counted_them():
    cut = "<w:r><w:lastRenderedPageBreak/></w:r>"
    dokument = laes(p("A"), p(r("B") + cut + r("C")), p("D"), p(cut + r("E")))
    assert [each.sted.side for each in dokument.afsnit()] == [1, 1, 2, 3]
    assert foerste(laes(p("A"))).sted.side is None


def test_what_python_docx_makes_is_read():
    made, out = docx.Document(), io.BytesIO()
    made.add_heading("Formål", 1)
    made.add_paragraph("Et", style="List Number")
    made.add_paragraph("To", style="List Number")
    made.add_paragraph("Punkt", style="List Bullet")
    table = made.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Hoved"
    made.save(out)
    dokument = laes_dokument(out.getvalue(), "a.docx")
    assert linjer(dokument) == ["Formål", "1. Et", "2. To", "• Punkt", "Hoved"]
    assert dokument.blokke[0].level == 1


def test_a_strict_document_is_read_alike():
    body = f"<w:document {NAMES}><w:body>{p('Streng')}</w:body></w:document>".replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    strict = with_parts(word(p("x")), {"word/document.xml": body}, instead=True)
    assert linjer(laes_dokument(strict, "a.docx")) == ["Streng"]
