"""Milestones as they stood on a day, for pages and papers."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import prefetch_related_objects

from helhedsplan.numbers import tal
from indsatser.choices import Milepaeltilstand
from indsatser.milepaelsplan.frosset import Aftalt, aftalt
from indsatser.milepaelsplan.skift import kvartalstekst
from indsatser.milepaelsplan.tael import Talt, talt
from indsatser.milepaelsplan.vej import Vejtrin, paa_dagen
from indsatser.models import Aktivitet, Milepael, Milepaelsskift
from plans.filer import Fillink, fillink
from plans.models import Helhedsplan
from plans.models.forud import read_ahead


@dataclass(frozen=True, slots=True)
class MilepaelLinje:
    """A milestone as it stands on a day.

    `vej` is every move until then, `talt` its number where it is counted, `aftalt` what the last approved milepælsplan
    says of it, `delt_fra` the milestone it was split from.
    """

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
    reached_late: bool
    is_late: bool
    kvartaler_flyttet: int
    flyttet_fra: str
    flyttet_hvorfor: str
    comment: str
    is_eksempel: bool
    fil: Fillink | None
    vej: tuple[Vejtrin, ...] = ()
    talt: Talt | None = None
    aftalt: Aftalt | None = None
    delt_fra: str = ""
    bortfaldet_hvorfor: str = ""
    gentages: bool = False
    due_on: date | None = None

    @property
    def foreslaa_naaet(self) -> bool:
        """Whether its number is reached and nobody has said so yet."""
        open_states = {Milepaeltilstand.NAAET, Milepaeltilstand.BORTFALDET}
        return self.talt is not None and self.talt.er_naaet and self.state not in open_states

    @property
    def afviger(self) -> str:
        """ "Aftalt 2. kvartal 2027, nu 4. kvartal 2027", or nothing while it stands where it was approved.

        A half says what was agreed of the whole: "Aftalt 2. kvartal 2027 som «Tre havedage holdt» (3), delt siden".
        """
        if self.aftalt is None:
            return ""
        stands = (self.aftalt.year, self.aftalt.quarter) == (self.year, self.quarter)
        now = "" if stands else f"nu {kvartalstekst(self.year, self.quarter) or 'uden tidspunkt'}"
        if self.aftalt.er_delt:
            number = f" ({tal(self.aftalt.antal)})" if self.aftalt.antal is not None else ""
            whole = f"Aftalt {self.aftalt.kvartal} som «{self.aftalt.text}»{number}, delt siden"
            return f"{whole}, {now}" if now else whole
        return f"Aftalt {self.aftalt.kvartal}, {now}" if now else ""

    @property
    def flyttet_text(self) -> str:
        """ "Flyttet 2 kvartaler frem i tiden fra 1. kvartal 2019", or nothing when it stands where it was planned."""
        moved = abs(self.kvartaler_flyttet)
        if not moved:
            return ""
        way = "Udskudt" if self.kvartaler_flyttet > 0 else "Rykket frem"
        return f"{way} {moved} kvartal{'' if moved == 1 else 'er'} fra {self.flyttet_fra}"


def milepaellinje(
    row: Milepael, *, as_of: date, number: Talt | None = None, agreed: Aftalt | None = None
) -> MilepaelLinje:
    """The line of a milestone on a day: a later state or move does not show, and an overrun quarter reads as late.

    Without queries where the row comes from `milepaele_for`.
    """
    row, vej = paa_dagen(row, as_of)
    state = Milepaeltilstand(row.state)
    if state == Milepaeltilstand.NAAET and row.reached_on and row.reached_on > as_of:
        state = Milepaeltilstand.I_GANG
    late = row.is_late(as_of)
    if late and state != Milepaeltilstand.NAAET:
        state = Milepaeltilstand.FORSINKET
    reached_on = row.reached_on if row.reached_on and row.reached_on <= as_of else None
    aktivitet, delaftale = row.aktivitet, row.delaftale or (row.aktivitet and row.aktivitet.delaftale)
    return MilepaelLinje(
        uuid=row.uuid,
        text=row.text,
        aktivitet=str(aktivitet) if aktivitet else "",
        aktivitet_uuid=aktivitet.uuid if aktivitet else None,
        delaftale=str(delaftale) if delaftale else "",
        year=row.year,
        quarter=row.quarter,
        tid=row.time_text or kvartalstekst(row.year, row.quarter),
        state=state.value,
        state_label=str(state.label),
        reached_on=reached_on,
        reached_late=bool(reached_on and row.due_on and reached_on > row.due_on),
        # Also before its quarter is over, when somebody has said so: every page counts the same (docs/regler.md 14.1).
        is_late=state == Milepaeltilstand.FORSINKET,
        kvartaler_flyttet=row.quarters_moved,
        flyttet_fra=kvartalstekst(row.original_year, row.original_quarter),
        flyttet_hvorfor=row.postponed_reason,
        comment=row.comment,
        is_eksempel=row.is_eksempel,
        fil=fillink(row, "evidence"),
        vej=vej,
        talt=number,
        aftalt=agreed,
        delt_fra=row.split_from.text if row.split_from else "",
        bortfaldet_hvorfor=row.dropped_reason,
        gentages=row.recurs,
        due_on=row.due_on,
    )


def milepaele_for(
    plan: Helhedsplan, *, as_of: date, aktiviteter: Sequence[Aktivitet] = ()
) -> tuple[MilepaelLinje, ...]:
    """All milestones of a plan in force on the day, by the quarter they stood in then; those without a time last.

    Three queries, one for each kind of owner that is not among the `aktiviteter` (read with their delaftaler), and a
    few where a number is counted, however many milestones there are.
    """
    rows = list(
        Milepael.objects.in_plan(plan)
        .current(on=as_of)
        .prefetch_related(read_ahead("skift", Milepaelsskift.objects.order_by("pk")))
        .order_by("year", "quarter", "order", "pk")
    )
    _give_owners(rows, aktiviteter)
    numbers, agreed = talt(rows, plan, as_of=as_of), aftalt(plan, as_of=as_of)
    lines = (milepaellinje(row, as_of=as_of, number=numbers.get(row.pk), agreed=agreed.get(row.uuid)) for row in rows)
    return tuple(sorted(lines, key=lambda line: _time(line.year, line.quarter)))


def _give_owners(rows: Sequence[Milepael], aktiviteter: Sequence[Aktivitet]) -> None:
    """Each row its activity and delaftale as one object for all: joined to every row they cost more than the rows."""
    known: dict[int | None, Aktivitet | None] = {None: None} | {row.pk: row for row in aktiviteter}
    delaftaler = {None: None} | {row.delaftale_id: row.delaftale for row in aktiviteter}
    lacking = []
    for row in rows:
        if row.aktivitet_id in known:
            row.aktivitet = known[row.aktivitet_id]
        if row.delaftale_id in delaftaler:
            row.delaftale = delaftaler[row.delaftale_id]
        if row.aktivitet_id not in known or row.delaftale_id not in delaftaler or row.split_from_id:
            lacking.append(row)
    prefetch_related_objects(lacking, "aktivitet__delaftale", "delaftale", "split_from")


def _time(year: int | None, quarter: int | None) -> tuple[int, int]:
    """The order of quarters: a year without a quarter after its quarters, no time last."""
    return year or 9999, quarter or 5


@dataclass(frozen=True, slots=True)
class Kvartal:
    """The milestones of one quarter; `year` None: the document states no time."""

    year: int | None
    quarter: int | None
    milepaele: tuple[MilepaelLinje, ...]

    @property
    def overskrift(self) -> str:
        return kvartalstekst(self.year, self.quarter) or "Uden tidspunkt"

    @property
    def nogle(self) -> str:
        """The quarter as something that may stand in an address: "2019-2"."""
        return "-".join(str(part) for part in (self.year, self.quarter) if part) or "uden-tid"

    @property
    def naaet(self) -> int:
        """How many of them are reached."""
        return sum(1 for line in self.milepaele if line.state == Milepaeltilstand.NAAET)


def kvartaler(lines: Iterable[MilepaelLinje]) -> tuple[Kvartal, ...]:
    """Group milestone lines by quarter, in order of time."""
    grouped: dict[tuple[int, int], list[MilepaelLinje]] = {}
    for line in lines:
        grouped.setdefault(_time(line.year, line.quarter), []).append(line)
    return tuple(
        Kvartal(rows[0].year, rows[0].quarter, tuple(rows)) for _, rows in sorted(grouped.items(), key=lambda g: g[0])
    )


@dataclass(frozen=True, slots=True)
class Antal:
    """How many milestones are in a state."""

    state: str
    label: str
    number: int


def antal_pr_tilstand(lines: Iterable[MilepaelLinje]) -> tuple[Antal, ...]:
    """The states that occur, in the order a milestone goes through them, with how many are in each."""
    found = Counter(line.state for line in lines)
    return tuple(Antal(s.value, str(s.label), found[s.value]) for s in Milepaeltilstand if found[s.value])
