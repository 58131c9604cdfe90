"""What papers about money are made of: header, sentences, tables, remarks, signatures. Whole kroner, ready to print.

A table is a value that page, PDF and Excel each only print; so they cannot say different figures.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from helhedsplan.datoer import periode
from plans.models import Helhedsplan
from reporting.facts.emner import Afsnit
from reporting.facts.forbehold import Forbehold
from reporting.facts.vurderinger import Skrevet

WIDE_FROM = 7
"""A table with so many columns is printed on a page that is turned."""


FRYSES_IKKE: Mapping[str, bool] = MappingProxyType({"fryses": False})
"""Marks a field of facts that an edition does not keep: it is for who writes, not for who reads."""


class Slags(StrEnum):
    """What a column holds."""

    NAVN = "navn"
    TEKST = "tekst"
    KORT = "kort"
    BRED = "bred"
    TAL = "tal"
    KRONER = "kroner"
    PROCENT = "procent"
    DATO = "dato"


@dataclass(frozen=True, slots=True)
class Kolonne:
    overskrift: str
    slags: Slags = Slags.KRONER

    @property
    def is_number(self) -> bool:
        return self.slags in (Slags.KRONER, Slags.PROCENT, Slags.TAL)


Papirvaerdi = str | Decimal | date | None


@dataclass(frozen=True, slots=True)
class Papirraekke:
    """A row, a value for each column; None where nothing is stated. `uuid`: the object it is about.

    `skrevet` is what people have written of it in the report that the paper is.
    """

    vaerdier: tuple[Papirvaerdi, ...]
    is_sum: bool = False
    note: str = ""
    uuid: UUID | None = None
    skrevet: Skrevet | None = None


@dataclass(frozen=True, slots=True)
class Papircelle:
    """A value with its column, for who prints it."""

    kolonne: Kolonne
    vaerdi: Papirvaerdi


@dataclass(frozen=True, slots=True)
class Papirtabel:
    """A table as it is printed. `under` says what is special about it; `tom` stands there when it has no rows."""

    slug: str
    overskrift: str
    kolonner: tuple[Kolonne, ...]
    raekker: tuple[Papirraekke, ...]
    under: str = ""
    tom: str = ""

    @property
    def er_bred(self) -> bool:
        return len(self.kolonner) >= WIDE_FROM

    @property
    def har_tal(self) -> bool:
        """Whether any column is of figures; without, the first one gets more room."""
        return any(column.is_number for column in self.kolonner)

    @property
    def har_faa(self) -> bool:
        """Whether there are so few columns that the first can have half the width."""
        return len(self.kolonner) < 4 and not any(column.slags == Slags.BRED for column in self.kolonner)

    @property
    def linjer(self) -> list[tuple[Papirraekke, list[Papircelle]]]:
        """Each row with its values under their columns."""
        return [
            (row, [Papircelle(column, value) for column, value in zip(self.kolonner, row.vaerdier, strict=True)])
            for row in self.raekker
        ]


@dataclass(frozen=True, slots=True)
class Papirbemaerkning:
    """Something to look at, with how serious it is in a word."""

    niveau: str
    tekst: str


@dataclass(frozen=True, slots=True)
class Underskrift:
    """A line to sign on: organisation and title, never a name."""

    organisation: str
    titel: str


@dataclass(frozen=True, slots=True)
class Papirhoved:
    """What the paper is about (domain.md §3.4: Boligområde/projektnavn and Journal nr.)."""

    plan_navn: str
    kort_navn: str
    omraade: str
    journalnummer: str
    runde: str
    periode: str
    organisation: str


@dataclass(frozen=True, slots=True)
class Pengepapir:
    """A paper of tables as of a day.

    Where it is a report: what is written of it as a whole, what its check said, and what can be written of (`emner`).
    """

    titel: str
    hoved: Papirhoved
    as_of: date
    saetninger: tuple[str, ...]
    tabeller: tuple[Papirtabel, ...]
    bemaerkninger: tuple[Papirbemaerkning, ...]
    underskrifter: tuple[Underskrift, ...]
    rapporten: Skrevet | None = None
    forbehold: tuple[Forbehold, ...] = ()
    emner: tuple[Afsnit, ...] = field(default=(), compare=False, metadata=FRYSES_IKKE)

    @property
    def har_eksempeltal(self) -> bool:
        """None of these papers prints a figure that was made up to show the system."""
        return False

    @property
    def er_bred(self) -> bool:
        """Whether any table needs a turned page; then the whole paper is turned, so that nobody turns it twice."""
        return any(tabel.er_bred for tabel in self.tabeller)


def papirhoved(plan: Helhedsplan) -> Papirhoved:
    """The header. `plan` with its round, areas and organisations at hand."""
    return Papirhoved(
        plan_navn=plan.name,
        kort_navn=plan.short_name,
        omraade=", ".join(str(row) for row in plan.boligomraader.all()),
        journalnummer=plan.journalnummer,
        runde=plan.bevillingsrunde.name if plan.bevillingsrunde else "",
        periode=periode(plan.start_date, plan.end_date),
        organisation=str(plan.administrator or ""),
    )


def underskrifter(plan: Helhedsplan, *, as_of: date) -> tuple[Underskrift, ...]:
    """The agreement's parties; without any, the administrating organisation and the kommune. One query."""
    parter = plan.parter.current(on=as_of).filter(delaftale=None).order_by("order", "pk")
    found = dict.fromkeys(Underskrift(row.organisation, row.title) for row in parter)
    others = (Underskrift(str(one), "") for one in (plan.administrator, plan.kommune) if one)
    return tuple(found) or tuple(others)


def aarskolonner(years: Iterable[int | None]) -> list[Kolonne]:
    """A column for each calendar year, and for what has none."""
    return [Kolonne(str(year) if year else "Uden år") for year in years]
