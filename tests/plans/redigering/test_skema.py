"""Editing a row: what is typed is read as Danes type it, refused in place, saved with a trail, and never lost."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from helhedsplan.middleware import KEPT_POSTS
from plans.choices import Rolle
from plans.models import Delaftale, Helhedsplan, Kladde, Part
from plans.redigering.formular import form_data
from plans.services import change, trail_of
from tests.plans import factories as f
from tests.plans.redigering.formularer import errors, opret, ret, send, shown


@pytest.fixture
def plan():
    return f.HelhedsplanFactory(short_name="Åparken", start_date=date(2018, 8, 1), end_date=date(2022, 7, 31))


@pytest.fixture
def editor(plan, log_in):
    return log_in(plan, Rolle.REDAKTOER)


@pytest.fixture
def delaftale(plan):
    return f.DelaftaleFactory(helhedsplan=plan, title="Tryghed", purpose="Tryggere opgange.", end_date=None)


class TestTheForm:
    def test_shows_dates_and_amounts_as_danes_write_them_and_takes_them_back_unchanged(self, client, editor, plan):
        Helhedsplan.objects.filter(pk=plan.pk).update(frame_lbf=Decimal("30000000.00"))
        data = shown(client, ret(plan))
        assert data["start_date"] == ["01.08.2018"]
        assert data["frame_lbf"] == ["30.000.000"]
        response = send(client, ret(plan), data)
        assert response.status_code == 302
        assert Helhedsplan.objects.get().version == 1
        assert not trail_of(plan).exists()

    @pytest.mark.parametrize(
        ("typed", "read"),
        [
            ("31.7.2022", date(2022, 7, 31)),
            ("31-07-2022", date(2022, 7, 31)),
            ("2022-07-31", date(2022, 7, 31)),
            ("31/7/22", date(2022, 7, 31)),
        ],
    )
    def test_reads_the_usual_ways_of_writing_a_date(self, client, editor, delaftale, typed, read):
        data = shown(client, ret(delaftale))
        assert send(client, ret(delaftale), data, end_date=typed).status_code == 302
        assert Delaftale.objects.get().end_date == read

    def test_saves_writes_the_trail_and_goes_back_to_where_one_reads(self, client, editor, delaftale):
        data = shown(client, ret(delaftale))
        response = send(client, ret(delaftale), data, purpose="Trygge gårdrum.")
        assert response["Location"] == delaftale.get_absolute_url()
        line = trail_of(delaftale).get()
        assert (line.by, line.target_version) == (editor, 2)
        assert [(c.field, c.old, c.new) for c in line.feltaendringer.all()] == [
            ("purpose", "Tryggere opgange.", "Trygge gårdrum.")
        ]

    def test_goes_back_to_where_one_came_from_but_never_to_another_site(self, client, editor, delaftale):
        data = shown(client, ret(delaftale))
        here = reverse("plans:aftale_detail", kwargs={"uuid": delaftale.helhedsplan.uuid})
        assert send(client, ret(delaftale), data, tilbage=here)["Location"] == here
        for elsewhere in ("https://example.org/", "//example.org/", "javascript:alert(1)", "\\\\example.org"):
            response = send(client, ret(delaftale), data, tilbage=elsewhere)
            assert response["Location"] == delaftale.get_absolute_url()

    def test_a_few_fields_can_be_edited_alone_and_the_others_stay(self, client, editor, delaftale):
        address = f"{ret(delaftale)}?felt=purpose"
        data = shown(client, address)
        assert set(data) == {"author", "seen_version", "purpose"}
        assert send(client, address, data, purpose="Nyt.").status_code == 302
        delaftale.refresh_from_db()
        assert (delaftale.purpose, delaftale.title) == ("Nyt.", "Tryghed")

    def test_offers_only_rows_of_the_same_plan_that_are_in_use(self, client, log_in, plan):
        log_in(plan, Rolle.PLANLEDER)
        mine = f.OrganFactory(helhedsplan=plan, name="Styregruppen")
        f.OrganFactory(helhedsplan=plan, name="Nedlagt", retired_on=date(2020, 1, 1), retired_reason="Nedlagt.")
        f.OrganFactory(name="En andens")
        row = f.OrganFactory(helhedsplan=plan, name="Arbejdsgruppen")
        choices = client.get(ret(row)).context["form"].fields["parent"].choices
        assert [label for _, label in choices] == ["Ikke valgt", str(mine)]

    def test_a_long_list_is_searched_by_typing_and_says_what_it_is_in_doubt_about(self, client, editor, plan):
        for number in range(30):
            f.KommuneFactory(name=f"Prøveby {number:02}", code="")
        f.KommuneFactory(name="Aabenraa", code="")
        data = shown(client, ret(plan))
        response = send(client, ret(plan), data, kommune="Prøveby")
        assert "passer på «Prøveby 00», «Prøveby 01»" in errors(response)["kommune"][0]
        assert response.context["form"]["kommune"].value() == "Prøveby"
        assert "står ikke på listen" in errors(send(client, ret(plan), data, kommune="Atlantis"))["kommune"][0]
        assert send(client, ret(plan), data, kommune="åbenrå").status_code == 302
        assert Helhedsplan.objects.get().kommune.name == "Aabenraa"

    def test_every_form_on_the_page_carries_the_token_without_which_nothing_is_taken_in(
        self, client, editor, delaftale
    ):
        client.post(f"{ret(delaftale)}kladde/", {"purpose": "Kladde"})
        f.PartFactory(helhedsplan=delaftale.helhedsplan)
        pages = [ret(delaftale), reverse("plans:aftale_detail", kwargs={"uuid": delaftale.helhedsplan.uuid})]
        pages += [reverse("plans:row_retire", kwargs={"art": "delaftale", "uuid": delaftale.uuid})]
        for page in pages:
            forms = BeautifulSoup(client.get(page).content, "html.parser").select("form[method=post]")
            assert len(forms) > 1, page
            assert all(form.select_one("[name=csrfmiddlewaretoken]")["value"].isalnum() for form in forms), page


class TestRefusals:
    def test_stand_at_the_field_and_on_top_with_what_was_typed_and_nothing_is_saved(self, client, editor, delaftale):
        data = shown(client, ret(delaftale))
        response = send(client, ret(delaftale), data, end_date="når vi er færdige", title="", purpose="Nyt formål")
        assert errors(response) == {
            "end_date": ["«når vi er færdige» er ikke en dato. Skriv den som dag.måned.år, fx 31.12.2026."],
            "title": ["Dette felt er påkrævet."],
        }
        html = response.content.decode()
        assert "Noget skal rettes, før det kan gemmes" in html
        assert 'href="#id_end_date"' in html
        assert "Nyt formål" in html
        assert Delaftale.objects.get().purpose == "Tryggere opgange."

    def test_a_rule_between_fields_says_so_at_the_field_it_concerns(self, client, editor, delaftale):
        data = shown(client, ret(delaftale))
        response = send(client, ret(delaftale), data, end_date="01.01.2030")
        assert "efter at planen er slut" in errors(response)["end_date"][0]

    def test_a_rule_about_a_field_that_is_not_on_the_form_stands_on_top_with_its_name(self, client, editor, delaftale):
        Delaftale.objects.filter(pk=delaftale.pk).update(title="")
        address = f"{ret(delaftale)}?felt=purpose"
        response = send(client, address, shown(client, address), purpose="Nyt.")
        assert errors(response)["__all__"] == ["Lokal titel: Dette felt kan ikke være tomt."]

    def test_a_kind_that_is_not_edited_here_and_a_place_it_cannot_stand_are_not_found(self, client, editor, plan):
        assert client.get(f"/ret/haendelse/{plan.uuid}/").status_code == 404
        assert client.get(f"/opret/organmedlem/helhedsplan/{plan.uuid}/").status_code == 404

    def test_what_is_out_of_use_is_not_edited_and_takes_nothing_in(self, client, editor, plan):
        organ = f.OrganFactory(helhedsplan=plan, retired_on=date(2020, 1, 1), retired_reason="Nedlagt.")
        response = client.get(ret(organ))
        assert response.status_code == 409
        assert "Sæt ind igen" in response.content.decode()
        new = client.get(f"/opret/organmedlem/organ/{organ.uuid}/")
        assert new.status_code == 409
        assert "der kan ikke lægges noget nyt under det" in new.content.decode()


class TestNewRows:
    def test_stand_where_they_were_added_and_last_in_the_order(self, client, editor, plan, delaftale):
        f.PartFactory(helhedsplan=plan, delaftale=delaftale, order=3)
        address = opret(Part, delaftale)
        response = send(client, address, shown(client, address), organisation="Kommunen", title="Rådmand")
        assert response["Location"] == f"{delaftale.get_absolute_url()}#aftalt"
        part = Part.objects.get(organisation="Kommunen")
        assert (part.helhedsplan, part.delaftale, part.order) == (plan, delaftale, 4)

    def test_one_more_can_be_added_at_once(self, client, editor, plan):
        address = opret(Part, plan)
        response = send(client, address, shown(client, address), organisation="Kommunen", gem_og_ny="1")
        assert response["Location"] == address

    def test_a_plan_of_another_is_not_found(self, client, editor):
        assert client.get(opret(Part, f.HelhedsplanFactory())).status_code == 404


class TestDrafts:
    def test_what_is_typed_is_kept_while_one_writes_and_is_there_next_time(self, client, editor, delaftale):
        data = shown(client, ret(delaftale))
        said = client.post(f"{ret(delaftale)}kladde/", {**data, "purpose": "Halvt færdig", "end_date": "ved ikke"})
        assert said.json()["gemt"].startswith("kl. ")
        assert client.get(ret(delaftale)).context["skema"].fetched_mark == said.json()["udgave"]
        assert Delaftale.objects.get().purpose == "Tryggere opgange."
        page = client.get(ret(delaftale))
        assert page.context["form"]["purpose"].value() == "Halvt færdig"
        assert page.context["form"]["end_date"].value() == "ved ikke"
        assert "er hentet frem" in page.content.decode()

    def test_a_draft_is_its_writers_alone(self, client, editor, delaftale, log_in):
        client.post(f"{ret(delaftale)}kladde/", {"purpose": "Min kladde"})
        log_in(delaftale.helhedsplan, Rolle.PLANLEDER)
        page = client.get(ret(delaftale))
        assert page.context["form"]["purpose"].value() == "Tryggere opgange."
        mine = Kladde.objects.get()
        assert client.get(f"{ret(delaftale)}?kladde={mine.pk}").context["skema"].draft is None

    def test_saving_ends_the_draft_and_earlier_ones_can_be_fetched(self, client, editor, delaftale):
        client.post(f"{ret(delaftale)}kladde/", {"purpose": "Første forsøg"})
        Kladde.objects.update(saved_at=timezone.now() - timedelta(hours=2))
        client.post(f"{ret(delaftale)}kladde/", {"purpose": "Andet forsøg"})
        send(client, ret(delaftale), shown(client, ret(delaftale)))
        page = client.get(ret(delaftale))
        assert page.context["skema"].fetched_at is None
        assert [row.data["purpose"][0] for row in page.context["skema"].earlier()] == [
            "Andet forsøg",
            "Første forsøg",
        ]
        first = Kladde.objects.get(data__purpose=["Første forsøg"])
        again = client.get(f"{ret(delaftale)}?kladde={first.pk}")
        assert again.context["form"]["purpose"].value() == "Første forsøg"

    def test_a_draft_can_be_thrown_away(self, client, editor, delaftale):
        client.post(f"{ret(delaftale)}kladde/", {"purpose": "Kladde"})
        client.post(f"{ret(delaftale)}kladde/", {"kasser": "1", "tilbage": ret(delaftale)})
        assert client.get(ret(delaftale)).context["skema"].fetched_at is None

    def test_a_draft_of_a_new_row_waits_under_the_row_above(self, client, editor, plan):
        address = opret(Part, plan)
        client.post(f"{address}kladde/", {"organisation": "Kommun"})
        assert client.get(address).context["form"]["organisation"].value() == "Kommun"

    def test_the_button_keeps_a_form_that_cannot_be_saved_yet(self, client, editor, delaftale):
        response = client.post(ret(delaftale), {"title": "", "purpose": "Halvt", "gem_kladde": "1"})
        assert response.status_code == 302
        assert client.get(ret(delaftale)).context["form"]["purpose"].value() == "Halvt"

    def test_a_book_is_refused_and_no_more_than_twenty_are_kept(self, client, editor, delaftale):
        assert client.post(f"{ret(delaftale)}kladde/", {"purpose": "x" * 1_000_001}).status_code == 422
        for number in range(25):
            client.post(f"{ret(delaftale)}kladde/", {"purpose": str(number)})
            Kladde.objects.update(saved_at=timezone.now() - timedelta(hours=1))
        assert Kladde.objects.count() == 20


class TestAnExpiredLogin:
    def test_what_was_sent_is_there_after_the_same_person_logs_in_and_is_not_saved_yet(
        self, client, editor, delaftale
    ):
        data = shown(client, ret(delaftale))
        client.logout()
        response = send(client, ret(delaftale), data, purpose="Skrevet for længe siden")
        assert response["Location"].startswith(reverse("login"))
        client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
        page = client.get(ret(delaftale))
        assert page.context["form"]["purpose"].value() == "Skrevet for længe siden"
        assert Delaftale.objects.get().purpose == "Tryggere opgange."
        send(client, ret(delaftale), shown(client, ret(delaftale)))
        assert Delaftale.objects.get().purpose == "Skrevet for længe siden"
        assert client.get(ret(delaftale)).context["skema"].fetched_at is None

    def test_what_comes_from_another_site_is_refused_and_not_kept(self, delaftale):
        client = Client(enforce_csrf_checks=True)
        response = client.post(ret(delaftale), {"author": "1", "purpose": "Udefra"})
        assert response.status_code == 403
        assert KEPT_POSTS not in client.session

    def test_somebody_else_who_logs_in_there_does_not_see_it(self, client, editor, delaftale, log_in):
        data = shown(client, ret(delaftale))
        client.logout()
        send(client, ret(delaftale), data, purpose="Mit")
        log_in(delaftale.helhedsplan, Rolle.REDAKTOER)
        assert client.get(ret(delaftale)).context["form"]["purpose"].value() == "Tryggere opgange."


class TestTwoAtOnce:
    @pytest.fixture
    def mette(self):
        return f.UserFactory(name="Mette Holm")

    def test_changes_to_different_fields_both_stand(self, client, editor, delaftale, mette):
        data = shown(client, ret(delaftale))
        delaftale.problem = "Mettes problem"
        change(delaftale, by=mette)
        assert send(client, ret(delaftale), data, purpose="Mit formål").status_code == 302
        row = Delaftale.objects.get()
        assert (row.problem, row.purpose, row.version) == ("Mettes problem", "Mit formål", 3)

    def test_the_second_saver_sees_both_texts_and_nothing_is_saved_until_she_chooses(
        self, client, editor, delaftale, mette
    ):
        data = shown(client, ret(delaftale))
        delaftale.purpose = "Mettes formål"
        change(delaftale, by=mette)
        response = send(client, ret(delaftale), data, purpose="Mit formål", content="Mit indhold")
        (conflict,) = response.context["skema"].conflicts
        assert (conflict.label, conflict.mine, conflict.theirs, conflict.by) == (
            "Formål",
            "Mit formål",
            "Mettes formål",
            "Mette Holm",
        )
        assert Delaftale.objects.get().purpose == "Mettes formål"
        data = shown_again(response)
        undecided = send(client, ret(delaftale), data, konfliktfelter="purpose")
        assert errors(undecided) == {"purpose": ["Vælg, hvilken af de to udgaver der skal gælde."]}
        chosen = {"konfliktfelter": "purpose", "konflikt-purpose": "deres"}
        assert send(client, ret(delaftale), data, **chosen).status_code == 302
        row = Delaftale.objects.get()
        assert (row.purpose, row.content) == ("Mettes formål", "Mit indhold")

    def test_mine_may_be_chosen_and_written_on(self, client, editor, delaftale, mette):
        data = shown(client, ret(delaftale))
        delaftale.purpose = "Mettes formål"
        change(delaftale, by=mette)
        data = shown_again(send(client, ret(delaftale), data, purpose="Mit formål"))
        chosen = {"konfliktfelter": "purpose", "konflikt-purpose": "min", "purpose": "Vores fælles formål"}
        assert send(client, ret(delaftale), data, **chosen).status_code == 302
        assert Delaftale.objects.get().purpose == "Vores fælles formål"

    def test_a_third_save_while_she_chooses_is_asked_about_too(self, client, editor, delaftale, mette):
        data = shown(client, ret(delaftale))
        delaftale.purpose = "Mettes første"
        change(delaftale, by=mette)
        data = shown_again(send(client, ret(delaftale), data, purpose="Mit formål"))
        delaftale.purpose = "Mettes andet"
        change(delaftale, by=mette)
        chosen = {"konfliktfelter": "purpose", "konflikt-purpose": "min"}
        response = send(client, ret(delaftale), data, **chosen)
        (conflict,) = response.context["skema"].conflicts
        assert conflict.theirs == "Mettes andet"

    def test_the_same_change_by_both_is_no_conflict(self, client, editor, delaftale, mette):
        data = shown(client, ret(delaftale))
        delaftale.purpose = "Det samme"
        change(delaftale, by=mette)
        assert send(client, ret(delaftale), data, purpose="Det samme").status_code == 302

    def test_a_change_that_left_no_trail_is_asked_about_rather_than_overwritten(self, client, editor, delaftale):
        data = shown(client, ret(delaftale))
        Delaftale.objects.filter(pk=delaftale.pk).update(purpose="Udenom", version=2)
        response = send(client, ret(delaftale), data, purpose="Mit formål")
        assert [c.name for c in response.context["skema"].conflicts] == ["purpose"]
        assert response.context["skema"].conflicts[0].by == "En anden"

    def test_choices_among_many_are_held_against_each_other_too(self, client, editor, plan, mette):
        one, two = f.BoligorganisationFactory(name="Aa"), f.BoligorganisationFactory(name="Bb")
        data = shown(client, ret(plan))
        change(plan, by=mette, links={"boligorganisationer": [one]})
        response = send(client, ret(plan), data, boligorganisationer=[str(two.pk)])
        (conflict,) = response.context["skema"].conflicts
        assert (conflict.name, conflict.mine, conflict.theirs) == ("boligorganisationer", str(two), str(one))

    def test_a_draft_from_an_older_version_is_sorted_out_when_it_is_saved(self, client, editor, delaftale, mette):
        data = shown(client, ret(delaftale))
        client.post(f"{ret(delaftale)}kladde/", {**data, "purpose": "Min kladde"})
        delaftale.purpose = "Mettes formål"
        change(delaftale, by=mette)
        response = send(client, ret(delaftale), shown(client, ret(delaftale)))
        assert [c.mine for c in response.context["skema"].conflicts] == ["Min kladde"]

    def test_a_hint_says_who_else_has_it_open(self, client, editor, delaftale, log_in):
        client.post(f"{ret(delaftale)}tilstede/")
        log_in(delaftale.helhedsplan, Rolle.REDAKTOER)
        assert editor.name in client.post(f"{ret(delaftale)}tilstede/").content.decode()
        assert editor.name in client.get(ret(delaftale)).content.decode()


def shown_again(response):
    assert response.status_code == 200
    return form_data(response.context["form"])
