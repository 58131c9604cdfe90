"""Drawings for Word: the page's own SVG as a PNG, small and sharp, with its own words as alternative text."""

import atexit
import io
import re
from dataclasses import dataclass
from functools import cache

import pypdfium2
from lxml import etree
from PIL import Image

from reporting.pdf import PdfIkkeMulig, Trykkeri

DENSITY = 2
"""Pixels for each of the drawing's own: sharp on paper, and a few kB."""

SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_NS = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True, slots=True)
class Tegning:
    """A drawing with its size in pixels of 1/96 inch. `png` is None where the machine cannot draw it."""

    titel: str
    beskrivelse: str
    bredde: float
    hoejde: float
    png: bytes | None

    @property
    def ord(self) -> str:
        """What it says, for who does not see it."""
        return " ".join(filter(None, [self.titel, self.beskrivelse]))


def er_pynt(svg: str) -> bool:
    """Whether the drawing says nothing that the text beside it does not."""
    return 'role="img"' not in svg[: svg.index(">")]


def tegn(svg: str) -> Tegning:
    """The drawing as a picture."""
    root = etree.fromstring(svg, etree.XMLParser(resolve_entities=False, no_network=True))
    box = [float(number) for number in root.get("viewBox", "0 0 300 150").split()]
    width, height = float(root.get("width", box[2])), float(root.get("height", box[3]))
    title = (root.findtext(f"{_NS}title") or root.get("aria-label") or "").strip()
    return Tegning(title, (root.findtext(f"{_NS}desc") or "").strip(), width, height, _png(svg, width, height))


@cache
def _tegnestue() -> Trykkeri:
    return Trykkeri.aabn("static:reporting/figur.css")


atexit.register(_tegnestue.cache_clear)  # as with the paper's own fonts


def _png(svg: str, width: float, height: float) -> bytes | None:
    page = f"<style>@page {{ size: {width}px {height}px; margin: 0 }}</style>"
    html = f'<html lang="da"><head><title>t</title>{page}</head><body>{svg}</body></html>'
    try:
        pdf = _tegnestue().print_html(html, variant=None)
    except PdfIkkeMulig:
        return None
    document = pypdfium2.PdfDocument(pdf)
    picture = document[0].render(scale=DENSITY * 96 / 72).to_pil().convert("P", palette=Image.Palette.ADAPTIVE)
    document.close()
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True, dpi=(96 * DENSITY, 96 * DENSITY))
    return out.getvalue()
