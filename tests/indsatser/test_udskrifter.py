"""What a web page's copy of an agreement puts in and leaves out: its own words, page marks, running heads, labels."""

import pytest

from indsatser.importing.aftale.laes import laes_aftale
from indsatser.importing.dokument.indholdsorden import hoveder_i_orden
from indsatser.importing.dokument.laes import laes_dokument
from indsatser.importing.dokument.sidehoveder import uden_sidehoveder, uden_sidetal
from indsatser.importing.dokument.websider import uden_webside

pytestmark = pytest.mark.no_db


def test_what_stands_before_the_transcript_and_after_the_last_page_is_the_web_page_s():
    web = uden_webside("Engen\n\nTranskript\n\n1 Engen\n\n2 Formål\n\n3 Slut\n\nEn anden plan Formål: 30 unge i job")
    assert web.text.split("\n\n")[-1].strip() == "3 Slut"
    assert web.bagved == ("En anden plan Formål: 30 unge i job",)


def test_pages_that_end_with_their_number_are_turned_round():
    web = uden_webside("Engen\nRelaterede dokumenter\nAnden plan\nEngen 1\n2\nFormål er godt 2\n3\nSlut 3\nLæs mere")
    assert web.text == "1 Engen\n\n2 Formål er godt\n\n3 Slut"
    assert web.bagved == ("Læs mere",)


def test_any_other_text_is_left_alone():
    text = "Formål\n\nFlere i job.\n(1)\n"
    assert uden_webside(text).text == text


def test_a_running_head_goes_with_its_number_and_a_year_stays():
    pages = [f"Vi gør {word} Plan for Engen {number}" for number, word in enumerate(["a", "b", "c"], start=1)]
    assert uden_sidehoveder(pages) == ["Vi gør a", "Vi gør b", "Vi gør c"]
    years = ["Klar i 2012", "Klar i 2013", "Klar i 2014"]
    assert uden_sidehoveder(years) == years == uden_sidetal(years)


def test_a_printed_number_may_lag_behind_the_copy_s_count():
    assert uden_sidetal(["Forside", "Et 1", "To 2", "Tre 3"]) == ["Forside", "Et", "To", "Tre"]


def test_titles_in_capitals_are_chapters_and_those_after_them_stand_under_them():
    body = (
        "SUNDHED Vi er syge. Gåture Vi går. Mål At gå. UNGE I GANG Vi er unge. Klub Vi mødes. Organisering Vi styrer."
    )
    heads = hoveder_i_orden([body], "SUNDHED Gåture Mål UNGE I GANG Klub Organisering")[0]
    assert [(body[start:end], level) for start, end, level in heads] == [
        ("SUNDHED", 1),
        ("Gåture", 2),
        ("Mål", 2),
        ("UNGE I GANG", 1),
        ("Klub", 2),
        ("Organisering", 1),
    ]


def laes(tmp_path, text: str) -> dict:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    return laes_aftale(laes_dokument(path)).som_json()


def test_a_whole_text_on_one_line_with_its_contents_is_read_and_a_chapter_s_number_is_no_target(tmp_path):
    contents = " ".join(
        f"{title} ...... {at}"
        for at, title in enumerate(
            ["1 Trivsel", "1.1 Gåture", "1.2 Succeskriterier", "2 Unge", "2.1 Klub", "2.2 Succeskriterier"], start=3
        )
    )
    body = (
        "1 Trivsel Mange er alene. 1.1 Gåture Vi går hver uge. 1.2 Succeskriterier 30 beboere går med i 2012 "
        "2 Unge Mange keder sig. 2.1 Klub Vi åbner en klub. 2.2 Succeskriterier 40 unge bruger klubben"
    )
    plan = laes(tmp_path, f"Helhedsplan for Engen\n\nBoligforeningen Engen {contents} {body} {'Vi går. ' * 20}")[
        "plan"
    ]
    areas = plan["focus_areas"]
    assert [area["name"] for area in areas] == ["Trivsel", "Unge"]
    assert [one["name"] for area in areas for one in area["activities"]] == ["Gåture", "Klub"]
    assert areas[0]["criteria"][0]["target"]["value"] == 30
    assert "criteria" not in plan


def test_a_label_nobody_declared_ends_the_field_before_it(tmp_path):
    form = "Formål: At mødes. Målgruppe: Alle. Ressourcer: Leder, 5 timer/uge. Bagefter gælder: 15 nøgler er delt ud."
    pages = [
        "1 Helhedsplan for Engen",
        "2 Indhold 1 Indsatsområder 3 1.1 Trivsel 3 1.1.1 Gåture 3 1.1.2 Caféen 3 1.1.3 Klubben 3",
        f"3 1 Indsatsområder 1.1 Trivsel Vi mødes. 1.1.1 Gåture Vi går. {form} {'Vi går. ' * 20}",
        f"4 1.1.2 Caféen Vi drikker. {form} 1.1.3 Klubben Vi leger. {form} {'Vi leger. ' * 20}",
    ]
    read = laes(tmp_path, "\n\n".join(pages))
    activities = read["plan"]["focus_areas"][0]["activities"]
    assert [len(one["staffing"]) for one in activities] == [1, 1, 1]
    assert "15 nøgler" in str(read["_ikke_forstaaet"])
