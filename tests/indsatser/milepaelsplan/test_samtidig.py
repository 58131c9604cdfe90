"""Two at the same milepælsplan or milestone at the same moment, each on a connection of their own."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from indsatser.choices import Milepaelsplantilstand, Planlinjeart
from indsatser.milepaelsplan import plan as services
from indsatser.milepaelsplan.revision import revider
from indsatser.milepaelsplan.skift import flyt
from indsatser.models import Milepael, Milepaelsplan, Milepaelsplanlinje
from plans.choices import Rolle
from plans.services import AlleredeAendret, change, create
from tests.indsatser.factories import MilepaelFactory, MilepaelsplanFactory, MilepaelsplanlinjeFactory
from tests.plans.factories import MedlemskabFactory, OrganFactory
from tests.plans.redigering.formularer import errors, opret, shown
from tests.samtidig import mens

on_own_connections = pytest.mark.django_db(transaction=True)

SENT, DECIDED = date(2019, 11, 1), date(2019, 12, 5)


@pytest.fixture
def row():
    made = MilepaelsplanFactory(year=2020)
    MilepaelsplanlinjeFactory(milepaelsplan=made, kind=Planlinjeart.NY, text="Fest holdt", quarter=2)
    return services.til_bestyrelsen(made, by=None, day=SENT)


@pytest.fixture
def organ(row):
    return OrganFactory(helhedsplan=row.helhedsplan)


def approve(row, organ):
    return services.godkend(row, by=None, decided_on=DECIDED, organ=organ)


@on_own_connections
def test_a_line_that_is_edited_while_the_plan_is_approved_stays_as_it_was_approved(row, organ):
    line = Milepaelsplanlinje.objects.select_related("milepaelsplan__helhedsplan").get()

    def first():
        with transaction.atomic():
            approve(row, organ)
            yield

    def edit():
        line.text = "Noget andet"
        change(line, by=None)

    (refused,) = mens(first, edit)
    assert isinstance(refused, ValidationError)
    assert Milepaelsplanlinje.objects.get().text == "Fest holdt"
    assert Milepaelsplan.objects.get().frozen["linjer"][0]["tekst"] == "Fest holdt"


@on_own_connections
def test_a_line_that_is_added_while_the_plan_is_approved_is_refused(row, organ):
    plan = Milepaelsplan.objects.select_related("helhedsplan").get()

    def first():
        with transaction.atomic():
            approve(row, organ)
            yield

    line = Milepaelsplanlinje(milepaelsplan=plan, text="Kommet for sent", quarter=1)
    (refused,) = mens(first, lambda: create(line, by=None))
    assert isinstance(refused, IntegrityError), "the last line of defence"
    assert "ændres ikke" in str(refused)
    assert Milepaelsplanlinje.objects.count() == 1


@on_own_connections
def test_a_form_with_a_new_line_sent_while_the_plan_is_approved_is_answered_with_a_sentence(row, organ):
    client = Client()
    user = MedlemskabFactory(helhedsplan=row.helhedsplan, rolle=Rolle.REDAKTOER).user
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    address = opret(Milepaelsplanlinje, row)
    sent = shown(client, address) | {"text": "Kommet for sent", "quarter": "1"}

    def first():
        with transaction.atomic():
            approve(row, organ)
            yield

    (answer,) = mens(first, lambda: client.post(address, sent))
    assert "Dens linjer ændres ikke" in str(errors(answer))
    assert Milepaelsplanlinje.objects.count() == 1


@on_own_connections
def test_of_two_who_approve_one_does_and_the_milestones_are_made_once(row, organ):
    def first():
        with transaction.atomic():
            approve(row, organ)
            yield

    (refused,) = mens(first, lambda: approve(row, organ))
    assert isinstance(refused, ValidationError)
    assert Milepael.objects.count() == 1
    assert row.helhedsplan.beslutninger.count() == 1


@on_own_connections
def test_a_plan_that_is_taken_back_while_it_is_approved_stays_approved(row, organ):
    def first():
        with transaction.atomic():
            approve(row, organ)
            yield

    (refused,) = mens(first, lambda: services.hent_tilbage(row, by=None))
    assert isinstance(refused, ValidationError)
    assert Milepaelsplan.objects.get().state == Milepaelsplantilstand.GODKENDT


@on_own_connections
def test_of_two_who_revise_one_does(row, organ):
    approved = approve(row, organ)

    def first():
        with transaction.atomic():
            revider(approved, by=None, hvorfor="Konsulenten er syg.", today=DECIDED)
            yield

    (refused,) = mens(first, lambda: revider(approved, by=None, hvorfor="Frost.", today=DECIDED))
    assert isinstance(refused, ValidationError)
    assert Milepaelsplan.objects.filter(revises=approved).count() == 1


@on_own_connections
def test_of_two_who_move_a_milestone_one_is_told_of_the_other(row):
    milepael = MilepaelFactory(helhedsplan=row.helhedsplan, year=2020, quarter=1)
    mine, theirs = Milepael.objects.get(pk=milepael.pk), Milepael.objects.get(pk=milepael.pk)

    def first():
        with transaction.atomic():
            flyt(mine, 2020, 2, by=None, day=DECIDED, reason="Frost.")
            yield

    (refused,) = mens(first, lambda: flyt(theirs, 2020, 3, by=None, day=DECIDED, reason="Regn."))
    assert isinstance(refused, AlleredeAendret)
    assert Milepael.objects.get(pk=milepael.pk).quarter == 2
    assert milepael.skift.count() == 1
