"""A table as a budget: which cells are amounts of which post, source and time, and which are sums of others.

Heads may stand over several rows and be merged; rows may be posts, sources or years, under each other or in blocks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from indsatser.importing.aftale.afsnitsled import linjer
from indsatser.importing.aftale.budget.beloeb import STOR, Beloeb, i_kroner, laes_beloeb
from indsatser.importing.aftale.budget.maerker import Kilde, Maerke, Tid, maerke
from indsatser.importing.aftale.led import Stykke
from indsatser.importing.dokument.blokke import Celle, Tabel, afsnit_i

UDEN_ENHED: Final = "det står ikke, om tallene er kroner eller tusinde kroner"
IKKE_BELOEB: Final = "er ikke et beløb"
IKKE_PLACERET: Final = "beløbet kan ikke knyttes til en post, en kilde eller et år"
FLERTYDIGT: Final = "beløbet kan læses på mere end én måde"


@dataclass(frozen=True, slots=True)
class Tal:
    """An amount of the table. `vaerdi` is kroner; None where it is printed so that it cannot be read.

    `gruppe` is the post of the block it stands in. `is_sum`: it is the sum of others over all it does not name.
    `steder` are the cell itself first, then the heads and labels that say what it is.
    """

    vaerdi: Decimal | None
    trykt: str
    steder: tuple[Stykke, ...]
    post: str = ""
    gruppe: str = ""
    kilde: Kilde | None = None
    tid: Tid | None = None
    is_sum: bool = False
    er_omregnet: bool = False
    raekke: int = 0


@dataclass
class Budgettabel:
    """A budget that was read. `overskrift` is what stood over it; `post` the post that its heading names."""

    tal: list[Tal] = field(default_factory=list)
    poster: dict[str, tuple[Stykke, ...]] = field(default_factory=dict)
    """The posts in order, each with its label."""
    overskrift: tuple[Stykke, ...] = ()
    naermest: tuple[Stykke, ...] = ()
    """Of what stood over it, what no other table stands between."""
    enhed_kendt: bool = True
    etiketter: list[Stykke] = field(default_factory=list)
    rest: list[tuple[Stykke, str]] = field(default_factory=list)


@dataclass
class _Kontekst:
    """What the rows above say of the rows under them: the post or the source of a block."""

    post: str = ""
    post_steder: tuple[Stykke, ...] = ()
    kilde: Kilde | None = None
    kilde_steder: tuple[Stykke, ...] = ()
    har_sum: bool = False
    blokke: int = 0
    summer: int = 0
    """How many blocks of sources have begun, and how many sums stood in them."""


def laes_budget(tabel: Tabel, number: int, caption: Sequence[Stykke]) -> Budgettabel | None:
    """The table as a budget by time or by more than two sources; None where it is something else."""
    reader = _Laeser(tabel, number, caption)
    return reader.laes() if reader.is_budget() else None


class _Laeser:
    def __init__(self, tabel: Tabel, number: int, caption: Sequence[Stykke]) -> None:
        self.tabel, self.number, self.caption = tabel, number, caption
        self.lines = {id(cell): self._lines(cell) for cell in tabel.celler}
        self.marks = {id(cell): maerke(cell.text) for cell in tabel.celler}
        self.amounts = {id(cell): laes_beloeb(cell.text) for cell in tabel.celler}
        self.heads = self._head_rows()
        self.first = self._first_column()

    def _lines(self, cell: Celle) -> tuple[Stykke, ...]:
        return tuple(line for afsnit in afsnit_i(cell.blokke) for line in linjer(afsnit, self.number))

    # --- the shape
    def _head_rows(self) -> int:
        """How many rows on top are heads: up to the last, before the first amount, that says time, source or sum."""
        last = 0
        for row in self._rows():
            values = [self.amounts[id(cell)] for cell in row if cell.column > 0]
            if any(one.trykt and not one.er_aar for one in values):
                break
            if len(row) > 1 and any(self.marks[id(cell)].is_head for cell in row if cell.column > 0):
                last = max(cell.row + cell.rowspan for cell in row if cell.column > 0 and not cell.is_empty)
        return last

    def _first_column(self) -> int:
        """The first column of amounts: the first whose head says time, source or sum."""
        for column in range(1, self.tabel.columns):
            if any(self.marks[id(cell)].is_head for cell in self._heads_of(column)):
                return column
        return 0

    def _rows(self) -> Iterator[list[Celle]]:
        for raekke in self.tabel.raekker:
            yield [cell for cell in raekke.celler if not cell.is_empty]

    def _heads_of(self, column: int) -> list[Celle]:
        found: list[Celle] = []
        for row in self.tabel.gitter[: self.heads]:
            cell = row[column]
            if cell is not None and not cell.is_empty and cell not in found:
                found.append(cell)
        return found

    def is_budget(self) -> bool:
        """Whether it is about money, and says more than the two or three amounts that a simple budget has."""
        if not self.heads or not self.first:
            return False
        marks = [mark for mark in self.marks.values() if mark.is_head]
        times = {mark.tid.trykt for mark in marks if mark.tid}
        kinds = {mark.kilde.art for mark in marks if mark.kilde}
        named = " ".join(line.text.casefold() for line in self.caption[-3:])
        about = bool(kinds & {"lbf", "lokal"}) or any(
            word in named for word in ("budget", "finansiering", "økonomi", "udgift")
        )
        if not about or not (len(times) >= 2 or (kinds - {"lbf", "lokal"} and len(kinds) >= 2)):
            return False
        values = [self.amounts[id(cell)] for cell in self._values()]
        return 2 * sum(bool(one.trykt) for one in values) >= sum(not one.is_tom for one in values) > 0

    def _values(self) -> Iterator[Celle]:
        for raekke in self.tabel.raekker[self.heads :]:
            yield from (cell for cell in raekke.celler if cell.column >= self.first)

    # --- the reading
    def laes(self) -> Budgettabel:
        found = Budgettabel(overskrift=tuple(self.caption))
        self.unit = self._unit(found)
        columns = {column: self._column(column) for column in range(self.first, self.tabel.columns)}
        for row in range(self.heads):
            for cell in self.tabel.raekker[row].celler:
                found.etiketter += self.lines[id(cell)]
        context = _Kontekst()
        for index in range(self.heads, len(self.tabel.raekker)):
            self._row(index, columns, context, found)
        self._without_unit(found)
        return found

    def _unit(self, found: Budgettabel) -> str:
        """The unit of the whole table: stated in the corner or another head, else above it; "" where it is nowhere."""
        for row in self.tabel.gitter[: self.heads]:
            for cell in row[: self.first]:
                if cell is not None and self.marks[id(cell)].enhed:
                    return self.marks[id(cell)].enhed
        heads = {self.marks[id(cell)].enhed for column in range(self.first, self.tabel.columns)
                 for cell in self._heads_of(column)} - {""}  # fmt: skip
        if len(heads) == 1:
            return heads.pop()
        return next((unit for line in reversed(self.caption) if (unit := maerke(line.text).enhed)), "")

    def _column(self, column: int) -> tuple[Maerke, tuple[Stykke, ...]]:
        """What the heads over a column say together, the inner before the outer."""
        whole = Maerke()
        lines: tuple[Stykke, ...] = ()
        for cell in self._heads_of(column):
            mark = self.marks[id(cell)]
            whole = mark.foran(whole)
            lines += self.lines[id(cell)]
        return whole, lines

    def _row(
        self,
        index: int,
        columns: dict[int, tuple[Maerke, tuple[Stykke, ...]]],
        context: _Kontekst,
        found: Budgettabel,
    ) -> None:
        row = self.tabel.gitter[index]
        labels: list[Celle] = []
        for cell in row[: self.first]:
            if cell is not None and not cell.is_empty and cell not in labels:
                labels.append(cell)
        mark, lines = self._label(labels)
        values = {column: cell for column in columns if (cell := row[column]) is not None and not cell.is_empty}
        found.etiketter += lines
        spans = any(cell.column < self.first < cell.column + cell.colspan for cell in labels)
        if spans or not values:
            self._group(mark, lines, context, index)
            return
        if mark.is_sum and not (mark.kilde or mark.post) and context.kilde and self._is_of_all(index, context):
            context.kilde, context.kilde_steder, context.post = None, (), ""
        for column, cell in values.items():
            self._cell(cell, columns[column], (mark, lines), context, found)
        if mark.is_sum:
            context.har_sum = True
            context.summer += 1
        if mark.post and not mark.is_sum:
            found.poster.setdefault(mark.post, lines)

    def _is_of_all(self, index: int, context: _Kontekst) -> bool:
        """Whether "I alt" is of all blocks: this one has its own already, or it is the last row and none has one."""
        is_last = index == len(self.tabel.raekker) - 1
        return context.har_sum or (is_last and context.blokke > 1 and not context.summer)

    def _label(self, labels: list[Celle]) -> tuple[Maerke, tuple[Stykke, ...]]:
        whole = Maerke()
        lines: tuple[Stykke, ...] = ()
        for cell in labels:
            mark = self.marks[id(cell)]
            whole = whole.foran(mark)
            lines += self.lines[id(cell)]
        return whole, lines

    def _group(self, mark: Maerke, lines: tuple[Stykke, ...], context: _Kontekst, index: int) -> None:
        """A row with a label alone begins a block: of a source, or of a post with rows for its sources under it."""
        if mark.kilde:
            context.kilde, context.kilde_steder, context.har_sum = mark.kilde, lines, False
            context.blokke += 1
            context.post, context.post_steder = "", ()
        elif mark.post:
            context.post, context.post_steder, context.har_sum = mark.post, lines, False
            context.kilde, context.kilde_steder = None, ()

    def _cell(
        self,
        cell: Celle,
        column: tuple[Maerke, tuple[Stykke, ...]],
        row: tuple[Maerke, tuple[Stykke, ...]],
        context: _Kontekst,
        found: Budgettabel,
    ) -> None:
        amount = self.amounts[id(cell)]
        head, label = column[0], row[0]
        own = self.lines[id(cell)]
        if amount.is_tom:
            found.etiketter += own
            return
        if amount.is_tekst:
            found.rest += [(line, IKKE_BELOEB) for line in own]
            return
        post = label.post or (head.post if not label.is_sum else "")
        outer = context.post if not context.kilde or context.post else ""
        tal = Tal(
            vaerdi=None,
            trykt=amount.trykt,
            steder=(*own, *column[1], *row[1], *(context.kilde_steder if not label.kilde else ())),
            post=post or context.post,
            gruppe=outer if post else "",
            kilde=label.kilde or head.kilde or context.kilde,
            tid=label.tid or head.tid,
            is_sum=label.is_sum or head.is_sum,
            raekke=cell.row,
        )
        if not tal.is_sum and not (tal.kilde or tal.tid):
            found.rest += [(line, IKKE_PLACERET) for line in own]
            return
        self._keep(tal, amount, head.enhed or label.enhed, found)

    def _keep(self, tal: Tal, amount: Beloeb, stated: str, found: Budgettabel) -> None:
        """With its value in kroner. Without any unit it waits for `_without_unit`."""
        unit = amount.enhed or stated or self.unit
        value = amount.tal
        if value is not None and unit == "mio" and value >= STOR:
            value = None
        if value is not None and unit:
            value = i_kroner(value, unit)
        found.tal.append(replace(tal, vaerdi=value, er_omregnet=unit in ("tkr", "mio")))
        if not unit:
            found.enhed_kendt = False

    def _without_unit(self, found: Budgettabel) -> None:
        """Numbers without any unit are kroner where they are as large as kroner in a budget; else nobody can tell."""
        if found.enhed_kendt or any(one.vaerdi is not None and one.vaerdi >= STOR for one in found.tal):
            return
        found.rest += [(one.steder[0], UDEN_ENHED) for one in found.tal]
        found.tal, found.poster = [], {}
