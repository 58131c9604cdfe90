"""What is written in a report of each criterion, activity and milestone: printed beside what is computed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from uuid import UUID

from plans.models import Helhedsplan
from reporting.indberetning.models import UDEN_SVAR, Vurdering
from reporting.indberetning.valg import NAVNE, Vurderingsart
from reporting.papirer.periode import Periode


@dataclass(frozen=True, slots=True)
class Sidst:
    """What the report before this one that said anything of a thing said: which it was, how it judged, its words."""

    periode: str
    vurderet: str
    hvorfor: str
    tekst: str

    @property
    def overskrift(self) -> str:
        return f"Sidst ({self.periode}):"

    @property
    def dom(self) -> str:
        """Which report it was, how it judged and why, in a row: the words are not in it."""
        return " ".join(filter(None, [self.overskrift, self.vurderet, self.hvorfor]))


@dataclass(frozen=True, slots=True)
class Skrevet:
    """The words about one thing. `vurdering` and `beregnet` are states of a criterion or a milestone, "" for none.

    `beregnet` is what was proposed when it was written, `sidst` what was said of the same thing last time.
    """

    om: str
    tekst: str
    vurdering: str = ""
    beregnet: str = ""
    hvorfor: str = ""
    sidst: Sidst | None = None

    @property
    def vurdering_navn(self) -> str:
        return str(NAVNE[self.vurdering]) if self.vurdering else ""

    @property
    def beregnet_navn(self) -> str:
        return str(NAVNE[self.beregnet]) if self.beregnet else ""

    @property
    def vurderet(self) -> str:
        """How it is judged, in a sentence; "" where it is not."""
        if not self.vurdering:
            return ""
        judged = f"Vurderet som {self.vurdering_navn.lower()}"
        if self.er_anderledes:
            return f"{judged}, beregnet som {self.beregnet_navn.lower()}."
        return f"{judged}, som beregnet." if self.vurdering == self.beregnet else f"{judged}."

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
    """What is written in the plan's report of the period, by what it is about, with last time's. One query."""
    now, before = _read(plan, art, periode)
    return {
        uuid: replace(one, sidst=_som_sidst(*before[uuid]) if uuid in before else None) for uuid, one in now.items()
    }


def _som_sidst(periode: Periode, said: Skrevet) -> Sidst:
    return Sidst(str(periode), said.vurderet, said.hvorfor, said.tekst)


def om_rapporten(vurderinger: Mapping[UUID, Skrevet]) -> Skrevet | None:
    """What is written of the report as a whole."""
    return next((one for one in vurderinger.values() if one.om == Vurderingsart.RAPPORT), None)


def build_sidste(plan: Helhedsplan, art: str, periode: Periode) -> dict[UUID, tuple[Periode, Skrevet]]:
    """What was last written of each thing in the plan's earlier reports of the kind, and in which. One query."""
    return _read(plan, art, periode)[1]


Tidligere = dict[UUID, tuple[Periode, Skrevet]]


def _read(plan: Helhedsplan, art: str, periode: Periode) -> tuple[dict[UUID, Skrevet], Tidligere]:
    """What the report of the period says, and what was last said before it. One query."""
    rows = Vurdering.objects.filter(
        indberetning__helhedsplan=plan, indberetning__art=art, indberetning__year__lte=periode.aar or 0
    )
    now: dict[UUID, Skrevet] = {}
    before: Tidligere = {}
    for row in _in_order(rows.select_related("indberetning").exclude(text="", judgement="")):
        of = row.indberetning.periode
        if of == periode:
            now[row.target_uuid] = skrevet(row)
        elif (of.aar, of.kvartal or 0) < (periode.aar, periode.kvartal or 0):
            before[row.target_uuid] = of, skrevet(row)
    return now, before


def _in_order(rows: Iterable[Vurdering]) -> list[Vurdering]:
    return sorted(rows, key=lambda row: (row.indberetning.year, row.indberetning.quarter or 0, row.pk))
