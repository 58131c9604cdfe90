"""What papers with running text are made of: sections with text, points, answers, tables, a drawing, and sections.

One value that page, PDF, Word and Excel each only print. Which sections there are, in which order and under which
headings, is declared per round in `reporting/formularer.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from reporting.charts import Organboks
from reporting.facts.emner import Afsnit
from reporting.facts.forbehold import Forbehold
from reporting.facts.pengepapir import FRYSES_IKKE, Papirhoved, Papirtabel, Underskrift
from reporting.facts.vurderinger import Skrevet


@dataclass(frozen=True, slots=True)
class Svar:
    """A line with a question and its answer, in as many lines as it has; none where nothing is stated."""

    label: str
    linjer: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Papirpunkt:
    """A point, with the letter it has in the agreement."""

    tekst: str
    bogstav: str = ""
    uuid: UUID | None = None


@dataclass(frozen=True, slots=True)
class Figur:
    """A drawing: the organs as a tree, or how many criteria are in each state. `id` names it on the page."""

    id: str
    titel: str
    organer: tuple[Organboks, ...] = ()
    tilstande: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Papirafsnit:
    """A section. It is printed in this order: note, text, drawing, points, answers, tables, sections under it.

    `tekst` may have the marks of a long field (headings, points, bold). `tom` stands there when there is nothing else.
    """

    noegle: str
    overskrift: str
    note: str = ""
    tekst: str = ""
    figur: Figur | None = None
    punkter: tuple[Papirpunkt, ...] = ()
    svar: tuple[Svar, ...] = ()
    tabeller: tuple[Papirtabel, ...] = ()
    under: tuple["Papirafsnit", ...] = ()
    tom: str = "Ikke oplyst."
    uuid: UUID | None = None

    @property
    def er_tomt(self) -> bool:
        parts = (self.note, self.tekst, self.figur, self.punkter, self.svar, self.tabeller, self.under)
        return not any(parts)

    @property
    def er_bredt(self) -> bool:
        """Whether it has a table that needs a turned page."""
        return any(tabel.er_bred for _, tabel in self.alle_tabeller())

    def alle_tabeller(self, inside: str = "") -> Iterator[tuple[str, Papirtabel]]:
        """Its tables and those of the sections under it, each with the heading it stands under."""
        where = inside or self.overskrift
        yield from ((where, tabel) for tabel in self.tabeller)
        for one in self.under:
            yield from one.alle_tabeller(one.overskrift if one.uuid else where)


@dataclass(frozen=True, slots=True)
class Tekstpapir:
    """A paper of sections as of a day. `undertitel` is what it is about when that is not the whole plan.

    Where it is a report: what is written of it as a whole, what its check said, and what can be written of (`emner`).
    """

    titel: str
    undertitel: str
    hoved: Papirhoved
    as_of: date
    saetninger: tuple[str, ...]
    afsnit: tuple[Papirafsnit, ...]
    underskrifter: tuple[Underskrift, ...] = ()
    har_eksempeltal: bool = False
    rapporten: Skrevet | None = None
    forbehold: tuple[Forbehold, ...] = ()
    emner: tuple[Afsnit, ...] = field(default=(), compare=False, metadata=FRYSES_IKKE)

    def tabeller(self) -> list[tuple[str, Papirtabel]]:
        """Every table in the order of the paper, with the heading it stands under."""
        return [found for one in self.afsnit for found in one.alle_tabeller()]
