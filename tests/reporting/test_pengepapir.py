"""Budget and budgetopfølgning: one set of facts, and the same figures on page, paper and in Excel."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import openpyxl
import pikepdf
import pytest
from bs4 import BeautifulSoup

from helhedsplan.numbers import tal
from plans.choices import Postart, Rolle
from plans.penge.ark import opstilling as o
from plans.services import change
from reporting import formularer
from reporting.facts.budget import build_budget
from reporting.facts.budgetopfoelgning import build_budgetopfoelgning
from reporting.facts.pengepapir import Kolonne, Papirhoved, Papirraekke, Papirtabel, Pengepapir, Slags
from reporting.papirer.arter import PAPIRER
from reporting.pdf import render_pdf
from tests.plans import factories as f
from tests.plans.penge.ark import budgetplan as b
from tests.reporting.pdfread import squeezed, text_of, walk, without_pango

pytestmark = pytest.mark.django_db
KINDS = {"budget": build_budget, "budgetopfoelgning": build_budgetopfoelgning}


@pytest.fixture
def plan():
    plan = b.byg_plan()
    post, kilde = plan.budgetposter.get(title="Tryghed"), plan.finansieringskilder.get(name="Landsbyggefonden")
    f.ForbrugFactory(budgetpost=post, kilde=kilde, year=2018, amount=Decimal("750000.49"))
    f.ForbrugFactory(budgetpost=post, kilde=kilde, year=2019, amount=Decimal("950000.49"))
    f.PartFactory(helhedsplan=plan, organisation="Prøvekøbing Kommune", title="Borgmester")
    return plan


def papir(plan, kind):
    return KINDS[kind](plan, as_of=plan.default_as_of())


def url(plan, kind, ending=""):
    return PAPIRER[kind].url(plan, endelse=ending)


def figures(paper) -> list[list[str]]:
    """Every amount the paper prints, row by row, as text."""
    return [
        [tal(cell.vaerdi, 0) for cell in cells if cell.kolonne.slags == Slags.KRONER and cell.vaerdi is not None]
        for table in paper.tabeller
        for _, cells in table.linjer
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_every_printed_sum_is_the_sum_of_what_is_printed_above_it(plan, kind):
    for table in papir(plan, kind).tabeller:
        for number, column in enumerate(table.kolonner):
            sums = [row.vaerdier[number] for row in table.raekker if row.is_sum]
            if column.slags != Slags.KRONER or not sums or column.overskrift == "Rest":
                continue
            if sums == [None] and table.slug == "finansiering":
                continue  # what sources give is not added up: some do not say it
            until = next(at for at, row in enumerate(table.raekker) if row.is_sum)
            above = [row.vaerdier[number] or 0 for row in table.raekker[:until]]
            assert [total or 0 for total in sums] == [sum(above)], (table.slug, column)


def test_a_plan_without_moves_prints_only_the_budget_that_was_agreed(plan):
    assert [table.slug for table in papir(plan, "budget").tabeller] == ["poster", "finansiering"]


def test_moved_money_stands_beside_what_was_agreed_and_the_sum_is_the_same(plan, client, log_in):
    beloeb = plan.budgetposter.get(title="Tryghed").beloeb.filter(amount__gt=1000, year=2019).first()
    til = f.BudgetpostFactory(helhedsplan=plan, kind=Postart.EVALUERING, title="Ekstra evaluering", order=99)
    move = f.OmdisponeringFactory(
        helhedsplan=plan,
        from_post=beloeb.budgetpost,
        from_kilde=beloeb.kilde,
        from_year=2019,
        to_post=til,
        to_kilde=beloeb.kilde,
        to_year=2019,
        amount=Decimal(1000),
        moved_on=date(2019, 3, 1),
    )
    assert [table.slug for table in papir(plan, "budget").tabeller] == ["poster", "finansiering"]  # only planned

    move.decided_on = date(2019, 3, 1)
    change(move, by=None)
    poster, gaeldende, _ = papir(plan, "budget").tabeller
    rows = {row.vaerdier[0]: row.vaerdier[1:] for row in gaeldende.raekker}
    agreed = {row.vaerdier[0]: row.vaerdier for row in poster.raekker}
    assert rows["Ekstra evaluering"] == (0, 1000, 1000)
    assert rows["Tryghed"][1:] == (-1000, rows["Tryghed"][0] - 1000)
    assert rows["I alt"] == (rows["I alt"][0], 0, rows["I alt"][0])
    total = [column.overskrift for column in poster.kolonner].index("Samlede udgifter")
    assert rows["I alt"][0] == agreed["I alt"][total]

    log_in(plan, Rolle.LAESER)
    assert "Gældende budget efter besluttede flytninger" in client.get(url(plan, "budget")).content.decode()


def test_the_budget_adds_up_across_and_to_the_frame(plan):
    table = papir(plan, "budget").tabeller[0]
    heads = [column.overskrift for column in table.kolonner]
    total, lbf, lokal = (heads.index(name) for name in o.EFTER[:3])
    for row in table.raekker:
        if row.vaerdier[total] is not None:
            assert row.vaerdier[total] == row.vaerdier[lbf] + row.vaerdier[lokal]
            years = [value for value in row.vaerdier[1:total] if value is not None]
            assert not years or sum(years) == row.vaerdier[total]
    by_name = {row.vaerdier[0]: row.vaerdier for row in table.raekker}
    for number in (total, lbf, lokal):
        assert by_name["I alt"][number] + by_name["Ikke fordelt"][number] == by_name["Aftalens ramme"][number]
    assert by_name["Evaluering"][total] is None, "nothing stated is not nought"


@pytest.mark.parametrize("kind", KINDS)
def test_page_and_paper_print_the_same_figures(client, plan, kind):
    client.force_login(f.MedlemskabFactory(helhedsplan=plan, rolle=Rolle.LAESER).user)
    paper = papir(plan, kind)
    page = BeautifulSoup(client.get(url(plan, kind)).content, "html.parser")
    on_page = [
        [td.get_text(strip=True) for td in tr.select("td.num") if "%" not in td.get_text()]
        for tr in page.select(".tabel--penge tbody tr")
    ]
    assert [[text for text in row if text != "–"] for row in on_page] == figures(paper)
    printed = squeezed(" ".join(text_of(client.get(url(plan, kind, "pdf")).content)))
    for row in figures(paper):
        assert squeezed("".join(row)) in printed.replace("–", "")
    for text in ("Åparken", "2015-123", "Prøvekøbing Kommune", "Borgmester", *paper.saetninger):
        assert squeezed(text) in printed
        assert squeezed(text) in squeezed(page.get_text())


def test_excel_has_the_figures_of_the_budgetopfoelgning(client, plan):
    client.force_login(f.MedlemskabFactory(helhedsplan=plan, rolle=Rolle.LAESER).user)
    paper = papir(plan, "budgetopfoelgning")
    book = openpyxl.load_workbook(io.BytesIO(client.get(url(plan, "budgetopfoelgning", "xlsx")).content))
    assert book.sheetnames == [table.overskrift for table in paper.tabeller]
    for table in paper.tabeller:
        rows = {row[0].value: [cell.value for cell in row] for row in book[table.overskrift].iter_rows()}
        for row, cells in table.linjer:
            found = rows[row.vaerdier[0]]
            for number, cell in enumerate(cells):
                if cell.kolonne.slags == Slags.KRONER:
                    assert found[number] == (None if cell.vaerdi is None else float(cell.vaerdi))


def test_excel_has_the_figures_of_the_budget_in_the_layout_that_is_read_in_again(plan):
    kilde = plan.finansieringskilder.get(name="=Kommunen")
    for cell in kilde.beloeb.all():
        cell.amount = cell.amount.to_integral_value()
        cell.save()
    paper, book = papir(plan, "budget"), openpyxl.load_workbook(io.BytesIO(b.hent(plan)), data_only=True)
    heads = [column.overskrift for column in paper.tabeller[0].kolonner]
    for row in paper.tabeller[0].raekker:
        at = b.raekke(book, row.vaerdier[0])
        for number, value in enumerate(row.vaerdier[1:], start=1):
            head = int(heads[number]) if heads[number].isdigit() else heads[number]
            if value is not None:
                assert book[o.BUDGET].cell(at, b.kolonne(book, head)).value == value, (row.vaerdier[0], head)


@pytest.mark.parametrize("kind", KINDS)
def test_the_paper_is_tagged_with_its_header_and_a_wide_table_turns_the_page(plan, kind):
    paper = papir(plan, kind)
    pdf = pikepdf.open(io.BytesIO(render_pdf("reporting/pdf/pengepapir.html", {"papir": paper})))
    assert bool(pdf.Root.MarkInfo.Marked)
    assert str(pdf.Root.Lang) == "da"
    kinds = [str(element.S) for element in walk(pdf.Root.StructTreeRoot.K[0])]
    assert kinds.count("/H1") == 1
    assert kinds.count("/Table") == len([table for table in paper.tabeller if table.raekker]) + 2
    box = pdf.pages[0].mediabox
    assert paper.er_bred == (box[2] > box[3])


@pytest.mark.no_db
def test_what_stands_under_a_table_is_never_alone_on_a_page_nor_is_its_sum():
    """46 and 37 rows: there the line went along to the next part before it was tied to its table."""
    columns = (Kolonne("Post", Slags.NAVN), Kolonne("Budget"), Kolonne("Brugt"))
    head = Papirhoved("Plan", "Plan", "Område", "123", "Runde", "2018-2022", "Bolig")
    for count in (46, 37):
        rows = tuple(Papirraekke((f"Post {n}", Decimal(n), Decimal(n))) for n in range(count))
        rows += (Papirraekke(("I alt", Decimal(count), Decimal(count)), is_sum=True),)
        table = Papirtabel("poster", "Posterne", columns, rows, under="Hele kroner.")
        paper = Pengepapir("Prøve", head, date(2020, 1, 1), (), (table, replace(table, slug="to")), (), ())
        pages = text_of(render_pdf("reporting/pdf/pengepapir.html", {"papir": paper}))
        for page in pages:
            if "Hele kroner." in page:
                before = page.split("Hele kroner.")[0]
                assert "I alt" in before
                assert "Post " in before.split("I alt")[0].split("Brugt")[-1]


def test_the_checks_and_the_line_of_co_financing_are_on_the_budget(plan):
    paper = papir(plan, "budget")
    assert "Advarsel" in [one.niveau for one in paper.bemaerkninger]
    assert any("Forskellen er" in one.tekst for one in paper.bemaerkninger)
    (share,) = paper.saetninger
    assert share.startswith("Den lokale medfinansiering er 28,57\u00a0%")
    assert share not in [one.tekst for one in paper.bemaerkninger], "said once"


def test_a_plan_without_money_says_so(client):
    plan = f.HelhedsplanFactory()
    client.force_login(f.MedlemskabFactory(helhedsplan=plan).user)
    assert "Budgettet har ingen poster endnu." in client.get(url(plan, "budget")).content.decode()
    assert client.get(url(plan, "budgetopfoelgning", "pdf")).status_code == 200
    assert client.get(url(plan, "budgetopfoelgning", "xlsx")).status_code == 200


def test_without_pango_the_page_says_what_to_install(client, plan, monkeypatch):
    client.force_login(f.MedlemskabFactory(helhedsplan=plan).user)
    without_pango(monkeypatch)
    response = client.get(url(plan, "budget", "pdf"))
    assert response.status_code == 503
    assert "Pango" in response.content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_costs_the_same_number_of_queries_with_many_rows(plan, kind, assert_flat_queries):
    def grow():
        for number in range(5):
            post = f.BudgetpostFactory(helhedsplan=plan, title=f"Mere {number}")
            kilde = f.FinansieringskildeFactory(helhedsplan=plan, name=f"Kilde {number}")
            f.BudgetbeloebFactory(budgetpost=post, kilde=kilde, year=2020)
            f.ForbrugFactory(budgetpost=post, kilde=kilde, year=2020, amount=Decimal(5))
            f.PartFactory(helhedsplan=plan, organisation=f"Part {number}")

    assert_flat_queries(get=lambda: papir(plan, kind), grow=grow)


def test_a_round_declares_the_budgets_tables_in_its_own_order_and_words(plan, monkeypatch):
    poster, gaeldende, finansiering = formularer.BUDGET.dele
    its_own = replace(
        poster,
        overskrift="Årsbudgetter",
        kolonner=(("i-alt", "Sum"), ("post", "Budgetpost"), ("aar", "")),
    )
    layout = replace(formularer.BUDGET, titel="Budgetskema", dele=(finansiering, its_own, gaeldende))
    usual = papir(plan, "budget")
    monkeypatch.setitem(formularer.FORMULARER, "budget", {"": layout})
    found = papir(plan, "budget")
    assert found.titel == "Budgetskema"
    assert [one.slug for one in found.tabeller][:2] == ["finansiering", "poster"]
    assert found.tabeller[0] == usual.tabeller[-1]
    table, before = found.tabeller[1], usual.tabeller[0]
    heads = [column.overskrift for column in table.kolonner]
    assert heads[:2] == ["Sum", "Budgetpost"]
    assert heads[2:] == [column.overskrift for column in before.kolonner[1:-3]]
    assert [row.vaerdier[0] for row in table.raekker] == [row.vaerdier[-3] for row in before.raekker]
