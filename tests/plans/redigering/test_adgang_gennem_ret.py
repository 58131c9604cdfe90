"""Editing gives nobody more rights than she has: moving a plan under another lets the members there in."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from plans.choices import Rolle
from plans.models import Delaftale, Helhedsplan, Organ
from plans.redigering.register import _REGISTER, kind_or_404
from plans.services import change, trail_of
from tests.plans import factories as f
from tests.plans.redigering.formularer import opret, ret, send, shown


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


class TestWhoHasWhichRole:
    @pytest.fixture
    def role(self, plan):
        role = f.MedlemskabFactory(helhedsplan=plan, user__name="Ane Berg", rolle=Rolle.LAESER)
        role.rolle = Rolle.REDAKTOER
        return change(role, by=None)

    @pytest.mark.parametrize("rolle", [Rolle.LAESER, Rolle.MEDARBEJDER, Rolle.REDAKTOER])
    def test_is_not_read_in_any_history_by_those_who_may_not_see_access(self, client, log_in, plan, role, rolle):
        log_in(plan, rolle)
        assert client.get(reverse("plans:row_history", args=["medlemskab", role.uuid])).status_code == 403
        page = client.get(reverse("plans:historik_list", args=[plan.uuid]))
        assert "Ane Berg" not in page.content.decode()
        filtered = client.get(reverse("plans:historik_list", args=[plan.uuid]), {"kind": "medlemskab"})
        assert "Ane Berg" not in filtered.content.decode()

    def test_is_read_by_a_planleder(self, client, log_in, plan, role):
        log_in(plan, Rolle.PLANLEDER)
        assert client.get(reverse("plans:row_history", args=["medlemskab", role.uuid])).status_code == 200
        assert "Ane Berg" in client.get(reverse("plans:historik_list", args=[plan.uuid])).content.decode()


class TestWhatAnAddressFillsIn:
    @pytest.fixture
    def editor(self, plan, log_in):
        return log_in(plan, Rolle.REDAKTOER)

    def address(self, plan, **preset):
        query = "&".join(f"{name}={row.pk}" for name, row in preset.items())
        return f"{opret(Delaftale, plan)}?{query}"

    def test_is_of_the_plans_round(self, client, editor, plan):
        own = f.IndsatsomraadeFactory(runde=plan.bevillingsrunde, name="Tryghed")
        page = client.get(self.address(plan, indsatsomraade=own))
        assert page.context["form"]["title"].value() == "Tryghed"

    def test_is_never_of_another_round_and_does_not_say_its_name(self, client, editor, plan):
        other = f.IndsatsomraadeFactory(runde__code="en-anden", name="En anden rundes område")
        for sent in (client.get, client.post):
            page = sent(self.address(plan, indsatsomraade=other))
            assert page.status_code == 404
            assert "En anden rundes område" not in page.content.decode()

    def test_is_never_a_row_of_another_plan_or_one_out_of_use(self, client, editor, plan, monkeypatch):
        """No kind fills in a plan's rows today; the one that does one day is held to it."""
        kind = replace(kind_or_404("organ"), presets=("parent",))
        monkeypatch.setitem(_REGISTER, "organ", kind)
        own, foreign = f.OrganFactory(helhedsplan=plan), f.OrganFactory(name="Fremmed organ")
        out = f.OrganFactory(helhedsplan=plan, retired_on=date(2020, 1, 1), retired_reason="Nedlagt.")
        there = opret(Organ, plan)
        assert client.get(f"{there}?parent={own.pk}").context["form"]["parent"].value() == own.pk
        for row in (foreign, out):
            refused = client.get(f"{there}?parent={row.pk}")
            assert refused.status_code == 404
            assert str(row) not in refused.content.decode()
