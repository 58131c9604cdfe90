"""Walks the HTML of a printed document and writes the same in Word: same order, same words, Word's own styles."""

from dataclasses import dataclass, field, replace
from typing import Any

from reporting.word.afsnit import Linjebygger, Stykke, som_afsnit
from reporting.word.bredder import klasser
from reporting.word.felter import Overskrift
from reporting.word.sider import Sider
from reporting.word.tabeller import som_tabel
from reporting.word.tegninger import Tegning

HEADINGS = {"h1": "Title", **{f"h{n}": f"Heading{n - 1}" for n in range(2, 7)}}
BLOCKS = {
    *("address", "article", "aside", "body", "blockquote", "dd", "div", "dl", "dt", "figcaption", "figure", "footer"),
    *("header", "li", "main", "nav", "ol", "p", "section", "table", "ul", *HEADINGS),
}
TAG_PARAGRAPHS = {**HEADINGS, "dt": "Ledetekst", "figcaption": "Caption"}
PARAGRAPHS = {
    "under": "Undertekst",
    "bemaerkning": "Bemaerkning",
    "tomt": "Tomt",
    "stempel": "Stempel",
    "forside__art": "PapiretsArt",
    "forside__plan": "Subtitle",
    "papirhoved__om": "Subtitle",
    "udgavemaerke": "Bemaerkning",
    "lille": "Bemaerkning",
}
"""The paragraph styles of the print stylesheet's classes."""
LETTERS = {
    "maerke": "Maerke",
    "eksempeltal": "Eksempeltal",
    "mangler": "Mangler",
    "intet": "Mangler",
    "vaerdi": "Strong",
    "delmaal": "Strong",
    "kode": "Strong",
    "dag": "Lille",
}
TAGS = {"b": "Strong", "strong": "Strong", "i": "Emphasis", "em": "Emphasis", "ins": "Tilfoejet", "del": "Slettet"}
OWN_LINE = {"linje", "lille", "forklaring"}
"""Spans that stand on a line of their own (`display: block` in the print stylesheet)."""
PLAIN_LISTS = {"maalliste"}
"""Lists whose points bring their own letter."""


@dataclass(frozen=True, slots=True)
class Sammenhaeng:
    """Where in the document the walk is: styles, depth of lists, and whether inside a table."""

    style: str = "Normal"
    letters: str = ""
    link: str = ""
    depth: int = 0
    numbering: int = 0
    is_table: bool = False
    is_number: bool = False


@dataclass(slots=True)
class Opbygning:
    """What has been written so far. `tegninger`: the drawings, which were taken out of the HTML before it was read."""

    sider: Sider
    tegninger: list[Tegning | None]
    ny_liste: Any
    som_billede: Any
    links: dict[str, str] = field(default_factory=dict)
    overskrifter: list[Overskrift] = field(default_factory=list)
    _line: Linjebygger = field(default_factory=Linjebygger)
    _waiting: list[str] = field(default_factory=list)
    _celleindhold: list[Any] | None = None
    _bookmarks: int = 0
    _is_new_point: bool = False

    def skriv(self, root: Any) -> None:
        """Everything in the element. Blocks land in `sider`."""
        for link in root.iter("a"):
            href = link.get("href") or ""
            if href.startswith("#"):
                self.links.setdefault(href[1:], f"sted_{len(self.links) + 1}")
        self._blok(root, Sammenhaeng())
        self._slut(Sammenhaeng())

    # --- Blocks ------------------------------------------------------------------------------------------------

    def _blok(self, node: Any, at: Sammenhaeng) -> None:
        classes = klasser(node)
        if not isinstance(node.tag, str) or "visually-hidden" in classes or node.tag in ("head", "script", "style"):
            return
        if node.get("id") in self.links:
            self._waiting.append(node.get("id"))
        if node.tag == "nav" and "indhold" in classes:
            self.sider.indhold(node.findtext("h2") or "Indhold", own_page="indhold--forside" not in classes)
        elif node.tag == "table":
            self._tabel(node)
        elif node.tag in ("ul", "ol"):
            self._liste(node, at)
        else:
            self._afsnit(node, self._i(node, classes, at))

    def _i(self, node: Any, classes: set[str], at: Sammenhaeng) -> Sammenhaeng:
        """The styles inside a block."""
        if at.is_table:
            return replace(at, style="TabelnoteTal" if at.is_number else "Tabelnote") if "lille" in classes else at
        named = TAG_PARAGRAPHS.get(node.tag) or next((PARAGRAPHS[name] for name in PARAGRAPHS if name in classes), "")
        return replace(at, style=named, numbering=0) if named else at

    def _afsnit(self, node: Any, at: Sammenhaeng) -> None:
        self._slut(at)
        is_part = "rapport__del" in klasser(node) and not at.is_table
        if is_part:
            self.sider.del_begynder(node)
        self._indhold(node, at)
        self._slut(at)
        if is_part:
            self.sider.del_slutter()
        if "forside" in klasser(node) or "papirhoved" in klasser(node):
            self.sider.hoved_slutter(is_cover="forside" in klasser(node) and "forside--materiale" not in klasser(node))

    def _liste(self, node: Any, at: Sammenhaeng) -> None:
        self._slut(at)
        depth = min(at.depth + 1, 3)
        ordered = node.tag == "ol"
        numbering = self.ny_liste(depth, int(node.get("start") or 1)) if ordered else 0
        key = f"List{'Number' if ordered else 'Bullet'}{depth if depth > 1 else ''}"
        if klasser(node) & PLAIN_LISTS:
            key = "Normal"
        for item in node:
            if isinstance(item.tag, str):
                self._is_new_point = True
                inside = replace(at, style=key, depth=depth, numbering=numbering)
                self._afsnit(item, inside)
                self._hale(item, at)

    def _tabel(self, node: Any) -> None:
        """A table: `tabeller` lays it out; what stands in each cell is walked as everything else."""
        self._slut(Sammenhaeng())
        caption = node.find("caption")
        if caption is not None and "visually-hidden" not in klasser(caption):
            self._afsnit(caption, Sammenhaeng("Caption"))
        self._ud(som_tabel(node, self._celle, width=self.sider.tekstbredde))

    def _celle(self, cell: Any, style: str, letters: str) -> list[Any]:
        """The paragraphs of a cell; always at least one."""
        outside, self._celleindhold = self._celleindhold, []
        at = Sammenhaeng(style, letters, is_table=True, is_number="num" in klasser(cell))
        self._indhold(cell, at)
        self._slut(at)
        found, self._celleindhold = self._celleindhold, outside
        return found or [som_afsnit([], style)]

    # --- Text ----------------------------------------------------------------------------------------------------

    def _indhold(self, node: Any, at: Sammenhaeng) -> None:
        self._tekst(node.text, at)
        for child in node:
            if isinstance(child.tag, str):
                self._barn(child, at)
            self._hale(child, at)

    def _barn(self, node: Any, at: Sammenhaeng) -> None:
        classes = klasser(node)
        if "visually-hidden" in classes:
            return
        if node.tag == "br":
            self._line.brud()
        elif node.tag == "tegning":
            self._tegning(self.tegninger[int(node.get("nr"))], at)
        elif node.tag in BLOCKS or classes & OWN_LINE:
            self._slut(at)
            self._blok(node, at)
            self._slut(at)
        else:
            self._indhold(node, self._bogstaver(node, classes, at))

    def _bogstaver(self, node: Any, classes: set[str], at: Sammenhaeng) -> Sammenhaeng:
        named = next((LETTERS[name] for name in LETTERS if name in classes), TAGS.get(node.tag, ""))
        link = self.links.get((node.get("href") or "").removeprefix("#"), "") if node.tag == "a" else ""
        return replace(at, letters=named or at.letters, link=link or at.link)

    def _tekst(self, text: str | None, at: Sammenhaeng) -> None:
        if text:
            self._line.skriv(text, at.letters, at.link)

    def _hale(self, node: Any, at: Sammenhaeng) -> None:
        self._tekst(node.tail, at)

    def _tegning(self, drawing: Tegning | None, at: Sammenhaeng) -> None:
        if drawing is None:
            return
        self._slut(at)
        if drawing.png is None:
            self._ud(som_afsnit([Stykke(drawing.ord)], "Figur"))
        else:
            self._ud(self.som_billede(drawing, self.sider.tekstbredde))

    # --- What is finished ----------------------------------------------------------------------------------------

    def _slut(self, at: Sammenhaeng) -> None:
        """End the paragraph, if there is one."""
        pieces = self._line.tag()
        if not pieces:
            return
        if at.style.startswith("List"):  # what follows in the same point has no bullet of its own
            at = at if self._is_new_point else replace(at, style="Normal", numbering=0)
            self._is_new_point = False
        marks = [self.links[name] for name in self._waiting]
        self._waiting.clear()
        level = int(at.style[-1]) if at.style.startswith("Heading") else 0
        if level and not at.is_table:
            marks.append(f"_Toc{len(self.overskrifter) + 1:06d}")
            words = "".join(" " if one.is_break else one.text for one in pieces)
            self.overskrifter.append(Overskrift(level, words, marks[-1]))
        numbered = tuple((self._bookmarks + place, name) for place, name in enumerate(marks, start=1))
        self._bookmarks += len(marks)
        self._ud(som_afsnit(pieces, at.style, numbering=at.numbering, bookmarks=numbered))

    def _ud(self, block: Any) -> None:
        if self._celleindhold is None:
            self.sider.ud(block)
        else:
            self._celleindhold.append(block)
