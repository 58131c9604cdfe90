"""Two who save the same budget at the same moment, each on a connection of their own: nobody is lost in silence."""

import threading
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from plans.choices import Bidragsform, Rolle
from plans.models import Budgetbeloeb, Finansieringskilde, Haendelse
from plans.redigering.formularer_penge import FinansieringskildeForm
from plans.services import change
from plans.services.laas import again_if_crossed
from tests.plans import factories as f
from tests.plans.penge.ark import budgetplan as b
from tests.plans.penge.test_gitter import Skaerm
from tests.samtidig import paa_en_gang

on_own_connections = pytest.mark.django_db(transaction=True)


@pytest.fixture
def plan():
    return b.byg_plan()


def client_of(plan) -> Client:
    client = Client()
    user = f.MedlemskabFactory(helhedsplan=plan, rolle=Rolle.REDAKTOER).user
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def at_once(*acts):
    """Their answers in order. What one raises is raised."""
    answers = paa_en_gang(*acts)
    for answer in answers:
        if isinstance(answer, BaseException):
            raise answer
    return answers


def cell(kilde="Landsbyggefonden", year=2019):
    return Budgetbeloeb.objects.get(budgetpost__title="Tryghed", kilde__name=kilde, year=year)


def typed(plan, **amounts):
    """A grid in which somebody has typed: year → text on the line from Landsbyggefonden under Tryghed."""
    grid, row = Skaerm(client_of(plan), plan, "?vis=alle"), cell()
    for year, text in amounts.items():
        grid.data[grid.cell(row.budgetpost_id, row.kilde_id, year.lstrip("y"))] = text
    return grid


def reviewed(plan, amount):
    """A file that has been looked through and is about to be saved."""
    client = client_of(plan)
    upload, review = (reverse(f"plans:budgetark_{name}", args=[plan.uuid]) for name in ("upload", "review"))
    content = b.aendr(b.hent(plan), b.saet("Tryghed", "Landsbyggefonden", 2019, amount))
    page = client.post(upload, {"fil": b.fil(content)}, follow=True)
    return lambda: client.post(review, {"fingeraftryk": page.context["forskel"].fingeraftryk})


def grid_and_file(plan):
    grid = typed(plan, y2019="111")
    return (lambda: grid.send().response), reviewed(plan, 222)


def two_grids(plan):
    grids = typed(plan, y2019="111"), typed(plan, y2019="222")
    return [lambda grid=grid: grid.send().response for grid in grids]


@on_own_connections
@pytest.mark.parametrize("roads", [two_grids, grid_and_file])
def test_of_two_who_write_in_the_same_cell_one_is_saved_and_the_other_is_asked(plan, roads):
    answers = at_once(*roads(plan))
    saved = [answer.status_code == 302 for answer in answers]
    assert sorted(saved) == [False, True]
    asked = answers[saved.index(False)].content.decode()
    assert "har skrevet" in asked or "Budgettet er ændret, siden siden blev vist" in asked
    assert cell().amount == (111 if saved[0] else 222)
    assert cell().version == 2


@on_own_connections
def test_two_who_write_in_different_cells_are_both_saved(plan):
    grids = typed(plan, y2018="111"), typed(plan, y2020="222")
    answers = at_once(*[lambda grid=grid: grid.send().response for grid in grids])
    assert [answer.status_code for answer in answers] == [302, 302]
    assert (cell(year=2018).amount, cell(year=2020).amount) == (111, 222)


@on_own_connections
def test_two_who_wait_for_each_others_rows_are_told_apart_and_neither_crashes(plan):
    grid, one_by_one = typed(plan, y2018="111", y2019="112"), threading.Event()

    def as_in_the_administration():
        for year in (2019, 2018):  # the other way than the grid
            row = cell(year=year)
            row.amount += Decimal(1)
            change(row, by=None)
            one_by_one.wait(timeout=0.7)

    first, _ = at_once(lambda: grid.send().response, lambda: again_if_crossed(as_in_the_administration))
    amounts = [cell(year=2018).amount, cell(year=2019).amount]
    if first.status_code == 302:
        assert amounts in ([112, 113], [111, 113])
    else:
        assert amounts == [800_001, 900_001]
        assert "har skrevet" in first.content.decode()
    told = Haendelse.objects.filter(target_uuid=cell(year=2018).uuid).count()
    assert told == cell(year=2018).version - 1


@on_own_connections
def test_hours_are_never_saved_at_a_rate_that_a_colleague_has_just_changed(plan):
    kilde, post = Finansieringskilde.objects.get(form=Bidragsform.TIMER), cell().budgetpost
    grid = Skaerm(client_of(plan), plan, "?vis=alle")
    grid.data[grid.cell(post, kilde, 2020)] = "10"
    form = FinansieringskildeForm(
        {"kind": kilde.kind, "name": kilde.name, "form": kilde.form, "state": kilde.state, "hour_rate": "500"},
        instance=kilde,
        plan=plan,
        user=f.UserFactory(),
    )
    assert form.is_valid(), form.errors
    at_once(lambda: grid.send().response, lambda: form.write(by=None, expected_version=1))
    rows = Budgetbeloeb.objects.filter(kilde=kilde)
    assert {row.year: row.amount for row in rows} == {2019: Decimal(20_250), 2020: Decimal(5000)}
