"""The plan's pages as a Læser reads them: what is there, what is missing, what an odd address does."""

import re
from datetime import date
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from plans.choices import Bilagstilstand, Deltagelse, Organart, Planstatus, Postart, Rolle
from tests.plans import factories as make
from tests.plans.penge.test_oekonomi import gellerup

XSS = "<script>alert(1)</script>"


def text_of(response) -> str:
    """What the page's main part says, as one line of words."""
    assert response.status_code == 200
    main = BeautifulSoup(response.content, "html.parser").find("main")
    return re.sub(r"\s+", " ", main.get_text(" ")).replace(" ,", ",").replace(" .", ".").strip()


def page_text(client, name: str, plan, query: str = "") -> str:
    return text_of(client.get(reverse(f"plans:{name}", args=[plan.uuid]) + query))


def rows_of(response) -> list[str]:
    """The plans of the list, in its order."""
    page = BeautifulSoup(response.content, "html.parser")
    return [link.get_text(strip=True) for link in page.select("tbody th[scope=row] a")]


@pytest.fixture
def plan():
    return make.HelhedsplanFactory(short_name="Åparken", journalnummer="1505")


@pytest.fixture
def laeser(plan, log_in):
    return log_in(plan, Rolle.LAESER)


PAGES = ["aftale_detail", "uoverensstemmelse_list", "oekonomi_detail", "organ_list", "historik_list"]


# --- The list of plans


def list_url(query: str = "") -> str:
    return reverse("plans:helhedsplan_list") + query


def test_the_front_door_leads_to_what_waits_for_the_user(client, log_in):
    log_in(make.HelhedsplanFactory(), Rolle.MEDARBEJDER)
    assert client.get("/")["Location"] == reverse("reporting:mit_overblik")


def test_whoever_only_reads_one_plan_begins_on_its_boards_page(client, log_in):
    user = log_in(plan := make.HelhedsplanFactory(), Rolle.LAESER)
    assert client.get("/")["Location"] == reverse("reporting:bestyrelsesside", args=[plan.uuid])
    make.MedlemskabFactory(user=user, rolle=Rolle.LAESER)
    assert client.get("/")["Location"] == reverse("reporting:mit_overblik")


def test_the_list_says_what_a_plan_is_and_what_one_may_do_there(client, plan, laeser):
    make.DelaftaleFactory.create_batch(2, helhedsplan=plan)
    make.HelhedsplanFactory(parent=plan)
    page = text_of(client.get(list_url()))
    for said in ("Åparken", "Igangværende", "01.08.2018 – 31.07.2022", "Prøvekøbing Kommune", "2 delaftaler",
                 "1 plan under sig", "Prøvemidlerne 2015-18", "Læser"):  # fmt: skip
        assert said in page, said


def test_a_plan_that_lacks_its_fields_shows_them_as_missing(client, log_in):
    bare = make.HelhedsplanFactory(start_date=None, end_date=None, kommune=None, bevillingsrunde=None)
    log_in(bare)
    assert text_of(client.get(list_url())).count("Ikke oplyst") == 3


def test_only_ones_own_plans_are_listed(client, plan, laeser):
    make.HelhedsplanFactory(short_name="En fremmed plan")
    assert rows_of(client.get(list_url())) == ["Åparken"]


def test_without_any_plan_the_page_says_how_one_gets_access(client):
    client.force_login(make.UserFactory(), backend="django.contrib.auth.backends.ModelBackend")
    page = text_of(client.get(list_url()))
    assert "Du har ikke adgang til nogen plan" in page
    assert "Ingen planer passer" not in page


def test_without_a_match_the_page_offers_all_plans(client, plan, laeser):
    page = text_of(client.get(list_url("?q=findes+ikke")))
    assert "0 af 1 planer passer" in page
    assert "Ingen planer passer" in page
    assert "Vis alle planer" in page


@pytest.fixture
def five_hundred(client):
    user = make.UserFactory()
    top = make.HelhedsplanFactory(short_name="Øverst", faellessekretariat=True)
    for number in range(499):
        make.HelhedsplanFactory(short_name=f"Plan {number}", parent=top, status=Planstatus.AFSLUTTET)
    make.MedlemskabFactory(user=user, helhedsplan=top)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")


def test_five_hundred_plans_stand_in_order_over_twenty_pages(client, five_hundred, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        first = client.get(list_url())
    assert rows_of(first)[:3] == ["Plan 0", "Plan 1", "Plan 2"]
    assert len(rows_of(first)) == 25
    assert rows_of(client.get(list_url("?side=20")))[-1] == "Øverst"


def test_filters_survive_paging(client, five_hundred):
    page = BeautifulSoup(client.get(list_url("?status=afsluttet&q=plan&side=2")).content, "html.parser")
    links = {link["href"] for link in page.select(".pagination a")}
    assert "?status=afsluttet&q=plan&side=3" in links
    assert all("status=afsluttet" in href and "q=plan" in href for href in links)
    assert page.select_one("option[value=afsluttet]").has_attr("selected")
    assert page.select_one("main input[name=q]")["value"] == "plan"


@pytest.mark.parametrize(
    "query", ["side=banan", "side=0", "side=99999", "side=-1", "side=", "status=x&runde=y&kommune=z"]
)
def test_nonsense_in_the_lists_address_is_a_page(query, client, plan, laeser):
    assert rows_of(client.get(list_url(f"?{query}"))) == ["Åparken"]


def test_the_list_costs_the_same_with_many_plans(client, plan, laeser, assert_flat_queries):
    assert_flat_queries(
        get=lambda: client.get(list_url()),
        grow=lambda: [
            make.MedlemskabFactory(user=laeser, helhedsplan=make.DelaftaleFactory().helhedsplan) for _ in range(10)
        ],
    )


# --- Every page of a plan


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("query", ["?pr=banan", "?pr=2019-02-31", "?pr=0001-01-01", "?pr=9999-12-31", "?side=banan"])
def test_nonsense_in_a_pages_address_is_a_page(name, query, client, plan, laeser):
    page_text(client, name, plan, query)


@pytest.mark.parametrize("name", PAGES)
def test_an_empty_plan_has_readable_pages(name, client, plan, laeser):
    text = page_text(client, name, plan)
    assert "None" not in text
    assert len(text) > 40


def _fill(plan, number: int = 1) -> None:
    """Some of everything these pages print."""
    runde = plan.bevillingsrunde
    for _ in range(number):
        make.AfsnitFactory(helhedsplan=plan, skabelon=make.AfsnitsskabelonFactory(runde=runde))
        make.BilagFactory(helhedsplan=plan, krav=make.BilagskravFactory(runde=runde))
        make.FravalgFactory(helhedsplan=plan, indsatsomraade=make.IndsatsomraadeFactory(runde=runde))
        make.PartFactory(helhedsplan=plan)
        make.AfdelingsdeltagelseFactory(helhedsplan=plan)
        make.UoverensstemmelseFactory(helhedsplan=plan)
        delaftale = make.DelaftaleFactory(helhedsplan=plan)
        post = make.BudgetpostFactory(helhedsplan=plan, kind=Postart.DELAFTALE, delaftale=delaftale)
        make.BudgetbeloebFactory(budgetpost=post, year=2019)
        organ = make.OrganFactory(helhedsplan=plan, delaftale=delaftale)
        make.OrganmedlemFactory(organ=make.OrganFactory(helhedsplan=plan, parent=organ))
        make.MoedeFactory(organ=organ)
        make.BeslutningFactory(helhedsplan=plan, organ=organ)
        make.FeltaendringFactory(haendelse=make.HaendelseFactory(helhedsplan=plan))
        make.HelhedsplanFactory(parent=plan)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_costs_the_same_with_many_rows(name, client, plan, laeser, assert_flat_queries):
    _fill(plan)
    url = reverse(f"plans:{name}", args=[plan.uuid])
    assert_flat_queries(get=lambda: client.get(url), grow=lambda: _fill(plan, 6))


@pytest.mark.parametrize("name", PAGES)
def test_what_people_write_is_text_and_never_runs(name, client, log_in):
    plan = make.HelhedsplanFactory(short_name=XSS, name=XSS, tovholder=XSS, summary=XSS, note=XSS, journalnummer=XSS)
    make.AfsnitFactory(helhedsplan=plan, heading=XSS, text=XSS)
    make.PartFactory(helhedsplan=plan, organisation=XSS, note=XSS)
    make.BilagFactory(helhedsplan=plan, title=XSS, note=XSS)
    make.UoverensstemmelseFactory(helhedsplan=plan, kind=XSS, place=XSS, text=XSS)
    make.BudgetpostFactory(helhedsplan=plan, title=XSS, note=XSS)
    make.FinansieringskildeFactory(helhedsplan=plan, name=XSS, note=XSS)
    make.OrganmedlemFactory(organ=make.OrganFactory(helhedsplan=plan, name=XSS, mandate=XSS), title=XSS)
    make.BeslutningFactory(helhedsplan=plan, text=XSS, decided_by=XSS)
    event = make.HaendelseFactory(helhedsplan=plan, kind=XSS, target_label=XSS, note=XSS)
    make.FeltaendringFactory(haendelse=event, label=XSS, old=XSS, new=XSS)
    log_in(plan)
    html = client.get(reverse(f"plans:{name}", args=[plan.uuid])).content.decode()
    assert XSS not in html
    assert "&lt;script&gt;" in html


# --- The agreement


def test_the_agreement_shows_what_it_is_and_what_is_missing(client, plan, laeser):
    page = page_text(client, "aftale_detail", plan)
    for said in ("Strategisk samarbejdsaftale", "01.08.2018 – 31.07.2022", "1505", "Prøvemidlerne 2015-18",
                 "Prøvekøbing Kommune", "Administrerende boligorganisation Ikke oplyst", "Tovholder Ikke oplyst",
                 "Aftalens parter er ikke oplyst", "Aftalens boligafdelinger er ikke oplyst"):  # fmt: skip
        assert said in page, said


def test_sections_stand_as_the_round_numbers_them_and_a_missing_one_says_so(client, plan, laeser):
    runde = plan.bevillingsrunde
    second = make.AfsnitsskabelonFactory(runde=runde, number="2", heading="Organisering", order=2)
    make.AfsnitsskabelonFactory(
        runde=runde, number="1", heading="Formål", order=1, guidance="Hvad indsatsen skal føre til."
    )
    make.AfsnitFactory(helhedsplan=plan, skabelon=second, heading="Organisering", text="Ledes af:\n- én\n- to")
    make.AfsnitFactory(helhedsplan=plan, heading="Vores eget")
    page = BeautifulSoup(client.get(reverse("plans:aftale_detail", args=[plan.uuid])).content, "html.parser")
    assert [h.get_text(strip=True) for h in page.select(".aftaleafsnit h3")] == [
        "1. Formål", "2. Organisering", "Vores eget",
    ]  # fmt: skip
    missing, written, _ = page.select(".aftaleafsnit")
    assert "Afsnittet mangler i aftalen." in missing.get_text()
    assert "Hvad indsatsen skal føre til." in missing.get_text()
    assert [item.get_text() for item in written.select("li")] == ["én", "to"]
    targets = {link["href"].lstrip("#") for link in page.select(".sideindhold a")}
    assert targets <= {tag["id"] for tag in page.select("[id]")}


def test_a_section_that_is_written_elsewhere_leads_there_and_is_not_missing(client, plan, laeser):
    make.AfsnitsskabelonFactory(
        runde=plan.bevillingsrunde, key="ressourcer", number="7", heading="Ressourcer", is_required=False
    )
    response = client.get(reverse("plans:aftale_detail", args=[plan.uuid]))
    assert reverse("plans:oekonomi_detail", args=[plan.uuid]) in response.content.decode()
    assert "mangler i aftalen" not in text_of(response)


def test_parties_show_the_day_they_signed_or_that_they_have_not(client, plan, laeser):
    make.PartFactory(helhedsplan=plan, organisation="Aarhus Kommune", signed_on=date(2018, 6, 1))
    make.PartFactory(helhedsplan=plan, organisation="Brabrand Boligforening", title="")
    make.PartFactory(
        helhedsplan=plan, organisation="Kun i delaftalen", delaftale=make.DelaftaleFactory(helhedsplan=plan)
    )
    page = page_text(client, "aftale_detail", plan)
    assert "Aarhus Kommune Direktør 01.06.2018" in page
    assert "Brabrand Boligforening Ikke oplyst Mangler" in page
    assert "1 underskrift mangler" in page
    assert "Kun i delaftalen" not in page


def test_estates_are_summed_and_those_that_dropped_out_stand_apart(client, plan, laeser):
    make.AfdelingsdeltagelseFactory(helhedsplan=plan, dwellings=394, residents=1200)
    make.AfdelingsdeltagelseFactory(helhedsplan=plan, dwellings=1072)
    gone = make.AfdelingsdeltagelseFactory(helhedsplan=plan, dwellings=156, deltagelse=Deltagelse.UDGAAET)
    page = page_text(client, "aftale_detail", plan)
    assert "I alt 1.466 mindst 1.200" in page
    assert page.index("Udgået før tilsagn") < page.index(str(gone.boligafdeling))


def test_annexes_are_a_checklist_and_one_nobody_mentions_is_missing(client, plan, laeser):
    runde = plan.bevillingsrunde
    there = make.BilagskravFactory(runde=runde, title="Budget", order=1)
    make.BilagskravFactory(runde=runde, title="Kommissorium", order=2)
    make.BilagFactory(helhedsplan=plan, krav=there, title="Budget", state=Bilagstilstand.VEDLAGT)
    page = page_text(client, "aftale_detail", plan)
    assert "1 af 2 mangler" in page
    assert "Budget Vedlagt" in page
    assert "Kommissorium Mangler" in page


def test_fields_of_work_are_chosen_left_out_with_a_reason_or_neither(client, plan, laeser):
    areas = [
        make.IndsatsomraadeFactory(runde=plan.bevillingsrunde, name=name, order=order)
        for order, name in enumerate(["Tryghed og trivsel", "Kriminalpræventiv indsats", "Beskæftigelse"], start=1)
    ]
    make.DelaftaleFactory(helhedsplan=plan, indsatsomraade=areas[0], title="Trivsel og tryghed")
    make.FravalgFactory(helhedsplan=plan, indsatsomraade=areas[1], reason="Kommunen løfter opgaven.")
    page = page_text(client, "aftale_detail", plan)
    assert "Tryghed og trivsel Valgt Trivsel og tryghed" in page
    assert "Kriminalpræventiv indsats Fravalgt Kommunen løfter opgaven." in page
    assert "Beskæftigelse Hverken valgt eller fravalgt Begrundelse ikke oplyst" in page


def test_the_agreement_is_shown_as_it_stood_on_the_day_asked_for(client, plan, laeser):
    make.AfsnitFactory(
        helhedsplan=plan, heading="Gammelt afsnit", retired_on=date(2020, 1, 1), retired_reason="Skrevet om"
    )
    assert "Gammelt afsnit" not in page_text(client, "aftale_detail", plan)
    page = page_text(client, "aftale_detail", plan, "?pr=2019-12-31")
    assert "Gammelt afsnit" in page
    assert "Opgjort pr. 31. december 2019" in page


def test_inconsistencies_are_counted_on_the_agreement_and_told_on_their_own_page(client, plan, laeser):
    make.UoverensstemmelseFactory(helhedsplan=plan, place="Afsnit 5.4", text="Målene hedder (d)-(f).", severity="hoej")
    assert "der 1 sted, hvor noget ikke stemmer" in page_text(client, "aftale_detail", plan)
    page = page_text(client, "uoverensstemmelse_list", plan)
    assert "Målene hedder (d)-(f). Afsnit 5.4 beløb Høj" in page


# --- Money


def test_gellerups_money_reads_as_the_agreement_adds_up(client, log_in):
    plan = gellerup()
    log_in(plan, Rolle.LAESER)
    page = page_text(client, "oekonomi_detail", plan).replace("\xa0", " ")
    for said in (
        "Aftalens ramme 42.128.000 kr.",
        "Fordelt på poster 38.766.000 kr. af 42.128.000 kr.",
        "Ikke fordelt 3.362.000 kr. 7,98 % af rammen",
        "altså 28,79 %. Kravet er mindst 25 % (10.532.000 kr.). Der er 1.596.000 kr. mere end kravet.",
        "Forebyggelse og forældreansvar: 10,61 % lokal medfinansiering",
        "8.622.000 6.083.000 14.705.000 41,37 %",
        "er trykt «10.944.00», som ikke er et beløb. Læst som 10.944.000 kr. stemmer det",
        "i alt 3.362.000 kr., som ikke er fordelt. Det er 7,98 % af rammen",
        "Landsbyggefonden 2.814.000 kr. (9,38 %), lokalt 548.000 kr. (4,52 %)",
        "Fordelt i alt 27.186.000 11.580.000 38.766.000 29,87 %",
        "Ikke fordelt 2.814.000 548.000 3.362.000 16,30 %",
        "Aftalens ramme 30.000.000 12.128.000 42.128.000 28,79 %",
    ):
        assert said in page, said
    assert "kr.." not in page


def test_too_little_local_money_says_how_much_is_missing(client, log_in):
    plan = make.HelhedsplanFactory(frame_lbf=Decimal(900_000), frame_lokal=Decimal(100_000))
    log_in(plan)
    page = page_text(client, "oekonomi_detail", plan).replace("\xa0", " ")
    assert "Der mangler 150.000 kr. for at nå det." in page


def test_a_post_without_an_amount_is_missing_and_not_nought(client, plan, laeser):
    make.BudgetpostFactory(helhedsplan=plan, title="Evaluering", kind=Postart.EVALUERING)
    page = page_text(client, "oekonomi_detail", plan)
    assert "Evaluering Ikke oplyst Ikke oplyst Ikke oplyst Ikke oplyst" in page
    assert "Aftalens ramme er ikke oplyst" in page


def test_the_budget_stands_by_year_when_years_are_stated(client, plan, laeser):
    post = make.BudgetpostFactory(helhedsplan=plan, title="Projektorganisation")
    for year, amount in ((2018, 1_250_000), (2019, 3_000_000)):
        make.BudgetbeloebFactory(budgetpost=post, year=year, amount=Decimal(amount))
    page = page_text(client, "oekonomi_detail", plan)
    assert "Post 2018 2019 I alt Projektorganisation 1.250.000 3.000.000 4.250.000" in page


def test_without_any_money_the_page_says_so(client, plan, laeser):
    assert "Aftalen nævner ingen beløb" in page_text(client, "oekonomi_detail", plan)


# --- Organs


def test_organs_stand_under_those_they_belong_to_with_seats_as_far_as_stated(client, plan, laeser):
    board = make.OrganFactory(helhedsplan=plan, kind=Organart.BESTYRELSE, name="Bestyrelsen", order=1)
    group = make.OrganFactory(
        helhedsplan=plan, parent=board, name="Lokalstyregruppen", meetings_min=2, order=3, mandate="Følger op."
    )
    make.OrganFactory(helhedsplan=plan, name="Samvirket", kind=Organart.FORUM, order=2)
    make.OrganmedlemFactory(organ=board, count=5)
    make.OrganmedlemFactory(organ=board, title="Forvaltningschef", count=None)
    make.OrganmedlemFactory(organ=group, title="Lokalinspektør", organisation="", kind="observatoer", count=1)
    make.MoedeFactory(organ=group, held_on=date(2019, 3, 14), place="Globus1")
    response = client.get(reverse("plans:organ_list", args=[plan.uuid]))
    page = BeautifulSoup(response.content, "html.parser")
    assert [h.get_text(strip=True) for h in page.select(".organ h3")] == [
        "Bestyrelsen", "Lokalstyregruppen", "Samvirket",
    ]  # fmt: skip
    assert page.select_one(".organ .organ h3").get_text(strip=True) == "Lokalstyregruppen"
    text = text_of(response)
    assert "Bestyrelse mindst 5 pladser" in text
    assert "Forvaltningschef, Boligforeningen antal ikke oplyst" in text
    assert "1 × Lokalinspektør Observatør" in text
    assert "2 møder om året" in text
    assert "14.03.2019, Globus1" in text


def test_meetings_and_decisions_after_the_day_are_not_known_yet(client, plan, laeser):
    organ = make.OrganFactory(helhedsplan=plan)
    make.MoedeFactory(organ=organ, held_on=date(2020, 5, 5))
    make.BeslutningFactory(helhedsplan=plan, text="Tiltrådt i 2020.", decided_on=date(2020, 5, 5))
    make.BeslutningFactory(helhedsplan=plan, text="Uden dato.", decided_by="Borgerrepræsentationen")
    page = page_text(client, "organ_list", plan, "?pr=2019-12-31")
    assert "05.05.2020" not in page
    assert "Tiltrådt i 2020." not in page
    assert "Uden dato Uden dato. Tiltrådt Borgerrepræsentationen" in page
    assert "Tiltrådt i 2020." in page_text(client, "organ_list", plan)


# --- The trail


def test_the_trail_says_who_did_what_field_by_field(client, plan, laeser):
    event = make.HaendelseFactory(helhedsplan=plan, by=make.UserFactory(name="Mette Holm"), target_label="Åparken")
    make.FeltaendringFactory(haendelse=event, label="status", old="Tilsagn", new="Igangværende")
    make.FeltaendringFactory(haendelse=event, label="tovholder", old="", new="Sekretariatet")
    make.HaendelseFactory(helhedsplan=plan, by=None, handling="oprettet", note="Indlæst fra fil.")
    page = page_text(client, "historik_list", plan)
    assert "2 hændelser" in page
    assert "Mette Holm Ændret: helhedsplan Åparken" in page
    assert "status : fra Tilsagn → til Igangværende" in page
    assert "tovholder : tom → til Sekretariatet" in page
    assert "Systemet Oprettet: helhedsplan" in page


def test_the_trail_of_another_plan_is_not_here(client, plan, laeser):
    make.HaendelseFactory(target_label="En fremmed hændelse")
    assert "Der er ikke sket noget endnu" in page_text(client, "historik_list", plan)


def test_the_trails_filters_survive_paging_and_an_empty_answer_says_so(client, plan, laeser):
    make.HaendelseFactory.create_batch(60, helhedsplan=plan, handling="oprettet", by=laeser)
    page = client.get(reverse("plans:historik_list", args=[plan.uuid]) + "?handling=oprettet").content.decode()
    assert "?handling=oprettet&amp;side=2" in page
    assert "Ingen hændelser passer" in page_text(client, "historik_list", plan, "?handling=slettet")
