"""Danish dates and text in templates, links that keep the as-of date, the menus and the icons."""

from datetime import UTC, date, datetime
from decimal import Decimal
from html.parser import HTMLParser
from types import SimpleNamespace
from uuid import UUID
from xml.etree import ElementTree

import pytest
from django.template import Context, RequestContext, Template
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from helhedsplan.ikoner import IKONER, TILSTANDSIKONER
from helhedsplan.menu import HOVEDMENU, PLANMENU, active_key
from helhedsplan.templatetags import dansk, helhed
from indsatser.choices import Milepaeltilstand, Skoen, Tilstand

pytestmark = pytest.mark.no_db

NBSP = "\u00a0"
PLAN = SimpleNamespace(uuid=UUID(int=7))


def rendered(source, path="/", **context):
    request = RequestFactory().get(path)
    return Template("{% load helhed dansk %}" + source).render(RequestContext(request, context))


# --- Figures and dates


def test_figures_are_written_the_danish_way():
    assert dansk.tal(Decimal("1234.5")) == "1.234,5"
    assert dansk.tal(35) == "35"
    assert dansk.procent(Decimal("18.4")) == f"18,4{NBSP}%"
    assert dansk.kroner(1250000) == f"1.250.000{NBSP}kr."
    assert dansk.maengde(Decimal(35), "unge") == f"35{NBSP}unge"


@pytest.mark.parametrize("written", [dansk.tal, dansk.procent, dansk.kroner, dansk.maengde, dansk.dato, dansk.kvartal])
def test_nothing_is_written_as_nothing_and_never_as_zero(written):
    assert written(None) == ""
    assert written("") == ""


def test_zero_is_a_figure():
    assert dansk.tal(0) == "0"
    assert dansk.kroner(Decimal(0)) == f"0{NBSP}kr."


def test_dates_are_written_short_and_long():
    assert dansk.dato(date(2019, 3, 8)) == "08.03.2019"
    assert dansk.dato_lang(date(2019, 3, 8)) == "8. marts 2019"


def test_a_moment_is_written_in_danish_time():
    assert dansk.tidspunkt(datetime(2019, 7, 8, 22, 5, tzinfo=UTC)) == "09.07.2019 kl. 00.05"
    assert dansk.dato(datetime(2019, 7, 8, 22, 5, tzinfo=UTC)) == "09.07.2019"


def test_a_day_without_a_time_has_no_time_written():
    assert dansk.tidspunkt(date(2019, 7, 8)) == "08.07.2019"


@pytest.mark.parametrize(("month", "quarter"), [(1, 1), (3, 1), (4, 2), (9, 3), (12, 4)])
def test_a_date_has_a_quarter(month, quarter):
    assert dansk.kvartal(date(2019, month, 1)) == f"{quarter}. kvartal 2019"


def test_a_quarter_is_written_with_its_year():
    assert dansk.kvartal(3, 2019) == "3. kvartal 2019"
    assert dansk.kvartal(3) == "3. kvartal"


# --- Text that people typed


class Tags(HTMLParser):
    """Collects the tags and attributes a browser would find."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, tuple(attrs)))


def tags_in(html):
    parser = Tags()
    parser.feed(html)
    return parser.found


def test_blank_lines_part_paragraphs_and_single_line_breaks_stay():
    assert dansk.tekst("Første\nlinje\n\nAndet") == "<p>Første<br>linje</p><p>Andet</p>"


def test_lines_that_begin_with_a_dash_are_a_list_and_may_run_on():
    typed = "Det sker ved:\n- vejledning\n- fritidsjob til\n  de unge\nog mere"
    assert dansk.tekst(typed) == (
        "<p>Det sker ved:</p><ul><li>vejledning</li><li>fritidsjob til de unge</li></ul><p>og mere</p>"
    )


def test_a_negative_number_is_not_a_bullet():
    assert dansk.tekst("-10 procent") == "<p>-10 procent</p>"


def test_windows_line_ends_and_nothing_at_all():
    assert dansk.tekst("a\r\n\r\nb") == "<p>a</p><p>b</p>"
    assert dansk.tekst(None) == ""
    assert dansk.tekst(" \n\n ") == ""


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "- <img src=x onerror=alert(1)>",
        'x" onmouseover="alert(1)',
        "<p onclick=alert(1)>hej",
        "- a</li></ul><script>1</script>",
        "<!-- -->\n\n<svg/onload=alert(1)>",
        "&lt;script&gt;",
    ],
)
def test_typed_html_is_shown_and_never_obeyed(attack):
    html = rendered("{{ value|tekst }}", value=attack)
    assert {tag for tag, _ in tags_in(html)} <= {"p", "br", "ul", "li", "strong"}
    assert all(not attrs for _, attrs in tags_in(html))


def test_text_marked_as_safe_is_escaped_all_the_same():
    from django.utils.safestring import mark_safe

    assert "<script>" not in dansk.tekst(mark_safe("<script>1</script>"))
    assert "<script>" not in dansk.tekst(mark_safe("- <script>1</script>"))


def test_the_headings_of_a_text_stand_at_the_level_the_page_says_or_are_paragraphs():
    assert rendered("{{ value|tekst:4 }}", value="## Mål\n### Hvor") == "<h4>Mål</h4><h5>Hvor</h5>"
    assert rendered("{{ value|tekst }}", value="## Mål") == '<p class="tekst-overskrift">Mål</p>'


@given(st.text(alphabet=st.sampled_from(list("ab<>&\"'-•* \t\n\r/=")), max_size=60))
def test_no_text_can_bring_a_tag_of_its_own(typed):
    html = dansk.tekst(typed)
    assert {tag for tag, _ in tags_in(html)} <= {"p", "br", "ul", "li", "strong"}
    assert html.count("<p>") == html.count("</p>")
    assert html.count("<ul>") == html.count("</ul>")


# --- Links that keep the day


def plan_link(path, extra="", name="reporting:plan_overblik"):
    return rendered("{% plan_url name plan.uuid" + extra + " %}", path, plan=PLAN, name=name)


def test_a_link_between_plan_pages_keeps_the_day_in_the_address():
    assert plan_link("/x/?pr=2020-06-30").endswith(f"/{PLAN.uuid}/?pr=2020-06-30")


def test_a_link_without_a_day_has_no_query():
    assert plan_link("/x/").endswith(f"/{PLAN.uuid}/")


@pytest.mark.parametrize("wrong", ["i-g%C3%A5r", "2020-13-01", "%22%3E%3Cscript%3E", "", "9999-12-31"])
def test_a_day_that_is_none_is_not_carried_along(wrong):
    assert "?" not in plan_link(f"/x/?pr={wrong}")


def test_more_can_be_asked_for_and_the_day_left_out():
    assert plan_link("/x/?pr=2020-06-30", " side=2").endswith("?side=2&amp;pr=2020-06-30")
    assert "?" not in plan_link("/x/?pr=2020-06-30", " pr=''")


def test_the_day_is_known_inside_an_include_that_gets_nothing_else():
    html = rendered(
        '{% include "components/plan_nav.html" with plan=plan active="delaftaler" only %}',
        "/x/?pr=2020-06-30",
        plan=PLAN,
    )
    links = [dict(attrs)["href"] for tag, attrs in tags_in(html) if tag == "a"]
    assert len(links) > 5
    assert all(link.endswith("?pr=2020-06-30") for link in links)


def test_exactly_one_entry_of_the_plans_menu_is_the_current_one():
    html = rendered(
        '{% include "components/plan_nav.html" with plan=plan active="delaftaler" only %}', "/x/", plan=PLAN
    )
    assert html.count("aria-current") == 1


def test_a_page_of_a_list_keeps_the_rest_of_the_query():
    assert rendered("{% side_url 3 %}", "/x/?q=%C3%A6&side=2") == "?q=%C3%A6&amp;side=3"


def test_tags_work_without_a_request():
    assert Template("{% load helhed %}{% plan_url 'reporting:plan_overblik' plan.uuid %}").render(
        Context({"plan": PLAN})
    )


# --- Menus and icons


def test_menu_keys_are_unique():
    for menu in (HOVEDMENU, PLANMENU):
        assert len({punkt.key for punkt in menu}) == len(menu)


def test_a_page_of_a_plan_belongs_to_planer():
    assert active_key("plans:aftale_detail", "plans") == "planer"
    assert active_key("reporting:aarsskemaer", "reporting") == "portefoelje"
    assert active_key("login", "") == ""


@pytest.mark.parametrize("choices", [Tilstand, Milepaeltilstand, Skoen])
def test_every_state_has_an_icon_and_states_of_one_kind_have_different_ones(choices):
    icons = [TILSTANDSIKONER[choice.value] for choice in choices]
    assert len(set(icons)) == len(icons)


@pytest.mark.parametrize("navn", [*IKONER, "findes_ikke", "<script>"])
def test_an_icon_is_a_well_formed_drawing_hidden_from_screen_readers(navn):
    root = ElementTree.fromstring(helhed.ikon(navn))
    assert root.get("aria-hidden") == "true"
    assert len(root)
