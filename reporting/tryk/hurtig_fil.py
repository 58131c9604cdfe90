"""What `hurtig` puts in the place of WeasyPrint's fonts and compression in the file."""

import hashlib
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

COMPRESSION = 6
"""zlib's; WeasyPrint's 9 takes twice the time for a hundredth less."""
TEGN = "".join(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180)))) + "‐‑‒–—―‘’‚“”„†‡•…‰′″‹›⁄€™−≈≠≤≥←↑→↓"
"""The letters of a font that all parts of papers have, so that the parts' fonts are the same bytes, made once."""


def ny_stream_data(old: Any) -> Any:
    """Compressed a little less. A font that all parts have is compressed once."""
    from pydyf import Dictionary, _to_bytes

    def data(self: Any) -> bytes:
        if not self.compress:
            return bytes(old.fget(self))
        if len(self.stream) == 1 and (font := _faelles.bytes_of.get(self.stream[0])) is not None:
            content = font
        else:
            content = zlib.compress(b"\n".join(map(_to_bytes, self.stream)), COMPRESSION)
        extra = Dictionary({**self.extra, "Filter": "/FlateDecode", "Length": len(content)})
        return b"\n".join((extra.data, b"stream", content, b"endstream"))

    return property(data)


_faelles = SimpleNamespace(on=False, of_font={}, bytes_of={})


@contextmanager
def faelles_skrifter() -> Iterator[None]:
    """While a part is made its fonts have all of TEGN, if it uses nothing else. Under the printer's lock."""
    _faelles.on = True
    try:
        yield
    finally:
        _faelles.on = False


def ny_subset(old: Any) -> Any:
    """The letters of TEGN rather than those used, so that the same font is in all parts and only once in the paper."""

    def subset(self: Any, to_unicode: Any, hinting: Any) -> None:
        if not _faelles.on or self.variations or self.png or self.svg or self.colr or self.bitmap or self.missing:
            old(self, to_unicode, hinting)
            return
        whole = self.file_content
        key = hashlib.sha256(whole).digest(), self.index, hinting
        if key not in _faelles.of_font:
            glyphs = _glyphs(whole, self.index)
            old(self, dict.fromkeys(glyphs), hinting)
            _faelles.of_font[key] = glyphs, self.file_content
            _faelles.bytes_of[self.file_content] = zlib.compress(self.file_content, 9)
            self.file_content = whole
        glyphs, content = _faelles.of_font[key]
        if glyphs.issuperset(to_unicode):
            self.file_content = content
        else:
            old(self, to_unicode, hinting)

    return subset


def _glyphs(content: bytes, index: int) -> frozenset[int]:
    """The glyphs of TEGN, and those that the font joins some of them to, such as fi."""
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(content), fontNumber=index, lazy=True)
    cmap = font.getBestCmap()
    found = {cmap[ord(sign)] for sign in TEGN if ord(sign) in cmap}
    if "GSUB" in font:
        table = font["GSUB"].table
        joining = {
            number
            for feature in table.FeatureList.FeatureRecord
            if feature.FeatureTag in ("liga", "clig", "ccmp", "rlig")
            for number in feature.Feature.LookupListIndex
        }
        for number in sorted(joining):
            for subtable in table.LookupList.Lookup[number].SubTable:
                for first, ligatures in getattr(getattr(subtable, "ExtSubTable", subtable), "ligatures", {}).items():
                    found |= {one.LigGlyph for one in ligatures if found.issuperset((first, *one.Component))}
    return frozenset(font.getGlyphID(name) for name in found) | {0}
