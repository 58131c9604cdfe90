"""The answer "intet at indberette": a signed link, a page behind the login, a POST, a line of the trail."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.choices import Handling, Rolle
from plans.models import Haendelse
from reporting.models import IntetAtIndberette
from reporting.paamindelser.svar import noegle, svar_path
from tests.indsatser.factories import AktivitetFactory, SucceskriteriumFactory
from tests.plans.factories import DelaftaleFactory, MedlemskabFactory, UserFactory
from tests.reporting.factories import IntetAtIndberetteFactory
from tests.reporting.paamindelser.byg import en_plan, klokken

pytestmark = pytest.mark.django_db
FRIST = date(2025, 12, 31)


@pytest.fixture
def row():
    aktivitet = AktivitetFactory(delaftale=DelaftaleFactory(helhedsplan=en_plan()), name="Lektiecafé")
    until = {"window_from": date(2025, 1, 1), "window_to": FRIST, "deadline": FRIST}
    return SucceskriteriumFactory(aktivitet=aktivitet, statement="Trygheden stiger", **until)


@pytest.fixture(autouse=True)
def _in_february():
    with time_machine.travel(klokken("2026-02-10 10:00"), tick=False):
        yield


def path(row, slags="maaling"):
    return svar_path(slags, row.uuid, FRIST)


def test_the_link_opens_a_page_that_only_a_post_answers(client, log_in, row):
    user = log_in(row.helhedsplan, Rolle.REDAKTOER)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path(row))
    assert "Bekræft: intet at indberette" in response.content.decode()
    assert {query["sql"].split(" ", 1)[0] for query in queries} == {"SELECT"}
    assert not IntetAtIndberette.objects.exists()

    response = client.post(path(row), {"reason": "Målingen laves hvert andet år."}, follow=True)
    svar = IntetAtIndberette.objects.get()
    assert (svar.by, svar.answered_on, svar.due_on, svar.slags) == (user, date(2026, 2, 10), FRIST, "maaling")
    assert svar.target_label == "Trygheden stiger"
    line = Haendelse.objects.get(target_uuid=svar.uuid)
    assert (line.handling, line.by, line.helhedsplan) == (Handling.OPRETTET, user, row.helhedsplan)
    assert "Målingen laves hvert andet år." in response.content.decode()


def test_without_login_the_link_leads_to_the_login_and_back(client, row):
    response = client.get(path(row))
    assert response.status_code == 302
    assert response.url.startswith(reverse("login"))
    assert path(row).rstrip("/") in response.url.replace("%3A", ":")


@pytest.mark.parametrize(
    "forged",
    [
        lambda row: path(row)[:-2] + "x/",
        lambda row: reverse("reporting:paamindelse_svar", args=[row.uuid, "intet"]),
        lambda row: path(row).replace(str(row.uuid), str(SucceskriteriumFactory(aktivitet=row.aktivitet).uuid)),
        lambda row: reverse("reporting:paamindelse_svar", args=[row.uuid, noegle("moede", row.uuid, FRIST)]),
    ],
    ids=["a changed sign", "no signature", "another row", "a kind without an answer"],
)
def test_an_address_nobody_has_sent_is_not_found(client, log_in, row, forged):
    log_in(row.helhedsplan, Rolle.PLANLEDER)
    assert client.get(forged(row)).status_code == 404


def test_only_who_may_register_answers(client, log_in, row):
    log_in(row.helhedsplan, Rolle.LAESER)
    assert client.post(path(row), {"reason": "Nej."}).status_code == 403
    client.force_login(UserFactory(), backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(path(row), {"reason": "Nej."}).status_code == 404
    user = log_in(row.helhedsplan, Rolle.MEDARBEJDER)
    assert client.post(path(row), {"reason": "Nej."}).status_code == 403
    assert not IntetAtIndberette.objects.exists()
    row.aktivitet.medarbejdere.add(user)
    assert client.post(path(row), {"reason": "Ja."}).status_code == 302


def test_an_answer_needs_a_reason_takes_no_cpr_number_and_keeps_what_was_typed(client, log_in, row):
    log_in(row.helhedsplan, Rolle.REDAKTOER)
    assert "Skriv kort, hvorfor" in client.post(path(row), {"reason": " "}).content.decode()
    page = client.post(path(row), {"reason": "Kun 010190-1234 kom"}).content.decode()
    assert "ligner et CPR-nummer" in page
    assert "010190-1234 kom" in page
    assert not IntetAtIndberette.objects.exists()


def test_two_answers_to_one_deadline_are_one(client, log_in, row):
    log_in(row.helhedsplan, Rolle.REDAKTOER)
    client.post(path(row), {"reason": "Første."})
    client.post(path(row), {"reason": "Anden."})
    assert IntetAtIndberette.objects.get().reason == "Første."
    with pytest.raises(ValidationError, match="allerede svaret"):
        IntetAtIndberetteFactory.build(helhedsplan=row.helhedsplan, target_uuid=row.uuid, due_on=FRIST).full_clean()


def test_an_answer_is_taken_back_and_can_be_given_again(client, log_in, row):
    log_in(row.helhedsplan, Rolle.REDAKTOER)
    client.post(path(row), {"reason": "Første."})
    client.post(path(row), {"fortryd": "1"})
    assert IntetAtIndberette.objects.get().is_retired
    client.post(path(row), {"reason": "Alligevel."})
    assert IntetAtIndberette.objects.filter(retired_on=None).get().reason == "Alligevel."


def test_the_log_of_an_activity_is_answered_too(client, log_in, row):
    log_in(row.helhedsplan, Rolle.REDAKTOER)
    address = svar_path("log", row.aktivitet.uuid, FRIST)
    assert client.post(address, {"reason": "Caféen holdt lukket."}).status_code == 302
    page = client.get(row.aktivitet.get_absolute_url()).content.decode()
    assert "Caféen holdt lukket." in page


def test_the_criterions_page_offers_the_answer_and_shows_it(client, log_in, row):
    log_in(row.helhedsplan, Rolle.REDAKTOER)
    page = client.get(row.get_absolute_url()).content.decode()
    assert "Mangler måling til fristen 31.12.2025." in page
    assert path(row) in page
    client.post(path(row), {"reason": "Målingen laves hvert andet år."})
    page = client.get(row.get_absolute_url()).content.decode()
    assert "Målingen laves hvert andet år." in page
    assert "Mangler måling til fristen" not in page


def test_a_reader_sees_the_answer_and_is_offered_none(client, log_in, row):
    IntetAtIndberetteFactory(helhedsplan=row.helhedsplan, target_uuid=row.uuid, reason="Kun hvert andet år.")
    log_in(row.helhedsplan, Rolle.LAESER)
    page = client.get(row.get_absolute_url()).content.decode()
    assert "Kun hvert andet år." in page
    assert "Intet at indberette?" not in page


def test_mit_overblik_says_it_is_answered_and_not_late(client, log_in, row):
    log_in(row.helhedsplan, Rolle.REDAKTOER)
    before = client.get(reverse("reporting:mit_overblik")).content.decode()
    assert "Frist passeret uden måling" in before
    MedlemskabFactory(helhedsplan=row.helhedsplan)
    client.post(path(row), {"reason": "Kun hvert andet år."})
    after = client.get(reverse("reporting:mit_overblik")).content.decode()
    assert "Frist passeret uden måling</p>" not in " ".join(after.split())
    assert "Kun hvert andet år. (31.12.2025)" in after
