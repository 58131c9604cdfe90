"""What looks like a CPR number is found however it is written; what only has digits in it is left alone."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helhedsplan.cpr import afvisning, find_cpr, skjul

pytestmark = pytest.mark.no_db

LOOKS_LIKE_ONE = [
    "0101201234" + " " + "a" * 53,
    "010120-1234",
    "0101201234",
    "010120 1234",
    "010120\u00a01234",
    "010120–1234",
    "010120—1234",
    "010120\u20111234",
    "010120.1234",
    "010120 - 1234",
    "010120\u00ad1234",
    "01.01.20-1234",
    "01-01-20-1234",
    "01/01/20-1234",
    "Talte med Ali (311299-4321) om lejemålet",
    "cpr:0101201234",
    "CPR0101201234",
    "Referat_0101201234.pdf",
    "0101201234.pdf",
    "010120-1234, 020220-4321",
    "010120-1234/020220-4321",
    "1. 010120-1234",
    "født 290220-1234",  # a leap year
    "290200-1234",  # 2000 was one, 1900 was not: which it is, nobody can see
    "670120-1234",  # a replacement number: 60 added to the day
    "910120–1234",
    # Wrongly refused, and we know it: a date and a year, a day and a time of day, an account of ten digits.
    "010120 2024",
    "Scan 120315-1430.pdf",
    "konto 1203151234",
]

LEFT_ALONE = [
    "",
    "0101201234" + "a" * 54,  # a checksum
    f"Kontrolsum: {'f' * 54}0101201234.",
    "42.128.000",
    "150800,50",
    "1.010.120 1234,00",
    "150800.2500,50",
    "1.010120.1234",
    "01.01.2020-31.12.2023",
    "01.08.17-31.12.21",
    "01.08.17 2018",
    "01.01.2020 1234",
    "2015-2018",
    "320120-1234",  # no such day
    "310420-1234",  # nor in April
    "300220-1234",
    "290221-1234",  # no leap year
    "001220-1234",
    "011320-1234",
    "010020-1234",
    "410120-1234",  # Norway's D-numbers
    "6701201234",  # a replacement number counts with its hyphen only
    "87-02-04123-4",
    "8702041234",  # an ISBN
    "70 12 34 56",
    "+45 70 12 34 56",
    "+0101201234",
    "12345678",
    "CVR 12 34 56 78",
    "EAN 5790001234567",
    "P-nr. 1003401234",
    "p-nummer: 1003401234",
    "J.nr. 27.35.00-G01-1-17",
    "2019-010120-1234",
    "010120-1234-5",
    "01012012345",
    "90101201234",
    "010120-12345",
    "a010120-1234b",
    "2f010120-0101-4010-8101-010120123456",
    "010120\n1234",
    "10101 20123 4",
    "25 beboere 010120",
    "kl. 1430",
    "0 1 0 1 2 0 1 2 3 4",
]


@pytest.mark.parametrize("text", LOOKS_LIKE_ONE)
def test_what_looks_like_one_is_found(text):
    found = find_cpr(text)
    assert found is not None
    assert sum(mark.isdigit() for mark in text[found.start : found.end]) == 10


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_is_something_else_is_left_alone(text):
    assert find_cpr(text) is None
    assert afvisning(text) == ""
    assert skjul(text) == text


DAYS = st.dates(date(1900, 1, 2), date(2057, 12, 31))
SERIALS = st.integers(0, 9999).map("{:04}".format)
BETWEEN = st.sampled_from(["", "-", " ", "–", ".", "\u00a0", " - "])
WORDS = st.text(st.characters(blacklist_categories=["Nd", "Cs"], blacklist_characters="+-.,"), max_size=20)


@given(day=DAYS, serial=SERIALS, between=BETWEEN, before=WORDS, after=WORDS)
def test_every_days_numbers_are_found_in_any_text(day, serial, between, before, after):
    text = f"{before} {day:%d%m%y}{between}{serial} {after}"
    if not before.rstrip()[-4:].lower().endswith(("nr", "no", "mer", ":")):
        assert find_cpr(text) is not None


@given(day=DAYS, serial=SERIALS, between=BETWEEN)
def test_neither_the_sentence_nor_what_is_hidden_shows_more_than_day_and_month(day, serial, between):
    text = f"{day:%d%m%y}{between}{serial}"
    for shown in (afvisning(f"se {text}."), skjul(f"se {text}.")):
        assert shown
        assert f"{day:%d%m%y}" not in shown
        assert serial not in shown
    assert f"«{day:%d%m}…»" in afvisning(text)


@given(st.text())
def test_any_text_is_read_without_trouble_and_hiding_leaves_nothing_to_find(text):
    assert find_cpr(skjul(text)) is None
    assert (find_cpr(text) is None) == (skjul(text) == text)


@given(number=st.integers(0, 10**9), decimals=st.sampled_from(["", ",50"]))
def test_amounts_as_danes_write_them_are_no_persons(number, decimals):
    assert find_cpr(f"{number:,}".replace(",", ".") + decimals + " kr.") is None


@given(start=DAYS, days=st.integers(0, 2000))
def test_dates_and_periods_are_no_persons(start, days):
    end = start + timedelta(days=days)
    assert find_cpr(f"{start:%d.%m.%Y}-{end:%d.%m.%Y}, {start:%d.%m.%y}-{end:%d.%m.%y}, {start:%Y}-{end:%Y}") is None


def test_a_long_text_is_read_quickly():
    assert find_cpr("010120" * 200_000 + " 12 34 " * 100_000) is None
