"""The economy for the board: one picture with the co-financing line, and what is spent, in a sentence."""

from decimal import Decimal

import pytest
from django.urls import reverse

from plans.choices import Bidragsform, Rolle
from plans.penge.oekonomi import build_oekonomi
from reporting.facts.oekonomibillede import build_oekonomibillede
from tests.plans import factories as f


@pytest.fixture
def plan():
    return f.HelhedsplanFactory(frame_lbf=Decimal(3_000_000), frame_lokal=Decimal(1_000_000))


@pytest.fixture
def beloeb(plan):
    post = f.BudgetpostFactory(helhedsplan=plan)
    kilde = f.FinansieringskildeFactory(helhedsplan=plan)
    return f.BudgetbeloebFactory(budgetpost=post, kilde=kilde, amount=Decimal(2_000_000))


def billede(plan):
    day = plan.default_as_of()
    return build_oekonomibillede(plan, build_oekonomi(plan, as_of=day), as_of=day)


def said(plan):
    return billede(plan).saetning.replace("\xa0", " ")


def spend(beloeb, amount, **more):
    return f.ForbrugFactory(budgetpost=beloeb.budgetpost, kilde=more.pop("kilde", beloeb.kilde), amount=amount, **more)


def test_the_bar_is_the_frame_and_the_line_is_where_the_local_share_must_begin(plan, beloeb):
    shown = billede(plan)
    krav = plan.bevillingsrunde.min_local_share
    assert (shown.lbf, shown.lokal, shown.krav_x) == ("75.00", "25.00", f"{100 - krav:.2f}")


def test_nothing_booked_is_not_nothing_spent(plan, beloeb):
    assert (billede(plan).brugt, billede(plan).saetning) == ("", "Der er ikke lagt noget regnskab ind endnu.")


def test_what_is_spent_is_held_against_the_posts_and_drawn_against_the_frame(plan, beloeb):
    spend(beloeb, Decimal(600_000))
    spend(beloeb, Decimal(-100_000), note="Kreditnota")
    spend(beloeb, Decimal(999), retired_on=plan.start_date, retired_reason="Forkert plan.")
    shown = billede(plan)
    assert shown.brugt == "12.50"
    assert said(plan) == "Der er brugt 500.000 kr. af posternes 2.000.000 kr. (25 %)."


def test_more_than_the_posts_is_said(plan, beloeb):
    spend(beloeb, Decimal(2_500_000))
    assert said(plan) == "Der er brugt 2.500.000 kr., og det er mere end posterne på 2.000.000 kr."


def test_working_time_that_is_not_counted_is_not_spent_money(plan, beloeb):
    timer = f.FinansieringskildeFactory(helhedsplan=plan, form=Bidragsform.TIMER)
    spend(beloeb, Decimal(40_000), kilde=timer)
    assert billede(plan).brugt == ""


def test_without_a_frame_there_is_no_picture():
    assert billede(f.HelhedsplanFactory(frame_lbf=None, frame_lokal=None)) is None


def test_the_board_sees_it_on_the_plans_overview(plan, beloeb, client, log_in):
    log_in(plan, Rolle.LAESER)
    page = client.get(reverse("reporting:plan_overblik", kwargs={"uuid": plan.uuid})).content.decode()
    assert "oekonomibillede" in page
    assert "Der er ikke lagt noget regnskab ind endnu." in page
