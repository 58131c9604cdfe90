"""What the administration does when it saves, refuses, retires and deletes."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans import services
from plans.choices import Handling, Rolle
from plans.models import Bevillingsrunde, Delaftale, Haendelse, Helhedsplan, Kommune, Medlemskab, User
from plans.services import trail_of
from tests.admin_pages import address, posted, sentences
from tests.plans import factories as f

pytestmark = pytest.mark.django_db

STALE = "En anden har ændret det, mens du skrev. Sammenlign de to udgaver, før du gemmer."


@pytest.fixture
def chef(client):
    user = f.UserFactory(is_staff=True, is_superuser=True, name="Aase Administrator", email="aase@example.dk")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return user


@pytest.fixture
def save(client, chef):
    """save(row, **changes): open the row's form, change it as given, and send it. "___" in a name is a dash."""

    def _save(row, **changes):
        return client.post(address("change", row), posted(client.get(address("change", row)), **changes))

    return _save


class TestSaving:
    def test_a_change_goes_through_the_service_and_leaves_its_trail(self, save, chef):
        plan = f.HelhedsplanFactory()
        assert save(plan, tovholder="Sekretariatet").status_code == 302
        stored = Helhedsplan.objects.get()
        line = trail_of(plan).get()
        assert (stored.tovholder, stored.version) == ("Sekretariatet", 2)
        assert (line.by, line.handling, line.helhedsplan) == (chef, Handling.AENDRET, plan)
        assert [(c.field, c.old, c.new) for c in line.feltaendringer.all()] == [("tovholder", "", "Sekretariatet")]

    def test_a_form_sent_back_as_it_was_changes_nothing(self, save):
        delaftale = f.DelaftaleFactory(purpose="Første linje\nAnden linje")
        plan = delaftale.helhedsplan
        f.PartFactory(helhedsplan=plan)
        f.AfdelingsdeltagelseFactory(helhedsplan=plan)
        assert save(plan).status_code == 302
        assert save(delaftale, purpose="Første linje\r\nAnden linje").status_code == 302
        assert not Haendelse.objects.exists()
        assert Helhedsplan.objects.get().version == Delaftale.objects.get().version == 1

    def test_a_new_row_is_created_with_its_trail(self, client, chef):
        plan = f.HelhedsplanFactory()
        empty = client.get(address("add", Delaftale))
        response = client.post(
            address("add", Delaftale), posted(empty, helhedsplan=plan.pk, nummer=1, title="Tryghed")
        )
        assert response.status_code == 302
        assert trail_of(Delaftale.objects.get()).get().handling == Handling.OPRETTET

    def test_many_to_many_choices_are_on_the_trail(self, save):
        plan, org = f.HelhedsplanFactory(), f.BoligorganisationFactory(name="Boligforeningen Ø")
        save(plan, boligorganisationer=[org.pk])
        assert list(plan.boligorganisationer.all()) == [org]
        assert [c.new for c in trail_of(plan).get().feltaendringer.all()] == ["Boligforeningen Ø"]

    def test_reference_data_is_on_the_trail_too(self, save):
        kommune = f.KommuneFactory()
        save(kommune, code="0751")
        assert [c.new for c in trail_of(kommune).get().feltaendringer.all()] == ["0751"]


class TestTwoAdministrators:
    def test_the_second_is_refused_and_nothing_is_saved(self, client, chef):
        plan = f.HelhedsplanFactory()
        seen = client.get(address("change", plan))
        services.change(set_(plan, tovholder="Deres"), by=None)
        response = client.post(address("change", plan), posted(seen, tovholder="Mit"))
        assert response.status_code == 200
        assert STALE in sentences(response)
        assert 'value="Mit"' in response.content.decode(), "what was typed is still there"
        assert Helhedsplan.objects.get().tovholder == "Deres"
        assert Haendelse.objects.count() == 1

    def test_the_second_is_refused_on_a_row_under_the_row_and_nothing_at_all_is_saved(self, client, chef):
        delaftale = f.DelaftaleFactory(title="Før")
        plan = delaftale.helhedsplan
        seen = client.get(address("change", plan))
        services.change(set_(delaftale, title="Deres"), by=None)
        data = posted(seen, tovholder="Mit", delaftaler___0___title="Mit")
        response = client.post(address("change", plan), data)
        assert response.status_code == 200
        assert STALE in sentences(response)
        assert Delaftale.objects.get().title == "Deres"
        assert Helhedsplan.objects.get().tovholder == ""

    def test_a_form_without_the_version_is_refused(self, client, chef):
        plan = f.HelhedsplanFactory()
        data = posted(client.get(address("change", plan)), tovholder="Mit", seen_version=None)
        assert STALE in sentences(client.post(address("change", plan), data))
        assert Helhedsplan.objects.get().tovholder == ""

    def test_a_row_under_the_row_that_somebody_else_changed_does_not_stand_in_the_way_of_another(self, client, chef):
        plan = f.HelhedsplanFactory()
        f.PartFactory(helhedsplan=plan, organisation="Alfa")
        seen = client.get(address("change", plan))
        f.DelaftaleFactory()  # elsewhere
        assert client.post(address("change", plan), posted(seen, parter___0___organisation="Beta")).status_code == 302
        assert plan.parter.get().organisation == "Beta"


class TestRowsUnderTheRow:
    def test_are_changed_with_a_version_and_a_trail_of_their_own(self, save):
        delaftale = f.DelaftaleFactory(title="Før")
        plan = delaftale.helhedsplan
        assert save(plan, delaftaler___0___title="Efter").status_code == 302
        stored = Delaftale.objects.get()
        assert (stored.title, stored.version) == ("Efter", 2)
        assert trail_of(delaftale).get().handling == Handling.AENDRET
        assert Helhedsplan.objects.get().version == 1
        assert not trail_of(plan).exists()

    def test_are_created_with_a_trail(self, save):
        plan = f.HelhedsplanFactory()
        new = {"parter-TOTAL_FORMS": 1, "parter-0-kind": "kommune", "parter-0-organisation": "Aarhus Kommune"}
        assert save(plan, **new, **{"parter-0-order": 0}).status_code == 302
        part = plan.parter.get()
        assert part.organisation == "Aarhus Kommune"
        assert trail_of(part).get().helhedsplan == plan

    def test_that_break_a_rule_are_refused_with_its_sentence(self, save):
        delaftale = f.DelaftaleFactory()
        response = save(delaftale.helhedsplan, delaftaler___0___end_date="01-08-2022")
        assert response.status_code == 200
        assert "Delaftalen slutter 01.08.2022, efter at planen er slut 31.07.2022." in sentences(response)
        assert Delaftale.objects.get().end_date is None

    def test_cannot_be_removed_there(self, client, chef):
        delaftale = f.DelaftaleFactory()
        html = client.get(address("change", delaftale.helhedsplan)).content.decode()
        assert "-DELETE" not in html

    def test_of_a_new_row_are_saved_with_it(self, client, chef):
        data = posted(client.get(address("add", Bevillingsrunde)))
        data |= {"code": "2027-30", "name": "2027-30", "start_year": 2027, "end_year": 2030, "min_local_share": "25"}
        data |= {
            "indsatsomraader-TOTAL_FORMS": 1,
            "indsatsomraader-0-order": 1,
            "indsatsomraader-0-code": "tryghed",
            "indsatsomraader-0-name": "Tryghed",
        }
        response = client.post(address("add", Bevillingsrunde), data)
        assert response.status_code == 302, sentences(response)
        assert Bevillingsrunde.objects.get().indsatsomraader.get().name == "Tryghed"
        assert Haendelse.objects.count() == 2


class TestRefusals:
    def test_of_a_rule_stand_on_the_page_with_what_was_typed(self, save):
        plan = f.HelhedsplanFactory()
        response = save(plan, end_date="01-01-2017")
        assert response.status_code == 200
        assert "Planen slutter, før den begynder." in sentences(response)
        assert Helhedsplan.objects.get().end_date == date(2022, 7, 31)

    def test_that_only_the_service_knows_stand_there_too(self, save, monkeypatch):
        plan = f.HelhedsplanFactory()

        def refuse(*args, **kwargs):
            raise ValidationError({"felt_der_ikke_er_paa_siden": ["Det går ikke."]})

        monkeypatch.setattr(services, "change", refuse)
        response = save(plan, tovholder="Ny")
        assert response.status_code == 200
        assert "Det går ikke." in sentences(response)
        assert 'value="Ny"' in response.content.decode()
        assert Helhedsplan.objects.get().tovholder == ""

    def test_of_a_row_under_the_row_name_it_and_save_nothing(self, save, monkeypatch):
        delaftale = f.DelaftaleFactory(title="Før")
        plan = delaftale.helhedsplan
        really = services.change

        def refuse_delaftaler(obj, **kwargs):
            if isinstance(obj, Delaftale):
                raise ValidationError("Det går ikke.")
            return really(obj, **kwargs)

        monkeypatch.setattr(services, "change", refuse_delaftaler)
        response = save(plan, tovholder="Ny", delaftaler___0___title="Efter")
        assert "Efter: Det går ikke." in sentences(response)
        assert Helhedsplan.objects.get().tovholder == ""
        assert not Haendelse.objects.exists()

    def test_moving_a_row_to_another_plan_is_one(self, save):
        kilde, other = f.FinansieringskildeFactory(), f.HelhedsplanFactory()
        response = save(kilde, helhedsplan=other.pk)
        assert "Det kan ikke flyttes til en anden helhedsplan." in sentences(response)


class TestTakingOutOfUse:
    def post(self, client, rows, **data):
        return client.post(
            address("changelist", rows[0]),
            {"action": "retire_selected", "_selected_action": [row.pk for row in rows], **data},
        )

    def test_asks_when_and_why_before_anything_happens(self, client, chef):
        rows = f.DelaftaleFactory.create_batch(2)
        response = self.post(client, rows)
        assert response.status_code == 200
        assert "Hvorfor" in sentences(response)
        assert all(str(row) in sentences(response) for row in rows)
        assert "<style" not in response.content.decode()
        assert not Haendelse.objects.exists()

    def test_keeps_the_rows_with_day_and_reason_and_says_how_many(self, client, chef):
        rows = f.DelaftaleFactory.create_batch(2)
        response = self.post(client, rows, bekraeft="1", retired_on="01-03-2020", retired_reason="Slået sammen.")
        assert response.status_code == 302
        assert "2 delaftaler er taget ud af brug." in sentences(client.get(address("changelist", Delaftale)))
        for row in Delaftale.objects.all():
            assert (row.retired_on, row.retired_reason) == (date(2020, 3, 1), "Slået sammen.")
            assert trail_of(row).get().by == chef

    def test_requires_a_reason(self, client, chef):
        rows = [f.DelaftaleFactory()]
        response = self.post(client, rows, bekraeft="1", retired_on="01-03-2020", retired_reason="")
        assert "Skriv, hvorfor det udgår." in sentences(response)
        assert Delaftale.objects.get().retired_on is None

    def test_takes_all_or_none(self, client, chef):
        out = f.DelaftaleFactory(title="Ude", retired_on=date(2019, 1, 1), retired_reason="Nedlagt.")
        rows = [f.DelaftaleFactory(), out]
        response = self.post(client, rows, bekraeft="1", retired_on="01-03-2020", retired_reason="Igen.")
        assert "Ude: Er allerede taget ud af brug 01.01.2019." in sentences(response)
        assert Delaftale.objects.filter(retired_on=None).count() == 1
        assert not Haendelse.objects.exists()

    def test_can_be_taken_back_on_the_rows_own_page(self, save):
        row = f.DelaftaleFactory(retired_on=date(2019, 1, 1), retired_reason="Nedlagt.")
        assert save(row, retired_on="", retired_reason="").status_code == 302
        assert trail_of(row).get().handling == Handling.GENINDSAT

    def test_is_not_offered_to_one_who_may_only_look(self, client):
        user = f.UserFactory(is_staff=True)
        give(user, "view_delaftale")
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        row = f.DelaftaleFactory()
        self.post(client, [row], bekraeft="1", retired_on="01-03-2020", retired_reason="Nej.")
        assert Delaftale.objects.get().retired_on is None


class TestDeleting:
    def test_unused_reference_data_goes_and_its_trail_stays(self, client, chef):
        kommune = f.KommuneFactory(name="Tastefejl Kommune")
        assert client.post(address("delete", kommune), {"post": "yes"}).status_code == 302
        assert not Kommune.objects.exists()
        assert Haendelse.objects.get().handling == Handling.SLETTET

    def test_reference_data_in_use_stays(self, client, chef):
        kommune = f.HelhedsplanFactory().kommune
        assert client.post(address("delete", kommune), {"post": "yes"}).status_code == 403
        assert Kommune.objects.exists()

    def test_reference_data_chosen_among_several_stays(self, client, chef):
        org = f.BoligorganisationFactory()
        f.HelhedsplanFactory().boligorganisationer.add(org)
        assert client.post(address("delete", org), {"post": "yes"}).status_code == 403


class TestTheTrail:
    def test_is_read_and_never_written(self, client, chef):
        line = f.FeltaendringFactory().haendelse
        page = client.get(address("change", line))
        assert page.status_code == 200
        assert "Igangværende" in sentences(page)
        assert "_save" not in page.content.decode()
        assert client.get(address("add", Haendelse)).status_code == 403
        assert client.post(address("change", line), {"note": "Noget andet"}).status_code == 403
        assert client.post(address("delete", line), {"post": "yes"}).status_code == 403

    def test_can_be_narrowed_to_a_plan_a_person_and_what_was_done(self, client, chef):
        mine = f.HaendelseFactory(helhedsplan__short_name="Gellerup", by__name="Mette", handling=Handling.UDGAAET)
        f.HaendelseFactory()
        for query in ({"plan": "gell"}, {"person": "mett"}, {"handling": "udgaaet"}, {"plan": "g", "person": "mette"}):
            response = client.get(address("changelist", Haendelse), query)
            assert list(response.context["cl"].result_list) == [mine], query

    def test_stands_behind_the_history_button_field_by_field(self, client, chef, save):
        plan = f.HelhedsplanFactory(tovholder="Før")
        save(plan, tovholder="Efter")
        text = sentences(client.get(address("history", plan)))
        assert "Aase Administrator Ændret tovholder Før Efter" in text

    def test_says_so_when_there_is_none(self, client, chef):
        assert "Der er ingen historik" in sentences(client.get(address("history", f.HelhedsplanFactory())))

    def test_costs_the_same_however_long(self, client, chef):
        plan = f.HelhedsplanFactory()
        for _ in range(2):
            f.FeltaendringFactory(haendelse__helhedsplan=plan)
        client.get(address("history", plan))
        before = count(client, plan)
        for _ in range(8):
            f.FeltaendringFactory(haendelse__helhedsplan=plan)
        assert count(client, plan) == before


class TestPeople:
    PASSWORD = {"usable_password": "true", "password1": "et-langt-kodeord-7", "password2": "et-langt-kodeord-7"}

    def test_are_added_with_an_e_mail_in_lower_case_and_a_password(self, client, chef):
        form = {"email": "Ny@Example.dk", "name": "Nina Ny", "title": "", **self.PASSWORD}
        response = client.post(address("add", User), form)
        assert response.status_code == 302, sentences(response)
        user = User.objects.get(name="Nina Ny")
        assert user.email == "ny@example.dk"
        assert user.check_password("et-langt-kodeord-7")
        assert trail_of(user).get().handling == Handling.OPRETTET

    def test_are_refused_an_address_in_use_whatever_its_case(self, client, chef):
        form = {"email": "AASE@example.dk", "name": "Aase igen", **self.PASSWORD}
        assert "E-mailadressen er allerede i brug." in sentences(client.post(address("add", User), form))

    def test_get_access_to_plans_on_their_page(self, save):
        user, plan = f.UserFactory(), f.HelhedsplanFactory()
        row = {"medlemskaber-TOTAL_FORMS": 1, "medlemskaber-0-helhedsplan": plan.pk, "medlemskaber-0-rolle": 30}
        response = save(user, **row)
        assert response.status_code == 302, sentences(response)
        medlemskab = Medlemskab.objects.get()
        assert (medlemskab.user, medlemskab.rolle) == (user, Rolle.REDAKTOER)
        assert trail_of(medlemskab).get().helhedsplan == plan

    def test_are_shut_out_with_a_trail(self, save):
        user = f.UserFactory()
        assert save(user, is_active=None).status_code == 302
        assert not User.objects.get(pk=user.pk).is_active
        assert [(c.label, c.new) for c in trail_of(user).get().feltaendringer.all()] == [("må logge ind", "Nej")]

    def test_get_a_new_password_and_the_trail_says_that_but_not_which(self, client, chef):
        user = f.UserFactory(password=make_password("det-gamle-kodeord-1"))
        url = reverse("admin:auth_user_password_change", args=[user.pk])
        assert client.get(url).status_code == 200
        response = client.post(url, self.PASSWORD)
        assert response.status_code == 302
        assert User.objects.get(pk=user.pk).check_password("et-langt-kodeord-7")
        line = trail_of(user).get()
        assert line.note == "Adgangskoden er sat i administrationen."
        assert not line.feltaendringer.exists()

    def test_are_never_deleted(self, client, chef):
        assert client.post(address("delete", f.UserFactory()), {"post": "yes"}).status_code == 403


class TestTheWayIn:
    def test_is_by_e_mail_and_password(self, client):
        f.UserFactory(email="aase@example.dk", is_staff=True, is_superuser=True)
        user = User.objects.get()
        user.set_password("et-langt-kodeord-7")
        user.save()
        page = client.get("/admin/login/")
        assert page.status_code == 200
        assert "E-mail" in sentences(page)
        form = {"username": "Aase@Example.dk", "password": "et-langt-kodeord-7", "next": "/admin/"}
        response = client.post("/admin/login/", form, follow=True)
        assert "Helhedsplan – administration" in sentences(response)
        assert "Referencedata, adgang og redning" in sentences(response)

    def test_is_closed_to_one_who_is_no_administrator(self, client):
        user = f.UserFactory(email="mette@example.dk")
        user.set_password("et-langt-kodeord-7")
        user.save()
        form = {"username": "mette@example.dk", "password": "et-langt-kodeord-7"}
        response = client.post("/admin/login/", form)
        assert response.status_code == 200
        assert "_auth_user_id" not in client.session


def test_a_choice_among_rows_of_many_plans_is_said_with_its_plan(client, chef):
    f.DelaftaleFactory(title="Tryghed", helhedsplan__short_name="Gellerup")
    query = {"app_label": "plans", "model_name": "part", "field_name": "delaftale", "term": "gellerup"}
    results = client.get("/admin/autocomplete/", query).json()["results"]
    assert [choice["text"] for choice in results] == ["Tryghed · Gellerup"]


def set_(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    return row


def give(user, codename):
    user.user_permissions.add(Permission.objects.get(codename=codename))


def count(client, plan):
    with CaptureQueriesContext(connection) as queries:
        client.get(address("history", plan))
    return len(queries)


# --- Numbers -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "stored"), [("1.040,25", "1040.25"), ("1.392", "1392"), ("712.000", "712000"), ("12,5", "12.5")]
)
def test_a_number_is_read_as_danes_write_it_and_shown_so_again(typed, stored, save, client):
    kilde = f.FinansieringskildeFactory()
    assert save(kilde, amount=typed).status_code == 302
    kilde.refresh_from_db()
    assert kilde.amount == Decimal(stored)
    assert 'type="text" name="amount"' in client.get(address("change", kilde)).content.decode()
    version = kilde.version
    save(kilde)
    kilde.refresh_from_db()
    assert (kilde.amount, kilde.version) == (Decimal(stored), version)


@pytest.mark.parametrize("typed", ["ca. 12", "1040.25", "10.944.00", "NaN", "1e5"])
def test_what_is_not_one_number_is_refused_with_a_sentence(typed, save):
    kilde = f.FinansieringskildeFactory(amount=Decimal(7))
    assert f"«{typed}»" in sentences(save(kilde, amount=typed))
    kilde.refresh_from_db()
    assert kilde.amount == 7


def test_a_malformed_amount_is_refused_with_what_it_can_mean(save):
    kilde = f.FinansieringskildeFactory(amount=Decimal(7))
    assert "Det kan være 1.094.400, 10.944.000 eller 109.440.000" in sentences(save(kilde, amount="10.944.00"))


# --- Power ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def clerk(client):
    """Somebody who may correct people in the administration, and no more."""
    user = f.UserFactory(is_staff=True)
    user.user_permissions.add(*Permission.objects.filter(codename__in=["view_user", "change_user"]))
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return user


def test_who_may_correct_people_may_not_promote_herself(client, clerk):
    url = reverse("admin:plans_user_change", args=[clerk.pk])
    page = client.get(url)
    assert page.status_code == 200
    assert not {"is_superuser", "is_staff", "groups"} & set(page.context["adminform"].form.fields)
    client.post(url, {"email": clerk.email, "name": "Nyt navn", "is_active": "on", "is_superuser": "on"})
    clerk.refresh_from_db()
    assert not clerk.is_superuser


def test_who_may_correct_people_may_not_take_over_a_superuser(client, clerk):
    above = f.UserFactory(is_staff=True, is_superuser=True)
    assert client.get(reverse("admin:auth_user_password_change", args=[above.pk])).status_code == 403
