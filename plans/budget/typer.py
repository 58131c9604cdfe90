"""What the checks and the print of a budget are made from: plain values, so that no rule needs a database."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from uuid import UUID

from plans.budget.opgoerelse import Beloeb, Rammeopgoerelse, opgoer_ramme


@dataclass(frozen=True, slots=True)
class Celle:
    """What a post gets from a source in a year (None: no year is stated). `hours` is given working time."""

    post: UUID
    kilde: UUID
    year: int | None
    amount: Decimal
    hours: Decimal | None = None


def laeg_til(celler: Iterable[Celle], flere: Iterable[Celle]) -> tuple[Celle, ...]:
    """The cells with more added to each, post by post, source by source and year by year. The first says the hours."""
    found: dict[tuple[UUID, UUID, int | None], Celle] = {(one.post, one.kilde, one.year): one for one in celler}
    for one in flere:
        key = (one.post, one.kilde, one.year)
        found[key] = replace(found[key], amount=found[key].amount + one.amount) if key in found else one
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Budgetkilde:
    """A source: what it gives in all, and what of that is confirmed and paid, kr. None where it is not stated."""

    uuid: UUID
    name: str
    is_lbf: bool
    is_hours: bool = False
    rate: Decimal | None = None
    amount: Decimal | None = None
    amount_as_printed: str = ""
    confirmed: Decimal | None = None
    paid: Decimal | None = None
    is_retired: bool = False


@dataclass(frozen=True, slots=True)
class Budgetraekke:
    """A post. `delaftale` is the delaftale it belongs to, if any, with the total its document prints."""

    uuid: UUID
    title: str
    delaftale: UUID | None = None
    delaftale_title: str = ""
    total_as_printed: str = ""


@dataclass(frozen=True)
class Budget:
    """A plan's budget. `ramme` and `min_share` are None where the agreement or the round states none.

    `celler` is what was agreed. `flyttet` is what the decided moves of the day change: more is plus, less is minus.
    """

    plan: UUID
    raekker: tuple[Budgetraekke, ...]
    kilder: tuple[Budgetkilde, ...]
    celler: tuple[Celle, ...]
    ramme: Beloeb | None = None
    min_share: Decimal | None = None
    counts_hours: bool = False
    flyttet: tuple[Celle, ...] = ()

    @cached_property
    def _lbf(self) -> frozenset[UUID]:
        return frozenset(kilde.uuid for kilde in self.kilder if kilde.is_lbf)

    @cached_property
    def _udenfor(self) -> frozenset[UUID]:
        """The sources whose working time is in no sum."""
        return frozenset() if self.counts_hours else frozenset(one.uuid for one in self.kilder if one.is_hours)

    def taeller(self, celle: Celle) -> bool:
        """Whether the cell is money in the budget: given working time only where the plan counts it."""
        return celle.kilde not in self._udenfor

    def er_lbf(self, celle: Celle) -> bool:
        """Whether the cell is Landsbyggefonden's money."""
        return celle.kilde in self._lbf

    def beloeb(self, celle: Celle) -> Beloeb:
        """The cell on its side: Landsbyggefonden's, or the local partners'."""
        return Beloeb(lbf=celle.amount) if self.er_lbf(celle) else Beloeb(lokal=celle.amount)

    @cached_property
    def talte(self) -> tuple[Celle, ...]:
        """The cells that are money in the budget."""
        return tuple(filter(self.taeller, self.celler)) if self._udenfor else self.celler

    @cached_property
    def sider(self) -> dict[tuple[UUID, bool], list[Celle]]:
        """The counted cells of each post on each side (True: Landsbyggefonden's)."""
        found: dict[tuple[UUID, bool], list[Celle]] = defaultdict(list)
        for celle in self.talte:
            found[celle.post, celle.kilde in self._lbf].append(celle)
        return dict(found)

    @cached_property
    def _per_raekke(self) -> dict[UUID, Beloeb]:
        found: dict[UUID, Beloeb] = defaultdict(Beloeb)
        for (post, is_lbf), cells in self.sider.items():
            amount = sum((celle.amount for celle in cells), Decimal(0))
            found[post] += Beloeb(lbf=amount) if is_lbf else Beloeb(lokal=amount)
        return dict(found)

    def per_raekke(self) -> dict[UUID, Beloeb]:
        """What each post gets; a post without any amount is not there."""
        return dict(self._per_raekke)

    def per_delaftale(self) -> dict[UUID, Beloeb]:
        """What each delaftale gets over all its posts."""
        found: dict[UUID, Beloeb] = defaultdict(Beloeb)
        for row in self.raekker:
            if row.delaftale and row.uuid in self._per_raekke:
                found[row.delaftale] += self._per_raekke[row.uuid]
        return dict(found)

    @property
    def fordelt(self) -> Beloeb:
        """The sum of the posts."""
        return sum(self.per_raekke().values(), Beloeb())

    @cached_property
    def opgoerelse(self) -> Rammeopgoerelse | None:
        """The frame against the posts."""
        return opgoer_ramme(self.ramme, self.per_raekke().values()) if self.ramme else None

    @cached_property
    def gaeldende(self) -> tuple[Celle, ...]:
        """The cells in force: agreed and moved."""
        return laeg_til(self.celler, self.flyttet) if self.flyttet else self.celler

    def brugt(self) -> dict[UUID, Decimal]:
        """What the budget in force takes from each source, kr., counted or not."""
        return dict(self._brugt)

    @cached_property
    def _brugt(self) -> dict[UUID, Decimal]:
        found: dict[UUID, Decimal] = defaultdict(Decimal)
        for celle in (*self.celler, *self.flyttet):
            found[celle.kilde] += celle.amount
        return dict(found)
