"""Milestones as they stood on a day, for pages and papers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from indsatser.choices import Milepaeltilstand
from indsatser.models import Milepael
from plans.models import Helhedsplan


@dataclass(frozen=True, slots=True)
class MilepaelLinje:
    """A milestone as it stands on a day."""

    uuid: UUID
    text: str
    aktivitet: str
    aktivitet_uuid: UUID | None
    delaftale: str
    year: int | None
    quarter: int | None
    tid: str
    state: str
    state_label: str
    reached_on: date | None
    is_late: bool
    kvartaler_flyttet: int
    flyttet_hvorfor: str
    comment: str
    is_eksempel: bool


def milepaellinje(row: Milepael, *, as_of: date) -> MilepaelLinje:
    """The line of a milestone on a day: a later state does not show, and an overrun quarter reads as late."""
    state = Milepaeltilstand(row.state)
    if state == Milepaeltilstand.NAAET and row.reached_on and row.reached_on > as_of:
        state = Milepaeltilstand.I_GANG
    late = row.is_late(as_of)
    if late and state != Milepaeltilstand.NAAET:
        state = Milepaeltilstand.FORSINKET
    aktivitet, delaftale = row.aktivitet, row.delaftale or (row.aktivitet and row.aktivitet.delaftale)
    return MilepaelLinje(
        uuid=row.uuid,
        text=row.text,
        aktivitet=str(aktivitet) if aktivitet else "",
        aktivitet_uuid=aktivitet.uuid if aktivitet else None,
        delaftale=str(delaftale) if delaftale else "",
        year=row.year,
        quarter=row.quarter,
        tid=row.time_text or (f"{row.quarter}. kvartal {row.year}" if row.quarter else str(row.year or "")),
        state=state.value,
        state_label=str(state.label),
        reached_on=row.reached_on if row.reached_on and row.reached_on <= as_of else None,
        is_late=late,
        kvartaler_flyttet=row.quarters_moved,
        flyttet_hvorfor=row.postponed_reason,
        comment=row.comment,
        is_eksempel=row.is_eksempel,
    )


def milepaele_for(plan: Helhedsplan, *, as_of: date) -> tuple[MilepaelLinje, ...]:
    """All milestones of a plan in force on the day, by quarter; those without a time last. One query."""
    rows = (
        Milepael.objects.in_plan(plan)
        .current(on=as_of)
        .select_related("aktivitet__delaftale", "delaftale")
        .order_by("year", "quarter", "order", "pk")
    )
    return tuple(milepaellinje(row, as_of=as_of) for row in rows)


@dataclass(frozen=True, slots=True)
class Kvartal:
    """The milestones of one quarter; `year` None: the document states no time."""

    year: int | None
    quarter: int | None
    milepaele: tuple[MilepaelLinje, ...]

    @property
    def overskrift(self) -> str:
        if self.year is None:
            return "Uden tidspunkt"
        return f"{self.quarter}. kvartal {self.year}" if self.quarter else str(self.year)


def kvartaler(lines: Iterable[MilepaelLinje]) -> tuple[Kvartal, ...]:
    """Group milestone lines by quarter, in order of time."""
    grouped: dict[tuple[int, int], list[MilepaelLinje]] = {}
    for line in lines:
        grouped.setdefault((line.year or 9999, line.quarter or 5), []).append(line)
    return tuple(
        Kvartal(rows[0].year, rows[0].quarter, tuple(rows)) for _, rows in sorted(grouped.items(), key=lambda g: g[0])
    )
