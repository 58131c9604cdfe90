"""Attached PDFs in our own: whole, right side up, in order, counted on, and with nothing that can do anything."""

import io

import pikepdf
import pypdf
import pypdfium2
import pytest

from reporting.bilagssider import MAX_SIDER, BilagUlaeseligt, indsaet, laes_sider
from reporting.pdf import trykkeri
from tests.reporting.pdfread import walk

pytestmark = pytest.mark.no_db

A4 = (595.28, 841.89)


def fil(*farver: tuple[float, float, float], size=A4, rotate=0, **more) -> bytes:
    """A PDF with a page per colour: the upper half painted in it, the lower half white."""
    pdf, out = pikepdf.new(), io.BytesIO()
    for red, green, blue in farver:
        page = pdf.add_blank_page(page_size=size)
        drawing = f"{red} {green} {blue} rg 0 {size[1] / 2} {size[0]} {size[1] / 2} re f"
        page.obj.Contents = pdf.make_stream(drawing.encode())
        page.obj.Rotate = rotate
        for key, value in more.items():
            page.obj[f"/{key}"] = value
    pdf.save(out)
    return out.getvalue()


def pakke(*bilag: bytes) -> bytes:
    """Printed as the pack is: a page for each page of the files, after one of our own."""
    body, number = "", 0
    for content in bilag:
        sider = laes_sider(content, foerste=number)
        number += len(sider)
        for side in sider:
            size = 'width="{}" height="{}"'.format(*side.pixel)
            figure = (
                f'<img class="bilagsside__billede" src="{side.adresse}" {size} alt="Side {side.side} af {side.af}">'
            )
            body += f'<div class="bilagsside"><h2>Bilag {side.side}</h2>{figure}</div>'
    html = f'<!DOCTYPE html><html lang="da"><head><title>Prøve</title></head><body><h1>Sag</h1>{body}</body></html>'
    return indsaet(trykkeri().print_html(html, maal_i_html=True), bilag)


def colours(pdf: bytes, page: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """What is painted a quarter and three quarters down the figure of a page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        picture = document[page].render(scale=0.5).to_pil().convert("RGB")
        return picture.getpixel((120, 110)), picture.getpixel((120, 300))
    finally:
        document.close()


RED, GREEN, WHITE = (255, 0, 0), (0, 255, 0), (255, 255, 255)


def test_each_page_of_a_file_is_seen_on_a_page_of_its_own_in_order():
    pdf = pakke(fil((1, 0, 0)), fil((0, 1, 0), (1, 0, 0)))
    assert [colours(pdf, page)[0] for page in (1, 2, 3)] == [RED, GREEN, RED]
    assert colours(pdf, 1)[1] == WHITE, "the lower half is white: the page is not upside down"


@pytest.mark.parametrize("rotate", [45, pikepdf.Name("/Op")])
def test_a_turn_that_is_none_is_taken_for_none(rotate):
    (side,) = laes_sider(fil((1, 0, 0), rotate=rotate), foerste=0)
    assert not side.paa_tvaers
    assert colours(pakke(fil((1, 0, 0), rotate=rotate)), 1) == (RED, WHITE)


def test_pages_are_counted_on_through_the_files():
    reader = pypdf.PdfReader(io.BytesIO(pakke(fil((1, 0, 0)), fil((0, 1, 0)))))
    assert ["Side 2 af 3" in page.extract_text() for page in reader.pages] == [False, True, False]


@pytest.mark.parametrize(("rotate", "upper", "lower"), [(0, RED, WHITE), (180, WHITE, RED)])
def test_a_turned_page_is_seen_as_its_reader_sees_it(rotate, upper, lower):
    assert colours(pakke(fil((1, 0, 0), rotate=rotate)), 1) == (upper, lower)


@pytest.mark.parametrize(
    ("size", "rotate", "across"),
    [(A4, 0, False), (A4, 90, True), (A4[::-1], 0, True), (A4[::-1], 270, False), ((2000, 2000), 0, False)],
)
def test_a_page_keeps_its_shape_and_fits_the_paper(size, rotate, across):
    (side,) = laes_sider(fil((1, 0, 0), size=size, rotate=rotate), foerste=0)
    seen = size[::-1] if rotate % 180 else size
    assert side.bredde / side.hoejde == pytest.approx(seen[0] / seen[1], rel=0.001)
    assert side.paa_tvaers is across
    assert side.bredde <= (267 if across else 176)


def test_a_page_that_is_smaller_than_the_paper_is_not_blown_up():
    (side,) = laes_sider(fil((1, 0, 0), size=(144, 72)), foerste=0)
    assert (side.bredde, side.hoejde) == (50.8, 25.4)


def test_only_what_is_inside_the_crop_is_seen():
    cropped = fil((1, 0, 0), CropBox=pikepdf.Array([0, A4[1] / 2, A4[0], A4[1]]))
    assert colours(pakke(cropped), 1)[0] == RED
    (side,) = laes_sider(cropped, foerste=0)
    assert side.bredde / side.hoejde == pytest.approx(A4[0] / (A4[1] / 2), rel=0.001)


def test_the_figure_stands_in_the_tag_tree_with_words():
    pdf = pikepdf.open(io.BytesIO(pakke(fil((1, 0, 0), (0, 1, 0)))))
    figures = [e for e in walk(pdf.Root.StructTreeRoot.K[0]) if str(e.S) == "/Figure"]
    assert [str(figure.Alt) for figure in figures] == ["Side 1 af 2", "Side 2 af 2"]


def test_script_links_and_files_of_a_file_stay_behind():
    pdf, out = pikepdf.open(io.BytesIO(fil((1, 0, 0)))), io.BytesIO()
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('hej')")
    pdf.Root.OpenAction = script
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Link,
        Rect=[0, 0, 99, 99],
        A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.com/"),
    )
    pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(link)])
    pdf.attachments["x.exe"] = b"MZ"
    pdf.save(out)
    merged = pikepdf.open(io.BytesIO(pakke(out.getvalue())))
    everything = b"".join(thing.unparse() for thing in merged.objects if not isinstance(thing, pikepdf.Stream))
    assert b"JavaScript" not in everything
    assert b"example.com" not in everything
    assert not merged.attachments


def test_what_is_written_on_top_of_a_page_comes_along():
    pdf, out = pikepdf.open(io.BytesIO(fil((1, 0, 0)))), io.BytesIO()
    stamp = pdf.make_stream(b"0 1 0 rg 0 0 600 900 re f", BBox=[0, 0, 600, 900], Subtype=pikepdf.Name.Form)
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Stamp, Rect=[0, 0, 600, 900], F=4, AP=pikepdf.Dictionary(N=stamp)
    )
    pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(note)])
    pdf.save(out)
    assert colours(pakke(out.getvalue()), 1) == (GREEN, GREEN)


def locked() -> bytes:
    pdf, out = pikepdf.open(io.BytesIO(fil((1, 0, 0)))), io.BytesIO()
    pdf.save(out, encryption=pikepdf.Encryption(owner="hemmelig", user="hemmelig"))
    return out.getvalue()


def without_pages() -> bytes:
    out = io.BytesIO()
    pikepdf.new().save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (locked(), "låst med en adgangskode"),
        (b"", "kan ikke læses"),
        (b"%PDF-1.7 og saa ikke mere", "kan ikke læses"),
        (b"PK\x03\x04", "kan ikke læses"),
        (without_pages(), "ingen sider"),
        (fil(*[(1, 0, 0)] * (MAX_SIDER + 1)), f"har {MAX_SIDER + 1} sider"),
        (fil((1, 0, 0), MediaBox=pikepdf.Array([0, 0, 0, 0])), "størrelse"),
    ],
    ids=["locked", "empty", "cut off", "not a pdf", "no pages", "too many pages", "no size"],
)
def test_a_file_that_cannot_be_merged_is_refused_in_a_sentence(content, why):
    with pytest.raises(BilagUlaeseligt, match=why):
        laes_sider(content, foerste=0)


def test_a_page_without_a_place_is_not_left_out_silently():
    printed = trykkeri().print_html('<html lang="da"><head><title>x</title></head><body><h1>x</h1></body></html>')
    with pytest.raises(BilagUlaeseligt, match="ingen plads"):
        indsaet(printed, [fil((1, 0, 0))])


def test_the_same_files_give_the_same_pack():
    assert pakke(fil((1, 0, 0))) == pakke(fil((1, 0, 0)))
