"""Addresses made from a shape that is looked up once are those that `reverse` gives."""

from uuid import uuid4

import pytest
from django.urls import NoReverseMatch, reverse, set_script_prefix

from helhedsplan.adresser import row_url

pytestmark = pytest.mark.no_db


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("reporting:plan_overblik", {}),
        ("plans:row_update", {"art": "aktivitet"}),
        ("plans:row_create", {"art": "aktivitet", "under": "delaftale"}),
    ],
)
def test_it_is_the_address_that_reverse_gives_for_every_row(name, kinds):
    for uuid in (uuid4(), uuid4()):
        assert row_url(name, uuid, **kinds) == reverse(name, kwargs={"uuid": uuid, **kinds})


def test_it_follows_where_the_application_is_mounted():
    uuid = uuid4()
    plain = row_url("reporting:plan_overblik", uuid)
    set_script_prefix("/helhedsplan/")
    try:
        assert row_url("reporting:plan_overblik", uuid) == f"/helhedsplan{plain}"
    finally:
        set_script_prefix("/")


@pytest.mark.parametrize(("name", "uuid"), [("reporting:findes_ikke", uuid4()), ("reporting:plan_overblik", "")])
def test_what_has_no_address_is_refused(name, uuid):
    with pytest.raises(NoReverseMatch):
        row_url(name, uuid)
