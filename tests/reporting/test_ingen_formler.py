"""What a person typed is text in every Excel file of the application, whichever field it was typed in."""

import io
from itertools import cycle

import openpyxl
import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import Value
from django.db.models.functions import Cast, Concat, Left

from plans.choices import Rolle
from plans.models import Helhedsplan, User
from reporting.papirer.arter import PAPIRER
from tests.plans import factories as f
from tests.verden import byg_verden

WORKBOOKS = [art for art in PAPIRER.values() if art.has_excel]
STARTS = ("=", "+", "-", "@", "\t", "\r")
CELL = "1+cmd|' /C calc'!A0"


def texts():
    """Every text that a person may type in any model, as (model, field): where there are rows."""
    starts = cycle(STARTS)
    for app in ("plans", "indsatser", "reporting"):
        for model in apps.get_app_config(app).get_models():
            for field in model._meta.concrete_fields:
                free = isinstance(field, models.CharField | models.TextField) and field.editable and not field.choices
                free = free and model is not User  # how she logs in
                if free and _fill(model, field, next(starts)):
                    yield model, field


def _fill(model, field, start):
    """Let the field of every row begin with what would be a formula. How many were; 0 where a constraint refuses."""
    text = Concat(Value(f"{start}{CELL}"), Cast("pk", models.TextField()), output_field=models.TextField())
    try:
        with transaction.atomic():
            return model._default_manager.update(**{field.name: Left(text, field.max_length or 200)})
    except IntegrityError:
        return 0


@pytest.fixture
def plan(client):
    verden = byg_verden()
    plan = verden.helhedsplan
    user = f.MedlemskabFactory(helhedsplan=plan, rolle=Rolle.REDAKTOER).user
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return Helhedsplan.objects.get(pk=plan.pk)


def test_no_text_of_any_field_is_a_formula_in_any_file(client, plan, subtests):
    named = {f"{model.__name__}.{field.name}" for model, field in texts()}
    assert {"Budgetpost.title", "Budgetpost.note", "Finansieringskilde.name", "Helhedsplan.journalnummer"} <= named
    for art in WORKBOOKS:
        with subtests.test(art.slug):
            response = client.get(art.url(plan, art.perioder(plan)[0], "xlsx"))
            assert response.status_code == 200
            typed = _typed(openpyxl.load_workbook(io.BytesIO(response.content)))
            assert typed
            assert {cell.data_type for cell in typed} == {"s"}
            assert all(cell.quotePrefix for cell in typed if cell.value.startswith(STARTS))


def _typed(book):
    """The cells with something of what was typed."""
    return [
        cell
        for sheet in book
        if sheet.sheet_state == "visible"
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and "cmd|" in cell.value
    ]
