"""Printed in less time it is the same paper, byte for byte; and another WeasyPrint is left as it is."""

import io
import logging
from contextlib import suppress

import pikepdf
import pytest

from reporting.pdf import browser_rules, trykkeri
from reporting.tryk import hurtig
from tests.reporting.pdfread import walk

pytestmark = pytest.mark.no_db

CELLER = "".join(
    f'<tr><th scope="row">Nr. {n}</th><td class="num">{n * 1.5}</td><td>Fin officiel ordning, der '
    f'gælder {"længe " * n}<b class="maerke t-bagud">Bagud</b></td></tr>'
    for n in range(12)
)
HTML = f"""<!DOCTYPE html>
<html lang="da"><head><title>Prøve</title></head>
<body><header class="forside" data-plan="Åparken" data-titel="Skema" data-maerke="Udkast">
<h1>Skema &amp; fi</h1></header>
<nav class="indhold"><h2>Indhold</h2><ul><li class="trin-1"><a href="#et">Et</a></li></ul></nav>
<main class="tekstpapir"><h2 id="et">Et <i>kursivt</i> ord</h2>
<p class="papirhoved__om">{"Boligsocialhelhedsplansmedarbejderuddannelse" * 4}</p>
<p>Linje<br>skift og <u>understreget</u>, <del>slettet</del>, blød&shy;deling,
„citat“ – og … 漢 {"ord og ord " * 60}</p>
<p style="text-align: justify">{"Uddannelsesinstitutionernes tilrettelæggelse af undervisningen " * 12}</p>
<p style="letter-spacing: 1pt; word-spacing: 2pt; font-variant-numeric: tabular-nums">Spærret 123</p>
<p style="width: 40%; max-height: 50%; border-radius: 2mm; background: #eee; padding: 2%">Rundet</p>
<div style="margin-inline-start: 10mm; width: calc(50% - 2mm)"><ul><li>En<ol><li>To</li></ol></li></ul></div>
<table class="tabel"><caption class="visually-hidden">Tal</caption><thead><tr><th>Hvad</th><th class="num">Tal</th>
<th class="k-resultat">Svar</th></tr></thead><tbody>{CELLER}</tbody></table>
<p style="position: relative">Ved siden af
<span class="maerke t-bagud" style="position: absolute; right: 0; width: 40%">Bagud</span>
<b style="float: right; border: 1pt solid; border-radius: 1mm">Flyder</b></p>
<svg viewBox="0 0 10 10" width="40" height="40"><path d="M0 0L9 9" stroke="#000"/><text x="1" y="5">a</text></svg>
</main></body></html>"""


def test_every_page_has_the_same_bytes_and_the_same_tags():
    pages, kinds = [], []
    for content in (trykkeri().print_html(HTML), trykkeri().print_uden_hast(HTML)):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            pages.append([page.Contents.read_bytes() for page in pdf.pages])
            kinds.append([str(element.S) for element in walk(pdf.Root.StructTreeRoot.K[0])])
    assert len(pages[0]) >= 3
    assert pages[0] == pages[1]
    assert kinds[0] == kinds[1]


def test_what_is_replaced_is_what_we_know():
    """Fails when WeasyPrint or pydyf changes one of these: read it, change ours, print both ways, then change this."""
    assert hurtig.kilder() == {
        "weasyprint.css.ComputedStyle.__missing__": "b318d8efc8ac",
        "weasyprint.css.ComputedStyle.__init__": "ffbc48647d0d",
        "weasyprint.css.functions.check_math": "4f8e6a21258e",
        "weasyprint.layout.percent.resolve_percentages": "71673078096f",
        "weasyprint.layout.percent.resolve_radii_percentages": "4980b3798c67",
        "weasyprint.text.line_break.Layout.setup": "fb227a55094f",
        "weasyprint.text.line_break.Layout.deactivate": "bfec3ec8406e",
        "weasyprint.text.line_break.Layout.reactivate": "0b89ee097104",
        "weasyprint.text.line_break.strut": "b57885b70dd0",
        "weasyprint.draw.text.draw_first_line": "1bb8eae6d88e",
        "weasyprint.pdf.fonts.Font.subset": "61ed6bc2e9a7",
        "pydyf.Stream.data": "bdc2bc513f28",
    }


def test_another_version_is_left_as_it_is_and_that_is_said(monkeypatch, caplog):
    from weasyprint.css import ComputedStyle

    with hurtig.slukket():
        as_it_came = ComputedStyle.__missing__
        monkeypatch.setitem(hurtig.VERSIONS, "weasyprint", "71.0")
        with caplog.at_level(logging.WARNING):
            assert not hurtig.slaa_til()
        assert ComputedStyle.__missing__ is as_it_came
    assert "slower" in caplog.text


def test_turned_off_it_is_turned_on_again_also_after_a_mistake():
    trykkeri()
    from weasyprint.css import ComputedStyle

    ours = ComputedStyle.__missing__
    with hurtig.slukket():
        assert ComputedStyle.__missing__ is not ours
    with suppress(ZeroDivisionError), hurtig.slukket():
        raise ZeroDivisionError
    assert ComputedStyle.__missing__ is ours


def test_parts_have_the_same_fonts_unless_one_needs_a_letter_that_is_rare():
    def fonts(text: str) -> set[bytes]:
        sats = trykkeri().saet_del(
            f"<html lang=da><head><title>x</title></head><body><p>{text}</p></body></html>", navn="a"
        )
        with pikepdf.open(io.BytesIO(sats.pdf)) as pdf:
            return {
                font.DescendantFonts[0].FontDescriptor.FontFile2.read_raw_bytes()
                for font in pdf.pages[0].Resources.Font.values()
                if "Plex" in str(font.BaseFont)
            }

    assert fonts("Åh") == fonts("fin «flid» – 25 €")
    assert fonts("Привет") != fonts("Åh")


def test_the_browsers_rules_are_without_those_that_no_paper_needs():
    import weasyprint.html

    rules, ours = weasyprint.html.UA, browser_rules(weasyprint.html.UA)
    gone = set(rules.splitlines()) - set(ours.splitlines())
    assert len(gone) == 20  # five of notes, fourteen of pages, and the marker's
    assert "\nli::marker {" in ours
