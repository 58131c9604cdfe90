"""Searching while typing: the hits follow the words, are read out, and stand in the address."""

from playwright.sync_api import expect

from plans.choices import Rolle
from tests.indsatser.factories import MilepaelFactory


def test_the_hits_follow_what_is_typed(page_as, live_server, verden, complaints):
    MilepaelFactory(helhedsplan=verden.helhedsplan, text="Lektiecaféen er åbnet")
    page = page_as(verden.medlem(Rolle.LAESER))
    page.goto(f"{live_server.url}/helhedsplaner/")
    page.get_by_role("searchbox", name="Søg i alle planer").fill("findes ikke")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Ingen træf")).to_be_visible()

    page.get_by_label("Søg efter").fill("lektiec")
    expect(page.get_by_role("link", name="Lektiecaféen er åbnet")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="1 træf på »lektiec«")).to_be_visible()
    expect(page.get_by_label("Søg efter")).to_be_focused()
    expect(page).to_have_url(f"{live_server.url}/soeg/?q=lektiec")

    page.get_by_role("link", name="Milepæle 1 træf").click()
    page.get_by_label("Søg efter").fill("møde")
    expect(page.get_by_role("status").filter(has_text="(Milepæle)")).to_be_visible()
    expect(page).to_have_url(f"{live_server.url}/soeg/?q=m%C3%B8de&art=milepael")

    page.go_back()
    expect(page.get_by_role("status").filter(has_text="lektiec")).to_be_visible()
    assert complaints == []
