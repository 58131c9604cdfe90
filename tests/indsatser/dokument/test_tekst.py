"""Plain text is read as people lay it out: blank lines, typed lists, tabs, headings by number or capitals."""

import pytest

from indsatser.importing.dokument.blokke import Dokument
from indsatser.importing.dokument.laes import laes_dokument
from tests.indsatser.dokument.ooxml import gitter, linjer

pytestmark = pytest.mark.no_db


def tekst(text: str, encoding: str = "utf-8") -> Dokument:
    return laes_dokument(text.encode(encoding), "plan.txt")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_danish_letters_are_read_however_they_were_saved(encoding):
    assert linjer(tekst("Tryghed på Åparken", encoding)) == ["Tryghed på Åparken"]


def test_wrapped_lines_are_one_paragraph_and_a_cut_word_is_whole():
    text = (
        "Sekretariatet arbejder for, at flere børn og unge i området kom-\r\n"
        "mer i fritidsjob og får en uddannelse.\r\n\r\nKort."
    )
    assert linjer(tekst(text)) == [
        "Sekretariatet arbejder for, at flere børn og unge i området kommer i fritidsjob og får en uddannelse.",
        "Kort.",
    ]


def test_short_lines_are_paragraphs_of_their_own():
    assert linjer(tekst("Formål:\nFlere i job\nFærre uden")) == ["Formål:", "Flere i job", "Færre uden"]


def test_typed_lists_have_their_marks():
    dokument = tekst("- Lektier\n- Job\n\n1) Et\n2) To")
    assert [(each.marker, each.text) for each in dokument.afsnit()] == [
        ("-", "Lektier"), ("-", "Job"), ("1)", "Et"), ("2)", "To"),
    ]  # fmt: skip


def test_headings_are_known_by_number_capitals_and_rules():
    text = (
        "FORMÅL OG MÅL\n\nDer er mange børn her.\n\n3.1 Fritidsjob\n\nDer er job.\n\nØkonomi\n=======\n\nDer er penge."
    )
    assert [each.full_text for each in tekst(text).overskrifter()] == ["FORMÅL OG MÅL", "3.1 Fritidsjob", "Økonomi"]


def test_lines_with_tabs_are_a_table():
    (tabel,) = tekst("Indsats\tLBF\tLokal\nTryghed\t900.000\t300.000\n").tabeller()
    assert gitter(tabel) == [["Indsats", "LBF", "Lokal"], ["Tryghed", "900.000", "300.000"]]


def test_a_form_feed_begins_a_page():
    dokument = tekst("Første side\fAnden side")
    assert [each.sted.side for each in dokument.afsnit()] == [1, 2]
    assert dokument.sider == 2
