"""The paper: nothing is fetched from outside, every figure is the screen's, and it can be read without being seen."""

import io
import re
import socket
from itertools import pairwise

import pikepdf
import pypdf
import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from reporting.pdf import load_own, render_pdf, static_path, trykkeri
from tests.plans.factories import HelhedsplanFactory
from tests.reporting.pdfread import content_of, marked, squeezed, text_of, walk, without_pango
from tests.reporting.skemaplan import plan_med_alt


@pytest.fixture(scope="session")
def pdf(pdf_bytes):
    return pikepdf.open(io.BytesIO(pdf_bytes))


@pytest.fixture(scope="session")
def elements(pdf):
    return list(walk(pdf.Root.StructTreeRoot.K[0]))


def of_kind(elements, *kinds):
    return [element for element in elements if str(element.S)[1:] in kinds]


# --- What may be loaded ------------------------------------------------------------------------------------------


@pytest.mark.no_db
@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/x.png",
        "https://example.com/x.css",
        "HTTP://example.com/x.png",
        "//example.com/x.png",
        "file:///etc/passwd",
        "file:static/css/app.css",
        "ftp://example.com/x",
        "data:text/plain,hej",
        "/static/css/app.css",
        "static/css/app.css",
        "static:../manage.py",
        "static:../helhedsplan/settings/base.py",
        "static:%2e%2e/manage.py",
        "static:css/../../.gitignore",
        "static:///etc/passwd",
        "static:/etc/passwd",
        "static://example.com/x.css",
        "static:fonts",
        "static:fonts/VERSIONS.md",
        "static:findes-ikke.css",
        "static:css/app.css\0.png",
        "STATIC:css/app.css",
        'ikon:opfyldt/red"/><script>',
        "",
    ],
)
def test_nothing_but_the_projects_own_files_can_be_loaded(url):
    with pytest.raises(ValueError, match=r"^(Only|Not a|The colour|embedded null byte)"):
        load_own(url)


@pytest.mark.no_db
def test_a_link_out_of_the_static_folder_leads_nowhere(tmp_path, settings):
    (tmp_path / "static").mkdir()
    (tmp_path / "hemmelig.css").write_text("x")
    (tmp_path / "static" / "lokke.css").symlink_to(tmp_path / "hemmelig.css")
    settings.BASE_DIR = tmp_path
    with pytest.raises(ValueError, match="static file"):
        static_path("lokke.css")


@pytest.mark.no_db
def test_own_files_are_loaded():
    assert load_own("static:reporting/pdf.css")[1] == "text/css"
    assert b"#0a5f47" in load_own("ikon:opfyldt/0a5f47")[0]


@pytest.mark.no_db
def test_a_document_that_tries_gets_out_by_no_door(tmp_path, monkeypatch):
    secret = tmp_path / "hemmelig.txt"
    secret.write_text("DETTE-ER-HEMMELIGT")

    def refuse(*args, **kwargs):
        raise AssertionError("The report opened a connection.")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    uri = secret.as_uri()
    html = f"""<html lang="da"><head><title>t</title><base href="file:///">
        <link rel="attachment" href="{uri}"><link rel="stylesheet" href="{uri}">
        <link rel="stylesheet" href="http://127.0.0.1:9/x.css">
        <style>@import "http://127.0.0.1:9/y.css"; @import "{uri}";
        @font-face {{ font-family: F; src: url("{uri}"), url("http://127.0.0.1:9/f.ttf"), local("Arial") }}
        p {{ background: url("{uri}"), url(http://127.0.0.1:9/z.png); content: url("{uri}"); font-family: F }}</style>
        </head><body><p>Krop</p><img src="{uri}" alt="a"><img src="http://127.0.0.1:9/a.png" alt="b">
        <object data="{uri}"></object><embed src="{uri}"><svg><title>t</title><image href="{uri}"/>
        <use href="http://127.0.0.1:9/s.svg#x"/></svg><a rel="attachment" href="{uri}">v</a>
        <iframe src="{uri}"></iframe></body></html>"""
    out = trykkeri().print_html(html)
    document = pikepdf.open(io.BytesIO(out))
    assert "/EmbeddedFiles" not in document.Root.get("/Names", {})
    assert not document.attachments
    streams = [thing.read_bytes() for thing in document.objects if isinstance(thing, pikepdf.Stream)]
    assert not any(b"HEMMELIGT" in stream for stream in [out, *streams])


def test_the_paper_points_nowhere_outside_itself(pdf, pdf_bytes):
    keys = {str(key) for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) for key in thing}
    assert not keys & {"/URI", "/JS", "/JavaScript", "/Launch", "/GoToR", "/EmbeddedFiles", "/OpenAction", "/AA"}
    assert str(settings.BASE_DIR).encode() not in pdf_bytes


# --- The same figures as on the screen -------------------------------------------------------------------------------


def test_every_row_and_sentence_of_the_screen_stands_on_the_paper(client, log_in):
    plan = plan_med_alt()
    log_in(plan)
    page = client.get(reverse("reporting:papir_periode", args=[plan.uuid, "maalopfyldelse", 2019]))
    answer = client.get(reverse("reporting:papirfil_periode", args=[plan.uuid, "maalopfyldelse", 2019, "pdf"]))
    assert answer["Content-Type"] == "application/pdf"
    paper = squeezed("".join(text_of(answer.content)))
    body = BeautifulSoup(page.content, "html.parser").select_one(".rapport")
    rows = body.select("tbody tr, tfoot tr")
    assert len(body.select("[data-kriterium]")) == 11
    for element in [*rows, *body.select("h2, h3, h4, p, li")]:
        assert squeezed(element.get_text()) in paper, element.get_text(" ", strip=True)


def test_the_numbers_of_each_criterion_are_the_same_on_screen_and_paper(client, log_in):
    plan = plan_med_alt()
    log_in(plan)
    page = client.get(reverse("reporting:papir_periode", args=[plan.uuid, "maalopfyldelse", 2019]))
    answer = client.get(reverse("reporting:papirfil_periode", args=[plan.uuid, "maalopfyldelse", 2019, "pdf"]))
    paper = squeezed("".join(text_of(answer.content)))
    for row in BeautifulSoup(page.content, "html.parser").select("[data-kriterium]"):
        on_screen = squeezed(row.get_text())
        begins = paper.index(squeezed(row.th.get_text()))
        assert _numbers(paper[begins : begins + len(on_screen)]) == _numbers(on_screen)


def _numbers(text: str) -> list[str]:
    return re.findall(r"−?\d[\d.,]*", text)


def test_both_print_one_and_the_same_body(skema):
    body = render_to_string("reporting/_maalopfyldelse_body.html", {"rapport": skema})
    assert body in render_to_string("reporting/pdf/maalopfyldelse.html", {"papir": skema})


def test_the_same_facts_give_the_same_paper(skema, pdf_bytes):
    assert render_pdf("reporting/pdf/maalopfyldelse.html", {"papir": skema}) == pdf_bytes


# --- Every page says what it is ------------------------------------------------------------------------------------


def test_every_page_says_which_plan_year_case_and_page_it_is(pdf_bytes):
    pages = text_of(pdf_bytes)
    assert len(pages) > 3
    for number, text in enumerate(pages, start=1):
        assert f"Side {number} af {len(pages)}" in text
        assert "Åparken · Målopfyldelsesskema 2019" in text
        assert "Journalnr. 1505" in text
        assert "Udkast – ikke indsendt · Eksempeltal" in text


def test_a_report_without_example_figures_does_not_carry_the_mark():
    from reporting.facts.maalopfyldelsesskema import build_maalopfyldelsesskema

    rapport = build_maalopfyldelsesskema(HelhedsplanFactory(), year=2019)
    pages = text_of(render_pdf("reporting/pdf/maalopfyldelse.html", {"papir": rapport}))
    assert all("Udkast – ikke indsendt" in text for text in pages)
    assert not any("ksempeltal" in text for text in pages)


def test_the_contents_give_the_pages_the_parts_stand_on(skema, pdf_bytes):
    pages = text_of(pdf_bytes)
    for part in skema.skema.afsnit:
        number = re.search(rf"{part.overskrift}[ .]*?(\d+)\n", pages[1] + "\n").group(1)
        assert part.overskrift in pages[int(number) - 1]


# --- PDF/UA --------------------------------------------------------------------------------------------------------


def test_the_document_says_what_it_is_and_in_what_language(pdf, skema):
    assert str(pdf.Root.Lang) == "da"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle == True  # noqa: E712 (a PDF boolean)
    assert pdf.Root.MarkInfo.Marked == True  # noqa: E712
    assert str(pdf.docinfo.Title) == "Målopfyldelsesskema 2019 – Helhedsplanen for Åparken 2018-22"
    assert str(pdf.docinfo.Author) == "Åparken"
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == str(pdf.docinfo.Title)


def test_headings_nest_without_skipping_a_level(elements):
    levels = [int(str(element.S)[2]) for element in of_kind(elements, "H1", "H2", "H3", "H4", "H5", "H6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_every_table_has_headings_that_say_which_way_they_point(elements):
    tables = of_kind(elements, "Table")
    assert tables
    for table in tables:
        inside = list(walk(table))
        headings = of_kind(inside, "TH")
        ids = {bytes(heading.ID) for heading in headings}
        assert len(ids) == len(headings) > 0
        assert {str(heading.A.Scope) for heading in headings} <= {"/Column", "/Row"}
        for cell in of_kind(inside, "TD"):
            assert {bytes(header) for header in cell.A.Headers} <= ids
            assert len(cell.A.Headers) >= 1
        assert {columns(row) for row in of_kind(inside, "TR")} == {columns(first_row(inside))}


def first_row(inside):
    return of_kind(inside, "TR")[0]


def columns(row):
    """How many columns the row fills: what is written of a row stands in one cell across them all."""
    return sum(int(cell.A.get("/ColSpan", 1)) for cell in walk_cells(row))


def walk_cells(row):
    return (kid for kid in row.K if str(kid.S) in ("/TH", "/TD"))


def test_no_picture_is_without_words(elements):
    assert all("/Alt" in element for element in of_kind(elements, "Figure"))


def test_the_shapes_of_the_states_are_decoration_beside_their_text(elements):
    assert not of_kind(elements, "Figure")


def test_all_that_is_painted_is_either_in_the_tree_once_and_in_order_or_an_artifact(pdf, elements):
    pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
    # Bullets and drawings are painted after the text; in the tree they stand where they are read.
    late = {inside.objgen for one in of_kind(elements, "Lbl", "Figure") for inside in walk(one)}
    read = [element for element in elements if element.objgen not in late]
    in_order = [(pages[element.Pg.objgen], n) for element in read for n in content_of(element)]
    assert in_order == sorted(set(in_order)), "The reading order is not that of the page."
    in_tree = sorted((pages[element.Pg.objgen], n) for element in elements for n in content_of(element))
    painted = []
    for number, page in enumerate(pdf.pages):
        numbers, artifacts, unmarked = marked(page)
        assert unmarked == 0
        assert artifacts.count("/Pagination") >= 3, "The page's header and footer are not artifacts."
        painted += [(number, n) for n in numbers]
    assert sorted(painted) == in_tree


def test_what_is_in_the_tree_points_back_to_its_element(pdf, elements):
    nums = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    by_page = dict(zip(map(int, nums[::2]), nums[1::2], strict=True))
    for element in elements:
        for n in content_of(element):
            assert by_page[int(element.Pg.StructParents)][n].objgen == element.objgen


def test_links_in_the_contents_are_tagged(pdf, elements):
    annotations = [annotation for page in pdf.pages for annotation in page.get("/Annots", [])]
    assert annotations
    tagged = {
        kid.Obj.objgen
        for element in of_kind(elements, "Link")
        for kid in element.K
        if isinstance(kid, pikepdf.Dictionary) and str(kid.get("/Type", "")) == "/OBJR"
    }
    assert {annotation.objgen for annotation in annotations} == tagged
    assert all(page.Tabs == "/S" for page in pdf.pages)


def test_bookmarks_lead_to_every_part(pdf_bytes, skema):
    outline = pypdf.PdfReader(io.BytesIO(pdf_bytes)).outline
    titles = [entry.title for entry in _flat(outline)]
    assert [title for title in titles if title in {part.overskrift for part in skema.skema.afsnit}] == [
        part.overskrift for part in skema.skema.afsnit
    ]
    assert "Delaftale 1: Tryghed og trivsel" in titles


def _flat(outline):
    for entry in outline:
        if isinstance(entry, list):
            yield from _flat(entry)
        else:
            yield entry


def test_every_font_is_ours_embedded_in_part_and_readable_as_text(pdf):
    fonts = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font"]
    roots = [font for font in fonts if font.Subtype == "/Type0"]
    assert roots
    assert {str(font.Subtype) for font in fonts} <= {"/Type0", "/CIDFontType0", "/CIDFontType2"}
    for font in roots:
        assert "/ToUnicode" in font
        descriptor = font.DescendantFonts[0].FontDescriptor
        assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
        assert re.fullmatch(r"/[A-Z]{6}\+.*Plex.*", str(descriptor.FontName)), descriptor.FontName


# --- When it cannot be done ------------------------------------------------------------------------------------------


def test_a_machine_without_pango_shows_the_page_and_says_what_is_missing(client, log_in, monkeypatch):
    plan = HelhedsplanFactory()
    log_in(plan)
    without_pango(monkeypatch)
    answer = client.get(reverse("reporting:papirfil_periode", args=[plan.uuid, "maalopfyldelse", 2019, "pdf"]))
    assert answer.status_code == 503
    assert "apt-get install libpango-1.0-0" in answer.content.decode()
    assert "Målopfyldelsesskema 2019" in answer.content.decode()
