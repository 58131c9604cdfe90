"""The steps of a deadline, counted in days of the calendar."""

from datetime import date, timedelta

import pytest

from plans.choices import Rolle
from reporting.paamindelser.trin import Regel, Trin, aarsdag, seneste_trin, trin_for, ugedag_kommet

pytestmark = pytest.mark.no_db

REGEL = Regel("milepael", foer=(14, 3), paa_dagen=True, igen_efter=7, hoejst=2, roller=frozenset({Rolle.REDAKTOER}))
FRIST = date(2026, 3, 31)


def test_a_deadline_has_its_steps_before_on_and_after_the_day():
    assert list(trin_for(REGEL, FRIST)) == [
        Trin("f14", date(2026, 3, 17)),
        Trin("f3", date(2026, 3, 28)),
        Trin("d", FRIST),
        Trin("e1", date(2026, 4, 7)),
        Trin("e2", date(2026, 4, 14)),
    ]


@pytest.mark.parametrize(
    ("today", "kode"),
    [
        ("2026-03-16", None),
        ("2026-03-17", "f14"),
        ("2026-03-27", "f14"),
        ("2026-03-28", "f3"),
        ("2026-03-31", "d"),
        ("2026-04-06", "d"),
        ("2026-04-14", "e2"),
        ("2026-05-15", "e2"),
        ("2026-05-16", None),
    ],
)
def test_only_the_latest_step_that_has_come_is_told_and_not_when_it_is_long_gone(today, kode):
    found = seneste_trin(REGEL, FRIST, date.fromisoformat(today))
    assert (found.kode if found else None) == kode


def test_a_rule_that_is_off_has_no_step():
    assert seneste_trin(Regel("moede", foer=(1,), er_til=False), FRIST, FRIST) is None


@pytest.mark.parametrize("change", [date(2026, 3, 29), date(2026, 10, 25)])
def test_a_day_of_23_or_25_hours_is_one_day(change):
    before = Regel("moede", foer=(1,))
    assert [t.dag for t in trin_for(before, change + timedelta(days=1))] == [change]


def test_a_step_may_lie_in_the_year_before_and_on_a_leap_day():
    assert [t.dag for t in trin_for(Regel("moede", foer=(7,)), date(2027, 1, 2))] == [date(2026, 12, 26)]
    assert [t.dag for t in trin_for(Regel("moede", foer=(1,)), date(2028, 3, 1))] == [date(2028, 2, 29)]


def test_a_day_the_year_does_not_have_is_the_months_last():
    assert aarsdag(2028, 2, 29) == date(2028, 2, 29)
    assert aarsdag(2027, 2, 29) == date(2027, 2, 28)
    assert aarsdag(2026, 6, 31) == date(2026, 6, 30)


@pytest.mark.parametrize(
    ("today", "last_run", "is_due"),
    [
        ("2026-03-02", None, True),  # a Monday
        ("2026-03-03", "2026-03-02", False),
        ("2026-03-03", "2026-03-01", True),  # nothing ran on Monday
        ("2026-03-05", "2026-02-28", True),
        ("2026-03-05", "2026-03-04", False),
        ("2026-03-03", None, False),  # a new installation does not catch up
    ],
)
def test_a_weekly_letter_comes_on_its_weekday_or_as_soon_after_as_something_runs(today, last_run, is_due):
    last = date.fromisoformat(last_run) if last_run else None
    assert ugedag_kommet(1, date.fromisoformat(today), last) is is_due
