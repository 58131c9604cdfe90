"""What is written in a report of each criterion, activity and milestone: printed beside what is computed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db.models import Case, Exists, OuterRef, Q, When

from indsatser.models import Milepaelsplan
from indsatser.models.milepaelsplan import FROSSET
from plans.models import Helhedsplan
from reporting.indberetning.models import UDEN_SVAR, Vurdering
from reporting.indberetning.valg import MILEPAELSPLAN, NAVNE, SENDT, Vurderingsart
from reporting.papirer.periode import Periode


@dataclass(frozen=True, slots=True)
class Sidst:
    """What the last report that was sent and said anything of a thing said: which it was, how it judged, its words."""

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
    """What is written in the plan's report of the period, by what it is about, with last time's. One query.

    Last time is what was sent: a draft nobody has answered for is not printed in another report.
    """
    now: dict[UUID, Skrevet] = {}
    before: dict[UUID, Sidst] = {}
    for row in _read(plan, art, periode):
        if row.indberetning.periode == periode:
            now[row.target_uuid] = skrevet(row)
        elif row.er_sendt:
            before[row.target_uuid] = _som_sidst(row.indberetning.periode, skrevet(row))
    return {uuid: replace(one, sidst=before.get(uuid)) for uuid, one in now.items()}


def _som_sidst(periode: Periode, said: Skrevet) -> Sidst:
    return Sidst(str(periode), said.vurderet, said.hvorfor, said.tekst)


def om_rapporten(vurderinger: Mapping[UUID, Skrevet]) -> Skrevet | None:
    """What is written of the report as a whole."""
    return next((one for one in vurderinger.values() if one.om == Vurderingsart.RAPPORT), None)


def build_sidste(plan: Helhedsplan, art: str, periode: Periode) -> dict[UUID, tuple[str, Skrevet]]:
    """What was last written of each thing in the plan's earlier reports of the kind, and in which. One query.

    For who writes: also what was not sent, which is said.
    """
    return {
        row.target_uuid: (f"{row.indberetning.periode}{'' if row.er_sendt else ', ikke sendt'}", skrevet(row))
        for row in _read(plan, art, periode)
        if row.indberetning.periode != periode
    }


def _read(plan: Helhedsplan, art: str, periode: Periode) -> list[Any]:
    """What the report of the period and those before it say, the earliest first, each row with whether it is sent.

    The milepælsplan is sent as it is approved. One query.
    """
    approved = Milepaelsplan.objects.filter(
        helhedsplan=plan, year=OuterRef("indberetning__year"), state__in=FROSSET, retired_on=None
    )
    is_sent = Q(indberetning__state__in=SENDT) | Q(Exists(approved), indberetning__art=MILEPAELSPLAN)
    rows = (
        Vurdering.objects.filter(indberetning__helhedsplan=plan, indberetning__art=art)
        .filter(indberetning__year__lte=periode.aar or 0)
        .exclude(text="", judgement="")
        .select_related("indberetning")
        .annotate(er_sendt=Case(When(is_sent, then=True), default=False))
    )
    until = (periode.aar, periode.kvartal or 0)
    return sorted((row for row in rows if _tid(row) <= until), key=lambda row: (*_tid(row), row.pk))


def _tid(row: Vurdering) -> tuple[int, int]:
    return row.indberetning.year, row.indberetning.quarter or 0
