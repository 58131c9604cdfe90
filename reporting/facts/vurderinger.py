"""What is written in a report of each criterion, activity and milestone: printed beside what is computed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from indsatser.choices import Tilstand
from plans.models import Helhedsplan
from reporting.indberetning.models import UDEN_SVAR, Vurdering
from reporting.indberetning.valg import Vurderingsart
from reporting.papirer.periode import Periode


@dataclass(frozen=True, slots=True)
class Skrevet:
    """The words about one thing. `vurdering` and `beregnet` are states of Tilstand, "" for none.

    `beregnet` is what was proposed when it was written.
    """

    om: str
    tekst: str
    vurdering: str = ""
    beregnet: str = ""
    hvorfor: str = ""

    @property
    def vurdering_navn(self) -> str:
        return str(Tilstand(self.vurdering).label) if self.vurdering else ""

    @property
    def beregnet_navn(self) -> str:
        return str(Tilstand(self.beregnet).label) if self.beregnet else ""

    @property
    def er_anderledes(self) -> bool:
        """Whether a person has judged otherwise than was computed when it was written."""
        return bool(self.vurdering) and self.vurdering != self.beregnet and self.beregnet not in UDEN_SVAR

    @property
    def fingeraftryk(self) -> str:
        """The same for the same words and judgement: whether anybody has changed them since they were seen."""
        said = "\0".join(part.replace("\r\n", "\n").strip() for part in (self.tekst, self.vurdering, self.hvorfor))
        return sha256(said.encode()).hexdigest()[:16]

    @property
    def siger_noget(self) -> bool:
        return bool(self.tekst or self.vurdering)


INTET = Skrevet("", "").fingeraftryk
"""Of nothing written."""


def skrevet(row: Vurdering) -> Skrevet:
    """A row as a value."""
    return Skrevet(row.kind, row.text, row.judgement, row.computed, row.reason)


def build_vurderinger(plan: Helhedsplan, art: str, periode: Periode) -> dict[UUID, Skrevet]:
    """What is written in the plan's report of the period, by what it is about. One query."""
    rows = Vurdering.objects.filter(
        indberetning__helhedsplan=plan,
        indberetning__art=art,
        indberetning__year=periode.aar or 0,
        indberetning__quarter=periode.kvartal,
    )
    found = {row.target_uuid: skrevet(row) for row in rows.order_by("pk")}
    return {uuid: one for uuid, one in found.items() if one.siger_noget}


def samlet(vurderinger: Mapping[UUID, Skrevet]) -> str:
    """What is written of the report as a whole."""
    return next((one.tekst for one in vurderinger.values() if one.om == Vurderingsart.RAPPORT), "")


def build_sidste(plan: Helhedsplan, art: str, periode: Periode) -> dict[UUID, tuple[Periode, Skrevet]]:
    """What was last written of each thing in the plan's earlier reports of the kind, and in which. One query."""
    rows = Vurdering.objects.filter(
        indberetning__helhedsplan=plan, indberetning__art=art, indberetning__year__lte=periode.aar or 0
    )
    found: dict[UUID, tuple[Periode, Skrevet]] = {}
    for row in _in_order(rows.select_related("indberetning").exclude(text="", judgement="")):
        of = row.indberetning.periode
        if (of.aar, of.kvartal or 0) < (periode.aar, periode.kvartal or 0):
            found[row.target_uuid] = of, skrevet(row)
    return found


def _in_order(rows: Iterable[Vurdering]) -> list[Vurdering]:
    return sorted(rows, key=lambda row: (row.indberetning.year, row.indberetning.quarter or 0, row.pk))
