"""The whole main journey in one browser: from no plan at all to its first result, every step through the pages."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from indsatser.models import Maaling
from plans.models import Helhedsplan
from plans.reference import load_plans_reference
from tests.plans.factories import UserFactory


@pytest.fixture
def koordinator(live_server):
    """Somebody whom the administration lets begin plans; she has none yet."""
    load_plans_reference()
    return UserFactory(may_create_plans=True, name="Kaj Koordinator")


@pytest.fixture
def page(koordinator, page_as, live_server):
    page = page_as(koordinator)
    page.goto(live_server.url)
    return page


def _save(page):
    page.get_by_role("button", name="Gem", exact=True).click()


def _begin_a_plan(page, year: int) -> None:
    page.get_by_role("navigation", name="Hovedmenu").get_by_role("link", name="Planer").click()
    page.get_by_role("link", name="Ny plan").click()
    page.get_by_label("Planens navn").fill("Boligsocial helhedsplan for Åparken")
    page.get_by_label("Kort navn").fill("Åparken")
    page.get_by_label("Kommune", exact=False).first.fill("aarhus")
    page.get_by_label("Gælder fra").fill(f"1.1.{year}")
    page.get_by_label("2015-18-midlerne").check()
    page.get_by_role("checkbox", name="Tryghed og trivsel").check()
    page.get_by_role("button", name="Opret planen").click()
    expect(page.get_by_role("region", name="Kom i gang")).to_be_visible()


def _write_its_delaftale_and_activity(page) -> None:
    page.get_by_role("link", name="Skriv formål i alle delaftaler").click()
    page.get_by_role("textbox", name="Formål", exact=True).fill("Flere unge kommer i job.")
    _save(page)
    expect(page.get_by_text("Gemt.")).to_be_visible()
    expect(page.get_by_role("heading", level=1, name="Tryghed og trivsel")).to_be_visible()

    page.get_by_role("link", name="Tilføj aktivitet").click()
    page.get_by_label("Aktivitetsnavn").fill("Fritidsjob")
    _save(page)
    page.get_by_role("rowheader", name="Fritidsjob").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1, name="Fritidsjob")).to_be_visible()


def _write_its_criterion(page, sentence: str) -> None:
    page.get_by_role("link", name="Tilføj succeskriterium").click()
    page.get_by_label("Kriterium", exact=False).first.fill(sentence)
    page.get_by_role("button", name="Læs sætningen").click()
    expect(page.get_by_label("Måltal")).to_have_value("35")
    expect(page.get_by_label("Enhed")).to_have_value("unge")
    read_back = page.get_by_role("region", name="Sådan læses det")
    expect(read_back).to_contain_text("Der skal tælles mindst 35 unge")
    _save(page)
    expect(page.get_by_text("Succeskriterium er tilføjet.")).to_be_visible()
    expect(page.get_by_role("rowheader", name=sentence)).to_be_visible()


def _register(page, number: str) -> None:
    page.get_by_role("navigation", name="Hovedmenu").get_by_role("link", name="Registrér").click()
    line = page.get_by_role("region", name="Resultater").get_by_role("article")
    line.get_by_label("Unge", exact=True).fill(number)
    page.keyboard.press("Enter")
    expect(line).to_contain_text("Gemt kl.")


def test_from_no_plan_to_its_first_result(page, complaints):
    begun = timezone.localdate().year - 1  # so that there is always a whole month to register for
    sentence = f"35 unge er kommet i fritidsjob i perioden {begun}-{begun + 3}"

    page.get_by_role("navigation", name="Hovedmenu").get_by_role("link", name="Registrér").click()
    expect(page.get_by_text("Din rolle giver ikke ret til at skrive resultater")).to_be_visible()
    _begin_a_plan(page, begun)
    _write_its_delaftale_and_activity(page)
    _write_its_criterion(page, sentence)
    _register(page, "34")
    assert Maaling.objects.get().value == 34

    page.get_by_role("navigation", name="Hovedmenu").get_by_role("link", name="Planer").click()
    page.get_by_role("link", name="Åparken").first.click()
    state = page.get_by_role("region", name="Hvor står planen?")
    expect(state).to_contain_text("1 på vej")
    assert Helhedsplan.objects.get().kriterier.get().statement == sentence
    assert complaints == []
