"""A report from its first word to the edition that was sent, in a browser with all on."""

from datetime import date
from decimal import Decimal

from django.urls import reverse
from playwright.sync_api import expect

from plans.baggrund.koe import toem_koen
from plans.choices import Rolle
from reporting.indberetning.models import Vurdering
from reporting.udgaver.models import Udgave
from tests.browser.tilgaengelighed import assert_accessible
from tests.indsatser.factories import MaalingFactory, SucceskriteriumFactory
from tests.plans import factories as f


def test_a_report_is_written_approved_and_sent(page_as, live_server, complaints):
    kriterium = SucceskriteriumFactory(statement="Der holdes 100 samtaler")
    MaalingFactory(kriterium=kriterium, value=Decimal(60), data_from=date(2019, 1, 1), data_to=date(2019, 12, 31))
    plan = kriterium.helhedsplan
    page = page_as(f.MedlemskabFactory(helhedsplan=plan, rolle=Rolle.PLANLEDER).user)
    page.goto(live_server.url + reverse("reporting:rapport_list", args=[plan.uuid]))
    page.locator("summary", has_text="2019").click()
    page.get_by_role("link", name="Målopfyldelsesskema 2019", exact=True).click()
    expect(page.get_by_role("heading", name="Ikke begyndt")).to_be_visible()
    page.get_by_role("link", name="Skriv indberetningen").click()
    row = page.locator("li.skrivelinje", has_text="Der holdes 100 samtaler")
    why = row.get_by_label("Hvorfor anderledes end beregnet?")
    page.get_by_role("link", name=f"{kriterium.aktivitet.delaftale.title} (0 af 1)").click()
    expect(row).to_be_visible()
    assert_accessible(page)
    row.get_by_label("Tekst om").fill("Resten blev holdt i januar.")
    expect(row.get_by_role("status")).to_contain_text("Gemt kl.")
    assert Vurdering.objects.get().text == "Resten blev holdt i januar."
    expect(why).to_be_hidden()
    row.get_by_label("Vurdering om").select_option(label="På vej")
    expect(why).to_be_visible()
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.get_by_role("heading", name="Noget skal rettes, før det kan gemmes")).to_be_visible()
    assert_accessible(page)
    why.fill("Tallet er opgjort før årets sidste møder.")
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.get_by_text("1 af 1 skrevet.")).to_be_visible()
    page.get_by_role("link", name="Til indberetningen").first.click()
    expect(page.get_by_text("Ingen fejl.")).to_be_visible()
    assert_accessible(page)
    for link, state in (
        ("Send til godkendelse", "Til godkendelse"),
        ("Godkend", "Godkendt"),
        ("Indsend", "Indsend Målopfyldelsesskema 2019"),
    ):
        page.get_by_role("link", name=link, exact=True).click()
        expect(page.get_by_role("heading", name=link, exact=True)).to_be_visible()
        page.get_by_role("button", name=link, exact=True).click()
        expect(page.get_by_role("heading", name=state, exact=True)).to_be_visible()
    expect(page.get_by_text("Den venter på at komme til.")).to_be_visible()
    toem_koen()
    page.get_by_role("link", name="Se Målopfyldelsesskema 2019").click()  # the page found out by itself
    expect(page.get_by_role("heading", name="Indsendt", exact=True)).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Udgave nr. 1").click()
    expect(page.get_by_text("Tallet er opgjort før årets sidste møder.")).to_be_visible()
    assert Udgave.objects.get().nummer == 1
    assert not [said for said in complaints if "422" not in said]
