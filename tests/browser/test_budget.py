"""The budget's grid: with a spreadsheet, by keyboard, beside a colleague, and on a phone without JavaScript."""

from decimal import Decimal

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from plans.choices import Rolle
from plans.models import Budgetbeloeb, Kladde
from plans.services import change
from tests.browser.tilgaengelighed import assert_accessible
from tests.plans.factories import MedlemskabFactory
from tests.plans.penge.test_oekonomi import gellerup

PASTE = """(text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    const paste = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
    document.activeElement.dispatchEvent(paste);
}"""


@pytest.fixture
def plan(live_server):
    return gellerup(start_date="2018-08-01", end_date="2022-07-31")


@pytest.fixture
def editor(plan):
    return MedlemskabFactory(helhedsplan=plan, rolle=Rolle.REDAKTOER).user


@pytest.fixture
def address(plan, live_server):
    return live_server.url + reverse("plans:budget_update", args=[plan.uuid]) + "?vis=aar-0"


def cell(page, post, source):
    return page.get_by_role("textbox", name=f"{post} {source} Uden år")


def test_a_block_from_excel_is_pasted_summed_checked_and_saved(plan, editor, page_as, address, complaints):
    page = page_as(editor)
    page.goto(address)
    cell(page, "Tryghed og trivsel", "Landsbyggefonden").focus()
    page.evaluate(PASTE, "8.622.000\t6.083.000\t14.705.000\r\n6.800.000\t4.105.000\t10.944.00\r\n")
    row = page.get_by_role("row", name="Uddannelse og beskæftigelse")
    expect(row.locator("[data-raekkesum]")).to_have_text("10.905.000")
    expect(page.locator("[data-sum=ramme][data-noegle=alt]")).to_contain_text("38.727.000")
    expect(page.locator("[data-sum=ramme][data-noegle=alt]")).to_contain_text("8,07")

    page.get_by_role("button", name="Gem budgettet").last.click()
    expect(page.get_by_role("alert")).to_contain_text("Intet er gemt")
    expect(page.get_by_role("alert")).to_contain_text("10.944.00")
    page.get_by_role("alert").get_by_role("link").first.click()
    expect(page.get_by_label("Kontrolsum for Uddannelse og beskæftigelse")).to_be_focused()

    cell(page, "Uddannelse og beskæftigelse", "Landsbyggefonden").fill("6.839.000")
    page.get_by_role("button", name="Gem budgettet").last.click()
    expect(page.get_by_role("alert")).to_contain_text("Læst som 10.944.000 stemmer det: 6.839.000 + 4.105.000")
    page.get_by_label("Kontrolsum for Uddannelse og beskæftigelse").fill("10.944.000")
    page.get_by_role("button", name="Gem budgettet").last.click()
    expect(page.get_by_role("heading", name="Økonomi", level=1)).to_be_visible()
    assert sum(Budgetbeloeb.objects.values_list("amount", flat=True)) == 38_766_000
    assert complaints == []


def test_the_keyboard_moves_as_in_a_spreadsheet_and_what_is_typed_becomes_a_draft(
    plan, editor, page_as, address, complaints
):
    page = page_as(editor)
    page.goto(address)
    first = cell(page, "Tryghed og trivsel", "Landsbyggefonden")
    first.focus()
    page.keyboard.press("Enter")
    expect(cell(page, "Uddannelse og beskæftigelse", "Landsbyggefonden")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(first).to_be_focused()
    page.keyboard.press("Tab")
    expect(cell(page, "Tryghed og trivsel", "Lokal medfinansiering")).to_be_focused()
    page.keyboard.type("6.000.000")
    expect(page.locator("[data-kladdestatus]")).to_contain_text("Kladde gemt", timeout=8000)
    assert Kladde.objects.get().user == editor
    page.goto(address)
    expect(page.get_by_text("er hentet frem")).to_be_visible()
    expect(cell(page, "Tryghed og trivsel", "Lokal medfinansiering")).to_have_value("6.000.000")
    assert complaints == []


def test_a_colleagues_number_is_chosen_between_and_the_page_stays_accessible(plan, editor, page_as, address):
    page = page_as(editor)
    page.goto(address)
    row = Budgetbeloeb.objects.get(budgetpost__title="Tryghed og trivsel", kilde__name="Landsbyggefonden")
    row.amount = Decimal(9_000_000)
    change(row, by=MedlemskabFactory(helhedsplan=plan, user__name="Bodil Berg").user)
    cell(page, "Tryghed og trivsel", "Landsbyggefonden").fill("8.500.000")
    page.get_by_role("button", name="Gem budgettet").last.click()
    expect(page.get_by_role("group", name="Bodil Berg har skrevet 9.000.000")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Behold 8.500.000").check()
    page.get_by_role("button", name="Gem budgettet").last.click()
    expect(page.get_by_role("heading", name="Økonomi", level=1)).to_be_visible()
    row.refresh_from_db()
    assert row.amount == 8_500_000


def test_without_javascript_a_post_is_added_on_a_phone_and_saved(plan, editor, browser, client, live_server, address):
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844}, locale="da-DK")
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    page = context.new_page()
    page.goto(address)
    page.get_by_role("button", name="Tilføj en post").click()
    page.get_by_label("Hvad posten er til").select_option("Evaluering")
    page.locator("tr[data-raekke]").last.locator("td input").first.fill("814.000")
    page.get_by_role("button", name="2019", exact=True).click()
    page.get_by_role("button", name="Gem budgettet").last.click()
    expect(page.get_by_role("heading", name="Økonomi", level=1)).to_be_visible()
    expect(page.get_by_role("row", name="Evaluering").first).to_contain_text("814.000")
    context.close()
