"""A koordinator reads an ended plan as it stood at a year's end, from the overview down to one figure."""

from datetime import date
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from indsatser.choices import Kriterieform
from plans.choices import Rolle
from tests.browser.tilgaengelighed import assert_accessible
from tests.indsatser.factories import MaalingFactory, MilepaelFactory, SucceskriteriumFactory
from tests.plans.factories import HelhedsplanFactory, MedlemskabFactory

BEHIND = "Flere unge end før får hjælp til at finde et fritidsjob, de selv kan passe ved siden af skolen"


@pytest.fixture
def plan():
    """An ended plan with a criterion that was behind at the end of 2019, a compound one, and example figures."""
    krit = SucceskriteriumFactory(
        statement=BEHIND, window_to=date(2021, 12, 31), deadline=date(2021, 12, 31), source="Egne registreringer"
    )
    MaalingFactory(kriterium=krit, value=Decimal(5), is_eksempel=True)
    MaalingFactory(
        kriterium=krit,
        value=Decimal(95),
        data_from=date(2020, 1, 1),
        data_to=date(2020, 12, 31),
        reported_on=date(2021, 1, 10),
        is_eksempel=True,
    )
    whole = SucceskriteriumFactory(
        aktivitet=krit.aktivitet, form=Kriterieform.SAMMENSAT, target_value=None, statement="Otte gange med atten"
    )
    for order, value in enumerate((8, 12)):
        part = SucceskriteriumFactory(aktivitet=krit.aktivitet, parent=whole, order=order)
        MaalingFactory(kriterium=part, value=Decimal(value))
    MilepaelFactory(helhedsplan=krit.helhedsplan, aktivitet=krit.aktivitet, year=2019, quarter=1)
    MilepaelFactory(helhedsplan=krit.helhedsplan, year=2020, quarter=1)
    return krit.helhedsplan


@pytest.fixture
def reader(plan, page_as):
    return page_as(MedlemskabFactory(helhedsplan=plan, rolle=Rolle.LAESER).user)


def test_from_the_overview_of_a_years_end_down_to_the_figure(plan, reader, live_server, complaints):
    page = reader
    page.goto(live_server.url + plan.get_absolute_url())
    expect(page.get_by_text("Opgjort pr. 31. juli 2022")).to_be_visible()
    page.get_by_role("link", name="31.12.2019", exact=True).click()
    expect(page.get_by_text("Opgjort pr. 31. december 2019")).to_be_visible()

    late = page.get_by_role("region", name="Bagud eller ikke opfyldt")
    expect(late.get_by_role("link", name=BEHIND)).to_be_visible()
    expect(late).to_contain_text("5 af 100 samtaler")
    assert_accessible(page)

    late.get_by_role("link", name=BEHIND).click()
    expect(page.get_by_role("heading", level=1, name=BEHIND)).to_be_visible()
    expect(page.get_by_role("img", name=BEHIND)).to_be_visible()
    expect(page.get_by_role("table", name="Alle målinger")).to_contain_text("1. halvår 2019")
    expect(page.get_by_text("1 registrering om tiden efter 31. december 2019 er ikke vist.")).to_be_visible()
    assert page.url.endswith("?pr=2019-12-31")
    assert_accessible(page)

    page.get_by_role("navigation", name="Brødkrumme").get_by_role("link").last.click()
    expect(page.get_by_role("table", name="Succeskriterier og resultater")).to_contain_text("Delmål 2 af 2")
    assert page.url.endswith("?pr=2019-12-31")
    assert_accessible(page)

    page.get_by_role("link", name="Otte gange med atten").click()
    expect(page.get_by_role("heading", level=2, name="Delmål 2")).to_be_visible()
    assert_accessible(page)
    assert complaints == []


def test_a_group_of_criteria_opens_with_the_keyboard_and_from_its_number(plan, reader, live_server):
    page = reader
    page.goto(f"{live_server.url}{plan.get_absolute_url()}")
    group = page.get_by_role("group").filter(has=page.get_by_role("heading", name="Opfyldt 1 kriterium"))
    group.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(group.get_by_role("link", name=BEHIND)).to_be_visible()
    page.keyboard.press("Enter")
    expect(group.get_by_role("link", name=BEHIND)).to_be_hidden()
    page.get_by_role("link", name="opfyldt", exact=True).click()
    expect(group.get_by_role("link", name=BEHIND)).to_be_visible()


def test_a_plan_with_nothing_in_it_is_accessible_too(page_as, live_server):
    empty = HelhedsplanFactory(bevillingsrunde=None, start_date=None, end_date=None)
    page = page_as(MedlemskabFactory(helhedsplan=empty, rolle=Rolle.LAESER).user)
    page.goto(live_server.url + empty.get_absolute_url())
    expect(page.get_by_role("heading", name="Planen har ingen delaftaler endnu")).to_be_visible()
    assert_accessible(page)
