"""Tables that are drawn with lines: the lines become a grid, the words go into its squares."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from indsatser.importing.dokument.blokke import Afsnit, Celle, Raekke, Sted, Tabel
from indsatser.importing.dokument.pdf.afsnit import afsnit_af
from indsatser.importing.dokument.pdf.linjer import linjer
from indsatser.importing.dokument.pdf.sider import Ord, Side, Streg

NEAR: Final = 3.0  # points: lines no further apart are one line
LEAST: Final = 6.0  # points: a row or column no wider holds no text
MAX_LINES: Final = 3_000  # on a page; more is a drawing
MAX_SQUARES: Final = 2_000


@dataclass(frozen=True, slots=True)
class Net:
    """A grid: where its columns and rows begin and end, and its drawn lines.

    `opens`, `closes`: a line is drawn above its first row, below its last; where none is, the page ended inside a row.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    level: tuple[Streg, ...]
    upright: tuple[Streg, ...]
    opens: bool = True
    closes: bool = True

    @property
    def top(self) -> float:
        return self.ys[0]

    @property
    def bottom(self) -> float:
        return self.ys[-1]

    def holds(self, word: Ord) -> bool:
        middle = (word.x0 + word.x1) / 2
        return self.xs[0] - 1 <= middle <= self.xs[-1] + 1 and self.ys[0] - 1 <= word.middle <= self.ys[-1] + 1


@dataclass(frozen=True, slots=True)
class Stillet:
    """A table on its page. `opens`, `closes` as its grid's."""

    top: float
    tabel: Tabel
    opens: bool = True
    closes: bool = True


def tegnede_tabeller(side: Side) -> list[Stillet]:
    """The page's drawn tables, top first. Their words are taken out of the page."""
    found = []
    for net in _nets(side.lines):
        inside = [word for word in side.words if net.holds(word)]
        if not inside:
            continue
        tabel = _tabel(net, inside, side.number)
        if tabel is None:
            continue
        taken = set(map(id, inside))
        side.words = [word for word in side.words if id(word) not in taken]
        found.append(Stillet(net.top, tabel, net.opens, net.closes))
    return sorted(found, key=lambda each: each.top)


def _nets(lines: Sequence[Streg]) -> list[Net]:
    """Groups of lines that meet, each as a grid. Outer grids come after those drawn inside their squares."""
    if len(lines) > MAX_LINES:
        return []
    level = _joined([line for line in lines if line.is_level], upright=False)
    upright = _joined([line for line in lines if not line.is_level], upright=True)
    nets = []
    for own_level, own_upright in _groups(level, upright):
        xs, ys = _places(line.x0 for line in own_upright), _places(line.top for line in own_level)
        opens, closes = _ends(own_upright, ys)
        ys = (*((opens,) if opens else ()), *ys, *((closes,) if closes else ()))
        if len(xs) > 1 and len(ys) > 1 and (len(xs) - 1) * (len(ys) - 1) <= MAX_SQUARES:
            nets.append(Net(xs, ys, own_level, own_upright, not opens, not closes))
    return sorted(nets, key=lambda net: (net.xs[-1] - net.xs[0]) * (net.ys[-1] - net.ys[0]))


def _ends(upright: Sequence[Streg], ys: Sequence[float]) -> tuple[float, float]:
    """Where upright lines, at least two, go on above the first level one and below the last; 0: they do not."""
    above = sorted(line.top for line in upright if line.top < ys[0] - LEAST)
    below = sorted(line.bottom for line in upright if line.bottom > ys[-1] + LEAST)
    return (above[0] if len(above) > 1 else 0.0), (below[-1] if len(below) > 1 else 0.0)


def _joined(lines: list[Streg], *, upright: bool) -> list[Streg]:
    """Pieces of the same line put together."""

    def along(line: Streg) -> tuple[float, float]:
        return (line.top, line.bottom) if upright else (line.x0, line.x1)

    def across(line: Streg) -> float:
        return (line.x0 + line.x1) / 2 if upright else (line.top + line.bottom) / 2

    made: list[Streg] = []
    shelves: list[tuple[float, list[Streg]]] = []
    for line in sorted(lines, key=across):
        if shelves and across(line) - shelves[-1][0] <= NEAR / 2:
            shelves[-1][1].append(line)
        else:
            shelves.append((across(line), [line]))
    for at, shelf in shelves:
        begin, end = along(min(shelf, key=along))
        spans = [(begin, end)]
        for start, stop in sorted(map(along, shelf)):
            if start <= spans[-1][1] + NEAR:
                spans[-1] = (spans[-1][0], max(spans[-1][1], stop))
            else:
                spans.append((start, stop))
        made += [Streg(at, a, at, b) if upright else Streg(a, at, b, at) for a, b in spans]
    return made


def _groups(level: list[Streg], upright: list[Streg]) -> Iterable[tuple[tuple[Streg, ...], tuple[Streg, ...]]]:
    """Lines that meet, directly or through others."""
    every = [*level, *upright]
    parent = list(range(len(every)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for a, flat in enumerate(level):
        for b, tall in enumerate(upright, len(level)):
            meets = flat.x0 - NEAR <= tall.x0 <= flat.x1 + NEAR and tall.top - NEAR <= flat.top <= tall.bottom + NEAR
            if meets:
                parent[root(a)] = root(b)
    groups: dict[int, tuple[list[Streg], list[Streg]]] = {}
    for at, line in enumerate(every):
        groups.setdefault(root(at), ([], []))[at >= len(level)].append(line)
    return [(tuple(flat), tuple(tall)) for flat, tall in groups.values() if flat and len(tall) > 1]


def _places(found: Iterable[float]) -> tuple[float, ...]:
    places: list[float] = []
    for each in sorted(found):
        if not places or each - places[-1] > LEAST:
            places.append(each)
    return tuple(places)


def _tabel(net: Net, words: list[Ord], side: int) -> Tabel | None:
    """The words in their squares; squares with no line between them are one cell. None: one square without rows."""
    rows, columns = len(net.ys) - 1, len(net.xs) - 1
    taken: set[tuple[int, int]] = set()
    made: list[list[Celle]] = [[] for _ in range(rows)]
    waiting = words
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            colspan, rowspan = _spans(net, row, column, taken)
            taken.update((row + down, column + over) for down in range(rowspan) for over in range(colspan))
            left, right = net.xs[column], net.xs[column + colspan]
            top, bottom = net.ys[row], net.ys[row + rowspan]
            inside = [
                w for w in waiting if left - 1 <= (w.x0 + w.x1) / 2 <= right + 1 and top - 1 <= w.middle <= bottom + 1
            ]
            used = set(map(id, inside))
            waiting = [w for w in waiting if id(w) not in used]
            made[row].append(Celle(_indhold(inside, side, left, right), rowspan, colspan, row, column))
    raekker = tuple(Raekke(tuple(cells)) for cells in made)
    return Tabel(raekker, Sted(side=side))


def _indhold(words: list[Ord], side: int, left: float, right: float) -> tuple[Afsnit, ...]:
    """A cell's paragraphs. Its text goes as near to the right line as it does to the left."""
    lines = linjer(words)
    padding = min((line.x0 for line in lines), default=left) - left
    return tuple(afsnit_af(lines, side, right - min(max(padding, 1), 8)))


def _spans(net: Net, row: int, column: int, taken: set[tuple[int, int]]) -> tuple[int, int]:
    """How many columns and rows the cell that begins here covers."""
    columns, rows = len(net.xs) - 1, len(net.ys) - 1
    colspan = 1
    while (
        column + colspan < columns
        and (row, column + colspan) not in taken
        and not _is_drawn(net.upright, net.xs[column + colspan], net.ys[row], net.ys[row + 1], upright=True)
    ):
        colspan += 1
    rowspan = 1
    while row + rowspan < rows and not any(
        _is_drawn(net.level, net.ys[row + rowspan], net.xs[each], net.xs[each + 1], upright=False)
        for each in range(column, column + colspan)
    ):
        rowspan += 1
    return colspan, rowspan


def _is_drawn(lines: Sequence[Streg], at: float, start: float, end: float, *, upright: bool) -> bool:
    """Whether a line is drawn there for more than half of the way."""
    drawn = 0.0
    for line in lines:
        place, begin, stop = (line.x0, line.top, line.bottom) if upright else (line.top, line.x0, line.x1)
        if abs(place - at) <= LEAST:
            drawn += max(0.0, min(stop, end) - max(begin, start))
    return drawn > 0.5 * (end - start)
