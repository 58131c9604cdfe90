"""Actuals against budget as facts: by post, source and year, and the sentences the board reads."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from plans.choices import Bidragsform, Finansieringsart, Godkendelse, Rolle
from plans.models import Forbrug
from plans.penge.regnskab.opfoelgning import build_opfoelgning
from plans.services import retire
from tests.plans import factories as f

pytestmark = pytest.mark.django_db

PR = date(2019, 7, 15)


@pytest.fixture
def plan():
    return f.HelhedsplanFactory()


@pytest.fixture
def lbf(plan):
    return f.FinansieringskildeFactory(helhedsplan=plan, name="Landsbyggefonden", order=1)


@pytest.fixture
def tryghed(plan, lbf):
    post = f.BudgetpostFactory(helhedsplan=plan, title="Tryghed", order=1)
    for year, amount in ((2018, 500_000), (2019, 1_000_000)):
        f.BudgetbeloebFactory(budgetpost=post, kilde=lbf, year=year, amount=Decimal(amount))
    return post


def booked(post, kilde, amount, day=date(2019, 6, 30), **fields):
    return f.ForbrugFactory(
        budgetpost=post, kilde=kilde, year=day.year, booked_on=day, amount=Decimal(amount), **fields
    )


def plain(sentences):
    """With ordinary spaces before kr. and %."""
    return tuple(sentence.replace("\u00a0", " ") for sentence in sentences)


def of_year(opf, year):
    return next(row for row in opf.aar if row.year == year)


def test_posts_years_and_sources_say_what_is_left(plan, tryghed, lbf):
    booked(tryghed, lbf, 420_000, date(2018, 12, 31))
    booked(tryghed, lbf, 310_000)
    booked(tryghed, lbf, -10_000, note="Kreditnota")
    opf = build_opfoelgning(plan, as_of=PR)
    (post,), (kilde,) = opf.poster.linjer, opf.kilder.linjer
    assert (post.budget, post.brugt, post.rest, post.pct) == (1_500_000, 720_000, 780_000, 48)
    assert (kilde.navn, kilde.rest) == ("Landsbyggefonden", 780_000)
    year = of_year(opf, 2019)
    assert (year.linje.budget, year.linje.brugt, year.linje.rest) == (1_000_000, 300_000, 700_000)
    assert round(year.ventet.beloeb) == 604_972
    assert opf.post_aar[0].brugt == (420_000, 300_000, None, None, None)
    assert plain(opf.saetninger) == (
        "Af planens 1.500.000 kr. er 720.000 kr. brugt (48 %) ifølge regnskabet til og med 30.06.2019;"
        " 780.000 kr. er tilbage.",
        "I 2019 er der brugt 300.000 kr. af 1.000.000 kr. I samme tempo ender året på 604.972 kr.,"
        " og 395.028 kr. bliver ikke brugt.",
        "Ingen post har brugt mere end sit budget.",
    )
    assert opf.igang.year == 2019


def test_what_is_carried_over_with_approval_is_added_to_the_next_year_and_taken_from_the_account(plan, tryghed, lbf):
    booked(tryghed, lbf, 420_000, date(2018, 12, 31))
    f.RegnskabsaarFactory(helhedsplan=plan, year=2018, runs_to=date(2018, 12, 31), is_final=True)
    row = f.OverfoerselFactory(helhedsplan=plan, kilde=lbf, amount=Decimal(50_000))
    opf = build_opfoelgning(plan, as_of=PR)
    assert of_year(opf, 2019).linje.til_raadighed == 1_000_000
    assert (opf.paa_kontoen, opf.konti[0].afventer) == (80_000, 50_000)
    row.kommune_state = row.lbf_state = Godkendelse.GODKENDT
    row.kommune_on, row.lbf_on = date(2019, 2, 1), date(2019, 3, 1)
    row.full_clean()
    row.save()
    opf = build_opfoelgning(plan, as_of=PR)
    assert of_year(opf, 2019).linje.til_raadighed == 1_050_000
    assert opf.paa_kontoen == 30_000
    assert not opf.konti[0].bemaerkninger


def test_carrying_what_is_not_there_or_answered_too_late_is_said(plan, tryghed, lbf):
    booked(tryghed, lbf, 490_000, date(2018, 12, 31))
    f.RegnskabsaarFactory(helhedsplan=plan, year=2018, runs_to=date(2018, 12, 31), is_final=True)
    yes = {"kommune_state": Godkendelse.GODKENDT, "lbf_state": Godkendelse.GODKENDT}
    days = {"kommune_on": date(2019, 2, 1), "lbf_on": date(2020, 3, 1)}
    f.OverfoerselFactory(helhedsplan=plan, kilde=lbf, amount=Decimal(50_000), **yes, **days)
    assert "godkendt" not in " ".join(build_opfoelgning(plan, as_of=PR).konti[0].bemaerkninger)
    said = " ".join(build_opfoelgning(plan, as_of=date(2020, 3, 1)).konti[0].bemaerkninger)
    assert "Der er overført 50.000 kr. til 2019, men der stod kun 10.000 kr. på kontoen." in said.replace(
        "\u00a0", " "
    )
    assert "først godkendt efter 2019" in said


def test_a_budget_without_years_leaves_the_account_open(plan, lbf):
    post = f.BudgetpostFactory(helhedsplan=plan)
    f.BudgetbeloebFactory(budgetpost=post, kilde=lbf, year=None, amount=Decimal(900_000))
    booked(post, lbf, 100_000)
    f.RegnskabsaarFactory(helhedsplan=plan, is_final=True)
    opf = build_opfoelgning(plan, as_of=PR)
    assert opf.konti[0].is_undated
    assert opf.paa_kontoen == 0
    assert of_year(opf, 2019).linje.budget is None
    assert not of_year(opf, 2019).linje.is_overspent
    assert "reguleringskonto" not in opf.saetninger[-1].lower()
    assert any("ikke fordelt på år" in each.tekst for each in opf.bemaerkninger)


def test_working_time_stands_beside_the_money_unless_the_plan_counts_it(plan, tryghed, lbf):
    hours = f.FinansieringskildeFactory(helhedsplan=plan, form=Bidragsform.TIMER, kind=Finansieringsart.KOMMUNE)
    booked(tryghed, hours, 70_000)
    opf = build_opfoelgning(plan, as_of=PR)
    assert (opf.poster.i_alt.brugt, opf.arbejdstid) == (0, 70_000)
    plan.counts_hours = True
    assert build_opfoelgning(plan, as_of=PR).poster.i_alt.brugt == 70_000


def test_the_year_that_is_spoken_of_is_the_last_with_something_in_it(plan, tryghed, lbf):
    booked(tryghed, lbf, 420_000, date(2018, 12, 31))
    booked(tryghed, lbf, 1_000, date(2020, 12, 31))
    assert build_opfoelgning(plan, as_of=PR).igang.year == 2018
    assert build_opfoelgning(plan, as_of=date(2022, 7, 31)).igang.year == 2020


def test_a_post_above_its_budget_is_named(plan, tryghed, lbf):
    booked(tryghed, lbf, 1_600_000)
    opf = build_opfoelgning(plan, as_of=PR)
    assert plain(opf.saetninger)[-1] == "Der er brugt mere end budgettet på Tryghed (100.000 kr.)."
    assert opf.bemaerkninger[0].art == "warning"


def test_of_many_posts_above_their_budget_the_worst_are_named_and_the_rest_counted(plan, lbf):
    for number in range(1, 7):
        post = f.BudgetpostFactory(helhedsplan=plan, title=f"Post {number}", order=number)
        f.BudgetbeloebFactory(budgetpost=post, kilde=lbf, year=2019, amount=Decimal(1_000))
        booked(post, lbf, 1_000 + number * 100)
    assert plain(build_opfoelgning(plan, as_of=PR).saetninger)[-1] == (
        "Der er brugt mere end budgettet på Post 6 (600 kr.), Post 5 (500 kr.), Post 4 (400 kr.) og 3 andre poster."
    )


def test_an_account_below_nought_from_which_nothing_is_carried_is_not_overdrawn(plan, tryghed, lbf):
    booked(tryghed, lbf, 600_000, date(2018, 12, 31))
    f.RegnskabsaarFactory(helhedsplan=plan, year=2018, is_final=True)
    konto = build_opfoelgning(plan, as_of=PR).konti[0]
    assert (konto.staar, konto.bemaerkninger) == (-100_000, ())


def test_what_was_taken_out_counts_on_no_day(plan, tryghed, lbf):
    row = booked(tryghed, lbf, 1_000)
    retire(row, by=None, reason="Dobbelt.", on=date(2030, 1, 1))
    assert not build_opfoelgning(plan, as_of=PR).har_forbrug


def test_without_a_day_for_every_row_nobody_knows_how_far_the_accounts_run(plan, tryghed, lbf):
    booked(tryghed, lbf, 1_000)
    f.ForbrugFactory(budgetpost=tryghed, kilde=lbf, year=2019)
    year = of_year(build_opfoelgning(plan, as_of=PR), 2019)
    assert year.forloeb.runs_to is None
    assert year.ventet.beloeb is None


def test_without_accounts_it_is_said_that_there_are_none(plan, tryghed):
    assert build_opfoelgning(plan, as_of=PR).saetninger == ("Der er ikke lagt noget regnskab ind endnu.",)


# --- Pages


def test_the_pages_cost_the_same_with_many_rows(client, log_in, plan, tryghed, lbf, assert_flat_queries):
    booked(tryghed, lbf, 1_000)
    f.OverfoerselFactory(helhedsplan=plan, kilde=lbf)
    f.RegnskabsimportFactory(helhedsplan=plan)
    log_in(plan, Rolle.REDAKTOER)

    def grow():
        for _ in range(6):
            post = f.BudgetpostFactory(helhedsplan=plan)
            kilde = f.FinansieringskildeFactory(helhedsplan=plan)
            booked(post, kilde, 1_000)
            f.OverfoerselFactory(helhedsplan=plan, kilde=kilde)
            f.RegnskabsimportFactory(helhedsplan=plan)

    for name in ("regnskab_list", "reguleringskonto_detail", "regnskab_gitter"):
        address = reverse(f"plans:{name}", args=[plan.uuid])
        assert_flat_queries(lambda address=address: client.get(address), grow)


def test_the_list_is_filtered_and_says_what_it_comes_to(client, log_in, plan, tryghed, lbf):
    booked(tryghed, lbf, 1_000, voucher="77")
    booked(tryghed, lbf, -300, note="Kreditnota")
    log_in(plan, Rolle.LAESER)
    address = reverse("plans:regnskab_list", args=[plan.uuid])
    assert client.get(address).context["total"] == 700
    assert client.get(address, {"vis": "rettelser"}).context["total"] == -300
    assert client.get(address, {"q": "77"}).context["total"] == 1_000
    assert client.get(address, {"aar": "2019", "kilde": str(lbf.pk), "post": str(tryghed.pk)}).context["total"] == 700
    assert client.get(address, {"aar": "noget vrøvl"}).status_code == 200
    assert "Tilføj forbrug" not in client.get(address).content.decode()


# --- The grid


def grid(plan, kilde):
    return f"{reverse('plans:regnskab_gitter', args=[plan.uuid])}?kilde={kilde.uuid}"


def test_the_grid_writes_new_amounts_and_changes_old_ones(client, log_in, plan, tryghed, lbf):
    row = f.ForbrugFactory(budgetpost=tryghed, kilde=lbf, year=2018, amount=Decimal(400))
    log_in(plan, Rolle.REDAKTOER)
    cell = f"c-{tryghed.pk}-2018"
    ground = f"{row.pk}:1:400"
    data = {cell: "450,50", f"g{cell[1:]}": ground, f"c-{tryghed.pk}-2019": "1.200"}
    assert client.post(grid(plan, lbf), data).status_code == 302
    assert list(Forbrug.objects.order_by("year").values_list("year", "amount")) == [
        (2018, Decimal("450.50")),
        (2019, Decimal(1200)),
    ]
    assert client.post(grid(plan, lbf), data).status_code == 302, "the very same is no conflict"
    response = client.post(grid(plan, lbf), data | {cell: "500"})
    assert response.context["gitter"].fejl[0].fejl.startswith("Imens er der skrevet")


def test_the_grid_saves_all_or_nothing_and_keeps_what_was_typed(client, log_in, plan, tryghed, lbf):
    log_in(plan, Rolle.REDAKTOER)
    data = {f"c-{tryghed.pk}-2018": "100", f"c-{tryghed.pk}-2019": "10.944.00", f"c-{tryghed.pk}-2020": "-5"}
    response = client.post(grid(plan, lbf), data)
    said = {cell.navn: cell.fejl for cell in response.context["gitter"].fejl}
    assert set(said) == {f"c-{tryghed.pk}-2019", f"c-{tryghed.pk}-2020"}
    assert "skriv hvorfor" in said[f"c-{tryghed.pk}-2020"]
    assert "Det kan være 1.094.400, 10.944.000 eller 109.440.000" in said[f"c-{tryghed.pk}-2019"]
    assert 'value="10.944.00"' in response.content.decode()
    assert not Forbrug.objects.exists()
    data |= {f"c-{tryghed.pk}-2019": "10.944", "forklaring": "Kreditnota"}
    client.post(grid(plan, lbf), data)
    assert Forbrug.objects.count() == 3


def test_a_final_year_takes_nothing_in_by_any_way(client, log_in, plan, tryghed, lbf):
    f.RegnskabsaarFactory(helhedsplan=plan, year=2019, is_final=True)
    log_in(plan, Rolle.REDAKTOER)
    response = client.post(grid(plan, lbf), {f"c-{tryghed.pk}-2019": "100"})
    assert response.context["gitter"].fejl
    address = reverse("plans:row_create", kwargs={"art": "forbrug", "under": "budgetpost", "uuid": tryghed.uuid})
    data = {"budgetpost": tryghed.pk, "kilde": lbf.pk, "year": "2019", "amount": "100"}
    response = client.post(address, data)
    assert "Regnskabet for 2019 er endeligt." in response.context["form"].errors["year"][0]
    assert client.post(address, data | {"year": "2020"}).status_code == 302
    assert Forbrug.objects.get().year == 2020


def test_money_carried_from_year_to_year_is_left_once_in_the_sum(plan, tryghed, lbf):
    booked(tryghed, lbf, 400_000, date(2018, 12, 31))
    f.RegnskabsaarFactory(helhedsplan=plan, year=2018, is_final=True)
    yes = {"state": Godkendelse.GODKENDT, "on": date(2019, 1, 5)}
    answers = {f"{who}_{what}": value for who in ("kommune", "lbf") for what, value in yes.items()}
    f.OverfoerselFactory(helhedsplan=plan, kilde=lbf, from_year=2018, to_year=2019, amount=Decimal(100_000), **answers)
    opf = build_opfoelgning(plan, as_of=PR)
    before, after, whole = of_year(opf, 2018).linje, of_year(opf, 2019).linje, opf.aarstabel.i_alt
    assert (before.overfoert, before.rest) == (-100_000, 0)
    assert (after.overfoert, after.til_raadighed) == (100_000, 1_100_000)
    assert (whole.overfoert, whole.rest, whole.pct) == (0, 1_100_000, opf.poster.i_alt.pct)
    assert whole.rest == opf.poster.i_alt.rest == opf.kilder.i_alt.rest


def test_posts_sources_and_years_sum_to_the_same_when_a_source_goes_out_of_use(plan, tryghed, lbf):
    gone = f.FinansieringskildeFactory(helhedsplan=plan, name="Fonden", kind=Finansieringsart.FOND)
    f.BudgetbeloebFactory(budgetpost=tryghed, kilde=gone, year=2019, amount=Decimal(200_000))
    retire(gone, by=None, reason="Trak sig.")
    later = f.BudgetpostFactory(helhedsplan=plan, title="Senere ude")
    f.BudgetbeloebFactory(budgetpost=later, kilde=lbf, year=2019, amount=Decimal(50_000))
    retire(later, by=None, reason="Slut.", on=date(2020, 1, 1))
    opf = build_opfoelgning(plan, as_of=PR)
    sums = {table.i_alt.budget for table in (opf.poster, opf.kilder, opf.aarstabel)}
    assert sums == {Decimal(1_750_000)}
