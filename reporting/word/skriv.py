"""The way in: a document that is printed as PDF, as a Word document."""

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

import docx
from django.template.loader import render_to_string
from docx.oxml.ns import qn
from docx.shared import Emu
from lxml import html as lxml_html

from reporting.word.felter import Sidehoved, saet_sidehoved
from reporting.word.opbygning import Opbygning
from reporting.word.sider import Sider, er_vendt
from reporting.word.stilark import saet_stile
from reporting.word.tegninger import SVG, Tegning, er_pynt, tegn
from reporting.word.xml import e

EMU_PR_PIXEL, EMU_PR_TWIP = 9525, 635


def render_word(template: str, context: dict[str, Any], *, made_at: datetime) -> bytes:
    """Render a template of `reporting/pdf/` and write it as Word. The same facts and moment give the same file."""
    return som_word(render_to_string(template, context), made_at=made_at)


def som_word(source: str, *, made_at: datetime) -> bytes:
    """The HTML of a printed document as Word."""
    drawings: list[Tegning | None] = []
    root = lxml_html.document_fromstring(_uden_tegninger(source, drawings))
    document = _tomt_dokument()
    pages = Sider(is_turned_all=er_vendt(root))
    numbering = document.part.numbering_part.element
    writer = Opbygning(
        pages,
        drawings,
        ny_liste=lambda depth, start: _ny_liste(numbering, document, depth, start),
        som_billede=lambda drawing, width: _billede(document, drawing, width),
    )
    writer.skriv(root.find("body"))
    saet_sidehoved(document, _sidehoved(root))
    _saet_krop(document, *pages.faerdig(writer.overskrifter))
    _saet_egenskaber(document, root, made_at)
    return _gem(document)


def _tomt_dokument() -> Any:
    """An A4 document with nothing but our styles. What python-docx brings along of its own is left out."""
    document = docx.Document()
    for part in (document.part, document.part.package):
        for key, link in list(part.rels.items()):
            if link.reltype.rpartition("/")[2] in ("thumbnail", "stylesWithEffects", "customXml"):
                del part.rels[key]
    saet_stile(document)
    return document


def _uden_tegninger(source: str, drawings: list[Tegning | None]) -> str:
    """The HTML with a numbered place for each drawing; one that only decorates is gone."""

    def keep(found: Any) -> str:
        svg = found[0]
        if er_pynt(svg):
            return ""
        drawings.append(tegn(svg))
        return f'<tegning nr="{len(drawings) - 1}"></tegning>'

    return SVG.sub(keep, source)


def _sidehoved(root: Any) -> Sidehoved:
    head = next((node for node in root.iter() if isinstance(node.tag, str) and node.get("data-titel")), None)
    said = {} if head is None else head.attrib
    return Sidehoved(*(said.get(f"data-{name}", "") for name in ("plan", "titel", "journalnummer", "maerke")))


def _saet_krop(document: Any, blocks: list[Any], last: Any) -> None:
    """The blocks as the document's body. Header and footer belong to the first section; the others go on with them."""
    body = document.element.body
    head = body.find(qn("w:sectPr"))
    references = [child for child in head if child.tag in (qn("w:headerReference"), qn("w:footerReference"))]
    for child in list(body):
        body.remove(child)
    body.extend(blocks)
    body.append(last)
    first = next(body.iter(qn("w:sectPr")))
    for place, reference in enumerate(references):
        first.insert(place, reference)


def _saet_egenskaber(document: Any, root: Any, made_at: datetime) -> None:
    meta = {node.get("name"): node.get("content") or "" for node in root.iter("meta") if node.get("name")}
    at = made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    core = document.core_properties
    core.title = (root.findtext("head/title") or "").strip()[:255]
    core.author = core.last_modified_by = meta.get("author", "")[:255]
    core.subject = " ".join(meta.get("description", "").split())[:255]
    core.comments, core.keywords, core.language = "", "", "da-DK"
    core.created = core.modified = at
    core.revision = 1


def _ny_liste(numbering: Any, document: Any, depth: int, start: int) -> int:
    """A list of its own, so that it begins at its own number and does not go on from the one before."""
    style = document.styles[f"List Number{f' {depth}' if depth > 1 else ''}"].element
    known = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}").get(qn("w:val"))
    base = next(one for one in numbering.findall(qn("w:num")) if one.get(qn("w:numId")) == known)
    number = max(int(one.get(qn("w:numId"))) for one in numbering.findall(qn("w:num"))) + 1
    begins = e("w:lvlOverride", e("w:startOverride", val=start), ilvl=0)
    kind = base.find(qn("w:abstractNumId")).get(qn("w:val"))
    numbering.append(e("w:num", e("w:abstractNumId", val=kind), begins, numId=number))
    return number


def _billede(document: Any, drawing: Tegning, width: int) -> Any:
    """The drawing in a paragraph of its own, in line with the text and no wider than it, with its words for who cannot
    see it."""
    wide = min(round(drawing.bredde * EMU_PR_PIXEL), width * EMU_PR_TWIP)
    high = round(wide * drawing.hoejde / drawing.bredde)
    inline = document.part.new_pic_inline(io.BytesIO(drawing.png or b""), Emu(wide), Emu(high))
    for shown in (inline.docPr, inline.graphic.graphicData.pic.nvPicPr.cNvPr):
        shown.set("descr", drawing.ord)
        shown.set("name", drawing.titel or "Tegning")
    return e("w:p", e("w:pPr", e("w:pStyle", val="Figur")), e("w:r", e("w:drawing", inline)))


def _gem(document: Any) -> bytes:
    """The file, without the moment of packing it: the same document is the same bytes."""
    packed, out = io.BytesIO(), io.BytesIO()
    document.save(packed)
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
