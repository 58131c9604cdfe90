"""From the login to the first thing that waits, and on to the page where it is seen to."""

import re

from django.urls import reverse
from playwright.sync_api import expect

from plans.choices import Rolle
from tests.browser.test_log_in import PASSWORD, log_in
from tests.indsatser.factories import AktivitetFactory, MilepaelFactory
from tests.plans.factories import MedlemskabFactory, UserFactory


def test_one_logs_in_and_the_first_line_leads_to_where_it_is_mended(page, live_server, complaints):
    akt = AktivitetFactory(delaftale__helhedsplan__short_name="Åparken")
    MilepaelFactory(helhedsplan=akt.helhedsplan, aktivitet=akt, year=2019, quarter=2, text="Festen er holdt")
    user = UserFactory(email="rikke@example.dk")
    user.set_password(PASSWORD)
    user.save()
    MedlemskabFactory(user=user, helhedsplan=akt.helhedsplan, rolle=Rolle.REDAKTOER)

    page.goto(live_server.url + reverse("login"))
    log_in(page, user.email, PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_have_text("Mit overblik")
    expect(page.get_by_role("link", name="Mit overblik")).to_have_attribute("aria-current", "page")

    page.get_by_label("Hvad").select_option(label="Forsinket milepæl")
    expect(page).to_have_url(re.compile("hvad=milepael_forsinket"))
    expect(page.locator(".punkt")).to_have_count(1)
    page.locator(".punkt a").first.click()
    expect(page.locator("main")).to_contain_text("Festen er holdt")
    assert complaints == []
