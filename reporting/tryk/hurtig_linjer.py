"""What `hurtig` puts in the place of WeasyPrint's setting and drawing of lines of text."""

import re
from types import SimpleNamespace
from typing import Any

PARAGRAPH_ENDS = re.compile("[\n\r\x0b\x0c\u2028\u2029]")
SPECIAL_GLYPH = 0x0FFFFFFF
"""From here on Pango's glyph numbers mean something else than a glyph."""
GLYPH_INTS = 5
"""A PangoGlyphInfo in 32-bit numbers: glyph, width, x offset, y offset, attributes."""


def ny_setup(old: Any) -> Any:
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


def ny_deactivate(old: Any) -> Any:
    """A line that was set is kept until it is drawn: some four kilobytes, and it need not be set twice."""

    def deactivate(self: Any) -> None:
        pass

    return deactivate


def ny_reactivate(old: Any) -> Any:
    def reactivate(self: Any, style: Any) -> None:
        if self.justification_spacing:
            self.set_text(self.text, justify=True)

    return reactivate


def ny_strut(old: Any) -> Any:
    def strut(style: Any) -> Any:
        try:
            return style.helhedsplan_strut
        except AttributeError:
            found = style.helhedsplan_strut = old(style)
            return found

    return strut


def ny_draw_first_line(old: Any) -> Any:
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
