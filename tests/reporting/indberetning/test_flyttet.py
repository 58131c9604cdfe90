"""A report that was handed on when the plan's dates moved away from it, and the page of one that is being sent."""

from datetime import date

import pytest
from django.urls import reverse

from plans.choices import Rolle
from reporting.indberetning import livsloeb
from reporting.indberetning.arter import arter
from reporting.indberetning.indsend import indsend
from reporting.indberetning.liste import indberetninger_i_liste
from reporting.indberetning.models import Indberetning
from reporting.indberetning.valg import Omfang, Trinart
from reporting.papirer.periode import Periode
from reporting.udgaver.models import Udgave
from tests.reporting.factories import VurderingFactory
from tests.reporting.indberetning.conftest import SENDT, take, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def leder(plan, log_in):
    return log_in(plan, Rolle.PLANLEDER)


def side(report, name="detail", *more):
    return reverse(
        f"reporting:indberetning_{name}", args=[report.helhedsplan.uuid, report.art, report.periode.kode, *more]
    )


def slut_2018(report):
    """The plan turns out to have ended the year before its report."""
    plan = report.helhedsplan
    plan.end_date = date(2018, 12, 31)
    plan.save()


@pytest.fixture
def notat(plan, kriterium):
    return livsloeb.begynd(plan, arter()["statusnotat"], Periode(2019, 4), by=None)


class TestAPlanThatEndsEarlier:
    def test_what_was_sent_is_still_on_its_page_and_in_the_list(self, notat, client, leder):
        take(notat, *SENDT)
        slut_2018(notat)
        page = client.get(side(notat))
        assert page.status_code == 200
        assert "Sendte udgaver" in page.content.decode()
        listed = indberetninger_i_liste(notat.helhedsplan, today=date(2026, 1, 1))
        (line,) = [one for one in listed.alle if one.tilstand]
        assert (line.periode, line.er_gjort, line.filer) == (Periode(2019, 4), True, ())
        page = client.get(reverse("reporting:rapport_list", args=[notat.helhedsplan.uuid])).content.decode()
        assert f'href="{side(notat)}"' in page
        assert f'href="{line.papir_url}"' not in page, "its paper cannot be made now"

    def test_it_can_come_back_and_its_check_says_why_it_is_not_sent_again(self, notat, client, leder):
        take(notat, *SENDT)
        slut_2018(notat)
        said = {"note": "Forkert kvartal.", "scope": Omfang.TEKST, "seen_version": Indberetning.objects.get().version}
        assert client.post(side(notat, "trin", Trinart.RETUR), said).status_code == 302
        page = client.get(side(notat)).content.decode()
        assert "Sendt retur" in page
        assert "der er intet notat" in page
        assert client.get(side(notat, "skriv")).status_code == 200

    def test_one_nobody_has_begun_is_not_there(self, plan, kriterium, client, leder):
        never = livsloeb.ny(plan, arter()["statusnotat"], Periode(2019, 4))
        slut_2018(never)
        assert client.get(side(never)).status_code == 404


class TestTheCheckOnThePage:
    @pytest.fixture
    def approved(self, report, kriterium, leder):
        write(report, kriterium.uuid, "Der blev holdt 60.")
        take(report, Trinart.TIL_GODKENDELSE, Trinart.GODKEND)
        return report

    def test_is_not_offered_while_it_is_being_sent_nor_after(self, approved, client, leder):
        assert "Kontrol før afsendelse" in client.get(side(approved)).content.decode()
        approved.helhedsplan = type(approved.helhedsplan).objects.visible_to(leder).get(pk=approved.helhedsplan_id)
        indsend(approved, by=leder)
        page = client.get(side(approved)).content.decode()
        assert "Bliver sendt" in page
        assert "Kontrol før afsendelse" not in page

    def test_what_was_sent_has_the_check_it_was_sent_with_alone(self, report, kriterium, client, leder):
        write(report, kriterium.uuid, "Der blev holdt 60.")
        take(report, *SENDT)
        assert "Kontrol før afsendelse" not in client.get(side(report)).content.decode()

    @pytest.mark.parametrize(
        ("slug", "periode", "locks"), [("maalopfyldelse", "2019", True), ("statusnotat", "2019-4", False)]
    )
    def test_sending_says_that_the_year_is_locked_only_where_it_is(self, slug, periode, locks, plan, client, leder):
        page = client.get(reverse("reporting:indberetning_trin", args=[plan.uuid, slug, periode, Trinart.INDSEND]))
        assert ("Året låses" in page.content.decode()) == locks


def test_a_sent_budgetopfoelgning_is_held_against_that_years_as_it_is_now(plan, kriterium, client, leder):
    report = livsloeb.begynd(plan, arter()["budgetopfoelgning"], Periode(2019), by=None)
    VurderingFactory(indberetning=report, target_uuid=report.uuid, kind="rapport", text="Årets ord.")
    take(report, *SENDT)
    page = client.get(reverse("reporting:udgave_sammenlign", args=[Udgave.objects.get().uuid]), {"med": "nu"})
    now = page.context["bedt"].sammenligning.nu
    assert now.as_of == date(2019, 12, 31)
    assert "Årets ord." not in page.content.decode(), "they are the same"
