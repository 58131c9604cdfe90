"""A cell is read as what its column holds, in the ways Danes and their programs write it; the rest is refused."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from helhedsplan.regneark import Arkfejl, Celle, Sted, som_aar, som_beloeb, som_dato, som_tal, som_tekst

pytestmark = pytest.mark.no_db


def celle(value=None, **more) -> Celle:
    return Celle(Sted("Budget", 7, 4), value, **more)


@pytest.mark.parametrize(
    ("written", "kroner"),
    [
        (Decimal("1392.50"), "1392.50"),
        ("1.392", "1392"),
        ("52,90", "52.90"),
        ("1.392,50", "1392.50"),
        ("-1.392", "-1392"),
        ("−1.392", "-1392"),
        ("(1.392)", "-1392"),
        ("( 1.392,50 )", "-1392.50"),
        ("1.392-", "-1392"),
        ("1.392,50 -", "-1392.50"),
        ("kr. 1.392-", "-1392"),
        ("1.392 kr.", "1392"),
        ("(1.392 kr.)", "-1392"),
        ("1.392,-", "1392"),
        (Decimal("-0"), "0"),
    ],
)
def test_amounts(written, kroner):
    assert som_beloeb(celle(written)) == Decimal(kroner)


@pytest.mark.parametrize("nothing", [None, "", "  ", "\xa0"])
def test_nothing_is_nothing_and_not_nought(nothing):
    for reader in (som_beloeb, som_tal, som_aar, som_dato):
        assert reader(celle(nothing)) is None


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("10.944.00", "der skal stå tre cifre efter hvert punktum"),
        ("1392.50", "kan læses på to måder"),
        ("ca. 12", "mere end et tal"),
        ("4,93 mio. kr.", "skrives helt ud"),
        (Decimal("1.392"), "mere end to decimaler"),
        (Decimal("1e13"), "for stort"),
        (True, "sand eller falsk"),
        (date(2015, 3, 31), "vist som en dato (31.03.2015)"),
        ("(-5)", "ikke et tal"),
        ("1-2-", "ikke et tal"),
    ],
)
def test_what_is_no_amount_is_refused_with_its_place(written, says):
    with pytest.raises(Arkfejl, match=r"^Ark «Budget», række 7, kolonne D: ") as refused:
        som_beloeb(celle(written))
    assert says in str(refused.value)


def test_a_formula_is_read_as_its_value_and_refused_when_it_has_none():
    assert som_beloeb(celle(Decimal(5), is_formula=True)) == 5
    with pytest.raises(Arkfejl, match="ikke er regnet ud"):
        som_beloeb(celle(None, is_formula=True))
    with pytest.raises(Arkfejl, match="#REF!"):
        som_tekst(celle(None, is_formula=True, error="#REF!"))


@pytest.mark.parametrize(
    ("written", "day"),
    [
        (date(2015, 12, 31), date(2015, 12, 31)),
        (datetime.fromisoformat("2015-12-31T23:59"), date(2015, 12, 31)),
        ("31.12.2015", date(2015, 12, 31)),
        ("31/12-2015", date(2015, 12, 31)),
        ("1/8 - 2018", date(2018, 8, 1)),
        ("2015-12-31", date(2015, 12, 31)),
        (Decimal(42369), date(2015, 12, 31)),
        (Decimal(1), date(1900, 1, 1)),
        (Decimal(59), date(1900, 2, 28)),
        (Decimal(61), date(1900, 3, 1)),
    ],
)
def test_days(written, day):
    assert som_dato(celle(written)) == day


def test_a_day_counted_from_1904_is_four_years_and_a_day_later():
    assert som_dato(celle(Decimal(40907)), is_1904=True) == date(2015, 12, 31)


@pytest.mark.parametrize("written", ["31.02.2015", "2015", "ultimo 2014", "12/31/2015", Decimal("1.5"), Decimal(-1)])
def test_what_is_no_day_is_refused(written):
    with pytest.raises(Arkfejl, match="ikke en dato"):
        som_dato(celle(written))


def test_years():
    assert som_aar(celle(Decimal(2015))) == 2015
    assert som_aar(celle(" 2015 ")) == 2015
    for wrong in (Decimal("2015.5"), "15", "20155", Decimal(1989), "²015"):
        with pytest.raises(Arkfejl, match="ikke et årstal"):
            som_aar(celle(wrong))


def test_text_is_text_whatever_it_was_typed_as():
    assert som_tekst(celle(Decimal("1392.50"))) == "1392,5"
    assert som_tekst(celle(date(2015, 3, 31))) == "31.03.2015"
    assert som_tekst(celle("a\r\nb\x00\x07")) == "a\nb"
    assert som_tekst(celle(True)) == "sand"
