"""The board's page: its facts on a day, and the same figures on screen, on one sheet of paper and in Excel."""

import io
import re
from collections import Counter
from datetime import date
from decimal import Decimal

import openpyxl
import pikepdf
import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from indsatser.models import Maalaendring
from plans.choices import Beslutningsart, Organart, Rolle
from reporting.exports import EKSEMPEL, skriv_bestyrelsesside
from reporting.facts.bestyrelsesside import KRITERIER_VIST, build_bestyrelsesside
from reporting.facts.bevaegelse import Bevaegelse, Domsart
from reporting.pdf import render_pdf
from tests.indsatser.factories import AktivitetFactory, MaalingFactory, MilepaelFactory, SucceskriteriumFactory
from tests.plans import factories as f
from tests.reporting.bestyrelsesplan import DAGEN, NAESTE, SIDST, byg_bestyrelsesplan, kriterium
from tests.reporting.pdfread import squeezed, text_of, walk, without_pango

FIGURE = re.compile(r"\d[\d.,]*\d|\d")


@pytest.fixture
def plan():
    return byg_bestyrelsesplan()


@pytest.fixture
def side(plan):
    return build_bestyrelsesside(plan, as_of=DAGEN)


def url(plan, name="bestyrelsesside", **query):
    return reverse(f"reporting:{name}", args=[plan.uuid], query=query or None)


def moved(side):
    return {row.linje.saetning: row.bevaegelse for row in side.kriterier}


# --- The facts ---------------------------------------------------------------------------------------------------


def test_every_criterion_says_how_it_moved_since_the_last_meeting_and_the_worst_stands_first(side):
    assert moved(side) == {
        "Blevet værre": Bevaegelse.VAERRE,
        "Målt første gang": Bevaegelse.NY,
        "Nået siden sidst": Bevaegelse.NAAET,
        "Blevet bedre": Bevaegelse.BEDRE,
        "Taget ud": Bevaegelse.UDGAAET,
        "Uændret og bagud": Bevaegelse.SOM_FOER,
        "Ikke målt": Bevaegelse.SOM_FOER,
    }
    assert [row.linje.saetning for row in side.viste_kriterier] == list(moved(side))[:KRITERIER_VIST]
    assert side.bevaegelse_sagt == (
        "Siden mødet den 12. september 2019: 1 værre, 1 ny, 1 nået, 1 bedre, 1 udgået, 2 som før."
    )
    assert [row.var for row in side.viste_kriterier][:2] == ["var på vej", "var ikke målt endnu"]
    assert side.flere_sagt == "1 andet har flyttet sig eller er bagud"


def test_the_answer_counts_states_and_says_what_it_rests_on(side):
    assert side.dom == Domsart.SKIDT  # two of five
    assert side.overskrift == "Planen er ikke på sporet"
    assert side.saetninger == (
        "5 af 6 succeskriterier kan bedømmes: 2 er opfyldt eller på vej, 3 er bagud eller ikke opfyldt.",
        "3 milepæle skulle være nået: 2 er nået, 1 er forsinket. 1 er nået siden sidst.",
    )


def test_good_news_is_shown_however_much_went_wrong(plan):
    aktivitet = plan.delaftaler.get(nummer=1).aktiviteter.get()
    for number in range(KRITERIER_VIST + 2):
        kriterium(aktivitet, f"Også værre {number}", (date(2019, 6, 30), 48))
    shown = [row.bevaegelse for row in build_bestyrelsesside(plan, as_of=DAGEN).viste_kriterier]
    assert shown == [Bevaegelse.VAERRE] * 3 + [Bevaegelse.NAAET, Bevaegelse.BEDRE]


def test_a_plan_that_is_over_is_judged_by_what_it_reached(plan):
    side = build_bestyrelsesside(plan, as_of=date(2021, 7, 31))
    assert side.overskrift == "Planen nåede under halvdelen"
    assert side.prognose == "Planen er slut, så der laves ingen prognose."


def test_without_meetings_the_page_looks_a_quarter_back_and_says_so(plan):
    for moede in plan.organer.get(kind=Organart.BESTYRELSE).moeder.all():
        moede.retired_on, moede.retired_reason = date(2019, 1, 1), "Aflyst."
        moede.save()
    moeder = build_bestyrelsesside(plan, as_of=DAGEN).moeder
    assert (moeder.foer, moeder.er_moede, moeder.naeste) == (date(2019, 7, 31), False, None)
    assert moeder.siden == "Siden 31. juli 2019"


def test_a_meeting_that_was_called_off_is_neither_the_last_nor_the_next(plan):
    plan.organer.get(kind=Organart.BESTYRELSE).moeder.filter(held_on__in=(SIDST, NAESTE)).update(state="aflyst")
    moeder = build_bestyrelsesside(plan, as_of=DAGEN).moeder
    assert (moeder.foer, moeder.naeste) == (date(2019, 3, 14), None)


def test_on_the_day_of_a_meeting_the_page_is_about_that_meeting(plan):
    moeder = build_bestyrelsesside(plan, as_of=NAESTE).moeder
    assert (moeder.organ, moeder.foer, moeder.naeste) == ("Bestyrelsen", SIDST, NAESTE)
    assert build_bestyrelsesside(plan, as_of=SIDST).moeder.foer == date(2019, 3, 14)


def test_what_is_to_be_decided_is_the_agenda_and_the_changes_nobody_has_decided(plan, side):
    assert side.sager_sagt == "Bestyrelsen mødes 10. december 2019."
    assert [(sag.art, sag.tekst.replace("\u00a0", " ")) for sag in side.sager] == [
        ("Punkt 1", "Godkend referatet"),
        ("Punkt 2", "Milepælsplan for 2020"),
        ("Budget", "Flyt 25.000 kr. fra Tryghed og trivsel til Evaluering"),
        ("Mål", "Målet blev ændret 1. januar 2019, uden at det står, hvem der besluttede det: Blevet bedre"),
    ]
    assert not any(sag.svar for sag in side.sager)
    after = build_bestyrelsesside(plan, as_of=NAESTE)
    assert [sag.svar for sag in after.sager] == ["", "Tiltrådt", "", ""]


@pytest.mark.parametrize(("kind", "waits"), [(Beslutningsart.AFVIST, False), (Beslutningsart.UDSAT, True)])
def test_what_was_said_no_to_waits_no_longer_and_what_was_put_off_still_does(plan, kind, waits):
    no = f.BeslutningFactory(helhedsplan=plan, kind=kind, decided_on=SIDST)
    plan.omdisponeringer.update(beslutning=no)
    Maalaendring.objects.in_plan(plan).update(beslutning=no)
    kinds = [sag.art for sag in build_bestyrelsesside(plan, as_of=DAGEN).sager]
    assert ("Budget" in kinds, "Mål" in kinds) == (waits, waits)


def test_a_change_that_was_proposed_later_does_not_wait_on_an_earlier_day(plan):
    assert build_bestyrelsesside(plan, as_of=date(2018, 12, 31)).sager == ()


def test_money_spent_after_the_day_is_not_spent_on_it(plan, side):
    assert side.oekonomi_saetninger[0].startswith("Der er brugt 400.000\u00a0kr. af posternes")
    later = build_bestyrelsesside(plan, as_of=date(2019, 12, 31))
    assert later.oekonomi_saetninger[0].startswith("Der er brugt 477.000\u00a0kr.")


def test_the_grid_has_late_milestones_first_and_shows_where_one_was_moved_from(side):
    assert [column.overskrift for column in side.gitter.kolonner] == [
        "1. kvt. 2019",
        "2. kvt. 2019",
        "3. kvt. 2019",
        "4. kvt. 2019",
        "1. kvt. 2020",
    ]
    rows = {row.navn: [celle.sagt for celle in row.celler] for row in side.gitter.raekker}
    assert rows == {
        "Tryghed og trivsel": [
            (),
            ("1 forsinket",),
            ("1 nået", "1 flyttet herfra"),
            (),
            ("1 ikke startet", "1 flyttet hertil"),
        ],
        "Hele planen": [("1 nået",), (), (), (), ()],
    }
    assert [line.text for line in side.forsinkede] == ["Rådgivningen er åbnet"]


def test_more_quarters_than_fit_are_gathered_before_and_after(plan):
    for year in (2016, 2017, 2021, 2022):
        for quarter in (1, 2, 3, 4):
            MilepaelFactory(helhedsplan=plan, year=year, quarter=quarter)
    MilepaelFactory(helhedsplan=plan, year=None, quarter=None)
    gitter = build_bestyrelsesside(plan, as_of=DAGEN).gitter
    heads = [column.overskrift for column in gitter.kolonner]
    assert (heads[0], heads[-2:], len(heads)) == ("Før", ["Senere", "Uden kvartal"], 9)
    counted = sum(m.antal for row in gitter.raekker for celle in row.celler for m in celle.maerker)
    assert counted == plan.milepaele.count()


def test_the_page_says_how_old_its_figures_are(side):
    assert side.datagrundlag == (
        "Den nyeste måling handler om tiden til 15. oktober 2019 og er 16 dage gammel. Det kriterium, der er målt for "
        "længst tid siden, har tal til 30. juni 2019. 1 af 6 kriterier er ikke målt endnu."
    )


def test_an_empty_plan_says_so(client, log_in):
    plan = f.HelhedsplanFactory(start_date=None, end_date=None, bevillingsrunde=None)
    side = build_bestyrelsesside(plan, as_of=DAGEN)
    assert (side.dom, side.gitter, side.datagrundlag) == (Domsart.INTET, None, "")
    log_in(plan, Rolle.LAESER)
    assert "Der er ikke noget at følge op på endnu" in client.get(url(plan)).content.decode()
    assert len(pikepdf.open(io.BytesIO(client.get(url(plan, "bestyrelsesside_pdf")).content)).pages) == 1


# --- Page, paper and Excel ------------------------------------------------------------------------------------------


def _on_page(client, plan) -> str:
    """What the page says of the plan: without what only a screen has, and what is only read aloud."""
    soup = BeautifulSoup(client.get(url(plan, pr=DAGEN)).content, "html.parser")
    for gone in soup.select(".skaermkun, .prdato form, svg title, svg desc, .visually-hidden"):
        gone.decompose()
    parts = [soup.select_one("h1"), soup.select_one(".svaret__hvorfor"), soup.select_one(".bestyrelse")]
    return " ".join(part.get_text(" ") for part in parts)


def test_page_paper_and_excel_have_every_figure_in_common(client, log_in, plan, side):
    log_in(plan, Rolle.LAESER)
    page = _on_page(client, plan)
    (paper,) = text_of(client.get(url(plan, "bestyrelsesside_pdf", pr=DAGEN)).content)
    for margin in ("opgjort pr. 31. oktober 2019", "Side 1 af 1"):
        assert margin in " ".join(paper.split())
        paper = paper.replace(margin, "", 1)
    assert Counter(FIGURE.findall(paper)) == Counter(FIGURE.findall(page))

    book = openpyxl.load_workbook(io.BytesIO(client.get(url(plan, "bestyrelsesside_xlsx", pr=DAGEN)).content))
    cells = [str(c.value) for row in book["Bestyrelsens side"].iter_rows() for c in row if c.value is not None]
    assert cells[0] == "Opgjort pr. 31. oktober 2019"
    assert set(FIGURE.findall(" ".join(cells[1:]))) == set(FIGURE.findall(page))
    said = (side.overskrift, *side.saetninger, side.datagrundlag, side.bevaegelse_sagt, side.prognose, side.sager_sagt)
    for sentence in (*said, *side.oekonomi_saetninger):
        assert squeezed(sentence) in squeezed(page)
        assert squeezed(sentence) in squeezed(paper)
        assert sentence in cells


def test_example_figures_are_marked_on_page_paper_and_in_excel(client, log_in, plan):
    log_in(plan, Rolle.LAESER)
    MaalingFactory(kriterium=plan.kriterier.get(statement="Blevet værre"), value=Decimal(0), is_eksempel=True)
    assert "eksempeltal" in _on_page(client, plan)
    (paper,) = text_of(client.get(url(plan, "bestyrelsesside_pdf", pr=DAGEN)).content)
    assert "Eksempeltal" in paper
    book = openpyxl.load_workbook(io.BytesIO(client.get(url(plan, "bestyrelsesside_xlsx", pr=DAGEN)).content))
    assert EKSEMPEL in [row[0].value for row in book["Bestyrelsens side"].iter_rows()]
    assert [row[0].value for row in book["Kriterier"].iter_rows() if row[7].value] == ["Blevet værre"]


def test_excel_has_every_criterion_and_every_milestone(plan, side):
    book = openpyxl.load_workbook(io.BytesIO(skriv_bestyrelsesside(side, made_at=timezone.now())))
    rows = {row[0].value: row[4].value for row in book["Kriterier"].iter_rows(min_row=2)}
    assert rows == {saetning: b.label for saetning, b in moved(side).items()}
    assert book["Milepæle"].max_row == 1 + plan.milepaele.count()


def test_the_sheet_is_tagged_and_a_large_plan_flows_on_to_a_second(plan, side):
    pdf = pikepdf.open(io.BytesIO(render_pdf("reporting/pdf/bestyrelsesside.html", {"side": side})))
    assert bool(pdf.Root.MarkInfo.Marked)
    kinds = [str(element.S) for element in walk(pdf.Root.StructTreeRoot.K[0])]
    assert (kinds.count("/H1"), kinds.count("/Table")) == (1, 1)
    for number in range(3, 23):
        delaftale = f.DelaftaleFactory(
            helhedsplan=plan, nummer=number, title=f"Indsatsområde med et langt navn {number}"
        )
        for quarter in (1, 2, 3):
            MilepaelFactory(helhedsplan=plan, delaftale=delaftale, quarter=quarter)
    pages = text_of(
        render_pdf("reporting/pdf/bestyrelsesside.html", {"side": build_bestyrelsesside(plan, as_of=DAGEN)})
    )
    assert len(pages) == 2
    assert "Side 1 af 2" in pages[0]


def test_the_page_stands_without_pango_and_says_what_to_install(client, log_in, plan, monkeypatch):
    log_in(plan, Rolle.LAESER)
    without_pango(monkeypatch)
    answer = client.get(url(plan, "bestyrelsesside_pdf"))
    assert answer.status_code == 503
    assert "Pango" in answer.content.decode()


# --- The page -------------------------------------------------------------------------------------------------------


def test_every_mark_leads_on_and_keeps_the_day(client, log_in, plan):
    log_in(plan, Rolle.LAESER)
    soup = BeautifulSoup(client.get(url(plan, pr=DAGEN)).content, "html.parser")
    addresses = [a["href"] for a in soup.select(".bestyrelse a")]
    assert len(addresses) > 12
    assert all("pr=2019-10-31" in address for address in addresses)
    for address in {address.partition("#")[0] for address in addresses}:
        assert client.get(address).status_code == 200


def test_those_there_was_no_room_for_are_shown_when_asked_for(client, log_in, plan, side):
    log_in(plan, Rolle.LAESER)
    (more,) = side.oevrige_kriterier
    assert more.linje.saetning not in client.get(url(plan, pr=DAGEN)).content.decode()
    soup = BeautifulSoup(client.get(url(plan, pr=DAGEN, vis="alle")).content, "html.parser")
    assert [li.a.get_text() for li in soup.select(".kriterierest li")] == [more.linje.saetning]


def test_the_meetings_are_days_one_can_go_back_to(client, log_in, plan):
    log_in(plan, Rolle.LAESER)
    soup = BeautifulSoup(client.get(url(plan, pr=SIDST)).content, "html.parser")
    days = [a.get_text() for a in soup.select(".moedevalg a")]
    assert days == ["10. december 2019", "12. september 2019", "14. marts 2019"]
    assert soup.select_one(".moedevalg a[aria-current]").get_text() == "12. september 2019"


def test_the_page_costs_the_same_with_many_rows(client, log_in, plan, assert_flat_queries):
    log_in(plan, Rolle.LAESER)

    def grow():
        delaftale = f.DelaftaleFactory(helhedsplan=plan, nummer=7, title="Fritid")
        for row in SucceskriteriumFactory.create_batch(6, aktivitet=AktivitetFactory(delaftale=delaftale)):
            MaalingFactory(kriterium=row, value=Decimal(10))
        MilepaelFactory.create_batch(6, helhedsplan=plan, delaftale=delaftale)
        organ = plan.organer.get(kind=Organart.BESTYRELSE)
        f.MoedeFactory(organ=organ, held_on=date(2019, 5, 1))
        for number in range(3, 9):
            f.DagsordenspunktFactory(moede=organ.moeder.get(held_on=NAESTE), nummer=number)

    assert_flat_queries(get=lambda: client.get(url(plan, pr=DAGEN)), grow=grow)


def test_a_mark_in_the_grid_leads_to_the_milestones_of_its_quarter(client, log_in):
    plan = f.HelhedsplanFactory()
    log_in(plan)
    for text, quarter in (("Kursus holdt", 1), ("Rapport skrevet", 2), ("Fest holdt", None)):
        MilepaelFactory(helhedsplan=plan, text=text, year=2019, quarter=quarter)
    page = client.get(reverse("reporting:bestyrelsesside", args=[plan.uuid]), {"pr": "2019-01-15"})
    marks = BeautifulSoup(page.content, "html.parser").select(".gitter a.maerke")
    found = []
    for mark in marks:
        path, _, anchor = mark["href"].partition("#")
        answer = client.get(path)
        found.append([line.text for line in answer.context["shown"]])
        assert f'id="{anchor}"' in answer.content.decode()
    assert found == [["Kursus holdt"], ["Rapport skrevet"], ["Fest holdt"]]
