"""What the strip is sorted into: sections (plan, indsatsområde, delaftale, activity, organ) with their fields."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from indsatser.importing.aftale.led import Linje, Rad, Stykke
from indsatser.importing.aftale.ordbog import Sikkerhed

UKENDT: Final = "ukendt"
"""The field of text that has no place."""
FORSIDE: Final = "forside"
"""The field of what stands before the first label."""


class Slags(StrEnum):
    """What a section is about."""

    PLAN = "plan"
    OMRAADE = "omraade"
    DELAFTALE = "delaftale"
    AKTIVITET = "aktivitet"
    ORGAN = "organ"

    @property
    def scope(self) -> str:
        """As the vocabulary calls it: an indsatsområde has the fields of a delaftale."""
        return "delaftale" if self is Slags.OMRAADE else self.value


@dataclass(eq=False)
class Felt:
    """A field as it stands: its label and what follows it. `tabel` is where the label stands, 0 outside tables."""

    key: str
    etiket: Stykke | None = None
    sikkerhed: Sikkerhed = Sikkerhed.EXACT
    aar: int | None = None
    niveau: int | None = None
    indhold: list[Linje | Rad] = field(default_factory=list)
    kolonner: bool = False
    """The heads of two columns stood under each other: its lines are criterion, source, criterion, source."""

    @property
    def tabel(self) -> int:
        return self.etiket.tabel if self.etiket else 0

    @property
    def stykker(self) -> Iterator[Stykke]:
        for part in self.indhold:
            if isinstance(part, Rad):
                yield from part.stykker
            else:
                yield part.stykke


@dataclass(eq=False)
class Sektion:
    """A part of the document about one thing. `navn` as printed, without its number."""

    slags: Slags
    navn: str = ""
    stykke: Stykke | None = None
    niveau: int = 0
    nummer: str = ""
    sikkerhed: Sikkerhed = Sikkerhed.EXACT
    felter: list[Felt] = field(default_factory=list)
    boern: list["Sektion"] = field(default_factory=list)
    steder: list[Stykke] = field(default_factory=list)
    """Where its name stands, the first and every time again."""
    penge: list[Any] = field(default_factory=list)
    """The budgets that stand in it as tables (`budget.tabel.Budgettabel`)."""

    def felter_med(self, *keys: str) -> list[Felt]:
        """Its fields of these keys that have anything in them, in order."""
        return [felt for felt in self.felter if felt.key in keys and felt.indhold]

    def har(self, key: str) -> bool:
        return bool(self.felter_med(key))

    def af(self, *slags: Slags) -> list["Sektion"]:
        return [each for each in self.boern if each.slags in slags]


def default_field(section: Sektion) -> Felt:
    """Where text goes that no label stands over."""
    match section.slags:
        case Slags.PLAN:
            return Felt(UKENDT if section.felter or section.boern else FORSIDE, None, Sikkerhed.GUESSED)
        case Slags.AKTIVITET:
            return Felt("indhold", None, Sikkerhed.LIKELY if not section.felter else Sikkerhed.GUESSED)
        case Slags.ORGAN:
            return Felt("mandat", None, Sikkerhed.LIKELY)
        case Slags.OMRAADE:
            return Felt("problem" if not section.felter else UKENDT, None, Sikkerhed.LIKELY)
    return Felt(FORSIDE if not section.felter else UKENDT, None, Sikkerhed.GUESSED)
