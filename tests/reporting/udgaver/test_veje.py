"""A paper that is a report is issued by its report's road and no other; the milepælsplan when it is approved."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from indsatser.milepaelsplan import plan as milepaelsplaner
from indsatser.milepaelsplan.revision import revider
from plans.baggrund.koe import toem_koen
from plans.choices import Rolle
from plans.models import Baggrundsopgave
from plans.services import change
from reporting.indberetning.vej import vejen_til
from reporting.models import Udgave, Udstedelse
from reporting.papirer.arter import PAPIRER
from reporting.papirer.periode import HELE_PLANEN
from reporting.udgaver.laest import laes
from tests.indsatser.factories import MilepaelsplanlinjeFactory
from tests.plans.factories import HelhedsplanFactory, OrganFactory

OPFOELGNING, MILEPAELSPLAN = PAPIRER["budgetopfoelgning"], PAPIRER["milepaelsplan"]
DAY, DECIDED, REVISED = date(2019, 11, 1), date(2019, 12, 5), date(2020, 3, 1)


@pytest.fixture
def plan(log_in, hurtigt):
    plan = HelhedsplanFactory(short_name="Åparken")
    plan.leder = log_in(plan, Rolle.PLANLEDER)
    return plan


def tekst(answer):
    return " ".join(answer.content.decode().split())


def udsted(client, plan, art, periode=""):
    name = f"reporting:udgave_udsted{'_periode' if periode else ''}"
    said = {"noegle": str(uuid4())}
    return client.post(reverse(name, args=[plan.uuid, art, *filter(None, [periode])]), said, follow=True)


class TestBudgetopfoelgning:
    def test_it_is_issued_by_the_report_of_the_year_and_not_from_its_own_page(self, client, plan):
        answer = udsted(client, plan, "budgetopfoelgning")
        where = reverse("reporting:indberetning_detail", args=[plan.uuid, "budgetopfoelgning", "2022"])
        assert answer.redirect_chain == [(where, 302)]
        assert "Budgetopfølgning udstedes, når indberetningen for 2022 indsendes" in tekst(answer)
        assert (Udgave.objects.count(), Udstedelse.objects.count()) == (0, 0)

    def test_its_page_says_why_and_leads_there(self, client, plan):
        page = client.get(reverse("reporting:papir", args=[plan.uuid, "budgetopfoelgning"]), {"pr": "2019-06-30"})
        assert page.context["udsted"] == ""
        assert "udstedes, når indberetningen for 2019 indsendes: så er kontrollen set først" in tekst(page)

    def test_a_plan_that_owes_no_report_issues_it_itself(self, plan):
        plan.status = "i_dialog"
        assert vejen_til(OPFOELGNING, plan, HELE_PLANEN, as_of=DAY) is None
        assert vejen_til(PAPIRER["budget"], plan, HELE_PLANEN, as_of=DAY) is None


def til_bestyrelsen(plan, text="Kursus holdt"):
    linje = MilepaelsplanlinjeFactory(milepaelsplan__helhedsplan=plan, milepaelsplan__year=2020, text=text, quarter=4)
    return milepaelsplaner.til_bestyrelsen(linje.milepaelsplan, by=None, day=DAY)


def godkend(row, plan, by, decided_on=DECIDED):
    return milepaelsplaner.godkend(row, by=by, decided_on=decided_on, organ=OrganFactory(helhedsplan=plan))


class TestMilepaelsplan:
    def test_what_is_approved_is_issued_and_says_which_version_it_prints(self, client, plan):
        row = godkend(til_bestyrelsen(plan), plan, plan.leder)
        toem_koen()
        made = Udgave.objects.get()
        assert made.fakta["kilde"] == {"milepaelsplan": str(row.uuid), "kontrolsum": row.checksum}
        assert (made.art, made.periode, made.nummer, made.issued_by) == ("milepaelsplan", "2020", 1, plan.leder)
        papir = laes(made).papir
        assert papir.saetninger[0].startswith("Godkendt 05.12.2019")
        assert [line.vaerdier[0] for line in papir.tabeller[0].raekker] == ["Kursus holdt"]
        page = tekst(client.get(reverse("reporting:papir_periode", args=[plan.uuid, "milepaelsplan", "2020"])))
        assert "Milepælsplan 2020 er udstedt, som den blev godkendt" in page

    def test_a_revision_is_a_correction_with_its_reason(self, plan):
        row = godkend(til_bestyrelsen(plan), plan, plan.leder)
        toem_koen()
        new = revider(row, by=plan.leder, hvorfor="Konsulenten er syg.", today=date(2020, 2, 1))
        linje = new.linjer.get()
        linje.text = "To kurser holdt"
        change(linje, by=plan.leder)
        milepaelsplaner.til_bestyrelsen(new, by=plan.leder, day=date(2020, 2, 1))
        godkend(new, plan, plan.leder, REVISED)
        toem_koen()
        first, second = Udgave.objects.order_by("nummer")
        assert (second.erstatter, second.reason) == (first, "Konsulenten er syg.")

    def test_before_it_is_approved_it_is_not_issued_and_the_page_leads_there(self, client, plan):
        til_bestyrelsen(plan)
        answer = udsted(client, plan, "milepaelsplan", "2020")
        where = reverse("indsatser:milepaelsplan_detail", args=[plan.uuid, 2020])
        assert answer.redirect_chain == [(where, 302)]
        assert "Milepælsplanen for 2020 er ikke godkendt" in tekst(answer)

    def test_one_that_was_approved_before_is_issued_once_from_its_page(self, client, plan):
        godkend(til_bestyrelsen(plan), plan, None)
        assert not Udstedelse.objects.exists()
        udsted(client, plan, "milepaelsplan", "2020")
        toem_koen()
        assert "er udstedt, som den blev godkendt" in tekst(udsted(client, plan, "milepaelsplan", "2020"))
        assert Udgave.objects.get().fakta["kilde"]

    def test_a_paper_that_cannot_be_issued_does_not_stop_the_approval(self, plan, monkeypatch, caplog):
        def refused(*args, **kwargs):
            raise ValidationError("Nej.")

        monkeypatch.setattr("reporting.udgaver.papirvej.udsted_papir", refused)
        assert godkend(til_bestyrelsen(plan), plan, plan.leder).is_frozen
        assert "could not be ordered" in caplog.text
        assert not Baggrundsopgave.objects.exists()
