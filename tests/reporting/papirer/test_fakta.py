"""The facts of the papers of running text: the round's layout, a quarter, what is refused, what it costs."""

from datetime import date
from decimal import Decimal

import pytest

from plans.models import Helhedsplan
from reporting.facts.aftalepapir import build_samarbejdsaftale
from reporting.facts.aktivitetspapir import build_aktivitetsskema
from reporting.facts.delaftalepapir import build_delaftale
from reporting.facts.projektpapir import build_projektbeskrivelse
from reporting.facts.samarbejdspapir import build_samarbejdsrelationer
from reporting.facts.statusnotat import build_statusnotat, kvartalsdage
from reporting.formularer import FORMULARER, formular
from reporting.papirer.arter import PAPIRER
from reporting.papirer.dele import kvartalerne
from reporting.papirer.periode import Periode
from reporting.udgaver.frosset import fra_json, som_json
from tests.indsatser import factories as indsatser
from tests.plans.factories import DelaftaleFactory, HelhedsplanFactory, PartFactory
from tests.reporting.papirer.plan import plan_med_papirer

AS_OF = date(2019, 12, 31)


@pytest.fixture
def plan(db):
    return Helhedsplan.objects.for_page().get(pk=plan_med_papirer().pk)


def overskrifter(papir):
    return [one.overskrift for one in papir.afsnit]


def afsnit(papir, key):
    return next(one for one in papir.afsnit if one.noegle == key)


# --- The round's layout ------------------------------------------------------------------------------------------


@pytest.mark.no_db
def test_another_round_has_its_own_words_and_all_the_others_those_of_the_standard():
    old, new = formular("aktivitet", "2011-14"), formular("aktivitet", "2019-26")
    assert [part.overskrift for part in old.dele if part.noegle == "partnere"] == ["Samarbejdsrelationer"]
    assert [part.overskrift for part in new.dele if part.noegle == "partnere"] == ["Samarbejdspartnere"]


@pytest.mark.no_db
def test_a_part_stands_once_in_a_paper():
    for layouts in FORMULARER.values():
        for layout in layouts.values():
            keys = [part.noegle for part in layout.dele]
            assert len(keys) == len(set(keys))


def test_the_round_decides_order_headings_and_columns(plan, monkeypatch):
    row = plan.delaftaler.get(nummer=1)
    standard = overskrifter(build_delaftale(plan, row.uuid, as_of=AS_OF))
    assert standard[:3] == ["Delaftalens parter og gyldighed", "Problemkompleks", "Formål og mål"]
    other = formular("delaftale", "").med(
        kaldt={"problem": "Baggrund"}, kolonner={"kriterier": (("kilde", "Kilde"), ("kriterium", "Kriterium"))}
    )
    monkeypatch.setitem(FORMULARER["delaftale"], plan.bevillingsrunde.code, other)
    papir = build_delaftale(plan, row.uuid, as_of=AS_OF)
    assert overskrifter(papir)[1] == "Baggrund"
    (tabel,) = afsnit(papir, "kriterier").tabeller
    assert [column.overskrift for column in tabel.kolonner] == ["Kilde", "Kriterium"]
    assert tabel.raekker[0].vaerdier == ("Registerdata", "Færre unge uden uddannelse")


def test_the_agreement_has_the_rounds_numbers_the_plans_own_sections_and_why_a_field_is_left_out(plan):
    papir = build_samarbejdsaftale(plan, as_of=AS_OF)
    assert overskrifter(papir)[1:] == [
        "1. Formål med den boligsociale indsats",
        "2. Organisering",
        "5. Indsatsområder",
        "6. Overordnet milepælsplan",
        "7. Ressourcer",
        "8. Samspil med øvrige tiltag",
        "Vores eget afsnit",
        "Bilag",
    ]
    fields = afsnit(papir, "indsatsomraader").under
    assert [one.overskrift for one in fields] == ["5.1 Tryghed", "5.2 Sundhed", "5.3 Tom delaftale"]
    assert fields[1].tekst == "Ikke valgt. Kommunen gør det selv."
    assert afsnit(papir, "samspil").er_tomt


# --- A quarter ---------------------------------------------------------------------------------------------------


def test_a_measurement_belongs_to_the_quarter_it_was_reported_in(plan):
    measured = {}
    for quarter in (2, 3, 4):
        tables = afsnit(build_statusnotat(plan, 2019, quarter), "maalinger").tabeller
        measured[quarter] = sum(len(table.raekker) for table in tables)
    assert measured == {2: 0, 3: 4, 4: 1}


def test_a_milestone_is_in_its_own_quarter_or_late_from_before_and_never_twice(plan):
    papir = build_statusnotat(plan, 2019, 4)
    own = [row.vaerdier[0] for row in afsnit(papir, "naaet").tabeller[0].raekker]
    late = [row.vaerdier[0] for row in afsnit(papir, "forsinket").tabeller[0].raekker]
    assert own == ["Evalueringen er færdig"]
    assert late == ["Sidste års møde er holdt", "Kurset er holdt"]
    assert [row.vaerdier[0] for row in afsnit(papir, "naeste").tabeller[0].raekker] == ["Næste års møde er holdt"]


@pytest.mark.no_db
def test_a_quarter_is_looked_back_on_from_its_last_day_today_or_the_plans_last():
    plan = HelhedsplanFactory.build(start_date=date(2018, 8, 1), end_date=date(2022, 7, 31))
    assert kvartalsdage(plan, 2019, 2) == (date(2019, 4, 1), date(2019, 6, 30))
    assert kvartalsdage(plan, 2019, 2, today=date(2019, 5, 5))[1] == date(2019, 5, 5)
    assert kvartalsdage(plan, 2022, 3)[1] == date(2022, 7, 31)
    for quarter in ((2018, 2), (2022, 4)):
        with pytest.raises(ValueError, match="løber ikke i"):
            kvartalsdage(plan, *quarter)
    with pytest.raises(ValueError, match="når det er begyndt"):
        kvartalsdage(plan, 2020, 1, today=date(2019, 12, 31))


@pytest.mark.no_db
def test_there_is_a_note_for_each_quarter_that_has_begun_the_last_first():
    plan = HelhedsplanFactory.build(start_date=date(2018, 8, 1), end_date=date(2022, 7, 31))
    assert kvartalerne(plan, today=date(2019, 2, 1)) == (Periode(2019, 1), Periode(2018, 4), Periode(2018, 3))
    assert kvartalerne(plan, today=date(2018, 7, 1)) == ()
    assert len(kvartalerne(plan, today=date(2030, 1, 1))) == 17


# --- What is counted, and what is refused ------------------------------------------------------------------------


def test_a_partner_is_counted_once_whatever_the_letters(plan):
    indsatser.SamarbejdsrelationFactory(helhedsplan=plan, organisation="POLITIET")
    papir = build_samarbejdsrelationer(plan, year=2019)
    assert papir.saetninger == ("4 samarbejdspartnere.",)
    assert overskrifter(papir) == ["For planen som helhed", "Pr. delaftale", "Øvrige projekter og initiativer"]


def test_the_projects_budget_adds_up_in_whole_kroner_and_a_ceiling_is_one(plan):
    papir = build_projektbeskrivelse(plan, plan.lokalprojekter.get().uuid, as_of=AS_OF)
    rows = afsnit(papir, "budget").tabeller[0].raekker
    assert [(row.vaerdier[1], row.note) for row in rows] == [
        (Decimal(2000), ""),
        (Decimal(500), "Op til."),
        (Decimal(2500), "Højst."),
    ]
    matrix = afsnit(papir, "opgaver").tabeller[0]
    assert [row.vaerdier for row in matrix.raekker] == [("Mad", "X", "X"), ("Telt", None, "X")]


@pytest.mark.parametrize("build", [build_delaftale, build_aktivitetsskema, build_projektbeskrivelse])
def test_what_is_in_another_plan_is_refused(plan, build):
    other = HelhedsplanFactory()
    foreign = DelaftaleFactory(helhedsplan=other)
    activity = indsatser.AktivitetFactory(delaftale=foreign)
    project = indsatser.LokalprojektFactory(helhedsplan=other)
    for uuid in (foreign.uuid, activity.uuid, project.uuid, None):
        with pytest.raises(ValueError, match="er ikke i planen den dag"):
            build(plan, uuid, as_of=AS_OF)


# --- What it costs -----------------------------------------------------------------------------------------------


def _mere(plan):
    row = plan.delaftaler.get(nummer=1)
    for n in range(6):
        activity = indsatser.AktivitetFactory(delaftale=row, nummer=20 + n)
        criterion = indsatser.SucceskriteriumFactory(aktivitet=activity)
        indsatser.MaalingFactory(kriterium=criterion)
        indsatser.MilepaelFactory(helhedsplan=plan, aktivitet=activity, quarter=3)
        indsatser.AktivitetsmaalFactory(aktivitet=activity, maal=row.maal.first())
        indsatser.MedarbejderressourceFactory(helhedsplan=plan, aktivitet=activity)
        indsatser.SamarbejdsrelationFactory(helhedsplan=plan, aktivitet=activity)
        PartFactory(helhedsplan=plan, delaftale=row)
        DelaftaleFactory(helhedsplan=plan, nummer=50 + n)


def test_no_paper_costs_more_queries_with_more_rows(plan, assert_flat_queries):
    row = plan.delaftaler.get(nummer=1)
    activity, project = row.aktiviteter.order_by("nummer").first(), plan.lokalprojekter.get()

    def build_all():
        build_delaftale(plan, row.uuid, as_of=AS_OF)
        build_aktivitetsskema(plan, activity.uuid, as_of=AS_OF)
        build_samarbejdsaftale(plan, as_of=AS_OF)
        build_statusnotat(plan, 2019, 3)
        build_samarbejdsrelationer(plan, year=2019)
        build_projektbeskrivelse(plan, project.uuid, as_of=AS_OF)

    assert_flat_queries(get=build_all, grow=lambda: _mere(plan))


# --- Kept in an edition ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", PAPIRER)
def test_a_paper_is_a_value_that_is_kept_as_json_and_read_back_as_it_was(lavet, slug):
    art, papir = PAPIRER[slug], lavet[slug].papir
    assert fra_json(som_json(papir, art.fakta), art.fakta) == papir
