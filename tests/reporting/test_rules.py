"""Every named constraint of reporting: what it refuses, with which sentence, and what it only just allows."""

from datetime import date

import pytest
from django.db import IntegrityError
from django.utils import timezone
from factory import BUILD_STRATEGY, LazyFunction

from tests.models import our_models
from tests.plans.factories import HelhedsplanFactory
from tests.reporting import factories as f
from tests.reporting.indberetning.regler import INDBERETNINGSREGLER
from tests.rules import Rule, check_that_people_are_told, check_that_the_database_holds, check_the_edge

pytestmark = pytest.mark.django_db


class NyUdgaveFactory(f.UdgaveFactory):
    """An edition that is not issued yet: once it is, the database refuses every change before it looks at the rule."""

    class Meta:
        strategy = BUILD_STRATEGY

    helhedsplan = LazyFunction(HelhedsplanFactory)


class NyUdgavefilFactory(f.UdgavefilFactory):
    class Meta:
        strategy = BUILD_STRATEGY

    udgave = LazyFunction(f.UdgaveFactory)


BEGINS, IN_ORDER = "Skriv, hvilken dag pausen begynder.", "Pausen slutter, før den begynder."
BACKWARDS = {"paused_from": date(2026, 7, 2), "paused_to": date(2026, 7, 1)}
ONE_DAY = {"paused_from": date(2026, 7, 1), "paused_to": date(2026, 7, 1)}


def _told(row):
    """What makes the line the same as another person's, but for the person."""
    other = f.PaamindelseFactory(target_uuid=row.target_uuid)
    return {"user": other.user}


def _same_number(row):
    other = f.UdgaveFactory(helhedsplan=row.helhedsplan)
    return {"nummer": other.nummer}


def _corrects(row):
    return {"erstatter": f.UdgaveFactory(helhedsplan=row.helhedsplan)}


def _same_kind(row):
    other = f.UdgavefilFactory()
    return {"udgave": other.udgave}


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
    Rule(
        "reporting_udgave_number_unique",
        NyUdgaveFactory,
        "Papiret har allerede en udgave med det nummer.",
        refused=_same_number,
        allowed=lambda row: {**_same_number(row), "periode": "2019"},
        at="nummer",
    ),
    Rule(
        "reporting_udgave_correction_says_why",
        NyUdgaveFactory,
        "Skriv, hvad der er rettet, når en udgave retter en tidligere, og kun da.",
        refused=_corrects,
        allowed=lambda row: {**_corrects(row), "reason": "Rettet."},
        at="reason",
    ),
    Rule(
        "reporting_udstedelse_number_unique",
        f.UdstedelseFactory,
        "Papiret har allerede en udgave på vej med det nummer.",
        refused=lambda row: {"nummer": f.UdstedelseFactory(helhedsplan=row.helhedsplan).nummer},
        allowed=lambda row: {"nummer": f.UdstedelseFactory(helhedsplan=row.helhedsplan).nummer, "periode": "2019"},
        at="nummer",
    ),
    Rule(
        "reporting_udstedelse_sends_whole",
        f.UdstedelseFactory,
        "Det, der sendes, gemmes med sin kontrol.",
        refused=lambda row: {"indberetning": f.IndberetningFactory(helhedsplan=row.helhedsplan)},
        allowed=lambda row: {
            "indberetning": f.IndberetningFactory(helhedsplan=row.helhedsplan),
            "afsendelse": {"dag": "2020-03-01"},
        },
        at="afsendelse",
    ),
    Rule(
        "reporting_udgavefil_one_of_each",
        NyUdgavefilFactory,
        "Udgaven har allerede en fil af den slags.",
        refused=_same_kind,
        allowed=lambda row: {},
        at="endelse",
    ),
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
    assert named - generic - {NOT_ITS_OWN} == {rule.name for rule in RULES}


NOT_ITS_OWN = "reporting_udgave_not_its_own"


def test_an_edition_does_not_correct_itself():
    row = NyUdgaveFactory(pk=1_000_000, erstatter_id=1_000_000, reason="Rettet.")
    with pytest.raises(IntegrityError, match=NOT_ITS_OWN):
        row.save(force_insert=True)
