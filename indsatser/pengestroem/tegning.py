"""A flow drawn as SVG: boxes in columns, bands between them as wide as what they carry. Pure geometry."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from textwrap import wrap

WIDTH = 720
BOX_WIDTH = {2: 250, 3: 196}
GAP = 16
LINE = 15
SMALLEST_BAND = 2.0
TALLEST = 200.0
CHARS = {2: 33, 3: 25}


@dataclass(frozen=True, slots=True)
class Knude:
    """A box: what it is called and how much comes to it or leaves it."""

    noegle: str
    navn: str
    maengde: Decimal


@dataclass(frozen=True, slots=True)
class Stroem:
    """What goes from a box to one in the next column."""

    fra: str
    til: str
    maengde: Decimal


@dataclass(frozen=True, slots=True)
class Tekstlinje:
    """A line of text in a box, at its place."""

    x: str
    y: str
    tekst: str
    er_tal: bool = False


@dataclass(frozen=True, slots=True)
class Boks:
    """A box as it is drawn."""

    x: str
    y: str
    width: str
    height: str
    linjer: tuple[Tekstlinje, ...]


@dataclass(frozen=True, slots=True)
class Tegning:
    """The drawing with its text alternative."""

    id: str
    title: str
    desc: str
    height: str
    bokse: tuple[Boks, ...]
    baand: tuple[str, ...]
    width: str = str(WIDTH)

    @property
    def tom(self) -> bool:
        """Whether there is nothing to draw."""
        return not self.baand


@dataclass(slots=True)
class _Plads:
    x: float
    y: float
    width: float
    height: float
    ud: float
    ind: float


def tegn(
    *,
    tegning_id: str,
    title: str,
    kolonner: Sequence[Sequence[Knude]],
    stroemme: Sequence[Stroem],
    skriv: Callable[[Decimal], str],
) -> Tegning:
    """Two or three columns of boxes; the streams join boxes of neighbouring columns. `skriv` writes an amount."""
    names = {knude.noegle: knude.navn for column in kolonner for knude in column}
    desc = " ".join(f"{names[s.fra]} giver {skriv(s.maengde)} til {names[s.til]}." for s in stroemme)
    most = max((sum((knude.maengde for knude in column), Decimal(0)) for column in kolonner), default=Decimal(0))
    if not stroemme or most <= 0:
        return Tegning(tegning_id, title, "Der er intet at tegne.", "0", (), ())
    scale = TALLEST / float(most)
    bands = {id(s): max(float(s.maengde) * scale, SMALLEST_BAND) for s in stroemme}
    columns = len(kolonner)
    lines = {knude.noegle: _lines(knude, columns) for column in kolonner for knude in column}
    places, height = _places(kolonner, stroemme, bands, lines)
    baand = tuple(_band(places[s.fra], places[s.til], bands[id(s)]) for s in stroemme)
    bokse = tuple(
        _box(places[knude.noegle], lines[knude.noegle], skriv(knude.maengde))
        for column in kolonner
        for knude in column
    )
    return Tegning(tegning_id, title, desc, _px(height), bokse, baand)


def _lines(knude: Knude, columns: int) -> list[str]:
    """The name on at most three lines; the description and the table have all of it."""
    return wrap(knude.navn, CHARS[columns], max_lines=3, placeholder=" …") or [""]


def _places(
    kolonner: Sequence[Sequence[Knude]],
    stroemme: Sequence[Stroem],
    bands: dict[int, float],
    lines: dict[str, list[str]],
) -> tuple[dict[str, _Plads], float]:
    """Where each box stands; columns are centred beside each other."""
    width = BOX_WIDTH[len(kolonner)]
    step = (WIDTH - width - 2) / (len(kolonner) - 1)
    heights: dict[str, float] = {}
    for column in kolonner:
        for knude in column:
            ud = sum(bands[id(s)] for s in stroemme if s.fra == knude.noegle)
            ind = sum(bands[id(s)] for s in stroemme if s.til == knude.noegle)
            heights[knude.noegle] = max(ud, ind, LINE * (len(lines[knude.noegle]) + 1) + 12)
    tall = [sum(heights[k.noegle] for k in column) + GAP * (len(column) - 1) for column in kolonner]
    places: dict[str, _Plads] = {}
    for number, column in enumerate(kolonner):
        y = 1 + (max(tall) - tall[number]) / 2
        for knude in column:
            height = heights[knude.noegle]
            ud = sum(bands[id(s)] for s in stroemme if s.fra == knude.noegle)
            ind = sum(bands[id(s)] for s in stroemme if s.til == knude.noegle)
            middle = y + height / 2
            places[knude.noegle] = _Plads(1 + step * number, y, width, height, middle - ud / 2, middle - ind / 2)
            y += height + GAP
    return places, max(tall) + 2


def _band(fra: _Plads, til: _Plads, height: float) -> str:
    """A band from the right side of one box to the left side of the next, below the bands drawn before it."""
    x1, x2 = fra.x + fra.width, til.x
    y1, y2 = fra.ud, til.ind
    fra.ud, til.ind = y1 + height, y2 + height
    bend, low1, low2 = (x1 + x2) / 2, y1 + height, y2 + height
    there = f"M{_px(x1)} {_px(y1)}C{_px(bend)} {_px(y1)} {_px(bend)} {_px(y2)} {_px(x2)} {_px(y2)}"
    back = f"V{_px(low2)}C{_px(bend)} {_px(low2)} {_px(bend)} {_px(low1)} {_px(x1)} {_px(low1)}Z"
    return there + back


def _box(place: _Plads, lines: list[str], amount: str) -> Boks:
    top = place.y + (place.height - LINE * (len(lines) + 1)) / 2 + 12
    x = _px(place.x + 10)
    texts = [Tekstlinje(x, _px(top + LINE * number), line) for number, line in enumerate(lines)]
    texts.append(Tekstlinje(x, _px(top + LINE * len(lines)), amount, er_tal=True))
    return Boks(_px(place.x), _px(place.y), _px(place.width), _px(place.height), tuple(texts))


def _px(value: float) -> str:
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text
