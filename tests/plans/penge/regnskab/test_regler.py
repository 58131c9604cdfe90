"""The rules of actuals: what is left, where the year is heading, and the account that nothing vanishes from."""

import csv
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from helhedsplan.numbers import parse_amount
from plans.choices import Godkendelse
from plans.penge.regnskab.godkendelse import Svar, mangler, samlet
from plans.penge.regnskab.regler import Aarstal, Stand, aarsforloeb, kontoudvikling, ventet_aarsslut
from plans.penge.regnskab.tabeller import Raatal, trykt

pytestmark = pytest.mark.no_db

TABLE = Path(settings.BASE_DIR) / "fixtures" / "regneeksempler" / "regnskab.csv"
KRONER = st.decimals(min_value=0, max_value=10**9, places=2)
SIGNED = st.decimals(min_value=-(10**8), max_value=10**9, places=2)
YEARS = st.lists(
    st.builds(Aarstal, st.integers(2015, 2022), KRONER, SIGNED, st.booleans()), unique_by=lambda row: row.year
)
RELEASED = st.dictionaries(st.integers(2015, 2023), KRONER)


def examples() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def day(text: str) -> date | None:
    return datetime.strptime(text, "%d.%m.%Y").date() if text else None  # noqa: DTZ007


# --- What is left


def test_what_is_left_and_how_much_is_spent():
    stand = Stand(Decimal(200_000), Decimal(50_000))
    assert (stand.rest, stand.pct, stand.is_overspent) == (150_000, 25, False)


def test_without_a_budget_nothing_is_left_of_it_and_any_spending_is_too_much():
    stand = Stand(None, Decimal(1))
    assert (stand.rest, stand.pct, stand.is_overspent) == (None, None, True)
    assert not Stand(None, Decimal(0)).is_overspent


def test_a_budget_of_nought_has_no_per_cent():
    assert Stand(Decimal(0), Decimal(10)).pct is None


def test_a_negative_correction_gives_money_back():
    assert Stand(Decimal(100), Decimal(80) + Decimal(-30)).rest == 50


# --- Expected year end


@pytest.mark.parametrize("row", examples(), ids=lambda row: row["navn"])
def test_the_worked_examples(row):
    forloeb = aarsforloeb(
        int(row["år"]),
        plan_first=day(row["plan fra"]),
        plan_last=day(row["plan til"]),
        runs_to=day(row["regnskabet går til"]),
        is_final=row["endeligt"] == "ja",
    )
    brugt = parse_amount(row["brugt"]) if row["brugt"] else Decimal(0)
    ventet = ventet_aarsslut(brugt, forloeb, has_rows=bool(row["brugt"]))
    expected = None if row["ventet årsslut"] == "–" else parse_amount(row["ventet årsslut"])
    assert (ventet.beloeb if ventet.beloeb is None else round(ventet.beloeb, 2)) == expected
    assert ventet.forklaring == row["forklaring"]


def test_a_year_outside_the_plan_is_taken_whole():
    forloeb = aarsforloeb(2024, plan_first=date(2018, 8, 1), plan_last=date(2022, 7, 31), runs_to=date(2024, 6, 30))
    assert (forloeb.days, forloeb.days_gone) == (366, 182)


@given(KRONER, st.dates(date(2019, 1, 1), date(2019, 12, 31)))
def test_the_expected_year_end_is_never_below_what_is_spent(brugt, runs_to):
    forloeb = aarsforloeb(2019, plan_first=None, plan_last=None, runs_to=runs_to)
    ventet = ventet_aarsslut(brugt, forloeb)
    assert ventet.forklaring
    # Division keeps 28 digits; a whole year's pace can come out a hair below.
    assert ventet.beloeb is None or ventet.beloeb >= brugt - Decimal("0.000001")


# --- The account


def test_a_year_puts_what_it_did_not_spend_on_the_account_and_a_later_one_takes_it_with_approval():
    konto = kontoudvikling(
        [
            Aarstal(2018, Decimal(500_000), Decimal(420_000), is_final=True),
            Aarstal(2019, Decimal(1_000_000), Decimal(1_030_000), is_final=True),
            Aarstal(2020, Decimal(1_000_000), Decimal(200_000)),
        ],
        {2019: Decimal(50_000)},
    )
    assert [(row.primo, row.frigivet, row.indsat, row.ultimo) for row in konto] == [
        (0, 0, 80_000, 80_000),
        (80_000, 50_000, 20_000, 50_000),
        (50_000, 0, None, 50_000),
    ]
    assert konto[1].stand.til_raadighed == 1_050_000
    assert konto[1].stand.rest == 20_000


def test_an_overspent_year_takes_from_the_account_and_may_leave_it_negative():
    konto = kontoudvikling([Aarstal(2018, Decimal(100), Decimal(130), is_final=True)], {})
    assert konto[-1].ultimo == -30
    assert konto[-1].is_negative


def test_carrying_more_than_there_is_is_seen():
    konto = kontoudvikling([Aarstal(2018, Decimal(100), Decimal(90), is_final=True)], {2019: Decimal(11)})
    assert [(row.year, row.is_overdrawn) for row in konto] == [(2018, False), (2019, True)]


@given(YEARS, RELEASED)
def test_nothing_appears_or_vanishes(years, released):
    konto = kontoudvikling(years, released)
    final = {row.year for row in years if row.is_final}
    unspent = sum((row.budget - row.brugt for row in years if row.is_final), Decimal(0))
    on_its_way = sum((amount for year, amount in released.items() if year not in final), Decimal(0))
    end = konto[-1].ultimo if konto else Decimal(0)
    assert unspent == end + on_its_way
    assert [row.primo for row in konto[1:]] == [row.ultimo for row in konto[:-1]]
    for row in konto:
        assert row.primo - row.frigivet + (row.indsat or 0) == row.ultimo


# --- Approval


@pytest.mark.parametrize(
    ("kommune", "lbf", "state"),
    [
        (Godkendelse.GODKENDT, Godkendelse.GODKENDT, Godkendelse.GODKENDT),
        (Godkendelse.GODKENDT, Godkendelse.SOEGT, Godkendelse.SOEGT),
        (Godkendelse.IKKE_SOEGT, Godkendelse.SOEGT, Godkendelse.IKKE_SOEGT),
        (Godkendelse.GODKENDT, Godkendelse.AFSLAAET, Godkendelse.AFSLAAET),
    ],
)
def test_both_must_say_yes(kommune, lbf, state):
    assert samlet([kommune, lbf]) == state


def test_it_is_said_who_has_still_to_answer():
    yes = Svar("kommunalbestyrelsen", Godkendelse.GODKENDT, date(2020, 3, 14))
    assert yes.text == "Kommunalbestyrelsen: godkendt 14.03.2020"
    waits = Svar("Landsbyggefonden", Godkendelse.SOEGT, None)
    assert mangler([yes, waits]) == "Må ikke bruges endnu: Landsbyggefonden skal godkende det først."
    assert mangler([yes]) == ""
    no = Svar("kommunalbestyrelsen", Godkendelse.AFSLAAET, date(2020, 3, 14))
    assert mangler([no, waits]) == "Kommunalbestyrelsen har sagt nej. Pengene bliver på reguleringskontoen."


# --- Printing


@given(st.lists(st.tuples(KRONER, SIGNED, KRONER), max_size=12))
def test_every_printed_sum_is_the_sum_of_what_is_printed(rows):
    tabel = trykt([Raatal("", None, budget, brugt, overfoert) for budget, brugt, overfoert in rows])
    for name in ("budget", "overfoert", "brugt", "til_raadighed", "rest"):
        parts = [getattr(linje, name) for linje in tabel.linjer]
        assert (getattr(tabel.i_alt, name) or 0) == sum(parts)
        assert all(part == part.to_integral_value() for part in parts)
    for linje, (budget, brugt, overfoert) in zip(tabel.linjer, rows, strict=True):
        assert abs(linje.budget - budget) < 1
        assert abs(linje.brugt - brugt) < 1
        assert linje.is_overspent == (brugt > budget + overfoert)


def test_a_year_without_budget_shows_none_and_a_budget_of_nought_shows_nought():
    tabel = trykt([Raatal("a", None, None, Decimal(5)), Raatal("b", None, Decimal(0), Decimal(0))])
    assert [linje.rest for linje in tabel.linjer] == [None, 0]
    assert tabel.i_alt.rest == -5
