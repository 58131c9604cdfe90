"""The key that makes a form one row is the browser's word: it opens nothing of anybody else's."""

import pytest
from django.urls import reverse

from plans.choices import Rolle
from plans.models import Part
from plans.services import change
from tests.plans import factories as f
from tests.plans.redigering.formularer import opret, send, shown


@pytest.fixture
def plan():
    return f.HelhedsplanFactory()


def history(row):
    return reverse("plans:row_history", kwargs={"art": row._meta.model_name, "uuid": row.uuid})


def test_a_new_row_under_the_key_of_another_plans_row_of_another_kind_shows_nothing_of_that(client, log_in, plan):
    others = f.DelaftaleFactory(title="Fortrolig delaftale")
    others.title = "Endnu mere fortrolig"
    change(others, by=None)
    log_in(plan, Rolle.REDAKTOER)
    data = shown(client, opret(Part, plan)) | {"organisation": "Politiet", "kind": "anden"}
    assert send(client, opret(Part, plan), data, nyt_id=str(others.uuid)).status_code == 302
    made = plan.parter.get()
    assert "ortrolig" not in client.get(history(made)).content.decode()
    assert made.uuid != others.uuid
