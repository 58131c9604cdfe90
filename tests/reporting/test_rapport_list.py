"""The list of reports: one a year, each for the page and for paper."""

from datetime import date

from django.urls import reverse

from plans.choices import Rolle
from tests.plans.factories import HelhedsplanFactory


def test_a_plan_that_starts_mid_year_has_a_skema_for_every_calendar_year_it_touches(client, log_in):
    plan = HelhedsplanFactory(start_date=date(2018, 8, 1), end_date=date(2022, 7, 31))
    log_in(plan, Rolle.LAESER)
    page = client.get(reverse("reporting:rapport_list", args=[plan.uuid])).content.decode()
    for year in (2018, 2019, 2020, 2021, 2022):
        assert reverse("reporting:papir_periode", args=[plan.uuid, "maalopfyldelse", year]) in page
        assert reverse("reporting:papirfil_periode", args=[plan.uuid, "maalopfyldelse", year, "pdf"]) in page
    assert "31.12.2019" in page
    assert "31.07.2022" in page, "the last year's skema looks back from the plan's last day"


def test_a_plan_without_dates_says_why_there_is_no_skema(client, log_in):
    plan = HelhedsplanFactory(start_date=None, end_date=None)
    log_in(plan, Rolle.LAESER)
    page = client.get(reverse("reporting:rapport_list", args=[plan.uuid])).content.decode()
    assert "start- eller slutdato er ikke oplyst" in page


def test_a_plan_that_has_not_begun_says_so_and_has_no_report(client, log_in):
    plan = HelhedsplanFactory(start_date=date(2098, 8, 1), end_date=date(2102, 7, 31))
    log_in(plan)
    for name in ("reporting:rapport_list", "reporting:plan_overblik"):
        page = client.get(reverse(name, args=[plan.uuid])).content.decode()
        assert "når planens første år er begyndt" in page
        assert "ikke oplyst. Skemaet" not in page
        assert reverse("reporting:papir_periode", args=[plan.uuid, "maalopfyldelse", 2098]) not in page
