"""Staff and partners of the plan as a whole, where the secretariat finds the plan's work."""

from datetime import date

import pytest
from django.urls import reverse

from indsatser.models import Medarbejderressource, Samarbejdsrelation
from plans.choices import Rolle
from tests.indsatser import factories as i
from tests.plans.factories import HelhedsplanFactory
from tests.plans.redigering.formularer import opret, send, shown


@pytest.fixture
def plan():
    return HelhedsplanFactory()


def page(client, plan, query=""):
    return client.get(reverse("reporting:delaftale_list", args=[plan.uuid]) + query)


def fill(plan, number=1):
    for _ in range(number):
        i.MedarbejderressourceFactory(helhedsplan=plan, aktivitet=None, role="Sekretariatsleder")
        i.SamarbejdsrelationFactory(helhedsplan=plan, aktivitet=None, organisation="Politiet")


def test_stand_on_the_overview_and_not_those_of_an_activity_or_a_project(client, log_in, plan):
    fill(plan)
    aktivitet = i.AktivitetFactory(delaftale__helhedsplan=plan)
    i.MedarbejderressourceFactory(helhedsplan=plan, aktivitet=aktivitet, role="Lektiehjælper")
    i.SamarbejdsrelationFactory(helhedsplan=plan, aktivitet=aktivitet, organisation="Skolen")
    i.SamarbejdsrelationFactory(
        helhedsplan=plan, lokalprojekt=i.LokalprojektFactory(helhedsplan=plan), organisation="X1"
    )
    log_in(plan, Rolle.LAESER)
    response = page(client, plan)
    assert [row.role for row in response.context["ressourcer"]] == ["Sekretariatsleder"]
    assert [row.organisation for row in response.context["relationer"]] == ["Politiet"]
    html = response.content.decode()
    assert "Sekretariatsleder" in html
    assert "Politiet" in html
    assert "Tilføj medarbejder" not in html


def test_a_reader_of_a_plan_without_them_sees_no_empty_headings_and_an_editor_is_told_what_belongs_there(
    client, log_in, plan
):
    log_in(plan, Rolle.LAESER)
    assert "Medarbejdere for hele planen" not in page(client, plan).content.decode()
    log_in(plan, Rolle.REDAKTOER)
    html = page(client, plan).content.decode()
    assert "Her står fx sekretariatslederen." in html
    assert opret(Medarbejderressource, plan) in html
    assert opret(Samarbejdsrelation, plan) in html


def test_an_editor_adds_orders_and_takes_them_out_from_there(client, log_in, plan):
    log_in(plan, Rolle.REDAKTOER)
    there = opret(Samarbejdsrelation, plan)
    saved = send(client, there, shown(client, there), organisation="Politiet")
    assert saved.headers["Location"] == reverse("reporting:delaftale_list", args=[plan.uuid]) + "#partnere"
    send(client, there, shown(client, there), organisation="Kirken")
    kirken = Samarbejdsrelation.objects.get(organisation="Kirken")
    client.post(reverse("plans:row_move", args=["samarbejdsrelation", kirken.uuid]), {"retning": "op"})
    assert [row.organisation for row in page(client, plan).context["relationer"]] == ["Kirken", "Politiet"]
    out = {"retired_on": "01.02.2020", "retired_reason": "Ophørt"}
    client.post(reverse("plans:row_retire", args=["samarbejdsrelation", kirken.uuid]), out)
    assert [row.organisation for row in page(client, plan, "?pr=2020-02-01").context["relationer"]] == ["Politiet"]
    before = page(client, plan, "?pr=2020-01-31").context["relationer"]
    assert [row.organisation for row in before] == ["Kirken", "Politiet"]
    kirken.refresh_from_db()
    assert kirken.retired_on == date(2020, 2, 1)


def test_costs_the_same_with_many(client, log_in, plan, assert_flat_queries):
    fill(plan)
    log_in(plan, Rolle.REDAKTOER)
    assert_flat_queries(get=lambda: page(client, plan), grow=lambda: fill(plan, 10))
