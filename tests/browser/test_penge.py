"""Money by its two slow roads: out to Excel and in again, and moved from one post to another."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from plans.choices import Rolle
from plans.models import Haendelse, Omdisponering
from tests.plans import factories as f
from tests.plans.penge.ark import budgetplan as b


@pytest.fixture
def plan(live_server):
    return b.byg_plan(start_date=date(2018, 8, 1), end_date=date(2022, 7, 31))


@pytest.fixture
def page(page_as, plan):
    return page_as(f.MedlemskabFactory(helhedsplan=plan, rolle=Rolle.REDAKTOER).user)


def address(live_server, plan, name):
    return live_server.url + reverse(f"plans:{name}", args=[plan.uuid])


def test_the_budget_goes_out_to_excel_is_changed_there_and_comes_in_again(page, plan, live_server, complaints):
    page.goto(address(live_server, plan, "budgetark_upload"))
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Hent budgettet i Excel").click()
    changed = b.aendr(fetched.value.path().read_bytes(), b.saet("Tryghed", "Landsbyggefonden", 2019, "850.000,50"))
    page.get_by_label("Budgettet som regneark").set_input_files(
        {"name": fetched.value.suggested_filename, "mimeType": "application/octet-stream", "buffer": changed}
    )
    page.get_by_role("button", name="Vis, hvad der ændres").click()
    expect(page.get_by_role("heading", name="Ændringer fra filen", level=1)).to_be_visible()
    row = page.get_by_role("row", name="Landsbyggefonden, 2019")
    expect(row).to_contain_text("900.000 kr.")
    expect(row).to_contain_text("850.000,5 kr.")
    assert not Haendelse.objects.exists()

    page.get_by_role("button", name="Gem ændringerne").click()
    expect(page.get_by_text("1 ændring fra filen er gemt i budgettet.")).to_be_visible()
    page.goto(address(live_server, plan, "budget_update") + "?vis=aar-2019")
    cell = page.get_by_role("textbox", name=re.compile("^Tryghed.*Landsbyggefonden")).first
    expect(cell).to_have_value("850.000,50")
    assert complaints == []


def test_money_is_moved_and_stands_before_and_after_on_the_page(page, plan, live_server, complaints):
    kwargs = {"art": "omdisponering", "under": "helhedsplan", "uuid": plan.uuid}
    page.goto(live_server.url + reverse("plans:row_create", kwargs=kwargs))
    for end, post, year in (("Fra", "Tryghed", "2019"), ("Til", "Evaluering", "2020")):
        page.get_by_label(f"{end} post").select_option(post)
        page.get_by_label(f"{end} år").select_option(year)
        page.get_by_label(f"{end} kilde").select_option("Landsbyggefonden")
    page.get_by_label("Beløb, kr.").fill("120.000")
    page.get_by_label("Gælder fra").fill("01.03.2019")
    page.get_by_label("Besluttet den").fill("01.03.2019")
    page.get_by_label("Begrundelse").fill("Evalueringen blev dyrere.")
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.get_by_text("120.000").first).to_be_visible()
    page.goto(address(live_server, plan, "omdisponering_list"))
    expect(page.get_by_role("row", name="fra Tryghed (2019, Landsbyggefonden)")).to_contain_text(
        re.compile(r"120\.000.*900\.000.*780\.000", re.S)
    )
    assert Omdisponering.objects.get().amount == Decimal(120_000)
    assert complaints == []
