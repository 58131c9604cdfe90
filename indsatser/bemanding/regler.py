"""Working time as arithmetic: ranges, full time, årsværk, price. Nothing rounds. In prose: docs/regler.md §5.8."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from helhedsplan.numbers import tal

FULD_TID = Decimal(37)
"""Hours a week of a full-time post in the public and the housing sector (overenskomsterne; domain.md §7.2)."""

NUL = Decimal(0)


@dataclass(frozen=True, slots=True)
class Spaend:
    """An amount as the agreement states it: from `lav` to `hoej`, the same number twice when it is one number."""

    lav: Decimal
    hoej: Decimal

    @classmethod
    def af(cls, amount: Decimal, amount_to: Decimal | None = None) -> "Spaend":
        """As rows are stored: one number, or two."""
        return cls(amount, amount if amount_to is None else amount_to)

    @property
    def er_fast(self) -> bool:
        """Whether it is one number and no range."""
        return self.lav == self.hoej

    def __add__(self, other: "Spaend") -> "Spaend":
        return Spaend(self.lav + other.lav, self.hoej + other.hoej)

    def gange(self, factor: Decimal) -> "Spaend":
        """Both ends times a number that is nought or more."""
        return Spaend(self.lav * factor, self.hoej * factor)

    def __str__(self) -> str:
        """ "37" or "37-38", at most two decimals."""
        return tal(self.lav) if self.er_fast else f"{tal(self.lav)}-{tal(self.hoej)}"


def laeg_sammen(spaend: Iterable[Spaend]) -> Spaend | None:
    """The sum, lowest with lowest and highest with highest; None of none."""
    rows = list(spaend)
    if not rows:
        return None
    return Spaend(sum((row.lav for row in rows), NUL), sum((row.hoej for row in rows), NUL))


class Fuldtid(StrEnum):
    """What a role's hours a week are beside full-time posts."""

    HEL = "hel"
    INTERVAL = "interval"
    UNDER = "under"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Fuldtidsdom:
    """`stillinger` is the number of whole posts it is held against, `timer` the hours under or over them."""

    dom: Fuldtid
    stillinger: int
    timer: Spaend

    @property
    def kort(self) -> str:
        """In a table: "én fuld stilling", "16 timer under en fuld stilling", "37 timer går op i intervallet"."""
        whole = stillingstekst(self.stillinger)
        if self.dom == Fuldtid.HEL:
            return f"{whole}, går op"
        if self.dom == Fuldtid.INTERVAL:
            return f"interval; {whole} på {tal(FULD_TID * self.stillinger)} timer går op"
        return f"{self.timer} timer {'under' if self.dom == Fuldtid.UNDER else 'over'} {whole}"


def stillingstekst(number: int) -> str:
    """ "en fuld stilling", "2 fulde stillinger"."""
    return "en fuld stilling" if number == 1 else f"{number} fulde stillinger"


def mod_fuld_tid(timer: Spaend) -> Fuldtidsdom:
    """Hold a role's hours a week against whole full-time posts.

    A number that is a multiple of 37 is whole; a range that holds one is whole within the range. Less than one post is
    under it, and anything else is over the whole posts it contains.
    """
    whole = [n for n in range(1, int(timer.hoej / FULD_TID) + 1) if timer.lav <= FULD_TID * n <= timer.hoej]
    if whole:
        return Fuldtidsdom(Fuldtid.HEL if timer.er_fast else Fuldtid.INTERVAL, whole[0], Spaend(NUL, NUL))
    if timer.hoej < FULD_TID:
        return Fuldtidsdom(Fuldtid.UNDER, 1, Spaend(FULD_TID - timer.hoej, FULD_TID - timer.lav))
    number = int(timer.lav / FULD_TID)
    taken = FULD_TID * number
    return Fuldtidsdom(Fuldtid.OVER, number, Spaend(timer.lav - taken, timer.hoej - taken))


def som_aarsvaerk(timer: Spaend | None, aarsvaerk: Spaend | None) -> Spaend | None:
    """Årsværk in all: those stated and the weekly hours ÷ 37; None when neither is stated."""
    hours = [Spaend(timer.lav / FULD_TID, timer.hoej / FULD_TID)] if timer else []
    return laeg_sammen([*([aarsvaerk] if aarsvaerk else []), *hours])


def pris(aarsvaerk: Spaend | None, pris_pr_aarsvaerk: Decimal | None) -> Spaend | None:
    """Kroner a year; None where either is unknown, which is not nought."""
    if aarsvaerk is None or pris_pr_aarsvaerk is None:
        return None
    return aarsvaerk.gange(pris_pr_aarsvaerk)


def rollenoegle(role: str) -> str:
    """What two spellings of a role have in common: capitals and spare spaces do not make another role."""
    return " ".join(role.casefold().split())
