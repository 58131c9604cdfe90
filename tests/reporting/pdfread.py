"""Reading a PDF back: its tag tree, its marked content and its text."""

import io
import re
from collections.abc import Iterator

import pikepdf
import pypdf

PAINTING = {"Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "EI"}


def without_pango(monkeypatch) -> None:
    """As on a machine where WeasyPrint is installed and Pango is not."""
    import sys

    import reporting.pdf

    class Broken:
        def find_spec(self, name, path=None, target=None):
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [Broken(), *sys.meta_path])
    monkeypatch.setattr(reporting.pdf, "trykkeri", reporting.pdf.Trykkeri.aabn)
    monkeypatch.setattr(reporting.pdf, "_weasyprint", reporting.pdf._weasyprint.__wrapped__)


def squeezed(text: str) -> str:
    """Without what a line break may change: white space, hyphens and soft hyphens. A minus is not a hyphen."""
    return re.sub(r"[\s\u00a0\u00ad\u2010-]+", "", text)


def text_of(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def children(element) -> list:
    kids = element.get("/K")
    return [] if kids is None else list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def walk(element) -> Iterator:
    """The structure elements in reading order."""
    yield element
    for kid in children(element):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from walk(kid)


def content_of(element) -> list[int]:
    """The marked-content numbers directly in an element."""
    return [int(kid) for kid in children(element) if not isinstance(kid, (pikepdf.Dictionary, pikepdf.Array))]


def marked(page) -> tuple[list[int], list[str], int]:
    """Marked-content numbers in the order of painting, tags of artifacts, and how much is painted outside both."""
    stack: list[bool] = []
    numbers, artifacts, unmarked = [], [], 0
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator in ("BMC", "BDC"):
            tag = str(instruction.operands[0])
            properties = instruction.operands[1] if operator == "BDC" else {}
            if "/MCID" in properties:
                numbers.append(int(properties["/MCID"]))
            elif tag == "/Artifact":
                artifacts.append(str(properties.get("/Type", "")) if operator == "BDC" else "")
            stack.append(True)
        elif operator == "EMC":
            stack.pop()
        elif operator in PAINTING and not stack:
            unmarked += 1
    return numbers, artifacts, unmarked
