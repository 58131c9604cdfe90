"""Words marked, so that one sees what was put in and what was taken out."""

from time import perf_counter

import pytest
from django.template.loader import render_to_string

from reporting.udgaver.sammenlign.ordene import ordforskel
from reporting.udgaver.sammenlign.typer import Ordart

pytestmark = pytest.mark.no_db


def som_tekst(foer, nu):
    marks = {Ordart.ENS: "{}", Ordart.IND: "[+{}]", Ordart.UD: "[-{}]"}
    return "".join(marks[one.art].format(one.tekst) for one in ordforskel(foer, nu))


@pytest.mark.parametrize(
    ("foer", "nu", "set_"),
    [
        ("Tolv unge får job", "Tolv unge får fast job", "Tolv unge får [+fast ]job"),
        ("Tolv unge får fast job", "Tolv unge får job", "Tolv unge får [-fast ]job"),
        ("Mindst 12 unge får job", "Mindst 15 unge får job", "Mindst [-12 ][+15 ]unge får job"),
        ("Ens tekst", "Ens tekst", "Ens tekst"),
        ("To  mellemrum\nog linje", "To mellemrum og linje", "To mellemrum og linje"),
        ("Noget helt andet", "Tryghedsvandring hver tirsdag", "[-Noget helt andet][+Tryghedsvandring hver tirsdag]"),
    ],
)
def test_the_words_are_marked(foer, nu, set_):
    assert som_tekst(foer, nu) == set_


def test_both_texts_can_be_read_out_of_the_marks_again():
    foer, nu = "Beboerne møder hinanden i gården hver uge.", "Beboerne og gæster møder hinanden hver uge."
    pieces = ordforskel(foer, nu)
    assert "".join(one.tekst for one in pieces if one.art != Ordart.UD) == nu
    assert "".join(one.tekst for one in pieces if one.art != Ordart.IND) == foer


def test_thirty_thousand_marks_of_the_same_few_words_are_compared_at_once():
    foer, nu = "og i at en " * 2700 + "slut", "og i at en " * 2600 + "færdig"
    start = perf_counter()
    pieces = ordforskel(foer, nu)
    assert perf_counter() - start < 2  # word against word takes ten seconds and more
    assert "".join(one.tekst for one in pieces if one.art != Ordart.UD) == nu
    assert "".join(one.tekst for one in pieces if one.art != Ordart.IND) == foer
    assert [one.art for one in pieces] == [Ordart.ENS, Ordart.UD, Ordart.IND]


def test_common_words_in_another_order_are_still_both_texts():
    foer, nu = ("og i at en " * 1000 + "x", "en at i og " * 900 + "y")
    pieces = ordforskel(foer, nu)
    assert "".join(one.tekst for one in pieces if one.art != Ordart.UD) == nu
    assert "".join(one.tekst for one in pieces if one.art != Ordart.IND) == foer


def test_what_was_taken_out_and_what_was_put_in_do_not_run_together():
    shown = render_to_string(
        "reporting/_ordforskel.html", {"stykker": ordforskel("Noget helt andet.", "Hver tirsdag gik de.")}
    )
    assert "</del> <ins>" in shown
