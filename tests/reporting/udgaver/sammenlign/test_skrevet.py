"""What people judged, wrote and answered, in two editions held against each other."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from reporting.facts.forbehold import Forbehold
from reporting.facts.pengepapir import Kolonne, Papirhoved, Papirraekke, Papirtabel, Pengepapir, Slags
from reporting.facts.vurderinger import Sidst, Skrevet
from reporting.udgaver.frosset import fra_json, som_json
from reporting.udgaver.sammenlign.lav import sammenlign_papirer
from reporting.udgaver.sammenlign.typer import Side

pytestmark = pytest.mark.no_db

DAG = date(2019, 12, 31)
SAGT = Skrevet("milepael", "Den åbnede.", "naaet", "forsinket", "Åbnet i december.", Sidst("2018", "", "", "I gang."))
ADVARSEL = "Milepælen «Caféen åben» er forsinket, og der står ikke hvorfor."


def papir(skrevet=None, rapporten=None, *forbehold):
    row = Papirraekke(("Caféen åben", "Forsinket"), uuid=UUID(int=1), skrevet=skrevet)
    columns = (Kolonne("Milepæl", Slags.NAVN), Kolonne("Tilstand", Slags.TEKST))
    hoved = Papirhoved("Åparken", "Åparken", "", "", "", "", "")
    tabel = Papirtabel("status", "Status for 2018", columns, (row,))
    return Pengepapir("Milepælsplan", hoved, DAG, (), (tabel,), (), (), rapporten, forbehold)


def forskelle(foer, nu):
    """Each change by its name: what it was, what it is."""
    found = sammenlign_papirer(foer, nu, foer_side=Side("Udgave nr. 1", DAG), nu_side=Side("Udgave nr. 2", DAG))
    rows = [row for group in found.grupper for row in group.raekker]
    return found, {one.navn: (one.foer, one.nu) for row in rows for one in row.felter}


def test_a_changed_judgement_is_told_in_words_and_in_the_summary():
    found, changes = forskelle(papir(replace(SAGT, vurdering="i_gang")), papir(SAGT))
    assert changes == {"Vurdering": ("I gang", "Nået")}
    assert found.resume[-1] == "Vurdering: 1 fra «I gang» til «Nået»."


def test_a_first_judgement_comes_with_its_reason_and_its_words():
    _, changes = forskelle(papir(), papir(SAGT))
    assert changes == {
        "Vurdering": ("intet", "Nået"),
        "Hvorfor vurderet anderledes": ("intet", "Åbnet i december."),
        "Skrevet": ("intet", "Den åbnede."),
    }


def test_last_times_words_are_another_reports_and_no_difference():
    found, _ = forskelle(papir(SAGT), papir(replace(SAGT, sidst=None)))
    assert found.er_ens


def test_an_answer_that_came_and_a_warning_that_went_are_told():
    found, changes = forskelle(
        papir(None, None, Forbehold(ADVARSEL)), papir(None, None, Forbehold(ADVARSEL, "Lokalet var ikke klar."))
    )
    assert changes == {"Svar": ("Ikke besvaret.", "Lokalet var ikke klar.")}
    assert found.grupper[0].navn == "Forbehold og bemærkninger"
    gone, _ = forskelle(papir(None, None, Forbehold(ADVARSEL)), papir())
    assert [row.titel for row in gone.grupper[0].fjernet] == [ADVARSEL]


def test_the_words_about_the_whole_are_held_against_each_other():
    whole = Skrevet("rapport", "Et år med fremgang.")
    _, changes = forskelle(papir(None, whole), papir(None, replace(whole, tekst="Et år med stor fremgang.")))
    assert changes == {"Skrevet": ("Et år med fremgang.", "Et år med stor fremgang.")}


def test_all_of_it_is_kept_in_the_facts_and_comes_back_as_it_was():
    facts = papir(SAGT, Skrevet("rapport", "Godt."), Forbehold(ADVARSEL, "Ja."))
    assert fra_json(som_json(facts, Pengepapir), Pengepapir) == facts
