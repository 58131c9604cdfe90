"""The administration in a real browser: its own scripts run under the policy, and a person gets through."""

from playwright.sync_api import expect

from plans.models import Delaftale, Helhedsplan
from tests.admin_pages import address
from tests.plans.factories import DelaftaleFactory, KommuneFactory, UserFactory


def test_an_administrator_corrects_a_plan_and_takes_its_delaftale_out_of_use(page_as, live_server, complaints):
    delaftale = DelaftaleFactory(title="Tryghed")
    KommuneFactory(name="Ærø Kommune")
    page = page_as(UserFactory(is_staff=True, is_superuser=True))
    page.goto(live_server.url + address("change", delaftale.helhedsplan))
    page.get_by_label("Tovholder").fill("Sekretariatet")
    page.locator(".field-kommune .select2-selection").click()
    page.locator(".select2-search__field").last.fill("ærø")
    page.get_by_role("option", name="Ærø Kommune").click()
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.get_by_text("blev ændret")).to_be_visible()
    stored = Helhedsplan.objects.get()
    assert (stored.tovholder, str(stored.kommune), stored.version) == ("Sekretariatet", "Ærø Kommune", 2)

    page.goto(live_server.url + address("changelist", Delaftale))
    page.get_by_role("row", name="Tryghed").get_by_role("checkbox").check()
    page.locator("select[name=action]").select_option("Tag ud af brug …")
    page.get_by_role("button", name="Udfør").click()
    page.get_by_label("Hvorfor").fill("Slået sammen med delaftale 2.")
    page.get_by_role("button", name="Tag ud af brug").click()
    expect(page.get_by_text("1 delaftale er taget ud af brug.")).to_be_visible()
    assert Delaftale.objects.get().retired_reason == "Slået sammen med delaftale 2."
    assert complaints == []
