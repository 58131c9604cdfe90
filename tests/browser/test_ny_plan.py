"""A koordinator begins a plan from nothing, with and without JavaScript, and copies one; every step accessible."""

from datetime import date

import pytest
from django.conf import settings
from playwright.sync_api import expect

from plans.choices import Rolle
from plans.models import Helhedsplan
from plans.reference import load_plans_reference
from tests.browser.tilgaengelighed import assert_accessible
from tests.indsatser.factories import MaalingFactory, SucceskriteriumFactory
from tests.plans.factories import MedlemskabFactory, UserFactory


@pytest.fixture
def koordinator(live_server):
    """Somebody whom the administration lets begin plans; she has none yet."""
    load_plans_reference()
    return UserFactory(may_create_plans=True, name="Kaj Koordinator")


def _write(page):
    page.get_by_label("Planens navn").fill("Boligsocial helhedsplan for Åparken")
    page.get_by_label("Kort navn").fill("Åparken")
    page.get_by_label("Kommune", exact=False).first.fill("aarhus")
    page.get_by_label("Gælder fra").fill("1.8.2027")


def test_a_plan_is_begun_from_nothing(koordinator, page_as, live_server, complaints):
    page = page_as(koordinator)
    page.goto(f"{live_server.url}/helhedsplaner/")
    page.get_by_role("link", name="Ny plan").click()
    assert_accessible(page)

    page.get_by_role("button", name="Opret planen").click()
    expect(page.get_by_role("heading", name="Noget skal rettes, før det kan gemmes")).to_be_visible()
    assert_accessible(page)

    _write(page)
    page.get_by_label("2015-18-midlerne").check()
    page.get_by_role("checkbox", name="Tryghed og trivsel").check()
    page.get_by_label("Hvorfor ikke Kriminalpræventiv indsats?").fill("Kommunen løfter opgaven.")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1, name="Boligsocial helhedsplan for Åparken")).to_be_visible()
    steps = page.get_by_role("region", name="Kom i gang")
    expect(steps).to_contain_text("2 af 4")
    expect(page.get_by_text("1. august 2027 – 31. juli 2031")).to_be_visible()
    assert_accessible(page)
    assert complaints == []


def test_a_plan_is_begun_without_javascript(koordinator, browser, client, live_server):
    client.force_login(koordinator, backend="django.contrib.auth.backends.ModelBackend")
    context = browser.new_context(java_script_enabled=False, locale="da-DK")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}/helhedsplaner/ny/")
    _write(page)
    page.get_by_label("2011-14-midlerne").check()
    page.get_by_role("button", name="Vis rundens områder").click()
    expect(page.get_by_label("Planens navn")).to_have_value("Boligsocial helhedsplan for Åparken")
    expect(page.get_by_label("Gælder til")).to_have_value("31.07.2031")
    page.get_by_role("checkbox", name="Sundhed").check()
    page.get_by_role("button", name="Opret planen").click()
    expect(page.get_by_role("heading", name="Kom i gang")).to_be_visible()
    assert Helhedsplan.objects.get().delaftaler.get().title == "Sundhed"
    context.close()


def test_a_plan_goes_on_into_its_next_period(koordinator, page_as, live_server, complaints):
    krit = SucceskriteriumFactory(share=True, statement="Færre unge bliver sigtet")
    MaalingFactory(kriterium=krit, value=18, data_from=date(2021, 1, 1), data_to=date(2021, 12, 31),
                   reported_on=date(2022, 2, 1))  # fmt: skip
    plan, aktivitet = krit.helhedsplan, krit.aktivitet
    MedlemskabFactory(user=koordinator, helhedsplan=plan, rolle=Rolle.PLANLEDER)
    page = page_as(koordinator)

    page.goto(live_server.url + aktivitet.get_absolute_url())
    page.get_by_role("link", name="Kopiér", exact=True).click()
    assert_accessible(page)
    page.get_by_label("Kopiens navn").fill(aktivitet.name)
    page.get_by_role("button", name="Kopiér").click()
    expect(page.get_by_role("alert")).to_contain_text("Delaftalen har allerede en aktivitet med det navn.")
    assert_accessible(page)

    page.goto(live_server.url + plan.get_absolute_url())
    page.get_by_role("link", name="Begynd næste periode").click()
    assert_accessible(page)
    page.get_by_role("button", name="Opret den nye plan").click()
    expect(page.get_by_role("alert")).to_contain_text("Vælg, hvilket af rundens områder den følger")
    assert_accessible(page)
    page.get_by_label("2011-14-midlerne").check()
    page.get_by_label(aktivitet.delaftale.title).select_option("Sundhed")
    expect(page.get_by_role("checkbox", name="Brug som udgangspunkt: Færre unge bliver sigtet")).to_be_checked()
    page.get_by_role("button", name="Opret den nye plan").click()

    expect(page.get_by_role("heading", name="Kom i gang")).to_be_visible()
    new = plan.efterfoelgere.get()
    assert new.delaftaler.get().indsatsomraade.code == "sundhed"
    assert new.kriterier.get().baseline_value == 18
    page.get_by_role("link", name=plan.short_name, exact=True).first.click()
    expect(page.get_by_role("link", name=new.short_name)).to_be_visible()
    assert complaints == []
