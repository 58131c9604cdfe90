"""Every named constraint of reporting: what it refuses, with which sentence, and what it only just allows."""

from datetime import date

import pytest
from django.utils import timezone

from tests.models import our_models
from tests.reporting import factories as f
from tests.reporting.indberetning.regler import INDBERETNINGSREGLER
from tests.rules import Rule, check_that_people_are_told, check_that_the_database_holds, check_the_edge

pytestmark = pytest.mark.django_db

BEGINS, IN_ORDER = "Skriv, hvilken dag pausen begynder.", "Pausen slutter, før den begynder."
BACKWARDS = {"paused_from": date(2026, 7, 2), "paused_to": date(2026, 7, 1)}
ONE_DAY = {"paused_from": date(2026, 7, 1), "paused_to": date(2026, 7, 1)}


def _told(row):
    """What makes the line the same as another person's, but for the person."""
    other = f.PaamindelseFactory(target_uuid=row.target_uuid)
    return {"user": other.user}


def _answered(row):
    return {"target_uuid": f.IntetAtIndberetteFactory(due_on=row.due_on).target_uuid}


RULES = [
    Rule(
        "reporting_fristregel_repeats_whole",
        f.FristregelFactory,
        "Skriv både efter hvor mange dage og hvor mange gange, eller ingen af dem.",
        refused={"repeat_days": 7, "repeat_times": 0},
        allowed={"repeat_days": 1, "repeat_times": 1},
        at="repeat_times",
    ),
    Rule(
        "reporting_fristregel_day_of_the_year_whole",
        f.FristregelFactory,
        "Skriv både måned og dag, eller ingen af dem.",
        refused={"month": 6},
        allowed={"month": 6, "day": 30},
        at="day",
    ),
    *(
        Rule(name, make, sentence, refused=refused, allowed=ONE_DAY, at=at)
        for make, model in (
            (f.PlanpaamindelserFactory, "planpaamindelser"),
            (f.BrugerpaamindelserFactory, "brugerpaamindelser"),
        )
        for name, sentence, refused, at in (
            (f"reporting_{model}_pause_begins", BEGINS, {"paused_to": date(2026, 7, 1)}, "paused_from"),
            (f"reporting_{model}_pause_in_order", IN_ORDER, BACKWARDS, "paused_to"),
        )
    ),
    Rule(
        "reporting_paamindelsesbrev_one_a_day",
        f.PaamindelsesbrevFactory,
        "Personen har allerede et brev den dag.",
        refused=lambda row: {"user": f.PaamindelsesbrevFactory(day=row.day).user},
        allowed=lambda row: {"day": date(2026, 3, 3)},
    ),
    Rule(
        "reporting_paamindelsesbrev_sent_has_time",
        f.PaamindelsesbrevFactory,
        "Et sendt brev har et tidspunkt.",
        refused={"status": "sendt"},
        allowed=lambda row: {"status": "sendt", "sent_at": timezone.now()},
    ),
    Rule(
        "reporting_paamindelse_never_twice",
        f.PaamindelseFactory,
        "Personen er allerede påmindet om det trin.",
        refused=_told,
        allowed=lambda row: {**_told(row), "trin": "d"},
    ),
    Rule(
        "reporting_intetatindberette_once",
        f.IntetAtIndberetteFactory,
        "Der er allerede svaret, at der intet er at indberette.",
        refused=_answered,
        allowed=lambda row: {**_answered(row), "slags": "log"},
        at="due_on",
    ),
    *INDBERETNINGSREGLER,
]


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_what_breaks_the_rule_is_refused_with_its_sentence_at_its_field(rule):
    check_that_people_are_told(rule)


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_the_database_refuses_it_too(rule):
    check_that_the_database_holds(rule)


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_what_only_just_keeps_the_rule_is_accepted(rule):
    check_the_edge(rule)


def test_every_constraint_of_reporting_is_tried_here():
    named = {c.name for model in our_models() if model._meta.app_label == "reporting" for c in model._meta.constraints}
    generic = {name for name in named if name.endswith("_retired_with_reason")}
    assert named - generic == {rule.name for rule in RULES}
