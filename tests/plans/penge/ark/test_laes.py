"""The incoming file: an unchanged one changes nothing; a broken one is refused with place and sentence."""

import csv
import io
from decimal import Decimal

import openpyxl
import pytest

from helhedsplan.numbers import tal
from helhedsplan.regneark import Arkfejl
from plans.penge.ark import laes_budgetark, sammenlign
from plans.penge.ark import opstilling as o
from plans.penge.ark.gem import delaftalenavne
from plans.penge.ark.laes import FREMMED, Budgetlaesefejl
from tests.plans import factories as f
from tests.plans.penge.ark import budgetplan as b

pytestmark = pytest.mark.django_db


def forskel(content, plan):
    return sammenlign(b.laes(content, plan), b.nu(plan), delaftalenavne(plan))


def errors(content, plan) -> list[str]:
    with pytest.raises(Budgetlaesefejl) as refused:
        b.laes(content, plan)
    return [str(error) for error in refused.value.errors]


@pytest.mark.parametrize("counts_hours", [True, False])
def test_an_unchanged_file_loses_nothing_and_changes_nothing(counts_hours):
    plan = b.byg_plan(counts_hours=counts_hours)
    found = b.laes(b.hent(plan), plan)
    assert found.indhold == b.nu(plan)
    assert found.udgangspunkt == b.nu(plan)
    assert found.made_on == "2026-01-02"
    assert sammenlign(found, b.nu(plan), delaftalenavne(plan)).er_tom


def test_a_file_that_another_program_saved_changes_nothing_either():
    plan = b.byg_plan()
    content = b.aendr(b.hent(plan), lambda book: book)
    assert forskel(content, plan).er_tom
    assert b.laes(content, plan).indhold == b.nu(plan)


def test_columns_and_rows_between_may_be_moved_and_added():
    plan = b.byg_plan()

    def move(book):
        sheet = book[o.BUDGET]
        sheet.insert_cols(3)
        sheet.cell(8, 3).value = "Mine tanker"
        sheet.cell(10, 3).value = "Spørg kommunen"
        sheet.insert_rows(1, 3)

    assert forskel(b.aendr(b.hent(plan), move), plan).er_tom


def test_a_year_that_has_lost_its_column_is_left_as_it_is():
    plan = b.byg_plan()
    content = b.aendr(b.hent(plan), lambda book: book[o.BUDGET].delete_cols(b.kolonne(book, 2019)))
    assert forskel(content, plan).er_tom


def test_a_file_without_its_hidden_parts_is_known_by_names_and_compared_with_the_plan_as_it_is():
    plan = b.byg_plan()

    def strip(book):
        del book[o.SKJULT]

    found = b.laes(b.aendr(b.hent(plan), strip), plan)
    assert found.udgangspunkt is None
    assert sammenlign(found, b.nu(plan), delaftalenavne(plan)).er_tom


def test_a_budget_from_another_plan_is_refused():
    content = b.hent(b.byg_plan())
    with pytest.raises(Arkfejl, match=FREMMED):
        b.laes(content, f.HelhedsplanFactory())


def test_a_sheet_that_is_no_budget_is_refused():
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["Navn", "Telefon"])
    book.save(out)
    with pytest.raises(Arkfejl, match="ikke budgettets opstilling"):
        b.laes(out.getvalue(), b.byg_plan())


@pytest.mark.parametrize(
    ("change", "where", "says"),
    [
        (b.saet("Tryghed", "Landsbyggefonden", 2019, "mange"), "række 14, kolonne H", "er ikke et tal"),
        (b.saet("Tryghed", "Landsbyggefonden", 2019, "10.944.00"), "række 14, kolonne H", "være 1.094.400, 10.944"),
        (b.saet("Tryghed", "Landsbyggefonden", 2019, -5), "række 14, kolonne H", "ikke være negativt"),
        (b.saet("Tryghed", "Landsbyggefonden", 2019, "=1+1"), "række 14, kolonne H", "ikke er regnet ud"),
        (b.saet("Tryghed", "Landsbyggefonden", 2019, 1.005), "række 14, kolonne H", "mere end to decimaler"),
        (b.saet("Tryghed", "Landsbyggefonden", "Finansieringskilde", "Fonden"), "række 14, kolonne B", "ikke blandt"),
        (b.saet("Tryghed", "=Kommunen", "Finansieringskilde", "Landsbyggefonden"), "række 15, kolonne B", "to gange"),
        (b.saet("Tryghed", "Landsbyggefonden", "Enhed", "timer"), "række 14, kolonne C", "ikke arbejdstid"),
        (b.saet("Tryghed", "Landsbyggefonden", "Bemærkning", "Husk"), "række 14, kolonne O", "hører til posten"),
        (b.saet("Tryghed", "", 2019, 5), "række 13, kolonne H", "summen af linjerne"),
        (b.saet("Tryghed", "", "Art", "Delaftale 9"), "række 13, kolonne D", ": Projektorganisation, Delaftale 2"),
        (b.saet("Tryghed", "", "Udgiftsart", "Kage"), "række 13, kolonne E", "Det kan være: Løn"),
        (b.saet("Aftalens ramme", "", "Landsbyggefonden", 5), "kolonne M", "siden Aftale"),
        (b.saet("Tryghed", "", "Post", None), "række 14, kolonne A", "hører til «Tryghed»"),
    ],
)  # fmt: skip
def test_a_broken_cell_is_refused_with_sheet_row_column_and_sentence(change, where, says):
    plan = b.byg_plan()
    found = errors(b.aendr(b.hent(plan), change), plan)
    assert found[0].startswith("Ark «Budget», række ")
    assert any(where in error and says in error for error in found), found


def test_every_broken_cell_is_said_at_once_in_the_order_of_the_sheet():
    plan = b.byg_plan()

    def change(book):
        b.saet("Tryghed", "Landsbyggefonden", 2020, "x")(book)
        b.saet("Tryghed", "Landsbyggefonden", 2019, "y")(book)
        book[o.FINANSIERING]["G4"] = "z"

    found = errors(b.aendr(b.hent(plan), change), plan)
    assert [error.split(":")[0] for error in found] == [
        "Ark «Budget», række 14, kolonne H",
        "Ark «Budget», række 14, kolonne I",
        "Ark «Finansiering», række 4, kolonne G",
    ]


def test_an_amount_in_a_year_outside_the_plan_is_refused_where_it_stands():
    plan = b.byg_plan()

    def change(book):
        column = b.kolonne(book, 2022)
        book[o.BUDGET].cell(8, column).value = 2030
        book[o.BUDGET].cell(b.raekke(book, "Tryghed", "Landsbyggefonden"), column).value = 5

    (error,) = errors(b.aendr(b.hent(plan), change), plan)
    assert error == "Ark «Budget», række 14, kolonne K: 2030 ligger uden for planens periode."


def test_a_row_that_was_pasted_under_another_post_says_where_it_belongs_or_is_told_by_name():
    plan = b.byg_plan()
    own = ["Evaluering", "Landsbyggefonden", "kr.", None, None, None, None, "25.000"]

    def paste(book):
        sheet = book[o.BUDGET]
        row = b.raekke(book, "Evaluering", "Landsbyggefonden")
        sheet.delete_rows(row)
        sheet.insert_rows(row)
        for column, value in enumerate(own, start=1):
            sheet.cell(row, column).value = value

    (change,) = forskel(b.aendr(b.hent(plan), paste), plan).aendringer
    assert (change.gruppe, change.hvad, change.vist_foer, change.vist_efter) == (
        "Evaluering",
        "Landsbyggefonden, 2019",
        "",
        "25.000 kr.",
    )


def test_the_budget_may_also_come_back_as_csv():
    plan = b.byg_plan()
    book = openpyxl.load_workbook(io.BytesIO(b.hent(plan)), data_only=True)
    out = io.StringIO()
    rows = book[o.BUDGET].iter_rows(values_only=True)
    writer = csv.writer(out, delimiter=";")
    for row in rows:
        writer.writerow([tal(Decimal(repr(v))) if isinstance(v, float) else v for v in row])
    content = out.getvalue().replace("2.018;2.019", "2018;2019").encode("cp1252")
    found = laes_budgetark(b.fil(content, "budget.csv"), plan, b.nu(plan))
    assert sammenlign(found, b.nu(plan), delaftalenavne(plan)).er_tom


def test_hours_and_kroner_for_the_same_year_are_one_too_many():
    plan = b.byg_plan()
    kilde = plan.finansieringskilder.get(name="Boligforeningens timer")
    post = plan.budgetposter.get(title="Tryghed")
    f.BudgetbeloebFactory(budgetpost=post, kilde=kilde, year=2020, amount=Decimal(5000))

    def change(book):
        row = b.raekke(book, "Tryghed", "Boligforeningens timer")
        for line in (row, row + 1):
            book[o.BUDGET].cell(line, b.kolonne(book, 2021)).value = 7

    assert "både timer og kroner" in errors(b.aendr(b.hent(plan), change), plan)[0]


def test_a_post_written_under_the_total_is_refused_and_not_lost():
    plan = b.byg_plan()

    def below(book):
        sheet = book[o.BUDGET]
        row = sheet.max_row + 2
        head = {cell.value: cell.column for cell in sheet[8]}
        sheet.cell(row, head["Post"]).value = "Ny post"
        sheet.cell(row, head["Art"]).value = "Anden post"
        sheet.cell(row + 1, head["Finansieringskilde"]).value = "Landsbyggefonden"
        sheet.cell(row + 1, head[2019]).value = 75_000

    (told,) = errors(b.aendr(b.hent(plan), below), plan)
    assert "under »I alt«" in told


@pytest.mark.parametrize(("column", "text"), [(5, "kr:mange"), (5, "kr:NaN"), (4, "i fjor")])
def test_hidden_figures_that_somebody_wrote_in_are_refused_in_words(column, text):
    plan = b.byg_plan()

    def write(book):
        sheet = book[o.SKJULT]
        row = next(cell.row for cell in sheet["A"] if cell.value == "celle")
        sheet.cell(row, column).value = text

    with pytest.raises(Arkfejl, match="skjulte oplysninger er ændret"):
        b.laes(b.aendr(b.hent(plan), write), plan)
