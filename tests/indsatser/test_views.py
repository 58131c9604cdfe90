"""Milestones, area figures and projects as a Læser reads them."""

import re
from datetime import date
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from indsatser.choices import Milepaeltilstand, Ressourceenhed
from plans.choices import Finansieringsart, Plantype, Rolle
from tests.indsatser import factories as make
from tests.plans.factories import FinansieringskildeFactory, HelhedsplanFactory

XSS = "<script>alert(1)</script>"
PLAN_PAGES = ["milepael_list", "indikator_list", "projekt_list"]


def text_of(response) -> str:
    assert response.status_code == 200
    main = BeautifulSoup(response.content, "html.parser").find("main")
    words = re.sub(r"\s+", " ", main.get_text(" ").replace("\xa0", " "))
    return words.replace(" ,", ",").replace(" .", ".").strip()


def page_text(client, name: str, row, query: str = "") -> str:
    return text_of(client.get(reverse(f"indsatser:{name}", args=[row.uuid]) + query))


@pytest.fixture
def plan():
    return HelhedsplanFactory(short_name="Åparken")


@pytest.fixture
def laeser(plan, log_in):
    return log_in(plan, Rolle.LAESER)


@pytest.mark.parametrize("name", PLAN_PAGES)
@pytest.mark.parametrize("query", ["", "?pr=banan", "?pr=0001-01-01", "?aar=banan&tilstand=banan", "?aar=-1"])
def test_an_empty_plan_and_an_odd_address_are_readable_pages(name, query, client, plan, laeser):
    assert "None" not in page_text(client, name, plan, query)


def _fill(plan) -> None:
    make.MilepaelFactory(helhedsplan=plan, aktivitet=make.AktivitetFactory(delaftale__helhedsplan=plan))
    make.IndikatorvaerdiFactory(helhedsplan=plan)
    make.LokalprojektFactory(helhedsplan=plan)
    initiativ = make.InitiativFactory(helhedsplan=plan, for_plan=HelhedsplanFactory())
    make.BevillingFactory(initiativ=make.InitiativFactory(helhedsplan=plan, parent=initiativ))
    make.InitiativFactory(helhedsplan=plan.parent, for_plan=plan)


@pytest.mark.parametrize("name", PLAN_PAGES)
def test_a_page_costs_the_same_with_many_rows(name, client, log_in, assert_flat_queries):
    plan = HelhedsplanFactory(parent=HelhedsplanFactory(faellessekretariat=True))
    log_in(plan.parent)
    _fill(plan)
    url = reverse(f"indsatser:{name}", args=[plan.uuid])
    assert_flat_queries(get=lambda: client.get(url), grow=lambda: [_fill(plan) for _ in range(6)])


# --- Milestones


def test_milestones_stand_by_quarter_with_state_activity_and_why_they_moved(client, plan, laeser):
    aktivitet = make.AktivitetFactory(delaftale__helhedsplan=plan, delaftale__title="Tryghed", name="Lektiecafé")
    make.MilepaelFactory(
        helhedsplan=plan,
        text="Mødet er afholdt",
        aktivitet=aktivitet,
        state=Milepaeltilstand.NAAET,
        reached_on=date(2019, 8, 1),
        original_year=2019,
        original_quarter=1,
        postponed_reason="Lederen skiftede.",
    )
    make.MilepaelFactory(helhedsplan=plan, text="Uden tid", year=None, quarter=None)
    page = page_text(client, "milepael_list", plan)
    assert "2. kvartal 2019 1 af 1 nået Nået Mødet er afholdt Lektiecafé, Tryghed" in page
    assert "Nået 01.08.2019, efter kvartalets udløb" in page
    assert "Udskudt 1 kvartal fra 1. kvartal 2019: Lederen skiftede." in page
    assert page.index("2. kvartal 2019 1 af 1") < page.index("Uden tidspunkt 0 af 1")


def test_milestones_are_shown_as_they_stood_on_the_day(client, plan, laeser):
    make.MilepaelFactory(helhedsplan=plan, state=Milepaeltilstand.NAAET, reached_on=date(2019, 8, 1))
    assert "1 milepæl: 1 i gang" in page_text(client, "milepael_list", plan, "?pr=2019-06-01")
    assert "1 milepæl: 1 forsinket" in page_text(client, "milepael_list", plan, "?pr=2019-07-01")
    assert "1 milepæl: 1 nået" in page_text(client, "milepael_list", plan, "?pr=2019-08-01")


def test_the_year_stands_in_the_address_with_the_day(client, plan, laeser):
    for year in (2019, 2020):
        make.MilepaelFactory(helhedsplan=plan, year=year, text=f"Resultat fra {year}")
    response = client.get(reverse("indsatser:milepael_list", args=[plan.uuid]) + "?aar=2020&pr=2021-01-01")
    page = text_of(response)
    assert "1 af 2 milepæle" in page
    assert "Resultat fra 2020" in page
    assert "Resultat fra 2019" not in page
    assert (
        BeautifulSoup(response.content, "html.parser").select_one(".filterform input[name=pr]")["value"]
        == "2021-01-01"
    )


def test_no_milestones_and_no_matching_milestones_are_told_apart(client, plan, laeser):
    assert "Planen har ingen milepæle" in page_text(client, "milepael_list", plan)
    make.MilepaelFactory(helhedsplan=plan)
    assert "Ingen milepæle passer" in page_text(client, "milepael_list", plan, "?tilstand=bortfaldet")


def test_example_states_are_marked_as_such(client, plan, laeser):
    make.MilepaelFactory(helhedsplan=plan, is_eksempel=True)
    assert "eksempeltal" in page_text(client, "milepael_list", plan)


# --- Area figures


def test_figures_say_area_year_value_comparison_and_source(client, plan, laeser):
    make.IndikatorvaerdiFactory(
        helhedsplan=plan,
        indikator__name="Andel under 18 år",
        indikator__unit="%",
        boligomraade__name="Gellerup",
        value=Decimal("34.0"),
        year=2017,
        benchmark_value=Decimal("19"),
        benchmark_label="Aarhus som helhed",
        source="Områdeprofilen",
    )
    make.IndikatorvaerdiFactory(
        helhedsplan=plan,
        boligomraade=None,
        indikator__name="Fremmøde",
        value=Decimal(10),
        value_to=Decimal(15),
        unit="%",
        year=None,
    )
    page = page_text(client, "indikator_list", plan)
    assert "Andel under 18 år Gellerup 2017 34 % 19 % Aarhus som helhed Områdeprofilen" in page
    assert "Fremmøde Ikke oplyst Ikke oplyst 10-15 %" in page


# --- Projects


@pytest.fixture
def workshop(plan):
    """The Nørrebro form."""
    projekt = make.LokalprojektFactory(
        helhedsplan=plan,
        name="Workshop",
        applicant="Nørrebro Lokaludvalg",
        expected_from=20,
        expected_to=25,
        hours=Decimal(40),
        date_as_printed="Marts eller april 2025",
    )
    for order, (task, party) in enumerate(
        [("Forberedelse", "Sekretariat"), ("Forberedelse", "NLU"), ("Gennemførelse", "NLU")]
    ):
        make.LokalprojektopgaveFactory(lokalprojekt=projekt, task=task, party=party, order=order)
    make.LokalprojektudgiftFactory(
        lokalprojekt=projekt, label="Facilitator", amount=Decimal(8000), is_ceiling=True, order=1
    )
    make.LokalprojektudgiftFactory(lokalprojekt=projekt, label="Mad, diverse", amount=Decimal(5000), order=2)
    return projekt


def test_a_project_reads_as_its_form(client, workshop, laeser):
    page = page_text(client, "lokalprojekt_detail", workshop)
    for said in (
        "Ansøger Nørrebro Lokaludvalg",
        "20-25 forventes",
        "Dato Marts eller april 2025",
        "Formål Ikke oplyst",
        "Opgave Sekretariat NLU Forberedelse tager del (X) tager del (X) Gennemførelse – tager ikke del tager del (X)",
        "Timer i alt: 40",
        "Facilitator op til 8.000 Mad, diverse 5.000 Udgifter i alt op til 13.000",
        "»Op til« er et loft og ikke en pris.",
    ):
        assert said in page, said


def test_a_project_with_nothing_filled_in_is_missing_everything(client, plan, laeser):
    page = page_text(client, "lokalprojekt_detail", make.LokalprojektFactory(helhedsplan=plan))
    for said in ("Ansøger Ikke oplyst", "Timer i alt: Ikke oplyst", "Budgettet er ikke oplyst",
                 "Opgavefordelingen er ikke oplyst", "Ingen succeskriterier er oplyst"):  # fmt: skip
        assert said in page, said


@pytest.fixture
def koebenhavn(plan):
    """4,93 mio. kr. and 2,7 + 1,5 årsværk in; 4 + 0,2 årsværk out (domain.md §7.2)."""
    plan.kind = Plantype.KOMMUNAL_INDSATS
    plan.save()
    rest = FinansieringskildeFactory(
        helhedsplan=plan,
        kind=Finansieringsart.KOMMUNE,
        name="Uforbrugte boligsociale restmidler",
        amount=Decimal(4_930_000),
        amount_as_printed="4, 93 mio. kr",
        aarsvaerk=Decimal("2.7"),
    )
    buf = FinansieringskildeFactory(
        helhedsplan=plan, kind=Finansieringsart.KOMMUNE, name="Årsværk fra BUF", aarsvaerk=Decimal("1.5")
    )
    initiativ = make.InitiativFactory(
        helhedsplan=plan, title="Ungdomsuddannelse til udsatte unge", age_from=15, age_to=24
    )
    make.BevillingFactory(initiativ=initiativ, kilde=rest, amount=Decimal(4_930_000), aarsvaerk=Decimal("2.7"))
    make.BevillingFactory(initiativ=initiativ, kilde=buf, amount=None, aarsvaerk=Decimal("1.5"))
    for role, amount in (("udførende", "4"), ("ledelse", "0.2")):
        make.MedarbejderressourceFactory(
            helhedsplan=plan, initiativ=initiativ, role=role, amount=Decimal(amount), unit=Ressourceenhed.AARSVAERK
        )
    return initiativ


def test_every_krone_and_aarsvaerk_of_an_initiative_has_a_source(client, koebenhavn, laeser):
    page = page_text(client, "initiativ_detail", koebenhavn)
    for said in (
        "15-24 år",
        "i dokumentet »4, 93 mio. kr« 4.930.000 kr. 2,7",
        "Årsværk fra BUF – intet beløb 1,5",
        "I alt 4.930.000 kr. 4,2",
        "Udførende 4 årsværk Ledelse 0,2 årsværk",
        "4,2 årsværk ind fra kilderne, 4,2 årsværk ud til arbejdet: det stemmer.",
    ):
        assert said in page, said


def test_aarsvaerk_without_a_source_or_without_work_are_told(client, koebenhavn, laeser):
    ledelse = koebenhavn.ressourcer.get(role="ledelse")
    ledelse.amount = Decimal("0.5")
    ledelse.save()
    assert "0,3 årsværk har ingen kilde." in page_text(client, "initiativ_detail", koebenhavn)
    ledelse.amount = Decimal("0.1")
    ledelse.save()
    assert "0,1 årsværk er ikke fordelt." in page_text(client, "initiativ_detail", koebenhavn)


def test_the_plans_sources_say_where_their_money_goes_and_what_is_left(client, koebenhavn, plan, laeser):
    page = page_text(client, "projekt_list", plan)
    assert page.count("alt er fordelt") == 2
    plan.finansieringskilder.filter(name__startswith="Uforbrugte").update(amount=Decimal(5_000_000))
    page = page_text(client, "projekt_list", plan)
    assert "Ikke fordelt 70.000 kr. 0" in page


def test_a_whole_counts_what_its_parts_are_given(client, koebenhavn, plan, laeser):
    whole = make.InitiativFactory(helhedsplan=plan, title="Samarbejde")
    for title, amount in (("Nordvest", 630_000), ("NørreBrobyggerne", 720_000)):
        part = make.InitiativFactory(helhedsplan=plan, title=title, parent=whole)
        make.BevillingFactory(initiativ=part, amount=Decimal(amount))
    page = page_text(client, "initiativ_detail", whole)
    assert "I alt 1.350.000 kr." in page
    assert "Nordvest, 630.000 kr." in page


def test_a_plan_one_may_not_open_is_named_but_not_linked(client, koebenhavn, laeser):
    koebenhavn.for_plan = HelhedsplanFactory(short_name="Nordvest")
    koebenhavn.save()
    response = client.get(reverse("indsatser:initiativ_detail", args=[koebenhavn.uuid]))
    assert "Gælder planen Nordvest" in text_of(response)
    assert str(koebenhavn.for_plan.uuid) not in response.content.decode()


def test_a_plan_without_projects_says_so(client, plan, laeser):
    assert "Planen har ingen projekter" in page_text(client, "projekt_list", plan)


def test_what_people_write_is_text_and_never_runs(client, plan, laeser):
    make.MilepaelFactory(helhedsplan=plan, text=XSS, comment=XSS)
    make.IndikatorvaerdiFactory(helhedsplan=plan, source=XSS, note=XSS, benchmark_label=XSS, unit=XSS)
    projekt = make.LokalprojektFactory(helhedsplan=plan, name=XSS, purpose=XSS, note=XSS)
    make.LokalprojektopgaveFactory(lokalprojekt=projekt, task=XSS, party=XSS)
    initiativ = make.InitiativFactory(helhedsplan=plan, title=XSS, purpose=XSS, governance=XSS)
    addresses = [(name, plan) for name in PLAN_PAGES]
    for name, row in [*addresses, ("lokalprojekt_detail", projekt), ("initiativ_detail", initiativ)]:
        html = client.get(reverse(f"indsatser:{name}", args=[row.uuid])).content.decode()
        assert XSS not in html, name
        assert "&lt;script&gt;" in html, name


def test_a_grant_withdrawn_later_was_given_then(client, plan, laeser):
    initiativ = make.InitiativFactory(helhedsplan=plan)
    kilde = FinansieringskildeFactory(helhedsplan=plan, name="Fonden", amount=Decimal(5000))
    make.BevillingFactory(
        initiativ=initiativ, kilde=kilde, retired_on=date(2020, 6, 1), retired_reason="Trukket tilbage"
    )
    for name, row in (("initiativ_detail", initiativ), ("projekt_list", plan)):
        assert "Fonden" in page_text(client, name, row, "?pr=2019-12-31")
        assert "Fonden" not in page_text(client, name, row, "?pr=2020-06-01")
