"""A board member's two minutes: log in, see where the plan stands, follow what slipped to the figure behind it."""

import pytest
from playwright.sync_api import expect

from plans.choices import Rolle
from tests.plans.factories import MedlemskabFactory
from tests.reporting.bestyrelsesplan import byg_bestyrelsesplan


@pytest.fixture
def member(live_server):
    return MedlemskabFactory(helhedsplan=byg_bestyrelsesplan(), rolle=Rolle.LAESER).user


def test_a_board_members_two_minutes(member, page, live_server, complaints):
    member.set_password("Fire-ord-til-bestyrelsen")
    member.save()
    page.goto(live_server.url)
    page.get_by_label("E-mail").fill(member.email)
    page.get_by_label("Adgangskode").fill("Fire-ord-til-bestyrelsen")
    page.get_by_role("button", name="Log ind").click()

    # A reader of one plan begins on its board's page; the day is set back to a meeting.
    expect(page.get_by_role("link", name="Bestyrelsens side")).to_have_attribute("aria-current", "page")
    page.get_by_text("Som det stod til mødet den").click()
    page.get_by_role("link", name="10. december 2019").click()
    expect(page.get_by_role("heading", level=1, name="Planen er ikke på sporet")).to_be_visible()
    expect(page.get_by_text("3 milepæle skulle være nået: 2 er nået, 1 er forsinket.")).to_be_visible()
    expect(page.get_by_role("region", name="Til beslutning")).to_contain_text("Milepælsplan for 2020")
    board = page.url

    # One screen: everything above the footer is in sight at 1280 x 900.
    page.set_viewport_size({"width": 1280, "height": 900})
    box = page.locator(".bestyrelse").bounding_box()
    assert box["y"] + box["height"] <= 900

    page.get_by_role("region", name="Forsinkede milepæle").get_by_role("link", name="Rådgivningen er åbnet").click()
    expect(page.locator(":target")).to_contain_text("Forsinket")
    expect(page.locator(":target")).to_contain_text("Rådgivningen er åbnet")

    page.goto(board)
    worse = page.get_by_role("region", name="Succeskriterier").get_by_role("listitem").filter(has_text="Blevet værre")
    expect(worse).to_contain_text("Værre")
    expect(worse).to_contain_text("var på vej")
    worse.get_by_role("link").click()
    expect(page.get_by_role("table", name="Alle målinger")).to_contain_text("48")
    assert page.url.endswith("?pr=2019-12-10")
    assert complaints == []
