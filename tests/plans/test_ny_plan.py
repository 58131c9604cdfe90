"""A new plan: what its round brings, who may begin it, and a form that loses nothing."""

import threading
from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connections
from django.urls import reverse
from django.utils import timezone

from plans.choices import Bilagstilstand, Finansieringsart, Organart, Partsart, Planstatus, Postart, Rolle
from plans.models import Boligorganisation, Fravalg, Haendelse, Helhedsplan, Medlemskab
from plans.ny_plan.grundform import proposed_end
from plans.permissions import faellessekretariater_of, may_create_plans
from plans.reference import load_plans_reference
from plans.services.ny_plan import NyPlan, start_plan
from tests.plans import factories as f

URL = "/helhedsplaner/ny/"


@pytest.fixture
def by():
    return f.UserFactory(name="Mette Holm", may_create_plans=True)


@pytest.fixture
def runde():
    """A round with two fields of work, two sections and two annexes, one of them the bestyrelse's kommissorium."""
    runde = f.BevillingsrundeFactory()
    f.IndsatsomraadeFactory(runde=runde, code="tryghed", name="Tryghed", order=1)
    f.IndsatsomraadeFactory(runde=runde, code="job", name="Job", order=2)
    f.AfsnitsskabelonFactory(runde=runde, key="formaal", number="1", heading="Formål", order=1)
    f.AfsnitsskabelonFactory(runde=runde, key="organisering", number="2", heading="Organisering", order=2)
    f.BilagskravFactory(runde=runde, key="kommissorium", title="Kommissorium for bestyrelsen", order=1)
    f.BilagskravFactory(runde=runde, key="budget", title="Budget", order=2)
    return runde


def ny(runde, **changes):
    values = {
        "key": uuid4(),
        "name": "Helhedsplanen Åparken",
        "short_name": "Åparken",
        "runde": runde,
        "start_date": date(2027, 8, 1),
        "end_date": date(2031, 7, 31),
        "kommune": f.KommuneFactory(),
    }
    return NyPlan(**(values | changes))


class TestStartPlan:
    def test_brings_what_the_round_declares(self, by, runde):
        org = f.BoligorganisationFactory(name="Boligforeningen Åen")
        job = runde.indsatsomraader.get(code="job")
        plan = start_plan(ny(runde, omraader=(job,), administrator=org), by=by)
        assert plan.status == Planstatus.FORBEREDES
        assert [(row.heading, row.text) for row in plan.afsnit.all()] == [("Formål", ""), ("Organisering", "")]
        assert [(row.title, row.state) for row in plan.bilag.all()] == [
            ("Kommissorium for bestyrelsen", Bilagstilstand.MANGLER),
            ("Budget", Bilagstilstand.MANGLER),
        ]
        delaftale = plan.delaftaler.get()
        assert (delaftale.nummer, delaftale.title, delaftale.indsatsomraade) == (1, "Job", job)
        assert (delaftale.start_date, delaftale.end_date) == (plan.start_date, plan.end_date)
        assert [(row.kind, row.title, row.delaftale) for row in plan.budgetposter.all()] == [
            (Postart.PROJEKTORGANISATION, "Projektorganisation", None),
            (Postart.DELAFTALE, "Job", delaftale),
            (Postart.EVALUERING, "Evaluering", None),
        ]
        assert [(row.kind, row.name) for row in plan.finansieringskilder.all()] == [
            (Finansieringsart.LBF, "Landsbyggefonden"),
            (Finansieringsart.KOMMUNE, "Prøvekøbing Kommune"),
        ]
        assert [(row.kind, row.organisation, row.signed_on) for row in plan.parter.all()] == [
            (Partsart.KOMMUNE, "Prøvekøbing Kommune", None),
            (Partsart.BOLIGORGANISATION, "Boligforeningen Åen", None),
        ]
        assert plan.organer.get().kind == Organart.BESTYRELSE
        assert list(plan.boligorganisationer.all()) == [org]
        assert plan.calendar_years == (2027, 2028, 2029, 2030, 2031)

    def test_the_creator_leads_the_plan_from_today_and_every_row_is_on_the_trail(self, by, runde):
        plan = start_plan(ny(runde, omraader=tuple(runde.indsatsomraader.all())), by=by)
        member = plan.medlemskaber.get()
        assert (member.user, member.rolle, member.start_date) == (by, Rolle.PLANLEDER, timezone.localdate())
        rows = 1 + 1 + 2 + 2 + 1 + 1 + 2 + 4 + 2
        assert Haendelse.objects.filter(helhedsplan=plan, by=by).count() == rows
        first = Haendelse.objects.filter(target_uuid=plan.uuid).get()
        assert first.note == "Ny plan efter Prøvemidlerne 2015-18."

    def test_a_field_that_is_not_chosen_is_left_out_only_with_a_reason(self, by, runde):
        tryghed, job = runde.indsatsomraader.all()
        plan = start_plan(ny(runde, begrundelser={tryghed.pk: " Kommunen gør det. ", job.pk: "  "}), by=by)
        assert [(row.indsatsomraade, row.reason) for row in plan.fravalg.all()] == [(tryghed, "Kommunen gør det.")]

    def test_a_reason_for_a_field_that_is_chosen_says_nothing(self, by, runde):
        tryghed = runde.indsatsomraader.first()
        plan = start_plan(ny(runde, omraader=(tryghed,), begrundelser={tryghed.pk: "Fortrudt."}), by=by)
        assert not plan.fravalg.exists()

    def test_a_round_that_declares_nothing_gives_a_plan_with_posts_and_sources(self, by):
        plan = start_plan(ny(f.BevillingsrundeFactory(), kommune=None), by=by)
        assert not plan.afsnit.exists()
        assert not plan.organer.exists()
        assert [row.name for row in plan.finansieringskilder.all()] == ["Landsbyggefonden", "Lokal medfinansiering"]
        assert plan.budgetposter.count() == 2

    @pytest.mark.parametrize("code", ["2011-14", "2015-18", "2019-26"])
    def test_every_real_round_gives_a_plan(self, code, by):
        load_plans_reference()
        runde = f.BevillingsrundeFactory._meta.model.objects.get(code=code)
        plan = start_plan(ny(runde, omraader=tuple(runde.indsatsomraader.all())), by=by)
        assert [row.title for row in plan.delaftaler.order_by("nummer")] == [
            area.name for area in runde.indsatsomraader.all()
        ]
        assert plan.organer.exists() == (code != "2011-14")  # that round asks for no kommissorium
        assert plan.field_label == ("Indsatsområde" if code == "2011-14" else "Delaftale")

    def test_nothing_is_saved_when_a_part_is_refused(self, by, runde):
        elsewhere = f.HelhedsplanFactory(parent=f.HelhedsplanFactory(faellessekretariat=True))
        before = Helhedsplan.objects.count()
        with pytest.raises(ValidationError):
            start_plan(ny(runde, parent=elsewhere), by=by)
        new = Boligorganisation(name="Ny forening", number="12")
        with pytest.raises(ValidationError):
            start_plan(ny(runde, administrator=new), by=by)
        assert Helhedsplan.objects.count() == before
        assert not Haendelse.objects.exists()

    def test_a_second_click_finds_the_plan_that_the_first_one_made(self, by, runde):
        said = ny(runde)
        assert start_plan(said, by=by) == start_plan(said, by=by)
        assert Helhedsplan.objects.count() == 1

    def test_somebody_elses_plan_is_not_found_by_its_key(self, by, runde):
        theirs = f.HelhedsplanFactory()
        with pytest.raises(ValidationError):
            start_plan(ny(runde, key=theirs.uuid), by=by)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_make_one_plan():
    runde = f.BevillingsrundeFactory()
    by, said = f.UserFactory(), ny(runde)
    made, start = [], threading.Barrier(2)

    def click():
        start.wait()
        try:
            made.append(start_plan(said, by=by).pk)
        finally:
            connections.close_all()

    clicks = [threading.Thread(target=click) for _ in range(2)]
    for thread in clicks:
        thread.start()
    for thread in clicks:
        thread.join()
    assert len(made) == 2
    assert len(set(made)) == Helhedsplan.objects.count() == 1
    assert Medlemskab.objects.count() == 1


class TestWhoMay:
    def test_a_planleder_today_and_whom_the_administration_marked(self):
        plan, day = f.HelhedsplanFactory(), timezone.localdate()
        leader = f.MedlemskabFactory(helhedsplan=plan, rolle=Rolle.PLANLEDER).user
        former = f.MedlemskabFactory(helhedsplan=plan, rolle=Rolle.PLANLEDER, end_date=day.replace(year=2020)).user
        editor = f.MedlemskabFactory(helhedsplan=plan, rolle=Rolle.REDAKTOER).user
        admin = f.UserFactory(is_staff=True, is_superuser=True)
        assert may_create_plans(leader)
        assert may_create_plans(f.UserFactory(may_create_plans=True))
        assert [may_create_plans(user) for user in (former, editor, admin)] == [False] * 3

    def test_a_plan_goes_under_a_faellessekretariat_one_leads_oneself(self):
        led, read = (f.HelhedsplanFactory(faellessekretariat=True) for _ in range(2))
        user = f.MedlemskabFactory(helhedsplan=led, rolle=Rolle.PLANLEDER).user
        f.MedlemskabFactory(helhedsplan=read, rolle=Rolle.REDAKTOER, user=user)
        f.MedlemskabFactory(helhedsplan=f.HelhedsplanFactory(), rolle=Rolle.PLANLEDER, user=user)
        assert list(faellessekretariater_of(user)) == [led]

    @pytest.mark.parametrize("rolle", Rolle)
    def test_only_who_may_sees_the_button(self, rolle, client, log_in):
        log_in(f.HelhedsplanFactory(), rolle)
        shown = URL in client.get(reverse("plans:helhedsplan_list")).content.decode()
        assert shown == (rolle == Rolle.PLANLEDER)

    def test_the_first_plan_is_begun_from_the_empty_list(self, client, by):
        client.force_login(by, backend="django.contrib.auth.backends.ModelBackend")
        assert URL in client.get(reverse("plans:helhedsplan_list")).content.decode()

    def test_who_may_not_is_told_why_and_nothing_is_made(self, client, log_in, runde):
        log_in(f.HelhedsplanFactory(), Rolle.REDAKTOER)
        response = client.post(URL, typed(runde))
        assert response.status_code == 403
        assert "Kun en planleder kan oprette nye planer" in response.content.decode()
        assert Helhedsplan.objects.count() == 1


# --- The page


def typed(runde, /, **changes):
    """What a person has typed into the form."""
    values = {
        "key": str(uuid4()),
        "vist_runde": str(runde.pk),
        "runde": str(runde.pk),
        "name": "Helhedsplanen Åparken",
        "short_name": "Åparken",
        "kommune": "Prøvekøbing Kommune",
        "start_date": "1.8.2027",
    }
    return {name: value for name, value in (values | changes).items() if value is not None}


@pytest.fixture
def leader(client, by, runde):
    f.KommuneFactory()
    client.force_login(by, backend="django.contrib.auth.backends.ModelBackend")
    return by


def sentences(response):
    form = response.context["form"]
    return {name: [str(error) for error in errors] for name, errors in form.errors.items()}


class TestThePage:
    def test_a_plan_is_made_and_its_page_says_what_comes_next(self, client, leader, runde):
        tryghed, job = runde.indsatsomraader.all()
        response = client.post(URL, typed(runde, **{f"omraade_{job.pk}": "on", f"grund_{tryghed.pk}": "Kommunen."}))
        plan = Helhedsplan.objects.get()
        assert response["Location"] == plan.get_absolute_url()
        assert (plan.start_date, plan.end_date) == (date(2027, 8, 1), date(2031, 7, 31))
        assert plan.delaftaler.get().indsatsomraade == job
        assert Fravalg.objects.get().reason == "Kommunen."
        page = client.get(plan.get_absolute_url()).content.decode()
        assert "Kom i gang" in page
        assert "er oprettet" in page

    @pytest.mark.parametrize("name", ["prøvekøbing", "PRØVEKØBING KOMMUNE", "Prøvekøbing Kommune"])
    def test_a_kommune_is_found_by_its_name(self, name, client, leader, runde):
        client.post(URL, typed(runde, kommune=name))
        assert str(Helhedsplan.objects.get().kommune) == "Prøvekøbing Kommune"

    @pytest.mark.parametrize("name", ["0350", "boligforeningen åen", "0350 Boligforeningen Åen"])
    def test_an_organisation_is_found_by_name_or_number(self, name, client, leader, runde):
        org = f.BoligorganisationFactory(name="Boligforeningen Åen", number="0350")
        client.post(URL, typed(runde, administrator=name))
        assert Helhedsplan.objects.get().administrator == org

    def test_a_new_organisation_is_made_only_when_it_is_said_to_be_new(self, client, leader, runde):
        refused = client.post(URL, typed(runde, administrator="Boligforeningen Ny"))
        assert sentences(refused)["administrator"][0].startswith("«Boligforeningen Ny» står ikke på listen.")
        new = {"administrator": "Boligforeningen Ny", "administrator_is_new": "on", "administrator_number": "0712"}
        client.post(URL, typed(runde, **new))
        assert str(Helhedsplan.objects.get().administrator) == "0712 Boligforeningen Ny"

    def test_a_number_that_another_organisation_has_is_refused_at_its_field(self, client, leader, runde):
        f.BoligorganisationFactory(number="0712")
        new = {"administrator": "Boligforeningen Ny", "administrator_is_new": "on", "administrator_number": "0712"}
        response = client.post(URL, typed(runde, **new))
        assert sentences(response) == {"administrator_number": ["Organisationsnummeret er allerede i brug."]}
        assert Boligorganisation.objects.count() == 1

    def test_a_faellessekretariat_is_offered_to_its_planleder_alone(self, client, leader, runde):
        above, other = (f.HelhedsplanFactory(faellessekretariat=True) for _ in range(2))
        f.MedlemskabFactory(helhedsplan=above, rolle=Rolle.PLANLEDER, user=leader)
        refused = client.post(URL, typed(runde, parent=str(other.pk)))
        assert "parent" in sentences(refused)
        client.post(URL, typed(runde, parent=str(above.pk)))
        assert Helhedsplan.objects.get(parent=above)

    def test_another_round_shows_its_own_fields_and_keeps_what_was_typed(self, client, leader, runde):
        other = f.BevillingsrundeFactory(code="andre", name="Andre midler", start_year=2030, end_year=2033)
        f.IndsatsomraadeFactory(runde=other, name="Sundhed")
        said = typed(runde, runde=str(other.pk), vis="1", name="Åparken <b>", kommune="Ukendt")
        page = client.post(URL, said).content.decode()
        assert "Sundhed" in page
        assert "Åparken &lt;b&gt;" in page
        assert "31.07.2031" in page  # the end is proposed
        assert "fejloversigt" not in page
        assert not Helhedsplan.objects.exists()

    def test_fields_of_another_round_than_the_chosen_are_not_taken_for_an_answer(self, client, leader, runde):
        other = f.BevillingsrundeFactory(code="andre", name="Andre midler", start_year=2030, end_year=2033)
        response = client.post(URL, typed(runde, runde=str(other.pk)))
        assert sentences(response)["runde"][0].startswith("Du har valgt en anden bevillingsrunde.")
        again = client.post(URL, typed(runde, runde=str(other.pk), vist_runde=str(other.pk)))
        assert again.status_code == 302

    def test_the_same_form_sent_twice_makes_one_plan(self, client, leader, runde):
        said = typed(runde)
        assert client.post(URL, said)["Location"] == client.post(URL, said)["Location"]
        assert Helhedsplan.objects.count() == 1

    def test_a_key_that_is_taken_by_a_strangers_plan_is_refused_without_naming_it(self, client, leader, runde):
        theirs = f.HelhedsplanFactory(short_name="Hemmelig")
        response = client.post(URL, typed(runde, key=str(theirs.uuid)))
        assert sentences(response)["__all__"] == [
            "Formularen kan ikke bruges mere. Åbn siden igen, og skriv det ind på ny."
        ]
        assert "Hemmelig" not in response.content.decode()

    HOSTILE = {
        "no name": ({"name": ""}, "name"),
        "only spaces": ({"short_name": "   "}, "short_name"),
        "too long a name": ({"name": "x" * 201}, "name"),
        "a nought byte": ({"name": "Å\x00"}, "name"),
        "no round": ({"runde": None}, "runde"),
        "a round that is not there": ({"runde": "999999999999999999999"}, "runde"),
        "a round that is no number": ({"runde": "' OR 1=1"}, "runde"),
        "a day that is none": ({"start_date": "31.02.2027"}, "start_date"),
        "a day in words": ({"start_date": "næste år"}, "start_date"),
        "the year one": ({"start_date": "01.01.0001"}, "start_date"),
        "the last year there is": ({"start_date": "31.12.9999"}, "start_date"),
        "an end before the start": ({"end_date": "31.07.2027"}, "end_date"),
        "a kommune that is none": ({"kommune": "Atlantis"}, "kommune"),
        "a kommune as a script": ({"kommune": "<script>alert(1)</script>"}, "kommune"),
        "a parent that is not there": ({"parent": "77"}, None),
        "an organisation's number in words": (
            {"administrator": "Ny", "administrator_is_new": "on", "administrator_number": "abc"},
            "administrator_number",
        ),
        "an organisation with far too long a name": ({"administrator": "x" * 500}, "administrator"),
        "a CPR number in the name": ({"name": "Planen for 010190-1234"}, "name"),
        "too long a journalnummer": ({"journalnummer": "9" * 41}, "journalnummer"),
    }

    @pytest.mark.parametrize("bad", HOSTILE)
    def test_bad_input_is_a_sentence_at_its_field_and_nothing_is_saved(self, bad, client, leader, runde):
        changes, field = self.HOSTILE[bad]
        response = client.post(URL, typed(runde, **changes))
        if field is None:  # a field she is not offered is not read
            assert response.status_code == 302
            return
        assert response.status_code == 200
        assert list(sentences(response)) == [field]
        assert "<script>alert" not in response.content.decode()
        assert "Noget skal rettes" in response.content.decode()
        assert not Helhedsplan.objects.exists()
        assert not Boligorganisation.objects.exists()

    @pytest.mark.parametrize("key", ["", "æble", "0" * 64])
    def test_a_broken_key_is_replaced_since_nobody_typed_it(self, key, client, leader, runde):
        assert client.post(URL, typed(runde, key=key)).status_code == 302

    def test_too_long_a_reason_is_refused_at_its_field(self, client, leader, runde):
        name = f"grund_{runde.indsatsomraader.first().pk}"
        assert list(sentences(client.post(URL, typed(runde, **{name: "x" * 5001})))) == [name]

    def test_a_cpr_number_in_a_reason_is_refused_at_its_field(self, client, leader, runde):
        name = f"grund_{runde.indsatsomraader.first().pk}"
        assert list(sentences(client.post(URL, typed(runde, **{name: "Se 010190-1234"})))) == [name]
        assert not Helhedsplan.objects.exists()

    def test_it_costs_the_same_with_many_rows(self, client, leader, runde, assert_flat_queries):
        def grow():
            f.IndsatsomraadeFactory.create_batch(5, runde=runde)
            f.BoligorganisationFactory.create_batch(5)

        f.BoligorganisationFactory()
        assert_flat_queries(get=lambda: client.get(URL), grow=grow)

    def test_without_any_round_the_page_says_what_to_do(self, client, leader, runde):
        runde.delete()
        assert "Der er ingen bevillingsrunder endnu" in client.get(URL).content.decode()


@pytest.mark.no_db
@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2027, 8, 1), date(2031, 7, 31)),
        (date(2027, 1, 1), date(2030, 12, 31)),
        (date(2024, 2, 29), date(2028, 2, 28)),
        (date(2096, 2, 29), date(2100, 2, 28)),
    ],
)
def test_a_plan_is_proposed_to_run_four_years(start, end):
    assert proposed_end(start) == end
