"""Under what is out of use nothing new is counted, whichever address it is sent to."""

import pytest
from django.urls import reverse

from indsatser.models import Logpost, Maaling
from plans.choices import Rolle
from plans.services import retire

CLOSED = ("aktivitet", "aktivitet.delaftale", "helhedsplan")


@pytest.fixture(params=CLOSED)
def closed(request, kriterium, som):
    som(Rolle.REDAKTOER)
    above = kriterium
    for step in request.param.split("."):
        above = getattr(above, step)
    return retire(above, by=None, reason="Ophørt")


def test_a_number_is_refused_and_stands_as_it_was_typed(client, kriterium, closed):
    sent = {"tal": "4", "periode": "2019"}
    html = client.post(reverse("indsatser:registrer_kriterium", args=[kriterium.uuid]), sent).content.decode()
    assert f"«{closed}» er taget ud af brug. Der kan ikke skrives nye tal." in html
    assert 'value="4"' in html
    assert not Maaling.objects.exists()


def test_a_line_of_the_log_is_refused(client, kriterium, closed):
    sent = {"antal": "4", "date": "01.02.2019", "kind": "besoeg"}
    html = client.post(reverse("indsatser:registrer_log", args=[kriterium.aktivitet.uuid]), sent).content.decode()
    assert f"«{closed}» er taget ud af brug." in html
    assert not Logpost.objects.exists()


@pytest.mark.parametrize("closed", ["helhedsplan"], indirect=True)
def test_the_grid_of_a_plan_out_of_use_takes_no_new_number(client, kriterium, closed):
    address = reverse("indsatser:registrer_skema", args=[closed.uuid]) + "?aar=2019"
    assert client.post(address, {f"c-{kriterium.pk}-0": "4"}).status_code == 200
    assert not Maaling.objects.exists()
