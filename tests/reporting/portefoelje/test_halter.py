"""Why a plan is said to need attention: the table of the rules, and what is no reason."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from plans.budget import Beloeb, opgoer_medfinansiering
from plans.choices import Planstatus
from plans.penge.regnskab.regler import Stand as Forbrugsstand
from reporting.portefoelje.halter import KORT, Halt, halter
from reporting.portefoelje.raekker import COLUMNS, Hoved, til_raekke
from reporting.portefoelje.stand import FELTER, Stand

pytestmark = pytest.mark.no_db

DAY = date(2021, 6, 1)


def _stand(**figures):
    nothing = dict.fromkeys(FELTER, 0) | {"as_of": DAY, "data_til": DAY, "opgjort_dag": DAY, "brugt": None}
    return Stand(**(nothing | figures))


def _hoved(**facts):
    nothing = dict.fromkeys(Hoved._fields) | {
        "navn": "Åen",
        "start_date": date(2018, 8, 1),
        "end_date": date(2022, 7, 31),
    }
    return Hoved(**(nothing | {"status": Planstatus.IGANGVAERENDE} | facts))


def _reasons(stand=None, *, lokal=None, brugt=None, **facts):
    test = opgoer_medfinansiering(Beloeb(Decimal(750), Decimal(lokal)), Decimal(25)) if lokal is not None else None
    used = Forbrugsstand(Decimal(100), Decimal(brugt)) if brugt is not None else None
    return list(halter(_hoved(**facts), stand or _stand(), test, used, DAY))


@pytest.mark.parametrize(
    ("figures", "reasons"),
    [
        ({}, []),
        ({"forsinkede": 1, "milepaele": 9}, [Halt.MILEPAELE]),
        ({"bagud": 1, "opfyldt": 3}, [Halt.KRITERIER]),
        ({"ikke_opfyldt": 1, "paa_vej": 3}, [Halt.KRITERIER]),
        ({"bagud": 1, "opfyldt": 4}, []),
        # What cannot be judged is neither for nor against.
        ({"bagud": 1, "opfyldt": 3, "ikke_maalt": 40, "vurderes": 3, "udgaaet": 9}, [Halt.KRITERIER]),
        ({"ikke_maalt": 5}, []),
        ({"opfyldt": 1, "data_til": DAY - timedelta(days=365)}, []),
        ({"opfyldt": 1, "data_til": DAY - timedelta(days=366)}, [Halt.DATA]),
        ({"ikke_maalt": 1, "data_til": None}, [Halt.DATA]),
        ({"data_til": None}, []),
    ],
)
def test_what_the_figures_say(figures, reasons):
    assert _reasons(_stand(**figures)) == reasons


def test_a_plan_less_than_a_year_old_need_not_have_measured():
    assert _reasons(_stand(ikke_maalt=1, data_til=None), start_date=DAY - timedelta(days=200)) == []


@pytest.mark.parametrize(("lokal", "reasons"), [(250, []), (249, [Halt.MEDFINANSIERING])])
def test_the_co_financing_is_held_against_the_requirement_exactly(lokal, reasons):
    assert _reasons(lokal=lokal) == reasons


@pytest.mark.parametrize(("brugt", "reasons"), [("100", []), ("100.01", [Halt.FORBRUG])])
def test_more_spent_than_given_is_a_reason_by_the_oere(brugt, reasons):
    assert _reasons(brugt=brugt) == reasons


def test_a_plan_past_its_end_that_is_said_to_run_is_one():
    assert _reasons(end_date=DAY - timedelta(days=1)) == [Halt.PERIODE]
    assert _reasons(end_date=DAY) == []


@pytest.mark.parametrize("status", [Planstatus.AFSLUTTET, Planstatus.REGNSKAB_GODKENDT, Planstatus.AFSLAG])
def test_a_plan_that_is_over_needs_nothing(status):
    assert _reasons(_stand(forsinkede=3, bagud=9), lokal=0, status=status) == []


def test_a_plan_that_is_not_worked_out_is_held_against_its_own_facts_only():
    test = opgoer_medfinansiering(Beloeb(Decimal(100)), Decimal(25))
    assert list(halter(_hoved(), None, test, None, DAY)) == [Halt.MEDFINANSIERING]


def test_a_share_that_rounds_to_the_requirement_is_not_shown_as_meeting_it():
    hoved = _hoved(min_share=Decimal(25), frame_lbf=Decimal(30_000_001), frame_lokal=Decimal(10_000_000))
    row = til_raekke(hoved, (), "", None, True, DAY)
    assert (row.grunde, row.andel_tekst) == ((Halt.MEDFINANSIERING,), "knap 25\N{NO-BREAK SPACE}%")


def test_every_reason_has_a_word_for_beside_the_figures():
    assert set(KORT) == set(Halt)
    assert len(COLUMNS) == len(Hoved._fields)
