"""A new row that is sent twice is one row."""

import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from plans.choices import Bilagstilstand, Rolle
from plans.models import Bilag, Organmedlem, Part
from tests.plans import factories as f
from tests.plans.redigering.formularer import opret, send, shown


@pytest.fixture
def plan():
    return f.HelhedsplanFactory()


def test_the_same_form_sent_twice_makes_one_row_and_both_answers_say_so(client, log_in, plan):
    log_in(plan, Rolle.REDAKTOER)
    data = shown(client, opret(Part, plan)) | {"organisation": "Politiet", "kind": "anden"}
    first, second = (send(client, opret(Part, plan), data) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert Part.objects.get().organisation == "Politiet"


def test_an_annex_with_its_file_sent_twice_is_one_annex(client, log_in, plan):
    log_in(plan, Rolle.REDAKTOER)
    data = shown(client, opret(Bilag, plan)) | {"title": "Budget", "state": Bilagstilstand.VEDLAGT}
    for _ in range(2):
        file = SimpleUploadedFile("Budget.txt", b"Tallene")
        assert send(client, opret(Bilag, plan), data, file=file).status_code == 302
    assert Bilag.objects.get().file_name == "Budget.txt"


def test_the_same_form_with_other_words_after_the_browsers_back_is_another_row(client, log_in, plan):
    log_in(plan, Rolle.REDAKTOER)
    data = shown(client, opret(Part, plan))
    for name in ("Politiet", "Skolen"):
        assert send(client, opret(Part, plan), data, organisation=name, kind="anden").status_code == 302
    assert set(Part.objects.values_list("organisation", flat=True)) == {"Politiet", "Skolen"}


def test_two_forms_with_the_same_words_are_two_rows(client, log_in, plan):
    log_in(plan, Rolle.REDAKTOER)
    organ = f.OrganFactory(helhedsplan=plan)
    for _ in range(2):
        data = shown(client, opret(Organmedlem, organ))
        send(client, opret(Organmedlem, organ), data, title="Beboer")
    assert Organmedlem.objects.count() == 2


def test_the_id_of_another_plans_row_is_not_taken_over(client, log_in, plan):
    log_in(plan, Rolle.REDAKTOER)
    others = f.PartFactory(organisation="Fremmed")
    data = shown(client, opret(Part, plan)) | {"organisation": "Politiet", "kind": "anden"}
    assert send(client, opret(Part, plan), data, nyt_id=str(others.uuid)).status_code == 302
    assert plan.parter.get().uuid != others.uuid
    others.refresh_from_db()
    assert (others.organisation, others.version) == ("Fremmed", 1)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_very_same_time_make_one_row(client, log_in, plan):
    user = log_in(plan, Rolle.REDAKTOER)
    data = shown(client, opret(Part, plan)) | {"organisation": "Politiet", "kind": "anden"}
    together, answers = threading.Barrier(2), []

    def click():
        browser = Client()
        browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        together.wait()
        answers.append(send(browser, opret(Part, plan), data).status_code)
        connection.close()

    clicks = [threading.Thread(target=click) for _ in range(2)]
    for each in clicks:
        each.start()
    for each in clicks:
        each.join()
    assert answers == [302, 302]
    assert Part.objects.count() == 1
