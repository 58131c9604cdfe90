"""The stored figures as the rules and the sentences read them."""

from datetime import date
from decimal import Decimal

import pytest

from indsatser.models import Indikator, Indikatorvaerdi
from indsatser.omraadelister.fakta import build_omraadebillede, build_omraadebilleder
from indsatser.omraadelister.grundlag import load
from indsatser.omraadelister.regler import Svar
from plans.services import create, retire

pytestmark = pytest.mark.usefixtures("reference")
DAY = date(2023, 6, 1)
KODER = {"job": "arbejdsmarked", "doemte": "doemte", "skole": "uddannelse", "loen": "indkomst", "land": "ikke-vestlig"}


def tal(area, year: int, unit: str = "", **figures: str) -> None:
    for name, value in figures.items():
        indikator = Indikator.objects.get(code=f"liste-{KODER.get(name, name)}")
        place = {"is_national": True} if area is None else {"boligomraade": area}
        create(Indikatorvaerdi(indikator=indikator, year=year, value=Decimal(value), unit=unit, **place), by=None)


def billede(area, *, year: int | None = None, day: date = DAY):
    return build_omraadebillede(load([area])[area.pk], day=day, year=year)


def test_finlandsparken_2012(area):
    tal(area, 2012, job="42.2", land="71.7", beboere="1800")
    tal(area, 2012, unit="pr. 10.000", doemte="231")
    found = billede(area)
    assert found.overskrift == "Ghettolisten efter tallene for 2012"
    (liste,) = found.lister
    assert liste.forklaring == (
        "Efter tallene her opfylder området betingelserne: 2 af 3 kriterier er opfyldt; der skal være mindst 2."
    )
    assert [(k.tal, k.graense, k.afstand, k.svar_navn) for k in liste.kriterier] == [
        ("42,2 %", "over 40 %", "2,2 procentpoint over grænsen", "Opfyldt"),
        ("2,31 %", "over 2,7 %", "0,39 procentpoint under grænsen", "Ikke opfyldt"),
        ("71,7 %", "over 50 %", "21,7 procentpoint over grænsen", "Opfyldt"),
    ]
    assert liste.siden == "Siden 2012. 2011 kan ikke afgøres, så det kan være længere."
    assert liste.vejen_ud == (
        "For at komme af listen skal 1 kriterium ikke længere være opfyldt. "
        "Nærmest: uden for arbejdsmarked og uddannelse, 2,2 procentpoint over grænsen."
    )


def test_without_residents_the_criteria_are_met_and_it_says_what_is_missing(area):
    tal(area, 2012, job="42.2", land="71.7")
    found = billede(area)
    assert found.overskrift == "Ghettolisten efter tallene for 2012 (beboertallet mangler)"
    assert (found.lister[0].svar, found.lister[0].dom) == ("ja", "Kriterierne er opfyldt")


def test_the_line_for_convictions_follows_the_countrys_figure(area):
    tal(area, 2022, job="41", doemte="2.175", skole="50", loen="60", land="40", beboere="1500")
    udsat = next(each for each in billede(area).lister if each.liste == "udsat")
    assert udsat.kriterier[1].graense == "mindst 2,175 % (3 × landets tal, 0,725 %)"
    assert udsat.kriterier[1].afstand == "lige på grænsen, som tæller med"
    assert udsat.svar == "ja"
    tal(area, 2023, job="41", doemte="2.5", skole="50", loen="60", land="40", beboere="1500")
    found = billede(area, year=2023)
    assert found.mangler_landets
    assert found.overskrift == (
        "Forebyggelsesområde efter tallene for 2023; om det også er udsat boligområde, kan ikke afgøres"
    )
    assert "mangler dømte (landets tal)" in next(each for each in found.lister if each.liste == "udsat").forklaring


def test_five_years_running_is_an_omdannelsesomraade_and_its_name_follows_the_year(area):
    for year in range(2018, 2023):
        tal(area, year, job="45", skole="65", loen="70", land="60", beboere="1500")
    found = billede(area)
    assert found.overskrift == "Omdannelsesområde efter tallene for 2022"
    assert found.omdannelse == (
        "Efter tallene her er området omdannelsesområde: betingelserne er opfyldt alle fem år 2018-2022."
    )
    before = billede(area, year=2020)
    assert before.lister[0].navn == "Ghettoområde"
    assert before.lister[0].siden == "Siden 2018, 3 år i træk. Listen fandtes ikke før."
    assert before.omdannelse.startswith(
        "Om området er hårdt ghettoområde, kan ikke afgøres: 2016 og 2017 mangler tal."
    )


def test_a_mean_is_worked_out_when_all_its_years_are_there(area):
    tal(area, 2020, **{"arbejdsmarked-aar": "41"})
    tal(area, 2021, **{"arbejdsmarked-aar": "44"})
    known = load([area])[area.pk]
    kriterium = known.bedoem("udsat", 2022).kriterier[0]
    assert (kriterium.tal.value, kriterium.tal.note) == (Decimal("42.5"), "gennemsnit af 2020-2021")
    assert known.bedoem("udsat", 2021).kriterier[0].svar == Svar.UAFGJORT


def test_a_year_whose_list_has_not_come_yet_is_said(area):
    tal(area, 2023, job="41", beboere="1500")
    assert billede(area, day=date(2023, 11, 30)).er_kommende
    assert not billede(area, day=date(2023, 12, 1)).er_kommende


def test_a_page_set_back_to_a_day_shows_the_newest_year_of_then(area):
    tal(area, 2019, job="41")
    tal(area, 2022, job="39")
    assert billede(area, day=date(2020, 5, 1)).year == 2019
    assert billede(area).year == 2022
    assert billede(area, day=date(2018, 5, 1)).year == 2022


def test_figures_taken_out_and_figures_a_plan_states_do_not_count(area, plan):
    tal(area, 2012, job="42.2")
    row = Indikatorvaerdi.objects.shared().get(boligomraade=area)
    retire(row, by=None, reason="Forkert område")
    stated = Indikatorvaerdi(
        indikator=row.indikator, year=2012, value=Decimal(50), boligomraade=area, helhedsplan=plan
    )
    create(stated, by=None)
    assert billede(area).years == ()


def test_many_areas_cost_two_queries(area, django_assert_num_queries):
    tal(area, 2012, job="42.2")
    with django_assert_num_queries(2):
        build_omraadebilleder([area, area], day=DAY)
