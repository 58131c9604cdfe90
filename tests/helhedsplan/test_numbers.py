"""Danish numbers in and out. The table of readings and refusals is fixtures/regneeksempler/tal.csv."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helhedsplan.numbers import (
    enhed,
    fordel_afrunding,
    kroner,
    maengde,
    parse_amount,
    parse_decimal,
    procent,
    round_kr,
    round_pct,
    tal,
)

pytestmark = pytest.mark.no_db

unhurried = settings(deadline=None, max_examples=200)

TAL_CSV = Path(__file__).resolve().parents[2] / "fixtures" / "regneeksempler" / "tal.csv"
NBSP = "\u00a0"
READERS = {"tal": parse_decimal, "beløb": parse_amount}

hundredths = st.decimals(min_value=-(10**9), max_value=10**9, places=2, allow_nan=False)
any_decimals = st.decimals(min_value=-(10**9), max_value=10**9, allow_nan=False, allow_infinity=False)


def rows() -> list[dict[str, str]]:
    with TAL_CSV.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['læst som']}: {row['skrevet'].strip() or 'tomt'}")
def test_a_text_is_read_or_refused_as_the_table_says(row):
    read = READERS[row["læst som"]]
    if row["afvisning"]:
        with pytest.raises(ValueError) as refused:  # noqa: PT011 - the whole sentence is compared
            read(row["skrevet"])
        assert str(refused.value) == row["afvisning"]
    else:
        assert read(row["skrevet"]) == Decimal(row["tal"].replace(",", "."))


@pytest.mark.parametrize("reader", [parse_decimal, parse_amount])
@unhurried
@given(text=st.text(alphabet="0123456789.,-+ %krNaINfe\u00a0\u2212\uff11x/", max_size=12))
def test_whatever_is_typed_gives_a_finite_number_or_a_sentence(reader, text):
    try:
        number = reader(text)
    except ValueError as refused:
        assert str(refused).endswith(".")  # noqa: PT017 - both outcomes are allowed
    else:
        assert number.is_finite()


def test_a_hint_in_a_refusal_can_itself_be_read():
    for typed, hint in [("1040.25", "1040,25"), ("1.5", "1,5"), ("1 040", "1.040"), ("1,040.25", "1.040,25")]:
        with pytest.raises(ValueError, match=hint):
            parse_decimal(typed)
        assert parse_decimal(hint) is not None


def test_spaces_of_every_kind_around_a_number_are_trimmed():
    assert parse_decimal("\u00a0\u202f 52,9\t\n") == Decimal("52.9")


def test_a_long_text_is_not_repeated_whole_in_the_refusal():
    with pytest.raises(ValueError, match="…"):
        parse_decimal("x" * 500)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        ("1234.5", None, "1.234,5"),
        ("1234.50", 2, "1.234,50"),
        ("1000000", None, "1.000.000"),
        ("100", None, "100"),
        ("0.125", None, "0,13"),
        ("0.005", 2, "0,01"),
        ("-0.001", None, "0"),
        ("-0.5", 0, "−1"),
        ("-1234.5", None, "−1.234,5"),
        ("2.5", 0, "3"),
        ("3.5", 0, "4"),
        ("1E+3", None, "1.000"),
    ],
)
def test_a_number_is_written_the_danish_way_and_rounded_half_up(value, decimals, text):
    assert tal(Decimal(value), decimals) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [("21.34", "21,3 %"), ("21.35", "21,4 %"), ("15", "15 %"), ("15.04", "15 %"), ("-3.25", "−3,3 %")],
)
def test_per_cent_shows_one_decimal_unless_it_is_nought(value, text):
    assert procent(Decimal(value)) == text.replace(" ", NBSP)


def test_kroner_are_whole_and_half_up():
    assert kroner(Decimal("42128000.50")) == f"42.128.001{NBSP}kr."
    assert kroner(Decimal("-0.4")) == f"0{NBSP}kr."


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("21.3", "%", "21,3 %"),
        ("712000", "kr.", "712.000 kr."),
        ("712", "1.000 kr.", "712 tusind kr."),
        ("12", "beboere", "12 beboere"),
        ("1", "beboere", "1 beboer"),
        ("1", "unge pr. år", "1 ung pr. år"),
        ("1", "børn og unge", "1 barn eller ung"),
        ("1", "dimser", "1 dimser"),
        ("12", "elever pr. uge", "12 elever pr. uge"),
        ("4.6", "karakter", "4,6 i karakter"),
        ("12", "", "12"),
    ],
)
def test_a_quantity_reads_naturally_with_its_unit(value, unit, text):
    assert maengde(Decimal(value), unit) == text.replace(" ", NBSP, 1)


def test_only_exactly_one_is_singular():
    assert enhed(Decimal("1.0"), "samtaler") == "samtale"
    assert enhed(Decimal("1.5"), "samtaler") == "samtaler"
    assert enhed(Decimal("-1"), "samtaler") == "samtaler"


def test_a_number_that_is_not_finite_cannot_be_shown():
    with pytest.raises(ValueError, match="finite"):
        tal(Decimal("NaN"))


def test_rounding_helpers_give_decimals_back():
    assert round_kr(Decimal("0.5")) == 1
    assert str(round_kr(Decimal("-0.4"))) == "0"
    assert round_pct(Decimal("99.95")) == 100
    assert round_pct(Decimal("99.94")) == Decimal("99.9")


@unhurried
@given(hundredths)
def test_what_is_written_can_be_read_again(value):
    assert parse_decimal(tal(value)) == value
    assert parse_decimal(tal(value, 2)) == value


@unhurried
@given(hundredths)
def test_an_amount_that_is_written_can_be_read_again(value):
    assert parse_amount(tal(value, 2)) == value
    assert parse_amount(kroner(value)) == round_kr(value)


@unhurried
@given(any_decimals)
def test_writing_never_moves_a_number_more_than_half_a_hundredth(value):
    assert abs(parse_decimal(tal(value)) - value) <= Decimal("0.005")


@unhurried
@given(st.lists(hundredths, max_size=12), st.integers(min_value=0, max_value=1))
def test_rounded_parts_add_up_to_the_rounded_total_and_none_moves_a_whole_unit(parts, decimals):
    rounded = fordel_afrunding(parts, decimals)
    step = Decimal(1).scaleb(-decimals)
    assert len(rounded) == len(parts)
    assert sum(rounded, Decimal(0)) == round_pct(sum(parts, Decimal(0)), decimals)
    assert all(abs(shown - part) < step for shown, part in zip(rounded, parts, strict=True))


def test_the_largest_remainder_gets_the_odd_krone():
    parts = [Decimal("10.4"), Decimal("10.4"), Decimal("10.2")]
    assert fordel_afrunding(parts) == [11, 10, 10]
    assert fordel_afrunding([]) == []
