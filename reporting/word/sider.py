"""The pages: which parts stand upright and which turned, where a new one begins, where the contents go."""

from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

from reporting.word.bredder import klasser
from reporting.word.felter import Overskrift, indholdsfortegnelse
from reporting.word.tabeller import WIDE_FROM, antal_kolonner
from reporting.word.xml import e

SHORT, LONG = 11906, 16838  # A4 in twentieths of a point
MARGINS = {
    False: {"top": 1417, "right": 964, "bottom": 1247, "left": 964},
    True: {"top": 1247, "right": 850, "bottom": 1134, "left": 850},
}
"""As the print stylesheet's pages: upright, and turned."""
CONTENTS_FROM = 4
"""A paper with so many headings gets contents, even where the printed one has none."""


@dataclass(slots=True)
class Sider:
    """What is written, block by block, and how the page it stands on is turned.

    `is_turned_all`: the whole document is turned, as the printed one is.
    """

    is_turned_all: bool = False
    blokke: list[Any] = field(default_factory=list)
    _is_turned: bool = False
    _wants_turned: bool = False
    _begun: int = 0
    _indhold: tuple[int, str, bool] | None = None
    _nyside: bool = False

    def __post_init__(self) -> None:
        self._is_turned = self._wants_turned = self.is_turned_all

    @property
    def tekstbredde(self) -> int:
        """How wide the text is where the next block goes, in twentieths of a point."""
        margins = MARGINS[self._wants_turned]
        return (LONG if self._wants_turned else SHORT) - margins["left"] - margins["right"]

    def ud(self, block: Any) -> None:
        """The next block."""
        if len(self.blokke) > self._begun and (self._nyside or self._is_turned != self._wants_turned):
            self._slut_afsnit()
        self._is_turned, self._nyside = self._wants_turned, False
        if block.tag == qn("w:tbl") and self.blokke and self.blokke[-1].tag == qn("w:tbl"):
            self.blokke.append(_luft())  # Word makes one table of two with nothing between them
        self.blokke.append(block)

    def del_begynder(self, part: Any) -> None:
        """A part of the paper: one with a wide table is turned, heading and all."""
        wide = any(antal_kolonner(table) >= WIDE_FROM for table in part.iter("table"))
        self._wants_turned = self.is_turned_all or wide

    def del_slutter(self) -> None:
        self._wants_turned = self.is_turned_all

    def indhold(self, title: str, *, own_page: bool) -> None:
        """Here the printed document has its contents."""
        self._indhold = (len(self.blokke), title, own_page)
        self._nyside = own_page

    def hoved_slutter(self, *, is_cover: bool) -> None:
        """The head of the paper is over: contents go here, and after a cover what follows begins on a new page."""
        if self._indhold is None:
            self._indhold = (len(self.blokke), "Indhold", False)
        self._nyside = is_cover or self._nyside

    def faerdig(self, headings: list[Overskrift]) -> tuple[list[Any], Any]:
        """All blocks, with the contents in their place, and the properties of the last section."""
        if self._indhold is not None and len(headings) >= CONTENTS_FROM:
            place, title, own_page = self._indhold
            self.blokke.insert(place, indholdsfortegnelse(headings, title, own_page=own_page))
        if not self.blokke or self.blokke[-1].tag != qn("w:p"):
            self.blokke.append(_luft())
        return self.blokke, sideopsaetning(is_turned=self._is_turned)

    def _slut_afsnit(self) -> None:
        """End the section: its properties stand in its last paragraph."""
        section = sideopsaetning(is_turned=self._is_turned)
        last = self.blokke[-1]
        if last.tag != qn("w:p"):
            last = _luft()
            self.blokke.append(last)
        shape = last.find(qn("w:pPr"))
        if shape is None:
            shape = e("w:pPr")
            last.insert(0, shape)
        shape.append(section)
        self._begun = len(self.blokke)


def sideopsaetning(*, is_turned: bool) -> Any:
    """The properties of a section: A4, upright or turned, beginning on a new page."""
    wide, high = (LONG, SHORT) if is_turned else (SHORT, LONG)
    turned = {"orient": "landscape"} if is_turned else {}
    return e(
        "w:sectPr",
        e("w:type", val="nextPage"),
        e("w:pgSz", w=wide, h=high, **turned),
        e("w:pgMar", **MARGINS[is_turned], header=680, footer=624, gutter=0),
    )


def _luft() -> Any:
    return e("w:p", e("w:pPr", e("w:pStyle", val="Tabelnote")))


def er_vendt(root: Any) -> bool:
    """Whether the printed document is turned as a whole."""
    return any("pengepapir--bred" in klasser(node) for node in root.iter("div"))
