"""The words of a report on their way into its edition: what follows a milestone, and what last time is."""

from datetime import date
from uuid import uuid4

import pytest

from indsatser.choices import Planlinjeart
from indsatser.milepaelsplan import plan as milepaelsplaner
from indsatser.milepaelsplan.revision import revider
from plans.baggrund.koe import toem_koen
from plans.choices import Rolle
from reporting.facts.milepaelsplan import build_milepaelspapir
from reporting.facts.vurderinger import build_sidste, build_vurderinger
from reporting.indberetning.valg import Indberetningstilstand
from reporting.models import Udgave
from reporting.papirer.periode import Periode
from reporting.udgaver.laest import laes
from tests.indsatser.factories import MilepaelFactory, MilepaelsplanFactory, MilepaelsplanlinjeFactory
from tests.plans.factories import HelhedsplanFactory, OrganFactory
from tests.reporting.factories import IndberetningFactory, VurderingFactory

pytestmark = pytest.mark.django_db
BOARD, DECIDED, REVISED = date(2019, 11, 1), date(2019, 12, 5), date(2020, 2, 1)


@pytest.fixture
def plan(log_in, hurtigt):
    plan = HelhedsplanFactory(short_name="Åparken")
    plan.leder = log_in(plan, Rolle.PLANLEDER)
    return plan


@pytest.fixture
def rapport(plan):
    return IndberetningFactory(helhedsplan=plan, art="milepaelsplan", year=2020)


@pytest.fixture
def linje(plan):
    return MilepaelsplanlinjeFactory(
        milepaelsplan__helhedsplan=plan, milepaelsplan__year=2020, text="Kursus holdt", quarter=4
    )


def kommende(plan, day=DECIDED):
    """What is printed of the year's milestones: its words and, by them, what is written."""
    rows = build_milepaelspapir(plan, 2020, as_of=day).papir.tabeller[0].raekker
    return {row.vaerdier[0]: row.skrevet.tekst if row.skrevet else None for row in rows}


def emne(plan, titel, day=BOARD):
    """What the writing page names as what a milestone's words are about."""
    parts = build_milepaelspapir(plan, 2020, as_of=day).papir.emner
    return next(row.uuid for part in parts for row in part.raekker if row.titel == titel)


def skriv(rapport, uuid, tekst, **said):
    return VurderingFactory(indberetning=rapport, kind="milepael", target_uuid=uuid, text=tekst, **said)


def godkend(plan, row, day=DECIDED):
    row = milepaelsplaner.til_bestyrelsen(row, by=plan.leder, day=day)
    return milepaelsplaner.godkend(row, by=plan.leder, decided_on=day, organ=OrganFactory(helhedsplan=plan))


class TestWordsOfTheMilepaelsplan:
    def test_what_was_written_of_a_line_is_in_the_edition_of_what_was_approved(self, plan, rapport, linje):
        skriv(rapport, emne(plan, "Kursus holdt"), "Kommunen lægger lokaler til.")
        assert kommende(plan, BOARD) == {"Kursus holdt": "Kommunen lægger lokaler til."}
        godkend(plan, linje.milepaelsplan)
        toem_koen()
        (row,) = laes(Udgave.objects.get()).papir.tabeller[0].raekker
        assert row.skrevet.tekst == "Kommunen lægger lokaler til."

    def test_what_was_written_before_anybody_began_the_plan_is_in_its_draft(self, plan, rapport):
        milepael = MilepaelFactory(helhedsplan=plan, year=2020, quarter=2, text="Caféen åben")
        skriv(rapport, emne(plan, "Caféen åben"), "Håndværkerne er bestilt.")
        milepaelsplaner.tag_med(plan, 2020, [milepael.uuid], by=plan.leder, today=BOARD)
        assert kommende(plan, BOARD) == {"Caféen åben": "Håndværkerne er bestilt."}

    def test_a_revision_has_the_words_of_the_one_it_replaces(self, plan, rapport, linje):
        skriv(rapport, emne(plan, "Kursus holdt"), "Kommunen lægger lokaler til.")
        row = godkend(plan, linje.milepaelsplan)
        revider(row, by=plan.leder, hvorfor="Konsulenten er syg.", today=date(2020, 1, 15))
        assert kommende(plan, REVISED) == {"Kursus holdt": "Kommunen lægger lokaler til."}

    def test_one_moved_along_keeps_what_was_said_of_why_and_of_what_comes(self, plan, rapport, linje):
        late = MilepaelFactory(helhedsplan=plan, year=2019, quarter=1, text="Leder ansat")
        linje.kind, linje.source, linje.reason = Planlinjeart.FLYTTES, late, "Ikke nået i 2019."
        linje.save()
        skriv(rapport, late.uuid, "Ingen søgte.", judgement="forsinket", computed="forsinket")
        skriv(rapport, linje.uuid, "Slås op igen.")
        godkend(plan, linje.milepaelsplan)
        assert kommende(plan) == {"Kursus holdt": "Ingen søgte.\n\nSlås op igen."}

    def test_they_stand_though_the_milestone_is_out_of_use_since(self, plan, rapport, linje):
        skriv(rapport, emne(plan, "Kursus holdt"), "Kommunen lægger lokaler til.")
        godkend(plan, linje.milepaelsplan)
        milepael = plan.milepaele.get()
        milepael.retired_on, milepael.retired_reason = date(2020, 1, 1), "Slået sammen."
        milepael.save()
        assert kommende(plan, REVISED) == {"Kursus holdt": "Kommunen lægger lokaler til."}

    def test_a_rows_key_is_its_milestone_so_that_versions_can_be_held_against_each_other(self, plan, linje):
        row = godkend(plan, linje.milepaelsplan)
        keys = [build_milepaelspapir(plan, 2020, as_of=DECIDED).papir.tabeller[0].raekker[0].uuid]
        revider(row, by=plan.leder, hvorfor="Konsulenten er syg.", today=date(2020, 1, 15))
        keys += [build_milepaelspapir(plan, 2020, as_of=REVISED).papir.tabeller[0].raekker[0].uuid]
        assert keys == [plan.milepaele.get().uuid] * 2


class TestLastTime:
    @pytest.mark.parametrize("state", Indberetningstilstand.values)
    def test_it_is_printed_only_of_a_report_that_is_sent(self, plan, state):
        om = uuid4()
        sent = {"state": Indberetningstilstand.INDSENDT}
        for quarter, said in ((1, sent), (3, {"state": state})):
            report = IndberetningFactory(helhedsplan=plan, art="statusnotat", year=2019, quarter=quarter)
            skriv(report, om, f"Kvartal {quarter}")
            type(report).objects.filter(pk=report.pk).update(**said)
        now = IndberetningFactory(helhedsplan=plan, art="statusnotat", year=2019, quarter=4)
        skriv(now, om, "Nu.")
        is_sent = state in (Indberetningstilstand.INDSENDT, Indberetningstilstand.GENINDSENDT)
        printed = build_vurderinger(plan, "statusnotat", Periode(2019, 4))[om].sidst
        assert (printed.periode, printed.tekst) == (
            ("3. kvartal 2019", "Kvartal 3") if is_sent else ("1. kvartal 2019", "Kvartal 1")
        )
        beside, _ = build_sidste(plan, "statusnotat", Periode(2019, 4))[om]
        assert beside == f"3. kvartal 2019{'' if is_sent else ', ikke sendt'}"

    @pytest.mark.parametrize("is_approved", [False, True])
    def test_a_milepaelsplan_is_sent_as_it_is_approved(self, plan, rapport, is_approved):
        om = uuid4()
        skriv(rapport, om, "I fjor.")
        MilepaelsplanFactory(helhedsplan=plan, year=2020, godkendt=is_approved)
        skriv(IndberetningFactory(helhedsplan=plan, art="milepaelsplan", year=2021), om, "Nu.")
        assert bool(build_vurderinger(plan, "milepaelsplan", Periode(2021))[om].sidst) == is_approved
