"""What was decided or taken off is regretted: what it did is undone with it, and the agenda stays counted through."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from plans.choices import Beslutningsart, Rolle
from plans.models import Beslutning, Moede
from plans.services import trail_of
from tests.indsatser.factories import MaalaendringFactory, SucceskriteriumFactory
from tests.plans import factories as f
from tests.plans.moeder.test_dagsorden import agenda, decide, punkter
from tests.plans.redigering.formularer import ret, send, shown


@pytest.fixture
def moede(log_in):
    row = f.MoedeFactory(held_on=date(2019, 3, 14))
    log_in(row.organ.helhedsplan, Rolle.REDAKTOER)
    return row


@pytest.fixture
def flytning(moede):
    plan = moede.organ.helhedsplan
    post, fund = f.BudgetpostFactory(helhedsplan=plan), f.FinansieringskildeFactory(helhedsplan=plan)
    f.BudgetbeloebFactory(budgetpost=post, kilde=fund, amount=Decimal(1000), year=2019)
    to = {"to_post": f.BudgetpostFactory(helhedsplan=plan), "to_kilde": fund, "to_year": 2019}
    fields = {"from_post": post, "from_kilde": fund, "from_year": 2019, "amount": Decimal(400), "decided_on": None}
    return f.OmdisponeringFactory(helhedsplan=plan, **fields, **to)


def item_about(moede, row):
    return f.DagsordenspunktFactory(moede=moede, nummer=1, title="Sag", target_uuid=row.uuid)


def take_out(client, row):
    address = reverse("plans:row_retire", args=[row._meta.model_name, row.uuid])
    return client.post(address, {"retired_on": "20.03.2019", "retired_reason": "Fejl."}, follow=True)


def take_in(client, row):
    return client.post(reverse("plans:row_reinstate", args=[row._meta.model_name, row.uuid]), follow=True)


def test_a_decision_taken_back_no_longer_moves_the_money_and_one_put_in_again_does(client, moede, flytning):
    row = decide(item_about(moede, flytning))
    take_out(client, row)
    flytning.refresh_from_db()
    assert (flytning.beslutning, flytning.decided_on) == (None, None)
    take_in(client, row)
    flytning.refresh_from_db()
    assert (flytning.beslutning, flytning.decided_on) == (row, moede.held_on)


def test_the_decision_before_it_stands_again_when_a_later_is_taken_back(client, moede, flytning):
    first = decide(item_about(moede, flytning))
    later = f.MoedeFactory(organ=moede.organ, held_on=date(2019, 6, 1))
    take_out(client, decide(item_about(later, flytning), Beslutningsart.AFVIST))
    flytning.refresh_from_db()
    assert (flytning.beslutning, flytning.decided_on) == (first, moede.held_on)


def test_a_decision_put_back_from_history_takes_effect_as_it_then_stands(client, moede, flytning):
    row = decide(item_about(moede, flytning))
    send(client, ret(row), shown(client, ret(row)) | {"kind": "afvist"})
    flytning.refresh_from_db()
    assert flytning.decided_on is None
    event = trail_of(row).filter(handling="aendret").latest("pk")
    client.post(reverse("plans:row_restore", args=["beslutning", row.uuid, event.pk]), {"felter": ["kind"]})
    assert Beslutning.objects.get(pk=row.pk).kind == Beslutningsart.TILTRAADT
    flytning.refresh_from_db()
    assert flytning.decided_on == moede.held_on


def test_a_changed_target_that_is_refused_after_all_was_decided_by_nobody(client, moede):
    kriterium = SucceskriteriumFactory(aktivitet__delaftale__helhedsplan=moede.organ.helhedsplan)
    aendring = MaalaendringFactory(kriterium=kriterium, decided_by="")
    row = decide(item_about(moede, aendring))
    send(client, ret(row), shown(client, ret(row)) | {"kind": "afvist"})
    aendring.refresh_from_db()
    assert (aendring.beslutning, aendring.decided_by) == (row, "")


def test_minutes_are_open_again_when_their_approval_is_taken_back(client, moede):
    later = f.MoedeFactory(organ=moede.organ, held_on=date(2019, 6, 14))
    row = decide(item_about(later, moede))
    assert Moede.objects.get(pk=moede.pk).minutes_approved_at == later
    take_out(client, row)
    assert Moede.objects.get(pk=moede.pk).minutes_approved_at is None


def test_an_item_taken_out_of_use_leaves_no_gap_and_comes_back_last(client, moede):
    _, second, _ = agenda(moede, "Et", "To", "Tre")
    take_out(client, second)
    assert punkter(moede) == [(1, "Et"), (2, "Tre")]
    take_in(client, second)
    assert punkter(moede) == [(1, "Et"), (2, "Tre"), (3, "To")]


def test_an_item_put_back_from_history_comes_back_last(client, moede):
    _, second, _ = agenda(moede, "Et", "To", "Tre")
    take_out(client, second)
    event = trail_of(second).filter(handling="udgaaet").latest("pk")
    fields = {"felter": ["retired_on", "retired_reason"]}
    client.post(reverse("plans:row_restore", args=["dagsordenspunkt", second.uuid, event.pk]), fields)
    assert punkter(moede) == [(1, "Et"), (2, "Tre"), (3, "To")]


def test_an_item_something_was_decided_on_is_not_taken_out_of_use_either(client, moede):
    (punkt,) = agenda(moede, "Et")
    decide(punkt)
    assert "bliver på dagsordenen" in take_out(client, punkt).content.decode()
    assert punkter(moede) == [(1, "Et")]
