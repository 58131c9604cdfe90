"""Marks typed by hand are told from dates, amounts, clocks and names."""

import pytest

from indsatser.importing.dokument.blokke import Afsnit, Henvisning, Link
from indsatser.importing.dokument.maerker import dybde, er_indholdslinje, er_kapitelnummer, skrevet_maerke, uden_stykke

pytestmark = pytest.mark.no_db


@pytest.mark.parametrize(
    ("text", "marker"),
    [
        ("- lektiehjælp", "-"), ("– lektiehjælp", "–"), ("•\tJob", "•"), ("o Job", "o"), ("\uf0b7 Job", "•"),
        ("1. Formål", "1."), ("1.\tformål", "1."), ("1) formål", "1)"), ("a) mål", "a)"), ("a. Mål", "a."),
        ("iv) mål", "iv)"), ("3.2 Fritidsjob", "3.2"), ("5.2.1. Fritidsjob", "5.2.1."), ("(2) mål", "(2)"),
    ],
)  # fmt: skip
def test_a_mark_is_found(text, marker):
    found, at = skrevet_maerke(text)
    assert found == marker
    assert text[at:] == text.split(maxsplit=1)[1]


@pytest.mark.parametrize(
    "text",
    [
        "1. januar 2013", "4. kvartal 2013", "3.000 kr.", "2,5 årsværk", "1.5 mio. kr.", "12.05.18 møde",
        "10.30 Velkomst", "2013 var et godt år", "-5 %", "H. Hansen", "9.", "", "5. klasse", "i dag",
        "o.a.", "A. Jensen", "12.05.2018 møde",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_mark_stays_in_the_text(text):
    assert skrevet_maerke(text) == ("", 0)


def test_a_chapters_number_says_how_deep_it_is():
    assert [dybde(mark) for mark in ("3", "3.", "3.2", "5.2.1.")] == [1, 1, 2, 3]
    assert not er_kapitelnummer("3)")
    assert not er_kapitelnummer("a.")


def test_what_points_into_a_text_is_moved_along_when_a_piece_goes():
    afsnit = Afsnit("1. Se LBF nu", bold=((0, 5),), links=(Link(6, 9, "x"),), notes=(Henvisning(9, "n"),))
    shorter = uden_stykke(afsnit, 0, 3)
    assert shorter.text == "Se LBF nu"
    assert (shorter.bold, shorter.links, shorter.notes) == (((0, 2),), (Link(3, 6, "x"),), (Henvisning(6, "n"),))


@pytest.mark.parametrize(
    ("text", "is_toc"),
    [
        ("1. Formål .......... 3", True), ("5.2.1 Fritidsjob........12", True), ("A. . . . . . 4", True),
        ("Formål ...", False), ("Vi har 35 unge. 12 er i job. 4", False), ("." * 400 + "3", False),
    ],
)  # fmt: skip
def test_a_line_of_a_table_of_contents_has_dots_and_a_page(text, is_toc):
    assert er_indholdslinje(text) is is_toc
