"""Moving money within a budget, as pure arithmetic over Decimal kroner. In prose: docs/regler.md §5.6. Nothing rounds.

Every move takes from one cell exactly what it gives to another, so the sum of the budget is the same before and after.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

NUL = Decimal(0)


@dataclass(frozen=True, slots=True)
class Celle:
    """A place in the budget: post, calendar year (None: the budget gives no year) and source, by primary key."""

    post: int
    aar: int | None
    kilde: int


@dataclass(frozen=True, slots=True)
class Flytning:
    """Kroner moved between two cells. It counts from `gaelder_fra` (None: not decided) until the day `ophoerer`."""

    noegle: int
    fra: Celle
    til: Celle
    beloeb: Decimal
    gaelder_fra: date | None
    ophoerer: date | None = None

    def taeller(self, dag: date) -> bool:
        """Whether the move is part of the budget in force on the day."""
        if self.gaelder_fra is None or self.gaelder_fra > dag:
            return False
        return self.ophoerer is None or dag < self.ophoerer


@dataclass(frozen=True, slots=True)
class Cellestand:
    """What a cell was given, what left it and what came, kroner."""

    oprindelig: Decimal = NUL
    ud: Decimal = NUL
    ind: Decimal = NUL

    @property
    def efter(self) -> Decimal:
        """Original + moves: what the cell holds now."""
        return self.oprindelig - self.ud + self.ind


@dataclass(frozen=True, slots=True)
class Mangel:
    """A cell that would hold less than nothing: the day it is worst, and how many kroner are lacking then."""

    celle: Celle
    dag: date
    beloeb: Decimal


@dataclass(frozen=True, slots=True)
class Trin:
    """One move with what its two cells held before it and hold after it."""

    flytning: Flytning
    fra_foer: Decimal
    til_foer: Decimal

    @property
    def fra_efter(self) -> Decimal:
        return self.fra_foer - self.flytning.beloeb

    @property
    def til_efter(self) -> Decimal:
        return self.til_foer + self.flytning.beloeb


def opgoer(
    oprindelig: Mapping[Celle, Decimal], flytninger: Iterable[Flytning], *, dag: date
) -> dict[Celle, Cellestand]:
    """Every cell that was given money or is touched by a move that counts on the day."""
    ud: dict[Celle, Decimal] = defaultdict(Decimal)
    ind: dict[Celle, Decimal] = defaultdict(Decimal)
    for flytning in flytninger:
        if flytning.taeller(dag):
            ud[flytning.fra] += flytning.beloeb
            ind[flytning.til] += flytning.beloeb
    return {
        celle: Cellestand(oprindelig.get(celle, NUL), ud.get(celle, NUL), ind.get(celle, NUL))
        for celle in (*oprindelig, *(each for each in dict.fromkeys((*ud, *ind)) if each not in oprindelig))
    }


def mangler(oprindelig: Mapping[Celle, Decimal], flytninger: Iterable[Flytning]) -> dict[Celle, Mangel]:
    """Each cell from which the decided moves at some time take more than it holds, with its worst day.

    Moves of the same day are taken together: what comes in the morning can leave in the afternoon.
    """
    aendringer = _pr_dag(flytninger)
    stand = defaultdict(Decimal, oprindelig)
    found: dict[Celle, Mangel] = {}
    for dag in sorted(aendringer):
        for celle, forskel in aendringer[dag].items():
            stand[celle] += forskel
            if -stand[celle] > (found[celle].beloeb if celle in found else 0):
                found[celle] = Mangel(celle, dag, -stand[celle])
    return found


def _pr_dag(flytninger: Iterable[Flytning]) -> dict[date, dict[Celle, Decimal]]:
    """What changes in each cell on each day; a move that is taken back before it counts changes nothing."""
    aendringer: dict[date, dict[Celle, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for flytning in flytninger:
        begins, ends = flytning.gaelder_fra, flytning.ophoerer
        if begins is None or (ends is not None and ends <= begins):
            continue
        for dag, fortegn in ((begins, 1), (ends, -1)):
            if dag is not None:
                aendringer[dag][flytning.fra] -= fortegn * flytning.beloeb
                aendringer[dag][flytning.til] += fortegn * flytning.beloeb
    return aendringer


def forloeb(oprindelig: Mapping[Celle, Decimal], flytninger: Iterable[Flytning], *, dag: date) -> list[Trin]:
    """Each move with before and after: those that count on the day in their order, then each other one by itself.

    A move that does not count yet is held against the budget in force: that is what it would change.
    """
    rows = list(flytninger)
    counted = sorted((row for row in rows if row.taeller(dag)), key=lambda row: (row.gaelder_fra, row.noegle))
    stand = defaultdict(Decimal, oprindelig)
    steps = []
    for row in counted:
        steps.append(Trin(row, stand[row.fra], stand[row.til]))
        stand[row.fra] -= row.beloeb
        stand[row.til] += row.beloeb
    return steps + [Trin(row, stand[row.fra], stand[row.til]) for row in rows if not row.taeller(dag)]
