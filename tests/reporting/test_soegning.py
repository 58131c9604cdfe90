"""Search: what a question finds, in which order, and that nobody finds what they may not see."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from helhedsplan.soegevektor import cleaned
from plans.choices import Rolle
from plans.models import User
from plans.services import retire
from reporting.soegning.arter import ARTER
from reporting.soegning.forespoergsel import (
    LONGEST,
    NO_WORDS,
    ONLY_MINUS,
    TOO_COMMON,
    TOO_COMMON_ALL,
    TOO_LONG,
    read,
    spellings,
)
from reporting.soegning.opslag import find, visible_plans
from reporting.soegning.side import HITS_A_PAGE, build_soegeside
from reporting.soegning.spoergsmaal import LET_THE_INDEXES_DECIDE, MOST_OF_A_KIND, statement
from reporting.soegning.uddrag import WIDTH
from tests.indsatser import factories as indsatser
from tests.plans import factories as plans

SOEG = reverse("reporting:soeg")
TODAY = timezone.localdate()


@pytest.fixture
def plan():
    return plans.HelhedsplanFactory(name="Helhedsplanen for Åparken", short_name="Åparken", journalnummer="20123")


@pytest.fixture
def laeser(plan) -> User:
    return plans.MedlemskabFactory(helhedsplan=plan, rolle=Rolle.LAESER).user


@pytest.fixture
def delaftale(plan):
    return plans.DelaftaleFactory(helhedsplan=plan, title="Tryghed og trivsel")


def milepael(plan, text, **more):
    return indsatser.MilepaelFactory(helhedsplan=plan, text=text, **more)


def titles(user, typed, **chosen) -> list[str]:
    """What the hits are called, best first."""
    side = build_soegeside(user, **{"typed": typed, "art": "", "plan": "", "page": None} | chosen)
    return ["".join(piece.tekst for piece in hit.title) for hit in side.hits]


# --- Words


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Én aktivitet er holdt", "aktiviteterne"),
        ("Aktiviteterne er holdt", "aktivitet"),
        ("En beboer er valgt", "beboernes"),
        ("Beboernes råd er valgt", "beboer"),
        ("Indsats i gården", "indsatser"),
        ("Indsatsen i gården", "indsats"),
        ("Tre bydelsmødre er uddannet", "bydelsmor"),
        ("Et barn er med", "børnene"),
        ("Første arrangement er holdt", "arrang"),
        ("Første arrangement er holdt", "arrangemen"),
        ("En aktivitet er holdt", "aktivitete"),
        ("Beboerne er spurgt", "beboern"),
        ("Aabenraa er med", "åbenrå"),
        ("Åbenrå er med", "aabenraa"),
        ("Østerågade er med", "oesteraagade"),
        ("Æblehaven er åben", "aeblehaven"),
        ("Caféen er åben", "cafe"),
        ("Lektiecafeer er åbne", "lektiecafé"),
        ("Uddannelse/beskæftigelse", "beskæftigelse"),
        ("Punktum.Uden mellemrum", "mellemrum"),
        ("Kaldt «Åbningen»", "åbningen"),
        ("ÅBNING i SEPTEMBER", "åbning september"),
        ("Unge på 18-24 år", "18-24 år"),
        ("Se afsnit 5.2 om det", "5.2"),
        ("Forløb A2 er holdt", "a2"),
        ("<b>Fed</b> tekst", "fed"),
    ],
)
def test_a_word_is_found_however_it_is_written(plan, laeser, text, typed):
    milepael(plan, text)
    assert titles(laeser, typed) == [text]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("unge lektiecafé", ["Unge er i lektiecafé"]),
        ("unge -lektiecafé", ["Unge er til fodbold"]),
        ('unge -"til fodbold"', ["Unge er i lektiecafé"]),
        ('"til fodbold"', ["Unge er til fodbold"]),
        ('"fodbold unge"', []),
        ('"unge er til fodbold"', ["Unge er til fodbold"]),
        ('"unge til fodbold"', []),
        ('unge"', ["Unge er i lektiecafé", "Unge er til fodbold"]),
        ("unge håndbold", []),
    ],
)
def test_all_words_must_be_there_and_unwanted_ones_must_not(plan, laeser, typed, expected):
    milepael(plan, "Unge er i lektiecafé", year=2018)
    milepael(plan, "Unge er til fodbold", year=2019)
    assert sorted(titles(laeser, typed)) == expected


def test_a_short_last_word_is_not_taken_as_a_beginning(plan, laeser):
    milepael(plan, "Byggeriet er begyndt")
    assert titles(laeser, "by") == []
    assert titles(laeser, "byg") == ["Byggeriet er begyndt"]


def test_only_the_last_word_is_taken_as_a_beginning(plan, laeser):
    milepael(plan, "Frivillige holder lektiecafé")
    assert titles(laeser, "lektie frivillige") == []
    assert titles(laeser, "frivillige lektie") == ["Frivillige holder lektiecafé"]


def test_part_of_a_word_is_enough_in_a_name_only(plan, delaftale, laeser):
    indsatser.AktivitetFactory(delaftale=delaftale, name="Lektiecafé")
    milepael(plan, "Sprogcafé er åbnet")
    assert titles(laeser, "café") == ["Lektiecafé"]


# --- Questions that ask nothing


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", ""),
        ("   ", ""),
        ("og", TOO_COMMON),
        ("og i det", TOO_COMMON_ALL),
        ("-unge", ONLY_MINUS),
        ("-unge -børn", ONLY_MINUS),
        ("!!! &", NO_WORDS),
        ('""', NO_WORDS),
        ("-", NO_WORDS),
        ("x" * (LONGEST + 1), TOO_LONG),
    ],
)
def test_a_question_that_asks_nothing_says_so(client, plan, log_in, typed, sentence):
    log_in(plan)
    assert read(typed).sentence == sentence
    response = client.get(SOEG, {"q": typed})
    assert response.status_code == 200
    page = BeautifulSoup(response.content, "html.parser")
    assert sentence in page.select_one("#soegestatus").text
    assert page.select_one(".tom")


@pytest.mark.parametrize(
    "typed",
    [
        "' OR 1=1 --",
        "a' & 'b",
        "\\",
        "a:* | b & !(c)",
        "a <-> b",
        "ab\x00cd",
        "%s %(x)s {} %",
        "100% sikkert",
        "🙂 emoji",
        "\u202eomvendt\u2066",
        "-" * 150,
        '"' * 99,
        "a " * 99,
        "é" * 200,
        "åæø" * 60,
        "aaaeoe" * 30,
        "x" * 10_000,
        "<script>alert(1)</script>",
    ],
)
def test_hostile_text_is_only_text(client, plan, log_in, typed):
    log_in(plan)
    response = client.get(SOEG, {"q": typed, "art": typed[:50], "plan": typed[:50], "side": typed[:50]})
    assert response.status_code == 200
    assert b"<script>alert" not in response.content


@pytest.mark.no_db
def test_a_word_is_spelt_both_ways_and_not_in_hundreds():
    assert spellings("østerågade")[:4] == ("østerågade", "østeraagade", "oesterågade", "oesteraagade")
    assert "café" in spellings("cafe")
    assert "caféen" in spellings("cafeen")
    assert len(spellings("aaaeoe" * 30)) <= 32


@pytest.mark.no_db
def test_text_is_cleaned_as_the_database_does_it():
    assert cleaned("ÆBLE/Åen «Ø».2") == "æble åen  ø  2"


# --- Who finds what


def test_a_stranger_and_an_ended_membership_find_nothing(plan):
    milepael(plan, "Lektiecaféen er åbnet")
    over = plans.MedlemskabFactory(helhedsplan=plan, end_date=TODAY - timedelta(days=1)).user
    coming = plans.MedlemskabFactory(helhedsplan=plan, start_date=TODAY + timedelta(days=1)).user
    elsewhere = plans.MedlemskabFactory().user
    admin = plans.UserFactory(is_staff=True, is_superuser=True)
    for user in (plans.UserFactory(), over, coming, elsewhere, admin):
        assert titles(user, "lektiecaféen") == []
        assert titles(user, "lektiecaféen", plan=str(plan.uuid)) == []


def test_a_member_of_the_faellessekretariat_finds_what_is_in_its_plans(plan):
    above = plans.HelhedsplanFactory(faellessekretariat=True)
    plan.parent = above
    plan.save()
    milepael(plan, "Lektiecaféen er åbnet")
    user = plans.MedlemskabFactory(helhedsplan=above, rolle=Rolle.LAESER).user
    assert titles(user, "lektiecaféen") == ["Lektiecaféen er åbnet"]


def test_hits_counts_and_plans_are_those_of_my_plans_only(client, plan, log_in):
    milepael(plan, "Lektiecaféen er åbnet")
    other = plans.HelhedsplanFactory(short_name="Hemmeliggården")
    milepael(other, "Lektiecaféen er hemmelig")
    log_in(plan)
    html = client.get(SOEG, {"q": "lektiecaféen"}).content.decode()
    assert "1 træf" in html
    assert "hemmelig" not in html.lower()


RETIRED = {"retired_on": TODAY, "retired_reason": "Slut"}


def test_what_is_retired_is_not_found_nor_what_stands_under_it(plan, delaftale, laeser):
    gone = indsatser.AktivitetFactory(delaftale=delaftale, name="Lektiecafé", **RETIRED)
    indsatser.SucceskriteriumFactory(aktivitet=gone, statement="Lektiecaféen holdes")
    milepael(plan, "Lektiecafé er åbnet", aktivitet=gone, delaftale=delaftale)
    milepael(plan, "Lektiecafé er lukket", **RETIRED)
    assert titles(laeser, "lektiecafé") == []


def test_what_stands_under_a_retired_delaftale_is_not_found(plan, laeser):
    delaftale = plans.DelaftaleFactory(helhedsplan=plan, title="Lektier", **RETIRED)
    aktivitet = indsatser.AktivitetFactory(delaftale=delaftale, name="Lektiecafé")
    indsatser.SucceskriteriumFactory(aktivitet=aktivitet, statement="Lektiecaféen holdes")
    indsatser.MaalFactory(helhedsplan=plan, delaftale=delaftale, text="Lektiecafé til alle")
    assert titles(laeser, "lektiecafé") == []


def test_what_retires_tomorrow_is_found_today(plan, laeser):
    milepael(plan, "Lektiecafé er åbnet", retired_on=TODAY + timedelta(days=1), retired_reason="Slut")
    assert titles(laeser, "lektiecafé") == ["Lektiecafé er åbnet"]


def test_a_retired_plan_is_not_searched(plan, laeser):
    milepael(plan, "Lektiecafé er åbnet")
    plan.retired_on, plan.retired_reason = TODAY, "Slut"
    plan.save()
    assert titles(laeser, "lektiecafé") == []


# --- All kinds, and where a hit leads


@pytest.fixture
def alt(plan, delaftale):
    """One row of each kind with the word kolonihave in its text, and the plan in its summary."""
    plan.summary = "Om kolonihaver."
    plan.save()
    delaftale.problem = "Der mangler kolonihaver."
    delaftale.save()
    aktivitet = indsatser.AktivitetFactory(delaftale=delaftale, name="Gravning", target_group="Folk med kolonihave.")
    skabelon = plans.AfsnitsskabelonFactory(runde=plan.bevillingsrunde, heading="Formål")
    return {
        "plan": plan,
        "delaftale": delaftale,
        "aktivitet": aktivitet,
        "maal": indsatser.MaalFactory(helhedsplan=plan, delaftale=delaftale, text="Flere har kolonihave"),
        "kriterium": indsatser.SucceskriteriumFactory(aktivitet=aktivitet, source="Kolonihavens protokol"),
        "milepael": milepael(plan, "Kolonihaven er åbnet"),
        "afsnit": plans.AfsnitFactory(helhedsplan=plan, skabelon=skabelon, heading="Formål", text="Kolonihaver."),
        "organ": plans.OrganFactory(helhedsplan=plan, name="Haveudvalget", mandate="Passer kolonihaverne."),
        "opfoelgning": plans.OpfoelgningFactory(moede__organ__helhedsplan=plan, text="Spørge om kolonihaven."),
        "lokalprojekt": indsatser.LokalprojektFactory(helhedsplan=plan, name="Høst", purpose="En fest i kolonihaven."),
        "initiativ": indsatser.InitiativFactory(helhedsplan=plan, title="Grønt", work="Arbejde i kolonihaver."),
        "evaluering": indsatser.EvalueringFactory(helhedsplan=plan, title="Haver", findings="Kolonihaver virker."),
    }


def test_every_kind_is_searched_and_its_hit_leads_to_a_page_where_it_stands(client, plan, alt, log_in):
    log_in(plan)
    page = BeautifulSoup(client.get(SOEG, {"q": "kolonihave"}).content, "html.parser")
    hits = page.select(".traef")
    assert {hit.select_one(".maerke").text for hit in hits} == {art.label for art in ARTER}
    assert {art.key for art in ARTER} == set(alt)
    for hit in hits:
        assert "koloni" in " ".join(mark.text.lower() for mark in hit.select("mark")), hit
        path, _, anchor = hit.select_one("h2 a")["href"].partition("#")
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert not anchor or f'id="{anchor}"' in answer.content.decode(), anchor


def test_a_follow_up_goes_with_its_meeting_and_the_organ(plan, laeser):
    row = plans.OpfoelgningFactory(moede__organ__helhedsplan=plan, text="Spørge skolen")
    row.done_on, row.done_note = TODAY, "Aulaen er vores."
    row.save()
    assert titles(laeser, "aulaen") == ["Spørge skolen"]
    assert titles(plans.MedlemskabFactory().user, "aulaen") == [], "of another plan"
    retire(row.moede.organ, by=None, reason="Nedlagt.")
    assert titles(laeser, "aulaen") == []


def test_a_milestone_is_found_by_why_it_was_dropped(plan, laeser):
    milepael(plan, "Fest holdt", state="bortfaldet", dropped_reason="Teltet blæste væk.")
    (hit,) = build_soegeside(laeser, typed="teltet", art="", plan="", page=None).hits
    assert hit.field == "Hvorfor bortfaldet"


def test_the_excerpt_names_its_field_and_shows_no_light_markup(plan, delaftale, laeser):
    text = "## Hvem\n\n- **Kolonihaver** er for\n- alle"
    indsatser.AktivitetFactory(delaftale=delaftale, name="Gravning", target_group=text)
    side = build_soegeside(laeser, typed="kolonihave", art="", plan="", page=None)
    (hit,) = side.hits
    assert hit.field == "Målgruppe"
    assert "".join(piece.tekst for piece in hit.excerpt) == "Hvem Kolonihaver er for alle"
    assert [piece.tekst for piece in hit.excerpt if piece.er_traef] == ["Kolonihaver"]
    assert (hit.plan, hit.place) == ("Åparken", "Tryghed og trivsel")


def test_html_in_a_text_stays_text(client, plan, delaftale, log_in):
    evil = "Kolonihave <script>alert(1)</script> <mark onclick=x> &amp; \"'"
    indsatser.AktivitetFactory(delaftale=delaftale, name=f"Have {evil}"[:200], content=evil)
    log_in(plan)
    html = client.get(SOEG, {"q": "kolonihave script"}).content.decode()
    assert "<script>alert" not in html
    assert "<mark onclick" not in html
    assert "&lt;<mark>script</mark>&gt;alert(1)" in html


def test_a_long_text_is_shown_where_most_of_the_words_stand(plan, laeser):
    text = "Unge bor her. " + "Intet om sagen. " * 40 + "Her er unge i kolonihaver hele dagen. " + "Mere. " * 90
    plans.AfsnitFactory(helhedsplan=plan, heading="Have", text=text)
    (hit,) = build_soegeside(laeser, typed="unge kolonihave", art="", plan="", page=None).hits
    shown = "".join(piece.tekst for piece in hit.excerpt)
    assert "unge i kolonihaver" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < WIDTH + 5


def test_a_text_of_megabytes_can_be_saved_and_is_found_by_its_beginning(plan, laeser):
    text = "kolonihave " + " ".join(f"{number:x}æøå" for number in range(200_000))
    plans.AfsnitFactory(helhedsplan=plan, heading="Langt", text=text)
    assert titles(laeser, "kolonihave") == ["Langt"]


# --- Order


def test_names_come_before_sentences_and_sentences_before_text(plan, delaftale, laeser):
    indsatser.AktivitetFactory(delaftale=delaftale, name="Fodbold", content="Ikke lektiecafé")
    milepael(plan, "Lektiecaféen er åbnet")
    indsatser.AktivitetFactory(delaftale=delaftale, name="Lektiecafé for piger")
    indsatser.AktivitetFactory(delaftale=delaftale, name="Lektiecafé")
    assert titles(laeser, "lektiecafé") == ["Lektiecafé", "Lektiecafé for piger", "Lektiecaféen er åbnet", "Fodbold"]


@pytest.mark.parametrize("typed", ["20123", "åparken", "Helhedsplanen for Åparken"])
def test_a_plan_is_found_by_its_number_and_its_names(plan, laeser, typed):
    milepael(plan, "Åparken 20123 er med i Helhedsplanen for Åparken")
    assert titles(laeser, typed)[0] == "Helhedsplanen for Åparken"


def test_plans_that_run_come_before_plans_that_are_over(plan, laeser):
    plan.start_date, plan.end_date = date(2015, 1, 1), date(2018, 12, 31)
    plan.save()
    running = plans.HelhedsplanFactory(short_name="Ørehuset", start_date=date(2015, 1, 1), end_date=date(2090, 12, 31))
    plans.MedlemskabFactory(helhedsplan=running, user=laeser)
    milepael(plan, "Lektiecafé i Åparken")
    milepael(running, "Lektiecafé i Ørehuset")
    assert titles(laeser, "lektiecafé") == ["Lektiecafé i Ørehuset", "Lektiecafé i Åparken"]


# --- Choosing and turning pages


def test_kinds_and_plans_are_counted_and_chosen_in_the_address(client, plan, delaftale, log_in):
    user = log_in(plan)
    other = plans.HelhedsplanFactory(short_name="Ørehuset")
    plans.MedlemskabFactory(helhedsplan=other, user=user)
    indsatser.AktivitetFactory(delaftale=delaftale, name="Lektiecafé")
    milepael(plan, "Lektiecafé er åbnet")
    milepael(other, "Lektiecafé er lukket")
    page = BeautifulSoup(client.get(SOEG, {"q": "lektiecafé"}).content, "html.parser")
    links = {" ".join(link.text.split()): link["href"] for link in page.select(".soegevalg a")}
    assert list(links) == ["Alt 3 træf", "Aktiviteter 1 træf", "Milepæle 2 træf", "Åparken 2 træf", "Ørehuset 1 træf"]
    milestones = client.get(SOEG + links["Milepæle 2 træf"]).content.decode()
    assert "2 træf på »lektiecafé« (Milepæle)" in milestones
    assert 'name="art" value="milepael"' in milestones
    there = client.get(SOEG + links["Ørehuset 1 træf"]).content.decode()
    assert "1 træf på »lektiecafé« (Ørehuset)" in there


def test_the_page_stands_in_the_address_and_keeps_what_is_chosen(client, plan, log_in):
    log_in(plan)
    for number in range(HITS_A_PAGE + 1):
        milepael(plan, f"Lektiecafé {number:02} er åbnet")
    first = client.get(SOEG, {"q": "lektiecafé", "art": "milepael"}).content.decode()
    assert first.count('class="traef"') == HITS_A_PAGE
    assert "q=lektiecaf%C3%A9&amp;art=milepael&amp;side=2" in first
    second = client.get(SOEG, {"q": "lektiecafé", "art": "milepael", "side": "2"}).content.decode()
    assert second.count('class="traef"') == 1
    assert "side 2 af 2" in second


def test_more_than_anybody_reads_is_said_and_not_counted(client, plan, log_in):
    log_in(plan)
    indsatser.MilepaelFactory.create_batch(MOST_OF_A_KIND + 1, helhedsplan=plan, text="Lektiecafé er åbnet")
    html = client.get(SOEG, {"q": "lektiecafé"}).content.decode()
    assert f"Mere end {MOST_OF_A_KIND} træf" in html
    assert f"{MOST_OF_A_KIND}+" in html


def test_without_a_plan_the_page_says_how_to_get_one(client):
    client.force_login(plans.UserFactory(), backend="django.contrib.auth.backends.ModelBackend")
    assert "Du har ikke adgang til nogen plan" in client.get(SOEG, {"q": "unge"}).content.decode()


# --- What it costs


def test_the_page_costs_the_same_with_many_rows_and_many_plans(client, plan, alt, log_in, assert_flat_queries):
    user = log_in(plan)

    def grow():
        for number in range(2):
            other = plans.HelhedsplanFactory(short_name=f"Kolonihave {number}")
            plans.MedlemskabFactory(helhedsplan=other, user=user)
        for number in range(6):
            milepael(plan, f"Kolonihave {number} er åbnet")

    assert_flat_queries(get=lambda: client.get(SOEG, {"q": "kolonihave"}), grow=grow)


def test_the_indexes_answer(plan, laeser):
    """A column more in the question than in the index, and the words of every row are made anew."""
    question = read("kolonihave")
    with connection.cursor() as cursor:
        cursor.execute(LET_THE_INDEXES_DECIDE)
        values = {"question": question.tsquery, "typed": question.text, "plans": "{1}", "today": TODAY}
        cursor.execute(f"EXPLAIN {statement(0)}", values)
        plan_of_it = "\n".join(row[0] for row in cursor.fetchall())
    for art in ARTER:
        for vector in filter(None, (art.whole, art.name)):
            index = next(one.name for one in art.model._meta.indexes if vector in getattr(one, "expressions", ()))
            assert f"Bitmap Index Scan on {index}" in plan_of_it
    assert "Seq Scan" not in plan_of_it


def test_nothing_is_asked_of_the_rows_when_there_is_nothing_to_ask(laeser, django_assert_num_queries):
    mine = visible_plans(laeser)
    with django_assert_num_queries(0):
        assert find(read(""), mine).rows == ()
