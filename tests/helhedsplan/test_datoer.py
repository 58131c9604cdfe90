"""Dates, periods and ages as Danes write them."""

from datetime import date

import pytest

from helhedsplan.datoer import alder, dato, dato_lang, periode

pytestmark = pytest.mark.no_db


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (date(2019, 1, 1), date(2019, 12, 31), "2019"),
        (date(2018, 1, 1), date(2019, 12, 31), "2018-2019"),
        (date(2019, 4, 1), date(2019, 6, 30), "2. kvartal 2019"),
        (date(2019, 7, 1), date(2019, 12, 31), "2. halvår 2019"),
        (date(2020, 2, 1), date(2020, 2, 29), "februar 2020"),
        (date(2018, 8, 1), date(2019, 12, 31), "01.08.2018-31.12.2019"),
        (date(2019, 3, 8), date(2019, 3, 8), "08.03.2019"),
        (date(9999, 1, 1), date(9999, 12, 31), "9999"),
        (date(2018, 8, 1), None, "fra 01.08.2018"),
        (None, date(2022, 7, 31), "til 31.07.2022"),
        (None, None, ""),
    ],
)
def test_a_period_is_said_in_the_fewest_words(start, end, text):
    assert periode(start, end) == text


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (0, "i dag"),
        (1, "1 dag"),
        (59, "59 dage"),
        (92, "3 måneder"),
        (181, "6 måneder"),
        (365, "1 år"),
        (396, "1 år og 1 måned"),
        (820, "2 år og 3 måneder"),
    ],
)
def test_an_age_is_said_in_the_nearest_whole_months(days, text):
    assert alder(days) == text


def test_a_day_is_written_short_or_long_and_no_day_is_nothing():
    assert (dato(date(2019, 3, 8)), dato_lang(date(2019, 3, 8))) == ("08.03.2019", "8. marts 2019")
    assert (dato(None), dato_lang(None)) == ("", "")
