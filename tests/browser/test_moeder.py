"""From the year wheel to a meeting with agenda, decision, follow-up and the PDF of it, in a browser with all on."""

from datetime import date
from io import BytesIO

import pypdf
from django.urls import reverse
from playwright.sync_api import expect

from plans.baggrund.koe import toem_koen
from plans.choices import Rolle
from plans.models import Moede, Opfoelgning
from tests.browser.tilgaengelighed import assert_accessible
from tests.plans import factories as f


def test_a_year_of_meetings_an_agenda_a_decision_and_a_follow_up(page_as, live_server, complaints):
    plan = f.HelhedsplanFactory(start_date=date(2019, 1, 1), end_date=date(2019, 12, 31))
    f.OrganFactory(helhedsplan=plan, name="Styregruppen", meetings_min=2, notice_days=7)
    move = f.OmdisponeringFactory(helhedsplan=plan, decided_on=None)
    page = page_as(f.MedlemskabFactory(helhedsplan=plan, rolle=Rolle.REDAKTOER).user)
    page.goto(live_server.url + reverse("plans:aarshjul", args=[plan.uuid]) + "?aar=2019")
    page.get_by_role("link", name="Foreslå møder i Styregruppen").click()
    assert_accessible(page)
    page.get_by_label("Dato, møde 1").fill("20.03.2019")
    page.get_by_role("button", name="Opret møderne").click()
    expect(page.get_by_text("2 møder er oprettet.")).to_be_visible()
    page.locator(".aarshjul").get_by_role("link", name="Styregruppen", exact=True).first.click()
    page.get_by_role("link", name="Vælg punkter fra planen").click()
    assert_accessible(page)
    page.get_by_label("Flytning af").check()
    page.get_by_role("button", name="Sæt på dagsordenen").click()
    page.get_by_role("link", name="Skriv et punkt").click()
    page.get_by_label("Punkt*").fill("Eventuelt")
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.get_by_role("heading", name="2. Eventuelt")).to_be_visible()
    page.get_by_role("button", name="Flyt Eventuelt op").click()
    expect(page.get_by_role("heading", name="1. Eventuelt")).to_be_visible()
    item = page.locator(".moede__punkt", has_text="Flytning af")
    item.get_by_role("link", name="Før beslutning").click()
    page.get_by_label("Beslutning*").fill("Flytningen er i orden.")
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.locator(".moede__beslutning")).to_contain_text("Tiltrådt")
    page.locator(".moede__punkt", has_text="Flytning af").get_by_role("link", name="Tilføj opfølgning").click()
    page.get_by_label("Hvad der skal gøres").fill("Sige det til revisor.")
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.get_by_text("Sige det til revisor.")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Materiale", exact=True).click()
    page.get_by_role("button", name="Lav materialet").click()
    expect(page.get_by_role("heading", name="Materiale til")).to_be_visible()
    expect(page.get_by_text("Den venter på at komme til.")).to_be_visible()
    assert_accessible(page)
    toem_koen()
    page.get_by_role("link", name="Se materialet, nr. 1").click()  # the page found out by itself
    expect(page.get_by_role("heading", name="Nr. 1")).to_be_visible()
    assert_accessible(page)
    link = page.get_by_role("link", name="Materiale Styregruppen 2019-03-20 nr. 1.pdf")
    pdf = page.request.get(live_server.url + str(link.get_attribute("href"))).body()
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages)
    assert "Flytning af" in text
    assert "Sige det til revisor." not in text, "that is for the minutes of this meeting"
    move.refresh_from_db()
    assert move.decided_on == Moede.objects.get(held_on=date(2019, 3, 20)).held_on
    assert Opfoelgning.objects.get().dagsordenspunkt is not None
    assert not complaints
