"""The invented country: as large as asked, the same every time, by the rules, and only in the demo."""

from datetime import date
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from django.db.models import Sum

from indsatser.landsdata import build_country
from indsatser.landsdata.byg import ACTIVITIES_PER_PLAN, MILESTONES_PER_PLAN
from indsatser.models import Aktivitet, Maaling, Milepael, Succeskriterium
from indsatser.reference import load_indsatser_reference
from plans.models import Budgetbeloeb, Delaftale, Helhedsplan, User
from plans.reference import load_plans_reference

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 15)


@pytest.fixture
def reference():
    load_plans_reference()
    load_indsatser_reference()


@pytest.mark.usefixtures("reference")
def test_two_plans_have_their_share_of_the_national_figures():
    build_country(2, today=TODAY)
    assert (Helhedsplan.objects.count(), Delaftale.objects.count()) == (2, 7)
    assert Aktivitet.objects.count() == 2 * ACTIVITIES_PER_PLAN
    assert Succeskriterium.objects.count() == 2 * 50
    assert Milepael.objects.count() == 2 * MILESTONES_PER_PLAN
    assert Maaling.objects.count() > 200
    assert not Maaling.objects.filter(is_eksempel=False).exists()
    assert not Maaling.objects.filter(reported_on__gt=TODAY).exists()
    assert not Milepael.objects.filter(is_eksempel=False).exists()


@pytest.mark.usefixtures("reference")
def test_the_same_seed_gives_the_same_country():
    def facts():
        build_country(2, today=TODAY)
        rows = list(Maaling.objects.order_by("uuid").values_list("uuid", "value", "data_to"))
        return rows, list(Helhedsplan.objects.order_by("uuid").values_list("uuid", "name", "frame_lbf"))

    with transaction.atomic():
        first = facts()
        transaction.set_rollback(True)
    assert facts() == first


@pytest.mark.usefixtures("reference")
def test_the_rows_obey_the_rules_and_the_budget_stays_inside_the_frame():
    build_country(2, today=TODAY)
    for app in ("plans", "indsatser"):
        for model in apps.get_app_config(app).get_models():
            for row in model._default_manager.all()[:12]:
                row.full_clean()
    for plan in Helhedsplan.objects.all():
        rows = Budgetbeloeb.objects.filter(budgetpost__helhedsplan=plan)
        assert rows.filter(kilde__kind="lbf").aggregate(total=Sum("amount"))["total"] <= plan.frame_lbf
        assert set(rows.values_list("year", flat=True)) == set(plan.calendar_years)


@pytest.mark.usefixtures("reference")
def test_some_names_are_very_long_and_some_plans_hang_under_a_secretariat():
    build_country(6, today=TODAY)
    assert max(len(plan.name) for plan in Helhedsplan.objects.all()) > 150
    assert Helhedsplan.objects.filter(parent__isnull=False).count() == 3


def test_the_command_makes_a_reader_of_all_and_refuses_twice_and_outside_the_demo(settings):
    settings.DEMO = True
    call_command("seed_national", plans=2, stdout=StringIO())
    reader = User.objects.get(email="national@demo.example")
    assert Helhedsplan.objects.visible_to(reader).count() == 2
    with pytest.raises(CommandError, match="er der allerede"):
        call_command("seed_national", plans=2, stdout=StringIO())
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO"):
        call_command("seed_national", plans=2, seed=2, stdout=StringIO())
