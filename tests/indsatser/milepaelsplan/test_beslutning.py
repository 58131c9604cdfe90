"""The board's decision reaches the milepælsplan: approved and frozen, back to be mended, or still waiting."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from indsatser.choices import Milepaelsplantilstand, Planlinjeart
from indsatser.milepaelsplan.plan import til_bestyrelsen
from indsatser.models import Milepael, Milepaelsplan
from plans.choices import Beslutningsart
from plans.models import Beslutning
from plans.moeder.virkning import lad_virke
from plans.services import change, create
from tests.indsatser.factories import MilepaelsplanFactory, MilepaelsplanlinjeFactory
from tests.plans.factories import DagsordenspunktFactory, MoedeFactory, OrganFactory

SENT, DECIDED = date(2019, 11, 1), date(2019, 12, 5)


@pytest.fixture
def milepaelsplan():
    row = MilepaelsplanFactory(year=2020)
    MilepaelsplanlinjeFactory(milepaelsplan=row, kind=Planlinjeart.NY, text="Torvet åbnet", quarter=2)
    return row


@pytest.fixture
def hos_bestyrelsen(milepaelsplan):
    return til_bestyrelsen(milepaelsplan, by=None, day=SENT)


def decide(row, kind, decided_on: date | None = DECIDED) -> Beslutning:
    organ = OrganFactory(helhedsplan=row.helhedsplan)
    punkt = DagsordenspunktFactory(moede=MoedeFactory(organ=organ, held_on=DECIDED), target_uuid=row.uuid)
    made = Beslutning(
        helhedsplan=row.helhedsplan,
        organ=organ,
        dagsordenspunkt=punkt,
        decided_on=decided_on,
        kind=kind,
        text="Som indstillet.",
        target_uuid=row.uuid,
    )
    create(made, by=None)
    lad_virke(made, by=None)
    return made


def now(row) -> Milepaelsplan:
    return Milepaelsplan.objects.get(pk=row.pk)


def test_said_yes_to_it_is_approved_frozen_and_its_lines_are_milestones(hos_bestyrelsen):
    decision = decide(hos_bestyrelsen, Beslutningsart.TILTRAADT)
    row = now(hos_bestyrelsen)
    assert (row.state, row.decided_on, row.beslutning) == (Milepaelsplantilstand.GODKENDT, DECIDED, decision)
    assert row.checksum
    assert Milepael.objects.get(year=2020).text == "Torvet åbnet"


def test_said_no_to_it_is_a_draft_again(hos_bestyrelsen):
    decide(hos_bestyrelsen, Beslutningsart.AFVIST)
    assert now(hos_bestyrelsen).state == Milepaelsplantilstand.KLADDE
    assert not Milepael.objects.exists()


@pytest.mark.parametrize("kind", [Beslutningsart.UDSAT, Beslutningsart.ORIENTERING])
def test_put_off_or_noted_it_stays_with_the_board(hos_bestyrelsen, kind):
    decide(hos_bestyrelsen, kind)
    assert now(hos_bestyrelsen).state == Milepaelsplantilstand.TIL_BESTYRELSEN


def test_a_draft_cannot_be_approved(milepaelsplan):
    with pytest.raises(ValidationError, match="er en kladde"):
        decide(milepaelsplan, Beslutningsart.TILTRAADT)


def test_an_approval_says_which_day(hos_bestyrelsen):
    with pytest.raises(ValidationError, match="hvilken dag"):
        decide(hos_bestyrelsen, Beslutningsart.TILTRAADT, decided_on=None)


def test_an_approval_is_not_taken_back_by_correcting_the_decision(hos_bestyrelsen):
    decision = decide(hos_bestyrelsen, Beslutningsart.TILTRAADT)
    decision.kind = Beslutningsart.AFVIST
    with pytest.raises(ValidationError, match="ændres ikke"):
        lad_virke(change(decision, by=None), by=None)
    assert now(hos_bestyrelsen).state == Milepaelsplantilstand.GODKENDT


def test_the_words_of_the_decision_can_be_corrected(hos_bestyrelsen):
    decision = decide(hos_bestyrelsen, Beslutningsart.TILTRAADT)
    decision.text = "Tiltrådt som indstillet."
    lad_virke(change(decision, by=None), by=None)
    assert now(hos_bestyrelsen).state == Milepaelsplantilstand.GODKENDT
