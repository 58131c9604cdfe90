"""What is missing on a shared list is put on it from the form where it was to be chosen."""

import threading
import time

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from plans.choices import Rolle
from plans.models import Afdelingsdeltagelse, Boligafdeling, Boligomraade, Boligorganisation, Haendelse, Kladde
from plans.services import grunddata, trail_of
from plans.services.grunddata import alike
from tests.plans import factories as f
from tests.plans.redigering.formularer import errors, opret, ret, send, shown

NEW = "ny_boligafdeling_"


@pytest.fixture
def plan():
    return f.HelhedsplanFactory(short_name="Åparken")


@pytest.fixture
def editor(plan, log_in):
    return log_in(plan, Rolle.REDAKTOER)


@pytest.fixture
def organisation():
    return f.BoligorganisationFactory(name="Boligforeningen Åen", number="0350")


def begin(client, plan):
    there = opret(Afdelingsdeltagelse, plan)
    return there, shown(client, there)


class TestAnEstate:
    def test_is_made_together_with_its_part_in_the_plan(self, client, editor, plan, organisation):
        there, data = begin(client, plan)
        new = {f"{NEW}name": "Solparken", f"{NEW}number": "29", f"{NEW}organisation": "0350 Boligforeningen Åen"}
        assert send(client, there, data, residents="900", **new).status_code == 302
        made = Afdelingsdeltagelse.objects.get()
        assert (made.boligafdeling.name, made.boligafdeling.number, made.residents) == ("Solparken", "29", 900)
        assert made.boligafdeling.boligorganisation == organisation
        (line,) = trail_of(made.boligafdeling)
        assert (line.by, line.note) == (editor, "Lagt på listen fra planen «Åparken».")

    def test_brings_an_organisation_that_is_not_on_the_list_either(self, client, editor, plan):
        there, data = begin(client, plan)
        new = {f"{NEW}name": "Solparken", f"{NEW}new_organisation": "Bo Nyt"}
        assert send(client, there, data, **new).status_code == 302
        assert Boligafdeling.objects.get().boligorganisation == Boligorganisation.objects.get(name="Bo Nyt")

    @pytest.mark.parametrize(("name", "number"), [("solparken ", ""), ("SOLPARKEN", "29"), ("Et andet navn", "29")])
    def test_that_is_there_already_is_refused_by_its_name_and_what_was_typed_stays(
        self, client, editor, plan, organisation, name, number
    ):
        f.BoligafdelingFactory(boligorganisation=organisation, name="Solparken", number="29")
        there, data = begin(client, plan)
        new = {f"{NEW}name": name, f"{NEW}number": number, f"{NEW}organisation": "0350"}
        refused = send(client, there, data, residents="900", **new)
        (sentence,) = errors(refused)[f"{NEW}name"]
        assert sentence.startswith("«afd. 29 Solparken» (0350 Boligforeningen Åen) findes allerede.")
        form = refused.context["form"]
        assert (form["residents"].value(), form[f"{NEW}number"].value()) == ("900", number)
        assert "<details open" in " ".join(refused.content.decode().split()).replace('class="foldud mb-4" ', "")
        assert (Boligafdeling.objects.count(), Afdelingsdeltagelse.objects.count()) == (1, 0)

    def test_of_the_same_name_is_another_one_in_another_organisation_or_with_another_number(self, organisation):
        f.BoligafdelingFactory(boligorganisation=organisation, name="Solparken", number="29")
        other = f.BoligorganisationFactory()
        assert alike(Boligafdeling(name="Solparken", number="29", boligorganisation=other)) is None
        assert alike(Boligafdeling(name="Solparken", number="30", boligorganisation=organisation)) is None
        assert alike(Boligafdeling(name="Solparken", boligorganisation=organisation)) is not None

    def test_is_not_made_when_the_rest_is_refused(self, client, editor, plan):
        there, data = begin(client, plan)
        dates = {"start_date": "01.02.2020", "end_date": "01.01.2020"}
        refused = send(client, there, data, **dates, **{f"{NEW}name": "Solparken"})
        assert "end_date" in errors(refused)
        assert not Boligafdeling.objects.exists()

    @pytest.mark.parametrize(
        ("typed", "at"),
        [
            ({"number": "29"}, "name"),
            ({"name": "Solparken", "number": "mange"}, "number"),
            ({"name": "Ring 010190-1234"}, "name"),
            ({"name": "Solparken", "organisation": "Findes ikke"}, "organisation"),
            ({"name": "Solparken", "new_organisation": "boligforeningen aaen"}, "new_organisation"),
        ],
    )
    def test_is_refused_at_the_field_to_mend(self, client, editor, plan, organisation, typed, at):
        there, data = begin(client, plan)
        refused = send(client, there, data, **{f"{NEW}{part}": value for part, value in typed.items()})
        assert set(errors(refused)) == {f"{NEW}{at}"}
        assert not Boligafdeling.objects.exists()

    def test_is_not_both_chosen_and_made(self, client, editor, plan):
        listed = f.BoligafdelingFactory()
        there, data = begin(client, plan)
        refused = send(client, there, data, boligafdeling=str(listed.pk), **{f"{NEW}name": "Solparken"})
        assert errors(refused) == {f"{NEW}name": ["Vælg enten en på listen, eller opret en ny. Ikke begge dele."]}

    def test_must_be_chosen_or_made(self, client, editor, plan):
        there, data = begin(client, plan)
        assert set(errors(send(client, there, data))) == {"boligafdeling"}

    def test_a_double_click_makes_one(self, client, editor, plan):
        there, data = begin(client, plan)
        answers = [send(client, there, data, **{f"{NEW}name": "Solparken"}) for _ in range(2)]
        assert [answer.status_code for answer in answers] == [302, 302]
        assert (Boligafdeling.objects.count(), Afdelingsdeltagelse.objects.count()) == (1, 1)

    def test_what_is_typed_of_it_is_kept_as_a_draft(self, client, editor, plan):
        there, data = begin(client, plan)
        send(client, there, data, gem_kladde="1", **{f"{NEW}name": "Solparken"})
        assert Kladde.objects.get().data[f"{NEW}name"] == ["Solparken"]
        assert client.get(there).context["form"][f"{NEW}name"].value() == "Solparken"
        assert not Boligafdeling.objects.exists()

    @pytest.mark.parametrize("rolle", [Rolle.LAESER, Rolle.MEDARBEJDER])
    def test_is_made_only_by_those_who_edit_the_agreement(self, client, log_in, plan, rolle):
        log_in(plan, rolle)
        assert client.post(opret(Afdelingsdeltagelse, plan), {f"{NEW}name": "Solparken"}).status_code == 403
        assert not Boligafdeling.objects.exists()


class TestThePlansOwn:
    def test_organisations_and_areas_are_made_beside_those_chosen(self, client, editor, plan):
        listed = f.BoligorganisationFactory()
        new = {
            "boligorganisationer": [str(listed.pk)],
            "ny_administrator_name": "Bo Nyt",
            "ny_administrator_number": "0123",
            "ny_boligorganisationer_name": "Bo Gammelt",
            "ny_boligomraader_name": "Nordbyen",
        }
        data = shown(client, ret(plan)) | {"administrator": ""}
        assert send(client, ret(plan), data, **new).status_code == 302
        plan.refresh_from_db()
        assert str(plan.administrator) == "0123 Bo Nyt"
        assert {row.name for row in plan.boligorganisationer.all()} == {listed.name, "Bo Gammelt"}
        assert plan.boligomraader.get().kommune == plan.kommune
        assert plan.version == 2

    def test_an_area_lies_in_the_kommune_that_is_chosen_in_the_same_form_none_too(self, client, editor, plan):
        data = shown(client, ret(plan)) | {"kommune": ""}
        assert send(client, ret(plan), data, ny_boligomraader_name="Nordbyen").status_code == 302
        assert plan.boligomraader.get().kommune is None

    def test_an_area_of_the_kommune_is_not_made_again_but_the_same_name_elsewhere_is(self, client, editor, plan):
        f.BoligomraadeFactory(name="Nordbyen", kommune=f.KommuneFactory(name="En anden Kommune", code="0999"))
        there = f"{ret(plan)}?felt=boligomraader"
        assert send(client, there, shown(client, there), ny_boligomraader_name="Nordbyen").status_code == 302
        assert Boligomraade.objects.filter(name="Nordbyen").count() == 2
        other = f.HelhedsplanFactory(kommune=plan.kommune)
        f.MedlemskabFactory(helhedsplan=other, user=editor, rolle=Rolle.REDAKTOER)
        there = f"{ret(other)}?felt=boligomraader"
        refused = send(client, there, shown(client, there), ny_boligomraader_name="nordbyen")
        assert f"«Nordbyen» ({plan.kommune}) findes allerede." in errors(refused)["ny_boligomraader_name"][0]

    def test_two_that_are_saved_at_once_are_one_and_the_other_is_told(self, client, editor, plan, monkeypatch):
        """Both looked while it was not there; the database has the last word."""
        monkeypatch.setattr("plans.redigering.nyt.alike", lambda row: None)
        monkeypatch.setattr("plans.services.grunddata.alike", lambda row: None)
        there = f"{ret(plan)}?felt=boligorganisationer"
        data = shown(client, there)
        f.BoligorganisationFactory(name="Bo Nyt")
        before = Haendelse.objects.count()
        refused = send(client, there, data, ny_boligorganisationer_name="Bo Nyt")
        assert set(errors(refused)) == {"ny_boligorganisationer_name"}
        assert Haendelse.objects.count() == before


def test_the_page_says_that_all_plans_can_choose_it(client, editor, plan):
    html = client.get(opret(Afdelingsdeltagelse, plan)).content.decode()
    assert "Står den ikke på listen? Opret en ny boligafdeling" in html
    assert "kan derefter vælges i alle planer" in html
    assert reverse("plans:aftale_detail", args=[plan.uuid]) in html


class TestOneNewOrganisationInTwoPlaces:
    def test_is_made_once(self, client, editor, plan):
        data = shown(client, ret(plan)) | {"administrator": ""}
        new = {"ny_administrator_name": "Bo Nyt", "ny_boligorganisationer_name": "bo  nyt"}
        assert send(client, ret(plan), data, **new).status_code == 302
        plan.refresh_from_db()
        made = Boligorganisation.objects.get(name="Bo Nyt")
        assert plan.administrator == made
        assert made in plan.boligorganisationer.all()

    def test_with_two_numbers_is_refused(self, client, editor, plan):
        data = shown(client, ret(plan)) | {"administrator": ""}
        new = {
            "ny_administrator_name": "Bo Nyt",
            "ny_administrator_number": "0123",
            "ny_boligorganisationer_name": "Bo Nyt",
            "ny_boligorganisationer_number": "0124",
        }
        refused = send(client, ret(plan), data, **new)
        assert set(errors(refused)) == {"ny_boligorganisationer_name"}
        assert not Boligorganisation.objects.filter(name="Bo Nyt").exists()


def test_an_organisation_is_not_both_chosen_and_made_for_a_new_estate(client, editor, plan, organisation):
    there, data = begin(client, plan)
    new = {f"{NEW}name": "Solparken", f"{NEW}organisation": "0350", f"{NEW}new_organisation": "Bo Nyt"}
    assert set(errors(send(client, there, data, **new))) == {f"{NEW}new_organisation"}
    assert not Boligafdeling.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_one_estate_that_two_plans_miss_at_the_same_time_is_made_once(client, log_in, plan, organisation, monkeypatch):
    """No rule in the database forbids two estates of one name: they may have numbers."""
    user, other = log_in(plan, Rolle.REDAKTOER), f.HelhedsplanFactory()
    f.MedlemskabFactory(helhedsplan=other, user=user, rolle=Rolle.REDAKTOER)
    look = grunddata.alike

    def slowly(row):
        found = look(row)
        time.sleep(0.3)
        return found

    monkeypatch.setattr(grunddata, "alike", slowly)
    together, answers = threading.Barrier(2), []

    def click(there, data):
        browser = Client()
        browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        together.wait()
        new = {f"{NEW}name": "Solparken", f"{NEW}organisation": "0350"}
        answers.append(send(browser, there, data, **new).status_code)
        connection.close()

    clicks = [threading.Thread(target=click, args=begin(client, each)) for each in (plan, other)]
    for each in clicks:
        each.start()
    for each in clicks:
        each.join()
    assert sorted(answers) == [200, 302]
    assert Boligafdeling.objects.count() == 1
