"""Takes words and drawn lines out of a PDF, in a process of its own: what is wrong with a file never costs the
application more than this process's memory and seconds. Run as a script with the file on standard input and the limits
as arguments; answers in JSON, a line about the whole and then one per page. `pdf.proces` reads it.

It imports nothing of ours, so that it starts quickly and sees no settings and no secrets. PDFium is built without
script; nothing in the file is run or fetched.
"""

import ctypes
import io
import json
import resource
import sys
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

MEMORY = 1024 * 1024 * 1024  # bytes
SECONDS = 15  # of the processor
THIN = 3.0  # points; a drawn shape no thicker is a line
SHORT = 4.0  # points; a line no longer is no line of a table
DOT = (1.2, 8.0)  # points; a drawn shape of this breadth and height may be a list's mark
MAX_POINTS = 600  # of one shape; what has more is a picture
MAX_OBJECTS = 200_000  # on a page; a page of text set letter by letter has some 5.000
MAX_WORDS = 20_000  # on a page; a dense one has some 1.500
MAX_SHAPES = 20_000  # on a page; what has more is a drawing
FORCED_BOLD = 1 << 18
ITALIC = 1 << 6
BOLD_WORDS = ("bold", "black", "heavy", "demi", "semibold")


class Sidetekst:
    """One page under way."""

    def __init__(self, page: Any, styles: "Styles") -> None:
        self.page = page
        self.styles = styles
        styles.new_page()
        width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
        self.turned = pdfium.FPDFPage_GetRotation(page) % 4
        self.size = (width, height)
        box = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(box))
        self.box = (box.left, box.bottom, box.right, box.top)

    def place(self, x: float, y: float) -> tuple[float, float]:
        """A point as it is seen: from the top left corner, downwards."""
        left, bottom, right, top = self.box
        if self.turned == 0:
            return x - left, top - y
        if self.turned == 1:
            return y - bottom, x - left
        if self.turned == 2:
            return right - x, y - bottom
        return top - y, right - x

    def rect(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        xs, ys = zip(self.place(left, bottom), self.place(right, top), strict=True)
        return round(min(xs), 1), round(min(ys), 1), round(max(xs), 1), round(max(ys), 1)

    def words(self) -> list[list[Any]]:
        """[left, top, right, bottom, baseline, style, glued to the one before, text] in the file's order."""
        handle = pdfium.FPDFText_LoadPage(self.page)
        if not handle:
            return []
        try:
            return list(self._words(handle))
        finally:
            pdfium.FPDFText_ClosePage(handle)

    def _words(self, handle: Any) -> Iterator[list[Any]]:
        count = pdfium.FPDFText_CountChars(handle)
        start, letters = 0, list[str]()
        for at in range(count + 1):
            code = pdfium.FPDFText_GetUnicode(handle, at) if at < count else 32
            if code in (2, 0xFFFE):  # PDFium's sign for a hyphen at a line's end
                code = 45
            if code > 32 and code != 0xA0:
                if not letters:
                    start = at
                letters.append(chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd")
                continue
            if letters:
                yield from self._parts(handle, start, letters)
                letters = []

    def _parts(self, handle: Any, start: int, letters: list[str]) -> Iterator[list[Any]]:
        """A word, in as many parts as it has looks: a raised figure after a number is a part of its own."""
        last = start + len(letters) - 1
        looks = [self._look(handle, start), self._look(handle, last)]
        if looks[0] == looks[1]:
            cuts = [start, last + 1]
        else:
            found = [self._look(handle, at) for at in range(start, last + 1)]
            cuts = [start, *(start + n for n in range(1, len(found)) if found[n] != found[n - 1]), last + 1]
        for begin, end in pairwise(cuts):
            first, final = self._box(handle, begin), self._box(handle, end - 1)
            box = [min(first[0], final[0]), min(first[1], final[1]), max(first[2], final[2]), max(first[3], final[3])]
            style, _ = self._look(handle, begin)
            text = "".join(letters[begin - start : end - start])
            yield [*box, self._origin(handle, begin)[1], style, int(begin > start), text]

    def _look(self, handle: Any, at: int) -> tuple[int, float]:
        """The style's number, and the baseline to the nearest point."""
        return self.styles.number(pdfium.FPDFText_GetTextObject(handle, at)), round(self._origin(handle, at)[1])

    def _origin(self, handle: Any, at: int) -> tuple[float, float]:
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(handle, at, ctypes.byref(x), ctypes.byref(y))
        place = self.place(x.value, y.value)
        return round(place[0], 1), round(place[1], 1)

    def _box(self, handle: Any, at: int) -> tuple[float, float, float, float]:
        box = pdfium.FS_RECTF()
        pdfium.FPDFText_GetLooseCharBox(handle, at, ctypes.byref(box))
        return self.rect(box.left, box.bottom, box.right, box.top)

    def lines(self) -> tuple[list[list[float]], list[list[float]], int]:
        """Drawn lines [left, top, right, bottom], level or upright; drawn dots; and how many pictures there are."""
        lines: list[list[float]] = []
        dots: list[list[float]] = []
        pictures = 0
        for shape, kind, matrices in _objects(self.page):
            if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                pictures += 1
            elif kind == pdfium.FPDF_PAGEOBJ_PATH and len(lines) < MAX_SHAPES:
                for line in self._shape(shape, matrices):
                    is_dot = min(line[2] - line[0], line[3] - line[1]) > DOT[0]
                    (dots if is_dot else lines).append(list(line))
        return lines, dots, pictures

    def _shape(self, shape: Any, matrices: list[Any]) -> Iterator[tuple[float, float, float, float]]:
        count = pdfium.FPDFPath_CountSegments(shape)
        if not 2 <= count <= MAX_POINTS:
            return
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(shape, ctypes.byref(fill), ctypes.byref(stroke))
        if not (fill.value or stroke.value):
            return
        for points in _strands(shape, count, matrices):
            xs, ys = [x for x, _ in points], [y for _, y in points]
            left, top, right, bottom = self.rect(min(xs), min(ys), max(xs), max(ys))
            is_thin = right - left <= THIN or bottom - top <= THIN
            if (is_thin and max(right - left, bottom - top) > SHORT) or max(right - left, bottom - top) <= DOT[1]:
                yield left, top, right, bottom
            elif stroke.value:
                for (x1, y1), (x2, y2) in pairwise(points):
                    side = self.rect(x1, y1, x2, y2)
                    if min(side[2] - side[0], side[3] - side[1]) <= THIN < max(side[2] - side[0], side[3] - side[1]):
                        yield side


class Styles:
    """Every look of letters in the document, once: [size in points, bold, italic]."""

    def __init__(self) -> None:
        self.list: list[list[Any]] = []
        self._numbers: dict[tuple[Any, ...], int] = {}
        self._fonts: dict[int, tuple[bool, bool]] = {}
        self._shapes: dict[int, int] = {}

    def new_page(self) -> None:
        """Forget the last page's pieces: their addresses are used again."""
        self._shapes.clear()

    def number(self, shape: Any) -> int:
        """The number of the look of a piece of text."""
        address = ctypes.cast(shape, ctypes.c_void_p).value or 0
        if address not in self._shapes:
            self._shapes[address] = self._number(shape)
        return self._shapes[address]

    def _number(self, shape: Any) -> int:
        size, matrix = ctypes.c_float(), pdfium.FS_MATRIX()
        bold = italic = False
        if shape:
            pdfium.FPDFTextObj_GetFontSize(shape, ctypes.byref(size))
            pdfium.FPDFPageObj_GetMatrix(shape, ctypes.byref(matrix))
            scale = (matrix.b**2 + matrix.d**2) ** 0.5 if matrix.b or matrix.d else 1.0
            points = round(size.value * scale * 2) / 2
            bold, italic = self._font(pdfium.FPDFTextObj_GetFont(shape))
            bold = bold or pdfium.FPDFTextObj_GetTextRenderMode(shape) == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE
        else:
            points = 0.0
        look = (points, bold, italic)
        if look not in self._numbers:
            self._numbers[look] = len(self.list)
            self.list.append(list(look))
        return self._numbers[look]

    def _font(self, font: Any) -> tuple[bool, bool]:
        key = ctypes.cast(font, ctypes.c_void_p).value or 0
        if key not in self._fonts:
            name = ctypes.create_string_buffer(256)
            pdfium.FPDFFont_GetBaseFontName(font, name, 256)
            called = name.value.decode("latin-1").lower()
            flags = pdfium.FPDFFont_GetFlags(font)
            weight = pdfium.FPDFFont_GetWeight(font)
            bold = (
                any(word in called for word in BOLD_WORDS) or bool(flags & FORCED_BOLD and flags > 0) or weight >= 600
            )
            italic = "italic" in called or "oblique" in called or bool(flags & ITALIC and flags > 0)
            self._fonts[key] = (bold, italic)
        return self._fonts[key]


def _objects(page: Any) -> Iterator[tuple[Any, int, list[Any]]]:
    """Everything drawn on the page, also inside forms (three deep), with the ways it is moved."""
    for at in range(pdfium.FPDFPage_CountObjects(page)):
        shape = pdfium.FPDFPage_GetObject(page, at)
        kind = pdfium.FPDFPageObj_GetType(shape)
        if kind != pdfium.FPDF_PAGEOBJ_TEXT:
            yield from _inside(shape, kind, [])


def _inside(shape: Any, kind: int, matrices: list[Any]) -> Iterator[tuple[Any, int, list[Any]]]:
    yield shape, kind, matrices
    if kind == pdfium.FPDF_PAGEOBJ_FORM and len(matrices) < 3:
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFPageObj_GetMatrix(shape, ctypes.byref(matrix))
        for at in range(min(pdfium.FPDFFormObj_CountObjects(shape), MAX_SHAPES)):
            part = pdfium.FPDFFormObj_GetObject(shape, at)
            yield from _inside(part, pdfium.FPDFPageObj_GetType(part), [matrix, *matrices])


def _strands(shape: Any, count: int, matrices: list[Any]) -> Iterator[list[tuple[float, float]]]:
    """The strokes of a shape, each a list of points on the page."""
    own = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(shape, ctypes.byref(own))
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for at in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(shape, at)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = (x.value, y.value)
        for m in (own, *matrices):
            point = (m.a * point[0] + m.c * point[1] + m.e, m.b * point[0] + m.d * point[1] + m.f)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        points.append(point)
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1:
        yield points


def _flatten(page: Any) -> None:
    """What is filled in a form, or written on top, becomes part of the page's text."""
    kinds = set()
    for at in range(min(pdfium.FPDFPage_GetAnnotCount(page), 2000)):
        note = pdfium.FPDFPage_GetAnnot(page, at)
        kinds.add(pdfium.FPDFAnnot_GetSubtype(note))
        pdfium.FPDFPage_CloseAnnot(note)
    if kinds & {pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT}:
        pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)


def _page(document: Any, number: int, styles: Styles) -> dict[str, Any] | None:
    """The page, or None for one that holds too much."""
    page = pdfium.FPDF_LoadPage(document, number)
    if page:
        _flatten(page)
        pdfium.FPDF_ClosePage(page)
        page = pdfium.FPDF_LoadPage(document, number)
    if not page:
        return {"size": [0, 0], "words": [], "lines": [], "dots": [], "pictures": 0}
    try:
        if pdfium.FPDFPage_CountObjects(page) > MAX_OBJECTS:
            return None
        side = Sidetekst(page, styles)
        words = side.words()
        if len(words) > MAX_WORDS:
            return None
        lines, dots, pictures = side.lines()
        return {"size": side.size, "words": words, "lines": lines, "dots": dots, "pictures": pictures}
    finally:
        pdfium.FPDF_ClosePage(page)


def read(content: bytes, max_pages: int, max_marks: int) -> Iterator[dict[str, Any]]:
    """First {"svar": …, "sider": …, "vedhaeftet": …}; then, if that is "ok", a page each; last the styles."""
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(content, len(content), None)
    if not document:
        locked = pdfium.FPDF_GetLastError() in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        yield {"svar": "laast" if locked else "ulaeselig", "sider": 0}
        return
    pages = pdfium.FPDF_GetPageCount(document)
    if not 0 < pages <= max_pages:
        yield {"svar": "sider" if pages else "ulaeselig", "sider": pages}
        return
    yield {"svar": "ok", "sider": pages, "vedhaeftet": pdfium.FPDFDoc_GetAttachmentCount(document)}
    styles, marks = Styles(), 0
    for number in range(pages):
        page = _page(document, number, styles)
        if page is None:
            yield {"svar": "tungt"}
            return
        marks += sum(len(word[7]) for word in page["words"])
        if marks > max_marks:
            yield {"svar": "langt"}
            return
        yield page
    yield {"styles": styles.list}


def main() -> None:
    for limit, value in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (value, value))
    out = io.TextIOWrapper(sys.stdout.buffer, encoding="ascii")
    for each in read(sys.stdin.buffer.read(), int(sys.argv[1]), int(sys.argv[2])):
        out.write(json.dumps(each, separators=(",", ":")) + "\n")
    out.flush()


if __name__ == "__main__":
    main()
