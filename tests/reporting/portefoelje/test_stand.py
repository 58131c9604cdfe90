"""Every figure in the portfolio is the one on the plan's own pages; one that is not any more is never called new."""

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from helhedsplan.numbers import kroner, procent
from indsatser.choices import Milepaeltilstand, Tilstand
from indsatser.milepaelsplan.skift import saet_tilstand
from indsatser.models import Milepael, Succeskriterium
from plans.choices import Rolle
from plans.models import Bevillingsrunde, Budgetbeloeb, Forbrug, Haendelse, Helhedsplan, Moede
from plans.services import change, create, retire
from reporting.models import Planstand
from reporting.portefoelje import side
from reporting.portefoelje.opdatering import gamle, opdater
from reporting.portefoelje.raekker import laes_raekker
from reporting.portefoelje.stand import FELTER
from tests.indsatser import factories as indsatser
from tests.plans import factories as plans
from tests.verden import byg_verden

TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def _time_enough(monkeypatch):
    """How busy the machine is says nothing about whether the figures are right."""
    monkeypatch.setattr(side, "SECONDS", 60.0)


def _row(user, plan, today=TODAY):
    return next(row for row in laes_raekker(user, today=today) if row.hoved.pk == plan.pk)


def _figures_of(row):
    """What the portfolio says of a plan."""
    stand, krav, spent = row.stand, row.medfinansiering, procent(row.forbrug.pct)
    return {
        "pr": stand.as_of,
        "tilstande": stand.tilstande,
        "eksempeltal": stand.har_eksempeltal,
        "milepæle": stand.milepaele,
        "forsinkede": stand.forsinkede,
        "næste milepæle": stand.milepael_antal,
        "medfinansiering": krav and (krav.andel_pct, krav.luft, krav.krav_pct),
        "fordelt": stand.fordelt,
        "brugt": f"Der er brugt {kroner(stand.brugt)} af posternes {kroner(stand.fordelt)} ({spent}).",
        "udfyldt": stand.udfyldt_pct,
        "møde": stand.moede_dag,
        "data": stand.data_til,
    }


def _figures_on_the_pages(client, plan):
    """What the plan's own pages say of it: its overview, and its line on Mit overblik."""
    response = client.get(reverse("reporting:plan_overblik", args=[plan.uuid]))
    overblik = response.context["overblik"]
    fakta, coming = overblik.fakta, overblik.kommende
    krav = fakta.oekonomi.medfinansiering
    lines = client.get(reverse("reporting:mit_overblik"), {"plan": plan.uuid}).context["overblik"].planer
    mine = next(line for line in lines if line.plan.pk == plan.pk)
    ages = [line.resultat.data_to for line in fakta.alle_kriterier if line.resultat.is_scored]
    quarter = (coming[0].year, coming[0].quarter) if coming else None
    return {
        "pr": response.context["as_of"],
        "tilstande": fakta.tilstande,
        "eksempeltal": fakta.har_eksempeltal,
        "milepæle": len(fakta.milepaele),
        "forsinkede": len(overblik.forsinkede),
        "næste milepæle": sum((line.year, line.quarter) == quarter for line in coming),
        "medfinansiering": krav and (krav.andel_pct, krav.luft, krav.krav_pct),
        "fordelt": fakta.oekonomi.fordelt.total,
        "brugt": response.context["billede"].saetning,
        "udfyldt": mine.udfyldelse.procent,
        "møde": mine.moede.held_on if mine.moede else None,
        "data": max((day for day in ages if day), default=None),
    }


# --- Equal to the plan's own pages, whatever is edited


def _measure(verden):
    create(indsatser.MaalingFactory.build(kriterium=verden.kriterium, value=Decimal(95)), by=None)


def _new_criterion(verden):
    create(indsatser.SucceskriteriumFactory.build(aktivitet=verden.aktivitet, target_value=Decimal(5)), by=None)


def _retire_a_criterion(verden):
    rows = Succeskriterium.objects.in_plan(verden.helhedsplan).filter(retired_on__isnull=True).order_by("pk")
    retire(rows.first(), by=None, reason="Målet er overtaget af kommunen.")


def _new_milestones(verden):
    for year in (2019, 2022):
        create(indsatser.MilepaelFactory.build(helhedsplan=verden.helhedsplan, year=year), by=None)


def _reach_a_milestone(verden):
    row = Milepael.objects.in_plan(verden.helhedsplan).exclude(state=Milepaeltilstand.NAAET).order_by("pk").first()
    saet_tilstand(row, Milepaeltilstand.NAAET, by=None, day=TODAY, said={"reached_on": date(2021, 5, 1)})


def _raise_the_frame(verden):
    plan = Helhedsplan.objects.get(pk=verden.helhedsplan.pk)
    plan.frame_lokal = (plan.frame_lokal or 0) + 17
    change(plan, by=None)


def _give_a_post_more(verden):
    row = Budgetbeloeb.objects.filter(budgetpost__helhedsplan=verden.helhedsplan).order_by("pk").first()
    row.amount += Decimal("1000.25")
    change(row, by=None)


def _book(verden):
    row = Forbrug.objects.in_plan(verden.helhedsplan).order_by("pk").first()
    create(Forbrug(budgetpost=row.budgetpost, kilde=row.kilde, year=2020, amount=Decimal("1234.50")), by=None)


def _call_a_meeting(verden):
    create(Moede(organ=verden.organ, held_on=TODAY + timedelta(days=9)), by=None)


def _end_the_plan_later(verden):
    plan = Helhedsplan.objects.get(pk=verden.helhedsplan.pk)
    plan.end_date = plan.end_date + timedelta(days=31)
    change(plan, by=None)


EDITS = (
    _measure,
    _new_criterion,
    _retire_a_criterion,
    _new_milestones,
    _reach_a_milestone,
    _raise_the_frame,
    _give_a_post_more,
    _book,
    _call_a_meeting,
    _end_the_plan_later,
)


def test_whatever_is_edited_in_whatever_order_the_figures_are_those_of_the_plans_own_pages(client):
    verden = byg_verden()
    plan, user = verden.helhedsplan, verden.medlem(Rolle.REDAKTOER)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    _new_milestones(verden)
    opdater([plan.pk], today=TODAY)
    for edit in random.sample(EDITS, len(EDITS)):
        edit(verden)
        assert not _row(user, plan).er_frisk, f"{edit.__name__}: kept figures that are old are called new"
        shown = client.get(reverse("reporting:portefoelje")).context["portefoelje"].raekker
        told = _figures_on_the_pages(client, plan)
        assert _figures_of(next(row for row in shown if row.hoved.pk == plan.pk)) == told, edit.__name__
        opdater(gamle([plan.pk], today=TODAY), today=TODAY)
        kept = _row(user, plan)
        assert kept.er_frisk
        assert _figures_of(kept) == told, edit.__name__


# --- When kept figures are old


@pytest.fixture
def kept():
    """A plan whose figures were worked out, and somebody who may read it."""
    plan = indsatser.SucceskriteriumFactory().helhedsplan
    user = plans.MedlemskabFactory(helhedsplan=plan, rolle=Rolle.LAESER).user
    opdater([plan.pk], today=TODAY)
    assert _row(user, plan).er_frisk
    return plan, user


def test_the_next_day_they_are_old(kept):
    plan, user = kept
    assert not _row(user, plan, TODAY + timedelta(days=1)).er_frisk


def test_what_was_under_way_when_they_were_made_makes_them_old_when_it_is_there(kept):
    """Its line of the trail has an earlier time than the figures, but nobody could see it then."""
    plan, user = kept
    line = plans.HaendelseFactory(helhedsplan=plan)
    Haendelse.objects.filter(pk=line.pk).update(happened_at=timezone.now() - timedelta(minutes=3))
    assert not _row(user, plan).er_frisk


def test_what_happens_in_another_plan_does_not(kept):
    plan, user = kept
    plans.HaendelseFactory()
    assert _row(user, plan).er_frisk


def test_a_changed_requirement_of_the_round_does(kept):
    plan, user = kept
    runde = Bevillingsrunde.objects.get(pk=plan.bevillingsrunde_id)
    runde.name = "Prøvemidlerne 2015-18, rettet"
    change(runde, by=None)
    assert not _row(user, plan).er_frisk


def test_the_columns_are_the_figures_in_the_same_order():
    names = [field.name for field in Planstand._meta.concrete_fields if field.name != "helhedsplan"]
    assert names == list(FELTER)
    assert {tilstand.value for tilstand in Tilstand} < set(FELTER)
