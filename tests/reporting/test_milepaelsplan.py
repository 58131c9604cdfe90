"""The paper Milepælsplan: the coming year and how the year before has gone, equal on page, paper and in Excel."""

import io
from datetime import date

import openpyxl
import pytest
from django.urls import reverse

from indsatser.choices import Milepaeltilstand
from plans.choices import Rolle
from reporting.facts.milepaelsplan import build_milepaelspapir, paper_years
from tests.indsatser.factories import (
    AktivitetFactory,
    MilepaelFactory,
    MilepaelsplanFactory,
    MilepaelsplanlinjeFactory,
)
from tests.plans.factories import HelhedsplanFactory
from tests.reporting.pdfread import squeezed, text_of

DAY = date(2019, 11, 1)


@pytest.fixture
def plan():
    plan = HelhedsplanFactory(short_name="Åparken", start_date=date(2018, 1, 1), end_date=date(2021, 12, 31))
    reached = {"state": Milepaeltilstand.NAAET, "reached_on": date(2019, 3, 1)}
    MilepaelFactory(helhedsplan=plan, text="Leder ansat", quarter=1, **reached)
    MilepaelFactory(
        helhedsplan=plan,
        text="Rapport skrevet",
        quarter=3,
        original_year=2019,
        original_quarter=1,
        postponed_reason="Lederen skiftede.",
    )
    MilepaelsplanlinjeFactory(
        milepaelsplan__helhedsplan=plan, milepaelsplan__year=2020, text="Kursus holdt", quarter=4
    )
    return plan


def url(plan, ending="", aar=2020):
    name = "reporting:papirfil_periode" if ending else "reporting:papir_periode"
    return reverse(name, args=[plan.uuid, "milepaelsplan", aar, *filter(None, [ending])]) + f"?pr={DAY}"


def test_the_coming_year_and_the_status_of_the_one_before(plan):
    fakta = build_milepaelspapir(plan, 2020, as_of=DAY)
    coming, before = fakta.papir.tabeller
    assert [row.vaerdier for row in coming.raekker] == [("Kursus holdt", "4. kvartal", "Hele planen", None)]
    assert [(row.vaerdier[0], row.vaerdier[3], row.vaerdier[4]) for row in before.raekker] == [
        ("Leder ansat", "Nået", date(2019, 3, 1)), ("Rapport skrevet", "Forsinket", None),
    ]  # fmt: skip
    assert before.raekker[1].note == "Udskudt 2 kvartaler fra 1. kvartal 2019: Lederen skiftede."
    assert fakta.papir.saetninger == (
        "Milepælsplanen for 2020 er ikke godkendt den 01.11.2019.",
        "Milepæle i 2019: 1 nået, 1 forsinket.",
    )
    assert fakta.naaet == 1


def test_without_a_milepaelsplan_it_shows_what_stands_in_the_year(plan):
    MilepaelFactory(helhedsplan=plan, year=2021, text="Evaluering færdig")
    fakta = build_milepaelspapir(plan, 2021, as_of=DAY)
    assert [row.vaerdier[0] for row in fakta.papir.tabeller[0].raekker] == ["Evaluering færdig"]
    assert "ingen milepælsplan for 2021" in fakta.papir.saetninger[0]


def test_an_approved_plan_says_who_decided_and_only_from_that_day(plan):
    MilepaelsplanFactory(helhedsplan=plan, year=2019, godkendt=True, decided_on=date(2018, 12, 5))
    said = [build_milepaelspapir(plan, 2019, as_of=day).papir.saetninger[0] for day in (date(2018, 12, 4), DAY)]
    assert said[0] == "Milepælsplanen for 2019 er ikke godkendt den 04.12.2018."
    assert said[1].startswith("Godkendt 05.12.2018")


def test_page_pdf_and_excel_say_the_same(client, log_in, plan):
    log_in(plan, Rolle.LAESER)
    wanted = ["Kursus holdt", "Rapport skrevet", "Udskudt 2 kvartaler", "Lederen skiftede."]
    page = squeezed(client.get(url(plan)).content.decode())
    pdf = squeezed(" ".join(text_of(client.get(url(plan, "pdf")).content)))
    book = openpyxl.load_workbook(io.BytesIO(client.get(url(plan, "xlsx")).content))
    excel = squeezed(
        " ".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell)
    )
    for words in wanted:
        assert squeezed(words) in page
        assert squeezed(words) in pdf
        assert squeezed(words) in excel


def test_the_paper_costs_the_same_for_many_milestones(client, log_in, plan, assert_flat_queries):
    log_in(plan, Rolle.LAESER)

    def grow():
        aktivitet = AktivitetFactory(delaftale__helhedsplan=plan)
        MilepaelFactory.create_batch(3, helhedsplan=plan, aktivitet=aktivitet)

    grow()  # without any activity none is read
    assert_flat_queries(get=lambda: client.get(url(plan)), grow=grow)


def test_there_is_a_paper_for_each_year_of_the_plan(plan):
    assert paper_years(plan, DAY) == (2021, 2020, 2019, 2018)
    plan.start_date = plan.end_date = None
    assert paper_years(plan, DAY) == (2020,)


@pytest.mark.parametrize("year", [1989, 2101])
def test_a_year_out_of_range_is_not_found(client, log_in, plan, year):
    log_in(plan, Rolle.LAESER)
    assert client.get(url(plan, aar=year)).status_code == 404
