"""The text of a part, block by block: paragraphs, lists, tables in tables, text boxes, controls."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from indsatser.importing.dokument.blokke import Afsnit, Blok, Omgivelse, Overskriftkilde, Sted, Tabel
from indsatser.importing.dokument.graenser import FOR_INDVIKLET, MAX_DYBDE, DokumentAfvist
from indsatser.importing.dokument.maerker import er_indholdslinje, med_skrevet_maerke
from indsatser.importing.dokument.samler import Samler
from indsatser.importing.dokument.word.loeb import Loeb, chosen, is_placeholder
from indsatser.importing.dokument.word.navne import DGM, MC, A, R, W, child_val, whole
from indsatser.importing.dokument.word.stile import Stil
from indsatser.importing.dokument.word.tabel import laes_tabel
from indsatser.importing.dokument.word.tilstand import Tilstand

_OPEN: Final = frozenset({W + name for name in ("customXml", "ins", "moveTo", "sdtContent", "smartTag")})
_TOC_GALLERIES: Final = frozenset({"table of contents", "indholdsfortegnelse", "table of figures"})


class Krop:
    """Reads blocks. A paragraph whose mark is a deleted change runs on into the next one."""

    def __init__(self, tilstand: Tilstand) -> None:
        self.t = tilstand
        self._kept: Samler | None = None

    def blokke(self, element: Any, *, is_toc: bool = False) -> Iterator[Blok]:
        """Every block in the element, in order."""
        for each in element.iterchildren():
            tag = each.tag
            if tag == W + "p":
                yield from self._afsnit(each, is_toc)
            elif tag == W + "tbl":
                yield from self._tabel(each)
            elif tag == W + "sdt":
                yield from self._sdt(each, is_toc)
            elif tag in _OPEN:
                yield from self.blokke(each, is_toc=is_toc)
            elif tag == MC + "AlternateContent":
                yield from self.blokke(chosen(each), is_toc=is_toc)
            elif tag in (W + "del", W + "moveFrom"):
                self.t.sprunget["slettet"] += 1
            elif tag == W + "altChunk":
                self.t.sprunget["objekt"] += 1

    def _sdt(self, element: Any, is_toc: bool) -> Iterator[Blok]:
        if is_placeholder(element):
            self.t.sprunget["ikke_udfyldt"] += 1
            return
        gallery = child_val(element, "sdtPr", "docPartObj", "docPartGallery").lower()
        for each in element.iterchildren(W + "sdtContent"):
            yield from self.blokke(each, is_toc=is_toc or gallery in _TOC_GALLERIES)

    def _tabel(self, element: Any) -> Iterator[Blok]:
        self.t.depth += 1
        if self.t.depth > MAX_DYBDE:
            raise DokumentAfvist(FOR_INDVIKLET)
        page = self.t.page
        tabel = laes_tabel(element, self.t, lambda cell: tuple(Krop(self.t).blokke(cell)))
        self.t.depth -= 1
        if tabel.raekker:
            first = next((blok.sted.side for celle in tabel.celler for blok in celle.blokke), page)
            yield Tabel(tabel.raekker, Sted(side=first), tabel.style)

    def _afsnit(self, element: Any, is_toc: bool) -> Iterator[Blok]:
        properties = element.find(W + "pPr")
        stil = self.t.stile.afsnitsstil(child_val(properties, "pStyle"))
        samler, self._kept = self._kept or Samler(), None
        is_toc = is_toc or stil.is_toc or self.t.in_toc
        loeb = Loeb(self.t, stil, samler)
        loeb.indhold(element)
        for felt in self.t.felter:
            felt.shows = True  # an instruction ends where its paragraph does, also in a file that has lost the mark
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self._kept = samler
            yield from self._boxes(loeb)
            return
        is_toc = is_toc or self.t.in_toc
        marker, ilvl = self._nummer(properties, stil)
        if not samler.is_empty:
            text, fields = samler.faerdig()
            is_toc = is_toc or er_indholdslinje(text)
            level, source = _level(properties, stil)
            self.t.maengde.laes(text)
            afsnit = Afsnit(
                text,
                Sted(side=loeb.page),
                style=stil.name,
                level=None if is_toc else level,
                level_source=None if is_toc else source,
                marker=marker or "",
                list_level=None if marker is None or level is not None else ilvl,
                size=loeb.size,
                is_toc=is_toc,
                **fields,  # type: ignore[arg-type]
            )
            yield afsnit if marker else med_skrevet_maerke(afsnit)
        yield from self._boxes(loeb)

    def _nummer(self, properties: Any, stil: Stil) -> tuple[str | None, int]:
        """The number or mark in front, counted on; None outside lists."""
        own = None if properties is None else properties.find(W + "numPr")
        num_id = child_val(own, "numId") or stil.num_id
        if not num_id or num_id == "0":
            return None, 0
        ilvl = whole(child_val(own, "ilvl"))
        if ilvl is None:
            ilvl = self.t.nummerering.niveau_for_stil(num_id, stil.id)
        ilvl = min(max(stil.ilvl or 0 if ilvl is None else ilvl, 0), 8)
        return self.t.nummerering.maerke(num_id, ilvl), ilvl

    def _boxes(self, loeb: Loeb) -> Iterator[Blok]:
        for each in loeb.boxes:
            for blok in self._diagram(each) if each.tag == DGM + "relIds" else Krop(self.t).blokke(each):
                yield _in_box(blok)

    def _diagram(self, pointers: Any) -> Iterator[Blok]:
        """The words of a drawing made with SmartArt, one line per shape: an organisation's diagram is often that."""
        self.t.maengde.tid()
        relation = self.t.relationer.get(pointers.get(R + "dm", ""))
        root = None if relation is None or relation.is_external else self.t.pakke.xml(relation.target)
        for each in () if root is None else root.iter(DGM + "pt"):
            samler = Samler()
            for part in each.iter(A + "t", A + "br"):
                samler.tekst("\n" if part.tag == A + "br" else part.text or "")
            if not samler.is_empty:
                text, _ = samler.faerdig()
                self.t.maengde.laes(text)
                yield Afsnit(text, Sted(side=self.t.page), style="smartart")


def _in_box(blok: Blok) -> Blok:
    return replace(blok, sted=replace(blok.sted, omgivelse=Omgivelse.TEKSTBOKS))


def _level(properties: Any, stil: Stil) -> tuple[int | None, Overskriftkilde | None]:
    """The heading's level: the style's, or what the paragraph says of its own."""
    outline = whole(child_val(properties, "outlineLvl"))
    if outline is None or stil.level_source is Overskriftkilde.STIL:
        return stil.level, stil.level_source
    return (outline + 1, Overskriftkilde.DISPOSITION) if 0 <= outline < 9 else (None, None)
