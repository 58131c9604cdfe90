"""Who must approve that money is moved: domain.md §1.4, each case with its reason."""

from datetime import date

import pytest

from plans.penge.omdisponering.godkendelse import Flytningssag, Godkender, godkendelse

pytestmark = pytest.mark.no_db

BEST, KOM, LBF = Godkender.BESTYRELSE, Godkender.KOMMUNALBESTYRELSE, Godkender.LBF


def sag(**given) -> Flytningssag:
    """A move from one post to another of the same delaftale, LBF's money, this year."""
    usual = {"samme_post": False, "samme_delaftale": True, "samme_kilde": True, "fra_lbf": True, "til_lbf": True}
    return Flytningssag(**{**usual, "fra_aar": 2019, "til_aar": 2019, "dag": date(2019, 6, 1), **given})


@pytest.mark.parametrize(
    ("given", "hvem", "reason"),
    [
        ({}, (BEST,), "bliver i delaftalen"),
        ({"samme_post": True, "til_aar": 2020}, (BEST,), "Året ændres."),
        ({"samme_delaftale": False}, (BEST, LBF), "Beløbet til en delaftale eller post"),
        ({"til_lbf": False, "samme_kilde": False}, (BEST, LBF), "Fordelingen mellem Landsbyggefonden"),
        ({"fra_lbf": False, "samme_kilde": False}, (BEST, LBF), "Fordelingen mellem Landsbyggefonden"),
        ({"fra_lbf": False, "til_lbf": False, "samme_kilde": False}, (BEST,), "skifter kilde"),
        ({"samme_post": True, "fra_aar": 2018}, (BEST, KOM, LBF), "2018 er gået"),
        ({"samme_post": True, "fra_aar": 2018, "er_timer": True}, (BEST,), "Året ændres."),
        ({"samme_post": True, "fra_aar": 2019, "til_aar": 2018, "dag": date(2021, 1, 1)}, (BEST,), "Året ændres."),
        ({"samme_post": True, "fra_aar": None}, (BEST,), "Året ændres."),
    ],
)
def test_who_decides_and_why(given, hvem, reason):
    found = godkendelse(sag(**given))
    assert found.hvem == hvem
    assert reason in found.saetning
    assert ("sendes ikke til Landsbyggefonden" in found.saetning) == (LBF not in hvem)


def test_the_sentence_names_them_all():
    assert godkendelse(sag(samme_post=True, fra_aar=2018)).saetning.startswith(
        "Skal godkendes af bestyrelsen, kommunalbestyrelsen og Landsbyggefonden. "
    )


def test_changed_co_financing_is_to_be_asked_about():
    found = godkendelse(sag(fra_lbf=False, til_lbf=False, samme_kilde=False))
    assert found.forbehold == (
        "Ændret medfinansiering kan kræve Landsbyggefondens godkendelse. Spørg, før I flytter.",
    )
    assert not godkendelse(sag()).forbehold
