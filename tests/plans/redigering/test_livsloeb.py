"""Out of use and in again, up and down, history and putting back."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.choices import Handling, Rolle
from plans.models import Afsnit, Delaftale, Helhedsplan, Organ, Organmedlem
from plans.redigering.tilbage import proposals
from plans.services import change, create, retire, trail_of
from tests.plans import factories as f


def address(name, row, **more):
    return reverse(f"plans:{name}", kwargs={"art": row._meta.model_name, "uuid": row.uuid, **more})


@pytest.fixture
def plan():
    return f.HelhedsplanFactory(frame_lbf=Decimal(30_000_000), start_date=date(2018, 8, 1))


@pytest.fixture
def editor(plan, log_in):
    return log_in(plan, Rolle.REDAKTOER)


class TestOutOfUse:
    def test_asks_for_day_and_reason_and_deletes_nothing(self, client, editor, plan):
        organ = f.OrganFactory(helhedsplan=plan)
        page = client.get(address("row_retire", organ))
        assert page.context["form"]["retired_on"].value() == timezone.localdate()
        refused = client.post(address("row_retire", organ), {"retired_on": "i går", "retired_reason": ""})
        assert set(refused.context["form"].errors) == {"retired_on", "retired_reason"}
        done = client.post(address("row_retire", organ), {"retired_on": "31.12.2020", "retired_reason": "Nedlagt"})
        assert done.status_code == 302
        organ.refresh_from_db()
        assert (organ.retired_on, organ.retired_reason) == (date(2020, 12, 31), "Nedlagt")

    def test_twice_is_told_and_in_again_is_one_button(self, client, editor, plan):
        organ = f.OrganFactory(helhedsplan=plan)
        retire(organ, by=editor, reason="Nedlagt")
        assert client.get(address("row_retire", organ)).status_code == 409
        assert client.post(address("row_reinstate", organ)).status_code == 302
        organ.refresh_from_db()
        assert organ.retired_on is None
        assert trail_of(organ).first().handling == Handling.GENINDSAT
        assert client.post(address("row_reinstate", organ)).status_code == 302
        assert trail_of(organ).count() == 2

    def test_what_a_rule_refuses_now_is_not_taken_in_again(self, client, editor, plan):
        old = f.OrganFactory(helhedsplan=plan, name="Forum", retired_on=date(2020, 1, 1), retired_reason="Nedlagt")
        f.OrganFactory(helhedsplan=plan, name="Forum")
        response = client.post(address("row_reinstate", old), follow=True)
        assert "Planen har allerede et organ med det navn." in response.content.decode()
        old.refresh_from_db()
        assert old.retired_on is not None


class TestTheOrder:
    @pytest.fixture
    def organ(self, plan):
        organ = f.OrganFactory(helhedsplan=plan)
        for number, title in enumerate("ABC", start=1):
            f.OrganmedlemFactory(organ=organ, title=title, order=number)
        return organ

    def order(self, organ):
        return "".join(organ.medlemmer.order_by("order").values_list("title", flat=True))

    @pytest.mark.parametrize(
        ("who", "posted", "after"),
        [
            ("B", {"retning": "op"}, "BAC"),
            ("B", {"retning": "ned"}, "ACB"),
            ("A", {"retning": "op"}, "ABC"),
            ("C", {"retning": "ned"}, "ABC"),
            ("A", {"plads": "2"}, "BCA"),
            ("C", {"plads": "0"}, "CAB"),
            ("B", {"plads": "99"}, "ACB"),
        ],
    )
    def test_changes_by_a_step_or_to_a_place(self, client, editor, organ, who, posted, after):
        row = organ.medlemmer.get(title=who)
        assert client.post(address("row_move", row), posted).status_code in (302, 204)
        assert self.order(organ) == after

    def test_only_the_moved_one_stands_in_the_trail_and_nobodys_version_changes(self, client, editor, organ):
        row = organ.medlemmer.get(title="C")
        client.post(address("row_move", row), {"plads": "0"})
        (line,) = trail_of(row)
        assert [(c.old, c.new) for c in line.feltaendringer.all()] == [("nr. 3", "nr. 1")]
        assert set(organ.medlemmer.values_list("version", flat=True)) == {1}
        assert not trail_of(organ.medlemmer.get(title="A")).exists()

    def test_a_move_that_says_nothing_is_refused_and_one_out_of_use_is_not_found(self, client, editor, organ):
        row = organ.medlemmer.get(title="A")
        for nonsense in ({}, {"retning": "til siden"}, {"plads": "-1"}, {"plads": "mange"}, {"plads": "9" * 30}):
            assert client.post(address("row_move", row), nonsense).status_code == 400
        retire(row, by=editor, reason="Trådt ud")
        assert client.post(address("row_move", row), {"retning": "ned"}).status_code == 404

    def test_what_has_no_order_cannot_be_moved(self, client, editor, plan):
        assert client.post(address("row_move", f.FravalgFactory(helhedsplan=plan)), {"plads": "1"}).status_code == 404

    def test_rows_that_were_never_ordered_are_numbered_as_they_stand(self, client, editor, plan):
        rows = [f.AfsnitFactory(helhedsplan=plan, skabelon=None, heading=h, order=0) for h in "XYZ"]
        client.post(address("row_move", rows[2]), {"retning": "op"})
        assert list(Afsnit.objects.order_by("order").values_list("heading", flat=True)) == ["X", "Z", "Y"]


class TestHistory:
    def test_shows_the_lines_about_one_row_and_is_filtered_like_the_plans(self, client, editor, plan):
        organ = create(f.OrganFactory.build(helhedsplan=plan, name="Forum"), by=editor)
        other = create(f.OrganFactory.build(helhedsplan=plan, name="Andet"), by=editor)
        organ.mandate = "Høres."
        change(organ, by=editor)
        html = client.get(address("row_history", organ)).content.decode()
        assert html.count("<time") == 2
        assert "Andet" not in html
        page = client.get(address("row_history", organ), {"handling": "oprettet"})
        assert page.context["page"].paginator.count == 1
        assert other.pk

    def test_readers_see_it_without_the_way_to_put_back(self, client, plan, log_in):
        organ = f.OrganFactory(helhedsplan=plan)
        organ.mandate = "Høres."
        change(organ, by=None)
        log_in(plan, Rolle.LAESER)
        html = client.get(address("row_history", organ)).content.decode()
        assert "Høres." in html
        assert "Sæt tilbage" not in html

    def test_costs_the_same_with_many_lines(self, client, editor, plan, assert_flat_queries):
        organ = f.OrganFactory(helhedsplan=plan)

        def grow(times=1):
            for number in range(times):
                organ.mandate = f"{organ.mandate}{number}"
                change(organ, by=f.UserFactory())

        grow()
        assert_flat_queries(get=lambda: client.get(address("row_history", organ)), grow=lambda: grow(10))

    def test_the_plans_history_offers_putting_back_too(self, client, editor, plan):
        organ = f.OrganFactory(helhedsplan=plan)
        organ.mandate = "Høres."
        change(organ, by=editor)
        html = client.get(reverse("plans:historik_list", kwargs={"uuid": plan.uuid})).content.decode()
        assert address("row_restore", organ, haendelse=trail_of(organ).get().pk) in html


class TestPuttingBack:
    def test_shows_now_and_then_side_by_side_and_sets_the_chosen_fields_back(self, client, editor, plan):
        kommune = plan.kommune
        plan.frame_lbf, plan.start_date, plan.kommune = Decimal(1), date(2019, 1, 1), f.KommuneFactory()
        plan.counts_hours, plan.tovholder = True, "Sekretariatet"
        change(plan, by=editor)
        event = trail_of(plan).get()
        there = address("row_restore", plan, haendelse=event.pk)
        offered = client.get(there).context["form"].offered
        assert {(o.name, o.then) for o in offered} >= {
            ("frame_lbf", "30.000.000"),
            ("start_date", "01.08.2018"),
            ("counts_hours", "Nej"),
        }
        chosen = ["frame_lbf", "start_date", "kommune", "counts_hours"]
        assert client.post(there, {"felter": chosen}).status_code == 302
        row = Helhedsplan.objects.get(pk=plan.pk)
        assert (row.frame_lbf, row.start_date, row.kommune) == (Decimal(30_000_000), date(2018, 8, 1), kommune)
        assert (row.counts_hours, row.tovholder) == (False, "Sekretariatet")
        assert trail_of(row).first().note.startswith("Sat tilbage til før")

    def test_many_to_many_and_retirement_can_be_put_back(self, client, editor, plan):
        first, second = f.BoligorganisationFactory(), f.BoligorganisationFactory()
        change(plan, by=editor, links={"boligorganisationer": [first]})
        change(plan, by=editor, links={"boligorganisationer": [second]})
        there = address("row_restore", plan, haendelse=trail_of(plan).first().pk)
        client.post(there, {"felter": ["boligorganisationer"]})
        assert list(plan.boligorganisationer.all()) == [first]
        organ = f.OrganFactory(helhedsplan=plan)
        retire(organ, by=editor, reason="Nedlagt")
        there = address("row_restore", organ, haendelse=trail_of(organ).get().pk)
        client.post(there, {"felter": ["retired_on", "retired_reason"]})
        assert Organ.objects.get(pk=organ.pk).retired_on is None

    def test_says_what_has_changed_since_and_does_not_choose_it_by_itself(self, client, editor, plan):
        delaftale = f.DelaftaleFactory(helhedsplan=plan, purpose="Første")
        for text in ("Anden", "Tredje"):
            delaftale.purpose = text
            change(delaftale, by=editor)
        event = trail_of(delaftale).last()
        (offered,) = proposals(delaftale, event)
        assert (offered.now, offered.then, offered.is_changed_since) == ("Tredje", "Første", True)
        html = client.get(address("row_restore", delaftale, haendelse=event.pk)).content.decode()
        assert "Er ændret igen siden" in html
        assert "checked" not in html

    def test_what_a_rule_refuses_now_stays_as_it_is(self, client, editor, plan):
        organ = f.OrganFactory(helhedsplan=plan, name="Forum")
        organ.name = "Beboerforum"
        change(organ, by=editor)
        f.OrganFactory(helhedsplan=plan, name="Forum")
        there = address("row_restore", organ, haendelse=trail_of(organ).get().pk)
        response = client.post(there, {"felter": ["name"]})
        assert "Planen har allerede et organ med det navn." in response.content.decode()
        assert Organ.objects.get(pk=organ.pk).name == "Beboerforum"

    def test_nothing_chosen_and_another_rows_line_are_refused(self, client, editor, plan):
        delaftale = f.DelaftaleFactory(helhedsplan=plan)
        delaftale.purpose = "Nyt"
        change(delaftale, by=editor)
        event = trail_of(delaftale).get()
        there = address("row_restore", delaftale, haendelse=event.pk)
        assert "Vælg mindst ét felt" in client.post(there).content.decode()
        other = f.DelaftaleFactory(helhedsplan=plan)
        assert client.get(address("row_restore", other, haendelse=event.pk)).status_code == 404
        assert Delaftale.objects.get(pk=delaftale.pk).purpose == "Nyt"

    def test_the_making_of_a_row_is_not_undone_here(self, client, editor, plan):
        seat = create(Organmedlem(organ=f.OrganFactory(helhedsplan=plan), title="Formand"), by=editor)
        assert client.get(address("row_restore", seat, haendelse=trail_of(seat).get().pk)).status_code == 404


def test_what_is_out_of_use_is_not_edited_from_history_but_taken_in_again(client, log_in):
    organ = f.OrganFactory(name="Følgegruppe")
    log_in(organ.helhedsplan, Rolle.REDAKTOER)
    organ.name = "Styregruppe"
    renamed = trail_of(change(organ, by=None)).first()
    retired = trail_of(retire(organ, by=None, reason="Nedlagt")).first()
    there, back = (address("row_restore", organ, haendelse=event.pk) for event in (renamed, retired))
    assert client.post(there, {"felter": ["name"]}).status_code == 409
    history = client.get(address("row_history", organ)).content.decode()
    assert there not in history
    assert back in history
    assert client.post(back, {"felter": ["retired_on", "retired_reason"]}).status_code == 302
    organ.refresh_from_db()
    assert (organ.name, organ.retired_on) == ("Styregruppe", None)
    assert client.post(there, {"felter": ["name"]}).status_code == 302
