"""HTML to tagged PDF: PDF/UA-1, and PDF/A-2a besides where it is to last. The only module that knows WeasyPrint.

Nothing is fetched but the project's own static files (`static:reporting/pdf.css`), its own icons
(`ikon:opfyldt/0a5f47`) and points that hold a place (`side:17`): no network, no `file:`, no way out of the folder.
"""

import atexit
import logging
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.template.loader import render_to_string

from helhedsplan.ikoner import tegning
from reporting.arkivform import ARKIV, sig_begge
from reporting.bilagssider import punkt
from reporting.tryk import hurtig
from reporting.tryk.hurtig_fil import faelles_skrifter
from reporting.tryk.laesning import laes_html
from reporting.tryk.sats import Anker, Bogmaerke, Sats

logger = logging.getLogger(__name__)
logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)  # it reports every page

STYLESHEET = "static:reporting/pdf.css"
PART_STYLESHEET = "static:reporting/pdf-del.css"
"""For a part of a paper: its pages' numbers are set when the parts are one document."""
POINT = 0.75
"""Points in a pixel of 1/96 inch, which WeasyPrint measures in."""
VARIANT = "pdf/ua-1"
PANGO_MISSING = (
    "PDF kan ikke laves på denne maskine, fordi programbiblioteket Pango mangler. Den, der passer maskinen, "
    "installerer det sådan: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
)
LONG = 90_000
"""Characters of HTML, some eight pages, from which it is worth asking other processes."""
CONTENT_TYPES = {".css": "text/css", ".svg": "image/svg+xml", ".ttf": "font/ttf", ".png": "image/png"}
UNUSED_RULE = re.compile(
    r"::(?:footnote|note)-|\s*@(?:footnote|note-area|left-|right-|top-center|bottom-center|\S+-corner)"
)
HEX_COLOUR = re.compile(r"[0-9a-f]{6}")


class PdfIkkeMulig(RuntimeError):
    """PDF cannot be made on this machine; the text says in Danish what to install."""


def render_pdf(template: str, context: dict[str, Any], *, variant: str = VARIANT, maal_i_html: bool = False) -> bytes:
    """Render a template of `reporting/pdf/` and print it. Raises PdfIkkeMulig when Pango is not installed.

    The variant ARKIV is for what is issued or put away: PDF/A and PDF/UA in one file (ADR 0066).
    With `maal_i_html` pictures have the size their width and height say, in pixels of 1/96 inch; it costs time.
    A long paper whose template says where it can be cut is printed in parts (`reporting.tryk`); it is the same paper.
    """
    html = render_to_string(template, context)
    if len(html) >= LONG and not maal_i_html:
        from reporting.tryk.lav import tryk  # which prints short ones with this module

        return tryk(html, variant=variant)
    return trykkeri().print_html(html, variant=variant, maal_i_html=maal_i_html)


@cache
def trykkeri() -> "Trykkeri":
    """The one that everything is printed with: fonts unpacked and stylesheet parsed once per process."""
    return Trykkeri.aabn()


atexit.register(trykkeri.cache_clear)  # the fonts' temporary folder is removed while Python still can


@dataclass(frozen=True, slots=True)
class Trykkeri:
    """Fonts and stylesheets, read and parsed. One document at a time: Pango's font map is not made for threads."""

    fonts: Any
    stylesheets: tuple[Any, ...]
    part_stylesheets: tuple[Any, ...]
    lock: threading.Lock

    @classmethod
    def aabn(cls, *stylesheets: str) -> "Trykkeri":
        """Read the fonts and the stylesheets (`static:` addresses; only the report's own unless told otherwise)."""
        pango = _weasyprint()
        fonts = pango.FontConfiguration()
        parsed, of_parts = (
            tuple(pango.CSS(url=url, url_fetcher=pango.fetcher, font_config=fonts) for url in urls)
            for urls in (stylesheets or (STYLESHEET,), (PART_STYLESHEET,))
        )
        return cls(fonts, parsed, of_parts, threading.Lock())

    def print_html(self, html: str, *, variant: str | None = VARIANT, maal_i_html: bool = False) -> bytes:
        """The document as PDF. Without `variant` it is neither tagged nor PDF/UA (only for measuring)."""
        pango = _weasyprint()
        with self.lock:
            document = pango.HTML(string=html, url_fetcher=pango.fetcher)
            return document.write_pdf(
                font_config=self.fonts,
                stylesheets=list(self.stylesheets),
                pdf_variant=variant,
                presentational_hints=maal_i_html,
                finisher=partial(_finish, variant) if variant else None,
            )

    def print_uden_hast(self, html: str) -> bytes:
        """As WeasyPrint does it, and nothing that we do to hurry it: to measure ours by, and to compare with."""
        pango = _weasyprint()
        with self.lock, hurtig.slukket():
            pdf: bytes = pango.Plain(string=html, url_fetcher=pango.fetcher).write_pdf(
                font_config=self.fonts,
                stylesheets=list(self.stylesheets),
                pdf_variant=VARIANT,
                finisher=partial(_finish, VARIANT),
            )
        return pdf

    def saet_del(self, html: str, *, navn: str, variant: str = VARIANT) -> Sats:
        """A part of a document, laid out with PART_STYLESHEET. What is named in its tag tree begins with `navn`."""
        pango = _weasyprint()
        with self.lock:
            document = pango.HTML(string=html, url_fetcher=pango.fetcher).render(
                font_config=self.fonts, stylesheets=[*self.stylesheets, *self.part_stylesheets], pdf_variant=variant
            )
            with faelles_skrifter():
                pdf = document.write_pdf(pdf_variant=variant, finisher=partial(_finish_part, variant, navn))
        bookmarks, anchors = [], []
        for number, page in enumerate(document.pages):
            for level, text, (x, y), state in page.bookmarks:
                place = x * POINT, (page.height - y) * POINT
                bookmarks.append(Bogmaerke(level, text, number, *place, state == "open"))
            for name, (x, y, *_) in page.anchors.items():
                anchors.append(Anker(name, number, x * POINT, (page.height - y) * POINT))
        numbers = tuple(_page_number_place(page) for page in document.pages)
        return Sats(pdf, numbers, tuple(bookmarks), tuple(anchors))


@cache
def _weasyprint() -> SimpleNamespace:
    """What is used of WeasyPrint. Half a second the first time, so only when paper is wanted."""
    try:
        import weasyprint.html
        from cssselect2 import ElementWrapper
        from weasyprint import CSS, HTML
        from weasyprint.css.counters import CounterStyle
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher, URLFetcherResponse
    except OSError as missing:
        raise PdfIkkeMulig(PANGO_MISSING) from missing

    class OwnFiles(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            content, content_type = load_own(url)
            return URLFetcherResponse(url, content, {"Content-Type": content_type})

    sheet = CSS(string=browser_rules(weasyprint.html.UA), counter_style=CounterStyle())

    class OwnHTML(HTML):
        """Read by our own reader where that can, and with the browser's rules that our papers need."""

        def __init__(self, string: str, url_fetcher: Any) -> None:
            if (root := laes_html(string)) is None:
                super().__init__(string=string, url_fetcher=url_fetcher)
                return
            self.base_url, self.url_fetcher, self.media_type = None, url_fetcher, "print"
            self.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
            self.etree_element = self.wrapper_element.etree_element

        def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
            return [sheet]

    hurtig.slaa_til()
    return SimpleNamespace(CSS=CSS, HTML=OwnHTML, Plain=HTML, FontConfiguration=FontConfiguration, fetcher=OwnFiles())


def browser_rules(rules: str) -> str:
    """WeasyPrint's rules for all HTML without those that give every element and page what none of ours has: notes,
    a marker outside lists, margins that are not printed in. Each would be worked out for every one of them."""
    kept = (line for line in rules.splitlines() if not UNUSED_RULE.match(line))
    return "\n".join(kept).replace("\n::marker {", "\nli::marker {")


# --- What may be loaded ----------------------------------------------------------------------------------------


def load_own(url: str) -> tuple[bytes, str]:
    """The only way for a document to load anything: content and type. Raises ValueError for all that is not ours.

    What is refused is logged and left out of the PDF.
    """
    scheme, _, rest = url.partition(":")
    if scheme == "static":
        path = static_path(rest)
        return path.read_bytes(), CONTENT_TYPES[path.suffix]
    if scheme == "ikon":
        return _icon(rest).encode(), CONTENT_TYPES[".svg"]
    if scheme == "side" and rest.isdecimal():
        return punkt(int(rest)), CONTENT_TYPES[".png"]
    logger.warning("A report tried to load %.200s", url)
    raise ValueError("Only static:, ikon: and side: may be loaded.")


def static_path(name: str) -> Path:
    """A file of the project's own static folder. Raises ValueError for anything outside it or of another kind."""
    root = Path(settings.BASE_DIR, "static").resolve()
    path = Path(root, unquote(name).lstrip("/")).resolve()
    if not path.is_relative_to(root) or path.suffix not in CONTENT_TYPES or not path.is_file():
        logger.warning("A report tried to load static file %.200s", name)
        raise ValueError("Not a static file of this project.")
    return path


def _icon(rest: str) -> str:
    """The drawing of a state or an icon in one colour: `opfyldt/0a5f47`."""
    name, _, colour = rest.partition("/")
    if not HEX_COLOUR.fullmatch(colour):
        raise ValueError("The colour is six hexadecimal digits.")
    svg = tegning(name).replace("currentColor", f"#{colour}")
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="16" height="16">{svg}</svg>'


# --- What WeasyPrint's tag tree lacks ----------------------------------------------------------------------------


def _finish(variant: str, document: Any, pdf: Any) -> None:
    _finish_tags(pdf)
    if variant == ARKIV:
        sig_begge(pdf)


def _finish_tags(pdf: Any) -> None:
    """Make headers and footers artifacts, and say which way each table heading points.

    WeasyPrint tags the text of page margins but leaves it out of the tree, which PDF/UA does not allow.
    """
    objects = {thing.reference: thing for thing in pdf.objects}
    root = objects[pdf.catalog["StructTreeRoot"]]
    document_element = root["K"][0]
    in_tree = set(objects[document_element]["K"])
    nums = objects[root["ParentTree"]]["Nums"]
    streams = [objects[objects[page]["Contents"]] for page in pdf.page_references]
    for stream, elements in zip(streams, nums[1 : 2 * len(streams) : 2], strict=True):
        outside = {n for n, ref in enumerate(elements) if _top(ref, objects, document_element) not in in_tree}
        for n in outside:
            elements[n] = "null"
        _to_artifacts(stream.stream, outside)
    for element in pdf.objects:
        if isinstance(element, dict) and element.get("S") == "/TH":
            row = objects[element["P"]]
            element["A"]["Scope"] = "/Column" if objects[row["P"]]["S"] == "/THead" else "/Row"


def _finish_part(variant: str, name: str, document: Any, pdf: Any) -> None:
    """Also tell the part's table headings from those of other parts: cells name them by ID, across the document."""
    _finish(variant, document, pdf)
    for element in pdf.objects:
        if isinstance(element, dict) and element.get("S") == "/TH" and "ID" in element:
            element["ID"].string = f"{name}-{element['ID'].string}"  # the cells hold this same object


def _page_number_place(page: Any) -> tuple[float, float] | None:
    """Where the page's number ends, in points: the right edge and baseline of what PART_STYLESHEET puts there."""
    for margin in page._page_box.children:
        if getattr(margin, "at_keyword", "") == "@bottom-right":
            for box in margin.descendants():
                if getattr(box, "text", ""):
                    right, baseline = box.position_x + box.width, box.position_y + box.baseline
                    return right * POINT, (page.height - baseline) * POINT
    return None


def _top(reference: bytes, objects: dict[bytes, Any], document_element: bytes) -> bytes:
    """The ancestor just below the document."""
    while (parent := objects[reference]["P"]) != document_element:
        reference = parent
    return reference


def _to_artifacts(operators: list[Any], numbers: set[int]) -> None:
    for place in _marked_content(operators):
        if operators[place - 1].get("MCID") in numbers:
            operators[place - 2] = "/Artifact"
            operators[place - 1] = type(operators[place - 1])({"Type": "/Pagination"})


def _marked_content(operators: list[Any]) -> Iterator[int]:
    return (place for place, operator in enumerate(operators) if operator == b"BDC")
