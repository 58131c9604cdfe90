"""A .docx becomes a document."""

from collections.abc import Iterator
from dataclasses import replace
from typing import IO, Any

from helhedsplan.filer.pakker import FREMMED, PakkeAfvist
from indsatser.importing.dokument.blokke import Afsnit, Blok, Dokument, Dokumentart, Fodnote, afsnit_i
from indsatser.importing.dokument.bygge import saml
from indsatser.importing.dokument.graenser import DokumentAfvist, Maengde, tjek_sider
from indsatser.importing.dokument.overskrifter import med_overskrifter
from indsatser.importing.dokument.word.krop import Krop
from indsatser.importing.dokument.word.navne import W, whole
from indsatser.importing.dokument.word.pakke import Wordpakke
from indsatser.importing.dokument.word.tilstand import Tilstand, tilstand

_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


def laes_docx(file: IO[bytes], navn: str, maengde: Maengde) -> Dokument:
    """Read the package. Raises DokumentAfvist."""
    try:
        pakke = Wordpakke(file)
        sider = _sider(pakke)
        tjek_sider(sider)
        root = pakke.xml(pakke.hoveddel)
        body = None if root is None else root.find(W + "body")
        if body is None:
            raise DokumentAfvist(FREMMED)
        t = tilstand(pakke, root, maengde)
        blokke = med_overskrifter(Krop(t).blokke(body))
        fodnoter = [*_noter(t, "footnotes", "footnote", "fod"), *_noter(t, "endnotes", "endnote", "slut")]
        hoveder, foedder = list(_kanter(t, "header")), list(_kanter(t, "footer"))
    except PakkeAfvist as refused:
        raise DokumentAfvist(str(refused)) from None
    _uden_for(t)
    if t.page is None and sider == 1:
        sider = None  # what programs that count no pages leave there
    return saml(
        navn=navn,
        art=Dokumentart.DOCX,
        blokke=blokke,
        fodnoter=fodnoter,
        sidehoveder=hoveder,
        sidefoedder=foedder,
        sider=max(sider, t.page) if sider and t.page else sider or t.page,
        bemaerkninger=t.bemaerkninger(),
    )


def _sider(pakke: Wordpakke) -> int | None:
    """How many pages the program that saved the file counted, if it said so."""
    root = pakke.xml("docProps/app.xml")
    if root is None:
        return None
    pages = next((each.text or "" for each in root.iterchildren() if str(each.tag).endswith("}Pages")), "")
    return whole(pages) or None


def _noter(t: Tilstand, part: str, element: str, kind: str) -> Iterator[Fodnote]:
    """The notes of a part, in the order they stand in the text; those nothing points at come last."""
    found = []
    for name in dict.fromkeys(t.pakke.dele(part)):
        root = t.pakke.xml(name)
        own = t.for_del(name)
        for each in () if root is None else root.iterchildren(W + element):
            if each.get(W + "type", "") not in _SEPARATORS:
                note = f"{kind}{each.get(W + 'id', '')}"
                found.append(Fodnote(note, t.noter.get(note, ""), tuple(Krop(own).blokke(each))))
    order = {note: number for number, note in enumerate(t.noter)}
    return iter(sorted(found, key=lambda each: order.get(each.id, len(order))))


def _kanter(t: Tilstand, kind: str) -> Iterator[Blok]:
    """What stands at the top or foot of the pages, each wording once."""
    seen = set()
    for name in dict.fromkeys(t.pakke.dele(kind)):
        t.maengde.tid()
        root = t.pakke.xml(name)
        blokke: list[Blok] = [] if root is None else list(Krop(t.for_del(name)).blokke(root))
        text = "\n".join(each.full_text for each in afsnit_i(tuple(blokke)))
        if text not in seen:
            seen.add(text)
            yield from (replace(blok, level=None) if isinstance(blok, Afsnit) else blok for blok in blokke)


def _uden_for(t: Tilstand) -> None:
    """Say what the file would have fetched from elsewhere. Links to read are no such thing."""
    parts: list[Any] = [t.pakke.hoveddel, *t.pakke.dele("settings")]
    for part in parts:
        t.sprunget["udefra"] += sum(
            each.is_external and each.kind != "hyperlink" for each in t.pakke.relationer(part).values()
        )
    t.sprunget += type(t.sprunget)()  # what was not met is not said
