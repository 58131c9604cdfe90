"""Milestones as they stood on a day: late, moved, reached, and what was not known yet."""

from datetime import date

import pytest
from django.http import QueryDict

from indsatser.choices import Milepaeltilstand
from indsatser.forms import MilepaelFilter
from indsatser.milepaele import antal_pr_tilstand, kvartaler, milepaele_for, milepaellinje
from indsatser.models import Aktivitet
from tests.indsatser.factories import AktivitetFactory, MilepaelFactory
from tests.plans.factories import HelhedsplanFactory

LAST_DAY = date(2019, 6, 30)


def line(as_of=date(2019, 7, 1), **fields):
    return milepaellinje(MilepaelFactory(year=2019, quarter=2, **fields), as_of=as_of)


def test_a_milestone_is_late_from_the_last_day_of_its_quarter():
    assert not line(as_of=date(2019, 6, 29)).is_late
    late = line(as_of=LAST_DAY)
    assert late.is_late
    assert late.state == Milepaeltilstand.FORSINKET


@pytest.mark.parametrize(
    "fields",
    [
        {"state": Milepaeltilstand.NAAET, "reached_on": date(2019, 6, 1)},
        {"state": Milepaeltilstand.NAAET},
        {"state": Milepaeltilstand.BORTFALDET},
    ],
)
def test_what_is_reached_or_dropped_is_not_late(fields):
    assert not line(**fields).is_late


def test_what_was_reached_later_was_not_reached_then():
    fields = {"state": Milepaeltilstand.NAAET, "reached_on": date(2019, 9, 1)}
    before = line(as_of=date(2019, 6, 15), **fields)
    assert (before.state, before.reached_on, before.is_late) == (Milepaeltilstand.I_GANG, None, False)
    between = line(as_of=date(2019, 8, 1), **fields)
    assert (between.state, between.is_late) == (Milepaeltilstand.FORSINKET, True)
    after = line(as_of=date(2019, 9, 1), **fields)
    assert (after.state, after.is_late, after.reached_late) == (Milepaeltilstand.NAAET, False, True)


def test_reached_in_its_quarter_is_not_reached_late():
    assert not line(state=Milepaeltilstand.NAAET, reached_on=LAST_DAY).reached_late


@pytest.mark.parametrize(
    ("year", "quarter", "said"),
    [
        (2018, 4, "Udskudt 2 kvartaler fra 4. kvartal 2018"),
        (2019, 1, "Udskudt 1 kvartal fra 1. kvartal 2019"),
        (2019, 3, "Rykket frem 1 kvartal fra 3. kvartal 2019"),
        (2019, 2, ""),
    ],
)
def test_a_moved_milestone_says_how_far_and_from_where(year, quarter, said):
    moved = line(original_year=year, original_quarter=quarter, postponed_reason="Lederen skiftede.")
    assert moved.flyttet_text == said
    assert moved.flyttet_hvorfor == "Lederen skiftede."


def test_quarters_stand_in_order_of_time_and_those_without_time_last():
    plan = HelhedsplanFactory()
    for year, quarter in ((None, None), (2020, 1), (2019, 4), (2019, None), (2019, 1)):
        MilepaelFactory(helhedsplan=plan, year=year, quarter=quarter)
    groups = kvartaler(milepaele_for(plan, as_of=LAST_DAY))
    assert [group.overskrift for group in groups] == [
        "1. kvartal 2019", "4. kvartal 2019", "2019", "1. kvartal 2020", "Uden tidspunkt",
    ]  # fmt: skip
    assert [group.nogle for group in groups] == ["2019-1", "2019-4", "2019", "2020-1", "uden-tid"]


def test_states_are_counted_in_the_order_a_milestone_goes_through_them():
    plan = HelhedsplanFactory()
    MilepaelFactory.create_batch(2, helhedsplan=plan, state=Milepaeltilstand.NAAET)
    MilepaelFactory(helhedsplan=plan, year=2020)
    counted = antal_pr_tilstand(milepaele_for(plan, as_of=LAST_DAY))
    assert [(state.label, state.number) for state in counted] == [("Ikke startet", 1), ("Nået", 2)]


def test_a_retired_milestone_shows_only_on_days_before_it_went():
    plan = HelhedsplanFactory()
    MilepaelFactory(helhedsplan=plan, retired_on=date(2019, 5, 1), retired_reason="Slået sammen")
    assert len(milepaele_for(plan, as_of=date(2019, 4, 30))) == 1
    assert milepaele_for(plan, as_of=date(2019, 5, 1)) == ()


def test_the_filter_takes_a_year_a_state_or_those_without_time():
    plan = HelhedsplanFactory()
    for year, quarter in ((2019, 1), (2020, 1), (None, None)):
        MilepaelFactory(helhedsplan=plan, year=year, quarter=quarter)
    lines = milepaele_for(plan, as_of=LAST_DAY)

    def shown(query):
        return [found.year for found in MilepaelFilter(QueryDict(query), lines=lines).matching()]

    assert shown("") == [2019, 2020, None]
    assert shown("aar=2019") == [2019]
    assert shown("aar=uden") == [None]
    assert shown("tilstand=forsinket") == [2019]
    assert shown("aar=banan&tilstand=banan") == [2019, 2020, None]
    assert shown("aar=2020&tilstand=forsinket") == []


def test_milestones_are_read_in_three_queries_beside_their_owners(django_assert_num_queries):
    plan = HelhedsplanFactory()
    for _ in range(5):
        MilepaelFactory(helhedsplan=plan, aktivitet=AktivitetFactory(delaftale__helhedsplan=plan))
    with django_assert_num_queries(5):
        first = milepaele_for(plan, as_of=LAST_DAY)
    known = list(Aktivitet.objects.in_plan(plan).select_related("delaftale"))
    with django_assert_num_queries(3):
        assert milepaele_for(plan, as_of=LAST_DAY, aktiviteter=known) == first
    assert len({line.aktivitet for line in first}) == 5


def test_a_milestone_of_an_activity_nobody_has_read_finds_it_by_itself():
    plan = HelhedsplanFactory()
    milepael = MilepaelFactory(helhedsplan=plan, aktivitet=AktivitetFactory(delaftale__helhedsplan=plan))
    (line,) = milepaele_for(plan, as_of=LAST_DAY, aktiviteter=[AktivitetFactory(delaftale__helhedsplan=plan)])
    assert (line.aktivitet, line.delaftale) == (milepael.aktivitet.name, milepael.aktivitet.delaftale.title)
