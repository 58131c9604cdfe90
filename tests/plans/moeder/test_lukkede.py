"""Meetings whose organ or day is no more: they ask for nothing, and nobody is told of them."""

from datetime import date

import pytest
from django.utils import timezone

from plans.choices import Moedetilstand, Rolle
from plans.moeder.aarshjul import build_aarshjul
from plans.moeder.moedeside import moedet_foer, udestaaende
from plans.services import retire
from reporting.facts.mit_overblik import build_mit_overblik
from tests.plans import factories as f

pytestmark = pytest.mark.django_db


def lines(plan, user):
    page = build_mit_overblik(user, [plan.pk], today=timezone.localdate())
    return {point.slags for group in page.grupper for one in group.planer for point in one.punkter}


@pytest.mark.parametrize("what", ["moede", "organ"])
def test_a_follow_up_of_a_meeting_or_an_organ_out_of_use_waits_for_nobody(what):
    row = f.OpfoelgningFactory(due_on=timezone.localdate())
    plan = row.moede.organ.helhedsplan
    user = f.MedlemskabFactory(helhedsplan=plan, rolle=Rolle.REDAKTOER).user
    assert "opfoelgning" in lines(plan, user)
    retire(row.moede if what == "moede" else row.moede.organ, by=None, reason="Nedlagt.")
    assert "opfoelgning" not in lines(plan, user)


def test_a_meeting_out_of_use_asks_the_next_for_nothing():
    before = f.MoedeFactory(held_on=date(2019, 3, 1))
    f.OpfoelgningFactory(moede=before)
    later = f.MoedeFactory(organ=before.organ, held_on=date(2019, 6, 1))
    assert len(udestaaende(later)) == 1
    retire(before, by=None, reason="Fejl.")
    assert udestaaende(later) == ()


def test_the_meeting_before_is_the_last_that_was_not_cancelled():
    held = f.MoedeFactory(held_on=date(2019, 3, 1), minutes="Vi talte.")
    f.MoedeFactory(organ=held.organ, held_on=date(2019, 5, 1), state=Moedetilstand.AFLYST, moved_reason="Sygdom.")
    later = f.MoedeFactory(organ=held.organ, held_on=date(2019, 6, 1))
    assert moedet_foer(later) == held


def test_the_year_wheel_forgets_the_coming_meetings_of_an_organ_out_of_use():
    moede = f.MoedeFactory(held_on=date(2019, 6, 1))
    past = f.MoedeFactory(organ=moede.organ, held_on=date(2019, 2, 1))
    retire(moede.organ, by=None, reason="Nedlagt.", on=date(2019, 4, 1))
    hjul = build_aarshjul(moede.organ.helhedsplan, 2019, today=date(2019, 4, 2))
    days = [line.dag for month in hjul.maaneder for line in month.punkter if line.slags == "moede"]
    assert days == [past.held_on]
