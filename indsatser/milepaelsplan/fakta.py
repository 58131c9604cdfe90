"""A milepælsplan as it is read: its lines by quarter, and once it is approved, each held against how it stands now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from helhedsplan.datoer import dato
from indsatser.choices import Milepaelsplantilstand, Planlinjeart
from indsatser.milepaele import MilepaelLinje, milepaele_for
from indsatser.milepaelsplan.frosset import er_uroert, frosne_linjer
from indsatser.milepaelsplan.revision import udgave_den, udgaver
from indsatser.models import Milepael, Milepaelsplan, Milepaelsplanlinje
from plans.models import Helhedsplan
from plans.permissions import Ret, may


@dataclass(frozen=True, slots=True)
class Planlinje:
    """A line: what is to be agreed or was, and `nu`, its milestone as it stands on the day (None: none, or out).

    `milepael` is the milestone it is; None in a draft, where approving it makes one or moves one here.
    """

    uuid: UUID | None
    tekst: str
    kvartal: int
    aktivitet: str
    delaftale: str
    antal: Decimal | None
    hvorfra: str
    hvorfor: str
    nu: MilepaelLinje | None = None
    delt_i: tuple[str, ...] = ()
    er_frosset: bool = False
    milepael: UUID | None = None

    @property
    def om(self) -> UUID | None:
        """What is said of the line is said of this: its milestone, until it has one itself."""
        return self.milepael or self.uuid

    @property
    def aendringer(self) -> tuple[str, ...]:
        """What is otherwise now than it was approved, in words."""
        if not self.er_frosset:
            return ()
        if self.nu is None and self.delt_i:
            return (f"Milepælen er delt i to: {' og '.join(f'«{text}»' for text in self.delt_i)}.",)
        if self.nu is None:
            return ("Milepælen er taget ud af brug siden.",)
        found = [f"{self.nu.afviger}." if self.nu.afviger else ""]
        if self.nu.text != self.tekst:
            found.append(f"Ordlyden er nu: «{self.nu.text}».")
        if self.nu.bortfaldet_hvorfor:
            found.append(f"Bortfaldet: {self.nu.bortfaldet_hvorfor}")
        return tuple(each for each in found if each)


@dataclass(frozen=True, slots=True)
class Plankvartal:
    """The lines of one quarter."""

    kvartal: int
    linjer: tuple[Planlinje, ...]


@dataclass(frozen=True, slots=True)
class Planside:
    """The milepælsplan of a year; `plan` None: nobody has begun it."""

    aar: int
    plan: Milepaelsplan | None
    kvartaler: tuple[Plankvartal, ...]
    er_uroert: bool = True
    udgaver: tuple[Milepaelsplan, ...] = ()

    @property
    def titel(self) -> str:
        """ "Milepælsplan 2027", "Revideret milepælsplan 2027"."""
        return str(self.plan) if self.plan else f"Milepælsplan {self.aar}"

    @property
    def afloeser(self) -> Milepaelsplan | None:
        """The version that is to take this one's place, or has."""
        return next((each for each in self.udgaver if self.plan and each.revises_id == self.plan.pk), None)

    @property
    def er_erstattet(self) -> bool:
        """Whether a later version is approved: then this one is read for what was agreed then."""
        return self.afloeser is not None and self.afloeser.is_frozen

    @property
    def revideret(self) -> str:
        """ "Revideret, erstatter den godkendt 05.12.2019: Konsulenten er syg."; "" for a first version."""
        was = self.plan.revises if self.plan else None
        if self.plan is None or was is None or was.decided_on is None:
            return ""
        return f"Revideret, erstatter den godkendt {dato(was.decided_on)}: {self.plan.revision_reason}"

    @property
    def antal(self) -> int:
        """How many lines."""
        return sum(len(each.linjer) for each in self.kvartaler)

    @property
    def afvigelser(self) -> int:
        """How many lines stand otherwise now than they were approved."""
        return sum(1 for each in self.kvartaler for line in each.linjer if line.aendringer)

    @property
    def er_kladde(self) -> bool:
        return self.plan is not None and self.plan.state == Milepaelsplantilstand.KLADDE

    @property
    def hos_bestyrelsen(self) -> bool:
        return self.plan is not None and self.plan.state == Milepaelsplantilstand.TIL_BESTYRELSEN

    @property
    def er_frosset(self) -> bool:
        return self.plan is not None and self.plan.is_frozen

    @property
    def er_sendt(self) -> bool:
        return self.plan is not None and self.plan.state == Milepaelsplantilstand.SENDT


def build_planside(plan: Helhedsplan, aar: int, *, today: date, udgave: str = "") -> Planside:
    """The milepælsplan of the year: the version with the uuid `udgave`, else the one one reads on the day.

    Two queries for a draft; for an approved one those of the milestones.
    """
    rows = udgaver(plan, aar)
    row = next((each for each in rows if str(each.uuid) == udgave), None) or udgave_den(rows, today)
    if row is None:
        return Planside(aar, None, ())
    if row.is_frozen:
        now = {line.uuid: line for line in milepaele_for(plan, as_of=today)}
        is_last = all(each.revises_id != row.pk or not each.is_frozen for each in rows)
        lines = _by_quarter(_frozen(row, now, _halves(plan), is_last))
        return Planside(aar, row, lines, er_uroert(row), tuple(rows))
    drafts = row.linjer.filter(retired_on=None).select_related("aktivitet__delaftale", "delaftale", "source")
    lines = _by_quarter(_draft(line) for line in drafts.order_by("quarter", "order", "pk"))
    return Planside(aar, row, lines, udgaver=tuple(rows))


def _draft(line: Milepaelsplanlinje) -> Planlinje:
    delaftale = line.delaftale or (line.aktivitet.delaftale if line.aktivitet else None)
    return Planlinje(
        uuid=line.uuid,
        tekst=line.text,
        kvartal=line.quarter,
        aktivitet=str(line.aktivitet or ""),
        delaftale=str(delaftale or ""),
        antal=line.target_number,
        hvorfra=str(line.get_kind_display()),
        hvorfor=line.reason,
        milepael=line.source.uuid if line.source and line.kind == Planlinjeart.PLANLAGT else None,
    )


def _halves(plan: Helhedsplan) -> dict[UUID, tuple[str, ...]]:
    """What each milestone that was split became. One query."""
    rows = Milepael.objects.in_plan(plan).filter(split_from__isnull=False).order_by("pk")
    found: dict[UUID, tuple[str, ...]] = {}
    for uuid, text in rows.values_list("split_from__uuid", "text"):
        found[uuid] = (*found.get(uuid, ()), text)
    return found


def _frozen(
    row: Milepaelsplan, now: dict[UUID, MilepaelLinje], halves: dict[UUID, tuple[str, ...]], is_last: bool
) -> Iterable[Planlinje]:
    """The stored lines; only those of the last version are held against how they stand now."""
    for line in frosne_linjer(row):
        uuid = UUID(line["milepael"]) if line["milepael"] else None
        yield Planlinje(
            uuid=None,
            tekst=line["tekst"],
            kvartal=line["kvartal"],
            aktivitet=line["aktivitet"],
            delaftale=line["delaftale"],
            antal=Decimal(line["antal"]) if line["antal"] else None,
            hvorfra=str(Planlinjeart(line["hvorfra"]).label),
            hvorfor=line["hvorfor"],
            nu=now.get(uuid) if uuid else None,
            delt_i=halves.get(uuid, ()) if uuid else (),
            er_frosset=is_last,
            milepael=uuid,
        )


def _by_quarter(lines: Iterable[Planlinje]) -> tuple[Plankvartal, ...]:
    grouped: dict[int, list[Planlinje]] = {}
    for line in lines:
        grouped.setdefault(line.kvartal, []).append(line)
    return tuple(Plankvartal(quarter, tuple(rows)) for quarter, rows in sorted(grouped.items()))


@dataclass(frozen=True, slots=True)
class Planaar:
    """A year's milepælsplan in the list: its state in words; None: it is missing and is due."""

    aar: int
    tilstand: str
    label: str


def planaar(plan: Helhedsplan, *, today: date) -> tuple[Planaar, ...]:
    """The plan's milepælsplaner by year, and next year's where it is still to be made. One query."""
    rows = plan.milepaelsplaner.filter(retired_on=None).order_by("-year", "pk")
    newest = {row.year: row for row in rows.only("year", "state", "helhedsplan", "revises")}
    found = [Planaar(row.year, row.state, _said(row)) for row in newest.values()]
    coming = today.year + 1
    is_over = plan.end_date is not None and plan.end_date.year < coming
    if not is_over and all(each.aar != coming for each in found):
        found.insert(0, Planaar(coming, "", "Ikke begyndt"))
    return tuple(found)


def _said(row: Milepaelsplan) -> str:
    """ "Godkendt", "Revision: kladde"."""
    state = str(row.get_state_display())
    return f"Revision: {state.lower()}" if row.is_revision and not row.is_frozen else state


def own_activities(plan: Helhedsplan, user: Any) -> Iterable[UUID]:
    """The plan's activities whose milestones the user may set the state of without editing. A query for those few."""
    if may(plan, Ret.REDIGER) or not may(plan, Ret.REGISTRER, is_own=True):
        return ()
    return user.aktiviteter.filter(delaftale__helhedsplan=plan).order_by().values_list("uuid", flat=True)
