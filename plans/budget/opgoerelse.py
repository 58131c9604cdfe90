"""Money rules as pure arithmetic over Decimal kroner. In prose: docs/regler.md. Nothing rounds but hours, to øre."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from helhedsplan.numbers import round_kr, round_oere
from plans.budget.kroner import Kr

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Beloeb:
    """What Landsbyggefonden and the local partners pay, in kroner."""

    lbf: Decimal = Decimal(0)
    lokal: Decimal = Decimal(0)

    @property
    def total(self) -> Decimal:
        """LBF + local. There is no other total: on every row the sum is the sum."""
        return self.lbf + self.lokal

    def __add__(self, other: "Beloeb") -> "Beloeb":
        return Beloeb(self.lbf + other.lbf, self.lokal + other.lokal)

    def __sub__(self, other: "Beloeb") -> "Beloeb":
        return Beloeb(self.lbf - other.lbf, self.lokal - other.lokal)

    @property
    def trykt(self) -> "Beloeb":
        """In whole kroner, each side by itself: the printed total is the sum of the printed sides."""
        return Beloeb(round_kr(self.lbf), round_kr(self.lokal))

    @property
    def lokal_pct(self) -> Decimal | None:
        """Local share of the total in per cent; None when there is no money to take a share of."""
        return self.lokal / self.total * HUNDRED if self.total else None


@dataclass(frozen=True, slots=True)
class Rammeopgoerelse:
    """The agreement's frame held against the sum of its posts.

    `ikke_fordelt` is frame minus posts; a negative part means that more is given out than the frame holds.
    """

    ramme: Beloeb
    fordelt: Beloeb

    @property
    def ikke_fordelt(self) -> Beloeb:
        return self.ramme - self.fordelt

    @property
    def ikke_fordelt_pct(self) -> Decimal | None:
        """The remainder in per cent of the frame; None without a frame."""
        return self.ikke_fordelt.total / self.ramme.total * HUNDRED if self.ramme.total else None

    @property
    def lbf_pct(self) -> Decimal | None:
        """Landsbyggefonden's remainder in per cent of its own frame; None without one."""
        return self.ikke_fordelt.lbf / self.ramme.lbf * HUNDRED if self.ramme.lbf else None

    @property
    def lokal_pct(self) -> Decimal | None:
        """The local remainder in per cent of the local frame; None without one."""
        return self.ikke_fordelt.lokal / self.ramme.lokal * HUNDRED if self.ramme.lokal else None

    @property
    def is_overdrawn(self) -> bool:
        """Whether the posts take more than the frame from either source."""
        return self.ikke_fordelt.lbf < 0 or self.ikke_fordelt.lokal < 0

    @property
    def is_only_overdrawn(self) -> bool:
        """Whether that is all there is to say: nothing is left of either source, and too much is taken."""
        return self.is_overdrawn and self.ikke_fordelt.lbf <= 0 and self.ikke_fordelt.lokal <= 0


@dataclass(frozen=True, slots=True)
class Medfinansiering:
    """The round's minimum co-financing, tested on the plan as a whole (domain.md §4, §7.1).

    `luft` is how many kroner the local money lies above the requirement (negative: below it).
    """

    krav_pct: Decimal
    andel_pct: Decimal
    krav: Decimal
    luft: Decimal
    lokal: Decimal = Decimal(0)

    @property
    def luft_kr(self) -> str:
        """The headroom as it stands in a sentence: printed local money − printed requirement."""
        return str(Kr.alene(self.lokal) - Kr.alene(self.krav))

    @property
    def mangler_kr(self) -> str:
        """What is missing as it stands in a sentence."""
        return str(Kr.alene(self.krav) - Kr.alene(self.lokal))

    @property
    def is_met(self) -> bool:
        return self.luft >= 0

    @property
    def mangler(self) -> Decimal:
        """How many kroner of local money are missing; nought when the requirement is met."""
        return max(-self.luft, Decimal(0))


def opgoer_ramme(ramme: Beloeb, poster: Iterable[Beloeb]) -> Rammeopgoerelse:
    """Hold the frame against the posts (kroner)."""
    return Rammeopgoerelse(ramme=ramme, fordelt=sum(poster, Beloeb()))


def opgoer_medfinansiering(plan: Beloeb, min_share: Decimal) -> Medfinansiering | None:
    """Test local ÷ total ≥ `min_share` per cent on the plan's frame; None when there is no money."""
    andel = plan.lokal_pct
    if andel is None:
        return None
    krav = plan.total * min_share / HUNDRED
    return Medfinansiering(krav_pct=min_share, andel_pct=andel, krav=krav, luft=plan.lokal - krav, lokal=plan.lokal)


def kroner_for_timer(hours: Decimal, rate: Decimal | None) -> Decimal:
    """What given working time is worth, kr. to the øre: hours × the source's rate. Without a rate it is no kroner."""
    return round_oere(hours * rate) if rate is not None else Decimal(0)
