"""What a meeting is offered from its plan, its papers on page and PDF, and what lands in Mit overblik."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from indsatser.choices import Milepaeltilstand
from plans.choices import Beslutningsart, Moedetilstand, Punktart, Rolle
from plans.models import Dagsordenspunkt
from plans.services import change
from reporting.facts.dagsordenforslag import build_forslag
from reporting.facts.mit_overblik import build_mit_overblik
from tests.indsatser.factories import (
    EvalueringFactory,
    MaalaendringFactory,
    MilepaelFactory,
    SucceskriteriumFactory,
)
from tests.plans import factories as f
from tests.reporting.pdfread import squeezed, text_of
from tests.reporting.word.laes import aabn, afsnit

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return f.HelhedsplanFactory(start_date=date(2018, 8, 1), end_date=date(2022, 7, 31))


@pytest.fixture
def moede(plan):
    organ = f.OrganFactory(helhedsplan=plan, name="Styregruppen")
    return f.MoedeFactory(organ=organ, held_on=date(2019, 11, 14))


def titles(moede):
    return [one.titel for one in build_forslag(moede, moede.organ.helhedsplan)]


class TestWhatIsOffered:
    def test_a_plan_with_nothing_to_decide_offers_nothing_before_the_fourth_quarter(self, moede):
        moede.held_on = date(2019, 9, 30)
        assert titles(moede) == []

    def test_every_source_has_its_say_in_order(self, plan, moede):
        before = f.MoedeFactory(organ=moede.organ, held_on=date(2019, 8, 14))
        f.OpfoelgningFactory(moede=before)
        punkt = f.DagsordenspunktFactory(moede=before, title="Fælles haver")
        f.BeslutningFactory(
            helhedsplan=plan, organ=moede.organ, dagsordenspunkt=punkt, kind=Beslutningsart.UDSAT, text="Udsat."
        )
        f.OmdisponeringFactory(helhedsplan=plan, decided_on=None)
        MaalaendringFactory(kriterium=SucceskriteriumFactory(helhedsplan=plan, aktivitet=None), decided_by="")
        MilepaelFactory(helhedsplan=plan, year=2019, quarter=2)
        EvalueringFactory(helhedsplan=plan, year=2019, title="Lektiecaféen")
        found = titles(moede)
        assert found[:3] == ["Godkendelse af referat fra 14.08.2019", "Opfølgning fra tidligere møder", "Fælles haver"]
        assert found[3].startswith("Flytning af ")
        assert found[4].startswith("Ændret mål: ")
        assert found[5:] == ["Forsinkede milepæle", "Milepælsplan for 2020", "Lokal evaluering: Lektiecaféen"]

    def test_a_milestone_is_late_on_the_day_of_the_meeting_not_today(self, plan, moede):
        MilepaelFactory(helhedsplan=plan, year=2019, quarter=4)
        assert "Forsinkede milepæle" not in titles(moede)
        moede.held_on = date(2019, 12, 31)
        assert "Forsinkede milepæle" in titles(moede)

    def test_what_is_reached_approved_decided_or_done_is_not_offered(self, plan, moede):
        moede.held_on = date(2019, 9, 30)
        before = f.MoedeFactory(organ=moede.organ, held_on=date(2019, 8, 14), minutes_approved_at=moede)
        f.OpfoelgningFactory(moede=before, done_on=date(2019, 9, 1))
        MilepaelFactory(helhedsplan=plan, state=Milepaeltilstand.NAAET, reached_on=date(2019, 5, 1))
        f.OmdisponeringFactory(helhedsplan=plan, decided_on=date(2019, 3, 1))
        EvalueringFactory(helhedsplan=plan, year=2019, findings="Det virker.")
        EvalueringFactory(helhedsplan=plan, year=2020)
        EvalueringFactory(helhedsplan=plan, year=2019, approved_by=f.OrganFactory(helhedsplan=plan))
        assert titles(moede) == []

    def test_nothing_of_another_plan_is_offered(self, moede):
        f.OmdisponeringFactory(decided_on=None)
        MilepaelFactory(year=2019, quarter=2)
        EvalueringFactory(year=2019)
        assert titles(moede) == ["Milepælsplan for 2020"]

    def test_what_is_ticked_is_put_on_the_agenda_and_offered_no_more(self, plan, moede, client, log_in):
        MilepaelFactory(helhedsplan=plan, year=2019, quarter=2, text="Huset er åbnet")
        log_in(plan, Rolle.REDAKTOER)
        address = reverse("reporting:dagsorden_foreslaa", args=[moede.uuid])
        late, _ = client.get(address).context["forslag"]
        client.post(address, {"forslag": [late.noegle, "00000000-0000-4000-8000-000000000000"]})
        (punkt,) = Dagsordenspunkt.objects.all()
        assert (punkt.nummer, punkt.title, punkt.kind) == (1, "Forsinkede milepæle", Punktart.DROEFTELSE)
        assert "Huset er åbnet (2. kvartal 2019)" in punkt.text
        assert titles(moede) == ["Milepælsplan for 2020"]
        page = client.get(reverse("plans:moede_detail", args=[moede.uuid]))
        assert reverse("indsatser:milepael_list", args=[plan.uuid]) in page.content.decode()

    def test_the_offer_costs_the_same_with_many_rows(self, plan, moede, client, log_in, assert_flat_queries):
        log_in(plan, Rolle.REDAKTOER)

        def grow(number=5):
            for _ in range(number):
                f.OmdisponeringFactory(helhedsplan=plan, decided_on=None)
                MilepaelFactory(helhedsplan=plan, year=2019, quarter=2)
                f.OpfoelgningFactory(moede__organ=moede.organ)
                EvalueringFactory(helhedsplan=plan, year=2019)

        grow(1)
        assert_flat_queries(
            get=lambda: client.get(reverse("reporting:dagsorden_foreslaa", args=[moede.uuid])), grow=grow
        )


class TestThePapers:
    @pytest.fixture
    def held(self, plan, moede):
        moede.state, moede.minutes, moede.place = Moedetilstand.AFHOLDT, "Mødet sluttede til tiden.", "Fælleshuset"
        change(moede, by=None)
        punkt = f.DagsordenspunktFactory(
            moede=moede, nummer=1, title="Fælles haver", text="Indstilling: ja.", minutes="Alle roste forslaget."
        )
        f.PunktbilagFactory(dagsordenspunkt=punkt, title="Tegning af haverne")
        f.BeslutningFactory(
            helhedsplan=plan, organ=moede.organ, dagsordenspunkt=punkt, text="Haverne anlægges.", condition="Til maj."
        )
        f.OpfoelgningFactory(moede=moede, dagsordenspunkt=punkt, text="Bestille jord.", due_on=date(2019, 12, 1))
        f.OrganmedlemFactory(organ=moede.organ, title="Direktør", organisation="Boligforeningen", count=2)
        return moede

    @pytest.mark.parametrize("paper", ["dagsorden", "referat"])
    def test_word_says_what_the_page_says(self, held, client, log_in, paper):
        log_in(held.organ.helhedsplan, Rolle.LAESER)
        page = client.get(reverse(f"reporting:{paper}_detail", args=[held.uuid]))
        address = reverse(f"reporting:{paper}_docx", args=[held.uuid])
        assert address in page.content.decode()
        word = client.get(address)
        assert word["Content-Disposition"].endswith('.docx"')
        written = squeezed("".join(part.tekst for part in afsnit(aabn(word.content))))
        soup = BeautifulSoup(page.content, "html.parser")
        for hidden in soup.select(".visually-hidden"):
            hidden.decompose()
        assert written.endswith(squeezed(soup.select_one(".rapport").get_text()))

    @pytest.mark.parametrize("paper", ["dagsorden", "referat"])
    def test_page_and_pdf_say_the_same(self, held, client, log_in, paper):
        log_in(held.organ.helhedsplan)
        page = client.get(reverse(f"reporting:{paper}_detail", args=[held.uuid]))
        body = BeautifulSoup(page.content, "html.parser").select_one(".moedepapir")
        pdf = client.get(reverse(f"reporting:{paper}_pdf", args=[held.uuid]))
        assert pdf["Content-Type"] == "application/pdf"
        printed = squeezed("".join(text_of(pdf.content)))
        for words in body.stripped_strings:
            assert squeezed(words) in printed

    def test_the_agenda_says_nothing_of_what_came_of_it(self, held, client, log_in):
        log_in(held.organ.helhedsplan)
        agenda = client.get(reverse("reporting:dagsorden_detail", args=[held.uuid])).content.decode()
        minutes = client.get(reverse("reporting:referat_detail", args=[held.uuid])).content.decode()
        for words in ("Indstilling: ja.", "Tegning af haverne", "2 × Direktør, Boligforeningen"):
            assert words in agenda
            assert words in minutes
        for words in (
            "Alle roste forslaget.",
            "Haverne anlægges.",
            "Til maj.",
            "Bestille jord.",
            "sluttede til tiden",
        ):
            assert words not in agenda
            assert words in minutes
        assert "Ikke godkendt endnu" in minutes

    def test_only_seats_whose_term_runs_on_the_day_are_named(self, held, client, log_in):
        f.OrganmedlemFactory(organ=held.organ, title="Tidligere formand", end_date=held.held_on - timedelta(days=1))
        f.OrganmedlemFactory(organ=held.organ, title="Kommende formand", start_date=held.held_on + timedelta(days=1))
        f.OrganmedlemFactory(organ=held.organ, title="Formand", start_date=held.held_on, end_date=held.held_on)
        log_in(held.organ.helhedsplan)
        agenda = client.get(reverse("reporting:dagsorden_detail", args=[held.uuid])).content.decode()
        assert "Formand" in agenda
        assert "Tidligere formand" not in agenda
        assert "Kommende formand" not in agenda

    def test_approved_minutes_say_at_which_meeting(self, held, client, log_in):
        held.minutes_approved_at = f.MoedeFactory(organ=held.organ, held_on=date(2020, 2, 14))
        change(held, by=None)
        log_in(held.organ.helhedsplan)
        page = client.get(reverse("reporting:referat_detail", args=[held.uuid]))
        assert "Godkendt på mødet 14.02.2020" in page.content.decode()


class TestMitOverblik:
    def _lines(self, plan, user):
        page = build_mit_overblik(user, [plan.pk], today=timezone.localdate())
        return {point.slags: point for group in page.grupper for one in group.planer for point in one.punkter}

    @pytest.mark.parametrize(
        ("days", "slags"),
        [(None, "opfoelgning"), (90, "opfoelgning"), (0, "opfoelgning"), (-1, "opfoelgning_forfalden")],
    )
    def test_a_follow_up_stands_there_until_it_is_done(self, moede, days, slags):
        plan = moede.organ.helhedsplan
        user = f.MedlemskabFactory(helhedsplan=plan, rolle=Rolle.REDAKTOER).user
        due = None if days is None else timezone.localdate() + timedelta(days=days)
        row = f.OpfoelgningFactory(moede=moede, due_on=due)
        lines = self._lines(plan, user)
        assert slags in lines
        assert lines[slags].url == reverse("plans:row_update", args=["opfoelgning", row.uuid]) + "#id_done_on"
        row.done_on = timezone.localdate()
        change(row, by=None)
        assert slags not in self._lines(plan, user)

    def test_a_follow_up_is_no_task_of_somebody_who_only_registers(self, moede):
        user = f.MedlemskabFactory(helhedsplan=moede.organ.helhedsplan, rolle=Rolle.MEDARBEJDER).user
        f.OpfoelgningFactory(moede=moede)
        assert "opfoelgning" not in self._lines(moede.organ.helhedsplan, user)

    def test_a_cancelled_meeting_is_not_soon(self, moede):
        plan = moede.organ.helhedsplan
        user = f.MedlemskabFactory(helhedsplan=plan, rolle=Rolle.REDAKTOER).user
        moede.held_on = timezone.localdate() + timedelta(days=10)
        change(moede, by=None)
        assert self._lines(plan, user)["moede"].url == reverse("plans:moede_detail", args=[moede.uuid])
        moede.state = Moedetilstand.AFLYST
        change(moede, by=None)
        assert "moede" not in self._lines(plan, user)
