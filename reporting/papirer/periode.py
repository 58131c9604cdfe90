"""What a paper is about: the whole plan, a calendar year or a quarter of one."""

import re
from dataclasses import dataclass
from enum import StrEnum

FIRST_YEAR, LAST_YEAR = 1990, 2100
KODE = re.compile(r"(\d{4})(?:-([1-4]))?")


class Periodeslags(StrEnum):
    """How often a kind of paper comes."""

    PLAN = "plan"
    AAR = "år"
    KVARTAL = "kvartal"


@dataclass(frozen=True, slots=True, order=True)
class Periode:
    """A calendar year or a quarter of one (1-4). `aar` is None for a paper about the plan as it is."""

    aar: int | None = None
    kvartal: int | None = None

    @property
    def slags(self) -> Periodeslags:
        if self.aar is None:
            return Periodeslags.PLAN
        return Periodeslags.AAR if self.kvartal is None else Periodeslags.KVARTAL

    @property
    def kode(self) -> str:
        """As it stands in addresses and keys: "2019", "2019-2", "" for the plan as it is."""
        return "-".join(str(part) for part in (self.aar, self.kvartal) if part is not None)

    def __str__(self) -> str:
        if self.kvartal is not None:
            return f"{self.kvartal}. kvartal {self.aar}"
        return str(self.aar or "")


HELE_PLANEN = Periode()


def laes_periode(kode: str) -> Periode:
    """The period of a code. Raises ValueError, with the reason in Danish, for one that is none."""
    if not kode:
        return HELE_PLANEN
    found = KODE.fullmatch(kode)
    if found is None or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        raise ValueError(f"»{kode}« er hverken et år (2019) eller et kvartal (2019-2).")
    return Periode(int(found[1]), int(found[2]) if found[2] else None)
