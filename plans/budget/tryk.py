"""The budget in whole kroner, rounded once: every sum that is printed is the sum of what is printed under it.

Each post is first rounded per side so that posts and remainder make the frame. What a post then has on a side is
shared out over its cells. All other sums (years, sources, years of sources) are sums of those whole cells. What the
decided moves make of it is the same again, added to it: agreed + moved = in force, cell by cell.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, Decimal
from functools import cached_property
from uuid import UUID

from helhedsplan.numbers import fordel_afrunding
from plans.budget.opgoerelse import Beloeb
from plans.budget.typer import Budget, Celle, laeg_til


@dataclass(frozen=True)
class Trykt:
    """Whole kroner: cells, posts, remainder, sources. `ikke_fordelt` is None without a frame.

    `udenfor` is working time that the plan does not count: it stands in words and under its source, in no sum.
    """

    celler: tuple[Celle, ...]
    poster: dict[UUID, Beloeb]
    ikke_fordelt: Beloeb | None
    udenfor: tuple[Celle, ...] = ()

    @cached_property
    def fordelt(self) -> Beloeb:
        """What is printed as the sum of the posts."""
        return sum(self.poster.values(), Beloeb())

    @property
    def ramme(self) -> Beloeb | None:
        """What is printed as the frame."""
        return None if self.ikke_fordelt is None else self.fordelt + self.ikke_fordelt

    @cached_property
    def kilder(self) -> dict[UUID, Decimal]:
        """What the posts take from each source. Together it is the sum of the posts."""
        return _sums(self.celler)

    @cached_property
    def kilder_udenfor(self) -> dict[UUID, Decimal]:
        """What the working time from each source is worth where it is not counted."""
        return _sums(self.udenfor)

    def per_delaftale(self, budget: Budget) -> dict[UUID, Beloeb]:
        """What is printed as the sum of each delaftale's posts."""
        found: dict[UUID, Beloeb] = defaultdict(Beloeb)
        for row in budget.raekker:
            if row.delaftale and row.uuid in self.poster:
                found[row.delaftale] += self.poster[row.uuid]
        return dict(found)

    def __add__(self, flyttet: "Trykt") -> "Trykt":
        """The budget in force: this one, and what the moves change in it."""
        poster = {
            key: self.poster.get(key, Beloeb()) + flyttet.poster.get(key, Beloeb())
            for key in (*self.poster, *(key for key in flyttet.poster if key not in self.poster))
        }
        rest = None if self.ikke_fordelt is None else self.ikke_fordelt - flyttet.fordelt
        return Trykt(laeg_til(self.celler, flyttet.celler), poster, rest, laeg_til(self.udenfor, flyttet.udenfor))


def _sums(celler: Sequence[Celle]) -> dict[UUID, Decimal]:
    found: dict[UUID, Decimal] = defaultdict(Decimal)
    for celle in celler:
        found[celle.kilde] += celle.amount
    return dict(found)


def tryk(budget: Budget) -> Trykt:
    """The budget as it was agreed, as it is printed. Only cells that are money in the budget are part of its sums."""
    exact, result = budget.per_raekke(), budget.opgoerelse
    columns = [*exact.values(), *([result.ikke_fordelt] if result else [])]
    lbf = fordel_afrunding([part.lbf for part in columns])
    lokal = fordel_afrunding([part.lokal for part in columns])
    whole = [Beloeb(one, other) for one, other in zip(lbf, lokal, strict=True)]
    poster = dict(zip(exact, whole, strict=False))
    return Trykt(
        celler=tuple(_cells(budget, poster)),
        poster=poster,
        ikke_fordelt=whole[-1] if result else None,
        udenfor=tuple(_beside(budget)),
    )


def tryk_flyttet(budget: Budget) -> Trykt | None:
    """What the decided moves change, as it is printed; None where none counts. Add it to `tryk` for what is in force.

    Each side is rounded so that what left is what came.
    """
    return tryk(replace(budget, celler=budget.flyttet, flyttet=(), ramme=None)) if budget.flyttet else None


def _beside(budget: Budget) -> list[Celle]:
    groups: dict[UUID, list[Celle]] = {}
    for celle in budget.celler:
        if not budget.taeller(celle):
            groups.setdefault(celle.kilde, []).append(celle)
    found = []
    for cells in groups.values():
        parts = fordel_afrunding([celle.amount for celle in cells])
        found += [replace(celle, amount=part) for celle, part in zip(cells, parts, strict=True)]
    return found


def _cells(budget: Budget, poster: dict[UUID, Beloeb]) -> list[Celle]:
    found: list[Celle] = []
    for (post, lbf), cells in budget.sider.items():
        total = poster[post].lbf if lbf else poster[post].lokal
        parts = fordel_til([celle.amount for celle in cells], total)
        found += [
            celle if part == celle.amount else replace(celle, amount=part)
            for celle, part in zip(cells, parts, strict=True)
        ]
    return found


def fordel_til(parts: Sequence[Decimal], total: Decimal) -> list[Decimal]:
    """Whole kroner that add up to a whole `total` less than a krone from the parts' own sum. Largest remainder first.

    No part moves a whole krone or more from its exact value. Raises ValueError for a total that cannot be reached so.
    """
    floors = [part.quantize(Decimal(1), rounding=ROUND_FLOOR) for part in parts]
    missing = int(total - sum(floors, Decimal(0)))
    broken = [i for i in range(len(parts)) if floors[i] != parts[i]]
    if not 0 <= missing <= len(broken):
        raise ValueError("The total is a krone or more away from the sum of the parts.")
    for index in sorted(broken, key=lambda i: floors[i] - parts[i])[:missing]:
        floors[index] += 1
    return floors
