"""Nothing that can be sent to the editing pages breaks them."""

import pytest
from django.urls import reverse

from plans.choices import Rolle
from plans.models import Delaftale, Kladde
from plans.services import change
from tests.plans import factories as f
from tests.plans.redigering.formularer import ret, send, shown

NOT_A_NUMBER = "²"
"""A digit, says Python, but not one that int() reads."""


@pytest.fixture
def delaftale(log_in):
    row = f.DelaftaleFactory(purpose="Tryggere opgange.")
    log_in(row.helhedsplan, Rolle.REDAKTOER)
    return row


def test_a_version_that_is_no_number_is_no_version(client, delaftale):
    sent = {"purpose": "Kladde", "seen_version": NOT_A_NUMBER}
    assert client.post(f"{ret(delaftale)}kladde/", sent).status_code == 200
    assert Kladde.objects.get().seen_version is None
    client.logout()
    assert client.post(ret(delaftale), {"author": "1", **sent}).status_code == 302


def test_a_draft_that_is_no_number_is_not_there(client, delaftale):
    assert client.get(f"{ret(delaftale)}?kladde={NOT_A_NUMBER}").context["skema"].draft is None


def test_a_place_that_is_no_number_is_refused(client, delaftale):
    organ = f.OrganFactory(helhedsplan=delaftale.helhedsplan)
    address = reverse("plans:row_move", kwargs={"art": "organ", "uuid": organ.uuid})
    assert client.post(address, {"plads": NOT_A_NUMBER}).status_code == 400


@pytest.mark.parametrize("number", [NOT_A_NUMBER, "9" * 30, "9" * 5000, "-1"])
def test_a_reference_in_the_address_that_is_not_there_is_not_found(client, delaftale, number):
    kwargs = {"art": "afsnit", "under": "helhedsplan", "uuid": delaftale.helhedsplan.uuid}
    assert client.get(reverse("plans:row_create", kwargs=kwargs), {"skabelon": number}).status_code == 404


def test_a_draft_is_kept_without_the_null_characters_that_the_database_refuses(client, delaftale):
    assert client.post(f"{ret(delaftale)}kladde/", {"purpose": "Før\0Efter"}).status_code == 200
    assert Kladde.objects.get().data["purpose"] == ["FørEfter"]


@pytest.mark.parametrize("version", ["-3", "-2000000000", "2000000000"])
def test_a_version_that_never_was_is_asked_about_and_counts_nothing_up(client, delaftale, version):
    data = shown(client, ret(delaftale))
    delaftale.purpose = "En andens"
    change(delaftale, by=None)
    response = send(client, ret(delaftale), data, seen_version=version, purpose="Mit")
    assert [conflict.name for conflict in response.context["skema"].conflicts] == ["purpose"]
    assert Delaftale.objects.get().purpose == "En andens"
