"""Attached PDFs inside our own: each of their pages is drawn on a page of ours, whole, with our page number under it.

Our document is printed first with a picture of one point where each page of a file belongs (`side:17` in the HTML,
the colour of the point says which). Afterwards the point is replaced by the page itself. So numbers, contents,
bookmarks and the tag tree are those of one document: to a screen reader the page is a figure with a text.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf
from PIL import Image

PUNKT_TIL_MM = 25.4 / 72
PIXEL_PR_MM = 96 / 25.4
FLADE = (176.0, 240.0)
"""What is left of an upright A4 page for a page of a file, in mm: width, height under a heading."""
FLADE_PAA_TVAERS = (267.0, 156.0)
MAX_SIDER = 300
"""More pages than this in one attachment are not merged: nobody reads them before a meeting."""


class BilagUlaeseligt(ValueError):
    """The file cannot be merged; the text says why in Danish."""


@dataclass(frozen=True, slots=True)
class Bilagsside:
    """One page of an attached file: `nummer` in the whole pack, `side` in the file; its size as printed, in mm."""

    nummer: int
    side: int
    af: int
    bredde: float
    hoejde: float
    paa_tvaers: bool

    @property
    def adresse(self) -> str:
        """What stands as the picture's address in the HTML."""
        return f"side:{self.nummer}"

    @property
    def pixel(self) -> tuple[int, int]:
        """Width and height as HTML says them: whole pixels of 1/96 inch."""
        return round(self.bredde * PIXEL_PR_MM), round(self.hoejde * PIXEL_PR_MM)


def laes_sider(content: bytes, *, foerste: int) -> tuple[Bilagsside, ...]:
    """The pages of a PDF with the size they get on our paper. `foerste`: number of the first one in the pack.

    Raises BilagUlaeseligt for a file with a password, one that is broken, without pages or with more than MAX_SIDER.
    """
    with _aabn(content) as pdf:
        if not 0 < len(pdf.pages) <= MAX_SIDER:
            why = (
                f"har {len(pdf.pages)} sider; højst {MAX_SIDER} kan flettes ind"
                if len(pdf.pages)
                else "har ingen sider"
            )
            raise BilagUlaeseligt(f"Filen {why}.")
        return tuple(_side(page, foerste + place, place + 1, len(pdf.pages)) for place, page in enumerate(pdf.pages))


def indsaet(pdf: bytes, bilag: Iterable[bytes]) -> bytes:
    """Our printed document with the pages of the attached files drawn where their points stand.

    The files in the order their pages were numbered. What a file can do beside being seen (script, forms, links,
    files of its own) does not come along. Raises BilagUlaeseligt if a page has no place: none is left out silently.
    """
    with pikepdf.open(BytesIO(pdf)) as ours:
        places = dict(_points(ours))
        number = 0
        for content in bilag:
            with _aabn(content) as theirs:
                theirs.flatten_annotations("screen")
                for page in theirs.pages:
                    if number not in places:
                        raise BilagUlaeseligt("En side i et bilag fik ingen plads i materialet.")
                    places[number].put(ours, page)
                    number += 1
        out = BytesIO()
        ours.save(out, deterministic_id=True)
        return out.getvalue()


def punkt(nummer: int) -> bytes:
    """The picture of one point that holds a page's place: a PNG whose colour is the number."""
    out = BytesIO()
    Image.new("RGB", (1, 1), (nummer >> 16 & 255, nummer >> 8 & 255, nummer & 255)).save(out, "PNG")
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class _Punkt:
    """Where a page of ours keeps the picture that is to be replaced."""

    pictures: Any
    name: str

    def put(self, ours: pikepdf.Pdf, page: pikepdf.Page) -> None:
        form = ours.copy_foreign(page.as_form_xobject(handle_transformations=True))
        left, bottom, right, top = (float(side) for side in form.BBox)
        turned = [float(part) for part in form.get("/Matrix", [1, 0, 0, 1, 0, 0])]
        form.Matrix = pikepdf.Array(_to_unit_square((left, bottom, right, top), turned))
        for key in ("/StructParents", "/StructParent"):  # tags of a tree that did not come along
            if key in form:
                del form[key]
        self.pictures[self.name] = form


def _aabn(content: bytes) -> pikepdf.Pdf:
    try:
        return pikepdf.open(BytesIO(content))
    except pikepdf.PasswordError:
        raise BilagUlaeseligt("Filen er låst med en adgangskode.") from None
    except (pikepdf.PdfError, ValueError, RecursionError):
        raise BilagUlaeseligt("Filen kan ikke læses som PDF.") from None


def _side(page: pikepdf.Page, number: int, side: int, of: int) -> Bilagsside:
    left, bottom, right, top = (float(edge) for edge in page.trimbox)
    width, height = abs(right - left) * PUNKT_TIL_MM, abs(top - bottom) * PUNKT_TIL_MM
    if _turn(page) % 180:
        width, height = height, width
    if not (1 <= width <= 20_000 and 1 <= height <= 20_000):
        raise BilagUlaeseligt(f"Side {side} i filen har en størrelse, der ikke kan trykkes.")
    across = width > height
    room = FLADE_PAA_TVAERS if across else FLADE
    scale = min(room[0] / width, room[1] / height, 1.0)
    return Bilagsside(number, side, of, round(width * scale, 2), round(height * scale, 2), across)


def _turn(page: pikepdf.Page) -> int:
    """How far the page is turned, in degrees; what is no quarter turn counts for none, as readers have it."""
    try:
        degrees = int(page.obj.get("/Rotate", 0))
    except (TypeError, ValueError):
        return 0
    return 0 if degrees % 90 else degrees


def _points(pdf: pikepdf.Pdf) -> Iterator[tuple[int, _Punkt]]:
    """The numbers of the points in our document, with where each is kept.

    The pages share their pictures, so each collection of them is looked through once and not once a page.
    """
    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        resources: Any = page.obj.get("/Resources", {})
        pictures = resources.get("/XObject", {})
        shared = next((each.objgen for each in (pictures, resources) if getattr(each, "is_indirect", False)), None)
        if shared in seen:
            continue
        if shared is not None:
            seen.add(shared)
        for name, thing in pictures.items():
            if thing.get("/Subtype") == "/Image" and int(thing.Width) == int(thing.Height) == 1:
                colour = pikepdf.PdfImage(thing).as_pil_image().convert("RGB").tobytes()
                yield int.from_bytes(colour, "big"), _Punkt(pictures, name)


def _to_unit_square(box: tuple[float, float, float, float], turned: list[float]) -> list[float]:
    """The matrix that draws a form as a picture is drawn: into the square from (0, 0) to (1, 1)."""
    corners = [(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    a, b, c, d, e, f = turned
    seen = [(a * x + c * y + e, b * x + d * y + f) for x, y in corners]
    left, bottom = min(x for x, _ in seen), min(y for _, y in seen)
    width, height = max(x for x, _ in seen) - left, max(y for _, y in seen) - bottom
    across, up = 1 / width, 1 / height
    return [a * across, b * up, c * across, d * up, (e - left) * across, (f - bottom) * up]
