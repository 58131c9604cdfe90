"""The accounts as of a day: what was booked by then, what was approved by then; and øre that add up everywhere."""

from datetime import date
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from plans.choices import Godkendelse, Niveau, Rolle
from plans.penge.oekonomi import build_oekonomi
from plans.penge.regnskab.opfoelgning import brugt_i_alt, build_opfoelgning
from plans.penge.regnskab.tabeller import tryk_forbrug
from reporting.facts.budgetopfoelgning import build_budgetopfoelgning
from reporting.facts.oekonomibillede import build_oekonomibillede
from tests.plans import factories as f

YES = {"kommune_state": Godkendelse.GODKENDT, "lbf_state": Godkendelse.GODKENDT}


@pytest.fixture
def plan():
    return f.HelhedsplanFactory(frame_lbf=Decimal(3_000_000), frame_lokal=Decimal(0))


@pytest.fixture
def lbf(plan):
    return f.FinansieringskildeFactory(helhedsplan=plan, name="Fonden")


@pytest.fixture
def post(plan, lbf):
    post = f.BudgetpostFactory(helhedsplan=plan, title="Tryghed")
    for year in (2018, 2019, 2020):
        f.BudgetbeloebFactory(budgetpost=post, kilde=lbf, year=year, amount=Decimal(100_000))
    return post


def spend(post, kilde, amount, year, day=None, **fields):
    return f.ForbrugFactory(budgetpost=post, kilde=kilde, year=year, booked_on=day, amount=Decimal(amount), **fields)


def spent(plan, day):
    opf = build_opfoelgning(plan, as_of=day)
    assert opf.poster.i_alt.brugt == (brugt_i_alt(plan, as_of=day) or 0)
    return opf.poster.i_alt.brugt


def of_year(opf, year):
    return next(row for row in opf.aar if row.year == year)


# --- What counts on a day


@pytest.mark.parametrize(
    ("year", "booked_on", "day", "counts"),
    [
        (2019, date(2019, 6, 30), date(2019, 6, 29), False),
        (2019, date(2019, 6, 30), date(2019, 6, 30), True),
        (2019, date(2018, 12, 20), date(2018, 12, 20), True),  # paid in advance
        (2019, date(2020, 1, 20), date(2019, 12, 30), False),
        (2019, date(2020, 1, 20), date(2019, 12, 31), True),  # belongs to the last day of its year
        (2019, date(2020, 1, 20), date(2020, 1, 10), True),
        (2019, None, date(2018, 12, 31), False),
        (2019, None, date(2019, 1, 1), True),
        (2019, None, date(2020, 5, 1), True),
        (2022, date(2022, 9, 1), date(2022, 7, 30), False),
        (2022, date(2022, 9, 1), date(2022, 7, 31), True),  # the plan's last day
        (2023, None, date(2022, 7, 31), True),
    ],
)
def test_a_row_counts_from_its_day(plan, post, lbf, year, booked_on, day, counts):
    spend(post, lbf, 1000, year, booked_on)
    assert spent(plan, day) == (1000 if counts else 0)


def test_what_is_booked_later_and_what_has_no_date_is_said(plan, post, lbf):
    spend(post, lbf, 1000, 2019, date(2019, 3, 1))
    spend(post, lbf, 400, 2019, date(2019, 9, 1))
    assert not [one for one in build_opfoelgning(plan, as_of=date(2019, 9, 1)).bemaerkninger if "efter" in one.tekst]
    spend(post, lbf, 50, 2019)
    (told,) = [
        one.tekst for one in build_opfoelgning(plan, as_of=date(2019, 6, 30)).bemaerkninger if "efter" in one.tekst
    ]
    assert told.replace("\xa0", " ") == (
        "400 kr. er bogført efter 30.06.2019 og er ikke regnet med."
        " 50 kr. i 2019 er uden dato og er regnet med, hele året."
    )


def test_a_year_is_not_final_before_it_is_over_and_accounts_run_no_further_than_the_day(plan, post, lbf):
    f.RegnskabsaarFactory(helhedsplan=plan, year=2019, runs_to=date(2019, 12, 31), is_final=True)
    spend(post, lbf, 50_000, 2019, date(2019, 6, 1))
    spend(post, lbf, 30_000, 2019, date(2019, 11, 1))
    half, whole = (of_year(build_opfoelgning(plan, as_of=day), 2019) for day in (date(2019, 7, 1), date(2019, 12, 31)))
    assert (half.linje.brugt, half.forloeb.runs_to, half.forloeb.is_final) == (50_000, date(2019, 7, 1), False)
    assert (whole.linje.brugt, whole.forloeb.is_final) == (80_000, True)
    spend(post, lbf, 1_000, 2019)
    undated = of_year(build_opfoelgning(plan, as_of=date(2019, 7, 1)), 2019)
    assert undated.forloeb.runs_to == date(2019, 12, 31), "what has no date runs as far as the year's accounts do"


def test_an_answer_that_came_after_the_day_was_not_there_yet(plan, post, lbf):
    f.RegnskabsaarFactory(helhedsplan=plan, year=2018, is_final=True)
    f.OverfoerselFactory(
        helhedsplan=plan,
        kilde=lbf,
        amount=Decimal(60_000),
        kommune_on=date(2019, 2, 1),
        lbf_on=date(2019, 3, 1),
        **YES,
    )
    assert build_opfoelgning(plan, as_of=date(2019, 2, 28)).konti[0].afventer == 60_000
    assert of_year(build_opfoelgning(plan, as_of=date(2019, 3, 1)), 2019).linje.overfoert == 60_000


# --- Twice


def carried_twice(plan, post, lbf, moved, carried, **fields):
    f.OmdisponeringFactory(
        helhedsplan=plan, from_post=post, from_kilde=lbf, from_year=2018, to_post=post, to_kilde=lbf, to_year=2019,
        amount=Decimal(moved), moved_on=date(2019, 3, 1), **{"decided_on": date(2019, 3, 1)} | fields,
    )  # fmt: skip
    return f.OverfoerselFactory(helhedsplan=plan, kilde=lbf, from_year=2018, to_year=2019, amount=Decimal(carried))


def twice(plan):
    return build_opfoelgning(plan, as_of=date(2019, 7, 1)).kontroller


def test_the_same_money_moved_and_carried_over_is_warned_about_with_figure_and_link(plan, post, lbf, client, log_in):
    row = carried_twice(plan, post, lbf, 60_000, 80_000)
    (told,) = twice(plan)
    assert (told.niveau, told.tal, told.art, told.uuid) == (Niveau.ADVARSEL, 60_000, "overfoersel", row.uuid)
    assert told.saetning.replace("\xa0", " ") == (
        "Ubrugte penge fra «Fonden» i 2018 føres videre ad to veje: 60.000 kr. er flyttet til et senere år,"
        " og 80.000 kr. er overført over reguleringskontoen. Op til 60.000 kr. kan være de samme penge."
    )
    log_in(plan, Rolle.PLANLEDER)
    page = BeautifulSoup(client.get(reverse("plans:oekonomi_detail", args=[plan.uuid])).content, "html.parser")
    (item,) = [li for li in page.select(".kontrolliste li") if "ad to veje" in li.get_text()]
    assert str(row.uuid) in item.a["href"]
    assert any(
        "ad to veje" in one.tekst for one in build_budgetopfoelgning(plan, as_of=date(2019, 7, 1)).bemaerkninger
    )


@pytest.mark.parametrize(
    ("moved", "carried", "used", "beloeb"),
    [(30_000, 40_000, 30_000, None), (30_000, 40_000, 50_000, 20_000), (60_000, 90_000, 0, 50_000)],
)
def test_where_the_year_is_final_only_what_it_did_not_leave_is_told(plan, post, lbf, moved, carried, used, beloeb):
    spend(post, lbf, used, 2018, date(2018, 12, 1))
    f.RegnskabsaarFactory(helhedsplan=plan, year=2018, is_final=True)
    carried_twice(plan, post, lbf, moved, carried)
    assert [one.tal for one in twice(plan)] == ([] if beloeb is None else [beloeb])


def test_a_carrying_over_that_was_refused_takes_nothing(plan, post, lbf):
    row = carried_twice(plan, post, lbf, 60_000, 80_000, decided_on=None)
    assert twice(plan), "planned is enough to warn"
    row.kommune_state, row.kommune_on = Godkendelse.AFSLAAET, date(2019, 4, 1)
    row.save()
    assert not twice(plan)


@pytest.mark.parametrize(("art", "told"), [("overfoersel", "60.000 kr."), ("omdisponering", "80.000 kr.")])
def test_the_form_says_it_while_the_other_one_stands(plan, post, lbf, client, log_in, art, told):
    carried_twice(plan, post, lbf, 60_000, 80_000)
    log_in(plan, Rolle.PLANLEDER)
    typed = {"kilde": lbf.pk, "from_year": 2018, "to_year": 2019, "amount": "1.000", "moved_on": "01.03.2019"}
    ends = {"from_post": post.pk, "from_kilde": lbf.pk, "to_post": post.pk, "to_kilde": lbf.pk, "reason": "Mere"}
    address = reverse("plans:vis_ny", args=[art, "helhedsplan", plan.uuid])

    def panel(**more):
        answer = client.post(address, typed | ends | more, headers={"HX-Request": "true", "HX-Target": "x-panel"})
        return BeautifulSoup(answer.content, "html.parser").get_text(" ", strip=True).replace("\xa0", " ")

    assert f"{told} af pengene fra 2018 er allerede" in panel()
    assert "brug kun den ene vej" in panel()
    assert "brug kun den ene vej" not in panel(from_year=2019, to_year=2020)


# --- Øre


CELLS = st.dictionaries(
    st.tuples(st.integers(1, 6), st.integers(2018, 2021)),
    st.decimals(min_value=-(10**5), max_value=10**7, places=2),
)


@pytest.mark.no_db
@given(CELLS)
def test_actuals_in_whole_kroner_give_the_rounded_whole_and_move_no_krone(brugt):
    printed = tryk_forbrug(brugt)
    assert set(printed) == set(brugt)
    assert all(abs(printed[key] - brugt[key]) < 1 and printed[key] == int(printed[key]) for key in brugt)
    assert abs(sum(printed.values()) - sum(brugt.values())) <= Decimal("0.5")


def test_with_oere_every_table_and_sentence_says_the_same_krone(plan, lbf):
    kommunen = f.FinansieringskildeFactory(helhedsplan=plan, name="Kommunen")
    for number in range(5):
        row = f.BudgetpostFactory(helhedsplan=plan, title=f"Post {number}", order=number)
        for kilde in (lbf, kommunen):
            for year in (2018, 2019, 2020):
                f.BudgetbeloebFactory(budgetpost=row, kilde=kilde, year=year, amount=Decimal("1000.49"))
                spend(row, kilde, "333.47", year, date(year, 6, 1))
    day = date(2020, 12, 31)
    opf, oekonomi = build_opfoelgning(plan, as_of=day), build_oekonomi(plan, as_of=day)
    budget = {row.post.title: row.trykt.total for row in oekonomi.gaeldende_tabel.linjer}
    assert {row.navn: row.budget for row in opf.poster.linjer} == budget
    assert {row.navn: row.budget for row in opf.kilder.linjer} == {row.name: row.gaeldende for row in oekonomi.kilder}
    by_year = dict(zip(oekonomi.aarstabel.years, oekonomi.aarstabel.totals, strict=True))
    assert {row.year: row.linje.budget for row in opf.aar if row.linje.budget} == by_year
    for row, line in zip(opf.post_aar, opf.poster.linjer, strict=True):
        assert sum(part or 0 for part in row.brugt) == line.brugt
    for number, aar in enumerate(opf.aar):
        assert sum(row.brugt[number] or 0 for row in opf.post_aar) == aar.linje.brugt
    for tabel in (opf.poster, opf.kilder, opf.aarstabel):
        for name in ("budget", "brugt", "rest"):
            assert sum(getattr(row, name) or 0 for row in tabel.linjer) == getattr(tabel.i_alt, name)
            assert getattr(tabel.i_alt, name) == getattr(opf.poster.i_alt, name)
    said = build_oekonomibillede(plan, oekonomi, as_of=day).saetning.replace("\xa0", " ")
    for amount in (opf.poster.i_alt.brugt, opf.poster.i_alt.budget):
        assert f"{amount:,.0f}".replace(",", ".") + " kr." in said
        assert f"{amount:,.0f}".replace(",", ".") + " kr." in opf.saetninger[0].replace("\xa0", " ")
