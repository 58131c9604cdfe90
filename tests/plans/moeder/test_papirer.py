"""Papers that are late: said on the meeting's page and in Mit overblik, until they are sent."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.choices import Moedetilstand, Rolle
from plans.moeder.papirer import er_forsinkede
from plans.services import retire
from reporting.facts.mit_overblik import build_mit_overblik
from tests.plans import factories as f

pytestmark = pytest.mark.django_db

LATE = "og der er ikke lavet materiale til mødet"


@pytest.fixture
def moede():
    organ = f.OrganFactory(notice_days=14)
    return f.MoedeFactory(organ=organ, held_on=timezone.localdate() + timedelta(days=5))


def lines(moede, rolle=Rolle.REDAKTOER):
    plan = moede.organ.helhedsplan
    user = f.MedlemskabFactory(helhedsplan=plan, rolle=rolle).user
    page = build_mit_overblik(user, [plan.pk], today=timezone.localdate())
    found = [p for gruppe in page.grupper for each in gruppe.planer for p in each.punkter]
    return [(p.tekst, p.url) for p in found if p.slags == "papirer_forsinket"]


def test_are_due_until_the_material_is_made_and_sent(moede, client, log_in):
    log_in(moede.organ.helhedsplan)
    address = reverse("plans:moede_detail", args=[moede.uuid])
    assert LATE in client.get(address).content.decode()
    ((text, url),) = lines(moede)
    assert LATE in text
    assert url == reverse("reporting:moedemateriale", args=[moede.uuid])
    f.MoedematerialeFactory(moede=moede)
    ((text, url),) = lines(moede)
    assert "Materialet er lavet: send det" in text
    assert url == address
    assert "Materialet er lavet" in client.get(address).content.decode()
    moede.state, moede.papers_sent_on = Moedetilstand.INDKALDT, timezone.localdate()
    moede.save()
    assert lines(moede) == []
    assert "Materialet er lavet" not in client.get(address).content.decode()


def test_wait_for_those_who_may_send_them(moede):
    assert len(lines(moede)) == 1
    assert lines(moede, Rolle.LAESER) == []
    assert lines(moede, Rolle.MEDARBEJDER) == []


@pytest.mark.parametrize(
    ("today", "late"),
    [
        (date(2019, 3, 7), False),  # the last day for them
        (date(2019, 3, 8), True),
        (date(2019, 3, 14), True),  # the meeting's own day
        (date(2019, 3, 15), False),  # it is over: then that is what is said
    ],
)
def test_are_late_from_the_day_after_theirs_to_the_meetings(today, late):
    moede = f.MoedeFactory.build(organ=f.OrganFactory.build(notice_days=7), held_on=date(2019, 3, 14))
    assert er_forsinkede(moede, today=today) is late


@pytest.mark.parametrize("notice", [None, 0])
def test_of_an_organ_without_days_of_notice_are_never_late(moede, notice):
    moede.organ.notice_days = notice
    moede.organ.save()
    assert lines(moede) == []


@pytest.mark.parametrize("state", [Moedetilstand.AFLYST, Moedetilstand.AFHOLDT, Moedetilstand.INDKALDT])
def test_of_a_meeting_that_waits_for_none_are_not_late(moede, state):
    moede.state = state
    moede.save()
    assert lines(moede) == []


def test_of_an_organ_out_of_use_are_not_late(moede):
    retire(moede.organ, by=None, reason="Nedlagt.")
    assert lines(moede) == []
