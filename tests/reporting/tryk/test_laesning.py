"""Our reader finds the elements that tinyhtml5 finds, or leaves the document to it."""

import pytest
import tinyhtml5

from reporting.tryk.laesning import laes_html
from tests.reporting.tryk.test_hurtig import HTML
from tests.reporting.tryk.test_tryk import HTML as DELT

pytestmark = pytest.mark.no_db

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><g><title>Å</title>'
    '<linearGradient id="a"/><path d="M0"/>'
    "</g></svg>"
)


def flat(element):
    """Name, attributes and text of everything; comments left out."""
    text = element.text or ""
    found = []
    for child in element:
        if isinstance(child.tag, str):
            found += flat(child)
        elif not found:
            text += child.tail or ""
            continue
        found.append(child.tail or "")
    return [element.tag, dict(element.attrib), text, *found]


def page(body: str) -> str:
    return f"<!DOCTYPE html>\n<html lang=da>\n<head><title>a &amp; b</title></head>\n<body>{body}</body>\n</html>\n"


@pytest.mark.parametrize(
    "html",
    [
        HTML.replace("&shy;", "­"),
        DELT,
        page(
            f"<p>a &lt; b &quot;c&quot; &aring;&#8217;<br/>d\r\ne</p>{SVG}<p hidden title='x y' data-a=\"&amp;\">e</p>"
        ),
        page(
            "<ul>\n<li>a<ul><li>b</li></ul></li>\n</ul>"
            "<dl><dt>a</dt><dd><p>b</p></dd></dl><hr><a href=#x>y<b>z</b></a>"
        ),
        page("<!-- en bemærkning <p> --><P CLASS=Stor>a</P>"),
        page(""),
        page("<table><colgroup><col class=a><col></colgroup><tbody><tr><td><p>x</p></td></tr></tbody></table>"),
    ],
)
def test_the_elements_are_the_same(html):
    root = laes_html(html)
    assert root is not None
    assert flat(root) == flat(tinyhtml5.parse(html, namespace_html_elements=False))


@pytest.mark.parametrize(
    "body",
    [
        "<p>a<p>b",
        "<p>a<div>b</div></p>",
        "<p><table><tbody><tr><td>x</td></tr></tbody></table></p>",
        "<table><tr><td>uden tbody</td></tr></table>",
        "<table>tekst<tbody></tbody></table>",
        "<table><tbody><tr><p>x</p></tr></tbody></table>",
        "<h2><h3>x</h3></h2>",
        "<a href=#a><b><a href=#b>x</a></b></a>",
        "<li>x</li>",
        "<div>a</span></div>",
        "<div/>b",
        "a < b",
        "<pre>\nx</pre>",
        "<ukendt>x</ukendt>",
        "<script>1</script>",
        '<p id="a" id="b">x</p>',
        '<p title="a"class="b">x</p>',
        "<svg><foreignObject><p>x</p></foreignObject></svg>",
        '<svg xlink:href="#a"></svg>',
        "<body>x</body>",
        "\0",
    ],
)
def test_what_has_to_be_put_right_is_left_to_the_large_reader(body):
    assert laes_html(page(body)) is None


@pytest.mark.parametrize(
    "html", ["", "tekst", "<p>x</p>", "<html><body>x</body></html>", "<html lang=da>", page("x") + "y"]
)
def test_a_document_that_is_not_whole_is_left_to_the_large_reader(html):
    assert laes_html(html) is None
