"""A medarbejder between two appointments, a koordinator with a spreadsheet, and somebody without JavaScript."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from indsatser.choices import Kriterieform, Sammenlaegning
from indsatser.models import Logpost, Maaling
from plans.choices import Rolle
from tests.browser.tilgaengelighed import assert_accessible
from tests.indsatser.factories import AktivitetFactory, LogpostFactory, MaalingFactory, SucceskriteriumFactory
from tests.plans.factories import HelhedsplanFactory, MedlemskabFactory

TALKS = "Rådgiverne holder 100 samtaler med beboere, der ikke før har søgt hjælp"


@pytest.fixture
def kriterium(live_server):
    """A count on an activity of a plan that runs today, due for last month."""
    today = timezone.localdate()
    begun, over = today - timedelta(days=500), today + timedelta(days=500)
    plan = HelhedsplanFactory(start_date=begun, end_date=over)
    aktivitet = AktivitetFactory(delaftale__helhedsplan=plan, name="Åben rådgivning")
    return SucceskriteriumFactory(
        aktivitet=aktivitet, statement=TALKS, window_from=begun, window_to=over, deadline=over
    )


def _member(kriterium, rolle: Rolle):
    user = MedlemskabFactory(helhedsplan=kriterium.helhedsplan, rolle=rolle).user
    kriterium.aktivitet.medarbejdere.add(user)
    return user


def test_on_a_phone_a_number_is_three_taps_away(kriterium, page_as, live_server, complaints):
    page = page_as(_member(kriterium, Rolle.MEDARBEJDER))
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(live_server.url)
    taps = 0

    page.get_by_role("navigation").get_by_role("link", name="Registrér").click()
    taps += 1
    line = page.get_by_role("region", name="Resultater").get_by_role("article")
    number = line.get_by_label("Samtaler", exact=True)
    expect(number).to_have_attribute("inputmode", "decimal")
    number.click()
    taps += 1
    page.keyboard.type("12")
    page.keyboard.press("Enter")
    taps += 1
    expect(line).to_contain_text("Gemt kl.")
    assert taps == 3
    assert Maaling.objects.get().value == 12
    expect(page.locator("#registreret")).to_contain_text("Gemt kl.")

    line.get_by_role("button", name="Fortryd").click()
    expect(line.get_by_label("Samtaler", exact=True)).to_be_focused()
    assert Maaling.objects.get().retired_reason == "Fortrudt lige efter registreringen."
    assert complaints == []


def test_a_refused_number_stays_and_the_next_line_follows_a_saved_one(kriterium, page_as, live_server):
    SucceskriteriumFactory(
        aktivitet=kriterium.aktivitet, statement="Unge i job", unit="unge", order=9,
        window_from=kriterium.window_from, window_to=kriterium.window_to, deadline=kriterium.deadline,
    )  # fmt: skip
    page = page_as(_member(kriterium, Rolle.MEDARBEJDER))
    page.goto(live_server.url + reverse("indsatser:registrer"))
    number = page.get_by_role("region", name="Resultater").get_by_label("Samtaler", exact=True)
    number.fill("tolv")
    number.press("Enter")
    expect(page.get_by_text("«tolv» er ikke et tal")).to_be_visible()
    expect(number).to_be_focused()
    expect(number).to_have_value("tolv")
    assert_accessible(page)
    number.fill("12")
    number.press("Enter")
    expect(page.get_by_label("Unge", exact=True)).to_be_focused()


def test_twelve_came_today(kriterium, page_as, live_server):
    page = page_as(_member(kriterium, Rolle.MEDARBEJDER))
    page.goto(live_server.url + reverse("indsatser:registrer"))
    card = page.get_by_role("region", name="Tæl i loggen").get_by_role("article")
    card.get_by_label("Fremmøder").fill("12")
    card.get_by_label("Fremmøder").press("Enter")
    expect(card).to_contain_text("Sidst: 12 fremmøder")
    expect(card.get_by_label("Fremmøder")).to_be_focused()
    post = Logpost.objects.get()
    assert (post.antal, post.date, post.kriterium) == (12, timezone.localdate(), kriterium)
    card.get_by_role("button", name="Fortryd").click()
    expect(card).to_contain_text("Intet talt endnu")


def test_the_grid_by_keyboard_and_from_a_spreadsheet(kriterium, page_as, live_server, complaints):
    rows = [
        kriterium,
        SucceskriteriumFactory(aktivitet=kriterium.aktivitet, form=Kriterieform.ANDEL, unit="%", order=1),
        SucceskriteriumFactory(aktivitet=kriterium.aktivitet, form=Kriterieform.ANTAL_PR_AAR, order=2),
    ]
    page = page_as(_member(kriterium, Rolle.PLANLEDER))
    address = reverse("indsatser:registrer_skema", args=[kriterium.helhedsplan.uuid])
    page.goto(f"{live_server.url}{address}?aar={kriterium.window_from.year}&kolonner=kvartaler")

    def cell(row: int, column: int):
        return page.locator(f"#c-{rows[row].pk}-{column}")

    cell(0, 0).focus()
    page.keyboard.type("5")
    page.keyboard.press("Enter")
    expect(cell(1, 0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(cell(2, 0)).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(cell(2, 1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(cell(0, 1)).to_be_focused()
    page.evaluate(
        """text => { const data = new DataTransfer(); data.setData("text/plain", text);
        document.activeElement.dispatchEvent(new ClipboardEvent("paste",
            {clipboardData: data, bubbles: true, cancelable: true})); }""",
        "1.012\t14\r\n56,2\t118/210\r\nmange\t3\r\n",
    )
    expect(page.get_by_role("status").filter(has_text="6 tal er sat ind")).to_be_visible()
    page.get_by_role("button", name="Gem alle").click()

    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("1 felt skal rettes")
    expect(cell(2, 1)).to_have_value("mange")
    expect(cell(0, 1)).to_have_value("1.012")
    assert_accessible(page)
    assert not Maaling.objects.exists()
    summary.get_by_role("link").click()
    expect(cell(2, 1)).to_be_focused()
    cell(2, 1).fill("2")
    page.get_by_role("button", name="Gem alle").click()
    expect(page.get_by_text("7 tal.")).to_be_visible()
    assert Maaling.objects.count() == 7
    assert kriterium.maalinger.order_by("data_from")[1].value == Decimal(1012)
    assert_accessible(page)
    assert complaints == []


def test_everything_works_without_javascript(kriterium, page_as, live_server, browser):
    user = _member(kriterium, Rolle.PLANLEDER)
    cookie = next(c for c in page_as(user).context.cookies() if c["name"] == settings.SESSION_COOKIE_NAME)
    context = browser.new_context(java_script_enabled=False, locale="da-DK")
    context.add_cookies([{"name": cookie["name"], "value": cookie["value"], "url": live_server.url}])
    page = context.new_page()
    page.goto(live_server.url + reverse("indsatser:registrer"))
    number = page.get_by_role("region", name="Resultater").get_by_label("Samtaler", exact=True)
    number.fill("tolv")
    number.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("«tolv» er ikke et tal")
    page.get_by_label("Samtaler", exact=True).fill("12")
    page.get_by_label("Samtaler", exact=True).press("Enter")
    expect(page.get_by_text("Gemt kl.")).to_be_visible()
    assert Maaling.objects.get().value == 12
    page.get_by_role("button", name="Fortryd").click()
    expect(page.get_by_text("Fjernet kl.")).to_be_visible()

    address = reverse("indsatser:registrer_skema", args=[kriterium.helhedsplan.uuid])
    page.goto(f"{live_server.url}{address}?aar={kriterium.window_from.year}")
    page.locator(f"#c-{kriterium.pk}-3").fill("7")
    page.get_by_role("button", name="Gem alle").click()
    expect(page.get_by_text("1 tal.")).to_be_visible()
    context.close()


def test_every_page_of_registering_is_accessible_with_content_and_with_errors(kriterium, page_as, live_server):
    user = _member(kriterium, Rolle.PLANLEDER)
    aktivitet = kriterium.aktivitet
    frame = {"window_from": kriterium.window_from, "window_to": kriterium.window_to, "deadline": kriterium.deadline}
    for form, unit in ((Kriterieform.JA_NEJ, ""), (Kriterieform.KVALITATIV, ""), (Kriterieform.ANDEL, "%")):
        SucceskriteriumFactory(aktivitet=aktivitet, form=form, unit=unit, **frame)
    SucceskriteriumFactory(
        aktivitet=aktivitet, form=Kriterieform.GENNEMSNIT, sammenlaegning=Sammenlaegning.MIDDEL, **frame
    )
    back = {"returned_on": timezone.localdate(), "returned_note": "Er det alle?", "returned_by": user}
    maaling = MaalingFactory(kriterium=kriterium, reported_by=user, **back)
    post = LogpostFactory(aktivitet=aktivitet, kriterium=kriterium)
    page = page_as(user)
    page.goto(live_server.url + reverse("indsatser:registrer"))
    expect(page.get_by_role("heading", name="Sendt retur til dig")).to_be_visible()
    page.get_by_text("Søg og vælg").click()
    assert_accessible(page)
    page.goto(live_server.url + kriterium.get_absolute_url())
    assert_accessible(page)
    pages = [
        ("registrer_maaling", maaling, "Gem"),
        ("registrer_fjern", maaling, "Fjern målingen"),
        ("registrer_log", aktivitet, "Gem"),
        ("registrer_logpost", post, "Gem"),
        ("registrer_logpost_fjern", post, "Fjern linjen"),
        ("registrer_aarslaas", kriterium.helhedsplan, "Lås året"),
    ]
    for name, row, button in pages:
        page.goto(live_server.url + reverse(f"indsatser:{name}", args=[row.uuid]))
        assert_accessible(page)
        if name in ("registrer_maaling", "registrer_logpost"):
            page.get_by_label("Resultat" if name == "registrer_maaling" else "Antal").fill("mange")
        with page.expect_navigation():
            page.get_by_role("button", name=button, exact=True).click()
        assert_accessible(page)
