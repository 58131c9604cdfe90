"""What a changed file does: shown row by row, then all of it or nothing, and no colleague overwritten unseen."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plans.models import Budgetbeloeb, Haendelse
from plans.penge.ark import Budgetarkfejl, gem_budgetark, proev_budgetark, sammenlign
from plans.penge.ark import opstilling as o
from plans.penge.ark.felter import tal_som_tekst
from plans.penge.ark.forskel import Slags
from plans.penge.ark.gem import DERES, MIN, AndetEndVist, delaftalenavne
from plans.penge.ark.indhold import Budgetfil, Budgetindhold
from plans.services import change, retire, trail_of
from tests.plans import factories as f
from tests.plans.penge.ark import budgetplan as b

pytestmark = pytest.mark.django_db


def forskel(fil, plan):
    return sammenlign(fil, b.nu(plan), delaftalenavne(plan))


def save(plan, *changes, valg=None, by=None):
    """Fetch, change, read in and save; returns the changes that were shown."""

    def each(book):
        for one in changes:
            one(book)

    fil = b.laes(b.aendr(b.hent(plan), each), plan)
    shown = forskel(fil, plan)
    gem_budgetark(plan, fil, by=by or f.UserFactory(), fingeraftryk=shown.fingeraftryk, valg=valg or {})
    return shown


def told(shown):
    return [(one.slags, one.gruppe, one.hvad, one.vist_foer, one.vist_efter) for one in shown.aendringer]


def new_rows(*rows, before="Evaluering"):
    def change(book):
        sheet = book[o.BUDGET]
        at = b.raekke(book, before)
        sheet.insert_rows(at, len(rows))
        for number, cells in enumerate(rows):
            for heading, value in cells.items():
                sheet.cell(at + number, b.kolonne(book, heading)).value = value

    return change


def test_a_changed_amount_is_shown_old_and_new_and_saved_on_the_trail():
    plan, by = b.byg_plan(), f.UserFactory()
    shown = save(plan, b.saet("Tryghed", "Landsbyggefonden", 2019, "850.000,50"), by=by)
    assert told(shown) == [(Slags.AENDRET, "Tryghed", "Landsbyggefonden, 2019", "900.000 kr.", "850.000,5 kr.")]
    cell = Budgetbeloeb.objects.get(budgetpost__title="Tryghed", kilde__name="Landsbyggefonden", year=2019)
    assert cell.amount == Decimal("850000.50")
    assert trail_of(cell).latest("pk").by == by


def test_amounts_come_and_go():
    plan = b.byg_plan()
    shown = save(
        plan,
        b.saet("Evaluering", "=Kommunen", 2022, 75_000),
        b.saet("Tryghed", "Landsbyggefonden", 2018, None),
    )
    assert [one.slags for one in shown.aendringer] == [Slags.FJERNET, Slags.NY]
    assert Budgetbeloeb.objects.get(budgetpost__title="Evaluering").amount == 75_000
    assert not Budgetbeloeb.objects.filter(kilde__name="Landsbyggefonden", year=2018).exists()


def test_hours_are_hours_and_become_kroner_at_the_rate():
    plan = b.byg_plan()
    save(plan, b.saet("Tryghed", "Boligforeningens timer", 2019, "100,5"))
    cell = Budgetbeloeb.objects.get(hours__isnull=False)
    assert (cell.hours, cell.amount) == (Decimal("100.5"), Decimal("41456.25"))


def test_a_new_rate_prices_every_hour_again():
    plan = b.byg_plan()

    def rate(book):
        book[o.FINANSIERING][f"{o.SATS_KOLONNE}6"] = 500

    save(plan, rate, b.saet("Evaluering", "Boligforeningens timer", 2020, 10))
    amounts = Budgetbeloeb.objects.filter(hours__isnull=False).order_by("year").values_list("hours", "amount")
    assert list(amounts) == [(Decimal("40.50"), Decimal("20250.00")), (Decimal(10), Decimal(5000))]


def test_a_renamed_post_is_the_same_post():
    plan = b.byg_plan()
    uuid = plan.budgetposter.get(title="Tryghed").uuid
    shown = save(plan, b.saet("Tryghed", "", "Post", "Tryghed og trivsel"))
    assert told(shown) == [(Slags.AENDRET, "Tryghed og trivsel", "Post", "Tryghed", "Tryghed og trivsel")]
    assert plan.budgetposter.get(title="Tryghed og trivsel").uuid == uuid
    assert plan.budgetposter.count() == 3


def test_a_new_source_and_a_new_post_with_its_amounts_are_made_together():
    plan = b.byg_plan()

    def source(book):
        for heading, value in {"Finansieringskilde": "Fonden", "Art": "Fond", "Beløb i alt, kr.": "60.000"}.items():
            book[o.FINANSIERING].cell(7, b.kolonne(book, heading, o.FINANSIERING)).value = value

    post = {"Post": "Sommerskole", "Art": "Delaftale 2", "Udgiftsart": "Aktivitetsmidler", "Bemærkning": "Ny"}
    shown = save(plan, source, new_rows(post, {"Finansieringskilde": "Fonden", 2020: "60.000"}))
    assert [(one.slags, one.hvad) for one in shown.aendringer] == [
        (Slags.NY, "Ny finansieringskilde"),
        (Slags.NY, "Ny post"),
        (Slags.NY, "Fonden, 2020"),
    ]
    made = plan.budgetposter.get(title="Sommerskole")
    assert (made.delaftale.nummer, made.udgiftsart, made.note) == (2, "aktivitetsmidler", "Ny")
    cell = made.beloeb.get()
    assert (cell.kilde.name, cell.kilde.kind, cell.kilde.amount, cell.amount) == ("Fonden", "fond", 60_000, 60_000)


def test_a_post_whose_rows_are_gone_is_taken_out_of_use_with_a_reason():
    plan = b.byg_plan()

    def delete(book):
        book[o.BUDGET].delete_rows(b.raekke(book, "Tryghed"), 4)

    shown = save(plan, delete)
    assert told(shown) == [(Slags.FJERNET, "Tryghed", "Posten tages ud", "2.000.000 kr. og 40,5 timer", "")]
    assert plan.budgetposter.get(title="Tryghed").retired_reason == "Fjernet i budgettet i Excel."


def test_a_source_that_is_still_used_is_not_taken_out_and_then_nothing_else_is_saved_either():
    plan = b.byg_plan()
    fil = b.laes(b.hent(plan), plan)
    key = next(key for key, values in fil.indhold.kilder.items() if values["name"] == "Landsbyggefonden")
    kept = {k: v for k, v in fil.indhold.kilder.items() if k != key}
    posts = {k: {**v, "title": f"{v['title']}!"} for k, v in fil.indhold.poster.items()}
    broken = Budgetfil(Budgetindhold(kept, posts, fil.indhold.celler), fil.udgangspunkt)
    shown, before = forskel(broken, plan), Haendelse.objects.count()
    with pytest.raises(Budgetarkfejl, match="Kilden bruges stadig"):
        gem_budgetark(plan, broken, by=f.UserFactory(), fingeraftryk=shown.fingeraftryk, valg={})
    assert plan.budgetposter.filter(title="Tryghed").exists()
    assert Haendelse.objects.count() == before


def test_trying_a_file_writes_nothing():
    plan = b.byg_plan()
    fil = b.laes(b.aendr(b.hent(plan), b.saet("Tryghed", "Landsbyggefonden", 2019, 1)), plan)
    before, events = b.nu(plan), Haendelse.objects.count()
    proev_budgetark(plan, fil, by=f.UserFactory())
    assert (b.nu(plan), Haendelse.objects.count()) == (before, events)


# --- Colleagues


def colleague(plan, amount, year=2019):
    cell = Budgetbeloeb.objects.get(budgetpost__title="Tryghed", kilde__name="Landsbyggefonden", year=year)
    cell.amount = Decimal(amount)
    change(cell, by=f.UserFactory(name="Kollega"))


def test_what_a_colleague_changed_and_the_file_did_not_stays_as_the_colleague_has_it():
    plan = b.byg_plan()
    content = b.aendr(b.hent(plan), b.saet("Tryghed", "Landsbyggefonden", 2018, 1))
    colleague(plan, 950_000)
    fil = b.laes(content, plan)
    shown = forskel(fil, plan)
    assert [one.hvad for one in shown.aendringer] == ["Landsbyggefonden, 2018"]
    gem_budgetark(plan, fil, by=f.UserFactory(), fingeraftryk=shown.fingeraftryk, valg={})
    assert Budgetbeloeb.objects.get(kilde__name="Landsbyggefonden", year=2019).amount == 950_000


@pytest.mark.parametrize(("choice", "amount"), [(MIN, 1), (DERES, 950_000)])
def test_what_both_changed_must_be_chosen(choice, amount):
    plan = b.byg_plan()
    content = b.aendr(b.hent(plan), b.saet("Tryghed", "Landsbyggefonden", 2019, 1))
    colleague(plan, 950_000)
    fil = b.laes(content, plan)
    shown = forskel(fil, plan)
    (conflict,) = shown.konflikter
    assert (conflict.hvad, conflict.vist_foer, conflict.vist_efter) == (
        "Landsbyggefonden, 2019",
        "950.000 kr.",
        "1 kr.",
    )
    by = f.UserFactory()
    with pytest.raises(Budgetarkfejl, match="Vælg, hvad der skal stå"):
        gem_budgetark(plan, fil, by=by, fingeraftryk=shown.fingeraftryk, valg={})
    gem_budgetark(plan, fil, by=by, fingeraftryk=shown.fingeraftryk, valg={conflict.valg: choice})
    assert Budgetbeloeb.objects.get(kilde__name="Landsbyggefonden", year=2019).amount == amount


def test_what_both_changed_to_the_same_is_no_conflict():
    plan = b.byg_plan()
    content = b.aendr(b.hent(plan), b.saet("Tryghed", "Landsbyggefonden", 2019, 950_000))
    colleague(plan, 950_000)
    assert forskel(b.laes(content, plan), plan).er_tom


def test_what_changed_while_it_was_looked_at_is_shown_again_and_not_saved():
    plan = b.byg_plan()
    fil = b.laes(b.aendr(b.hent(plan), b.saet("Tryghed", "Landsbyggefonden", 2019, 1)), plan)
    mark = forskel(fil, plan).fingeraftryk
    colleague(plan, 950_000)
    with pytest.raises(AndetEndVist):
        gem_budgetark(plan, fil, by=f.UserFactory(), fingeraftryk=mark, valg={})


def test_a_change_in_a_post_that_was_taken_out_meanwhile_is_refused_with_the_reason():
    plan = b.byg_plan()
    content = b.aendr(b.hent(plan), b.saet("Tryghed", "Landsbyggefonden", 2019, 1))
    retire(plan.budgetposter.get(title="Tryghed"), by=None, reason="Slut")
    ((refused, why),) = forskel(b.laes(content, plan), plan).afviste
    assert refused.hvad == "Landsbyggefonden, 2019"
    assert "taget ud af brug" in why


def test_a_post_that_a_colleague_worked_on_is_not_taken_out_unasked():
    plan = b.byg_plan()
    content = b.aendr(b.hent(plan), lambda book: book[o.BUDGET].delete_rows(b.raekke(book, "Tryghed"), 4))
    colleague(plan, 950_000)
    shown = forskel(b.laes(content, plan), plan)
    assert [one.hvad for one in shown.konflikter] == ["Posten tages ud"]


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.one_of(st.none(), st.decimals(0, 10**9, places=2)), min_size=4, max_size=4))
def test_whatever_is_written_in_the_cells_is_what_the_plan_then_says(amounts):
    plan = b.byg_plan()
    years = (2018, 2019, 2020, 2021)
    changes = [
        b.saet("Tryghed", "Landsbyggefonden", year, None if amount is None else float(amount))
        for year, amount in zip(years, amounts, strict=True)
    ]
    save(plan, *changes)
    cells = {
        cell.year: cell.amount
        for cell in Budgetbeloeb.objects.filter(
            budgetpost__title="Tryghed", kilde__name="Landsbyggefonden", budgetpost__helhedsplan=plan
        )
    }
    for year, amount in zip(years, amounts, strict=True):
        assert tal_som_tekst(cells.get(year)) == tal_som_tekst(amount)
