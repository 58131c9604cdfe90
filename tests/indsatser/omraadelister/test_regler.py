"""The rules of the area lists: the worked examples, the lines themselves, and what holds for any figures."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indsatser.omraadelister.regler import (
    Svar,
    Tal,
    beboertal,
    bedoem,
    gaeldende_listeaar,
    listetal,
    offentliggoeres,
    omdannelse,
    regel_for,
    siden,
    som_procent,
)
from tests.indsatser.omraadelister.eksempler import KODER, LINJER, NAVNE, Eksempel, eksempler

pytestmark = pytest.mark.no_db

JA, NEJ, UAFGJORT = Svar.JA, Svar.NEJ, Svar.UAFGJORT


@pytest.mark.parametrize("eksempel", eksempler(), ids=str)
def test_the_worked_examples(eksempel: Eksempel):
    found = eksempel.bedoem()
    row = eksempel.row
    if row["svar"] == "ingen liste":
        assert found is None
        return
    assert found is not None
    assert (found.svar, str(found.opfyldt)) == (row["svar"], row["kriterier opfyldt"])
    assert ", ".join(NAVNE[kode] for kode in found.mangler) == row["mangler"]


def _named(name: str):
    return next(each for each in eksempler() if each.row["navn"] == name).bedoem()


def test_finlandsparken_2012_is_two_of_three_as_its_document_says():
    """71,7 % non-western (limit 50), 42,2 % outside the labour market (40), 231 convicted per 10.000 (270)."""
    found = _named("Finlandsparken 2012")
    assert {k.indikator: (k.svar, k.afstand) for k in found.kriterier} == {
        "liste-ikke-vestlig": (JA, Decimal("21.7")),
        "liste-arbejdsmarked": (JA, Decimal("2.2")),
        "liste-doemte": (NEJ, Decimal("-0.39")),
    }
    assert (found.opfyldt, found.regel.needed, found.regel.blandt, found.svar) == (2, 2, 3, JA)
    assert found.skal_under == 1


def test_akacieparken_2010_is_three_of_three_as_its_document_says():
    """44,3 % outside the labour market, 342 convicted per 10.000, 70,1 % non-western."""
    found = _named("Akacieparken 2010")
    assert {k.indikator: k.afstand for k in found.kriterier} == {
        "liste-ikke-vestlig": Decimal("20.1"),
        "liste-arbejdsmarked": Decimal("4.3"),
        "liste-doemte": Decimal("0.72"),
    }
    assert (found.opfyldt, found.svar, found.skal_under) == (3, JA, 2)


def test_only_the_residents_are_missing():
    assert _named("Beboertallet mangler").kun_beboere_mangler
    assert not _named("Finlandsparken 2012").kun_beboere_mangler


def test_how_many_more_would_bring_it_on():
    assert _named("To af fem i 2015").mangler_til_listen == 1
    assert _named("Finlandsparken 2012").mangler_til_listen == 0


def test_each_list_asks_what_the_law_asks():
    asked = {
        liste: {
            (NAVNE[g.indikator], str(g.value), g.is_obligatory, g.mean_years)
            for g in regel_for(LINJER, liste, y).graenser
        }
        for liste, y in (("ghetto_2010", 2013), ("ghetto_2014", 2014), ("udsat", 2024), ("forebyggelse", 2021))
    }
    assert asked["ghetto_2010"] == {
        ("arbejdsmarked", "40", False, 4),
        ("dømte", "2.7", False, 4),
        ("ikke-vestlig", "50", False, 1),
    }
    assert ("uddannelse", "50", False, 1) in asked["ghetto_2014"]
    assert ("uddannelse", "60", False, 1) in asked["udsat"]
    assert ("indkomst", "65", False, 1) in asked["forebyggelse"]
    assert ("ikke-vestlig", "30", True, 1) in asked["forebyggelse"]
    needed = [regel_for(LINJER, liste, year) for liste, year in (("ghetto_2010", 2010), ("ghetto_2014", 2017))]
    assert [(regel.needed, regel.blandt) for regel in needed] == [(2, 3), (3, 5)]
    assert (regel_for(LINJER, "parallelsamfund", 2018).needed, regel_for(LINJER, "parallelsamfund", 2018).blandt) == (
        2,
        4,
    )


@pytest.mark.parametrize(("liste", "year"), [("ghetto_2010", 2009), ("ghetto_2010", 2014), ("udsat", 2017)])
def test_a_list_is_only_of_its_years(liste, year):
    assert regel_for(LINJER, liste, year) is None


# --- What holds for any figures

andele = st.one_of(st.none(), st.decimals(min_value=0, max_value=100, places=1))
REGLER = [
    regel_for(LINJER, liste, year)
    for liste, year in (
        ("ghetto_2010", 2012),
        ("ghetto_2014", 2015),
        ("udsat", 2022),
        ("parallelsamfund", 2022),
        ("forebyggelse", 2022),
    )
]
omraader = st.fixed_dictionaries(dict.fromkeys(KODER.values(), andele))
LAND = {"liste-doemte": Decimal("0.7")}
RANK = {NEJ: 0, UAFGJORT: 1, JA: 2}


def _tal(figures):
    return {kode: None if value is None else Tal(value) for kode, value in figures.items()}


@given(
    regel=st.sampled_from(REGLER),
    figures=omraader,
    kode=st.sampled_from(sorted(KODER.values())),
    more=st.decimals(0, 50, places=1),
)
def test_a_worse_figure_never_takes_an_area_off_a_list(regel, figures, kode, more):
    if figures[kode] is None:
        return
    worse = figures | {kode: figures[kode] - more if kode == "liste-indkomst" else figures[kode] + more}
    before, after = (bedoem(regel, _tal(each), land=LAND, beboere=Tal(Decimal(1500))) for each in (figures, worse))
    assert RANK[after.svar] >= RANK[before.svar]


@given(
    regel=st.sampled_from(REGLER),
    figures=omraader,
    kode=st.sampled_from(sorted(KODER.values())),
    value=st.decimals(0, 100, places=1),
)
def test_an_answer_stands_whatever_the_missing_figure_turns_out_to_be(regel, figures, kode, value):
    before = bedoem(regel, _tal(figures | {kode: None}), land=LAND, beboere=Tal(Decimal(1500)))
    after = bedoem(regel, _tal(figures | {kode: value}), land=LAND, beboere=Tal(Decimal(1500)))
    assert before.svar in (UAFGJORT, after.svar)
    if before.svar != UAFGJORT:
        assert not before.mangler


# --- Over the years


def test_since_when_is_the_first_year_of_the_unbroken_run():
    years = {2018: JA, 2019: NEJ, 2020: JA, 2021: JA, 2022: JA}
    assert (siden(years, 2022).year, siden(years, 2022).foer) == (2020, NEJ)
    assert siden(years, 2019) is None


def test_an_unknown_year_breaks_the_run_and_is_said():
    assert siden({2020: UAFGJORT, 2021: JA}, 2021).foer == UAFGJORT
    assert siden({2021: JA}, 2021).foer is None


def test_omdannelse_is_five_years_running():
    five = dict.fromkeys(range(2018, 2023), JA)
    assert omdannelse(five, 2022).svar == JA
    assert omdannelse(five | {2020: NEJ}, 2022).svar == NEJ
    unknown = omdannelse(five | {2020: UAFGJORT}, 2022)
    assert (unknown.svar, unknown.mangler, unknown.i_traek) == (UAFGJORT, (2020,), 2)
    assert omdannelse(five, 2017) is None
    assert omdannelse(five, 2019).efter_gamle_regler
    assert not omdannelse(five, 2022).efter_gamle_regler


@pytest.mark.parametrize(
    ("day", "year"), [(date(2022, 11, 30), 2021), (date(2022, 12, 1), 2022), (date(2023, 1, 1), 2022)]
)
def test_the_new_list_is_in_force_from_the_first_of_december(day, year):
    assert gaeldende_listeaar(day) == year


def test_no_day_was_fixed_for_the_first_lists():
    assert offentliggoeres(2012) is None
    assert offentliggoeres(2019) == date(2019, 12, 1)


# --- The figures a list uses


def test_the_lists_own_figure_comes_first_and_else_the_mean_of_the_years_before():
    aar = {("liste-doemte-aar", 2018): Tal(Decimal(2)), ("liste-doemte-aar", 2019): Tal(Decimal(3))}
    found = listetal("liste-doemte", 2020, 2, aar)
    assert (found.value, found.note) == (Decimal("2.5"), "gennemsnit af 2018-2019")
    assert listetal("liste-doemte", 2020, 2, aar | {("liste-doemte", 2020): Tal(Decimal(9))}).value == 9


def test_a_missing_year_leaves_the_mean_unknown():
    aar = {("liste-doemte-aar", 2019): Tal(Decimal(3))}
    assert listetal("liste-doemte", 2020, 2, aar) is None
    assert listetal("liste-ikke-vestlig", 2020, 1, aar) is None


def test_residents_of_a_near_year_stand_in_and_say_so():
    tal = {("liste-beboere", 2012): Tal(Decimal(1200))}
    assert beboertal(2012, tal).note == ""
    assert beboertal(2010, tal).note == "tal fra 2012"
    assert beboertal(2016, tal) is None


@pytest.mark.parametrize(
    ("unit", "percent"),
    [("%", "231"), ("", "231"), ("pr. 10.000 beboere", "2.31"), ("pr. 1.000", "23.1"), ("kr.", None)],
)
def test_a_share_in_whatever_it_is_written_in(unit, percent):
    assert som_procent(Decimal(231), unit) == (Decimal(percent) if percent else None)
