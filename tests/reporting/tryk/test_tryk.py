"""Printed in parts it is the same paper: the same pages, words, places, bookmarks and tag tree as printed whole."""

import io
import os
import signal
from pathlib import Path

import pikepdf
import pypdf
import pytest

from reporting.pdf import PdfIkkeMulig, trykkeri
from reporting.tryk import gemt as gemt_modul
from reporting.tryk import hold as hold_modul
from reporting.tryk.dele import del_op
from reporting.tryk.gemt import gem, hent, noegle, ryd_op
from reporting.tryk.hold import Hold
from reporting.tryk.lav import som_pdf, tryk, tryk_mange
from tests.reporting.pdfread import content_of, marked, text_of, walk

pytestmark = pytest.mark.no_db

LINJER = "".join(f"<tr><th scope='row'>Nr. {n}</th><td>Ærlighed varer længst {n}</td></tr>" for n in range(45))
TABEL = f'<table class="tabel"><thead><tr><th>Hvad</th><th>Svar</th></tr></thead><tbody>{LINJER}</tbody></table>'
HTML = f"""<!DOCTYPE html>
<html lang="da"><head><title>Prøve &amp; papir</title><meta name="author" content="Åparken"></head>
<body><header class="forside" data-plan="Åparken &quot;A&quot;" data-titel="Skema 2019"
data-journalnummer="Journalnr. 1" data-maerke="Udkast"><h1>Skema</h1></header>
<nav class="indhold" data-del="indhold"><h2>Indhold</h2><ul><li class="trin-1"><a href="#et">Et</a></li>
<li class="trin-1"><a href="#to">To</a></li><li class="trin-2"><a href="#to-b">To b</a></li></ul></nav>
<main><div class="rapport"><section class="rapport__del" id="et" data-del><h2>Et</h2><p>Kort. Se
<a href="#to-b">to b</a> og <a href="#et">et</a> og <a href="#findes-ikke">intet</a>.</p></section>
<section class="rapport__del" id="to" data-del><h2>To</h2>
<section class="delaftale" id="to-a"><h3>A</h3>{TABEL}</section>
<section class="delaftale" id="to-b" data-del><h3>B</h3>{TABEL}<ul><li>x<br>y</li></ul></section></section>
</div></main></body></html>"""


@pytest.fixture(autouse=True)
def own_folder(tmp_path, settings):
    settings.PRINT_CACHE_ROOT = str(tmp_path / "tryk")
    settings.PRINT_CACHE_MB = 10


@pytest.fixture(scope="module")
def whole() -> bytes:
    return trykkeri().print_html(HTML)


@pytest.fixture(scope="module")
def joined(tmp_path_factory) -> bytes:
    return tryk(HTML)


@pytest.fixture(scope="module")
def pdf(joined):
    return pikepdf.open(io.BytesIO(joined))


@pytest.fixture(scope="module")
def elements(pdf):
    return list(walk(pdf.Root.StructTreeRoot.K[0]))


@pytest.fixture
def hold(settings):
    found = Hold(1)
    yield found
    found.stop()


# --- Cutting -----------------------------------------------------------------------------------------------------


def test_a_document_is_cut_at_its_borders_and_each_part_has_what_stands_around_it():
    parts = del_op(HTML)
    assert len(parts) == 5
    assert [part.viser_sidetal for part in parts] == [False, True, False, False, False]
    assert parts[1].henviser == ("et", "to", "to-b")
    assert parts[1].html.rstrip().endswith("</nav>\n</body></html>")  # what opens for the next part goes with it
    assert '<div class="rapport"><section class="rapport__del" id="et"' in parts[2].html
    last = parts[4].html
    assert '<main><div class="rapport"><section class="rapport__del"><section class="delaftale" id="to-b"' in last
    assert 'data-plan="Åparken &quot;A&quot;"' in last[last.index("<body") : last.index("<main")]


def test_only_links_to_other_parts_are_held_back():
    part = del_op(HTML)[2]
    assert 'href="del:to-b"' in part.html
    assert 'href="#et"' in part.html
    assert 'href="#findes-ikke"' in part.html


@pytest.mark.parametrize(
    "html",
    [
        "<p>uden krop",
        "<html><body><p data-del>én del</p></body></html>",
        "<html><body><div><p>a</p><p data-del>b</div></body></html>",
        "<html><body><div><p>a</p><p data-del>b</p></body></html>",
        "<html><body><p>a</p><p data-del>b</p>",
        "<html><body><p>a</p><p>ikke data-del</p></body></html>",
        '<html><body><p>a</p><p title="x data-del y">b</p></body></html>',
    ],
)
def test_a_document_that_cannot_be_cut_is_left_whole(html):
    assert del_op(html) is None


# --- The same paper ----------------------------------------------------------------------------------------------


def test_every_page_has_the_same_words(whole, joined):
    ours, plain = text_of(joined), text_of(whole)
    assert [sorted(page.split()) for page in ours] == [sorted(page.split()) for page in plain]
    assert all(f"Side {number} af {len(ours)}" in text for number, text in enumerate(ours, start=1))
    assert all('Åparken "A" · Skema 2019' in text for text in ours)


def test_the_page_number_stands_where_it_stood(whole, joined):
    def places(content: bytes) -> list[list[int]]:
        found = []
        for page in pypdf.PdfReader(io.BytesIO(content)).pages:
            at: list[int] = []
            page.extract_text(
                visitor_text=lambda text, cm, tm, *_, at=at: (
                    at.extend((round(tm[4] * cm[0] + cm[4]), round(tm[5] * cm[3] + cm[5])))
                    if text.strip().startswith("Side ")
                    else None
                )
            )
            found.append(at)
        return found

    ours, plain = places(joined), places(whole)
    assert all(len(at) == 2 for at in plain)
    assert all(
        abs(a - b) <= 1 for one, other in zip(ours, plain, strict=True) for a, b in zip(one, other, strict=True)
    )


def test_the_tag_tree_is_the_same(whole, elements):
    with pikepdf.open(io.BytesIO(whole)) as plain:
        expected = [str(element.S) for element in walk(plain.Root.StructTreeRoot.K[0])]
    assert [str(element.S) for element in elements] == expected


def test_what_is_painted_is_in_the_tree_once_and_points_back(pdf, elements):
    nums = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    keys = list(map(int, nums[::2]))
    assert keys == sorted(set(keys))
    tree = dict(zip(keys, nums[1::2], strict=True))
    pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
    in_tree = []
    for element in elements:
        for n in content_of(element):
            assert tree[int(element.Pg.StructParents)][n].objgen == element.objgen
            in_tree.append((pages[element.Pg.objgen], n))
    painted = []
    for number, page in enumerate(pdf.pages):
        numbers, artifacts, unmarked = marked(page)
        assert unmarked == 0
        assert artifacts.count("/Pagination") >= 3
        painted += [(number, n) for n in numbers]
    assert sorted(painted) == sorted(in_tree)
    document = pdf.Root.StructTreeRoot.K[0]
    assert all(kid.P.objgen == document.objgen for kid in document.K)


def test_cells_name_the_headings_of_their_own_table(elements):
    ids = [bytes(element.ID) for element in elements if element.S == "/TH"]
    assert len(set(ids)) == len(ids)
    headers = [bytes(name) for element in elements if element.S == "/TD" for name in element.A.Headers]
    assert len(headers) >= 90
    assert set(headers) <= set(ids)


def test_links_lead_to_the_same_places_and_are_tagged(whole, pdf, elements):
    def links(document):
        return [str(link.Dest) for page in document.pages for link in page.get("/Annots", ())]

    def places(document):
        pages = {page.objgen: number for number, page in enumerate(document.pages)}
        names = document.Root.Names.Dests.Names
        return {
            str(name): (pages[to[0].objgen], round(float(to[3])))
            for name, to in zip(names[::2], names[1::2], strict=True)
        }

    with pikepdf.open(io.BytesIO(whole)) as plain:
        assert links(pdf) == links(plain)
        assert set(links(pdf)) == {"et", "to", "to-b"}
        assert places(pdf) == places(plain)
    tree = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    by_key = dict(zip(map(int, tree[::2]), tree[1::2], strict=True))
    for page in pdf.pages:
        for link in page.get("/Annots", ()):
            element = by_key[int(link.StructParent)]
            assert element.S == "/Link"
            assert link.objgen in {
                kid.Obj.objgen for kid in element.K if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid
            }


def test_the_bookmarks_are_the_same(whole, joined):
    def flat(outline, depth=0):
        for entry in outline:
            if isinstance(entry, list):
                yield from flat(entry, depth + 1)
            else:
                yield depth, entry.title

    ours, plain = (list(flat(pypdf.PdfReader(io.BytesIO(content)).outline)) for content in (joined, whole))
    assert ours == plain == [(0, "Skema"), (1, "Et"), (1, "To"), (2, "A"), (2, "B")]


def test_the_document_says_what_it_is(pdf):
    assert str(pdf.Root.Lang) == "da"
    assert str(pdf.docinfo.Title) == "Prøve & papir"
    assert str(pdf.docinfo.Author) == "Åparken"
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"


# --- Kept parts --------------------------------------------------------------------------------------------------


def laid_out(monkeypatch) -> list[str]:
    """The documents that are laid out from now on."""
    seen: list[str] = []
    real = Hold.saet_alle

    def watch(self, dele, variant):
        pieces = list(dele)
        seen.extend(html for html, _ in pieces)
        return real(self, pieces, variant)

    monkeypatch.setattr(Hold, "saet_alle", watch)
    return seen


def test_only_the_part_that_changed_is_laid_out_again(monkeypatch, joined):
    assert tryk(HTML) == joined
    seen = laid_out(monkeypatch)
    assert tryk(HTML) == joined
    assert seen == []
    changed = tryk(HTML.replace("Kort.", "Langt."))
    assert len(seen) == 1
    assert "Langt." in "".join(text_of(changed))


def test_the_contents_follow_when_pages_move(monkeypatch):
    tryk(HTML)
    moved = text_of(tryk(HTML.replace("<p>Kort.", f"{TABEL}<p>Kort.")))
    expected = text_of(trykkeri().print_html(HTML.replace("<p>Kort.", f"{TABEL}<p>Kort.")))
    assert moved[1].split() == expected[1].split()


def test_many_papers_come_in_their_order_long_and_short(joined, whole, monkeypatch):
    other = HTML.replace("Kort.", "Langt.")
    assert list(tryk_mange(iter([HTML, "<p>x", HTML]))) == [whole, trykkeri().print_html("<p>x"), whole]
    monkeypatch.setattr("reporting.tryk.lav.LONG", 1000)
    assert list(tryk_mange(iter([HTML, other, HTML]))) == [joined, tryk(other), joined]
    assert som_pdf("<p>x" + " " * 1000) == trykkeri().print_html("<p>x" + " " * 1000)


def test_a_font_that_the_parts_share_is_in_the_document_once(pdf):
    names = [str(font.BaseFont) for page in pdf.pages for font in page.obj.Resources.Font.values()]
    files = [each for each in pdf.objects if isinstance(each, pikepdf.Stream) and "/Length1" in each]
    assert len(files) == len(set(names)) < len(names)


def test_an_upgrade_of_the_system_makes_every_part_anew(monkeypatch):
    assert all(gemt_modul.systemets_biblioteker())
    before = noegle("x", "pdf/ua-1")
    monkeypatch.setattr(gemt_modul, "systemets_biblioteker", lambda: ("1.99.0", "9.0.0"))
    gemt_modul.trykkeriets_stand.cache_clear()
    try:
        assert noegle("x", "pdf/ua-1") != before
    finally:
        monkeypatch.undo()
        gemt_modul.trykkeriets_stand.cache_clear()
    assert noegle("x", "pdf/ua-1") == before


def test_a_damaged_kept_part_is_made_again(joined, settings):
    tryk(HTML)
    for path in Path(settings.PRINT_CACHE_ROOT).glob("*.del"):
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
    assert tryk(HTML) == joined


def test_what_is_kept_is_ours_alone_to_read_and_stays_small(settings):
    tryk(HTML)
    folder = Path(settings.PRINT_CACHE_ROOT)
    kept = list(folder.glob("*.del"))
    assert len(kept) == 6
    assert folder.stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in kept)
    os.utime(kept[0], (0, 0))
    assert ryd_op() == 1
    assert ryd_op(limit=1) == 5


def test_nothing_is_kept_where_nothing_may_be(settings):
    settings.PRINT_CACHE_MB = 0
    tryk(HTML)
    assert not Path(settings.PRINT_CACHE_ROOT).exists()


def test_a_folder_that_cannot_be_written_hinders_no_paper(settings, tmp_path, joined):
    (tmp_path / "fil").write_text("")
    settings.PRINT_CACHE_ROOT = str(tmp_path / "fil" / "tryk")
    assert tryk(HTML) == joined


def test_another_variant_is_another_part():
    assert noegle("x", "pdf/ua-1") != noegle("x", "pdf/a-3a")
    assert hent(noegle("x", "pdf/ua-1")) is None


def test_a_part_is_kept_with_all_that_is_known_of_it():
    sats = trykkeri().saet_del(HTML, navn="a")
    gem("0" * 64, sats)
    assert hent("0" * 64) == sats


# --- Processes of their own ----------------------------------------------------------------------------------------


def test_another_process_lays_a_part_out_as_this_one_does_and_one_that_dies_is_replaced(hold):
    html = del_op(HTML)[2].html
    here = trykkeri().saet_del(html, navn="a")
    assert [one.result() for one in hold.saet_alle([(html, "a")], "pdf/ua-1")] == [here]
    first = hold.arbejdere[0].process
    os.kill(first.pid, signal.SIGKILL)
    assert [one.result() for one in hold.saet_alle([(html, "a")], "pdf/ua-1")] == [here]
    assert hold.arbejdere[0].process.pid != first.pid
    with pytest.raises(RuntimeError, match="KeyError"):
        hold.saet_alle([(html, "a")], "pdf/findes-ikke")[0].result()
    assert hold.saet_alle([(html, "a")], "pdf/ua-1")[0].result() == here  # a mistake ends no process


def test_a_part_that_ends_every_process_is_refused_with_a_sentence(hold, monkeypatch):
    monkeypatch.setattr(hold_modul.sys, "executable", "/bin/false")
    with pytest.raises(PdfIkkeMulig, match="for tung"):
        hold.saet_alle([("x", "a")], "pdf/ua-1")[0].result()


def test_where_no_process_can_be_started_it_is_printed_here(hold, monkeypatch):
    monkeypatch.setattr(hold_modul.sys, "executable", "/findes/ikke")
    html = del_op(HTML)[2].html
    assert hold.saet_alle([(html, "a")], "pdf/ua-1")[0].result() == trykkeri().saet_del(html, navn="a")
