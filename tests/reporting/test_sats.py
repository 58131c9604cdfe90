"""What hard texts look like on paper: nothing outside the page or over its neighbour, no row alone, heads repeated."""

from collections.abc import Iterator

import pypdfium2
import pytest

from reporting.pdf import trykkeri

pytestmark = pytest.mark.no_db

MARGIN = 17 * 72 / 25.4
"""Points; pdf.css, both sides of an upright page."""
FOOT = 22 * 72 / 25.4
UDELT = "Speciallægepraksisplanlægningsstabiliseringsperiodeundersøgelseskommissionsformandssuppleant" * 2
ADRESSE = "https://www.eksempel.dk/" + "a" * 150
SVAERE = [UDELT, ADRESSE, "Ø" * 120]


def side(body: str) -> pypdfium2.PdfDocument:
    html = f'<html lang="da"><head><title>x</title></head><body><h1>x</h1>{body}</body></html>'
    return pypdfium2.PdfDocument(trykkeri().print_html(html))


def signs(pdf: pypdfium2.PdfDocument) -> Iterator[tuple[int, str, float, float, float]]:
    """Each sign that is seen: the page, the sign, where it begins and ends across the page, and its height on it."""
    for number, page in enumerate(pdf):
        text = page.get_textpage()
        whole = text.get_text_range()
        if len(whole) != text.count_chars():
            whole = "".join(text.get_text_range(at, 1) for at in range(text.count_chars()))
        for at, sign in enumerate(whole):
            left, bottom, right, _ = text.get_charbox(at)
            if right > left:
                yield number, sign, left, right, bottom


def tabel(rows: list[tuple[str, str]], klasse: str = "tabel") -> str:
    body = "".join(f'<tr><th scope="row">{one}</th><td>{other}</td></tr>' for one, other in rows)
    head = "<tr><th>Hovedet</th><th>Svaret</th></tr>"
    return f'<table class="{klasse}"><thead>{head}</thead><tbody>{body}</tbody></table>'


def linjer(page: pypdfium2.PdfPage) -> list[str]:
    return page.get_textpage().get_text_range().split("\r\n")


@pytest.mark.parametrize("text", SVAERE)
def test_a_word_longer_than_the_line_stays_on_the_page(text):
    kinds = ("h2", "h3", "h4", "p", "ul><li", "ol><li", "p class='maerke'", "p class='tomt'")
    pdf = side("".join(f"<{kind}>{text}</{kind.split('>')[0].split(' ')[0]}>" for kind in kinds))
    width = pdf[0].get_width()
    assert all(left >= MARGIN - 1 and right <= width - MARGIN + 1 for _, _, left, right, _ in signs(pdf))


@pytest.mark.parametrize("text", SVAERE)
@pytest.mark.parametrize("klasse", ["tabel", "tabel tabel--penge", "tabel tabel--kriterier"])
def test_a_word_longer_than_its_cell_does_not_run_into_the_next(text, klasse):
    cells = f'<th scope="row" class="p-navn k-kriterium">{text}</th><td>#</td>'
    body = f"<tbody><tr>{cells}</tr></tbody>"
    pdf = side(f'<table class="{klasse}"><thead><tr><th>Navn</th><th>#</th></tr></thead>{body}</table>')
    second = min(left for _, sign, left, _, _ in signs(pdf) if sign == "#")
    names = [right for _, sign, _, right, bottom in signs(pdf) if sign not in "#x" and bottom > FOOT]
    assert len(names) > 50
    assert max(names) <= second


def test_a_figure_is_never_read_in_two():
    pdf = side(
        '<table class="tabel tabel--penge" style="width: 60mm"><thead><tr><th>Post</th><th class="num">2019</th>'
        '<th class="num">2020</th><th class="num">I alt</th></tr></thead><tbody><tr><th scope="row">Løn</th>'
        '<td class="num">−1.234.567.890</td><td class="num">2</td><td class="num">3</td></tr></tbody></table>'
    )
    assert len({round(bottom) for _, sign, _, _, bottom in signs(pdf) if sign in "5678"}) == 1


def test_a_long_table_has_its_head_on_every_page_and_every_row_once():
    pdf = side(tabel([(f"Nr. {n:03}", "Ærlighed varer længst") for n in range(130)]))
    pages = [linjer(page) for page in pdf]
    assert len(pages) > 3
    assert all(sum("Hovedet" in line for line in page) == 1 for page in pages)
    said = [line[:7] for page in pages for line in page if line.startswith("Nr. ")]
    assert said == [f"Nr. {n:03}" for n in range(130)]


def test_the_last_row_of_a_table_never_stands_alone_on_a_page():
    on_the_last_page = set()
    for number in range(30, 36):
        pages = list(side(tabel([(f"Nr. {n}", "Kort") for n in range(number)])))
        if len(pages) > 1:
            on_the_last_page.add(sum(line.startswith("Nr. ") for line in linjer(pages[-1])))
    assert 2 in on_the_last_page, "No table was so long that one row was left."
    assert min(on_the_last_page) == 2


def test_a_table_does_not_begin_with_one_row_at_the_foot_of_a_page():
    on_the_first_page = set()
    for height in range(170, 206, 3):
        filler = f'<div style="height: {height}mm"></div>'
        first = linjer(side(filler + "<h3>Nyt</h3>" + tabel([(f"Nr. {n}", "Kort") for n in range(9)]))[0])
        rows = sum(line.startswith("Nr. ") for line in first)
        on_the_first_page.add(rows)
        assert ("Nyt" in first) == (rows > 0)  # nor does its heading stand alone
    assert {0, 2} <= on_the_first_page
    assert 1 not in on_the_first_page


def test_a_part_of_a_criterion_stands_with_what_it_is_a_part_of():
    rows = "".join(
        f'<tr class="kriterium{" kriterium--delmaal" if n % 2 else ""}"><th scope="row">Nr. {n}</th><td>x</td></tr>'
        for n in range(91)
    )
    head = "<thead><tr><th>Hovedet</th><th>Svaret</th></tr></thead>"
    pages = list(side(f'<p>Én linje før.</p><table class="tabel">{head}<tbody>{rows}</tbody></table>'))
    firsts = [next(line for line in linjer(page) if line.startswith("Nr. ")) for page in pages]
    assert len(firsts) > 1
    assert all(int(line.split()[1]) % 2 == 0 for line in firsts)


def test_small_tables_do_not_hold_on_to_each_other():
    one = "<section><h2>Del</h2>" + tabel([("Nr. 1", "Kort")]) + "</section>"
    first, _ = side('<div style="height: 120mm"></div>' + one * 6)
    assert sum(line == "Del" for line in linjer(first)) >= 2
