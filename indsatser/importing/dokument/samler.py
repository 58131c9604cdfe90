"""Puts a paragraph's text together piece by piece, with what is bold, in italics, a link or a note."""

import unicodedata
from typing import Final

from indsatser.importing.dokument.blokke import Henvisning, Link, Span

_TABLE: Final = {
    **dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"), None),  # not seen
    **dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2007\u2009\u202f"), " "),
    0x2011: "-",
    **dict(zip(range(0xFB00, 0xFB05), ("ff", "fi", "fl", "ffi", "ffl"), strict=True)),  # letters printed as one
    0x2028: "\n",
    0x0B: "\n",
    0x0C: "\n",
    0x0D: None,
}
SUPERSCRIPT: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
"""A raised figure is its own sign, so that it never becomes part of the number before it."""


def synlig(text: str) -> str:
    """The text as it is seen: one kind of space, no soft hyphens, å as one letter, no control signs."""
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", text.translate(_TABLE))
    return "".join(mark for mark in text if mark in "\t\n" or unicodedata.category(mark) not in ("Cc", "Cs", "Cn"))


class Samler:
    """One paragraph under way. Spaces around the whole are taken off at the end, and every place moved along."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._bold: list[Span] = []
        self._italic: list[Span] = []
        self._links: list[Link] = []
        self._notes: list[Henvisning] = []

    @property
    def is_blank(self) -> bool:
        """Whether nothing that can be seen has come yet."""
        return not any(piece.strip() for piece in self._pieces)

    @property
    def length(self) -> int:
        return self._length

    def tekst(self, text: str, *, bold: bool = False, italic: bool = False) -> None:
        """A piece of text."""
        text = synlig(text)
        if not text:
            return
        start, self._length = self._length, self._length + len(text)
        self._pieces.append(text)
        if bold:
            _join(self._bold, start, self._length)
        if italic:
            _join(self._italic, start, self._length)

    def note(self, note: str) -> None:
        """A footnote's mark, here."""
        self._notes.append(Henvisning(self._length, note))

    def link(self, start: int, address: str) -> None:
        """What has come since `start` points at this address."""
        if address and start < self._length:
            self._links.append(Link(start, self._length, address))

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show at all, not even a note."""
        return self.is_blank and not self._notes

    def faerdig(self) -> tuple[str, dict[str, tuple[object, ...]]]:
        """The text, and the fields of `Afsnit` that point into it."""
        raw = "".join(self._pieces)
        text = raw.strip()
        gone = len(raw) - len(raw.lstrip())
        size = len(text)

        def moved(at: int) -> int:
            return min(max(at - gone, 0), size)

        def spans(found: list[Span]) -> tuple[Span, ...]:
            return tuple((moved(a), moved(b)) for a, b in found if moved(a) < moved(b))

        return text, {
            "bold": spans(self._bold),
            "italic": spans(self._italic),
            "links": tuple(
                Link(moved(each.start), moved(each.end), each.address)
                for each in self._links
                if moved(each.start) < moved(each.end)
            ),
            "notes": tuple(Henvisning(moved(each.at), each.note) for each in self._notes),
        }


def _join(spans: list[Span], start: int, end: int) -> None:
    if spans and spans[-1][1] == start:
        spans[-1] = (spans[-1][0], end)
    else:
        spans.append((start, end))
