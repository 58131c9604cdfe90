"""Whether the words of the board's page are true: before the plan begins, after it is over, and of one or many."""

from datetime import date
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from indsatser.choices import Milepaeltilstand, Tilstand
from plans.choices import Beslutningsart, Organart, Punktart
from reporting.facts.bestyrelsesside import SAGER_VIST, build_bestyrelsesside
from reporting.facts.bevaegelse import Domsart
from reporting.facts.overblik import build_overblik
from reporting.facts.planfakta import build_planfakta
from tests.indsatser.factories import AktivitetFactory, MaalingFactory, MilepaelFactory, SucceskriteriumFactory
from tests.plans import factories as f
from tests.reporting.bestyrelsesplan import DAGEN, NAESTE, byg_bestyrelsesplan

START, SLUT = date(2019, 1, 1), date(2020, 12, 31)
NAAET = {"state": Milepaeltilstand.NAAET}


@pytest.fixture
def plan():
    return f.HelhedsplanFactory(start_date=START, end_date=SLUT)


def aktivitet(plan):
    return AktivitetFactory(delaftale=f.DelaftaleFactory(helhedsplan=plan, nummer=1))


def maalt(aktivitet, value, *, deadline):
    row = SucceskriteriumFactory(aktivitet=aktivitet, window_to=deadline, deadline=deadline)
    MaalingFactory(kriterium=row, value=Decimal(value), data_from=date(2020, 12, 1), data_to=date(2020, 12, 1))


def test_a_target_that_is_due_after_the_plan_ended_is_neither_met_nor_missed(plan):
    place, later = aktivitet(plan), date(2022, 12, 31)
    maalt(place, 100, deadline=SLUT)
    maalt(place, 10, deadline=SLUT)
    maalt(place, 75, deadline=later)
    maalt(place, 1, deadline=later)
    side = build_bestyrelsesside(plan, as_of=SLUT)
    assert [side.fakta.tilstande[state] for state in (Tilstand.PAA_VEJ, Tilstand.BAGUD)] == [1, 1]
    assert side.saetninger[0] == "2 af 4 succeskriterier er afgjort: 1 er opfyldt, 1 er ikke opfyldt."
    assert side.dom == Domsart.DELVIST


def test_a_plan_whose_targets_are_all_due_later_did_not_reach_most_of_them(plan):
    maalt(aktivitet(plan), 75, deadline=date(2022, 12, 31))
    side = build_bestyrelsesside(plan, as_of=SLUT)
    assert side.overskrift == "Det kan ikke siges, om planen nåede sine mål"
    assert side.saetninger[0] == "Planens ene succeskriterium er ikke afgjort."


def test_before_its_start_a_plan_is_neither_on_track_nor_off_it(plan):
    MilepaelFactory(helhedsplan=plan, year=2019, quarter=4, state=Milepaeltilstand.FORSINKET)
    side = build_bestyrelsesside(plan, as_of=date(2018, 12, 31))
    assert (side.dom, side.overskrift) == (Domsart.INTET, "Planen er ikke begyndt endnu")
    assert side.saetninger[0] == "Den begynder 1. januar 2019."
    assert build_bestyrelsesside(plan, as_of=START).overskrift == "Planen er ikke på sporet"


def test_one_is_said_as_one(plan):
    SucceskriteriumFactory(aktivitet=aktivitet(plan))
    MilepaelFactory(helhedsplan=plan, year=2020, quarter=4)
    side = build_bestyrelsesside(plan, as_of=date(2019, 6, 30))
    assert side.saetninger == (
        "Planens ene succeskriterium kan ikke bedømmes endnu.",
        "Planens ene milepæl skulle ikke være nået endnu.",
    )
    assert side.datagrundlag == "Planens ene kriterium er ikke målt endnu."


def test_several_milestones_are_late_in_the_plural(plan):
    for quarter in (1, 2):
        MilepaelFactory(helhedsplan=plan, year=2019, quarter=quarter)
    side = build_bestyrelsesside(plan, as_of=date(2019, 12, 31))
    assert side.milepaele_saetning == "2 milepæle skulle være nået: 0 er nået, 2 er forsinkede."


def test_milestones_that_were_dropped_are_not_still_to_come(plan):
    MilepaelFactory(
        helhedsplan=plan, year=2019, quarter=1, state=Milepaeltilstand.BORTFALDET, dropped_reason="Ikke længere brug."
    )
    side = build_bestyrelsesside(plan, as_of=SLUT)
    assert side.milepaele_saetning == "Planens ene milepæl er bortfaldet."


def test_a_milestone_somebody_calls_late_is_late_on_every_page(plan):
    MilepaelFactory(helhedsplan=plan, year=2020, quarter=4, state=Milepaeltilstand.FORSINKET)
    day = date(2019, 6, 30)
    assert len(build_bestyrelsesside(plan, as_of=day).forsinkede) == 1
    overblik = build_overblik(plan, as_of=day)
    assert (len(overblik.forsinkede), len(overblik.kommende)) == (1, 0)
    assert sum(line.is_late for line in build_planfakta(plan, as_of=day).milepaele) == 1


def test_the_forecast_is_said_without_a_word_of_the_trade(plan):
    place = aktivitet(plan)
    for value in (10, 80):
        row = SucceskriteriumFactory(aktivitet=place, window_to=SLUT, deadline=SLUT)
        for day in (date(2019, 5, 1), date(2019, 9, 1)):
            MaalingFactory(kriterium=row, value=Decimal(value) / 2, data_from=day, data_to=day)
    SucceskriteriumFactory(aktivitet=place)
    side = build_bestyrelsesside(plan, as_of=date(2019, 9, 30))
    assert side.prognose == (
        "Fortsætter udviklingen som hidtil, bliver 1 af 2 mål nået. "
        "For 1 er det afgjort, eller der kan ikke laves en prognose."
    )


def test_the_cases_there_is_no_room_for_lead_on_to_the_meeting(plan, client, log_in):
    organ = f.OrganFactory(helhedsplan=plan, kind=Organart.BESTYRELSE)
    moede = f.MoedeFactory(organ=organ, held_on=date(2019, 12, 10))
    for number in range(1, SAGER_VIST + 2):
        f.DagsordenspunktFactory(moede=moede, nummer=number, kind=Punktart.BESLUTNING)
    log_in(plan)
    page = BeautifulSoup(
        client.get(reverse("reporting:bestyrelsesside", args=[plan.uuid]), {"pr": "2019-12-01"}).content, "html.parser"
    )
    link = page.find("a", string="1 sag mere")
    assert str(moede.uuid) in link["href"]


@pytest.mark.parametrize("pr", ["0001-01-01", "0001-03-31", "9999-12-31"])
def test_the_first_and_the_last_day_of_all_can_be_asked_for(plan, client, log_in, pr):
    log_in(plan)
    assert client.get(reverse("reporting:bestyrelsesside", args=[plan.uuid]), {"pr": pr}).status_code == 200


def test_only_what_is_to_be_decided_stands_as_to_be_decided(plan):
    organ = f.OrganFactory(helhedsplan=plan, kind=Organart.BESTYRELSE)
    moede = f.MoedeFactory(organ=organ, held_on=date(2019, 12, 10))
    f.DagsordenspunktFactory(moede=moede, nummer=1, title="Nyt fra kommunen", kind=Punktart.ORIENTERING)
    f.DagsordenspunktFactory(moede=moede, nummer=2, title="Budget for 2020", kind=Punktart.BESLUTNING)
    decided = f.DagsordenspunktFactory(moede=moede, nummer=3, title="Nye lokaler", kind=Punktart.DROEFTELSE)
    f.BeslutningFactory(
        helhedsplan=plan,
        organ=organ,
        dagsordenspunkt=decided,
        decided_on=date(2019, 12, 10),
        kind=Beslutningsart.TILTRAADT,
    )
    side = build_bestyrelsesside(plan, as_of=date(2019, 12, 10))
    assert [sag.tekst for sag in side.sager] == ["Budget for 2020", "Nye lokaler"]


def test_a_case_on_the_agenda_is_not_asked_of_the_board_twice():
    plan = byg_bestyrelsesplan()
    moved = plan.omdisponeringer.get()
    moede = plan.organer.get(kind=Organart.BESTYRELSE).moeder.get(held_on=NAESTE)
    f.DagsordenspunktFactory(
        moede=moede, nummer=3, title="Flytning til evaluering", kind=Punktart.BESLUTNING, target_uuid=moved.uuid
    )
    cases = [(sag.art, sag.tekst) for sag in build_bestyrelsesside(plan, as_of=DAGEN).sager]
    assert ("Punkt 3", "Flytning til evaluering") in cases
    assert "Budget" not in dict(cases)
