"""An edition in a real browser: read, compared, and a file held against it without being sent."""

from decimal import Decimal

from django.urls import reverse
from playwright.sync_api import expect

from plans.choices import Rolle
from plans.models import Budgetbeloeb
from tests.browser.tilgaengelighed import assert_accessible
from tests.plans.factories import MedlemskabFactory
from tests.reporting.skemaplan import plan_med_alt
from tests.reporting.udgaver.byg import udgave


def test_an_edition_its_changes_and_its_file_are_seen_by_who_holds_the_paper(page_as, live_server):
    plan = plan_med_alt()
    made = udgave(plan)
    Budgetbeloeb.objects.filter(pk=Budgetbeloeb.objects.first().pk).update(amount=Decimal(1000))
    page = page_as(MedlemskabFactory(helhedsplan=plan, rolle=Rolle.PLANLEDER).user)
    page.goto(live_server.url + reverse("reporting:udgave_detail", args=[made.uuid]))
    expect(page.get_by_role("heading", level=1)).to_have_text("Budget, udgave nr. 1")
    assert_accessible(page)
    page.get_by_role("link", name="Hvad er anderledes nu?").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ændringer i Budget")
    assert_accessible(page)
    page.goto(live_server.url + reverse("reporting:udgave_udsted", args=[plan.uuid, "budget"]))
    assert_accessible(page)
    page.goto(live_server.url + reverse("reporting:udgave_kontrol", args=[made.kontrolnummer]))
    page.wait_for_load_state("networkidle")  # the page's own icon can come late
    sent = []
    page.on("request", lambda request: sent.append(request.method))
    content = made.filer.get(endelse="xlsx").file.read()
    field = page.locator("input[type=file]")
    field.set_input_files({"name": "Budget.xlsx", "mimeType": "text/plain", "buffer": content})
    expect(page.get_by_text("Filen er den ægte")).to_be_visible()
    assert "POST" not in sent
    assert_accessible(page)
    page.get_by_role("button", name="Prøv filen").click()
    expect(page.get_by_role("heading", name="Filen er den ægte")).to_be_visible()
    page.locator("input[type=file]").set_input_files({"name": "x.pdf", "mimeType": "text/plain", "buffer": b"x"})
    page.get_by_role("button", name="Prøv filen").click()
    expect(page.get_by_role("heading", name="Filen er ikke den ægte")).to_be_visible()
    assert_accessible(page)
