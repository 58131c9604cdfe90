"""The København note: where every krone and every årsværk came from and went, with the note's own figures."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup
from django.conf import settings
from django.urls import reverse

from indsatser.choices import Ressourceenhed
from indsatser.initiativer import Sum, build_regnskab
from indsatser.models import Initiativ
from indsatser.pengestroem.fakta import build_pengestroem, initiativlinje, initiativstroem, pris_pr_aarsvaerk
from plans.choices import Rolle
from plans.models import Helhedsplan
from tests.indsatser import factories as make
from tests.plans.factories import FinansieringskildeFactory, HelhedsplanFactory, MedlemskabFactory
from tests.plans.test_views import text_of

DAG = date(2021, 6, 1)


def case() -> dict:
    path = Path(settings.BASE_DIR) / "fixtures" / "demo" / "koebenhavn_restmidler.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))


class TestKoebenhavn:
    @pytest.fixture(autouse=True)
    def _demo(self, demo_database):
        self.plan = Helhedsplan.objects.get(short_name="Restmidler København")
        self.now, self.before = build_pengestroem(self.plan, as_of=DAG)

    def test_the_initiatives_get_6_28_mio_and_4_2_aarsvaerk_and_nothing_is_left(self):
        assert self.now.givet == Sum(Decimal(6_280_000), Decimal("4.2"))
        assert self.now.fra_kilder == self.now.givet
        assert self.now.rest == Sum(Decimal(0), Decimal(0))
        assert self.now.ud == Decimal("4.2")

    def test_each_initiative_has_its_own(self):
        told = {line.initiativ.code: (line.ind.kroner, line.ind.aarsvaerk, line.ud) for line in self.now.initiativer}
        assert told == {
            "I1": (Decimal(4_930_000), Decimal("4.2"), Decimal("4.2")),
            "I2A": (Decimal(630_000), None, None),
            "I2B": (Decimal(720_000), None, None),
        }
        assert self.now.initiativer[0].roller == (
            ("udførende", Decimal(4)),
            ("ledelse, koordinator og sekretariatsbetjening", Decimal("0.2")),
        )
        assert {str(line.initiativ.for_plan) for line in self.now.initiativer if line.initiativ.for_plan} == {
            "Beboerprojekt Nordvest",
            "NørreBrobyggerne",
        }

    def test_every_allocation_of_the_note_is_there_once(self):
        shown = sorted(
            (b.code, b.amount, b.aarsvaerk)
            for group in (self.now, self.before)
            for brug in group.kilder
            for b in brug.bevillinger
        )
        noted = sorted(
            (
                row["id"],
                Decimal(row["amount"]) if "amount" in row else None,
                Decimal(str(row["fte"])) if "fte" in row else None,
            )
            for row in case()["allocations"]
        )
        assert shown == noted

    def test_what_went_before_is_kept_apart(self):
        assert self.before.givet == Sum(Decimal(10_000_000), None)
        assert [line.initiativ.code for line in self.before.initiativer] == ["P1"]

    def test_what_the_note_does_not_say_is_said(self):
        said = " ".join(self.now.ukendt)
        assert "Årsværk fra Børne- og Ungdomsforvaltningen: hvor mange kroner det svarer til." in said
        assert "Beboerprojekt Nordvest: Styrket fritidsliv: hvor mange årsværk pengene giver." in said
        assert "hvad pengene bruges til" in said
        assert "hvornår det begynder og slutter" in said

    def test_the_whole_of_i2_is_1_350_000(self):
        whole = Initiativ.objects.get(helhedsplan=self.plan, code="I2")
        assert build_regnskab(whole, as_of=DAG).ind.kroner == Decimal(1_350_000)

    def test_an_aarsvaerk_costs_608_642_a_year_by_the_notes_own_figures(self):
        first = Initiativ.objects.get(helhedsplan=self.plan, code="I1")
        ((bevilling, price),) = initiativstroem(first, build_regnskab(first, as_of=DAG)).priser
        assert (bevilling.code, round(price)) == ("A1", 608_642)

    def test_the_drawing_says_the_same_in_words(self):
        kroner, aarsvaerk = self.now.tegninger
        assert kroner.desc.replace("\u00a0", " ") == (
            "Uforbrugte boligsociale restmidler giver 4.930.000 kr. til Ungdomsuddannelse til udsatte unge i de "
            "udsatte boligområder. Ubrugt medfinansiering, Beboerprojekt Nordvest giver 630.000 kr. til Beboerprojekt "
            "Nordvest: Styrket fritidsliv. Ubrugt medfinansiering, NørreBrobyggerne (Mimerskvarteret) giver "
            "720.000 kr. til NørreBrobyggerne: Øget koordination og netværk om udsatte unge."
        )
        assert "Årsværk fra Børne- og Ungdomsforvaltningen giver 1,5 årsværk" in aarsvaerk.desc
        assert "giver 0,2 årsværk til Ledelse, koordinator og sekretariatsbetjening." in aarsvaerk.desc
        assert (len(kroner.baand), len(kroner.bokse), len(aarsvaerk.baand), len(aarsvaerk.bokse)) == (3, 6, 4, 5)

    def test_the_page_prints_the_sums_and_the_picture(self, client):
        user = MedlemskabFactory(helhedsplan=self.plan, rolle=Rolle.LAESER).user
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        response = client.get(reverse("indsatser:projekt_list", args=[self.plan.uuid]))
        text = text_of(response)
        for said in (
            "Kilderne har i alt 6.280.000 kr. 4,2",
            "Initiativerne får i alt 6.280.000 kr. 4,2",
            "Tilbage hos kilderne 0 kr. 0",
            "Det siger dokumentet ikke",
        ):
            assert said in text, said
        page = BeautifulSoup(response.content, "html.parser")
        assert len(page.select("svg[role=img] desc")) == 3
        ids = [tag["id"] for tag in page.select("[id]")]
        assert len(ids) == len(set(ids))


def test_a_source_that_is_not_used_up_says_what_is_left():
    plan = HelhedsplanFactory()
    kilde = FinansieringskildeFactory(helhedsplan=plan, amount=Decimal(100), aarsvaerk=Decimal(2))
    initiativ = make.InitiativFactory(helhedsplan=plan)
    make.BevillingFactory(initiativ=initiativ, kilde=kilde, amount=Decimal(60), aarsvaerk=Decimal("1.5"))
    (group,) = build_pengestroem(plan, as_of=DAG)
    assert group.rest == Sum(Decimal(40), Decimal("0.5"))
    assert group.fra_kilder.kroner - group.givet.kroner == group.rest.kroner


def test_a_price_needs_all_three_numbers():
    bevilling = make.BevillingFactory.build(amount=Decimal(900_000), aarsvaerk=Decimal("1.5"))
    assert pris_pr_aarsvaerk(bevilling, 3) == 200_000
    assert pris_pr_aarsvaerk(bevilling, None) is None
    bevilling.aarsvaerk = None
    assert pris_pr_aarsvaerk(bevilling, 3) is None


def test_a_plan_without_grants_has_no_streams():
    assert build_pengestroem(HelhedsplanFactory(), as_of=DAG) == ()


def test_costs_the_same_with_many_grants(client, log_in, assert_flat_queries):
    plan = HelhedsplanFactory()
    log_in(plan, Rolle.LAESER)
    kilde = FinansieringskildeFactory(helhedsplan=plan)
    make.BevillingFactory(initiativ=make.InitiativFactory(helhedsplan=plan), kilde=kilde)

    def grow():
        for _ in range(4):
            initiativ = make.InitiativFactory(helhedsplan=plan, for_plan=HelhedsplanFactory())
            make.BevillingFactory(initiativ=initiativ, kilde=kilde)
            make.MedarbejderressourceFactory(
                helhedsplan=plan, initiativ=initiativ, amount=Decimal(1), unit="aarsvaerk"
            )

    assert_flat_queries(get=lambda: client.get(reverse("indsatser:projekt_list", args=[plan.uuid])), grow=grow)


def test_work_in_hours_a_week_leaves_no_difference_in_aarsvaerk_to_be_said():
    bevilling = make.BevillingFactory(amount=None, aarsvaerk=Decimal(2))
    initiativ = bevilling.initiativ
    make.MedarbejderressourceFactory(
        helhedsplan=initiativ.helhedsplan, initiativ=initiativ, amount=Decimal(1), unit=Ressourceenhed.AARSVAERK
    )
    assert build_regnskab(initiativ, as_of=DAG).unused == 1
    make.MedarbejderressourceFactory(
        helhedsplan=initiativ.helhedsplan, initiativ=initiativ, amount=Decimal(37), unit=Ressourceenhed.TIMER_PR_UGE
    )
    regnskab = build_regnskab(initiativ, as_of=DAG)
    assert (regnskab.difference, regnskab.unused) == (None, 0)
    assert initiativlinje(initiativ, [bevilling], list(initiativ.ressourcer.all())).forskel is None
