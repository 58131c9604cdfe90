"""A figure year by year against another place's, with the lines that applied each year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from helhedsplan import numbers
from reporting.charts.akser import Vaerdiakse, vaerdiakse
from reporting.charts.punkter import FONT, polyline, px, safe_id, width_of

WIDTH, HEIGHT = 640, 250
TOP, BOTTOM, RIGHT = 18, 190, 24


@dataclass(frozen=True, slots=True)
class Aarspunkt:
    """A point with its words and where its figure is written ("" when another figure stands there)."""

    x: str
    y: str
    title: str
    text: str
    text_y: str


@dataclass(frozen=True, slots=True)
class Aarslabel:
    """A year under the axis."""

    x: str
    text: str


@dataclass(frozen=True, slots=True)
class Aarslinje:
    """All that the template prints. `tom`: nothing to draw; then only `desc` is shown."""

    id: str
    title: str
    desc: str
    tom: bool = False
    width: str = str(WIDTH)
    height: str = str(HEIGHT)
    font: str = FONT
    left: str = "0"
    right: str = str(WIDTH - RIGHT)
    bottom: str = str(BOTTOM)
    year_y: str = str(BOTTOM + 17)
    key_y: str = str(HEIGHT - 18)
    y_ticks: tuple[tuple[str, str], ...] = ()
    years: tuple[Aarslabel, ...] = ()
    lines: tuple[str, ...] = ()
    points: tuple[Aarspunkt, ...] = ()
    other_lines: tuple[str, ...] = ()
    other_points: tuple[Aarspunkt, ...] = ()
    limits: tuple[str, ...] = ()
    key: tuple[tuple[str, str, str, str], ...] = ()


Serie = Mapping[int, Decimal]


def aarslinje(
    *,
    chart_id: str,
    title: str,
    unit: str,
    omraadet: Serie,
    andre: Serie,
    andre_navn: str,
    graenser: Mapping[str, Serie],
) -> Aarslinje:
    """`omraadet` and `andre` by year; `graenser` is a list's name → its line by year, drawn as steps.

    A year without a figure is a gap in the line, not a nought.
    """
    identity = safe_id(chart_id)
    years = sorted({*omraadet, *andre})
    desc = _description(unit, omraadet, andre, andre_navn, graenser)
    if not years:
        return Aarslinje(identity, title, desc, tom=True)
    span = list(range(years[0], years[-1] + 1))
    lines = {name: {year: serie[year] for year in span if year in serie} for name, serie in graenser.items()}
    values = [*omraadet.values(), *andre.values(), *(value for serie in lines.values() for value in serie.values())]
    axis = vaerdiakse(values, unit=unit, from_zero=True)
    left = max(width_of(text) for _, text in axis.ticks) + 12
    flade = _Flade(span, axis, left)
    return Aarslinje(
        id=identity,
        title=title,
        desc=desc,
        left=px(left),
        y_ticks=tuple((px(flade.y(value)), text) for value, text in axis.ticks),
        years=_years(flade),
        lines=flade.runs(omraadet),
        points=_points(flade, omraadet, unit, "området", write=True),
        other_lines=flade.runs(andre),
        other_points=_points(flade, andre, unit, andre_navn, write=False),
        limits=tuple(run for serie in lines.values() for run in flade.steps(serie)),
        key=_key(bool(omraadet), andre_navn if andre else "", any(lines.values())),
    )


@dataclass(frozen=True, slots=True)
class _Flade:
    span: Sequence[int]
    axis: Vaerdiakse
    left: float

    @property
    def column(self) -> float:
        return (WIDTH - RIGHT - self.left) / len(self.span)

    def x(self, year: int) -> float:
        return self.left + (year - self.span[0] + 0.5) * self.column

    def y(self, value: Decimal) -> float:
        return BOTTOM - self.axis.andel(value) * (BOTTOM - TOP)

    def runs(self, serie: Serie) -> tuple[str, ...]:
        """One line per unbroken run of years."""
        found: list[list[tuple[float, float]]] = [[]]
        for year in self.span:
            if year in serie:
                found[-1].append((self.x(year), self.y(serie[year])))
            elif found[-1]:
                found.append([])
        return tuple(polyline(run) for run in found if len(run) > 1)

    def steps(self, serie: Serie) -> tuple[str, ...]:
        """A line that is level through each year and jumps between two."""
        found: list[list[tuple[float, float]]] = []
        for year in self.span:
            if year not in serie:
                continue
            x, y, half = self.x(year), self.y(serie[year]), self.column / 2
            if year - 1 not in serie:
                found.append([])
            found[-1] += [(x - half, y), (x + half, y)]
        return tuple(polyline(run) for run in found)


def _years(flade: _Flade) -> tuple[Aarslabel, ...]:
    every = next(n for n in (1, 2, 5, 10, 20, 50, 100, 1000, 100_000) if flade.column * n >= 36)
    return tuple(Aarslabel(px(flade.x(year)), str(year)) for year in flade.span if year % every == 0)


def _points(flade: _Flade, serie: Serie, unit: str, place: str, *, write: bool) -> tuple[Aarspunkt, ...]:
    found = []
    taken = -1.0
    for year in sorted(serie):
        figure = numbers.maengde(serie[year], unit)
        x, y = flade.x(year), flade.y(serie[year])
        has_room = write and x - width_of(figure) / 2 > taken
        taken = x + width_of(figure) / 2 if has_room else taken
        text_y = y - 9 if y - 20 > 0 else y + 18
        found.append(Aarspunkt(px(x), px(y), f"{year}, {place}: {figure}", figure if has_room else "", px(text_y)))
    return tuple(found)


def _key(omraadet: bool, andre: str, graenser: bool) -> tuple[tuple[str, str, str, str], ...]:
    """(x, x of the text, kind, text) of each entry."""
    entries = [("omraadet", "området", omraadet), ("andre", andre, bool(andre)), ("graense", "grænse", graenser)]
    out = []
    x = 0.0
    for kind, text, shown in entries:
        if shown:
            out.append((px(x), px(x + 26), kind, text))
            x += 26 + width_of(text) + 16
    return tuple(out)


def _description(unit: str, omraadet: Serie, andre: Serie, andre_navn: str, graenser: Mapping[str, Serie]) -> str:
    """The chart in words: every figure that is drawn."""
    parts = []
    for place, serie in (("Området", omraadet), (andre_navn, andre)):
        if serie:
            listed = "; ".join(f"{year}: {numbers.maengde(serie[year], unit)}" for year in sorted(serie))
            parts.append(f"{place}: {listed}.")
    if not parts:
        return "Der er ingen tal endnu."
    for name, serie in graenser.items():
        if serie:
            parts.append(f"Grænse, {name}: {_spans(serie, unit)}.")
    return " ".join(parts)


def _spans(serie: Serie, unit: str) -> str:
    """ "40 % 2014-2017; 60 % 2018": years with the same line are said once."""
    years = sorted(serie)
    starts = [years[0], *(b for a, b in pairwise(years) if b != a + 1 or serie[a] != serie[b])]
    ends = [*(a for a, b in pairwise(years) if b != a + 1 or serie[a] != serie[b]), years[-1]]
    return "; ".join(
        f"{numbers.maengde(serie[start], unit)} {start}{f'-{end}' if end != start else ''}"
        for start, end in zip(starts, ends, strict=True)
    )
