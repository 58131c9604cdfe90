"""Hours, ranges, årsværk and price."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indsatser.bemanding.regler import (
    FULD_TID,
    Fuldtid,
    Spaend,
    laeg_sammen,
    mod_fuld_tid,
    pris,
    rollenoegle,
    som_aarsvaerk,
)

pytestmark = pytest.mark.no_db


def spaend(low, high=None) -> Spaend:
    return Spaend.af(Decimal(low), None if high is None else Decimal(high))


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ([(10,), (2,), (23,), (2,)], "37"),
        ([(10,), (5,), (2,), (1, 2), (2,), (10,), (2,), (5,)], "37-38"),
        ([("1.67",), ("1.5",), (1,), ("0.5",), ("0.5",), ("0.25",), ("0.5",), (2,), (1,)], "8,92"),
    ],
)
def test_the_documents_rows_add_up(rows, text):
    assert str(laeg_sammen(spaend(*row) for row in rows)) == text


def test_nothing_is_not_nought():
    assert laeg_sammen([]) is None
    assert str(laeg_sammen([spaend(0)])) == "0"


@pytest.mark.parametrize(
    ("timer", "dom", "text"),
    [
        (spaend(37), Fuldtid.HEL, "en fuld stilling, går op"),
        (spaend(74), Fuldtid.HEL, "2 fulde stillinger, går op"),
        (spaend(37, 38), Fuldtid.INTERVAL, "interval; en fuld stilling på 37 timer går op"),
        (spaend(36, 37), Fuldtid.INTERVAL, "interval; en fuld stilling på 37 timer går op"),
        (spaend(21), Fuldtid.UNDER, "16 timer under en fuld stilling"),
        (spaend(5, 10), Fuldtid.UNDER, "27-32 timer under en fuld stilling"),
        (spaend("36.99"), Fuldtid.UNDER, "0,01 timer under en fuld stilling"),
        (spaend("77.5"), Fuldtid.OVER, "3,5 timer over 2 fulde stillinger"),
        (spaend(38, 39), Fuldtid.OVER, "1-2 timer over en fuld stilling"),
    ],
)
def test_hours_are_held_against_full_time(timer, dom, text):
    found = mod_fuld_tid(timer)
    assert found.dom == dom
    assert found.kort == text


def test_hours_and_aarsvaerk_become_aarsvaerk():
    assert som_aarsvaerk(spaend(37), None) == spaend(1)
    assert som_aarsvaerk(spaend(37, 74), spaend("0.5")) == spaend("1.5", "2.5")
    assert som_aarsvaerk(None, spaend("8.92")) == spaend("8.92")
    assert som_aarsvaerk(None, None) is None


def test_a_price_is_known_only_when_both_are():
    assert pris(spaend("1.5", 2), Decimal(600_000)) == spaend(900_000, 1_200_000)
    assert pris(None, Decimal(600_000)) is None
    assert pris(spaend(1), None) is None
    assert pris(spaend(1), Decimal(0)) == spaend(0)


def test_capitals_and_spaces_make_no_other_role():
    assert rollenoegle(" Boligsocial  Medarbejder ") == rollenoegle("boligsocial medarbejder")
    assert rollenoegle("Mentor") != rollenoegle("Mentorer")


hours = st.decimals(min_value=0, max_value=500, places=2)


@given(st.lists(st.tuples(hours, hours).map(sorted), min_size=1))
def test_a_sum_is_no_less_and_no_more_than_its_ends(rows):
    total = laeg_sammen(Spaend(low, high) for low, high in rows)
    assert total.lav == sum(low for low, _ in rows)
    assert total.lav <= total.hoej


@given(hours)
def test_every_number_of_hours_is_whole_posts_and_what_is_over_or_under(number):
    found = mod_fuld_tid(Spaend(number, number))
    sign = {Fuldtid.UNDER: -1, Fuldtid.OVER: 1}.get(found.dom, 0)
    assert found.stillinger * FULD_TID + sign * found.timer.lav == number
