"""A meeting's decision on a report: proposed to the agenda, approved, refused, put off."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from plans.choices import Beslutningsart, Rolle
from plans.models import Beslutning
from plans.moeder.sager import find_sager
from plans.moeder.virkning import gem, lad_virke
from plans.services import create
from reporting.facts.dagsordenforslag import build_forslag
from reporting.indberetning.valg import Indberetningstilstand as T
from reporting.indberetning.valg import Trinart
from tests.plans.factories import MedlemskabFactory, MoedeFactory, OrganFactory
from tests.reporting.indberetning.conftest import take

pytestmark = pytest.mark.django_db

DECIDED = date(2020, 3, 12)


def decide(report, kind=Beslutningsart.TILTRAADT, by=None, **said):
    made = Beslutning(
        helhedsplan=report.helhedsplan,
        organ=OrganFactory(helhedsplan=report.helhedsplan),
        kind=kind,
        text="Bestyrelsen har set den.",
        target_uuid=report.uuid,
        **{"decided_on": DECIDED, **said},
    )
    create(made, by=by)
    lad_virke(made, by=by)
    report.refresh_from_db()
    return made


@pytest.fixture
def waiting(report):
    return take(report, Trinart.TIL_GODKENDELSE)


def test_what_waits_is_proposed_to_the_next_meeting_and_leads_to_its_page(waiting):
    moede = MoedeFactory(organ=OrganFactory(helhedsplan=waiting.helhedsplan))
    found = [one for one in build_forslag(moede, waiting.helhedsplan) if one.sag == waiting.uuid]
    assert [one.titel for one in found] == ["Godkendelse af Målopfyldelsesskema 2019"]
    sag = find_sager(waiting.helhedsplan, [waiting.uuid])[waiting.uuid]
    assert (sag.art, sag.navn) == ("Indberetning", "Målopfyldelsesskema 2019")
    assert sag.url.endswith("/indberetninger/maalopfyldelse/2019/")


def test_a_draft_is_not_proposed_and_cannot_be_approved(report):
    moede = MoedeFactory(organ=OrganFactory(helhedsplan=report.helhedsplan))
    assert report.uuid not in {one.sag for one in build_forslag(moede, report.helhedsplan)}
    with pytest.raises(ValidationError, match="Send den til godkendelse, før den godkendes"):
        decide(report)


def test_tiltraadt_approves_it_that_day(waiting):
    made = decide(waiting)
    assert (waiting.state, waiting.beslutning) == (T.GODKENDT, made)
    assert waiting.trin.latest("pk").day == DECIDED


def test_afvist_makes_it_a_draft_again_with_the_reason(waiting):
    decide(waiting, Beslutningsart.AFVIST)
    assert (waiting.state, waiting.trin.latest("pk").note) == (T.KLADDE, "Bestyrelsen har set den.")


def test_udsat_leaves_it_waiting(waiting):
    decide(waiting, Beslutningsart.UDSAT)
    assert waiting.state == T.TIL_GODKENDELSE


@pytest.mark.parametrize(("rolle", "state"), [(Rolle.REDAKTOER, T.TIL_GODKENDELSE), (Rolle.PLANLEDER, T.GODKENDT)])
def test_a_yes_counts_from_who_may_approve(rolle, state, waiting):
    decide(waiting, by=MedlemskabFactory(helhedsplan=waiting.helhedsplan, rolle=rolle).user)
    assert waiting.state == state


def test_the_decision_behind_what_is_approved_stands(waiting):
    made = decide(waiting)
    made.kind = Beslutningsart.AFVIST
    with pytest.raises(ValidationError, match="Indberetningen er godkendt"):
        gem(made, by=None)
    take(waiting, Trinart.GENAABN)
    assert waiting.beslutning is None
