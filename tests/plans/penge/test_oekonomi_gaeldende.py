"""The budget in force, sources that went out of use, and øre: what is printed adds up, also in the sentences."""

import re
from datetime import date
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from helhedsplan.numbers import kroner, tal
from indsatser.selvmodsigelser import penge
from indsatser.selvmodsigelser.grundlag import load_grundlag
from indsatser.selvmodsigelser.penge import MODSIGELSER
from plans.budget import Kontrolart
from plans.choices import Bidragsform, Finansieringsart, Niveau, Rolle
from plans.models import Helhedsplan
from plans.penge.oekonomi import build_oekonomi
from plans.services import change, retire
from reporting.facts.budget import build_budget
from reporting.facts.oekonomibillede import build_oekonomibillede
from tests.plans import factories as f

pytestmark = pytest.mark.django_db
DAY = date(2019, 12, 31)


@pytest.fixture
def plan():
    """Three posts, two sources and two years, with øre in every cell and in the frame."""
    plan = f.HelhedsplanFactory(frame_lbf=Decimal("2000000.45"), frame_lokal=Decimal("700000.45"))
    lbf = f.FinansieringskildeFactory(
        helhedsplan=plan, name="Fonden", amount=Decimal("2000000.45"), confirmed=Decimal("1000.49"), order=1
    )
    lokal = f.FinansieringskildeFactory(
        helhedsplan=plan, name="Kommunen", kind=Finansieringsart.KOMMUNE, amount=Decimal("500000.50"), order=2
    )
    for order in range(3):
        post = f.BudgetpostFactory(helhedsplan=plan, title=f"Post {order}", order=order)
        for year in (2018, 2019):
            f.BudgetbeloebFactory(budgetpost=post, kilde=lbf, year=year, amount=Decimal("222222.44"))
            f.BudgetbeloebFactory(budgetpost=post, kilde=lokal, year=year, amount=Decimal("83333.34"))
    return plan


def money(plan, as_of=DAY):
    return build_oekonomi(Helhedsplan.objects.for_page().get(pk=plan.pk), as_of=as_of)


def move(plan, amount, fra="Post 0", til="Post 1", **fields):
    """A decided move between two posts of 2019."""
    lbf = plan.finansieringskilder.get(name="Fonden")
    told = {"from_kilde": lbf, "to_kilde": lbf, "from_year": 2019, "to_year": 2019, "moved_on": date(2019, 3, 1)}
    return f.OmdisponeringFactory(
        helhedsplan=plan,
        from_post=plan.budgetposter.get(title=fra),
        to_post=plan.budgetposter.get(title=til),
        amount=Decimal(amount),
        decided_on=date(2019, 3, 1),
        **told | fields,
    )


def page(client, log_in, plan):
    log_in(plan, Rolle.LAESER)
    return BeautifulSoup(client.get(reverse("plans:oekonomi_detail", args=[plan.uuid])).content, "html.parser")


# --- Sources that went out of use


def test_a_source_that_is_out_of_use_stands_in_the_list_as_long_as_money_of_it_is_used(plan, client, log_in):
    kommunen = plan.finansieringskilder.get(name="Kommunen")
    unused = f.FinansieringskildeFactory(helhedsplan=plan, name="Uden penge", order=3)
    booked = f.FinansieringskildeFactory(helhedsplan=plan, name="Kun brugt", order=4)
    f.ForbrugFactory(budgetpost=plan.budgetposter.first(), kilde=booked, year=2019)
    for row in (kommunen, unused, booked):
        row.retired_on, row.retired_reason = date(2019, 1, 1), "Trukket"
        row.save()
    found = money(plan)
    assert [(row.name, row.is_retired) for row in found.kilder] == [
        ("Fonden", False),
        ("Kommunen", True),
        ("Kun brugt", True),
    ]
    assert sum(row.gaeldende or 0 for row in found.kilder) == found.trykt.fordelt.total
    assert not next(row for row in money(plan, date(2018, 12, 31)).kilder if row.name == "Kommunen").is_retired

    html = page(client, log_in, plan)
    (row,) = [
        tr for tr in html.select("tbody tr") if tr.th.get_text(" ", strip=True).startswith("Kommunen ude af brug")
    ]
    assert row is not None
    paper = build_budget(plan, as_of=DAY).tabeller[-1]
    used = [column.overskrift for column in paper.kolonner].index("Bruges i budgettet")
    *rows, total = paper.raekker
    assert "Ude af brug." in next(row.note for row in rows if row.vaerdier[0] == "Kommunen")
    assert sum(row.vaerdier[used] or 0 for row in rows) == total.vaerdier[used] == found.trykt.fordelt.total


def test_the_budget_paper_says_what_is_paid(plan):
    kommunen = plan.finansieringskilder.get(name="Kommunen")
    kommunen.paid = Decimal(1234)
    change(kommunen, by=None)
    paper = build_budget(plan, as_of=DAY).tabeller[-1]
    heads = [column.overskrift for column in paper.kolonner]
    assert heads[3:6] == ["Giver i alt", "Heraf bekræftet", "Heraf betalt"]
    assert [row.vaerdier[5] for row in paper.raekker] == [None, 1234, None]


# --- Øre


def test_with_oere_sentences_say_what_the_tables_print(plan, client, log_in):
    found = money(plan)
    ramme, rest = found.trykt.ramme, found.trykt.ikke_fordelt
    told = {one.slags: one.saetning for one in found.kontroller if one.niveau != Niveau.OPLYSNING}
    assert (ramme.lbf, ramme.lokal, ramme.total) == (2_000_000, 700_000, 2_700_000), "not 2.700.001"
    for amount in (found.trykt.fordelt.total, ramme.total, rest.lbf, rest.lokal, rest.total):
        assert kroner(amount) in told[Kontrolart.RAMME]
    fonden = found.trykt.kilder[found.kilder[0].uuid]
    assert kroner(fonden) in told[Kontrolart.TILSAGN]
    assert sum(found.trykt.kilder.values()) == found.trykt.fordelt.total

    text = page(client, log_in, plan).get_text(" ", strip=True)
    printed = {amount.total for amount in (ramme, rest, found.trykt.fordelt)}
    for wrong in {total + step for total in printed for step in (-1, 1)} - printed:
        assert not re.search(rf"(?<![\d.]){re.escape(tal(wrong, 0))}(?![\d,])", text), wrong
    assert build_oekonomibillede(plan, found, as_of=DAY).saetning == "Der er ikke lagt noget regnskab ind endnu."


def test_less_than_a_krone_too_much_is_said_with_oere(plan):
    kilde = plan.finansieringskilder.get(name="Kommunen")
    kilde.amount = Decimal("500000.00")
    change(kilde, by=None)
    (told,) = [
        one.saetning for one in money(plan).kontroller if one.slags == Kontrolart.TILSAGN and one.kilde == kilde.uuid
    ]
    assert told.replace("\xa0", " ") == "«Kommunen» giver 500.000 kr., men budgettet bruger 500.000,04 kr."


def test_working_time_that_is_not_counted_is_said_in_words_that_add_up(plan):
    time = f.FinansieringskildeFactory(helhedsplan=plan, name="Tid", form=Bidragsform.TIMER)
    for post in plan.budgetposter.all():
        f.BudgetbeloebFactory(budgetpost=post, kilde=time, year=2019, amount=Decimal("100.40"))
    found = money(plan)
    said = [int(re.search(r"arbejdstid for (\d+)", post.note)[1]) for post in found.poster]
    line = next(row for row in found.kilder if row.name == "Tid")
    assert (sum(said), line.udenfor, line.gaeldende, line.used) == (301, 301, None, Decimal("301.20"))


# --- The budget in force


def test_what_is_moved_is_in_force_on_the_page_and_what_was_agreed_stands_beside(plan, client, log_in):
    before = money(plan)
    assert not before.er_flyttet
    move(plan, "1000.50")
    found = money(plan)
    assert money(plan, date(2019, 2, 28)).gaeldende == before.trykt
    rows = {row.post.title: row for row in found.gaeldende_tabel.linjer}
    assert [rows[name].flyttet + rows[name].aftalt for name in rows] == [row.trykt.total for row in rows.values()]
    assert (sum(row.flyttet for row in rows.values()), found.gaeldende_tabel.flyttet) == (0, 0)
    assert abs(rows["Post 0"].flyttet + Decimal("1000.50")) < 1
    assert found.gaeldende.fordelt == before.trykt.fordelt
    assert found.gaeldende_tabel.ramme == before.trykt.ramme
    years = found.aarstabel
    assert [line.total for line in years.linjer] == [row.trykt.total for row in rows.values()]

    html = page(client, log_in, plan)
    (row,) = [
        tr
        for tr in html.select("#poster ~ *, .afsnit tbody tr")
        if tr.select('[data-label="Flyttet"]') and "Post 0" in tr.get_text()
    ]
    assert row.select_one('[data-label="Aftalt"]').get_text(strip=True) == tal(rows["Post 0"].aftalt, 0)
    assert row.select_one('[data-label="I alt"]').get_text(strip=True) == tal(rows["Post 0"].trykt.total, 0)

    _, gaeldende, kilder = build_budget(plan, as_of=DAY).tabeller
    assert gaeldende.raekker[0].vaerdier == (
        "Post 0",
        rows["Post 0"].aftalt,
        rows["Post 0"].flyttet,
        rows["Post 0"].trykt.total,
    )
    assert [column.overskrift for column in kilder.kolonner][-2:] == ["Aftalt i budgettet", "Gældende"]


def test_a_source_is_held_against_what_the_budget_in_force_takes_from_it(plan):
    _, kommunen = plan.finansieringskilder.order_by("order")
    assert not [one for one in money(plan).kontroller if one.kilde == kommunen.uuid and one.niveau == Niveau.FEJL]
    move(plan, "1000", to_kilde=kommunen)
    (told,) = [one for one in money(plan).kontroller if one.kilde == kommunen.uuid and one.niveau == Niveau.FEJL]
    assert told.saetning.replace("\xa0", " ") == "«Kommunen» giver 500.001 kr., men budgettet bruger 501.000 kr."
    assert told.tal == Decimal("999.54")


def test_what_helhedsplan_finds_itself_says_the_same_of_the_budget_in_force(plan):
    _, kommunen = plan.finansieringskilder.order_by("order")
    move(plan, "1000", to_kilde=kommunen)
    said = {
        one.saetning for one in money(plan).kontroller if one.slags in MODSIGELSER and one.niveau != Niveau.OPLYSNING
    }
    fresh = Helhedsplan.objects.for_page().get(pk=plan.pk)
    found = {one.tekst for one in penge.find(load_grundlag([fresh], today=DAY)[plan.pk])}
    assert said == found
    assert len(said) >= 3


def test_a_place_that_holds_less_than_nothing_after_the_moves_is_an_error_with_its_figure(plan):
    made = move(plan, "222222.44")
    assert not [one for one in money(plan).kontroller if one.slags == Kontrolart.UNDER_NUL]
    cell = made.from_post.beloeb.get(kilde=made.from_kilde, year=2019)
    cell.amount = Decimal("200000")
    change(cell, by=None)
    (told,) = [one for one in money(plan).kontroller if one.slags == Kontrolart.UNDER_NUL]
    assert (told.niveau, told.tal, told.art, told.uuid) == (
        Niveau.FEJL,
        Decimal("-22222.44"),
        "budgetpost",
        made.from_post.uuid,
    )
    assert "22.222,44" in told.saetning
    assert "«Post 0» (2019, Fonden)" in told.saetning
    retire(made, by=None, reason="Fortrudt", on=date(2019, 3, 1))
    assert not [one for one in money(plan).kontroller if one.slags == Kontrolart.UNDER_NUL]
