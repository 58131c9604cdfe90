"""Målopfyldelse: the case workers' worked examples, and what must hold for every criterion there can be."""

import ast
import re
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import partial
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from helhedsplan.numbers import parse_decimal, tal
from indsatser.choices import Kriterieform, Maalingsart, Operator, Retning, Sammenlaegning, Skoen, Tilstand
from indsatser.maalopfyldelse import Del, Kriterium, Maalopfyldelse, Punkt, Reference, opgoer, taeller
from indsatser.maalopfyldelse.forventning import i_jaevnt_tempo, paa_linjen
from indsatser.maalopfyldelse.tid import laeg_maaneder_til, maaneder
from tests.indsatser.regneeksempler import laes_eksempler

pytestmark = pytest.mark.no_db

unhurried = settings(deadline=None, max_examples=200)

ROOT = Path(__file__).resolve().parents[2]
EKSEMPLER = laes_eksempler()
REGLER = (ROOT / "docs" / "regler.md").read_text(encoding="utf-8")


def find(navn: str) -> Maalopfyldelse:
    eksempel = next(e for e in EKSEMPLER if e.navn == navn)
    return opgoer(eksempel.kriterium, eksempel.punkter, as_of=eksempel.as_of)


# --- The worked examples ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("eksempel", EKSEMPLER, ids=str)
def test_the_worked_example_comes_out_as_the_case_worker_wrote(eksempel):
    result = opgoer(eksempel.kriterium, eksempel.punkter, as_of=eksempel.as_of)
    row = eksempel.row
    assert result.tilstand == eksempel.tilstand, result.explanation
    for column, actual in [
        ("værdi", result.value),
        ("mål beregnet", result.target),
        ("procent", result.pct),
        ("forventet nu", result.expected),
        ("prognose", result.prognose.value),
    ]:
        assert_cell(row[column], actual, column)
    if row["forklaring"]:
        assert result.explanation.replace("\u00a0", " ") == row["forklaring"]


def assert_cell(wanted: str, actual: Decimal | None, column: str) -> None:
    """As many decimals are compared as were written; "–" is nothing; an empty cell is not checked."""
    if not wanted:
        return
    if wanted == "–":
        assert actual is None, column
        return
    decimals = len(wanted.partition(",")[2])
    assert actual is not None, column
    assert tal(actual, decimals) == tal(parse_decimal(wanted), decimals), column


def test_the_examples_are_many_and_have_their_own_names():
    names = Counter(e.navn for e in EKSEMPLER)
    assert len(EKSEMPLER) >= 80
    assert sum(bool(e.row["forklaring"]) for e in EKSEMPLER) >= 25
    assert [name for name, count in names.items() if count > 1] == []
    assert all(e.row["hvorfor"] for e in EKSEMPLER)


def test_every_form_and_every_state_has_an_example():
    assert {e.kriterium.form for e in EKSEMPLER} == set(Kriterieform)
    assert {e.tilstand for e in EKSEMPLER} == set(Tilstand)


def test_the_rules_page_quotes_examples_that_exist_and_has_a_section_for_every_form():
    quoted = set(re.findall(r"\*Regneeksempel: (.+?)\*", REGLER))
    headings = [line for line in REGLER.splitlines() if line.startswith("#")]
    assert len(quoted) >= len(Kriterieform)
    assert quoted - {e.navn for e in EKSEMPLER} == set()
    assert [form for form in Kriterieform if not any(form.label in line for line in headings)] == []
    assert [tilstand for tilstand in Tilstand if f"**{tilstand.label}**" not in REGLER] == []


def test_the_explanations_quoted_on_the_rules_page_are_the_ones_given():
    given_explanations = {find(e.navn).explanation.replace("\u00a0", " ") for e in EKSEMPLER}
    quoted = re.findall(r"^> (.+)$", REGLER, flags=re.M)
    assert len(quoted) >= 10
    assert set(quoted) - given_explanations == set()


# --- What a result carries -------------------------------------------------------------------------------------

AS_OF = date(2020, 6, 1)
UDDANNELSE = Kriterium(
    form=Kriterieform.ANDEL,
    unit="%",
    retning=Retning.FALDE,
    operator=Operator.HOEJST,
    baseline=Decimal("21.3"),
    baseline_on=date(2016, 12, 31),
    target=Decimal(15),
    deadline=date(2022, 12, 31),
)


def aar(year: int, value: str | int, **more) -> Punkt:
    return Punkt(date(year, 1, 1), date(year, 12, 31), date(year + 1, 3, 1), Decimal(value), **more)


def test_the_result_says_how_old_the_data_are_and_what_day_the_expectation_is_for():
    result = opgoer(UDDANNELSE, [aar(2018, "18.9")], as_of=AS_OF)
    assert result.data_to == date(2018, 12, 31)
    assert result.age_days == (AS_OF - date(2018, 12, 31)).days
    assert result.expected_on == date(2018, 12, 31)
    assert result.deadline == date(2022, 12, 31)
    assert result.target_text.replace("\u00a0", " ") == "højst 15 %"


def test_a_relative_target_is_given_both_ways():
    result = find("Afdelingsmøder afd. 4, på vej")
    assert result.target_text.replace("\u00a0", " ") == "mindst 102,5 deltagere (25 % over 82)"


def test_example_figures_mark_the_result_and_others_do_not():
    assert find("20-24-årige uden uddannelse, eksempeltal").uses_eksempeltal
    assert not find("20-24-årige uden uddannelse, bagud").uses_eksempeltal
    start = Punkt(date(2017, 1, 1), date(2017, 12, 31), AS_OF, Decimal(20), art=Maalingsart.START, is_eksempel=True)
    assert opgoer(replace(UDDANNELSE, baseline=None), [start, aar(2018, 19)], as_of=AS_OF).uses_eksempeltal
    unused = [aar(2018, 19, is_eksempel=True), aar(2019, 18)]
    assert not opgoer(UDDANNELSE, unused, as_of=AS_OF).uses_eksempeltal


def test_why_nothing_can_be_stated_is_given_on_its_own():
    assert find("Måltallet mangler").reason == "måltallet mangler"
    assert find("20-24-årige uden uddannelse, bagud").reason == ""


def test_the_order_of_measurements_does_not_matter():
    points = [aar(2019, 18), aar(2017, 21), aar(2018, 19)]
    assert opgoer(UDDANNELSE, points, as_of=AS_OF) == opgoer(UDDANNELSE, points[::-1], as_of=AS_OF)


def test_a_pending_figure_is_awaited_for_two_years_to_the_day():
    points = [aar(2020, 17)]
    assert opgoer(UDDANNELSE, points, as_of=date(2024, 12, 31)).tilstand == Tilstand.IKKE_MAALT
    assert opgoer(UDDANNELSE, points, as_of=date(2025, 1, 1)).tilstand == Tilstand.IKKE_OPFYLDT


def test_an_old_figure_that_met_the_target_stands_but_says_that_the_final_one_is_missing():
    result = opgoer(UDDANNELSE, [aar(2019, 14)], as_of=date(2023, 6, 1))
    assert result.tilstand == Tilstand.OPFYLDT
    assert "intet tal fra året op til fristen" in result.explanation


def test_a_day_counts_until_its_end_so_the_day_of_the_deadline_decides():
    points = [aar(2021, 17), aar(2022, 16)]
    assert opgoer(UDDANNELSE, points, as_of=date(2022, 12, 30)).tilstand == Tilstand.BAGUD
    assert opgoer(UDDANNELSE, points, as_of=date(2022, 12, 31)).tilstand == Tilstand.IKKE_OPFYLDT


def test_a_fall_can_be_read_from_the_numbers_or_the_direction_whatever_the_operator_says():
    for k in (
        replace(UDDANNELSE, operator=Operator.MINDST),
        replace(UDDANNELSE, operator=Operator.MINDST, retning=Retning.NAA),
    ):
        assert opgoer(k, [aar(2019, 18)], as_of=AS_OF).target_text.startswith("højst")


# --- Time ------------------------------------------------------------------------------------------------------


def test_months_are_whole_at_the_ends_of_months():
    assert maaneder(date(2018, 8, 1), date(2019, 6, 30)) == 11
    assert maaneder(date(2019, 2, 1), date(2019, 2, 14)) == Fraction(1, 2)
    assert maaneder(date(2019, 2, 1), date(2019, 1, 1)) == 0


def test_the_last_day_of_a_month_stays_the_last_day():
    assert laeg_maaneder_til(date(2019, 2, 28), 12) == date(2020, 2, 29)
    assert laeg_maaneder_til(date(2019, 12, 31), -1) == date(2019, 11, 30)
    assert laeg_maaneder_til(date(2019, 1, 30), 1) == date(2019, 2, 28)
    assert laeg_maaneder_til(date(2019, 1, 15), 12) == date(2020, 1, 15)


def test_the_line_is_flat_before_it_begins_and_after_it_ends():
    line = partial(
        paa_linjen, start=Fraction(10), start_on=date(2016, 12, 31), target=Fraction(20), target_on=date(2018, 12, 31)
    )
    assert [line(day=date(year, 12, 31)) for year in (2015, 2016, 2017, 2018, 2019)] == [10, 10, 15, 20, 20]


def test_a_line_without_length_is_the_target():
    day = date(2016, 12, 31)
    assert paa_linjen(start=Fraction(10), start_on=day, target=Fraction(20), target_on=day, day=day) == 20


def test_an_even_pace_begins_at_nought_and_never_passes_the_target():
    pace = partial(i_jaevnt_tempo, target=Fraction(24), first=date(2019, 1, 1), last=date(2019, 12, 31))
    days_and_pace = [(date(2018, 6, 1), 0), (date(2019, 3, 31), 6), (date(2019, 12, 31), 24), (date(2020, 6, 1), 24)]
    assert [(day, pace(day=day)) for day, _wanted in days_and_pace] == days_and_pace


# --- Compounds, visions and counting ---------------------------------------------------------------------------


def test_a_part_borrows_the_deadline_of_the_whole():
    part = Kriterium(form=Kriterieform.JA_NEJ)
    whole = Kriterium(
        form=Kriterieform.SAMMENSAT, deadline=date(2019, 12, 31), parts=(Del("strategi", part, (aar(2018, 0),)),)
    )
    assert opgoer(whole, [], as_of=AS_OF).tilstand == Tilstand.IKKE_OPFYLDT


def test_parts_that_are_retired_or_visions_do_not_count_in_a_compound():
    met = Del("nået", Kriterium(form=Kriterieform.JA_NEJ, deadline=date(2022, 12, 31)), (aar(2019, 1),))
    gone = Del("udgået", Kriterium(form=Kriterieform.JA_NEJ, retired_on=date(2019, 1, 1)))
    vision = Del("vision", Kriterium(form=Kriterieform.VISION))
    result = opgoer(Kriterium(form=Kriterieform.SAMMENSAT, parts=(met, gone, vision)), [], as_of=AS_OF)
    assert result.tilstand == Tilstand.OPFYLDT
    assert result.part_labels == ("nået", "udgået", "vision")
    assert [part.tilstand for part in result.parts] == [Tilstand.OPFYLDT, Tilstand.UDGAAET, Tilstand.VURDERES]


VAERST_FOERST = [
    Tilstand.IKKE_OPFYLDT,
    Tilstand.BAGUD,
    Tilstand.KAN_IKKE_OPGOERES,
    Tilstand.IKKE_MAALT,
    Tilstand.VURDERES,
    Tilstand.PAA_VEJ,
    Tilstand.OPFYLDT,
]


@unhurried
@given(st.lists(st.sampled_from(EKSEMPLER), min_size=1, max_size=5))
def test_the_worst_part_of_a_compound_decides_and_nothing_is_averaged(eksempler):
    parts = tuple(Del(e.navn, e.kriterium, e.punkter) for e in eksempler)
    result = opgoer(Kriterium(form=Kriterieform.SAMMENSAT, parts=parts), [], as_of=AS_OF)
    scored = [p.tilstand for p in result.parts if p.is_scored and p.tilstand != Tilstand.UDGAAET]
    assert result.pct is None
    assert result.value is None
    if scored:
        assert result.tilstand == min(scored, key=VAERST_FOERST.index)
    else:
        assert result.tilstand == Tilstand.KAN_IKKE_OPGOERES


def test_counting_names_every_state_and_leaves_visions_out():
    results = [opgoer(e.kriterium, e.punkter, as_of=e.as_of) for e in EKSEMPLER]
    counts = taeller(results)
    assert list(counts) == list(Tilstand)
    assert sum(counts.values()) == len([r for r in results if r.is_scored])
    assert taeller([find("Vision om Aarhus-gennemsnittet")]) == dict.fromkeys(Tilstand, 0)


# --- Forecasts -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("points", "as_of", "why"),
    [
        ([], AS_OF, "ingen målinger"),
        ([aar(2019, 18)], AS_OF, "mindst to målinger"),
        ([aar(2016, 21), aar(2017, 20)], date(2020, 1, 2), "mindst to målinger"),
        ([aar(2017, 20), aar(2018, 19)], date(2021, 1, 1), "gamle"),
        ([aar(2018, 20), aar(2022, 19)], date(2023, 1, 1), "fristen er passeret"),
    ],
)
def test_no_forecast_is_made_without_grounds_and_it_says_why(points, as_of, why):
    prognose = opgoer(UDDANNELSE, points, as_of=as_of).prognose
    assert prognose.value is None
    assert prognose.will_be_met is None
    assert why in prognose.text


def test_a_forecast_says_how_sure_it_is():
    two = opgoer(UDDANNELSE, [aar(2018, 20), aar(2019, 19)], as_of=AS_OF).prognose
    three = opgoer(UDDANNELSE, [aar(2017, 21), aar(2018, 20), aar(2019, 19)], as_of=AS_OF).prognose
    assert (two.certainty, three.certainty) == ("usikker", "rimelig")


def test_three_figures_in_a_short_time_are_no_surer_than_two():
    k = replace(UDDANNELSE, baseline=None, baseline_on=None)
    points = [Punkt(day, day, day, Decimal(20)) for day in (date(2019, 3, 1), date(2019, 6, 1), date(2019, 9, 1))]
    assert opgoer(k, points, as_of=AS_OF).prognose.certainty == "usikker"


@pytest.mark.parametrize(("as_of", "certainty"), [(date(2019, 5, 31), "usikker"), (date(2019, 6, 30), "rimelig")])
def test_a_forecast_of_a_count_is_surer_when_half_the_time_has_gone(as_of, certainty):
    k = Kriterium(
        form=Kriterieform.ANTAL_I_VINDUE,
        unit="samtaler",
        sammenlaegning=Sammenlaegning.SUM,
        target=Decimal(100),
        window_from=date(2019, 1, 1),
        window_to=date(2019, 12, 31),
    )
    points = [Punkt(day, day, day, Decimal(10)) for day in (date(2019, 3, 1), date(2019, 4, 1), date(2019, 5, 1))]
    assert opgoer(k, points, as_of=as_of).prognose.certainty == certainty


def test_a_forecast_share_stays_between_nought_and_a_hundred():
    k = replace(UDDANNELSE, baseline=Decimal(20), target=Decimal(5))
    assert opgoer(k, [aar(2017, 12), aar(2019, 1)], as_of=AS_OF).prognose.value == 0


def test_a_forecast_that_rounds_to_the_target_does_not_claim_it_is_reached():
    k = replace(UDDANNELSE, baseline=Decimal("21.0"), target=Decimal("15"))
    prognose = opgoer(k, [aar(2018, "20"), aar(2019, "18.01")], as_of=AS_OF).prognose
    assert prognose.will_be_met is False
    assert "bliver det 15,02" in prognose.text


# --- What must hold for every criterion ------------------------------------------------------------------------

shares = st.decimals(min_value=0, max_value=100, places=1)
niveauformer = st.sampled_from(
    [
        Kriterieform.ANDEL,
        Kriterieform.ANDEL_MINDST,
        Kriterieform.GENNEMSNIT,
        Kriterieform.FASTHOLDELSE,
        Kriterieform.SPOERGESKEMA,
        Kriterieform.LOVGRAENSE,
        Kriterieform.RETNING,
    ]
)
one_way = st.sampled_from(
    [
        (Retning.STIGE, Operator.MINDST),
        (Retning.STIGE, Operator.OVER),
        (Retning.FALDE, Operator.HOEJST),
        (Retning.FALDE, Operator.UNDER),
    ]
)
days = st.dates(min_value=date(2014, 1, 1), max_value=date(2026, 12, 31))


@st.composite
def niveauer(draw):
    """A criterion about a level with one direction."""
    retning, operator = draw(one_way)
    return Kriterium(
        form=draw(niveauformer),
        unit="%",
        retning=retning,
        operator=operator,
        sammenlaegning=draw(st.sampled_from([Sammenlaegning.SENESTE, Sammenlaegning.MIDDEL])),
        baseline=draw(st.none() | shares),
        baseline_on=draw(st.none() | st.just(date(2016, 12, 31))),
        target=draw(st.none() | shares),
        deadline=draw(st.none() | st.just(date(2022, 12, 31))),
        plan_from=draw(st.none() | st.just(date(2016, 8, 1))),
        follow_up_months=draw(st.none() | st.just(12)),
    )


@st.composite
def antal(draw):
    """A criterion that counts."""
    first = draw(st.dates(min_value=date(2016, 1, 1), max_value=date(2019, 12, 31)))
    last = first + timedelta(days=draw(st.integers(min_value=1, max_value=1500)))
    retning, operator = draw(one_way)
    return Kriterium(
        form=draw(st.sampled_from([Kriterieform.ANTAL_I_VINDUE, Kriterieform.ANTAL_PR_AAR])),
        unit="beboere",
        retning=retning,
        operator=operator,
        sammenlaegning=draw(st.sampled_from([Sammenlaegning.SUM, Sammenlaegning.SENESTE])),
        target=Decimal(draw(st.integers(min_value=0, max_value=60))),
        window_from=draw(st.none() | st.just(first)),
        window_to=draw(st.none() | st.just(last)),
    )


@st.composite
def maalinger(draw, max_size=4, values=shares):
    points = []
    for _ in range(draw(st.integers(min_value=0, max_value=max_size))):
        last = draw(days)
        first = last - timedelta(days=draw(st.integers(min_value=0, max_value=400)))
        points.append(
            Punkt(
                first,
                last,
                last,
                draw(values),
                art=draw(st.sampled_from([None, None, None, Maalingsart.START])),
                skoen=draw(st.none() | st.sampled_from(Skoen)),
            )
        )
    return points


@st.composite
def hvad_som_helst(draw):
    """Any combination at all, sensible or not."""
    value = st.none() | st.decimals(min_value=-50, max_value=2000, places=draw(st.integers(0, 3)))
    day = st.none() | days
    return Kriterium(
        form=draw(st.sampled_from([form for form in Kriterieform if form != Kriterieform.SAMMENSAT])),
        unit=draw(st.sampled_from(["%", "kr.", "beboere", "elever pr. uge", "karakter", ""])),
        retning=draw(st.sampled_from(Retning)),
        operator=draw(st.sampled_from(Operator)),
        sammenlaegning=draw(st.sampled_from(Sammenlaegning)),
        baseline=draw(value),
        baseline_on=draw(day),
        baseline_text=draw(st.sampled_from(["", "snit af de sidste fem møder"])),
        target=draw(value),
        target_to=draw(value),
        change_pct=draw(st.none() | st.decimals(min_value=-150, max_value=150, places=0)),
        deadline=draw(day),
        window_from=draw(day),
        window_to=draw(day),
        follow_up_months=draw(st.none() | st.integers(0, 36)),
        plan_from=draw(day),
        plan_to=draw(day),
        retired_on=draw(day),
        references=draw(st.sampled_from([(), (Reference("Aarhus", Decimal("7.4"), year=2016),)])),
    )


wide = st.decimals(min_value=-20, max_value=3000, places=2)
GODE_SAETNINGER = re.compile(r"[A-ZÆØÅ0-9−][^\n]*[^.\s]\.")


@unhurried
@given(hvad_som_helst(), maalinger(values=st.none() | wide), days)
def test_every_result_has_a_sentence_and_no_percentage_without_a_meaning(k, points, as_of):
    result = opgoer(k, points, as_of=as_of)
    for text in (result.explanation, result.prognose.text):
        assert GODE_SAETNINGER.fullmatch(text), text
        assert not re.search(r"None|Decimal|Fraction|nan|\(\)|  |\.\.|;;|,,| [.,;]", text), text
    assert (result.reason != "") == (result.tilstand == Tilstand.KAN_IKKE_OPGOERES)
    if result.pct is not None:
        assert k.form not in (
            Kriterieform.JA_NEJ,
            Kriterieform.RETNING,
            Kriterieform.KVALITATIV,
            Kriterieform.VISION,
            Kriterieform.SAMMENSAT,
        )
        counts = k.form in (Kriterieform.ANTAL_I_VINDUE, Kriterieform.ANTAL_PR_AAR)
        assert counts or (result.baseline is not None and result.baseline != result.target)
        assert result.value is not None
    if result.data_to is not None:
        assert result.data_to <= as_of
    if result.tilstand == Tilstand.IKKE_OPFYLDT:
        assert result.deadline is not None
        assert as_of >= result.deadline  # a day counts until its end (ADR 0013)
    assert (result.tilstand == Tilstand.UDGAAET) == (k.retired_on is not None and k.retired_on <= as_of)


RANG = {
    Tilstand.IKKE_OPFYLDT: 0,
    Tilstand.BAGUD: 0,
    Tilstand.KAN_IKKE_OPGOERES: 0,
    Tilstand.IKKE_MAALT: 0,
    Tilstand.VURDERES: 1,
    Tilstand.PAA_VEJ: 2,
    Tilstand.OPFYLDT: 3,
}


def better_by(k: Kriterium, value: Decimal, step: Decimal) -> Decimal:
    return value + step if k.retning == Retning.STIGE else value - step


@unhurried
@given(niveauer() | antal(), maalinger(), st.decimals(min_value=0, max_value=40, places=1), days)
def test_a_better_value_never_gives_a_worse_state_or_a_lower_percentage(k, points, step, as_of):
    assume(points)
    latest = max(points, key=lambda p: (p.data_to, p.reported_on, p.data_from))
    assume([p.data_to for p in points].count(latest.data_to) == 1)
    assume(latest.art is None)
    others = [p for p in points if p is not latest]
    improved = replace(latest, value=better_by(k, latest.value or Decimal(0), step))
    before = opgoer(k, [*others, latest], as_of=as_of)
    after = opgoer(k, [*others, improved], as_of=as_of)
    assert RANG[after.tilstand] >= RANG[before.tilstand]
    if before.pct is not None and after.pct is not None and k.retning == Retning.STIGE:
        assert after.pct >= before.pct


SPEJL_OPERATOR = {
    Operator.MINDST: Operator.HOEJST,
    Operator.HOEJST: Operator.MINDST,
    Operator.OVER: Operator.UNDER,
    Operator.UNDER: Operator.OVER,
}
SPEJL_RETNING = {Retning.STIGE: Retning.FALDE, Retning.FALDE: Retning.STIGE}


def spejl(value: Decimal | None) -> Decimal | None:
    return None if value is None else 100 - value


@unhurried
@given(niveauer(), maalinger(), days)
def test_falling_targets_are_the_mirror_image_of_rising_ones(k, points, as_of):
    mirrored = replace(
        k,
        retning=SPEJL_RETNING[k.retning],
        operator=SPEJL_OPERATOR[k.operator],
        baseline=spejl(k.baseline),
        target=spejl(k.target),
    )
    one = opgoer(k, points, as_of=as_of)
    other = opgoer(mirrored, [replace(p, value=spejl(p.value)) for p in points], as_of=as_of)
    assert one.tilstand == other.tilstand
    assert one.pct == other.pct
    assert one.prognose.will_be_met == other.prognose.will_be_met
    if one.expected is not None and other.expected is not None:
        assert abs(one.expected + other.expected - 100) < Decimal("1e-20")


NAAET = {
    Operator.MINDST: lambda value, target: value >= target,
    Operator.HOEJST: lambda value, target: value <= target,
    Operator.OVER: lambda value, target: value > target,
    Operator.UNDER: lambda value, target: value < target,
}


@unhurried
@given(niveauer(), maalinger(), days)
def test_met_is_exactly_the_exact_test_on_the_value_shown(k, points, as_of):
    k = replace(k, sammenlaegning=Sammenlaegning.SENESTE)
    result = opgoer(k, points, as_of=as_of)
    if result.value is not None and result.target is not None:
        operator = k.operator
        if k.form == Kriterieform.RETNING:
            operator = Operator.OVER if k.retning == Retning.STIGE else Operator.UNDER
        assert (result.tilstand == Tilstand.OPFYLDT) == NAAET[operator](result.value, result.target)


@unhurried
@given(antal(), maalinger(), days)
def test_a_number_to_reach_is_met_exactly_when_it_is_reached_and_stays_met(k, points, as_of):
    k = replace(
        k,
        form=Kriterieform.ANTAL_I_VINDUE,
        sammenlaegning=Sammenlaegning.SUM,
        retning=Retning.STIGE,
        operator=Operator.MINDST,
    )
    result = opgoer(k, points, as_of=as_of)
    if result.value is not None and result.target is not None:
        assert (result.tilstand == Tilstand.OPFYLDT) == (result.value >= result.target)
    if result.tilstand == Tilstand.OPFYLDT:
        assert opgoer(k, points, as_of=as_of + timedelta(days=400)).tilstand == Tilstand.OPFYLDT


@unhurried
@given(niveauer(), maalinger(), days)
def test_a_figure_about_the_future_changes_nothing(k, points, as_of):
    future = Punkt(as_of, as_of + timedelta(days=1), as_of, Decimal(0))
    assert opgoer(k, [*points, future], as_of=as_of) == opgoer(k, points, as_of=as_of)


# --- The package -----------------------------------------------------------------------------------------------


def test_the_rules_are_pure_they_import_neither_the_orm_nor_the_clock():
    for path in sorted((ROOT / "indsatser" / "maalopfyldelse").glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert not [name for name in names if name.startswith(("django", "plans", "reporting", "time"))], path
        assert ".today(" not in path.read_text(encoding="utf-8")
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, path
