"""Another round's words and order are a declaration: they show in all forms of every paper, and nothing else does."""

from dataclasses import replace
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string

from indsatser.choices import Tilstand
from reporting.formularer import FORMULARER, Formular
from reporting.papirer.arter import PAPIRER
from reporting.papirer.lav import som_fil
from reporting.skemaer import FRA_2015, SKEMAER, TABELLER
from tests.reporting.papirer.conftest import AARET, MADE
from tests.reporting.papirer.test_samme import NOT_IN_ARK, NOT_READ, krop, raekker
from tests.reporting.pdfread import squeezed, text_of
from tests.reporting.word.laes import aabn, afsnit

MED_ARK = [slug for slug, art in PAPIRER.items() if art.excel is not None]
FAELLES = {"Kontrol", "Underskrifter", "Uden år"}
"""What is called the same in every round."""


def nyt(what: str, words: str) -> str:
    """The round's word for a thing; what has no heading of its own gets none."""
    return f"§ {what}" if words else ""


def anden(papir: str, layout: Formular) -> Formular:
    """The layout the other way round: its parts and its columns backwards, and every heading another."""
    parts = [
        replace(
            part,
            overskrift=nyt(f"{papir} {part.noegle}", part.overskrift),
            kolonner=vendt(f"{papir} {part.noegle}", part.kolonner),
        )
        for part in reversed(layout.dele)
    ]
    return replace(layout, titel=nyt(papir, layout.titel), dele=tuple(parts))


def vendt(what, columns):
    return tuple((key, nyt(f"{what} {key}", words)) for key, words in reversed(columns))


def andet_skema():
    parts = [
        replace(
            part, overskrift=nyt(part.del_, part.overskrift), kolonner=vendt(part.del_, TABELLER.get(part.del_, ()))
        )
        for part in reversed(FRA_2015.afsnit)
    ]
    return replace(
        FRA_2015,
        titel="§ skema",
        afsnit=tuple(parts),
        delaftale="§ delaftale",
        kolonner=vendt("kriterier", FRA_2015.kolonner),
        forside=vendt("forside", FRA_2015.forside),
        ord=vendt("ord", FRA_2015.ord),
    )


@pytest.fixture(scope="session")
def nye(django_db_setup, django_db_blocker):
    """The facts of every paper of a plan whose round declares them the other way round, by slug."""
    from django.db import transaction

    from plans.models import Helhedsplan
    from tests.reporting.papirer.plan import plan_med_papirer

    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        plan = Helhedsplan.objects.for_page().get(pk=plan_med_papirer().pk)
        code = plan.bevillingsrunde.code
        for papir, layouts in FORMULARER.items():
            patch.setitem(layouts, code, anden(papir, layouts[""]))
        patch.setitem(SKEMAER, code, andet_skema())
        found = {slug: byg(plan, art) for slug, art in PAPIRER.items()}
        transaction.set_rollback(True)
    return found


def byg(plan, art):
    periods = art.perioder(plan)
    of = next((one for one in periods if one.kode == str(AARET)), periods[0])
    return art.byg(plan, of, date(AARET, 12, 31))


@pytest.fixture(scope="session")
def sider(nye):
    """Each paper's page, as its body prints it."""
    return {slug: render_to_string(PAPIRER[slug].krop, {"papir": facts}) for slug, facts in nye.items()}


def afsnittene(side: str) -> list[str]:
    return [" ".join(head.get_text().split()) for part in krop(side.encode()) for head in part.select("h2")]


def tabellerne(side: str) -> list[list[str]]:
    """The headings of every table of the page, without those that are only for the eye that cannot see."""
    soup = BeautifulSoup(side, "html.parser")
    for hidden in soup.select(NOT_READ):
        hidden.decompose()
    tables = [table for table in soup.select(".rapport table") if not NOT_IN_ARK & set(table["class"])]
    return [[" ".join(th.get_text().split()) for th in table.select("thead th")] for table in tables]


def declared(slug: str) -> list[str]:
    """The headings in the order the other round has them."""
    if slug == "maalopfyldelse":
        return [part.overskrift for part in andet_skema().afsnit]
    return [part.overskrift for part in anden(slug, FORMULARER[slug][""]).dele]


@pytest.mark.parametrize("slug", PAPIRER)
def test_the_page_has_the_rounds_headings_in_the_rounds_order(sider, slug):
    told = [heading for heading in afsnittene(sider[slug]) if heading not in FAELLES]
    shown = [heading for heading in declared(slug) if heading in told]
    assert len(shown) > 1
    assert [heading for heading in told if heading in shown] == shown


@pytest.mark.parametrize("slug", PAPIRER)
def test_no_heading_of_a_table_is_anything_but_what_the_round_declares(sider, slug):
    states = {*map(str, Tilstand.labels), "Køkkenet", "Spejderne"}  # and parties: content, a column each
    told = [heading for table in tabellerne(sider[slug]) for heading in table]
    own = [heading for heading in told if heading not in FAELLES | states and not heading.isdigit()]
    assert own
    assert [heading for heading in own if not heading.startswith("§ ")] == []


@pytest.mark.parametrize("ending", ["pdf", "docx"])
@pytest.mark.parametrize("slug", PAPIRER)
def test_pdf_and_word_have_them_in_the_same_order(nye, sider, slug, ending):
    content = som_fil(PAPIRER[slug], nye[slug], ending, made_at=MADE)
    pages = text_of(content) if ending == "pdf" else [one.tekst for one in afsnit(aabn(content))]
    said, at = squeezed("".join(pages)), 0
    soup = BeautifulSoup(sider[slug], "html.parser")
    for hidden in soup.select(NOT_READ):
        hidden.decompose()
    for head in soup.select(".rapport h2, .rapport thead th"):
        words = squeezed(head.get_text())
        assert words in said[at:], words
        at = said.index(words, at) + len(words)


@pytest.mark.parametrize("slug", MED_ARK)
def test_the_workbook_has_the_same_columns_in_the_same_order(nye, sider, slug):
    rows = list(raekker(som_fil(PAPIRER[slug], nye[slug], "xlsx", made_at=MADE)))
    tables = tabellerne(sider[slug])
    assert tables
    for table in tables:
        wanted = [squeezed(heading) for heading in table if heading]
        assert any([cell for cell in row if cell in wanted] == wanted for row in rows), wanted


def test_the_cover_of_the_skema_is_the_rounds_too(nye):
    labels = [line.label for line in nye["maalopfyldelse"].forside]
    assert labels == [f"§ forside {key}" for key, _ in reversed(FRA_2015.forside)]
    assert nye["maalopfyldelse"].titel == f"§ skema {AARET}"
