"""A number that is sent twice, as by a double click, is one number, and both answers say that it is saved."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.urls import reverse

from indsatser.choices import Kriterieform, Logart, Sammenlaegning
from indsatser.models import Logpost, Maaling
from indsatser.registrering import services
from plans.choices import Rolle
from tests.indsatser.factories import SucceskriteriumFactory


@pytest.fixture
def line(client, kriterium, som):
    """line(criterion) -> its address and what the browser sends of its form."""

    def _line(row):
        address = reverse("indsatser:registrer_kriterium", args=[row.uuid])
        page = BeautifulSoup(client.get(address).content, "html.parser")
        fields = page.select("form.reglinje__form input[name]")
        return address, {field["name"]: field.get("value", "") for field in fields}

    som(Rolle.REDAKTOER)
    return _line


@pytest.mark.parametrize("average", [True, False])
def test_the_same_form_sent_twice_is_one_number(client, kriterium, line, average):
    row = kriterium
    if average:
        row = SucceskriteriumFactory(
            aktivitet=kriterium.aktivitet, form=Kriterieform.GENNEMSNIT, sammenlaegning=Sammenlaegning.MIDDEL
        )
    address, sent = line(row)
    answers = [client.post(address, sent | {"tal": "18"}).status_code for _ in range(2)]
    assert answers == [302, 302]
    assert row.maalinger.get().value == 18


def test_another_number_after_the_browsers_back_is_another(client, kriterium, line):
    row = SucceskriteriumFactory(
        aktivitet=kriterium.aktivitet, form=Kriterieform.GENNEMSNIT, sammenlaegning=Sammenlaegning.MIDDEL
    )
    address, sent = line(row)
    for number in ("18", "20"):
        client.post(address, sent | {"tal": number})
    assert sorted(row.maalinger.values_list("value", flat=True)) == [18, 20]


@pytest.mark.parametrize("key", ["", "x", "\x00", "0" * 4000])
def test_a_key_that_cannot_be_read_is_none(client, kriterium, line, key):
    address, sent = line(kriterium)
    assert client.post(address, sent | {"tal": "18", "nyt_id": key}).status_code == 302
    assert Maaling.objects.count() == 1


def test_two_who_write_the_first_line_at_once_do_not_count_different_things(kriterium):
    """The form of the second was read before the first was saved; what is saved asks again."""
    lines = [
        Logpost(aktivitet=kriterium.aktivitet, kriterium=kriterium, date=date(2019, 3, 1), antal=3, kind=kind)
        for kind in (Logart.BESOEG, Logart.UNIKKE)
    ]
    services.log(lines[0], by=None)
    with pytest.raises(ValidationError, match=f"Kriteriet tæller {Logart.BESOEG.label}"):
        services.log(lines[1], by=None)
