"""The measuring: that it measures what it says; how fast is for docs/maalinger.md."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from indsatser.landsdata.stort_budget import build_large_budget
from plans.choices import Rolle
from plans.models import Budgetbeloeb
from reporting.gemmetid import time_saving_budget, time_saving_measurements
from reporting.laesetid import time_reading
from reporting.maaling import time_pages, time_printing
from tests.indsatser.factories import SucceskriteriumFactory
from tests.plans.factories import HelhedsplanFactory
from tests.reporting.skemaplan import plan_med_alt


def test_pages_are_asked_for_and_their_queries_counted(client, log_in, django_assert_num_queries):
    plan = plan_med_alt()
    log_in(plan)
    url = reverse("reporting:papir_periode", args=[plan.uuid, "maalopfyldelse", 2019])
    (row,) = time_pages(client, [("Skema", url)], times=2)
    assert row.navn == "Skema"
    assert row.ms > 0
    assert row.kb > 10
    with django_assert_num_queries(row.queries):
        client.get(url, secure=True)


def test_a_page_that_does_not_answer_is_not_measured(client, log_in):
    log_in(plan_med_alt())
    with pytest.raises(RuntimeError, match="404"):
        time_pages(client, [("Ingen", "/findes/ikke/")], times=1)


def test_a_large_budget_is_saved_whole_by_both_roads_in_as_many_queries_as_a_small(client, monkeypatch, log_in):
    monkeypatch.setattr("indsatser.landsdata.stort_budget.POSTER", 3)
    log_in(plan := build_large_budget(), Rolle.REDAKTOER)
    rows = time_saving_budget(client)
    assert [row.navn.partition(":")[0] for row in rows] == ["Budget fra Excel"] * 3 + ["Budgettets gitter"]
    assert all(row.queries < 40 for row in rows)
    amounts = Budgetbeloeb.objects.in_plan(plan)
    assert {amount % 1000 for amount in amounts.values_list("amount", flat=True)} == {2}
    assert amounts.filter(version=3).count() == amounts.count() == 3 * 6 * 5


def test_measurements_are_saved_through_a_file_that_is_filled_in(client, log_in):
    plan = HelhedsplanFactory(start_date=date(2018, 1, 1), end_date=date(2020, 12, 31))
    kriterium = SucceskriteriumFactory(aktivitet__delaftale__helhedsplan=plan)
    log_in(plan, Rolle.REDAKTOER)
    rows = time_saving_measurements(client, plan)
    assert [row.navn for row in rows] == [f"Målinger i fil: {step}" for step in ("hent", "læs", "se", "gem")]
    assert [maaling.value for maaling in kriterium.maalinger.all()] == [5] * 4


@pytest.mark.no_db
def test_printing_is_held_against_our_own_way():
    ways = time_printing("<html lang=da><head><title>t</title></head><body><h1>Én side</h1></body></html>", rounds=1)
    assert ways[0].ratio == 1
    assert {way.sider for way in ways} == {1}
    assert all(way.sekunder > 0 for way in ways)


@pytest.mark.parametrize("wrong", [{"plans": 0}, {"gange": 0}, {"faktor": [1, 0]}])
def test_numbers_that_make_no_sense_are_refused(wrong):
    with pytest.raises(CommandError, match="skal være mindst 1"):
        call_command("bench", **wrong)


@pytest.mark.no_db
def test_an_agreement_is_read_from_both_kinds_of_file():
    word, pdf = time_reading(sider=3)
    assert (word.navn, pdf.navn) == ("aftale.docx", "aftale.pdf")
    assert (word.sider, pdf.sider) == (3, 3)
    assert min(word.blokke, pdf.blokke) > 30
    assert all(read.sekunder > 0 < read.processor for read in (word, pdf))
