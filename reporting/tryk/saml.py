"""Parts become one PDF: one tag tree, one set of places and bookmarks, page numbers that run through.

What each part's tag tree numbers (marked content of pages, links) goes on where the part before stopped; its elements
become children of the one document element. Table headings have names of their own already (`pdf.saet_del`).
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import unquote

import pikepdf

from reporting.tryk.dele import TIL_DEL
from reporting.tryk.sats import Bogmaerke, Sats

CIFRE_HTML = (
    '<html lang="da"><head><title>Side</title></head>'
    '<body><p style="font-size: 7.5pt">Side af 0123456789</p></body></html>'
)
"""Set like a part; its font writes the page numbers."""
STOERRELSE = 7.5
FARVE = "0.325490 0.380392 0.427451"
"""As the page margins of pdf.css: 7.5pt, #53616d."""
SKRIFT = "/Sidetal"
HELD = "/HelhedsplanDest"
"""Where a link's place is while its page is carried over; not in the finished document."""
BFCHAR = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]{4})>")


def saml(dele: Sequence[Sats], cifre: Sats) -> bytes:
    """The whole document. `cifre` is CIFRE_HTML laid out. The first part's title and metadata are the document's."""
    with pikepdf.open(BytesIO(dele[0].pdf)) as whole:
        fonts: dict[bytes, Any] = {}
        _share_fonts(whole, 0, fonts)
        root = whole.Root.StructTreeRoot
        numbers = list(root.ParentTree.Nums)
        kids = list(root.K[0].K)
        for part in dele[1:]:
            _append(whole, part, numbers, kids, root.K[0])
            _share_fonts(whole, len(whole.pages) - part.sider, fonts)
        root.K[0].K = pikepdf.Array(kids)
        root.ParentTree.Nums = pikepdf.Array(numbers)
        pages = [page.obj for page in whole.pages]
        _name_places(whole, pages, dele)
        _lead_links(pages, {place.navn for part in dele for place in part.ankre})
        _bookmark(whole, pages, list(_flat(dele)))
        digits = _digits(whole, cifre)
        _share_font(digits[0], fonts)
        _number(pages, [place for part in dele for place in part.sidetal], digits, whole.make_stream)
        out = BytesIO()
        whole.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


def _append(whole: pikepdf.Pdf, part: Sats, numbers: list[Any], kids: list[Any], document: Any) -> None:
    first_page, first_key = len(whole.pages), _next_key(numbers)
    with pikepdf.open(BytesIO(part.pdf)) as theirs:
        for page in theirs.pages:
            for link in page.obj.get("/Annots", ()):
                if "/Dest" in link:  # pikepdf sees to it that places are not lost; we do that below
                    link[HELD] = link.Dest
                    del link.Dest
        whole.pages.extend(theirs.pages)  # before the tree, or its elements would point at no page
        root = whole.copy_foreign(theirs.Root.StructTreeRoot)
    nums = root.ParentTree.Nums
    for key, value in zip(nums[::2], nums[1::2], strict=True):
        numbers += [int(key) + first_key, value]
    for kid in root.K[0].K:
        kid.P = document
        kids.append(kid)
    for page in list(whole.pages)[first_page:]:
        page.obj.StructParents = int(page.obj.StructParents) + first_key
        for link in page.obj.get("/Annots", ()):
            link.StructParent = int(link.StructParent) + first_key


def _share_fonts(whole: pikepdf.Pdf, first_page: int, kept: dict[bytes, Any]) -> None:
    """Font files that are the same in several parts (`hurtig.faelles_skrifter`) are in the document once."""
    seen = set()
    for page in list(whole.pages)[first_page:]:
        fonts = page.obj.Resources.get("/Font")
        if fonts is None or fonts.objgen in seen:
            continue
        if fonts.is_indirect:
            seen.add(fonts.objgen)
        for font in fonts.values():
            _share_font(font, kept)


def _share_font(font: Any, kept: dict[bytes, Any]) -> None:
    for descendant in font.get("/DescendantFonts", ()):
        descriptor = descendant.FontDescriptor
        for name in ("/FontFile2", "/FontFile3"):
            if name in descriptor:
                file = descriptor[name]
                descriptor[name] = kept.setdefault(hashlib.sha256(file.read_raw_bytes()).digest(), file)


def _next_key(numbers: list[Any]) -> int:
    return max(map(int, numbers[::2]), default=-1) + 1


# --- Places, links, bookmarks ------------------------------------------------------------------------------------


def _pages_before(dele: Sequence[Sats]) -> list[int]:
    """How many pages come before each part."""
    found = [0]
    for part in dele[:-1]:
        found.append(found[-1] + part.sider)
    return found


def _name_places(whole: pikepdf.Pdf, pages: list[Any], dele: Sequence[Sats]) -> None:
    """The document's list of places that can be linked to. The first of two with one name is meant."""
    places: dict[bytes, Any] = {}
    for part, before in zip(dele, _pages_before(dele), strict=True):
        for place in part.ankre:
            name = pikepdf.String(place.navn)
            places.setdefault(bytes(name), [name, _destination(pages, before + place.side, place.x, place.y)])
    if "/Names" in whole.Root:
        del whole.Root.Names
    if places:
        flat = [each for key in sorted(places) for each in places[key]]
        whole.Root.Names = pikepdf.Dictionary(Dests=pikepdf.Dictionary(Names=pikepdf.Array(flat)))


def _destination(pages: list[Any], number: int, x: float, y: float) -> pikepdf.Array:
    return pikepdf.Array([pages[number], pikepdf.Name.XYZ, round(x, 3), round(y, 3), 0])


def _lead_links(pages: list[Any], names: set[str]) -> None:
    """Links to other parts lead there. Raises ValueError for one that leads nowhere."""
    for page in pages:
        for link in page.get("/Annots", ()):
            if HELD in link:
                link.Dest = link[HELD]
                del link[HELD]
            address = str(link.A.URI) if "/A" in link and "/URI" in link.A else ""
            if not address.startswith(TIL_DEL):
                continue
            name = address.removeprefix(TIL_DEL)
            name = name if name in names else unquote(name)
            if name not in names:
                raise ValueError(f"No part has the place {name}.")
            del link.A
            link.Dest = link.Contents = pikepdf.String(name)


def _flat(dele: Sequence[Sats]) -> Iterator[Bogmaerke]:
    for part, before in zip(dele, _pages_before(dele), strict=True):
        for one in part.bogmaerker:
            yield Bogmaerke(one.niveau, one.tekst, one.side + before, one.x, one.y, one.aaben)


@dataclass(slots=True)
class _Gren:
    """A bookmark in the tree; `niveau` 0 is the tree itself."""

    niveau: int
    thing: Any
    kids: list["_Gren"]
    open: bool


def _bookmark(whole: pikepdf.Pdf, pages: list[Any], flat: list[Bogmaerke]) -> None:
    """The bookmarks as a tree: one stands under the nearest before it of a higher level."""
    if "/Outlines" in whole.Root:
        del whole.Root.Outlines
    if not flat:
        return
    top = _Gren(0, whole.make_indirect(pikepdf.Dictionary()), [], True)
    above = [top]
    for one in flat:
        while above[-1].niveau >= max(one.niveau, 1):
            above.pop()
        entry = pikepdf.Dictionary(Title=pikepdf.String(one.tekst), Dest=_destination(pages, one.side, one.x, one.y))
        branch = _Gren(one.niveau, whole.make_indirect(entry), [], one.aaben)
        above[-1].kids.append(branch)
        above.append(branch)
    _tie(top)
    whole.Root.Outlines = top.thing


def _tie(branch: _Gren) -> int:
    """Tie a branch to its children and them to each other. How many bookmarks are seen when it is open."""
    count = len(branch.kids)
    for kid in branch.kids:
        kid.thing.Parent = branch.thing
        seen = _tie(kid)
        count += seen if kid.open else 0
    for one, after in zip(branch.kids, branch.kids[1:], strict=False):
        one.thing.Next, after.thing.Prev = after.thing, one.thing
    if branch.kids:
        branch.thing.First, branch.thing.Last = branch.kids[0].thing, branch.kids[-1].thing
    branch.thing.Count = count if branch.open else -count
    return count


# --- Side X af Y -------------------------------------------------------------------------------------------------


def _number(
    pages: list[Any],
    places: Sequence[tuple[float, float] | None],
    digits: tuple[Any, dict[str, str], dict[str, float]],
    make_stream: Callable[[bytes], Any],
) -> None:
    """Write each page's number into its margin, as an artifact like the rest of the margin."""
    font, glyphs, widths = digits
    given: set[tuple[int, int]] = set()
    for number, (page, place) in enumerate(zip(pages, places, strict=True), start=1):
        if place is None:
            continue
        fonts = page.Resources.Font
        if not fonts.is_indirect or fonts.objgen not in given:
            fonts[SKRIFT] = font
            given.add(fonts.objgen)
        text = f"Side {number} af {len(pages)}"
        right, baseline = place
        left = right - sum(widths[sign] for sign in text) * STOERRELSE / 1000
        codes = "".join(glyphs[sign] for sign in text)
        # WeasyPrint turns the page upside down and leaves it so.
        height = float(page.MediaBox[3])
        written = (
            f"q 1 0 0 -1 0 {height:.3f} cm /Artifact <</Type /Pagination>> BDC BT {SKRIFT} {STOERRELSE} Tf {FARVE} rg "
            f"{left:.3f} {baseline:.3f} Td <{codes}> Tj ET EMC Q"
        )
        page.Contents = pikepdf.Array([page.Contents, make_stream(written.encode())])


def _digits(whole: pikepdf.Pdf, cifre: Sats) -> tuple[Any, dict[str, str], dict[str, float]]:
    """The font of the page numbers, with the code and width (thousandths) of each sign they are written with."""
    with pikepdf.open(BytesIO(cifre.pdf)) as pdf:
        fonts = pdf.pages[0].obj.Resources.Font
        found = next(font for font in fonts.values() if "/ToUnicode" in font and len(_signs(font)) > 10)
        font = whole.copy_foreign(found)
    glyphs = _signs(font)
    spans = list(font.DescendantFonts[0].W)
    widths: dict[int, float] = {}
    for first, row in zip(spans[::2], spans[1::2], strict=True):
        widths.update({int(first) + place: float(width) for place, width in enumerate(row)})
    return font, glyphs, {sign: widths[int(code, 16)] for sign, code in glyphs.items() if int(code, 16) in widths}


def _signs(font: Any) -> dict[str, str]:
    pairs = BFCHAR.findall(font.ToUnicode.read_bytes())
    return {chr(int(sign, 16)): code.decode() for code, sign in pairs}
