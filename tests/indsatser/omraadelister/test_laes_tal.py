"""A figure as statistics and people write it."""

from decimal import Decimal

import pytest

from indsatser.omraadelister.laes_tal import er_ikke_oplyst, laes_tal, som_skrevet

pytestmark = pytest.mark.no_db


@pytest.mark.parametrize(
    "text", ["", " ", ".", "..", "...", "-", "–", "—", ":", "<3", "< 5", "*", "x", "n/a", "uoplyst"]
)
def test_a_cell_that_statistics_leave_out_is_not_stated(text):
    assert er_ikke_oplyst(text)


@pytest.mark.parametrize("text", ["0", "0,0", "3", "-3", "< 40 %, cirka"])
def test_nought_is_stated(text):
    assert not er_ikke_oplyst(text)


@pytest.mark.parametrize(
    ("text", "unit", "found"),
    [
        ("42,2", "%", ("42.2", "")),
        ("42,2 %", "%", ("42.2", "")),
        ("42,2 pct.", "%", ("42.2", "")),
        ("231 pr. 10.000", "%", ("231", "pr. 10.000")),
        ("1.234", "beboere", ("1234", "")),
        ("120", "% af regionen", ("120", "")),
        ("0", "%", ("0", "")),
    ],
)
def test_a_figure_with_its_unit(text, unit, found):
    assert laes_tal(text, unit) == (Decimal(found[0]), found[1])


@pytest.mark.parametrize(
    ("text", "unit", "said"),
    [
        ("-3", "%", "negativt"),
        ("422", "%", "mere end 100 %"),
        ("12.000 pr. 10.000", "%", "mere end 100 %"),
        ("1,5", "beboere", "helt tal"),
        ("12 kr.", "%", "Enheden «kr.»"),
        ("231 pr. 10.000", "beboere", "Enheden"),
        ("mange", "%", "«mange»"),
        ("4" * 70, "%", "for meget"),
    ],
)
def test_what_cannot_be_so_is_refused_in_words(text, unit, said):
    with pytest.raises(ValueError, match=said):
        laes_tal(text, unit)


@pytest.mark.parametrize(("text", "unit"), [("42,25", "%"), ("231 pr. 10.000", "%"), ("1.200", "beboere")])
def test_what_is_shown_reads_back_as_itself(text, unit):
    assert som_skrevet(*laes_tal(text, unit)) == text
