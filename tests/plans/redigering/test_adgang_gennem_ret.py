"""Editing gives nobody more rights than she has: moving a plan under another lets the members there in."""

import pytest
from django.urls import reverse

from plans.choices import Rolle
from plans.models import Helhedsplan
from plans.services import change, trail_of
from tests.plans import factories as f
from tests.plans.redigering.formularer import ret, send, shown


@pytest.fixture
def plan():
    return f.HelhedsplanFactory(short_name="Åparken")


@pytest.fixture
def above():
    return f.HelhedsplanFactory(faellessekretariat=True)


def test_a_redaktoer_does_not_become_planleder_by_moving_the_plan_under_one_she_leads(client, log_in, plan, above):
    editor = log_in(plan, Rolle.REDAKTOER)
    f.MedlemskabFactory(helhedsplan=above, user=editor, rolle=Rolle.PLANLEDER)
    data = shown(client, ret(plan))
    assert send(client, ret(plan), data, parent=str(above.pk), district="Nord").status_code == 302
    assert (Helhedsplan.objects.get(pk=plan.pk).parent, Helhedsplan.objects.get(pk=plan.pk).district) == (None, "Nord")
    assert client.get(reverse("plans:medlemskab_list", kwargs={"uuid": plan.uuid})).status_code == 403


def test_a_redaktoer_does_not_put_the_plan_back_under_another_either(client, log_in, plan, above):
    for parent in (above, None):
        plan.parent = parent
        change(plan, by=None)
    editor = log_in(plan, Rolle.REDAKTOER)
    f.MedlemskabFactory(helhedsplan=above, user=editor, rolle=Rolle.PLANLEDER)
    moved_out = trail_of(plan).first()
    address = reverse("plans:row_restore", kwargs={"art": "helhedsplan", "uuid": plan.uuid, "haendelse": moved_out.pk})
    client.post(address, {"felter": ["parent"]})
    assert Helhedsplan.objects.get(pk=plan.pk).parent is None


def test_a_planleder_moves_the_plan(client, log_in, plan, above):
    leader = log_in(plan, Rolle.PLANLEDER)
    f.MedlemskabFactory(helhedsplan=above, user=leader, rolle=Rolle.LAESER)
    assert send(client, ret(plan), shown(client, ret(plan)), parent=str(above.pk)).status_code == 302
    assert Helhedsplan.objects.get(pk=plan.pk).parent == above
