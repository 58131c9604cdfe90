"""The accounting system's export, from the file to the board's sentence, in a browser with everything on."""

from django.urls import reverse
from playwright.sync_api import expect

from plans.choices import Rolle
from plans.models import Forbrug
from tests.browser.tilgaengelighed import assert_accessible
from tests.plans.factories import (
    BudgetbeloebFactory,
    BudgetpostFactory,
    FinansieringskildeFactory,
    HelhedsplanFactory,
    MedlemskabFactory,
)

UDTRAEK = (
    "Bogføringsdato;Bilagsnr.;Aktivitet;Posteringstekst;Beløb\r\n"
    "15.01.2019;1001;4010;Løn januar;45.250,50\r\n"
    "20.02.2019;1002;4010;Kreditnota;-250,50\r\n"
)


def test_an_export_is_read_in_looked_through_saved_and_undone(page_as, live_server, complaints):
    plan = HelhedsplanFactory()
    lbf = FinansieringskildeFactory(helhedsplan=plan, name="Landsbyggefonden")
    post = BudgetpostFactory(helhedsplan=plan, title="Tryghed")
    BudgetbeloebFactory(budgetpost=post, kilde=lbf, year=2019, amount=100_000)
    page = page_as(MedlemskabFactory(helhedsplan=plan, rolle=Rolle.REDAKTOER).user)
    page.goto(live_server.url + reverse("plans:regnskab_list", args=[plan.uuid]))
    page.get_by_role("link", name="Læs regnskabet ind").click()
    assert_accessible(page)
    file = {"name": "kontoudtog.csv", "mimeType": "text/csv", "buffer": UDTRAEK.encode("cp1252")}
    page.get_by_label("Fil fra regnskabet").set_input_files(file)
    page.get_by_role("button", name="Læs", exact=True).click()
    assert_accessible(page)
    page.get_by_label("«4010»").select_option("Tryghed")
    page.get_by_label("Regnskabet går til og med").fill("30.06.2019")
    page.get_by_role("button", name="Se linjerne igennem").click()
    expect(page.get_by_text("2 nye linjer for 45.000,00 kr.")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Gem linjerne").click()
    expect(page.get_by_text("45.000 kr. brugt (45 %) ifølge regnskabet til og med 30.06.2019").first).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Fortryd kontoudtog.csv").click()
    page.get_by_label("Hvorfor?").fill("Forkert år.")
    page.get_by_role("button", name="Fortryd indlæsningen").click()
    expect(page.get_by_text("Der er ikke lagt noget regnskab ind endnu.").first).to_be_visible()
    assert not Forbrug.objects.filter(retired_on__isnull=True).exists()
    assert not complaints
