"""Columns without lines: pages in two columns, and tables whose columns are only lined up."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from indsatser.importing.dokument.blokke import Celle, Raekke, Sted, Tabel
from indsatser.importing.dokument.maerker import skrevet_maerke
from indsatser.importing.dokument.pdf.afsnit import afsnit_af
from indsatser.importing.dokument.pdf.linjer import Linje
from indsatser.importing.dokument.pdf.satsspalter import Satsspalter, kendt_mellemrum
from indsatser.importing.dokument.pdf.sider import Ord

GUTTER: Final = 9.0  # points: the least space between two columns of text
FULL: Final = 0.7  # of its width a line of a column is filled, as a rule
LINED_UP: Final = 4.0  # points
LEAST_LINES: Final = 6  # of a column
LEAST_ROWS: Final = 3  # of a lined-up table


def satsspalter(lines: Sequence[Linje]) -> Satsspalter | None:
    """The two columns a full page is set in."""
    gutter = _gutter(lines)
    if gutter is None:
        return None
    beside = [words[0].x0 for line in lines if (words := [word for word in line.words if word.x0 >= gutter])]
    lefts = [line.x0 for line in lines if line.x0 < gutter]
    return Satsspalter(min(lefts), gutter, min(beside)) if lefts and beside else None


def i_laeseorden(lines: list[Linje], kendte: Sequence[Satsspalter] = ()) -> list[list[Linje]]:
    """The lines in the order they are read, in runs that stand in one column: a run ends where a column does.

    `kendte` are the columns of the document's full pages.
    """
    gutter = _gutter(lines)
    gutter = kendt_mellemrum(lines, kendte, GUTTER) if gutter is None else gutter
    if gutter is None:
        return [lines]
    runs: list[list[Linje]] = []
    left: list[Linje] = []
    right: list[Linje] = []
    whole: list[Linje] = []
    for line in lines:
        before = tuple(word for word in line.words if word.x1 <= gutter + 2)
        after = tuple(word for word in line.words if word.x0 >= gutter - 2)
        if len(before) + len(after) < len(line.words) or _is_across(before, after):
            runs += [run for run in (whole, left, right) if run] if left or right else []
            whole, left, right = ([] if left or right else whole), [], []
            whole.append(line)
            continue
        if whole:
            runs.append(whole)
            whole = []
        if before:
            left.append(Linje(before))
        if after:
            right.append(Linje(after))
    return runs + [run for run in (whole, left, right) if run]


def _is_across(before: tuple[Ord, ...], after: tuple[Ord, ...]) -> bool:
    """Whether words on both sides stand as close as words of one line do."""
    return bool(before and after) and after[0].x0 - before[-1].x1 < GUTTER


def _gutter(lines: Sequence[Linje]) -> float | None:
    """The middle of the space between two columns of text; None: the page has one column."""
    if len(lines) < LEAST_LINES:
        return None
    x0, x1 = min(line.x0 for line in lines), max(line.x1 for line in lines)
    middle, width = (x0 + x1) / 2, x1 - x0
    best: tuple[int, float] | None = None
    for step in range(-10, 11):
        at = middle + step * width / 60
        crossing = sum(line.x0 < at < line.x1 and not _is_open(line, at) for line in lines)
        if best is None or crossing < best[0] or (crossing == best[0] and abs(at - middle) < abs(best[1] - middle)):
            best = (crossing, at)
    if best is None or best[0] > 0.3 * len(lines):
        return None
    at = best[1]
    left = [[w for w in line.words if w.x1 <= at] for line in lines]
    right = [[w for w in line.words if w.x0 >= at] for line in lines]
    both = [(a, b) for line, a, b in zip(lines, left, right, strict=True) if a and b and _is_open(line, at)]
    filled = [(_width(a), _width(b)) for a, b in both]
    if len(filled) < LEAST_LINES:
        return None
    column = at - x0, x1 - min(w.x0 for _, b in both for w in b)
    full = [(a / column[0] > FULL, b / column[1] > FULL) for a, b in filled if min(column) > 0]
    is_text = all(sum(each[side] for each in full) > 0.6 * len(full) for side in (0, 1))
    return at if full and is_text else None


def _is_open(line: Linje, at: float) -> bool:
    """Whether the line has a space there that is wider than between words."""
    before = max((word.x1 for word in line.words if word.x0 < at), default=None)
    after = min((word.x0 for word in line.words if word.x0 >= at), default=None)
    return before is not None and after is not None and before <= at and after - before >= GUTTER


def _width(words: Sequence[Ord]) -> float:
    return max(w.x1 for w in words) - min(w.x0 for w in words)


def tabel_eller_linjer(lines: Sequence[Linje], side: int) -> list[list[Linje] | Tabel]:
    """Lines of one column; runs of lines whose pieces are lined up below each other become tables."""
    found: list[list[Linje] | Tabel] = []
    plain: list[Linje] = []
    at = 0
    pieces = [_pieces(line) for line in lines]
    while at < len(lines):
        stop = _run(lines, pieces, at)
        if stop > at:
            if plain:
                found.append(plain)
                plain = []
            found.append(_tabel(lines[at:stop], pieces[at:stop], side))
            at = stop
        else:
            plain.append(lines[at])
            at += 1
    return [*found, plain] if plain else found


def _pieces(line: Linje) -> list[Linje]:
    """The line's pieces, a list mark and its text in one."""
    pieces = line.split(2.0)
    if len(pieces) > 1 and skrevet_maerke(f"{pieces[0].text} Tekst")[0] == pieces[0].text:
        pieces[:2] = [Linje((*pieces[0].words, *pieces[1].words))]
    return pieces


def _run(lines: Sequence[Linje], pieces: list[list[Linje]], start: int) -> int:
    """Where a lined-up table that begins at this line ends; `start`: there is none."""
    if len(pieces[start]) < 2:
        return start
    columns = [each.x0 for each in pieces[start]]
    rights = [each.x1 for each in pieces[start]]
    rows, at = 1, start + 1
    while at < len(lines):
        step = lines[at].y - lines[at - 1].y
        if step > 3.5 * lines[at].size:
            break
        own = pieces[at]
        fits = all(_column(each, columns, rights) is not None for each in own)
        is_new_row = len(own) > 1
        if not fits or (not is_new_row and _column(own[0], columns, rights) == 0 and step > 1.9 * lines[at].size):
            break
        if not is_new_row and own[0].x1 > columns[1] - 4 and _column(own[0], columns, rights) == 0:
            break
        rows += is_new_row
        at += 1
    while at > start and len(pieces[at - 1]) < 2 and _column(pieces[at - 1][0], columns, rights) == 0:
        at -= 1
    return at if rows >= LEAST_ROWS else start


def _column(piece: Linje, columns: Sequence[float], rights: Sequence[float]) -> int | None:
    """The column a piece is lined up with, by its left edge or, as numbers are, by its right."""
    for number, (left, right) in enumerate(zip(columns, rights, strict=True)):
        if abs(piece.x0 - left) <= LINED_UP or (number and abs(piece.x1 - right) <= LINED_UP):
            return number
    return None


def _tabel(lines: Sequence[Linje], pieces: Sequence[list[Linje]], side: int) -> Tabel:
    """A row per line with more than one piece; a single piece goes on in the cell above it."""
    columns, rights = [p.x0 for p in pieces[0]], [p.x1 for p in pieces[0]]
    rows: list[list[list[Linje]]] = []
    for own in pieces:
        if len(own) > 1 or not rows:
            rows.append([[] for _ in columns])
        for piece in own:
            rows[-1][_column(piece, columns, rights) or 0].append(piece)
    edges = [*(after - 4 for _, after in pairwise(columns)), max(line.x1 for line in lines)]
    return Tabel(
        tuple(
            Raekke(
                tuple(
                    Celle(tuple(afsnit_af(cell, side, edge)), row=row, column=column)
                    for column, (cell, edge) in enumerate(zip(cells, edges, strict=True))
                )
            )
            for row, cells in enumerate(rows)
        ),
        Sted(side=side),
    )
