"""Formatted text: what is read as formatting, what stays words, and that nothing is lost on the way to the page."""

import html
import json
import re
import time
from itertools import pairwise
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from helhedsplan.forms import FORMATERING, RigTekstField
from helhedsplan.rigtekst import Heading, Item, Paragraph, PointList, Run, parse, ren, som_tekst, til_html, write

pytestmark = pytest.mark.no_db

# The browser test reads the same examples: what stands here holds for Python and for the editor.
EKSEMPLER = json.loads((Path(__file__).parent / "rigtekst_eksempler.json").read_text(encoding="utf-8"))

# Pieces that meet in awkward ways, and ordinary words between them.
STUMPER = (
    *(
        "- ",
        "* ",
        "• ",
        "– ",
        "-",
        "1. ",
        "2. ",
        "3. ",
        "1.",
        "01. ",
        "## ",
        "### ",
        "# ",
        "**",
        "***",
        "*",
        "_",
        "\\",
    ),
    *(
        "\n",
        "\n\n",
        "\n  ",
        "\n    ",
        "\n\t",
        " ",
        "  ",
        "\t",
        "\xa0",
        "\r\n",
        "maj ",
        "kvartal ",
        "æøå",
        "hus",
        "by",
        ".",
    ),
    *("<b>", "</b>", "<br>", "<p class=x>", "</p>", "<", ">", "<script>", "</script>", "<!--", "-->", "&nbsp;", "o\t"),
    *("\x00", "\u202e", "\u200b", "\u00ad", "\u2028", "\uf0b7 ", "· "),
)
blandet = st.lists(st.sampled_from(STUMPER), max_size=25).map("".join)


def words(text):
    return re.findall(r"[^\W\d_]+", text)


def seen_words(markup):
    """The words a reader sees, in order; asterisks aside, which may be bold or may be there."""
    inside = re.sub(r"</?strong>", "", markup).replace("*", "")
    return words(html.unescape(re.sub(r"<[^>]+>", " ", inside)))


# --- The examples


@pytest.mark.parametrize("eksempel", EKSEMPLER, ids=lambda eksempel: eksempel["hvad"])
def test_an_example_is_printed_as_it_says(eksempel):
    assert til_html(eksempel["skrevet"]) == eksempel["html"]


@pytest.mark.parametrize("eksempel", EKSEMPLER, ids=lambda eksempel: eksempel["hvad"])
def test_an_example_is_printed_the_same_once_it_is_stored(eksempel):
    stored = ren(eksempel["skrevet"])
    assert til_html(stored) == eksempel["html"]
    assert ren(stored) == stored


def test_a_text_becomes_blocks():
    assert parse("## Mål\n\nVi vil **nå** det\nsnart\n- a\n  1. b\n  2. c") == (
        Heading(1, (Run("Mål"),)),
        Paragraph(((Run("Vi vil "), Run("nå", bold=True), Run(" det")), (Run("snart"),))),
        PointList(False, (Item((Run("a"),), (PointList(True, (Item((Run("b"),)), Item((Run("c"),)))),)),)),
    )


@pytest.mark.parametrize(
    "first", ["1. maj", "1. kvartal 2020", "1. halvår", "1. december", "1. klasse", "1. sal", "1. etape", "1. feb."]
)
def test_an_ordinal_does_not_begin_a_list(first):
    assert til_html(f"{first} begynder\n2. noget andet").startswith(f"<p>{first} begynder<br>")


def test_a_word_that_only_begins_like_a_month_begins_a_list():
    assert til_html("1. majsmarked\n2. loppemarked") == "<ol><li>majsmarked</li><li>loppemarked</li></ol>"


def test_a_numbered_list_begins_at_one_and_skips_no_number():
    assert til_html("3. c\n4. d") == "<p>3. c<br>4. d</p>"
    assert til_html("1. a\n3. c") == "<p>1. a<br>3. c</p>"
    assert til_html("1. a\n2. b\n4. d") == "<ol><li>a</li><li>b</li></ol><p>4. d</p>"


# --- Headings keep the order of the page


def test_headings_begin_at_the_level_they_are_given():
    assert til_html("## A\n### B\n## C", 4) == "<h4>A</h4><h5>B</h5><h4>C</h4>"


def test_a_small_heading_before_any_large_one_skips_no_level():
    assert til_html("### A\n### B\n## C\n### D", 3) == "<h3>A</h3><h3>B</h3><h3>C</h3><h4>D</h4>"


def test_there_is_no_seventh_level():
    assert til_html("## A\n### B", 6) == "<h6>A</h6><h6>B</h6>"


@given(st.lists(st.sampled_from(["## a\n", "### a\n", "a\n"]), max_size=12), st.integers(2, 6))
def test_no_text_makes_a_page_skip_a_level(lines, base):
    levels = [base - 1, *map(int, re.findall(r"<h(\d)>", til_html("".join(lines), base)))]
    assert all(after <= before + 1 for before, after in pairwise(levels))


# --- What is stored


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("•\tbørn\n·  unge\n– ældre\n* familier", "- børn\n- unge\n- ældre\n- familier"),
        ("\uf0b7\xa0\xa0\xa0børn\no\tsøskende", "- børn\n  - søskende"),
        ("a\r\n\r\n\r\n\r\nb\u2028c", "a\n\nb\nc"),
        ("  meget   luft \t her  ", "meget luft her"),
        ("1.200\xa0kr.", "1.200\xa0kr."),
        ("sl\u00adut\u200b \u202eom\x00\x07", "slut om"),
        ("<p class=MsoNormal style='margin:0'><b>Fed</b> og <i>skrå</i></p><p>to</p>", "**Fed** og skrå\n\nto"),
        ("<h1>Titel</h1>tekst<br/>mere", "## Titel\n\ntekst\nmere"),
        ("<ul><li>a</li><li>b<strong> c </strong></li></ul>", "- a\n- b **c**"),
        ("<b>a<br>b</b>", "**a**\n**b**"),
        ("før<script>alert(1)</script><style>p{}</style><!-- <p> -->efter", "førefter"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\n\nc"),
        ("<o:p></o:p><![if !supportLists]>x<![endif]>", "x"),
        ("", ""),
        (None, ""),
        ("- \n* \n", ""),
    ],
)
def test_what_is_typed_or_pasted_is_tidied(typed, stored):
    assert ren(typed) == stored


@pytest.mark.parametrize(
    "words", ["alder <25 og >18", "<navn> på <stedet>", "a < b > c", "1 <b og c> 2", "mail <x@y.dk>"]
)
def test_angle_brackets_that_are_no_html_stay(words):
    assert ren(words) == words


def test_an_unknown_depth_of_tags_in_tags_ends_as_words():
    stored = ren("<" * 9 + "b>" * 9)
    assert ren(stored) == stored
    assert "<b>" not in til_html(stored)


@given(blandet)
def test_tidying_twice_changes_nothing_more(typed):
    assert ren(ren(typed)) == ren(typed)


@given(st.text(max_size=80))
def test_tidying_any_text_twice_changes_nothing_more(typed):
    assert ren(ren(typed)) == ren(typed)


@given(blandet)
def test_what_is_stored_is_read_and_written_back_byte_for_byte(typed):
    stored = ren(typed)
    assert write(parse(stored)) == stored


@given(blandet)
def test_no_word_is_lost_or_moved_when_a_text_is_printed(typed):
    expected = words(typed.replace("*", ""))
    assert seen_words(til_html(typed)) == expected
    assert words(som_tekst(typed).replace("*", "")) == expected


@given(blandet)
def test_every_tag_is_ours_and_is_closed(typed):
    markup = til_html(typed, 3)
    tags = re.findall(r"<(/?)(\w+)>", markup)
    assert re.sub(r"</?(?:p|br|strong|ul|ol|li|h3|h4)>", "", markup).count("<") == 0
    stack = []
    for closing, name in tags:
        if closing:
            assert stack.pop() == name
        elif name != "br":
            stack.append(name)
    assert stack == []


@pytest.mark.parametrize(
    "ill_will",
    [
        "<script>" * 130_000,
        "<!--" * 250_000,
        "<<b>b>" * 170_000,
        "<b a='" * 170_000,
        "**a " * 250_000,
        "*" * 1_000_000,
        "1. a\n" * 200_000,
        "\n".join(" " * depth + "1. a" for depth in range(1400)),
        "- a\n" + "  x\n" * 250_000,
        " " * 1_000_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_a_megabyte_of_ill_will_takes_seconds_not_minutes(ill_will):
    begun = time.process_time()
    til_html(ren(ill_will))
    assert time.process_time() - begun < 20


# --- Plain text


def test_plain_text_keeps_the_words_and_drops_the_marks():
    text = "## Mål\n\nVi har **14** pladser.\n\n- a\n  - b\n\n1. c\n2. d"
    assert som_tekst(text) == "Mål\nVi har 14 pladser.\n- a\n  - b\n1. c\n2. d"


# --- The field


def test_the_field_stores_the_tidied_text_and_says_how_to_format():
    field = RigTekstField(help_text="Skriv om borgerne, ikke om personer.")
    assert field.clean(" • a\r\n• b\x00 ") == "- a\n- b"
    assert field.help_text == f"Skriv om borgerne, ikke om personer. {FORMATERING}"


def test_a_text_of_nothing_but_marks_is_empty():
    with pytest.raises(ValidationError):
        RigTekstField().clean("<p> </p>\n- \n\u200b")
    assert RigTekstField(required=False).clean(None) == ""


def test_a_text_from_before_is_not_changed_by_being_shown_in_the_form():
    field = RigTekstField()
    assert not field.has_changed("Det sker:\n• a\n• b", "Det sker:\r\n\r\n- a\r\n- b")
    assert field.has_changed("a", "**a**")


def test_the_widget_is_a_text_area_that_the_editor_can_find():
    markup = RigTekstField().widget.render("text", "## A <b>")
    assert "data-rigtekst" in markup
    assert 'rows="8"' in markup
    assert "## A &lt;b&gt;</textarea>" in markup
