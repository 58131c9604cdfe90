"""What holds for every template: no inline style or script, declared inputs, closed includes, pages that render."""

import re
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory
from django.urls import reverse

from indsatser.choices import Tilstand

pytestmark = pytest.mark.no_db

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
ALL = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
PAPER = "reporting/pdf/"
SCREEN = [name for name in ALL if not name.startswith(PAPER)]
PARTS = [
    name
    for name in ALL
    if name.startswith("components/") or Path(name).name.startswith("_") or name.endswith(".svg.html")
]
INCLUDE = re.compile(r"{%\s*include\s+(.*?)%}", re.S)


def source_of(name):
    return (TEMPLATES / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SCREEN)
def test_nothing_runs_or_is_styled_inline(name):
    """The browser is told to refuse it, so it would not work either."""
    source = source_of(name)
    assert not re.search(r"<[^>]*\sstyle\s*=", source), "style attribute"
    assert not re.search(r"<style[\s>]", source), "style element"
    assert not re.search(r"<script(?![^>]*\ssrc=)[^>]*>", source), "script without src"
    assert not re.search(r"<[^>]*\son[a-z]+\s*=", source, re.I), "event handler"
    assert not re.search(r"\shx-on[:=]", source), "htmx handler"
    assert "javascript:" not in source


@pytest.mark.parametrize("name", ALL)
def test_nothing_is_fetched_from_elsewhere(name):
    found = re.findall(r"""(?:src|href)\s*=\s*["'](?:https?:)?//[^"']*""", source_of(name))
    assert not found


@pytest.mark.parametrize("name", PARTS)
def test_a_part_says_on_its_first_line_what_it_expects(name):
    assert source_of(name).startswith("{# Forventer:")


@pytest.mark.parametrize("name", ALL)
def test_a_component_is_included_with_only_what_it_is_given(name):
    for arguments in INCLUDE.findall(source_of(name)):
        if '"components/' in arguments or ".svg.html" in arguments:
            assert arguments.split()[-1] == "only", arguments


@pytest.mark.parametrize("name", ALL)
def test_a_template_compiles(name):
    get_template(name)


@pytest.mark.parametrize("name", ALL)
def test_an_included_template_exists(name):
    for arguments in INCLUDE.findall(source_of(name)):
        first = arguments.split()[0]
        if first[:1] in "\"'":
            assert (TEMPLATES / first.strip("\"'")).exists(), first


# --- The frame


class Visitor:
    is_authenticated = True
    email = "mette.holm@samvirket.example"

    def get_full_name(self):
        return "Mette <Holm>"


def page(name, path="/", **context):
    return render_to_string(name, {"user": Visitor(), **context}, request=RequestFactory().get(path))


@pytest.mark.parametrize("name", ["403.html", "404.html", "403_csrf.html", "registration/password_change_done.html"])
def test_a_page_has_one_heading_its_landmarks_and_a_way_past_them(name):
    html = page(name)
    assert '<html lang="da"' in html
    assert html.count("<h1") == 1
    assert html.count("<main") == 1
    assert 'href="#indhold"' in html
    assert 'id="indhold"' in html
    assert re.search(r"<title>[^<]+ – Helhedsplan</title>", html)


def test_logging_out_is_a_post():
    html = page("404.html")
    form = next(part for part in html.split("<form")[1:] if reverse("logout") in part.split("</form>")[0])
    assert 'method="post"' in form
    assert "csrfmiddlewaretoken" in form


def test_a_persons_name_is_escaped():
    assert "Mette &lt;Holm&gt;" in page("404.html")


def test_a_stranger_sees_no_menu():
    html = page("404.html", user=SimpleNamespace(is_authenticated=False))
    assert "<nav" not in html
    assert "<details" not in html


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_the_last_resort_pages_need_nothing_at_all(name):
    assert "<h1>" in get_template(name).render()


def test_the_reason_for_a_refusal_is_shown():
    assert "Din rolle giver ikke ret" in page("403.html", exception="Din rolle giver ikke ret til at godkende her.")


# --- Components


@pytest.mark.parametrize("tilstand", Tilstand)
def test_a_state_is_text_and_shape(tilstand):
    html = render_to_string("components/tilstand_maerke.html", {"tilstand": tilstand.value, "label": tilstand.label})
    assert tilstand.label in html
    assert "<svg" in html


def test_facts_that_are_missing_say_so_and_zero_does_not():
    html = render_to_string(
        "components/noegletal.html", {"facts": [{"label": "Ansvarlig", "value": None}, {"label": "Timer", "value": 0}]}
    )
    assert html.count("Ikke oplyst") == 1
    assert "0" in html


def test_an_empty_list_says_what_to_do_next():
    html = render_to_string(
        "components/tom.html",
        {"titel": "Ingen møder", "tekst": "Opret det første.", "url": "/x/", "handling": "Opret møde"},
    )
    assert 'href="/x/"' in html
    assert "Opret møde" in html


def test_the_menu_of_a_plan_leads_to_its_pages():
    plan = SimpleNamespace(uuid=UUID(int=7))
    html = page("components/plan_nav.html", plan=plan, active="aftale")
    assert "Delaftaler" in html
    assert html.count(str(plan.uuid)) > 5
