"""The outgoing file: layout, live sums with their results, nobody's formula."""

import io
from decimal import Decimal

import openpyxl
import pytest

from helhedsplan.regneark import kolonnebogstav
from plans.models import Budgetbeloeb
from plans.penge.ark import opstilling as o
from plans.penge.ark.felter import KILDEFELTER
from tests.plans import factories as f
from tests.plans.penge.ark import budgetplan as b

pytestmark = pytest.mark.django_db


def books(plan):
    content = b.hent(plan)
    return openpyxl.load_workbook(io.BytesIO(content)), openpyxl.load_workbook(io.BytesIO(content), data_only=True)


def test_the_header_says_area_and_journal_number_and_there_is_a_column_for_each_calendar_year():
    plan = b.byg_plan()
    plan.boligomraader.add(f.BoligomraadeFactory(name="Ørebyen"))
    sheet = books(plan)[0][o.BUDGET]
    head = {row[0].value: row[1].value for row in sheet.iter_rows(max_row=7, max_col=2)}
    assert head["Boligområde/projektnavn"] == plan.name
    assert head["Område"] == "Ørebyen"
    assert head["Journal nr."] == "2015-123"
    headings = [cell.value for cell in sheet[8] if cell.value is not None]
    assert headings[5:13] == ["Uden år", 2018, 2019, 2020, 2021, 2022, "Samlede udgifter", "Landsbyggefonden"]
    assert sheet.freeze_panes == "C9"


def test_sums_are_formulas_and_carry_their_results():
    live, shown = books(b.byg_plan())
    row = b.raekke(live, "Tryghed")
    column = b.kolonne(live, 2019)
    assert live[o.BUDGET].cell(row, column).value.startswith("=SUM(")
    assert shown[o.BUDGET].cell(row, column).value == 900_000
    total = b.raekke(live, "I alt")
    assert live[o.BUDGET].cell(total, column).value.startswith("=SUMIF(")
    found = [shown[o.BUDGET].cell(total, b.kolonne(live, head)).value for head in o.EFTER[:3]]
    assert found == [2_600_000.25, 2_200_000, 400_000.25]
    rest = b.raekke(live, "Ikke fordelt")
    assert shown[o.BUDGET].cell(rest, b.kolonne(live, "Samlede udgifter")).value == 1_599_999.75


def test_hours_are_counted_at_their_rate_only_where_the_plan_counts_them():
    for counts, whole in ((False, 400_000.25), (True, 416_706.5)):
        live, shown = books(b.byg_plan(counts_hours=counts))
        total = b.raekke(live, "I alt")
        assert shown[o.BUDGET].cell(total, b.kolonne(live, "Medfinansiering")).value == whole


def test_the_rate_stands_where_the_formulas_look_for_it():
    number = [felt.name for felt in KILDEFELTER].index("hour_rate") + 1
    assert kolonnebogstav(number) == o.SATS_KOLONNE
    live, _ = books(b.byg_plan())
    assert live[o.FINANSIERING][f"{o.SATS_KOLONNE}{o.KILDER_FROM + 2}"].value == 412.5


def test_what_a_source_is_used_for_stands_beside_what_it_gives():
    live, shown = books(b.byg_plan())
    column = b.kolonne(live, o.BRUGT, o.FINANSIERING)
    used = [shown[o.FINANSIERING].cell(row, column).value for row in (4, 5, 6)]
    assert used == [2_200_000, 400_000.25, 16_706.25]


def test_ids_are_hidden_and_the_state_it_was_made_from_is_out_of_sight():
    live, _ = books(b.byg_plan())
    hidden = kolonnebogstav(b.kolonne(live, o.POST_ID))
    assert live[o.BUDGET].column_dimensions[hidden].hidden
    assert live[o.SKJULT].sheet_state == "veryHidden"


def test_no_cell_is_a_formula_that_a_person_typed():
    plan = b.byg_plan()
    live, _ = books(plan)
    formulas = [cell.value for sheet in live for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert formulas
    assert not [formula for formula in formulas if "Kommunen" in formula or "Projekt" in formula]
    cell = live[o.FINANSIERING]["A5"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=Kommunen", "s", True)


def test_a_plan_without_a_budget_gives_a_file_to_begin_in():
    live, shown = books(f.HelhedsplanFactory())
    assert shown[o.BUDGET].cell(b.raekke(live, "I alt"), b.kolonne(live, "Samlede udgifter")).value == 0


def test_the_file_costs_the_same_number_of_queries_with_many_rows(assert_flat_queries):
    plan = b.byg_plan()

    def grow():
        post = f.BudgetpostFactory(helhedsplan=plan, title="Mere")
        for number in range(5):
            kilde = f.FinansieringskildeFactory(helhedsplan=plan, name=f"Kilde {number}")
            Budgetbeloeb.objects.create(budgetpost=post, kilde=kilde, year=2020, amount=Decimal(1))

    assert_flat_queries(get=lambda: b.hent(plan), grow=grow)
