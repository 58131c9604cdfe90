"""The agenda and what is decided on it: numbers, order, what a decision does, the steps of a meeting."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from plans.choices import Beslutningsart, Moedetilstand, Rolle
from plans.models import Beslutning, Dagsordenspunkt, Moede
from plans.moeder.dagsorden import Forslag, saet_paa, tag_af, udsatte
from plans.moeder.livsloeb import Skridt, gaa_videre
from plans.moeder.sager import find_sager
from plans.moeder.virkning import besluttelige, lad_virke
from plans.services import change, create, retire, trail_of
from plans.services.raekkefoelge import move
from tests.indsatser.factories import MaalaendringFactory, SucceskriteriumFactory
from tests.plans import factories as f
from tests.plans.redigering.formularer import ret, send, shown


@pytest.fixture
def moede():
    return f.MoedeFactory(held_on=date(2019, 3, 14))


def punkter(moede):
    return [(row.nummer, row.title) for row in moede.dagsordenspunkter.filter(retired_on=None).order_by("nummer")]


def agenda(moede, *titles):
    return [f.DagsordenspunktFactory(moede=moede, nummer=n, title=title) for n, title in enumerate(titles, 1)]


def decide(punkt, kind=Beslutningsart.TILTRAADT, **fields):
    organ = punkt.moede.organ
    row = Beslutning(
        helhedsplan=organ.helhedsplan,
        organ=organ,
        dagsordenspunkt=punkt,
        decided_on=punkt.moede.held_on,
        kind=kind,
        text="Som indstillet.",
        target_uuid=punkt.target_uuid,
        **fields,
    )
    create(row, by=None)
    lad_virke(row, by=None)
    return row


class TestTheOrder:
    def test_items_change_places_though_no_two_may_have_the_same_number(self, moede):
        first, _, third = agenda(moede, "Et", "To", "Tre")
        siblings = Dagsordenspunkt.objects.filter(moede=moede, retired_on=None)
        assert move(third, siblings, to=0, by=None, field="nummer")
        assert punkter(moede) == [(1, "Tre"), (2, "Et"), (3, "To")]
        assert move(first, siblings, to=9, by=None, field="nummer")
        assert punkter(moede) == [(1, "Tre"), (2, "To"), (3, "Et")]

    def test_the_arrows_of_the_page_do_it(self, moede, client, log_in):
        agenda(moede, "Et", "To")
        log_in(moede.organ.helhedsplan, Rolle.REDAKTOER)
        last = Dagsordenspunkt.objects.get(title="To")
        response = client.post(reverse("plans:row_move", args=["dagsordenspunkt", last.uuid]), {"retning": "op"})
        assert response.status_code == 302
        assert punkter(moede) == [(1, "To"), (2, "Et")]

    def test_an_item_taken_off_leaves_no_gap_and_stands_on_the_trail(self, moede):
        _, second, _ = agenda(moede, "Et", "To", "Tre")
        tag_af(second, by=None)
        assert punkter(moede) == [(1, "Et"), (2, "Tre")]
        assert trail_of(second).filter(handling="udgaaet").exists()

    def test_an_item_something_was_decided_on_stays(self, moede):
        (punkt,) = agenda(moede, "Et")
        decide(punkt)
        with pytest.raises(ValidationError, match="bliver på dagsordenen"):
            tag_af(punkt, by=None)

    def test_a_new_item_comes_last_with_the_next_number(self, moede, client, log_in):
        agenda(moede, "Et", "To")
        log_in(moede.organ.helhedsplan, Rolle.REDAKTOER)
        address = reverse("plans:row_create", args=["dagsordenspunkt", "moede", moede.uuid])
        send(client, address, shown(client, address) | {"title": "Tre", "kind": "orientering"})
        assert punkter(moede)[-1] == (3, "Tre")


class TestProposals:
    def test_are_put_on_in_their_order_and_never_twice(self, moede):
        sager = [Forslag("Økonomi", uuid4(), "Et"), Forslag("Milepæle", uuid4(), "To")]
        agenda(moede, "Velkomst")
        assert len(saet_paa(moede, sager, by=None)) == 2
        assert saet_paa(moede, sager, by=None) == []
        assert punkter(moede) == [(1, "Velkomst"), (2, "Et"), (3, "To")]

    @pytest.mark.parametrize("state", [Moedetilstand.AFLYST, Moedetilstand.AFHOLDT])
    def test_are_refused_where_the_agenda_is_settled(self, moede, state):
        moede.state = state
        moede.save()
        with pytest.raises(ValidationError, match="ligger fast"):
            saet_paa(moede, [Forslag("Økonomi", uuid4(), "Et")], by=None)

    def test_what_was_put_off_comes_back_until_it_is_decided(self, moede):
        (punkt,) = agenda(moede, "Ny tryghedsvandring")
        decide(punkt, Beslutningsart.UDSAT)
        later = f.MoedeFactory(organ=moede.organ, held_on=date(2019, 6, 14))
        assert udsatte(later) == [punkt]
        (again,) = saet_paa(later, [Forslag("Udsat", punkt.uuid, punkt.title)], by=None)
        decide(again)
        assert udsatte(f.MoedeFactory(organ=moede.organ, held_on=date(2019, 9, 14))) == []

    def test_what_another_organ_put_off_does_not(self, moede):
        (punkt,) = agenda(moede, "Ny tryghedsvandring")
        decide(punkt, Beslutningsart.UDSAT)
        other = f.OrganFactory(helhedsplan=moede.organ.helhedsplan)
        assert udsatte(f.MoedeFactory(organ=other, held_on=date(2019, 6, 14))) == []


class TestWhatADecisionDoes:
    @pytest.fixture
    def move_of_money(self, moede):
        plan = moede.organ.helhedsplan
        post, fund = f.BudgetpostFactory(helhedsplan=plan), f.FinansieringskildeFactory(helhedsplan=plan)
        f.BudgetbeloebFactory(budgetpost=post, kilde=fund, amount=Decimal(1000), year=2019)
        return f.OmdisponeringFactory(
            helhedsplan=plan,
            from_post=post,
            from_kilde=fund,
            from_year=2019,
            to_post=f.BudgetpostFactory(helhedsplan=plan),
            to_kilde=fund,
            to_year=2019,
            amount=Decimal(400),
            decided_on=None,
        )

    def _item_about(self, moede, row):
        return f.DagsordenspunktFactory(moede=moede, nummer=1, title="Sag", target_uuid=row.uuid)

    def test_a_move_of_money_that_is_tiltraadt_counts_from_the_day_of_the_meeting(self, moede, move_of_money):
        row = decide(self._item_about(moede, move_of_money))
        move_of_money.refresh_from_db()
        assert (move_of_money.beslutning, move_of_money.decided_on) == (row, moede.held_on)

    @pytest.mark.parametrize("kind", [Beslutningsart.AFVIST, Beslutningsart.UDSAT, Beslutningsart.ORIENTERING])
    def test_any_other_outcome_shows_on_it_and_moves_nothing(self, moede, move_of_money, kind):
        row = decide(self._item_about(moede, move_of_money), kind)
        move_of_money.refresh_from_db()
        assert (move_of_money.beslutning, move_of_money.decided_on) == (row, None)
        assert move_of_money.beslutning.sagt.startswith(row.get_kind_display())

    def test_a_decision_that_is_corrected_to_no_takes_the_day_away_again(self, moede, move_of_money):
        row = decide(self._item_about(moede, move_of_money))
        row.kind = Beslutningsart.AFVIST
        lad_virke(change(row, by=None), by=None)
        move_of_money.refresh_from_db()
        assert move_of_money.decided_on is None

    def test_an_older_decision_that_is_corrected_does_not_undo_a_later_one(self, moede, move_of_money):
        older = decide(self._item_about(moede, move_of_money), Beslutningsart.UDSAT)
        later = decide(self._item_about(f.MoedeFactory(organ=moede.organ, held_on=date(2019, 6, 1)), move_of_money))
        older.text = "Udsat til juni."
        lad_virke(change(older, by=None), by=None)
        move_of_money.refresh_from_db()
        assert move_of_money.beslutning == later

    def test_money_that_is_not_there_cannot_be_decided_and_nothing_is_saved(
        self, moede, move_of_money, client, log_in
    ):
        type(move_of_money).objects.update(amount=Decimal(5000))
        punkt = self._item_about(moede, move_of_money)
        log_in(moede.organ.helhedsplan, Rolle.REDAKTOER)
        address = reverse("plans:row_create", args=["beslutning", "dagsordenspunkt", punkt.uuid])
        response = client.post(address, shown(client, address) | {"text": "Ja.", "kind": "tiltraadt"})
        assert response.status_code == 200
        assert "Det er 4.000" in response.content.decode().replace("\xa0", " ")
        assert not Beslutning.objects.exists()

    def test_from_the_page_it_carries_organ_day_and_case(self, moede, move_of_money, client, log_in):
        punkt = self._item_about(moede, move_of_money)
        log_in(moede.organ.helhedsplan, Rolle.REDAKTOER)
        address = reverse("plans:row_create", args=["beslutning", "dagsordenspunkt", punkt.uuid])
        send(client, address, shown(client, address) | {"text": "Ja.", "kind": "tiltraadt"})
        row = Beslutning.objects.get()
        assert (row.organ, row.decided_on, row.target_uuid) == (moede.organ, moede.held_on, move_of_money.uuid)
        move_of_money.refresh_from_db()
        assert move_of_money.decided_on == moede.held_on

    def test_a_changed_target_shows_who_decided_it(self, moede):
        kriterium = SucceskriteriumFactory(aktivitet__delaftale__helhedsplan=moede.organ.helhedsplan)
        aendring = MaalaendringFactory(kriterium=kriterium, decided_by="")
        row = decide(self._item_about(moede, aendring))
        aendring.refresh_from_db()
        assert (aendring.beslutning, aendring.decided_by) == (row, moede.organ.name)

    def test_a_thing_of_another_plan_is_left_alone(self, moede):
        foreign = f.OmdisponeringFactory(decided_on=None)
        decide(self._item_about(moede, foreign))
        foreign.refresh_from_db()
        assert foreign.beslutning is None

    def test_minutes_are_approved_by_the_later_meeting_and_stand(self, moede):
        moede.minutes = "Vi talte om trygheden."
        change(moede, by=None)
        later = f.MoedeFactory(organ=moede.organ, held_on=date(2019, 6, 14))
        row = decide(self._item_about(later, moede))
        moede = Moede.objects.get(pk=moede.pk)
        assert moede.minutes_approved_at == later
        moede.minutes = "Noget andet."
        with pytest.raises(ValidationError, match="Referatet er godkendt"):
            change(moede, by=None)
        row.kind = Beslutningsart.AFVIST
        lad_virke(change(row, by=None), by=None)
        assert Moede.objects.get(pk=moede.pk).minutes_approved_at is None

    def test_minutes_of_an_item_stand_with_the_meetings(self, moede):
        (punkt,) = agenda(moede, "Et")
        moede.minutes_approved_at = f.MoedeFactory(organ=moede.organ, held_on=date(2019, 6, 14))
        change(moede, by=None)
        punkt = Dagsordenspunkt.objects.get(pk=punkt.pk)
        punkt.minutes = "Tilføjet bagefter."
        with pytest.raises(ValidationError, match="Referatet er godkendt"):
            change(punkt, by=None)

    def test_what_can_be_decided_says_which_decision_it_rests_on(self):
        assert {model.__name__ for model in besluttelige()} >= {"Omdisponering", "Maalaendring"}


class TestTheSteps:
    def _coming(self, **fields):
        return f.MoedeFactory(held_on=timezone.localdate() + timedelta(days=20), **fields)

    def test_papers_are_sent_the_meeting_is_held_and_can_be_opened_again(self):
        moede = self._coming()
        gaa_videre(moede, Skridt.INDKALD, by=None)
        assert (moede.state, moede.papers_sent_on) == (Moedetilstand.INDKALDT, timezone.localdate())
        Moede.objects.filter(pk=moede.pk).update(held_on=timezone.localdate())
        moede = gaa_videre(Moede.objects.get(pk=moede.pk), Skridt.AFHOLD, by=None)
        assert moede.state == Moedetilstand.AFHOLDT
        with pytest.raises(ValidationError, match="hvorfor mødet åbnes igen"):
            gaa_videre(moede, Skridt.GENOPTAG, by=None)
        gaa_videre(moede, Skridt.GENOPTAG, by=None, hvorfor="Punkt 3 manglede.")
        assert moede.state == Moedetilstand.INDKALDT
        assert trail_of(moede).latest("pk").note == "Punkt 3 manglede."

    def test_a_meeting_to_come_has_not_been_held(self):
        with pytest.raises(ValidationError, match="kan ikke lade sig gøre"):
            gaa_videre(self._coming(), Skridt.AFHOLD, by=None)

    def test_cancelling_asks_why(self):
        moede = self._coming()
        with pytest.raises(ValidationError, match="hvorfor"):
            gaa_videre(moede, Skridt.AFLYS, by=None, hvorfor=" ")
        gaa_videre(moede, Skridt.AFLYS, by=None, hvorfor="For få kan komme.")
        assert (moede.state, moede.moved_reason) == (Moedetilstand.AFLYST, "For få kan komme.")
        assert gaa_videre(moede, Skridt.GENOPTAG, by=None).state == Moedetilstand.PLANLAGT

    def test_the_numbers_close_up_when_the_papers_go_out(self):
        moede = self._coming()
        _, second, _ = agenda(moede, "Et", "To", "Tre")
        retire(second, by=None, reason="Trukket.")
        gaa_videre(moede, Skridt.INDKALD, by=None)
        assert punkter(moede) == [(1, "Et"), (2, "Tre")]

    def test_a_moved_meeting_remembers_where_it_stood_first(self, moede, client, log_in):
        log_in(moede.organ.helhedsplan, Rolle.REDAKTOER)
        for day, first in (("21.03.2019", date(2019, 3, 14)), ("28.03.2019", date(2019, 3, 14)), ("14.03.2019", None)):
            send(client, ret(moede), shown(client, ret(moede)) | {"held_on": day})
            moede.refresh_from_db()
            assert moede.original_date == first

    def test_the_page_answers_a_step_it_does_not_know_politely(self, moede, client, log_in):
        log_in(moede.organ.helhedsplan, Rolle.REDAKTOER)
        response = client.post(reverse("plans:moede_skridt", args=[moede.uuid]), {"skridt": "flyv"}, follow=True)
        assert "Vælg, hvad der skal ske med mødet." in response.content.decode()


class TestThePage:
    def test_a_case_leads_to_its_page_and_one_of_another_plan_to_none(self, moede):
        plan = moede.organ.helhedsplan
        kriterium = SucceskriteriumFactory(aktivitet__delaftale__helhedsplan=plan)
        foreign = SucceskriteriumFactory()
        found = find_sager(plan, [kriterium.uuid, foreign.uuid, moede.uuid, None, uuid4()])
        assert set(found) == {kriterium.uuid, moede.uuid}
        assert found[kriterium.uuid].url == reverse("reporting:kriterium_detail", args=[kriterium.uuid])

    def test_costs_the_same_with_many_items(self, moede, client, log_in, assert_flat_queries):
        plan = moede.organ.helhedsplan
        log_in(plan, Rolle.REDAKTOER)
        kriterium = SucceskriteriumFactory(aktivitet__delaftale__helhedsplan=plan)

        def grow(number=6):
            top = moede.dagsordenspunkter.count()
            for n in range(number):
                punkt = f.DagsordenspunktFactory(moede=moede, nummer=top + n + 1, target_uuid=kriterium.uuid)
                f.PunktbilagFactory(dagsordenspunkt=punkt)
                f.OpfoelgningFactory(moede=moede, dagsordenspunkt=punkt)
                decide(punkt)

        grow(1)
        assert_flat_queries(get=lambda: client.get(reverse("plans:moede_detail", args=[moede.uuid])), grow=grow)

    def test_shows_what_earlier_meetings_asked_for_until_it_is_done(self, moede, client, log_in):
        follow = f.OpfoelgningFactory(moede=moede, text="Spørge skolen om aulaen.")
        later = f.MoedeFactory(organ=moede.organ, held_on=date(2019, 6, 14))
        log_in(moede.organ.helhedsplan)
        address = reverse("plans:moede_detail", args=[later.uuid])
        assert "Spørge skolen om aulaen." in client.get(address).content.decode()
        follow.done_on = date(2019, 6, 1)
        change(follow, by=None)
        assert "Spørge skolen om aulaen." not in client.get(address).content.decode()

    def test_leads_to_the_meeting_before_and_after(self, moede, client, log_in):
        before = f.MoedeFactory(organ=moede.organ, held_on=date(2018, 12, 1))
        after = f.MoedeFactory(organ=moede.organ, held_on=date(2019, 6, 1))
        f.MoedeFactory(organ=f.OrganFactory(helhedsplan=moede.organ.helhedsplan), held_on=date(2019, 4, 1))
        log_in(moede.organ.helhedsplan)
        side = client.get(reverse("plans:moede_detail", args=[moede.uuid])).context["side"]
        assert (side.forrige, side.naeste) == (before, after)
