"""The portfolio's page and sheet: whose plans, in which order, from when, and what it costs."""

import io
import re
from datetime import timedelta
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from plans.choices import Planstatus, Rolle
from plans.models import Helhedsplan
from reporting.models import Planstand
from reporting.portefoelje import side, views
from reporting.portefoelje.ark import KOLONNER, udvalg
from reporting.portefoelje.opdatering import opdater
from reporting.portefoelje.raekker import laes_raekker
from reporting.portefoelje.side import build_hele_portefoeljen
from reporting.portefoelje.valg import ORDENER, SORTERINGER, Portefoeljevalg
from tests.indsatser import factories as indsatser
from tests.plans import factories as plans
from tests.reporting.pdfread import squeezed
from tests.reporting.word.laes import aabn, afsnit, sider

TODAY = timezone.localdate()
URL = "/portefoelje/"
COMING = TODAY + timedelta(days=40)


@pytest.fixture(autouse=True)
def _time_enough(monkeypatch):
    monkeypatch.setattr(side, "SECONDS", 60.0)


@pytest.fixture
def many(client):
    """Seven plans of a reader, worked out: enough for every filter. Returns the user."""
    user = plans.UserFactory(name="Nanna")
    syd = plans.KommuneFactory(name="Sydkommunen")
    faelles = plans.HelhedsplanFactory(short_name="Fællesskabet", faellessekretariat=True)
    names = ("Ørkenen", "Aabenraa", "Ærtebjerg", "Bakken", "Åen")
    for number, name in enumerate(names):
        plan = plans.HelhedsplanFactory(
            short_name=name,
            parent=faelles if number < 2 else None,
            kommune=syd if number == 3 else plans.KommuneFactory(),
            end_date=COMING + timedelta(days=number),
            frame_lbf=Decimal(750),
            frame_lokal=Decimal(250 - number),
        )
        indsatser.MilepaelFactory.create_batch(number, helhedsplan=plan)
    plans.HelhedsplanFactory(short_name="Cirklen", status=Planstatus.AFSLUTTET)
    for plan in Helhedsplan.objects.filter(parent=None):
        plans.MedlemskabFactory(user=user, helhedsplan=plan, rolle=Rolle.LAESER)
    opdater(Helhedsplan.objects.values_list("pk", flat=True), today=TODAY)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return user


def _names(client, **query):
    return [row.hoved.navn for row in client.get(URL, query).context["portefoelje"].raekker]


DANISH = ["Bakken", "Cirklen", "Fællesskabet", "Ærtebjerg", "Ørkenen", "Aabenraa", "Åen"]


# --- Whose


def test_only_plans_one_may_read_are_shown_counted_or_offered(client, many):
    foreign = plans.HelhedsplanFactory(short_name="Fremmed", kommune=plans.KommuneFactory(name="Fremmed Kommune"))
    indsatser.MilepaelFactory(helhedsplan=foreign)
    opdater([foreign.pk], today=TODAY)
    response = client.get(URL)
    found = response.context["portefoelje"]
    assert [row.hoved.navn for row in found.raekker] == DANISH
    assert (found.ialt.planer, found.ialt.milepaele, found.ialt.forsinkede) == (7, 10, 10)
    assert "Fremmed" not in response.content.decode()
    assert b"Fremmed" not in client.get(f"{URL}portefoelje.xlsx").content
    assert _names(client, kommune=foreign.kommune_id) == DANISH, "an unknown choice filters nothing away"


def test_a_plan_above_that_one_may_not_read_is_not_named(client, log_in):
    below = plans.HelhedsplanFactory(parent=plans.HelhedsplanFactory(short_name="Hemmeligt", faellessekretariat=True))
    log_in(below)
    assert "Hemmeligt" not in client.get(URL).content.decode()


def test_somebody_without_plans_is_told_what_to_do(client):
    client.force_login(plans.UserFactory(), backend="django.contrib.auth.backends.ModelBackend")
    text = client.get(URL).content.decode()
    assert "Du har ikke adgang til nogen plan" in text
    assert "Hent i Excel" not in text


def test_the_menu_offers_it_to_those_with_several_plans(client, log_in):
    user = log_in(plans.HelhedsplanFactory())
    link = f'<a href="{URL}"'
    assert link not in client.get("/mit-overblik/").content.decode()
    plans.MedlemskabFactory(user=user)
    assert link in client.get("/mit-overblik/").content.decode()


# --- What and in which order


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"q": "aaben"}, ["Aabenraa"]),
        ({"q": "åbenrå"}, ["Aabenraa"]),
        ({"q": "sydkom bak"}, ["Bakken"]),
        ({"status": "aabne"}, [name for name in DANISH if name != "Cirklen"]),
        ({"status": "afsluttet"}, ["Cirklen"]),
        ({"vis": "medfinansiering"}, ["Bakken", "Ærtebjerg", "Aabenraa", "Åen"]),
        ({"vis": "halter"}, ["Bakken", "Fællesskabet", "Ærtebjerg", "Aabenraa", "Åen"]),
        ({"sorter": "-forsinkede"}, ["Åen", "Bakken", "Ærtebjerg", "Aabenraa", "Cirklen", "Fællesskabet", "Ørkenen"]),
        ({"sorter": "-plan"}, DANISH[::-1]),
        ({"sorter": "findes-ikke", "side": "99"}, DANISH),
    ],
    ids=str,
)
def test_the_address_chooses_and_sorts(client, many, query, names):
    assert _names(client, **query) == names


def test_a_faellessekretariat_is_chosen_with_the_plans_under_it(client, many):
    faelles = next(row for row in laes_raekker(many, today=TODAY) if row.hoved.navn == "Fællesskabet")
    link = f"{URL}?under={faelles.hoved.uuid}"
    assert link in client.get(f"/helhedsplaner/{faelles.hoved.uuid}/").content.decode()
    assert _names(client, under=faelles.hoved.uuid) == ["Fællesskabet", "Ørkenen", "Aabenraa"]


def test_an_organisation_is_found_whether_it_administers_or_takes_part(client, many):
    organisation = plans.BoligorganisationFactory(name="Boligforeningen Åsen")
    rows = {row.hoved.navn: row.hoved.pk for row in laes_raekker(many, today=TODAY)}
    Helhedsplan.objects.filter(pk=rows["Bakken"]).update(administrator=organisation)
    Helhedsplan.objects.get(pk=rows["Åen"]).boligorganisationer.add(organisation)
    assert _names(client, organisation=organisation.pk) == ["Bakken", "Åen"]


def test_every_column_sorts_both_ways_with_the_unknown_last_and_equals_in_danish_order(many):
    rows = laes_raekker(many, today=TODAY)
    for name, (_, key) in SORTERINGER.items():
        for turned in (False, True):
            found = Portefoeljevalg({"sorter": "-" * turned + name}, raekker=rows).fundne()
            known = [row for row in found if key(row) is not None]
            in_order = sorted(sorted(known, key=lambda row: row.orden), key=key, reverse=turned)
            assert len(found) == 7
            assert [row.hoved.navn for row in found[: len(known)]] == [row.hoved.navn for row in in_order], name


def test_a_heading_says_how_it_sorts_and_turns_it_round(client, many):
    text = client.get(URL, {"sorter": "udfyldt", "q": "e"}).content.decode()
    assert 'aria-sort="ascending"' in text
    assert "sorter=-udfyldt" in text
    assert "q=e" in text


def test_the_list_of_orders_names_columns_that_are_there():
    assert {value.removeprefix("-") for value, _ in ORDENER if value} <= set(SORTERINGER)


def test_with_a_handful_of_plans_there_is_nothing_to_filter(client, log_in):
    user = log_in(plans.HelhedsplanFactory())
    plans.MedlemskabFactory.create_batch(2, user=user)
    assert "filterform" not in client.get(URL).content.decode()
    assert "filterform" in client.get(URL, {"vis": "halter"}).content.decode(), "a filter in use is never out of sight"


def test_nothing_found_leads_back(client, many):
    assert "Ingen planer passer" in client.get(URL, {"q": "findes ikke"}).content.decode()


# --- From when


def test_old_figures_say_when_they_are_of(client, many, monkeypatch):
    monkeypatch.setattr(side, "AT_ONCE", 0)
    yesterday = TODAY - timedelta(days=1)
    Planstand.objects.filter(helhedsplan__short_name="Bakken").update(
        opgjort_dag=yesterday, opgjort_at=timezone.now() - timedelta(days=1)
    )
    response = client.get(URL)
    alder, text = response.context["portefoelje"].alder, response.content.decode()
    assert (alder.gamle, alder.aeldste) == (1, yesterday)
    assert f"Opgjort {yesterday:%d.%m.%Y}" in text
    assert "Gør op nu" in text


def test_a_plan_never_worked_out_is_there_without_figures_and_counted_apart(client, many, monkeypatch):
    monkeypatch.setattr(side, "AT_ONCE", 0)
    Planstand.objects.filter(helhedsplan__short_name="Bakken").delete()
    response = client.get(URL)
    assert response.context["portefoelje"].ialt.ikke_gjort_op == 1
    assert "Ikke gjort op endnu" in response.content.decode()
    client.get(f"{URL}portefoelje.xlsx")


def test_reading_writes_nothing_also_where_figures_are_worked_out_again(client, many):
    Planstand.objects.all().delete()
    with CaptureQueriesContext(connection) as queries:
        response = client.get(URL)
        client.get(f"{URL}portefoelje.xlsx")
    assert response.context["portefoelje"].alder.gamle == 0
    assert {query["sql"].lstrip("( ").split(" ", 1)[0].upper() for query in queries} <= {"SELECT"}
    assert not Planstand.objects.exists()


def test_what_has_gone_by_since_is_no_next_deadline(many):
    row = next(row for row in laes_raekker(many, today=COMING + timedelta(days=1)) if row.hoved.navn == "Ørkenen")
    assert [each.tekst for each in row.naeste] == []
    row = next(row for row in laes_raekker(many, today=TODAY) if row.hoved.navn == "Ørkenen")
    assert [(each.dag, each.tekst) for each in row.naeste] == [(COMING, "Planen slutter")]


# --- In Excel


def test_the_sheet_has_the_pages_plans_in_the_pages_order_with_the_pages_figures(client, many):
    query = {"sorter": "-forsinkede", "status": "aabne"}
    rows = client.get(URL, query).context["portefoelje"].raekker
    response = client.get(f"{URL}portefoelje.xlsx", query)
    sheet = load_workbook(io.BytesIO(response.content)).active
    written = [[cell.value for cell in line][: len(KOLONNER)] for line in sheet.iter_rows(min_row=4)]
    heads = [cell.value for cell in sheet[3]]
    assert heads == [column.overskrift for column in KOLONNER]
    assert [line[0] for line in written] == [row.hoved.navn for row in rows]
    at = {head: number for number, head in enumerate(heads)}
    for line, row in zip(written, rows, strict=True):
        assert line[at["Forsinkede milepæle"]] == row.stand.forsinkede
        assert line[at["Udfyldt, %"]] == row.stand.udfyldt_pct
        krav = row.medfinansiering
        assert line[at["Over kravet, kr."]] == (float(krav.luft) if krav else None)
    assert sheet["A2"].value.startswith(
        "6 af 7 planer. Sortér efter: Flest forsinkede milepæle. Status: Alle, der ikke er afsluttet. Hentet"
    )


# --- On paper


def test_the_paper_has_the_same_plans_and_figures(client, many):
    found = build_hele_portefoeljen(many, {"sorter": "-forsinkede"}, today=TODAY)
    html = render_to_string("reporting/pdf/portefoelje.html", {"portefoelje": found, "udvalg": udvalg(found)})
    names = re.findall(r'<th scope="row" class="p-navn">\s*(\S+)', html)
    assert names == _names(client, sorter="-forsinkede")
    assert "10 af 10 milepæle er forsinkede." in re.sub(r"\s+", " ", html)
    response = client.get(f"{URL}portefoelje.pdf", {"q": "bakken"})
    assert response["Content-Type"] == "application/pdf"
    written = aabn(client.get(f"{URL}portefoelje.docx", {"sorter": "-forsinkede"}).content)
    body = BeautifulSoup(html, "html.parser").main
    assert squeezed("".join(one.tekst for one in afsnit(written))).endswith(squeezed(body.get_text()))
    assert sider(written) == [True]
    assert response.content.startswith(b"%PDF")


def test_too_many_for_paper_is_said_on_the_page(client, many, monkeypatch):
    monkeypatch.setattr(views, "PLANS_ON_PAPER", 6)
    for ending in ("pdf", "docx"):
        assert "højst rumme 6 planer på papir" in client.get(f"{URL}portefoelje.{ending}").content.decode()


# --- What it costs


def test_the_page_costs_the_same_with_many_plans(client, many, assert_flat_queries):
    def grow():
        plans.MedlemskabFactory.create_batch(30, user=many)
        opdater(Helhedsplan.objects.filter(planstand=None).values_list("pk", flat=True), today=TODAY)

    assert_flat_queries(get=lambda: client.get(URL), grow=grow)
    found = client.get(URL, {"side": "2"}).context["portefoelje"]
    assert (len(found.raekker), len(found.page.object_list)) == (37, 12)
    assert found.ialt.planer == 37


def test_of_many_plans_only_those_shown_are_worked_out_and_no_more_than_a_few(client, many, monkeypatch):
    monkeypatch.setattr(side, "PLANS_A_PAGE", 3)
    monkeypatch.setattr(side, "AT_ONCE", 2)
    Planstand.objects.all().delete()
    found = client.get(URL).context["portefoelje"]
    assert [row.er_frisk for row in found.raekker] == [True, True, *[False] * 5]
    assert [row.hoved.navn for row in found.page.object_list] == DANISH[:3]


def test_however_many_are_old_nobody_waits_for_more_than_the_first_when_time_is_up(client, many, monkeypatch):
    monkeypatch.setattr(side, "SECONDS", 0.0)
    Planstand.objects.all().delete()
    found = client.get(URL).context["portefoelje"]
    assert sum(row.er_frisk for row in found.raekker) == 1
    assert found.ialt.ikke_gjort_op == len(found.raekker) - 1


def test_a_name_in_a_long_list_is_text_and_the_chosen_one_is_marked(client, many):
    sharp = plans.KommuneFactory(name="Syd & <b>Nord</b>")
    Helhedsplan.objects.filter(short_name="Bakken").update(kommune=sharp)
    text = client.get(URL, {"kommune": sharp.pk}).content.decode()
    assert f'<option value="{sharp.pk}" selected>Syd &amp; &lt;b&gt;Nord&lt;/b&gt;</option>' in text
    assert "<details" in text
    assert " open>" in text, "a filter in use is never out of sight"


def test_a_filter_that_offers_one_thing_is_left_out(many):
    valg = Portefoeljevalg({}, raekker=laes_raekker(many, today=TODAY))
    assert "runde" not in valg.fields
    assert {"kommune", "status", "vis", "sorter"} <= set(valg.fields)
