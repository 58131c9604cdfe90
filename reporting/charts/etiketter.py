"""Where the words of the line chart stand: figures by their points, names by their lines, none over another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reporting.charts.flade import BOTTOM, TOP, Datum, Flade
from reporting.charts.punkter import Maalt, kort, polyline, px, width_of, wrap

LINE_HEIGHT = 14
MANY = 10  # more points than this are a curve: only its end is labelled


@dataclass(frozen=True, slots=True)
class Tekst:
    """A text at a spot; `anchor` is SVG's text-anchor. `back` is (x, y, width, height) of white behind it."""

    x: str
    y: str
    text: str
    anchor: str = "start"
    bold: bool = False
    back: tuple[str, str, str, str] | None = None


@dataclass(frozen=True, slots=True)
class Sidelabel:
    """The name of a line, in the margin to the right, with a thin lead when it had to move."""

    lines: tuple[Tekst, ...]
    lead: str
    kind: str  # "maal" or "reference"


def punktlabels(flade: Flade, known: Sequence[Maalt], baseline: Datum | None, unit: str) -> tuple[Tekst, ...]:
    """The last figure first of all, then the baseline, and the rest when they are few and there is room."""
    wanted: list[tuple[date, Decimal, bool]] = []
    if known:
        wanted.append((known[-1].dato, known[-1].vaerdi or Decimal(0), True))
    if baseline:
        wanted.append((*baseline, False))
    if len(known) <= MANY:
        wanted += [(p.dato, p.vaerdi or Decimal(0), False) for p in known[:-1]]
    spots = [flade.at(p.dato, p.vaerdi or Decimal(0)) for p in known]
    if baseline:
        spots.append(flade.at(*baseline))
    taken: list[tuple[float, float, float, float]] = []
    placed: list[Tekst] = []
    for day, value, is_last in wanted:
        text = kort(value, unit)
        x, y = flade.at(day, value)
        half = width_of(text) / 2 + 2
        middle = min(max(x, flade.left + half + 2), flade.right - half)
        for box_top in (y + 8, y - 23) if _is_dip(spots, (x, y)) else (y - 23, y + 8):
            box = (middle - half, box_top, middle + half, box_top + 15)
            inside = box_top >= TOP - 8 and box_top + 15 <= BOTTOM
            if not inside or any(_overlap(box, other) for other in taken) or _hits(box, spots):
                continue
            taken.append(box)
            back = (px(box[0]), px(box_top), px(2 * half), "15")
            placed.append(Tekst(px(middle), px(box_top + 12), text, anchor="middle", bold=is_last, back=back))
            break
    return tuple(placed)


def _is_dip(spots: Sequence[tuple[float, float]], spot: tuple[float, float]) -> bool:
    """Whether the points on both sides lie higher, so that a figure reads better below."""
    before = [other for other in spots if other[0] < spot[0]]
    after = [other for other in spots if other[0] > spot[0]]
    return bool(before and after) and max(before)[1] < spot[1] and min(after)[1] < spot[1]


def _overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _hits(box: tuple[float, float, float, float], spots: Sequence[tuple[float, float]]) -> bool:
    """Whether a label would cover a point."""
    return any(box[0] - 3 < x < box[2] + 3 and box[1] - 3 < y < box[3] + 3 for x, y in spots)


def sidelabels(
    flade: Flade, target: Datum | None, target_text: str, references: Sequence[tuple[str, Decimal]], unit: str
) -> tuple[Sidelabel, ...]:
    """The lines' names in the right margin, pushed apart until none covers another."""
    wanted = []
    if target:
        wanted.append((flade.y_of(target[1]), wrap(f"Mål: {target_text}", 18), "maal"))
    wanted += [(flade.y_of(value), wrap(f"{kort(value, unit)} {name}", 18), "reference") for name, value in references]
    wanted.sort(key=lambda item: item[0])
    room = int((BOTTOM + LINE_HEIGHT - TOP) / LINE_HEIGHT)
    tops: list[float] = []
    used = 0
    for y, lines, _ in wanted:
        used += len(lines)
        if used > room:
            break
        lowest = tops[-1] + len(wanted[len(tops) - 1][1]) * LINE_HEIGHT + 2 if tops else float(TOP - 8)
        tops.append(max(lowest, y - len(lines) * LINE_HEIGHT / 2))
    floor = BOTTOM + 10.0
    for index in range(len(tops) - 1, -1, -1):
        tops[index] = min(tops[index], floor - len(wanted[index][1]) * LINE_HEIGHT)
        floor = tops[index] - 2
    out = []
    for (y, lines, kind), top in zip(wanted, tops, strict=False):
        middle = top + len(lines) * LINE_HEIGHT / 2
        x = flade.right + 22
        texts = tuple(
            Tekst(px(x), px(top + LINE_HEIGHT * (i + 1) - 3.5), text, bold=kind == "maal")
            for i, text in enumerate(lines)
        )
        out.append(Sidelabel(texts, polyline([(flade.right + 7, y), (flade.right + 18, middle)]), kind))
    return tuple(out)
