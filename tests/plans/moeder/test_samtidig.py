"""Two at the same meeting at the same moment, each on a connection of their own: a meeting that is held stays so."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from plans.choices import Moedetilstand
from plans.models import Dagsordenspunkt, Moede
from plans.moeder.dagsorden import Forslag, flyt, saet_paa, samlesag, tag_af
from plans.moeder.livsloeb import Skridt, gaa_videre
from tests.plans import factories as f
from tests.samtidig import mens

on_own_connections = pytest.mark.django_db(transaction=True)


@pytest.fixture
def moede():
    row = f.MoedeFactory(held_on=date(2019, 3, 14), state=Moedetilstand.INDKALDT)
    for number, title in enumerate(["Et", "To"], start=1):
        f.DagsordenspunktFactory(moede=row, nummer=number, title=title)
    return row


def now(moede):
    rows = Dagsordenspunkt.objects.filter(moede=moede, retired_on=None).order_by("nummer")
    return Moede.objects.get(pk=moede.pk).state, [row.title for row in rows]


def put_on(moede):
    plan = moede.organ.helhedsplan
    saet_paa(moede, [Forslag("Økonomi", samlesag(plan.uuid, "x"), "Tre")], by=None)


def move_first(moede):
    punkt = Dagsordenspunkt.objects.filter(moede=moede).order_by("nummer").first()
    flyt(punkt, Dagsordenspunkt.objects.filter(moede=moede), to=1, by=None, field="nummer")


def take_off(moede):
    tag_af(Dagsordenspunkt.objects.filter(moede=moede).order_by("nummer").first(), by=None)


@on_own_connections
@pytest.mark.parametrize("arrange", [put_on, move_first, take_off])
def test_an_agenda_that_is_arranged_while_the_meeting_is_held_stays_as_it_was(moede, arrange):
    """The other read the meeting before it was held, and waits for the one who holds it."""

    def hold():
        with transaction.atomic():
            gaa_videre(Moede.objects.get(pk=moede.pk), Skridt.AFHOLD, by=None)
            yield

    (refused,) = mens(hold, lambda: arrange(moede))
    assert isinstance(refused, ValidationError)
    assert "ligger fast" in str(refused)
    assert now(moede) == (Moedetilstand.AFHOLDT, ["Et", "To"])


@on_own_connections
def test_a_meeting_that_is_held_while_its_agenda_is_arranged_has_the_new_agenda(moede):
    def arrange():
        with transaction.atomic():
            put_on(moede)
            yield

    (held,) = mens(arrange, lambda: gaa_videre(Moede.objects.get(pk=moede.pk), Skridt.AFHOLD, by=None))
    assert held.state == Moedetilstand.AFHOLDT
    assert now(moede) == (Moedetilstand.AFHOLDT, ["Et", "To", "Tre"])
