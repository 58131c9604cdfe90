"""The budget in whole kroner, rounded once: every sum that is printed is the sum of what is printed under it.

Each post is first rounded per side so that posts and remainder make the frame. What a post then has on a side is
shared out over its cells. All other sums (years, sources, years of sources) are sums of those whole cells.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from uuid import UUID

from helhedsplan.numbers import fordel_afrunding
from plans.budget.opgoerelse import Beloeb
from plans.budget.typer import Budget, Celle


@dataclass(frozen=True, slots=True)
class Trykt:
    """Whole kroner: cells, posts, remainder. `ikke_fordelt` is None without a frame."""

    celler: tuple[Celle, ...]
    poster: dict[UUID, Beloeb]
    ikke_fordelt: Beloeb | None

    @property
    def fordelt(self) -> Beloeb:
        """What is printed as the sum of the posts."""
        return sum(self.poster.values(), Beloeb())

    @property
    def ramme(self) -> Beloeb | None:
        """What is printed as the frame."""
        return None if self.ikke_fordelt is None else self.fordelt + self.ikke_fordelt


def tryk(budget: Budget) -> Trykt:
    """The budget as it is printed. Only cells that are money in the budget are part of it."""
    exact = budget.per_raekke()
    rest = [budget.opgoerelse.ikke_fordelt] if budget.opgoerelse else []
    columns = [*exact.values(), *rest]
    lbf = fordel_afrunding([part.lbf for part in columns])
    lokal = fordel_afrunding([part.lokal for part in columns])
    whole = [Beloeb(one, other) for one, other in zip(lbf, lokal, strict=True)]
    poster = dict(zip(exact, whole, strict=False))
    return Trykt(
        celler=tuple(_cells(budget, poster)), poster=poster, ikke_fordelt=whole[-1] if budget.opgoerelse else None
    )


def _cells(budget: Budget, poster: dict[UUID, Beloeb]) -> list[Celle]:
    is_lbf = {kilde.uuid: kilde.is_lbf for kilde in budget.kilder}
    groups: dict[tuple[UUID, bool], list[Celle]] = {}
    for celle in budget.talte:
        groups.setdefault((celle.post, is_lbf[celle.kilde]), []).append(celle)
    found = []
    for (post, lbf), cells in groups.items():
        total = poster[post].lbf if lbf else poster[post].lokal
        parts = fordel_til([celle.amount for celle in cells], total)
        found += [
            Celle(celle.post, celle.kilde, celle.year, part, celle.hours)
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
