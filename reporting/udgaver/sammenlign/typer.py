"""What is compared, and what comes out of it. Values that an edition can keep (`reporting.udgaver.frosset`)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

Vaerdi = str | Decimal | date | None


class Feltslags(StrEnum):
    """How a value is said, and what a difference of it is."""

    TEKST = "tekst"
    VALG = "valg"
    TAL = "tal"
    KRONER = "kroner"
    PROCENT = "procent"
    DATO = "dato"


@dataclass(frozen=True, slots=True)
class Felt:
    """A value of a row, under the name people know it by. `vigtig`: its changes are told in the summary."""

    navn: str
    vaerdi: Vaerdi
    slags: Feltslags = Feltslags.TEKST
    enhed: str = ""
    vigtig: bool = False


@dataclass(frozen=True, slots=True)
class Linje:
    """A row of a paper. `noegle` is what it is found by in the other edition: a uuid wherever there is one.

    `gruppe` is the delaftale or the part of the paper it stands under, `sted` the activity; each by key and name.
    """

    noegle: str
    slags: str
    titel: str
    felter: tuple[Felt, ...]
    gruppe: tuple[str, str] = ("", "Hele planen")
    sted: tuple[str, str] = ("", "")


class Ordart(StrEnum):
    """What became of a word."""

    ENS = "ens"
    IND = "ind"
    UD = "ud"


@dataclass(frozen=True, slots=True)
class Ordstykke:
    """Words in a row that share a fate."""

    art: Ordart
    tekst: str


@dataclass(frozen=True, slots=True)
class Feltforskel:
    """A value that is another. `foer` and `nu` as they are said; `forskel` "+3 samtaler"; `ord` the words, marked."""

    navn: str
    foer: str
    nu: str
    forskel: str = ""
    ord: tuple[Ordstykke, ...] = ()


class Art(StrEnum):
    """What became of a row."""

    TILFOEJET = "tilføjet"
    FJERNET = "fjernet"
    AENDRET = "ændret"


@dataclass(frozen=True, slots=True)
class Raekkeforskel:
    """A row that came, went or changed."""

    art: Art
    slags: str
    titel: str
    sted: str = ""
    felter: tuple[Feltforskel, ...] = ()


@dataclass(frozen=True, slots=True)
class Gruppe:
    """A delaftale, or a part of the paper, with what became of its rows."""

    navn: str
    raekker: tuple[Raekkeforskel, ...]

    @property
    def tilfoejet(self) -> tuple[Raekkeforskel, ...]:
        return self._of(Art.TILFOEJET)

    @property
    def fjernet(self) -> tuple[Raekkeforskel, ...]:
        return self._of(Art.FJERNET)

    @property
    def aendret(self) -> tuple[Raekkeforskel, ...]:
        return self._of(Art.AENDRET)

    def _of(self, art: Art) -> tuple[Raekkeforskel, ...]:
        return tuple(row for row in self.raekker if row.art == art)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: "Udgave nr. 1, udstedt 15.01.2020", and the day its figures are of."""

    navn: str
    as_of: date


@dataclass(frozen=True, slots=True)
class Sammenligning:
    """What is otherwise in the later than in the earlier. `resume` is three lines, fewer where nothing more is."""

    titel: str
    foer: Side
    nu: Side
    resume: tuple[str, ...]
    grupper: tuple[Gruppe, ...]

    @property
    def er_ens(self) -> bool:
        """Whether nothing that is compared is otherwise."""
        return not self.grupper
