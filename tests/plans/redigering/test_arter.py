"""Every kind that can be edited: its pages open for those who may, untouched stays, strangers find nothing."""

import pytest
from django.urls import reverse

from plans.choices import Rolle
from plans.models import Haendelse
from plans.permissions import RETTIGHEDER
from plans.redigering.register import kinds
from plans.services.spor import plan_of
from tests.models import FACTORIES
from tests.plans import factories as f
from tests.plans.redigering.formularer import ret, send, shown

KINDS = list(kinds())


def by_art(sider):
    return pytest.mark.parametrize("kind", sider, ids=lambda kind: kind.art)


def as_member(log_in, row, rolle=Rolle.PLANLEDER):
    return log_in(plan_of(row), rolle)


@by_art(KINDS)
def test_a_row_sent_back_untouched_stays_as_it_was(kind, client, log_in):
    row = FACTORIES[kind.model]()
    as_member(log_in, row)
    data = shown(client, ret(row))
    before = Haendelse.objects.count()
    response = send(client, ret(row), data)
    assert response.status_code == 302, response.context["form"].errors
    assert type(row).objects.get(pk=row.pk).version == row.version
    assert Haendelse.objects.count() == before


@by_art(KINDS)
def test_strangers_find_nothing_and_members_without_the_right_are_refused(kind, client, log_in):
    row = FACTORIES[kind.model]()
    log_in(f.HelhedsplanFactory(), Rolle.PLANLEDER)
    assert client.get(ret(row)).status_code == 404
    assert client.post(ret(row), {}).status_code == 404
    for rolle in Rolle:
        as_member(log_in, row, rolle)
        expected = 200 if kind.ret in RETTIGHEDER[rolle] else 403
        assert client.get(ret(row)).status_code == expected, rolle


@by_art(KINDS)
def test_the_page_where_it_is_read_is_there(kind, client, log_in):
    row = FACTORIES[kind.model]()
    as_member(log_in, row)
    assert client.get(kind.page(row).partition("#")[0]).status_code == 200


@pytest.mark.parametrize(
    ("kind", "under"), [(k, u) for k in KINDS for u in k.under], ids=lambda value: getattr(value, "art", str(value))
)
def test_a_new_one_can_be_begun_wherever_it_may_stand(kind, under, client, log_in):
    above = FACTORIES[under.model]()
    as_member(log_in, above)
    kwargs = {"art": kind.art, "under": under.art, "uuid": above.uuid}
    assert client.get(reverse("plans:row_create", kwargs=kwargs)).status_code == 200
    empty = client.post(reverse("plans:row_create", kwargs=kwargs), {})
    assert empty.status_code == 200
    assert empty.context["form"].errors
    assert client.post(reverse("plans:kladde_ny", kwargs=kwargs), {"note": "Kladde"}).json()["gemt"]


@by_art([kind for kind in KINDS if kind.can_retire])
def test_it_can_be_taken_out_of_use_and_in_again(kind, client, log_in):
    row = FACTORIES[kind.model]()
    as_member(log_in, row)
    there = reverse("plans:row_retire", kwargs={"art": kind.art, "uuid": row.uuid})
    assert client.get(there).status_code == 200
    client.post(there, {"retired_on": "01.02.2020", "retired_reason": "Nedlagt"})
    row.refresh_from_db()
    assert row.retired_on is not None
    assert client.get(ret(row)).status_code == 409
    client.post(reverse("plans:row_reinstate", kwargs={"art": kind.art, "uuid": row.uuid}))
    row.refresh_from_db()
    assert row.retired_on is None


@by_art([kind for kind in KINDS if kind.order_field])
def test_it_can_be_moved(kind, client, log_in):
    row = FACTORIES[kind.model]()
    as_member(log_in, row)
    there = reverse("plans:row_move", kwargs={"art": kind.art, "uuid": row.uuid})
    assert client.post(there, {"retning": "ned"}).status_code == 302
