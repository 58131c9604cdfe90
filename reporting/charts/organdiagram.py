"""Who is under whom: a tree of boxes. Names are wrapped; branches that are too wide hang under one another instead."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reporting.charts.punkter import FONT, px, safe_id, wrap

WIDTH = 760
"""As wide as a page; what would be wider hangs."""
BOX, CHARS, LINES = 172, 23, 6
LINE, PAD = 15, 9
GAP_X, GAP_Y, INDENT = 16, 30, 26
HANG = 12
EDGE = 2


@dataclass(frozen=True, slots=True)
class Organboks:
    """A body to be drawn: its name, what kind it is with its seats, whether it leads, and those under it."""

    navn: str
    linje: str
    leder: bool
    under: tuple["Organboks", ...] = ()


@dataclass(frozen=True, slots=True)
class Tekstlinje:
    y: str
    text: str


@dataclass(frozen=True, slots=True)
class Kasse:
    """A box ready to be printed. `lille` is the line under the name."""

    x: str
    y: str
    height: str
    tekst_x: str
    navn: tuple[Tekstlinje, ...]
    lille: Tekstlinje | None
    leder: bool
    title: str


@dataclass(frozen=True, slots=True)
class Organdiagram:
    """The drawing. `streger` are paths; `desc` says the same in words."""

    id: str
    title: str
    desc: str
    width: str
    height: str
    kasser: tuple[Kasse, ...]
    streger: tuple[str, ...]
    box: int = BOX
    font: str = FONT

    @property
    def tom(self) -> bool:
        return not self.kasser


@dataclass(slots=True)
class _Gren:
    """A branch while it is laid out: its box at (x, y) from the branch's own corner, and the branches under it."""

    boks: Organboks
    navn: tuple[str, ...]
    height: float
    under: list["_Gren"]
    haenger: bool = False
    box_x: float = 0
    width: float = BOX
    total: float = 0
    at: tuple[float, float] = (0, 0)


def organdiagram(*, chart_id: str, bokse: Sequence[Organboks], title: str) -> Organdiagram:
    """The tree, side by side where there is room and hanging where there is none."""
    trees = [_lay_out(boks, WIDTH) for boks in bokse]
    x = y = row_height = widest = 0.0
    for tree in trees:
        if x and x + tree.width > WIDTH:
            x, y, row_height = 0, y + row_height + GAP_Y, 0
        _place(tree, x, y)
        x += tree.width + GAP_X
        row_height, widest = max(row_height, tree.total), max(widest, x - GAP_X)
    grene = [gren for tree in trees for gren in _alle(tree)]
    return Organdiagram(
        id=safe_id(chart_id),
        title=title,
        desc=" ".join(_saetninger(bokse)),
        width=px(widest + 2 * EDGE),
        height=px(y + row_height + 2 * EDGE),
        kasser=tuple(_kasse(gren) for gren in grene),
        streger=tuple(path for gren in grene for path in _streger(gren)),
    )


def _lay_out(boks: Organboks, room: float) -> _Gren:
    """A branch within so much room: its parts beside one another, or hanging under its box."""
    navn = wrap(boks.navn, CHARS, LINES)
    height = 2 * PAD + LINE * (len(navn) + bool(boks.linje))
    gren = _Gren(boks, navn, height, [_lay_out(each, room) for each in boks.under], total=height)
    if not gren.under:
        return gren
    beside = sum(each.width for each in gren.under) + GAP_X * (len(gren.under) - 1)
    if beside <= room and (len(gren.under) <= 2 or any(each.under for each in gren.under) or beside <= room / 2):
        gren.width = max(BOX, beside)
        gren.box_x = (gren.width - BOX) / 2
        gren.total = height + GAP_Y + max(each.total for each in gren.under)
        return gren
    gren.haenger = True
    gren.under = [_lay_out(each, 0) for each in boks.under]  # what hangs, hangs all the way down
    gren.width = INDENT + max(each.width for each in gren.under)
    gren.total = height + sum(each.total + HANG for each in gren.under)
    return gren


def _place(gren: _Gren, x: float, y: float) -> None:
    """Put the branch's corner at (x, y), and so all that is in it."""
    gren.at = (x + gren.box_x, y)
    if gren.haenger:
        down = y + gren.height + HANG
        for each in gren.under:
            _place(each, x + INDENT, down)
            down += each.total + HANG
        return
    beside = sum(each.width for each in gren.under) + GAP_X * (len(gren.under) - 1)
    right = x + (gren.width - beside) / 2
    for each in gren.under:
        _place(each, right, y + gren.height + GAP_Y)
        right += each.width + GAP_X


def _alle(gren: _Gren) -> Iterator[_Gren]:
    yield gren
    for each in gren.under:
        yield from _alle(each)


def _streger(gren: _Gren) -> Iterator[str]:
    """From a box to each of those under it: down and across, or along the left edge of those that hang."""
    x, y = gren.at
    for each in gren.under:
        to_x, to_y = each.at
        if gren.haenger:
            stem, middle = x + INDENT / 2, to_y + each.height / 2
            yield _path((stem, y + gren.height), (stem, middle), (to_x, middle))
        else:
            bend = to_y - GAP_Y / 2
            start, end = x + BOX / 2, to_x + BOX / 2
            yield _path((start, y + gren.height), (start, bend), (end, bend), (end, to_y))


def _path(*points: tuple[float, float]) -> str:
    return "M" + "L".join(f"{px(x + EDGE)} {px(y + EDGE)}" for x, y in points)


def _kasse(gren: _Gren) -> Kasse:
    x, y = gren.at[0] + EDGE, gren.at[1] + EDGE
    first = y + PAD + 11
    navn = tuple(Tekstlinje(px(first + LINE * number), text) for number, text in enumerate(gren.navn))
    lille = Tekstlinje(px(first + LINE * len(navn)), gren.boks.linje) if gren.boks.linje else None
    return Kasse(
        x=px(x),
        y=px(y),
        height=px(gren.height),
        tekst_x=px(x + BOX / 2),
        navn=navn,
        lille=lille,
        leder=gren.boks.leder,
        title=f"{gren.boks.navn}, {gren.boks.linje}" if gren.boks.linje else gren.boks.navn,
    )


def _saetninger(bokse: Sequence[Organboks], over: str = "") -> Iterator[str]:
    """ "Bestyrelsen. Under Bestyrelsen: Følgegruppen og Forum." """
    names = [boks.navn for boks in bokse]
    if names:
        listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} og {names[-1]}"
        yield (
            f"Under {over}: {listed}."
            if over
            else f"{'Øverst' if any(b.under for b in bokse) else 'Organer'}: {listed}."
        )
    for boks in bokse:
        yield from _saetninger(boks.under, boks.navn)
