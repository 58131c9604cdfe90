"""The editor of formatted text, in a real browser, on a page of its own."""

import json
import random
from itertools import islice
from pathlib import Path
from urllib.parse import quote

import pytest
import yaml
from playwright.sync_api import expect

from helhedsplan.rigtekst import ren, som_tekst
from tests.browser.tilgaengelighed import assert_accessible

ROOT = Path(__file__).resolve().parents[2]
EKSEMPLER = json.loads((ROOT / "tests/helhedsplan/rigtekst_eksempler.json").read_text(encoding="utf-8"))
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{color:red}</style></head>
<body lang=DA><!--StartFragment--><h1 style='color:navy'>Formål<o:p></o:p></h1>
<p class=MsoNormal style='margin:0cm;line-height:107%'>Vi har <b style='mso-bidi:x'>14&nbsp;pladser</b> og <i>mere</i>.
<a href="javascript:alert(1)" onclick="alert(1)">Se her</a><script>window.ramt = 1</script><img src=x
 onerror="window.ramt=1"></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><span
 style='font-family:Symbol'>
<span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span>børn</p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><span
style='mso-list:Ignore'>o<span>&nbsp; </span></span>søskende</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span
style='mso-list:Ignore'>·<span>&nbsp; </span></span>unge</p>
<table class=MsoTableGrid><tr><td><p>År</p></td><td><p>Antal</p></td></tr><tr><td>2019</td><td>12</td></tr></table>
<p><span style='font-weight:bold'>Slut</span></p><!--EndFragment--></body></html>"""

pytestmark = pytest.mark.urls("tests.browser.rigtekst_side")


@pytest.fixture
def aaben(page, live_server, complaints):
    """aaben(text) -> the page with that text in the editor. The browser must have had nothing to object to."""

    def _aaben(text=""):
        page.goto(f"{live_server.url}/proeve/?tekst={quote(text)}")
        return page

    yield _aaben
    assert complaints == []


def editor(page):
    return page.get_by_role("textbox", name="Beskrivelse")


def knap(page, name):
    return page.get_by_role("toolbar", name="Formatering af Beskrivelse").get_by_role("button", name=name, exact=True)


def feltet(page):
    return page.locator("#id_tekst").input_value()


def gem(page):
    page.get_by_role("button", name="Gem").click()
    return page.locator("#gemt").input_value()


def saet_ind(page, **kinds):
    page.evaluate(
        """kinds => {
            const data = new DataTransfer();
            for (const [kind, value] of Object.entries(kinds)) data.setData("text/" + kind, value);
            const where = document.querySelector("[contenteditable]");
            where.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        kinds,
    )


def demo_texts():
    def strings(value):
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            value = list(value.values())
        if isinstance(value, list):
            for each in value:
                yield from strings(each)

    for path in sorted((ROOT / "fixtures/demo").glob("*.yaml")):
        long = (text for text in strings(yaml.safe_load(path.read_text(encoding="utf-8"))) if len(text) > 120)
        yield from islice(long, 40)


def awkward_texts(count):
    from tests.helhedsplan.test_rigtekst import STUMPER

    dice = random.Random(2019)
    for _ in range(count):
        yield "".join(dice.choices(STUMPER, k=dice.randint(1, 25)))


def test_what_is_stored_comes_back_byte_for_byte_from_the_editors_own_reading(aaben):
    stored = [
        *(ren(text) for text in demo_texts()),
        *(ren(eksempel["skrevet"]) for eksempel in EKSEMPLER),
        *(ren(text) for text in awkward_texts(1500)),
    ]
    page = aaben()
    back, plain = page.evaluate(
        """texts => {
            const {parse, write} = window.RigTekstForm;
            return [texts.map(text => write(parse(text))), texts.map(text => write(parse(text), {plain: true}))];
        }""",
        stored,
    )
    assert back == stored
    assert [text.replace("\n\n", "\n") for text in plain] == [som_tekst(text) for text in stored]


def awkward_documents(count):
    """Documents as the editor may hold them: anything typed anywhere."""
    from tests.helhedsplan.test_rigtekst import STUMPER

    dice = random.Random(1814)
    pieces = [piece for piece in STUMPER if "<" not in piece and ren(f"a{piece}a").strip("a")]
    pieces = [piece for piece in pieces if piece.isprintable() and piece not in ("&nbsp;", "· ", "\uf0b7 ")]

    def text(breaks):
        for _ in range(dice.randint(0, 4)):
            if breaks and dice.random() < 0.3:
                yield {"type": "hard_break"}
            bold = {"marks": [{"type": "strong"}]} if dice.random() < 0.3 else {}
            yield {"type": "text", "text": "".join(dice.choices(pieces, k=dice.randint(1, 4))), **bold}

    def points(depth):
        lists = [points(depth + 1) for _ in range(dice.choice([0, 0, 1, 2]))] if depth < 3 else []
        return {
            "type": dice.choice(["bullet_list", "ordered_list"]),
            "content": [
                {"type": "list_item", "content": [{"type": "paragraph", "content": list(text(True))}, *lists]}
                for _ in range(dice.randint(1, 3))
            ],
        }

    def block():
        kind = dice.choice(["paragraph", "paragraph", "heading", "list"])
        if kind == "list":
            return points(1)
        attrs = {"attrs": {"level": dice.choice([1, 2])}} if kind == "heading" else {}
        return {"type": kind, "content": list(text(kind == "paragraph")), **attrs}

    for _ in range(count):
        yield {"type": "doc", "content": [block() for _ in range(dice.randint(1, 4))]}


def test_what_the_editor_writes_needs_no_tidying(aaben):
    page = aaben()
    written = page.evaluate(
        """docs => {
            const {schema, write} = window.RigTekstForm;
            return docs.map(doc => write(schema.nodeFromJSON(doc)));
        }""",
        list(awkward_documents(1000)),
    )
    assert len({text for text in written if text}) > 700
    assert [ren(text) for text in written] == written


def test_nothing_is_changed_by_opening_and_saving(aaben):
    text = ren(
        "1. august 2019 begynder vi\n2. kvartal er til æøå_ÆØÅ og 2 * 3 * 4\n\n"
        "# 7\n\n## Mål\n\n- a **fed** b\n  - c\n\n"
        "1. Kontakt\n2. Møde\n\n2. kvartal"
    )
    page = aaben(text)
    expect(editor(page)).to_contain_text("2. kvartal")
    assert feltet(page) == text
    assert gem(page) == text


def test_bold_headings_and_lists_are_made_with_keys_and_buttons(aaben):
    page = aaben()
    knap(page, "Overskrift").click()
    page.keyboard.type("Formål")
    page.keyboard.press("Enter")
    page.keyboard.type("Vi har ")
    page.keyboard.press("Control+b")
    expect(knap(page, "Fed")).to_have_attribute("aria-pressed", "true")
    page.keyboard.type("14 pladser")
    page.keyboard.press("Control+b")
    page.keyboard.type(" nu")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("og 1. august flere")
    page.keyboard.press("Enter")
    knap(page, "Punktopstilling").click()
    page.keyboard.type("børn")
    page.keyboard.press("Enter")
    page.keyboard.press("Alt+Shift+ArrowRight")
    page.keyboard.type("søskende")
    expect(knap(page, "Ryk punkt ind")).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.type("Slut")
    expected = "## Formål\n\nVi har **14 pladser** nu\nog 1. august flere\n\n- børn\n  - søskende\n\nSlut"
    assert feltet(page) == expected
    assert gem(page) == expected
    expect(page.get_by_role("region", name="Gemt").get_by_role("heading", name="Formål", level=2)).to_be_visible()


def test_marks_that_are_typed_become_formatting_and_a_date_does_not(aaben):
    page = aaben()
    editor(page).click()
    page.keyboard.type("## Mål")
    page.keyboard.press("Enter")
    page.keyboard.type("1. august er **fast** dato")
    page.keyboard.press("Enter")
    page.keyboard.type("2. september også")
    page.keyboard.press("Enter")
    page.keyboard.type("1. Ring")
    page.keyboard.press("Enter")
    page.keyboard.type("2. Skriv")
    expect(editor(page).locator("ol > li")).to_have_count(2)
    expect(editor(page).locator("strong")).to_have_text("fast")
    assert feltet(page) == "## Mål\n\n1. august er **fast** dato\n\n2. september også\n\n1. Ring\n2. Skriv"
    for _ in range(40):
        page.keyboard.press("Control+z")
    assert feltet(page) == ""
    expect(knap(page, "Fortryd")).to_have_attribute("aria-disabled", "true")
    knap(page, "Gentag").click()
    assert feltet(page) != ""


def test_the_toolbar_is_one_stop_with_arrows_and_tab_leaves_the_editor(aaben):
    page = aaben("tekst")
    editor(page).focus()
    page.keyboard.press("Control+a")
    page.keyboard.press("Alt+F10")
    expect(knap(page, "Fed")).to_be_focused()
    page.keyboard.press("Enter")
    expect(knap(page, "Fed")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(knap(page, "Gentag")).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(knap(page, "Punktopstilling")).to_be_focused()
    page.keyboard.press("Space")
    assert feltet(page) == "- **tekst**"
    page.keyboard.press("Tab")
    expect(editor(page)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Gem")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    expect(knap(page, "Punktopstilling")).to_be_focused()
    page.keyboard.press("Escape")
    expect(editor(page)).to_be_focused()


def test_what_comes_from_word_keeps_its_words_and_only_what_may_be_printed(aaben):
    page = aaben()
    editor(page).click()
    saet_ind(page, html=WORD, plain="noget andet")
    text = feltet(page)
    assert text == (
        "## Formål\n\nVi har **14\xa0pladser** og mere. Se her\n\n- børn\n  - søskende\n- unge\n\n"
        "År | Antal\n\n2019 | 12\n\n**Slut**"
    )
    assert page.evaluate("window.ramt") is None
    assert gem(page) == text


def test_two_line_breaks_from_the_web_are_a_new_paragraph_and_google_is_not_all_bold(aaben):
    page = aaben()
    editor(page).click()
    saet_ind(page, html='<b style="font-weight:normal" id="docs-internal-guid-1"><div>a<br>b<br><br>c</div></b>')
    assert feltet(page) == "a\nb\n\nc"


def test_plain_text_is_pasted_as_the_marks_say(aaben):
    page = aaben()
    editor(page).click()
    saet_ind(page, plain="Først\r\n\r\n•\tbørn\r\n•\tunge\r\n\r\n**fed**\u200b")
    assert feltet(page) == "Først\n\n- børn\n- unge\n\n**fed**"


def test_others_hear_of_changes_and_can_set_the_text(aaben):
    page = aaben("før")
    page.evaluate(
        """() => {
            window.hoert = [];
            const field = document.querySelector("#id_tekst");
            for (const kind of ["input", "change"]) {
                field.form.addEventListener(kind, event => window.hoert.push(kind + ":" + event.target.value));
            }
        }"""
    )
    editor(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.type("!")
    page.get_by_role("button", name="Gem").focus()
    assert page.evaluate("window.hoert") == ["input:før!", "change:før!"]
    page.evaluate(
        """() => document.querySelector("#id_tekst").dispatchEvent(
            new CustomEvent("rigtekst:set", {detail: {value: "- fra en kladde"}}))"""
    )
    expect(editor(page).locator("li")).to_have_text("fra en kladde")
    assert len(page.evaluate("window.hoert")) == 2
    page.get_by_role("button", name="Fortryd alt").click()
    expect(editor(page)).to_have_text("før")
    assert feltet(page) == "før"


def test_a_fragment_that_comes_in_later_gets_its_editor(aaben):
    page = aaben()
    page.get_by_role("link", name="Hent").click()
    later = page.get_by_role("textbox", name="Bemærkning")
    expect(later.locator("li")).to_have_text("fra serveren")
    page.get_by_text("Bemærkning", exact=False).first.click()
    expect(later).to_be_focused()


@pytest.mark.parametrize("colours", ["none", "active"])
def test_the_editor_is_accessible_wide_and_narrow_also_with_an_error(aaben, colours):
    page = aaben()
    page.emulate_media(forced_colors=colours)
    page.get_by_role("button", name="Gem").click()
    field = editor(page)
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_attribute("aria-required", "true")
    described = field.get_attribute("aria-describedby")
    assert described
    assert all(page.locator(f"#{each}").count() == 1 for each in described.split())
    page.get_by_role("link", name="Ret teksten").click()
    expect(field).to_be_focused()
    assert_accessible(page)
    sizes = page.eval_on_selector_all(
        ".rigtekst__knap", "all => all.map(b => Math.min(b.offsetWidth, b.offsetHeight))"
    )
    assert min(sizes) >= 24


def test_without_javascript_it_is_a_text_area_with_readable_marks(browser, live_server, browser_context_args):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/proeve/?tekst={quote('- punkt')}")
    field = page.get_by_label("Beskrivelse")
    expect(field).to_have_value("- punkt")
    expect(page.get_by_text("Skriv ## foran en overskrift")).to_be_visible()
    field.fill("• a\n• b\n\n<b>c</b>")
    page.get_by_role("button", name="Gem").click()
    expect(page.locator("#gemt")).to_have_value("- a\n- b\n\n**c**")
    context.close()
