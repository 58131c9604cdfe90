"""When a number is due, which period is proposed, and how people write one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indsatser.choices import Kriterieform, Sammenlaegning
from indsatser.registrering.perioder import (
    Periode,
    Rytme,
    due_period,
    is_due,
    proposed_period,
    quarter_columns,
    read_period,
    year_columns,
)

pytestmark = pytest.mark.no_db

DAYS = st.dates(date(1995, 1, 1), date(2095, 12, 31))
COUNT = Rytme(Kriterieform.ANTAL_I_VINDUE, Sammenlaegning.SUM, date(2018, 8, 1), date(2019, 12, 31))
LEVEL = Rytme(Kriterieform.ANDEL, Sammenlaegning.SENESTE, date(2018, 8, 1), date(2022, 12, 31))


@given(first=DAYS, length=st.integers(0, 900))
def test_a_period_is_read_as_it_is_written(first, length):
    period = Periode(first, first + timedelta(days=length))
    assert read_period(str(period)) == period


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("2018-2019", date(2018, 1, 1), date(2019, 12, 31)),
        ("  Oktober  2019 ", date(2019, 10, 1), date(2019, 10, 31)),
        ("feb 2020", date(2020, 2, 1), date(2020, 2, 29)),
        ("3. kvartal 2019", date(2019, 7, 1), date(2019, 9, 30)),
        ("4 kvt 2019", date(2019, 10, 1), date(2019, 12, 31)),
        ("2. halvår 2019", date(2019, 7, 1), date(2019, 12, 31)),
        ("24.10.2019", date(2019, 10, 24), date(2019, 10, 24)),
        ("24/10/19", date(2019, 10, 24), date(2019, 10, 24)),
        ("2019-10-24", date(2019, 10, 24), date(2019, 10, 24)),
        ("1.8.2019 til 31.10.2019", date(2019, 8, 1), date(2019, 10, 31)),
    ],
)
def test_a_period_can_be_typed_in_many_ways(typed, first, last):
    assert read_period(typed) == Periode(first, last)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Skriv, hvornår tallet handler om"),
        ("sidste uge", "er ikke en periode"),
        ("31.02.2019", "er ikke en periode"),
        ("3. halvår 2019", "er ikke en periode"),
        ("13.2019", "er ikke en periode"),
        ("0019", "mellem 1990 og 2100"),
        ("0000", "er ikke en periode"),
        ("2019-2018", "før den begynder"),
        ("31.10.2019-01.08.2019", "før den begynder"),
        ("x" * 500, "…» er ikke en periode"),
    ],
)
def test_what_is_no_period_is_refused_with_what_to_write(typed, sentence):
    with pytest.raises(ValueError, match=sentence):
        read_period(typed)


def test_a_count_is_due_for_the_last_whole_month():
    assert due_period(COUNT, date(2019, 10, 24)) == Periode(date(2019, 9, 1), date(2019, 9, 30))
    assert is_due(COUNT, measured_to=date(2019, 8, 31), today=date(2019, 10, 24))
    assert not is_due(COUNT, measured_to=date(2019, 9, 30), today=date(2019, 10, 24))


def test_the_last_day_of_a_month_makes_the_month_whole():
    assert due_period(COUNT, date(2019, 9, 30)) == Periode(date(2019, 9, 1), date(2019, 9, 30))


def test_a_level_is_due_for_the_last_whole_year_and_a_mean_for_the_quarter():
    mean = Rytme(Kriterieform.GENNEMSNIT, Sammenlaegning.MIDDEL, date(2018, 8, 1), date(2022, 12, 31))
    assert due_period(LEVEL, date(2020, 10, 24)) == Periode(date(2019, 1, 1), date(2019, 12, 31))
    assert due_period(mean, date(2020, 10, 24)) == Periode(date(2020, 7, 1), date(2020, 9, 30))


def test_nothing_is_due_before_it_begins_nor_asked_for_after_it_ends():
    assert due_period(COUNT, date(2018, 8, 15)) is None
    assert due_period(COUNT, date(2026, 1, 1)) == Periode(date(2019, 12, 1), date(2019, 12, 31))


@pytest.mark.parametrize("form", [Kriterieform.VISION, Kriterieform.SAMMENSAT])
def test_what_has_no_number_is_never_due(form):
    assert due_period(Rytme(form, Sammenlaegning.SENESTE), date(2026, 1, 1)) is None


def test_the_period_that_is_due_is_proposed_and_else_the_running_one_so_far():
    today = date(2019, 10, 24)
    assert str(proposed_period(COUNT, measured_to=None, today=today)) == "september 2019"
    assert proposed_period(COUNT, measured_to=date(2019, 9, 30), today=today) == Periode(date(2019, 10, 1), today)


def test_what_is_added_up_is_proposed_from_the_day_after_the_last_number():
    today = date(2019, 10, 24)
    assert proposed_period(COUNT, measured_to=date(2019, 10, 10), today=today) == Periode(date(2019, 10, 11), today)
    assert proposed_period(COUNT, measured_to=date(2019, 9, 12), today=today).first == date(2019, 9, 13)


def test_a_yes_or_no_is_about_today():
    yes_no = Rytme(Kriterieform.JA_NEJ, Sammenlaegning.SENESTE)
    assert proposed_period(yes_no, measured_to=None, today=date(2019, 10, 24)) == Periode(*[date(2019, 10, 24)] * 2)


@given(
    form=st.sampled_from(list(Kriterieform)),
    adding=st.sampled_from(list(Sammenlaegning)),
    begins=st.none() | DAYS,
    ends=st.none() | DAYS,
    measured=st.none() | DAYS,
    today=DAYS,
)
def test_a_proposal_is_in_order_and_never_about_a_day_to_come(form, adding, begins, ends, measured, today):
    period = proposed_period(Rytme(form, adding, begins, ends), measured_to=measured, today=today)
    assert period.first <= period.last <= today
    assert read_period(str(period)) == period


def test_the_columns_of_a_year_are_its_quarters_and_of_a_span_its_years():
    assert [str(column) for column in quarter_columns(2019)] == [f"{n}. kvartal 2019" for n in (1, 2, 3, 4)]
    assert [str(column) for column in year_columns(2020, first_year=2018)] == ["2018", "2019", "2020"]
