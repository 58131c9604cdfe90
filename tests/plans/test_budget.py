"""The money rules, on the real figures of the Gellerup agreement (domain.md §7.1)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.budget import Beloeb, opgoer_medfinansiering, opgoer_ramme

pytestmark = pytest.mark.no_db

RAMME = Beloeb(Decimal(30_000_000), Decimal(12_128_000))
TRYGHED = Beloeb(Decimal(8_622_000), Decimal(6_083_000))
FOREBYGGELSE = Beloeb(Decimal(11_725_000), Decimal(1_392_000))
UDDANNELSE = Beloeb(Decimal(6_839_000), Decimal(4_105_000))
POSTER = [TRYGHED, FOREBYGGELSE, UDDANNELSE]
KRONER = st.decimals(min_value=0, max_value=10**9, places=2)
BELOEB = st.builds(Beloeb, KRONER, KRONER)


def test_the_total_of_every_row_is_lbf_plus_local():
    assert [row.total for row in POSTER] == [14_705_000, 13_117_000, 10_944_000]


def test_what_the_delaftaler_leave_of_the_frame_is_shown_as_not_allocated():
    opgoerelse = opgoer_ramme(RAMME, POSTER)
    assert opgoerelse.fordelt.total == 38_766_000
    rest = opgoerelse.ikke_fordelt
    assert (rest.lbf, rest.lokal, rest.total) == (2_814_000, 548_000, 3_362_000)
    assert round(opgoerelse.ikke_fordelt_pct, 2) == Decimal("7.98")
    assert not opgoerelse.is_overdrawn


def test_posts_above_the_frame_are_overdrawn_even_when_the_total_fits():
    more_lbf = opgoer_ramme(Beloeb(Decimal(100), Decimal(100)), [Beloeb(Decimal(101), Decimal(50))])
    assert more_lbf.is_overdrawn


def test_co_financing_is_tested_on_the_plan_as_a_whole_with_headroom_in_kroner():
    medfinansiering = opgoer_medfinansiering(RAMME, Decimal(25))
    assert round(medfinansiering.andel_pct, 2) == Decimal("28.79")
    assert medfinansiering.krav == 10_532_000
    assert medfinansiering.luft == 1_596_000
    assert medfinansiering.is_met


def test_a_delaftale_below_the_requirement_does_not_fail_the_plan():
    assert round(FOREBYGGELSE.lokal_pct, 2) == Decimal("10.61")
    assert opgoer_medfinansiering(RAMME, Decimal(25)).is_met


def test_exactly_the_requirement_is_enough_and_one_krone_less_is_not():
    lbf = Decimal(30_000_000)
    assert opgoer_medfinansiering(Beloeb(lbf, Decimal(10_000_000)), Decimal(25)).is_met
    assert not opgoer_medfinansiering(Beloeb(lbf, Decimal(9_999_999)), Decimal(25)).is_met


def test_without_money_there_is_no_share():
    assert opgoer_medfinansiering(Beloeb(), Decimal(25)) is None
    assert Beloeb().lokal_pct is None


@given(BELOEB, st.lists(BELOEB, max_size=8))
def test_allocated_and_not_allocated_always_make_the_frame(ramme, poster):
    opgoerelse = opgoer_ramme(ramme, poster)
    assert opgoerelse.fordelt + opgoerelse.ikke_fordelt == ramme
