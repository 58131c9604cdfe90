"""What is said of the way off a list, and of how near an area is to coming on, is true of every criterion."""

from datetime import date
from decimal import Decimal

import pytest

from indsatser.omraadelister.fakta import overskrift
from indsatser.omraadelister.regler import Omdannelse, Svar, Tal, bedoem, regel_for
from indsatser.omraadelister.saetninger import hvornaar, mangler, vejen_ud
from tests.indsatser.omraadelister.eksempler import LINJER

pytestmark = pytest.mark.no_db

PARALLEL = regel_for(LINJER, "parallelsamfund", 2022)
UDSAT = regel_for(LINJER, "udsat", 2022)


def said(regel, arbejdsmarked, uddannelse, ikke_vestlig, *, beboere=2000):
    tal = {
        "liste-arbejdsmarked": Tal(Decimal(arbejdsmarked)),
        "liste-uddannelse": Tal(Decimal(uddannelse)),
        "liste-indkomst": Tal(Decimal(80)),
        "liste-doemte": Tal(Decimal("0.5")),
        "liste-ikke-vestlig": Tal(Decimal(ikke_vestlig)),
    }
    found = bedoem(regel, tal, land={"liste-doemte": Decimal("0.7")}, beboere=Tal(Decimal(beboere)))
    return vejen_ud(found).replace("\u00a0", " ")


def test_one_comes_off_also_by_the_criterion_that_must_always_be_met():
    assert said(PARALLEL, 45, 62, 55) == (
        "For at komme af listen skal 1 kriterium ikke længere være opfyldt. "
        "Nærmest: alene grundskole, 2 procentpoint over grænsen. "
        "Eller andelen fra ikke-vestlige lande skal ikke længere være over 50 %; den er 5 procentpoint over grænsen."
    )
    assert "ikke-vestlige" not in said(UDSAT, 45, 62, 55)


def test_one_comes_on_only_when_that_criterion_is_met_too():
    assert said(PARALLEL, 45, 58, 40) == (
        "Der skulle 1 kriterium mere til. Nærmest: alene grundskole, 2 procentpoint under grænsen. "
        "Og andelen fra ikke-vestlige lande skulle være over 50 %; den er 10 procentpoint under grænsen."
    )


def test_that_criterion_alone_can_keep_an_area_off():
    assert said(PARALLEL, 45, 62, 50) == (
        "Andelen fra ikke-vestlige lande skulle være over 50 %; den er lige på grænsen, som ikke tæller med."
    )


def test_an_area_with_too_few_residents_has_no_list_to_come_off():
    assert said(UDSAT, 45, 62, 55, beboere=999) == ""
    assert said(UDSAT, 45, 62, 55, beboere=1000) != ""


def test_the_headline_of_five_years_running_says_that_the_residents_are_not_known():
    five = Omdannelse(2022, Svar.JA, tuple((year, Svar.JA) for year in range(2018, 2023)))
    tal = {kode: Tal(Decimal(70)) for kode in ("liste-arbejdsmarked", "liste-uddannelse", "liste-ikke-vestlig")}
    unknown = bedoem(PARALLEL, tal)
    assert overskrift([("parallelsamfund", unknown)], five, 2022) == (
        "Omdannelsesområde efter tallene for 2022 (beboertallet mangler)",
        "ja",
    )
    known = bedoem(PARALLEL, tal, beboere=Tal(Decimal(1000)))
    assert overskrift([("parallelsamfund", known)], five, 2022)[0] == "Omdannelsesområde efter tallene for 2022"


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2025, 11, 30), "Ministeren offentliggør listen for 2025 den 01.12.2025."),
        (date(2025, 12, 1), "Listen for 2025 blev offentliggjort den 01.12.2025."),
        (date(2026, 11, 24), "Listen for 2025 blev offentliggjort den 01.12.2025."),
    ],
)
def test_a_list_that_is_out_is_spoken_of_in_the_past(day, text):
    assert hvornaar(2025, day) == text


def test_both_figures_are_named_when_the_areas_and_the_countrys_are_missing():
    tal = {"liste-arbejdsmarked": Tal(Decimal(45))}
    assert "dømte (områdets og landets tal)" in mangler(bedoem(UDSAT, tal))
    assert "dømte (landets tal)" in mangler(bedoem(UDSAT, tal | {"liste-doemte": Tal(Decimal(2))}))
