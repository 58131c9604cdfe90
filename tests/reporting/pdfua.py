"""The rules of PDF/UA-1 that a program can test, each with its checkpoint of the Matterhorn protocol 1.1.

The order of reading, the links both ways between page and tree, and the tables' cells are walked in `test_pdf`.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pikepdf
from pikepdf import Dictionary

from tests.reporting.pdfread import PAINTING, children, content_of, walk

STANDARD = frozenset(
    re.findall(
        r"\w+",
        """Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct P H1 H2 H3 H4 H5 H6 L LI Lbl LBody
        Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Figure Formula Form""",
    )
)
PARENTS = {
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "TFoot": {"Table"},
    "LI": {"L"},
    "LBody": {"LI"},
    "TOCI": {"TOC"},
}
CHILDREN = {
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "TR": {"TH", "TD"},
    "L": {"L", "LI", "Caption"},
    "LI": {"Lbl", "LBody"},
}
EMPTY = {"TD", "TH", "Span", "Div", "NonStruct", "LBody", "THead", "TBody"}
"""What may hold nothing: a cell without figures is a cell still."""


def pdfua_fejl(pdf: pikepdf.Pdf) -> Iterator[str]:
    """What breaks PDF/UA-1."""
    yield from _document(pdf)
    tree = pdf.Root.StructTreeRoot
    elements = [element for kid in children(tree) for element in walk(kid)]
    yield from _elements(pdf, elements)
    yield from _headings(elements)
    linked = {
        kid.Obj.objgen: element
        for element in elements
        for kid in children(element)
        if isinstance(kid, Dictionary) and str(kid.get("/Type", "")) == "/OBJR"
    }
    drawn: Counter[tuple[int, int]] = Counter()
    for number, page in enumerate(pdf.pages, start=1):
        for said in [*_content(page, page.obj.Resources, drawn), *_links(page, linked)]:
            yield f"side {number}: {said}"


def _document(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    with pdf.open_metadata() as metadata:
        if metadata.get("pdfuaid:part") != "1":
            yield "05-001: the metadata does not say that it is PDF/UA-1"
        if not metadata.get("dc:title"):
            yield "06-003: the metadata has no title"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "07-001: the window shows the file's name, not its title"
    if not root.get("/MarkInfo", {}).get("/Marked", False) or root.MarkInfo.get("/Suspects", False):
        yield "01-001: it is not said to be tagged, or is suspected not to be"
    if str(root.get("/Lang", "")) != "da":
        yield "11-006: its language is not Danish"
    if "/RoleMap" in root.StructTreeRoot:
        yield "02-001: it has kinds of its own"
    if pdf.is_encrypted:
        yield "26-001: it is encrypted"
    if "/OCProperties" in root or "/AcroForm" in root:
        yield "20-001: it has layers or forms"
    if len(pdf.pages) > 9 and "/Outlines" not in root:
        yield "a long paper has no bookmarks"


def _elements(pdf: pikepdf.Pdf, elements: list[Any]) -> Iterator[str]:
    pages = {page.objgen for page in pdf.pages}
    for element in elements:
        kind, parent = str(element.S)[1:], str(element.P.get("/S", "/"))[1:]
        below = [str(kid.S)[1:] for kid in children(element) if isinstance(kid, Dictionary) and "/S" in kid]
        if kind not in STANDARD:
            yield f"02-001: {kind} is no standard kind"
        if kind in PARENTS and parent not in PARENTS[kind]:
            yield f"09-004: {kind} in {parent}"
        if kind in CHILDREN and (not set(below) <= CHILDREN[kind] or content_of(element)):
            yield f"09-005: {kind} holds {sorted(set(below))} or text of its own"
        if kind not in EMPTY and not children(element):
            yield f"{kind} is empty"
        if kind in ("Figure", "Formula") and not str(element.get("/Alt", "")).strip():
            yield f"13-004: {kind} without words for it"
        if kind == "TH" and str(element.get("/A", {}).get("/Scope", "")) not in ("/Row", "/Column"):
            yield "15-003: a heading of a table does not say which way it points"
        if kind == "Note" and "/ID" not in element:
            yield "19-003: a note without ID"
        if content_of(element) and ("/Pg" not in element or element.Pg.objgen not in pages):
            yield f"{kind} stands on no page of the document"
        for key in ("/Alt", "/ActualText"):
            if any("\ue000" <= sign <= "\uf8ff" for sign in str(element.get(key, ""))):
                yield f"10-001: {key} has signs that are nobody's own"


def _headings(elements: list[Any]) -> Iterator[str]:
    kinds = [str(element.S)[1:] for element in elements]
    levels = [int(kind[1]) for kind in kinds if len(kind) == 2 and kind[0] == "H" and kind[1].isdecimal()]
    if levels[:1] != [1] or levels.count(1) != 1:
        yield f"14-002: the headings begin with level {levels[:1]}, and {levels.count(1)} are of the first"
    if any(later > earlier + 1 for earlier, later in pairwise(levels)):
        yield "14-003: the headings skip a level"


def _content(thing: Any, resources: Any, drawn: Counter[tuple[int, int]], marked: bool = False) -> Iterator[str]:
    """Everything is an artifact or in the tree, and neither is inside the other."""
    stack: list[str] = ["outside"] if marked else []
    for instruction in pikepdf.parse_content_stream(thing):
        operator = str(instruction.operator)
        if operator in ("BMC", "BDC"):
            tag = str(instruction.operands[0])
            properties = instruction.operands[1] if operator == "BDC" else {}
            kind = "artifact" if tag == "/Artifact" else "tagged" if "/MCID" in properties else "neither"
            if kind == "artifact" and "tagged" in stack:
                yield "01-003: an artifact inside what is tagged"
            if kind == "tagged" and "artifact" in stack:
                yield "01-004: something tagged inside an artifact"
            stack.append(kind)
        elif operator == "EMC":
            stack.pop()
        elif operator == "Do":
            inner = resources.XObject[str(instruction.operands[0])]
            if str(inner.Subtype) == "/Form":
                inside = list(pikepdf.parse_content_stream(inner))
                if any(str(one.operator) == "BDC" and "/MCID" in one.operands[1] for one in inside):
                    drawn[inner.objgen] += 1
                    if drawn[inner.objgen] > 1:
                        yield "30-002: something tagged is drawn twice"
                yield from _content(inner, inner.get("/Resources", Dictionary()), drawn, marked=bool(stack))
            elif not stack:
                yield "01-005: a picture that is neither tagged nor an artifact"
        elif operator in PAINTING and not stack:
            yield f"01-005: {operator} is neither tagged nor an artifact"
    if stack[1:] if marked else stack:
        yield "marked content does not end"


def _links(page: pikepdf.Page, linked: dict[tuple[int, int], Any]) -> Iterator[str]:
    annotations = page.obj.get("/Annots", ())
    if annotations and page.obj.get("/Tabs") != pikepdf.Name.S:
        yield "28-008: the tab key does not follow the tree"
    for one in annotations:
        element = linked.get(one.objgen)
        if element is None or "/StructParent" not in one:
            yield "28-002: a link is not in the tree"
        elif str(element.S) != "/Link":
            yield f"28-011: a link is in {element.S}"
        if not str(one.get("/Contents", "")).strip():
            yield "28-005: a link does not say where it leads"
