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


@pytest.mark.parametrize("mark", ["1)", "(1)", "[12]", "*", "**", "²", "a)"])
@pytest.mark.parametrize("gap", [" ", "\u00a0"])
def test_the_mark_of_a_footnote_is_named_with_what_to_do(mark, gap):
    with pytest.raises(ValueError, match="står fodnotetegnet") as refused:
        laes_tal(f"42,2{gap}{mark}", "%")
    assert f"Efter tallet 42,2 står fodnotetegnet «{mark}»." in str(refused.value)
    assert "ret cellen til 42,2 alene" in str(refused.value)


@pytest.mark.parametrize("text", ["42,2*", "42,2 %*", "42,2(3)", "1.834²"])
def test_a_mark_that_touches_the_figure_is_named_too(text):
    with pytest.raises(ValueError, match="fodnotetegnet"):
        laes_tal(text, "%")


def test_a_bracket_run_together_with_the_figure_is_asked_about():
    with pytest.raises(ValueError, match=r"«42,21\)» slutter med en parentes"):
        laes_tal("42,21)", "%")


@pytest.mark.parametrize(("text", "unit"), [("42,25", "%"), ("231 pr. 10.000", "%"), ("1.200", "beboere")])
def test_what_is_shown_reads_back_as_itself(text, unit):
    assert som_skrevet(*laes_tal(text, unit)) == text
