"""What a paper is about: the whole plan, a calendar year, a quarter of one, or one thing in the plan."""

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

FIRST_YEAR, LAST_YEAR = 1990, 2100
UUIDKODE = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
KODE = re.compile(r"(\d{4})(?:-([1-4]))?")


class Periodeslags(StrEnum):
    """How often a kind of paper comes."""

    PLAN = "plan"
    AAR = "år"
    KVARTAL = "kvartal"
    DEL = "del"


@dataclass(frozen=True, slots=True, order=True)
class Periode:
    """A calendar year or a quarter of one (1-4). `aar` is None for a paper about the plan as it is.

    `del_` is the delaftale, activity or project that a paper is about, `navn` what people call it.
    """

    aar: int | None = None
    kvartal: int | None = None
    del_: UUID | None = None
    navn: str = field(default="", compare=False)

    @property
    def slags(self) -> Periodeslags:
        if self.del_ is not None:
            return Periodeslags.DEL
        if self.aar is None:
            return Periodeslags.PLAN
        return Periodeslags.AAR if self.kvartal is None else Periodeslags.KVARTAL

    @property
    def kode(self) -> str:
        """As it stands in addresses and keys: "2019", "2019-2", a uuid, "" for the plan as it is."""
        if self.del_ is not None:
            return str(self.del_)
        return "-".join(str(part) for part in (self.aar, self.kvartal) if part is not None)

    @property
    def sidste_dag(self) -> date | None:
        """The last day of the year or the quarter."""
        if self.aar is None:
            return None
        month = 3 * self.kvartal if self.kvartal else 12
        return date(self.aar, month, 31 if month in (3, 12) else 30)

    def __str__(self) -> str:
        if self.del_ is not None:
            return self.navn
        if self.kvartal is not None:
            return f"{self.kvartal}. kvartal {self.aar}"
        return str(self.aar or "")


HELE_PLANEN = Periode()


def laes_periode(kode: str) -> Periode:
    """The period of a code. Raises ValueError, with the reason in Danish, for one that is none."""
    if not kode:
        return HELE_PLANEN
    if UUIDKODE.fullmatch(kode):
        return Periode(del_=UUID(kode))
    found = KODE.fullmatch(kode)
    if found is None or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        raise ValueError(f"»{kode}« er hverken et år (2019) eller et kvartal (2019-2).")
    return Periode(int(found[1]), int(found[2]) if found[2] else None)
