"""The same pages from WeasyPrint in less time: the only module that replaces something inside it.

Each replacement gives what it replaces gave, for what our papers have in them, and passes everything else on to it:
the tests print papers both ways and compare every page's bytes. It is written for one version; with another nothing is
replaced, printing is slower, and `test_hurtig` says which functions to look at again. ADR 0065 has the reasons.

What is kept between calls is kept on the style, font or font configuration that it follows from, and dies with it.
"""

import hashlib
import inspect
import io
import logging
import re
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from importlib.metadata import version
from types import SimpleNamespace
from typing import Any

logger = logging.getLogger(__name__)

VERSIONS = {"weasyprint": "70.0", "pydyf": "0.13.0"}
PARAGRAPH_ENDS = re.compile("[\n\r\x0b\x0c\u2028\u2029]")
SPECIAL_GLYPH = 0x0FFFFFFF
"""From here on Pango's glyph numbers mean something else than a glyph."""
GLYPH_INTS = 5
"""A PangoGlyphInfo in 32-bit numbers: glyph, width, x offset, y offset, attributes."""
COMPRESSION = 6
"""zlib's; WeasyPrint's 9 takes twice the time for a hundredth less."""
TEGN = "".join(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180)))) + "‐‑‒–—―‘’‚“”„†‡•…‰′″‹›⁄€™−≈≠≤≥←↑→↓"
"""The letters of a font that all parts of papers have, so that the parts' fonts are the same bytes, made once."""


def slaa_til() -> bool:
    """Replace what is replaced here, if it is the version we know. True when it is."""
    found = {package: version(package) for package in VERSIONS}
    if found != VERSIONS:
        logger.warning("Printing is slower than it need be: it is hurried for %s, not %s.", VERSIONS, found)
        return False
    _swap(new=True)
    return True


@contextmanager
def slukket() -> Iterator[None]:
    """WeasyPrint as it came, to compare and measure. For all threads, so only where nothing else prints."""
    was_on = _udskiftninger()[0].er_til()
    _swap(new=False)
    try:
        yield
    finally:
        if was_on:
            _swap(new=True)


def kilder() -> dict[str, str]:
    """For each function that is replaced, the beginning of its source's checksum."""
    with slukket():
        return {
            one.navn: hashlib.sha256(inspect.getsource(getattr(one.gammel, "fget", one.gammel)).encode()).hexdigest()[
                :12
            ]
            for one in _udskiftninger()
        }


def _swap(*, new: bool) -> None:
    for one in _udskiftninger():
        one.skift(new)


class _Udskiftning:
    """A function of WeasyPrint's and ours, at every place that has imported it."""

    def __init__(self, navn: str, ny: Callable[[Any], Any]) -> None:
        self.navn = navn
        name, _, self.attribute = navn.rpartition(".")
        try:
            owner = import_module(name)
        except ModuleNotFoundError:  # a method
            module, _, kind = name.rpartition(".")
            owner = getattr(import_module(module), kind)
        self.gammel = getattr(owner, self.attribute)
        self.ny = ny(self.gammel)
        self.steder = [owner] if isinstance(owner, type) else [
            module
            for name, module in sorted(sys.modules.items())
            if name.startswith("weasyprint") and getattr(module, self.attribute, None) is self.gammel
        ]  # fmt: skip

    def skift(self, new: bool) -> None:
        for place in self.steder:
            setattr(place, self.attribute, self.ny if new else self.gammel)

    def er_til(self) -> bool:
        return getattr(self.steder[0], self.attribute) is self.ny


@cache
def _udskiftninger() -> tuple[_Udskiftning, ...]:
    import weasyprint  # noqa: F401  # all of it, before we look for who has imported what

    return (
        _Udskiftning("weasyprint.css.ComputedStyle.__missing__", _missing),
        _Udskiftning("weasyprint.css.ComputedStyle.__init__", _new_style),
        _Udskiftning("weasyprint.css.functions.check_math", _check_math),
        _Udskiftning("weasyprint.layout.percent.resolve_percentages", _resolve_percentages),
        _Udskiftning("weasyprint.layout.percent.resolve_radii_percentages", _resolve_radii),
        _Udskiftning("weasyprint.text.line_break.Layout.setup", _setup),
        _Udskiftning("weasyprint.text.line_break.Layout.deactivate", _deactivate),
        _Udskiftning("weasyprint.text.line_break.Layout.reactivate", _reactivate),
        _Udskiftning("weasyprint.text.line_break.strut", _strut),
        _Udskiftning("weasyprint.draw.text.draw_first_line", _draw_first_line),
        _Udskiftning("weasyprint.pdf.fonts.Font.subset", _subset),
        _Udskiftning("pydyf.Stream.data", _stream_data),
    )


# --- Style -------------------------------------------------------------------------------------------------------


def _missing(old: Any) -> Any:
    """A value that no rule gives is the parent's or the initial one; most are."""
    from weasyprint.css import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES, PHYSICAL_FUNCTIONS

    logical = {
        key: frozenset(function(block="ttb", inline=inline) for inline in ("ltr", "rtl"))
        for key, function in PHYSICAL_FUNCTIONS.items()
    }
    plain = {
        key
        for key in INITIAL_VALUES
        if not key.startswith(("text_decoration_", "__")) and key not in {"page", "position", "float", "display"}
    }
    inherited = frozenset(plain & INHERITED)
    initial = {key: INITIAL_VALUES[key] for key in plain - INHERITED - INITIAL_NOT_COMPUTED}

    def missing(self: Any, key: str) -> Any:
        cascaded = self.cascaded
        if key not in cascaded and (key not in logical or logical[key].isdisjoint(cascaded)):
            if key in initial:
                value = self[key] = initial[key]
                return value
            if key in inherited and self.parent_style is not None:
                value = self[key] = self.parent_style[key]
                return value
        return old(self, key)

    return missing


RARE = re.compile(
    "grid|flex|column|mask|marks|bleed|max_lines|transform_|justify|align|order|row|object|footnote|note|image_|break_"
    "|margin_break|box_decor|border_image|clip|list|quotes|gap|string|anchor|link|bookmark|opacity|continue|size"
)
"""Properties that few boxes are asked for."""


def _new_style(old: Any) -> Any:
    """The values that no rule gives are there from the first, rather than worked out one by one."""
    from weasyprint.css import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES, PHYSICAL_FUNCTIONS

    inline = {f(block="ttb", inline=way) for f in PHYSICAL_FUNCTIONS.values() for way in ("ltr", "rtl")}
    special = {"page", "position", "float", "display"}
    known = {
        key: value
        for key, value in INITIAL_VALUES.items()
        if key not in INHERITED
        and key not in INITIAL_NOT_COMPUTED
        and key not in special
        and not key.startswith("text_decoration_")
        and not RARE.match(key)
    }

    def init(self: Any, parent_style: Any, cascaded: Any, *rest: Any) -> None:
        old(self, parent_style, cascaded, *rest)
        if inline.isdisjoint(cascaded):
            self.update(known)
            for key in cascaded:
                self.pop(key, None)

    return init


def _check_math(old: Any) -> Any:
    """Most values are words and numbers, and no functions."""
    from weasyprint.css.properties import Dimension

    never = frozenset({str, int, float, bool, type(None), Dimension})

    def check_math(token: Any) -> Any:
        kind = type(token)
        if kind in never:
            return None
        if kind is tuple:
            return any(type(item) not in never and check_math(item) for item in token)
        return old(token)

    return check_math


SIDES = ("left", "right", "top", "bottom")
LENGTHS = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in SIDES),
    *(f"{most}{side}" for most in ("", "min_", "max_") for side in ("width", "height")),
)
BORDERS = tuple(f"border_{side}_width" for side in SIDES)


def _resolve_percentages(old: Any) -> Any:
    """Lengths in pixels are the same for every box of a style; only what is a share of something is worked out."""
    from weasyprint.css.properties import Dimension
    from weasyprint.formatting_structure.boxes import Box, PageBox
    from weasyprint.layout.percent import adjust_box_sizing

    def plan(style: Any) -> tuple[Any, ...] | None:
        lengths: dict[str, Any] = {}
        shares: list[tuple[str, float]] = []
        for name in LENGTHS:
            value = style[name]
            if value == "auto":
                lengths[name] = 0 if name in ("min_width", "min_height") else value
            elif type(value) is Dimension and value.unit == "px":
                lengths[name] = value.value
            elif type(value) is Dimension and value.unit == "%" and "height" not in name:
                shares.append((name, value.value))
            else:
                return None
        borders = {name: style[name] for name in BORDERS}
        return lengths, shares, borders, style["border_collapse"] == "collapse", style["box_sizing"] != "content-box"

    def resolve_percentages(box: Any, containing_block: Any) -> None:
        style = box.style
        try:
            kept = style.helhedsplan_lengths
        except AttributeError:
            kept = style.helhedsplan_lengths = plan(style)
        if kept is None or isinstance(box, PageBox):
            old(box, containing_block)
            return
        lengths, shares, borders, collapse, boxed = kept
        if collapse:  # the table has settled some already
            box.__dict__ = borders | box.__dict__ | lengths
        else:
            box.__dict__.update(borders)
            box.__dict__.update(lengths)
        if shares:
            width = containing_block.width if isinstance(containing_block, Box) else containing_block[0]
            for name, share in shares:
                setattr(box, name, width * share / 100)
        if boxed:
            adjust_box_sizing(box, "width")
            adjust_box_sizing(box, "height")

    return resolve_percentages


def _resolve_radii(old: Any) -> Any:
    corners = [f"border_{corner}_radius" for corner in ("top_left", "top_right", "bottom_right", "bottom_left")]
    none = dict.fromkeys(corners, (0, 0))

    def resolve_radii_percentages(box: Any) -> None:
        style = box.style
        try:
            round_ = style.helhedsplan_round
        except AttributeError:
            round_ = style.helhedsplan_round = any((0, "px") not in style[corner] for corner in corners)
        if round_:
            old(box)
        else:
            box.__dict__.update(none)

    return resolve_radii_percentages


# --- Lines of text -----------------------------------------------------------------------------------------------


def _setup(old: Any) -> Any:
    """Pango's context and font description are the same for every text of a style."""
    from weasyprint.text.constants import PANGO_DIRECTION
    from weasyprint.text.ffi import ffi, gobject, pango, unicode_to_char_p
    from weasyprint.text.fonts import font_features, get_font_description

    features = tuple(f"font_{name}" for name in ("kerning", "variant_ligatures", "variant_position", "variant_caps",
                     "variant_numeric", "variant_alternates", "variant_east_asian", "feature_settings"))  # fmt: skip

    def context(style: Any) -> tuple[Any, Any]:
        configuration = style.font_config
        kept = configuration.__dict__.setdefault("helhedsplan_contexts", {})
        key = style["direction"], style["lang"]
        if key not in kept:
            made = ffi.gc(pango.pango_font_map_create_context(configuration.font_map), gobject.g_object_unref)
            pango.pango_context_set_round_glyph_positions(made, False)
            pango.pango_context_set_base_dir(made, PANGO_DIRECTION[style["direction"]])
            name, _ = unicode_to_char_p(style["lang"])
            language = pango.pango_language_from_string(name)
            pango.pango_context_set_language(made, language)
            kept[key] = made, language
        return kept[key]

    def text(style: Any) -> tuple[Any, ...] | None:
        if (
            style["font_language_override"] != "normal"
            or not style["lang"]
            or style["text_decoration_line"] != "none"
            or font_features(*(style[name] for name in features))
        ):
            return None
        return (*context(style), get_font_description(style))

    def setup(self: Any, style: Any) -> None:
        try:
            kept = style.helhedsplan_text
        except AttributeError:
            kept = style.helhedsplan_text = text(style)
        if kept is None:
            old(self, style)
            return
        pango_context, self.language, description = kept
        self.style = style
        self.first_line_direction = 0
        self.layout = ffi.gc(pango.pango_layout_new(pango_context), gobject.g_object_unref)
        pango.pango_layout_set_auto_dir(self.layout, False)
        pango.pango_layout_set_font_description(self.layout, description)
        self.ascent = self.underline_position = self.strikethrough_position = None

    return setup


def _deactivate(old: Any) -> Any:
    """A line that was set is kept until it is drawn: some four kilobytes, and it need not be set twice."""

    def deactivate(self: Any) -> None:
        pass

    return deactivate


def _reactivate(old: Any) -> Any:
    def reactivate(self: Any, style: Any) -> None:
        if self.justification_spacing:
            self.set_text(self.text, justify=True)

    return reactivate


def _strut(old: Any) -> Any:
    def strut(style: Any) -> Any:
        try:
            return style.helhedsplan_strut
        except AttributeError:
            found = style.helhedsplan_strut = old(style)
            return found

    return strut


def _draw_first_line(old: Any) -> Any:
    """Glyphs read as one row of numbers. What a glyph and its width are written as is kept with its font."""
    from weasyprint.text.ffi import FROM_UNITS, ffi, pango

    assert ffi.sizeof("PangoGlyphInfo") == GLYPH_INTS * 4
    newer = pango.pango_version() >= 14802

    def runs_of(line: Any) -> list[Any] | None:
        found = []
        run = line.runs[0] if line.runs != ffi.NULL else ffi.NULL
        while run != ffi.NULL:
            item = run.data
            string = item.glyphs
            count = string.num_glyphs
            numbers = memoryview(ffi.buffer(string.glyphs, count * GLYPH_INTS * 4)).cast("i").tolist()
            glyphs = numbers[::GLYPH_INTS]
            if count and (max(glyphs) >= SPECIAL_GLYPH or min(glyphs) < 0 or any(numbers[3::GLYPH_INTS])):
                return None
            found.append((item, string.log_clusters, glyphs, numbers[1::GLYPH_INTS], numbers[2::GLYPH_INTS]))
            run = run.next
        return found or None

    def draw_first_line(stream: Any, textbox: Any, text_overflow: Any, block_ellipsis: Any, matrix: Any) -> Any:
        layout = textbox.pango_layout
        if (
            not newer
            or text_overflow == "ellipsis"
            or block_ellipsis != "none"
            or textbox.style["font_size"] < 1e-6
            or PARAGRAPH_ENDS.search(layout.text)
        ):
            return old(stream, textbox, text_overflow, block_ellipsis, matrix)
        if not textbox.text.strip():
            return []
        first_line, _ = layout.get_first_line()
        runs = runs_of(first_line)
        if runs is None:
            return old(stream, textbox, text_overflow, block_ellipsis, matrix)
        fonts = [_font(stream, run[0].item.analysis.font) for run in runs]
        if any(font.bitmap or font.svg or font.png or font.colr for font, _, _ in fonts):
            return old(stream, textbox, text_overflow, block_ellipsis, matrix)

        stream.set_text_matrix(*matrix.values)
        string, before, utf8 = "", None, b""
        for (item, clusters, glyphs, widths, offsets), (font, font_size, pango_font) in zip(runs, fonts, strict=True):
            if pango_font != before:
                before = pango_font
                if string:
                    stream.show_text(string)
                string = ""
                stream.set_font_size(font.hash, font_size)
            try:
                written = font.helhedsplan_written
            except AttributeError:
                written = font.helhedsplan_written = {}
            pieces = []
            for place, (glyph, width, x_offset) in enumerate(zip(glyphs, widths, offsets, strict=True)):
                key = glyph, width, x_offset, font_size
                if key not in written:
                    if glyph not in font.to_unicode:
                        utf8 = utf8 or layout.text.encode()
                        font.to_unicode[glyph] = _characters(item, clusters, place, len(glyphs), utf8)
                    if glyph not in font.widths:
                        pango.pango_font_get_glyph_extents(pango_font, glyph, stream.ink_rect, stream.logical_rect)
                        font.widths[glyph] = round(stream.logical_rect.width * 1000 * FROM_UNITS / font_size)
                    offset = x_offset / font_size
                    kerning = font.widths[glyph] + offset - width * 1000 * FROM_UNITS / font_size
                    written[key] = (
                        (f">{-offset}<" if offset else "") + f"{glyph:04x}" + (f">{int(kerning)}<" if kerning else "")
                    )
                pieces.append(written[key])
            string += "<" + "".join(pieces)
            string = string[:-1] if string[-1] == "<" else f"{string}>"
        stream.show_text(string)
        return []

    return draw_first_line


def _characters(item: Any, clusters: Any, place: int, count: int, utf8: bytes) -> str:
    """The text that a glyph stands for."""
    offset, start = item.item.offset, clusters[place]
    if item.item.analysis.level % 2:  # from right to left
        end = item.item.length if place == 0 else clusters[place - 1]
    else:
        end = item.item.length if place == count - 1 else clusters[place + 1]
    return utf8[offset + start : offset + end].decode()


_dokument = SimpleNamespace(fonts=None, kept={})
"""The fonts of the document that is drawn now, by the address of Pango's: all are alive until it is drawn."""


def _font(stream: Any, pango_font: Any) -> tuple[Any, float, Any]:
    """The document's font for Pango's, its size, and Pango's."""
    from weasyprint.text.ffi import ffi

    if _dokument.fonts is not stream._fonts:
        _dokument.fonts, _dokument.kept = stream._fonts, {}
    address = int(ffi.cast("uintptr_t", pango_font))
    if address not in _dokument.kept:
        _dokument.kept[address] = (*stream.add_font(pango_font), pango_font)
    found: tuple[Any, float, Any] = _dokument.kept[address]
    return found


# --- The file ----------------------------------------------------------------------------------------------------


def _stream_data(old: Any) -> Any:
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


def _subset(old: Any) -> Any:
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
