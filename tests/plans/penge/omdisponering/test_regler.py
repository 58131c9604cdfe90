"""Moved money: nothing appears, nothing vanishes, and no cell gives more than it holds."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.penge.omdisponering.regler import Celle, Flytning, forloeb, mangler, opgoer

pytestmark = pytest.mark.no_db

A, B, C = Celle(1, 2019, 1), Celle(2, 2019, 1), Celle(2, 2020, 1)
DAG = date(2019, 6, 1)


def mangel(oprindelig, flytninger):
    """The one lack there is, or None."""
    found = list(mangler(oprindelig, flytninger).values())
    assert len(found) < 2
    return found[0] if found else None


def flyt(fra: Celle, til: Celle, beloeb: str, dag: date | None = date(2019, 3, 1), **rest) -> Flytning:
    return Flytning(rest.pop("noegle", 1), fra, til, Decimal(beloeb), dag, **rest)


def efter(oprindelig, *flytninger, dag: date = DAG):
    return {celle: stand.efter for celle, stand in opgoer(oprindelig, flytninger, dag=dag).items()}


def test_after_is_the_original_and_the_moves():
    stand = opgoer({A: Decimal(500_000), B: Decimal(100_000)}, [flyt(A, B, "120000.50")], dag=DAG)
    assert (stand[A].oprindelig, stand[A].ud, stand[A].ind) == (Decimal(500_000), Decimal("120000.50"), 0)
    assert stand[A].efter == Decimal("379999.50")
    assert stand[B].efter == Decimal("220000.50")


def test_money_may_come_to_a_cell_that_had_none():
    assert efter({A: Decimal(100)}, flyt(A, C, "40")) == {A: 60, C: 40}


@pytest.mark.parametrize(
    ("flytning", "why"),
    [
        (flyt(A, B, "40", None), "planned"),
        (flyt(A, B, "40", date(2019, 6, 2)), "from tomorrow"),
        (flyt(A, B, "40", ophoerer=DAG), "retired today"),
        (flyt(A, B, "40", ophoerer=date(2019, 4, 1)), "retired before"),
    ],
)
def test_a_move_that_does_not_count_changes_nothing(flytning, why):
    assert efter({A: Decimal(100), B: Decimal(0)}, flytning) == {A: 100, B: 0}, why


def test_a_move_counts_from_its_day_and_until_the_day_before_it_goes():
    row = flyt(A, B, "40", DAG, ophoerer=date(2019, 7, 1))
    assert [row.taeller(day) for day in (date(2019, 5, 31), DAG, date(2019, 6, 30), date(2019, 7, 1))] == [
        False,
        True,
        True,
        False,
    ]


def test_more_than_a_cell_holds_is_found_with_day_and_amount():
    found = mangel({A: Decimal(100)}, [flyt(A, B, "60"), flyt(A, C, "55", date(2019, 5, 2))])
    assert (found.celle, found.dag, found.beloeb) == (A, date(2019, 5, 2), 15)


def test_all_a_cell_holds_can_leave():
    assert mangel({A: Decimal(100)}, [flyt(A, B, "100")]) is None


def test_what_came_in_can_go_on_but_not_before_it_came():
    there = flyt(A, B, "100", date(2019, 3, 1))
    assert mangel({A: Decimal(100)}, [there, flyt(B, C, "100", date(2019, 3, 1))]) is None
    early = mangel({A: Decimal(100)}, [there, flyt(B, C, "100", date(2019, 2, 28))])
    assert (early.celle, early.dag, early.beloeb) == (B, date(2019, 2, 28), 100)


def test_a_move_cannot_be_taken_back_when_its_money_has_gone_on():
    there, on = flyt(A, B, "100", ophoerer=date(2019, 5, 1)), flyt(B, C, "80", date(2019, 4, 1))
    found = mangel({A: Decimal(100)}, [there, on])
    assert (found.celle, found.dag, found.beloeb) == (B, date(2019, 5, 1), 80)


def test_a_move_that_is_taken_back_before_it_counts_was_never_there():
    assert mangler({A: Decimal(10)}, [flyt(A, B, "100", ophoerer=date(2019, 3, 1))]) == {}


def test_each_cell_is_told_at_its_worst():
    moves = [flyt(A, B, "60"), flyt(A, B, "50", date(2019, 4, 1)), flyt(C, B, "5"), flyt(B, A, "70", date(2019, 5, 1))]
    found = mangler({A: Decimal(50)}, moves)
    assert {cell: (lack.dag, lack.beloeb) for cell, lack in found.items()} == {
        A: (date(2019, 4, 1), 60),
        C: (date(2019, 3, 1), 5),
    }


def test_planned_moves_take_nothing():
    assert mangel({A: Decimal(10)}, [flyt(A, B, "100", None)]) is None


def test_each_move_says_before_and_after_in_the_order_they_came():
    first, second = flyt(A, B, "40", date(2019, 3, 1)), flyt(B, C, "10", date(2019, 4, 1), noegle=2)
    planned = flyt(A, C, "5", None, noegle=3)
    steps = forloeb({A: Decimal(100), B: Decimal(20)}, [planned, second, first], dag=DAG)
    told = [(s.flytning.noegle, s.fra_foer, s.fra_efter, s.til_foer, s.til_efter) for s in steps]
    assert told == [(1, 100, 60, 20, 60), (2, 60, 50, 0, 10), (3, 60, 55, 10, 15)]


celler = st.builds(Celle, post=st.integers(1, 3), aar=st.sampled_from([None, 2019, 2020]), kilde=st.integers(1, 2))
beloeb = st.decimals(min_value="0.01", max_value="9999999", places=2, allow_nan=False)
dage = st.dates(date(2019, 1, 1), date(2019, 12, 31))
flytninger = st.lists(
    st.builds(
        Flytning,
        noegle=st.integers(1, 99),
        fra=celler,
        til=celler,
        beloeb=beloeb,
        gaelder_fra=st.none() | dage,
        ophoerer=st.none() | dage,
    ),
    max_size=12,
)
budgetter = st.dictionaries(celler, beloeb, max_size=8)


@given(budgetter, flytninger, dage)
def test_nothing_appears_and_nothing_vanishes(budget, moves, dag):
    stand = opgoer(budget, moves, dag=dag)
    assert sum(each.efter for each in stand.values()) == sum(budget.values())
    assert sum(each.ud for each in stand.values()) == sum(each.ind for each in stand.values())
    assert {celle: each.oprindelig for celle, each in stand.items() if each.oprindelig} == budget


@given(budgetter, flytninger, dage)
def test_taking_every_move_back_gives_the_original_again(budget, moves, dag):
    back = [Flytning(m.noegle, m.fra, m.til, m.beloeb, m.gaelder_fra, dag) for m in moves]
    assert {c: s.efter for c, s in opgoer(budget, back, dag=dag).items()} == budget


@given(budgetter, flytninger)
def test_moves_that_lack_nothing_leave_no_cell_below_nought_on_any_day(budget, moves):
    days = {day for move in moves for day in (move.gaelder_fra, move.ophoerer) if day}
    below = [c for day in days for c, s in opgoer(budget, moves, dag=day).items() if s.efter < 0]
    assert set(mangler(budget, moves)) == set(below)


@given(budgetter, flytninger, dage)
def test_the_last_step_of_each_cell_is_what_it_holds(budget, moves, dag):
    stand = opgoer(budget, moves, dag=dag)
    counted = [
        s for s in forloeb(budget, moves, dag=dag) if s.flytning.taeller(dag) and s.flytning.fra != s.flytning.til
    ]
    last = {s.flytning.til: s.til_efter for s in counted}
    if counted:
        step = counted[-1]
        assert last[step.flytning.til] == stand[step.flytning.til].efter
        assert step.fra_efter == stand[step.flytning.fra].efter
