"""styles.xml: what a style's name says, and what it hands down (heading level, numbering, bold, size)."""

import re
from dataclasses import dataclass, replace
from typing import Any, Final

from indsatser.importing.dokument.blokke import Overskriftkilde
from indsatser.importing.dokument.word.navne import W, child_val, switch, whole

_HEADING: Final = re.compile(r"(?:heading|overskrift|rubrik|kop|titre|überschrift)\s*([1-9])")
_TITLE: Final = frozenset({"title", "titel"})
_TOC: Final = re.compile(
    r"(?:toc|indholdsfortegnelse|contents|indhold|table of figures|figuroversigt|illustration index|user index)\s*"
    r"(?:[1-9]|heading)?|overskrift til indholdsfortegnelse|contents heading|index heading"
)
_MAX_CHAIN: Final = 30


@dataclass(frozen=True, slots=True)
class Stil:
    """A style with everything it inherits. `name` is in small letters; `size` in points; `level` from 1."""

    id: str = ""
    name: str = ""
    level: int | None = None
    level_source: Overskriftkilde | None = None
    num_id: str = ""
    ilvl: int | None = None
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    size: float | None = None
    is_toc: bool = False


class Stile:
    """All styles of a document, resolved when they are asked for."""

    def __init__(self, root: Any) -> None:
        elements = () if root is None else root.iterchildren(W + "style")
        self._elements = {each.get(W + "styleId", ""): each for each in elements}
        self._found: dict[str, Stil] = {}
        defaults = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self.base = Stil(size=half_points(defaults), bold=bool(switch(defaults, "b")))
        self._standard = next(
            (
                style_id
                for style_id, each in self._elements.items()
                if each.get(W + "type") == "paragraph" and each.get(W + "default") in ("1", "true")
            ),
            "",
        )

    def afsnitsstil(self, style_id: str) -> Stil:
        """The paragraph style, or the document's standard where none is named or known."""
        return self._stil(style_id if style_id in self._elements else self._standard)

    def tegnstil(self, style_id: str) -> Stil | None:
        """The character style, or None."""
        return self._stil(style_id) if style_id in self._elements else None

    def nummer_fra(self, style_id: str) -> str:
        """The numbering a list style stands for ("" for none)."""
        return child_val(self._elements.get(style_id), "pPr", "numPr", "numId")

    def navn(self, style_id: str) -> str:
        """A style's name in small letters, of whatever kind it is."""
        element = self._elements.get(style_id)
        return child_val(element, "name").strip().lower() or style_id.lower()

    def _stil(self, style_id: str) -> Stil:
        if style_id not in self._found:
            chain: list[str] = []
            at = style_id
            while at in self._elements and at not in chain and len(chain) < _MAX_CHAIN:
                chain.append(at)
                at = child_val(self._elements[at], "basedOn")
            stil = self.base
            for each in reversed(chain):
                stil = _on_top(stil, each, self._elements[each])
            self._found[style_id] = stil
        return self._found[style_id]


def _on_top(below: Stil, style_id: str, element: Any) -> Stil:
    """What the style says itself, on top of what it is based on."""
    name = child_val(element, "name").strip().lower() or style_id.lower()
    run, paragraph = element.find(W + "rPr"), element.find(W + "pPr")
    is_paragraph = element.get(W + "type", "paragraph") == "paragraph"
    level, source = below.level, below.level_source
    if is_paragraph:
        level, source = _level(name, paragraph, level, source)
    bold, italic, hidden = switch(run, "b"), switch(run, "i"), switch(run, "vanish")
    size = half_points(run)
    return replace(
        below,
        id=style_id,
        name=name,
        level=level,
        level_source=source,
        num_id=child_val(paragraph, "numPr", "numId") or below.num_id,
        ilvl=whole(child_val(paragraph, "numPr", "ilvl"), below.ilvl),
        bold=below.bold if bold is None else bold,
        italic=below.italic if italic is None else italic,
        hidden=below.hidden if hidden is None else hidden,
        size=below.size if size is None else size,
        is_toc=bool(_TOC.fullmatch(name)),
    )


def _level(
    name: str, paragraph: Any, level: int | None, source: Overskriftkilde | None
) -> tuple[int | None, Overskriftkilde | None]:
    outline = whole(child_val(paragraph, "outlineLvl"))
    heading = _HEADING.fullmatch(name)
    if _TOC.fullmatch(name):
        return None, None
    if heading:
        return int(heading[1]), Overskriftkilde.STIL
    if name in _TITLE:
        return 1, Overskriftkilde.STIL
    if outline is not None:
        return (outline + 1, Overskriftkilde.DISPOSITION) if 0 <= outline < 9 else (None, None)
    return level, source


def half_points(run: Any) -> float | None:
    """The letters' size in points, from w:sz, which counts half points."""
    size = whole(child_val(run, "sz"))
    return size / 2 if size else None
