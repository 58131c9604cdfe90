"""Next year's milepælsplan: proposed from this year's, edited, sent to the board, approved and frozen, sent on."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from indsatser.choices import Milepaelsplantilstand, Milepaeltilstand, Planlinjeart
from indsatser.milepaelsplan.frosset import frys, kontrolsum
from indsatser.milepaelsplan.skift import change_milepaele
from indsatser.models import Milepael, Milepaelsplan, Milepaelsplanlinje
from plans import services
from plans.choices import Beslutningsart
from plans.models import Beslutning, Helhedsplan, Organ, User
from plans.services.mange import change_many, create_many

DONE = (Milepaeltilstand.NAAET, Milepaeltilstand.BORTFALDET)
NAMED = (
    *("aktivitet__delaftale__helhedsplan", "delaftale__helhedsplan"),
    *("source__kriterium__helhedsplan", "source__split_from__helhedsplan"),
)
"""What the rules ask of the rows, so that they are read once for all the lines."""
_EFTER_GODKENDELSEN: list[Callable[[Milepaelsplan, User | None], None]] = []
NEW_FIELDS = ("text", "aktivitet", "delaftale", "target_number")


@dataclass(frozen=True, slots=True)
class Forslag:
    """A milestone that may go into next year's plan, how, in which quarter, and whether it is ticked beforehand."""

    kind: Planlinjeart
    milepael: Milepael
    quarter: int
    valgt: bool
    hvorfor: str = ""


def foreslaa(plan: Helhedsplan, year: int, *, today: date) -> list[Forslag]:
    """What this year's milestones propose for `year`, without what its milepælsplan has already. One query.

    Standing there already: ticked. Not reached: moved along, ticked if it is late. Marked as recurring: again in the
    same quarter, ticked; reached and not so marked: again, not ticked.
    """
    made = plan.milepaelsplaner.filter(year=year, retired_on=None)
    # What an earlier version made again from this year's is there already, under another milestone.
    taken = Milepaelsplanlinje.objects.filter(
        Q(milepaelsplan__in=made.order_by("-pk").values("pk")[:1])
        | Q(milepaelsplan__in=made.order_by(), kind=Planlinjeart.GENTAGES),
        retired_on=None,
        source__isnull=False,
    ).values("source")
    rows = (
        Milepael.objects.in_plan(plan)
        .current(on=today)
        .filter(year__lte=year)
        .exclude(state=Milepaeltilstand.BORTFALDET)
        .exclude(pk__in=taken)
        .select_related("aktivitet__delaftale", "delaftale")
        .order_by("year", "quarter", "order", "pk")
    )
    found = [each for row in rows if (each := _forslag(row, year, today)) is not None]
    order = list(Planlinjeart)
    return sorted(found, key=lambda each: (order.index(each.kind), each.quarter))


def _forslag(row: Milepael, year: int, today: date) -> Forslag | None:
    quarter, reached = row.quarter or 4, row.state == Milepaeltilstand.NAAET
    if row.year == year:
        return None if reached else Forslag(Planlinjeart.PLANLAGT, row, quarter, True)
    if row.recurs and row.year == year - 1:
        return Forslag(Planlinjeart.GENTAGES, row, quarter, True)
    if not reached:
        return Forslag(Planlinjeart.FLYTTES, row, 1, row.is_late(today), f"Ikke nået i {row.year}.")
    return Forslag(Planlinjeart.GENTAGES, row, quarter, False) if row.year == year - 1 else None


def tag_med(plan: Helhedsplan, year: int, chosen: Collection[UUID], *, by: User | None, today: date) -> Milepaelsplan:
    """Begin the year's milepælsplan, or add to its draft, with the chosen proposals as lines."""
    _refuse_closed(plan)
    with transaction.atomic():
        milepaelsplan = plan.milepaelsplaner.filter(year=year, retired_on=None).order_by("pk").last()
        if milepaelsplan is None:
            milepaelsplan = services.create(Milepaelsplan(helhedsplan=plan, year=year), by=by)
        _refuse_unless(milepaelsplan, Milepaelsplantilstand.KLADDE)
        lines = [each for each in foreslaa(plan, year, today=today) if each.milepael.uuid in chosen]
        create_many([_line(milepaelsplan, each, number) for number, each in enumerate(lines)], by=by)
    return milepaelsplan


def _line(milepaelsplan: Milepaelsplan, forslag: Forslag, number: int) -> Milepaelsplanlinje:
    row = forslag.milepael
    return Milepaelsplanlinje(
        milepaelsplan=milepaelsplan,
        kind=forslag.kind,
        source=row,
        quarter=forslag.quarter,
        reason=forslag.hvorfor,
        order=number,
        **{name: getattr(row, name) for name in NEW_FIELDS},
    )


def ret_linjer(
    milepaelsplan: Milepaelsplan,
    kept: Sequence[Milepaelsplanlinje],
    out: Sequence[Milepaelsplanlinje],
    *,
    by: User | None,
) -> None:
    """Save the lines of a draft and take some out, all or none. Raises RaekkeAfvist with the line that is refused."""
    with transaction.atomic():
        _refuse_unless(milepaelsplan, Milepaelsplantilstand.KLADDE)
        change_many(kept, by=by)
        for line in out:
            services.retire(line, by=by, reason="Taget ud af kladden.", expected_version=line.version)


def til_bestyrelsen(milepaelsplan: Milepaelsplan, *, by: User | None, day: date) -> Milepaelsplan:
    """The draft goes to the board. It needs a line at least."""
    with transaction.atomic():
        row = _refuse_unless(milepaelsplan, Milepaelsplantilstand.KLADDE)
        if not row.linjer.current(on=day).exists():
            raise ValidationError("Milepælsplanen har ingen linjer. Skriv mindst én, før den sendes til bestyrelsen.")
        row.state, row.to_board_on = Milepaelsplantilstand.TIL_BESTYRELSEN, day
        return services.change(row, by=by)


def hent_tilbage(milepaelsplan: Milepaelsplan, *, by: User | None) -> Milepaelsplan:
    """Back from the board to a draft, to be edited on."""
    with transaction.atomic():
        row = _refuse_unless(milepaelsplan, Milepaelsplantilstand.TIL_BESTYRELSEN)
        row.state, row.to_board_on = Milepaelsplantilstand.KLADDE, None
        return services.change(row, by=by)


def godkend(
    milepaelsplan: Milepaelsplan,
    *,
    by: User | None,
    decided_on: date,
    beslutning: Beslutning | None = None,
    organ: Organ | None = None,
    decided_by: str = "",
) -> Milepaelsplan:
    """Approve with a decision: one that is written down, or a new one of `organ` or of who else decides.

    The lines become milestones.

    What moves along moves, what recurs and what is new is made, and the lines are stored as they were. All or nothing.
    """
    if beslutning is None and organ is None and not decided_by.strip():
        raise ValidationError({"organ": "Vælg, hvem der har godkendt milepælsplanen."})
    if beslutning is not None and beslutning.kind != Beslutningsart.TILTRAADT:
        raise ValidationError({"beslutning": "Den beslutning er ikke tiltrådt, så den godkender ikke milepælsplanen."})
    with transaction.atomic():
        row = _refuse_unless(milepaelsplan, Milepaelsplantilstand.TIL_BESTYRELSEN)
        if row.to_board_on and decided_on < row.to_board_on:
            raise ValidationError({"decided_on": f"Den er først sendt til bestyrelsen {row.to_board_on:%d.%m.%Y}."})
        _refuse_before_the_replaced(row, decided_on)
        lines = list(row.linjer.filter(retired_on=None).select_related(*NAMED).order_by("quarter", "order", "pk"))
        for line in lines:
            line.milepaelsplan = row
            _refuse_out_of_use(line)
        _become(lines, row, by=by, day=decided_on)
        change_many(lines, by=by)
        row.beslutning = beslutning or _decided(row, organ, decided_by.strip(), decided_on, by=by)
        row.state, row.decided_on = Milepaelsplantilstand.GODKENDT, decided_on
        row.frozen = frys(row, lines)
        row.checksum = kontrolsum(row.frozen)
        services.change(row, by=by)
        for act in _EFTER_GODKENDELSEN:
            act(row, by)
        return row


def naar_godkendt(act: Callable[[Milepaelsplan, User | None], None]) -> None:
    """Declare what else follows when a milepælsplan is approved; it is done in the same transaction."""
    if act not in _EFTER_GODKENDELSEN:
        _EFTER_GODKENDELSEN.append(act)


def send(milepaelsplan: Milepaelsplan, *, by: User | None, day: date) -> Milepaelsplan:
    """That the approved plan was sent on to Landsbyggefonden. The one thing that can still be said of it."""
    with transaction.atomic():
        row = _refuse_unless(milepaelsplan, Milepaelsplantilstand.GODKENDT)
        if row.decided_on and day < row.decided_on:
            raise ValidationError({"sent_on": f"Den er først godkendt {row.decided_on:%d.%m.%Y}."})
        row.state, row.sent_on = Milepaelsplantilstand.SENDT, day
        return services.change(row, by=by, keeps={"state", "sent_on"})


def _decided(row: Milepaelsplan, organ: Organ | None, decided_by: str, day: date, *, by: User | None) -> Beslutning:
    name = "Den reviderede milepælsplan" if row.is_revision else "Milepælsplanen"
    text = f"{name} for {row.year} er godkendt."
    made = Beslutning(helhedsplan=row.helhedsplan, organ=organ, decided_on=day, text=text, target_uuid=row.uuid)
    made.decided_by = "" if organ else decided_by
    return services.create(made, by=by)


def _become(lines: Sequence[Milepaelsplanlinje], plan: Milepaelsplan, *, by: User | None, day: date) -> None:
    """Give each line the milestone it is from now on: a new one, or the one it comes from, moved. A few queries."""
    new, moved = [], []
    for line in lines:
        if line.kind in (Planlinjeart.NY, Planlinjeart.GENTAGES):
            line.milepael = _made(line, plan, day)
            new.append(line.milepael)
        else:
            line.milepael = _carried(line, plan)
            moved.append(line.milepael)
    note = f"Godkendt i {plan}."
    create_many(new, by=by, note=note)
    for line in lines:
        line.milepael = line.milepael  # the line was given it before it had a key: now it has
    reasons = {line.milepael.pk: line.reason or f"Ændret i {plan}." for line in lines if line.milepael}
    change_milepaele(moved, by=by, day=day, reasons=reasons, note=note)


def _made(line: Milepaelsplanlinje, plan: Milepaelsplan, day: date) -> Milepael:
    """A new milestone; one that is made again is counted as the one it repeats."""
    made = Milepael(helhedsplan=plan.helhedsplan, year=plan.year, quarter=line.quarter, in_force_from=day)
    for name in NEW_FIELDS:
        setattr(made, name, getattr(line, name))
    if line.source is not None:
        made.recurs = line.source.recurs
        same = line.aktivitet_id == line.source.aktivitet_id and line.target_number is not None
        made.log_kind = line.source.log_kind if same else ""
        made.kriterium = line.source.kriterium if same else None
    return made


def _carried(line: Milepaelsplanlinje, plan: Milepaelsplan) -> Milepael:
    """The milestone the line comes from, as the line says it; refused when it is done or out meanwhile."""
    row = line.source
    if row is not None and plan.is_revision and row.state == Milepaeltilstand.NAAET and not row.is_retired:
        return _reached(line, row, plan)
    if row is None or row.is_retired or row.state in DONE:
        raise ValidationError(f"«{line.text}» er nået, bortfaldet eller taget ud siden. Tag linjen ud af planen.")
    row.helhedsplan = plan.helhedsplan
    for name in NEW_FIELDS:
        setattr(row, name, getattr(line, name))
    row.year, row.quarter = plan.year, line.quarter
    return row


def _reached(line: Milepaelsplanlinje, row: Milepael, plan: Milepaelsplan) -> Milepael:
    """A milestone of the revised plan that is reached meanwhile stays in it, as it is."""
    same = all(getattr(line, name) == getattr(row, name) for name in NEW_FIELDS)
    if not same or (row.year, row.quarter) != (plan.year, line.quarter):
        why = f"«{row.text}» er nået, så linjen ændres ikke."
        raise ValidationError(f"{why} Skriv den i {row.quarter}. kvartal, som den er, eller tag den ud.")
    row.helhedsplan = plan.helhedsplan
    return row


def _refuse_before_the_replaced(row: Milepaelsplan, decided_on: date) -> None:
    was = row.revises.decided_on if row.revises else None
    if was and decided_on < was:
        raise ValidationError({"decided_on": f"Den, der erstattes, er først godkendt {was:%d.%m.%Y}."})


def _refuse_out_of_use(line: Milepaelsplanlinje) -> None:
    """Nothing new is begun under what has ended."""
    for owner in (line.aktivitet, line.delaftale, line.aktivitet.delaftale if line.aktivitet else None):
        if owner is not None and owner.is_retired:
            why = f"«{line.text}» hører til «{owner}», som er taget ud af brug."
            raise ValidationError(f"{why} Hent milepælsplanen tilbage, og ret linjen.")


def _refuse_closed(plan: Helhedsplan) -> None:
    if plan.is_retired:
        raise ValidationError(f"«{plan}» er taget ud af brug, så milepælsplanen kan ikke ændres.")


def _refuse_unless(milepaelsplan: Milepaelsplan, state: Milepaelsplantilstand) -> Milepaelsplan:
    """The plan as it stands, held; refused when a colleague has taken it on meanwhile."""
    rows = Milepaelsplan.objects.select_for_update(of=("self",)).select_related("helhedsplan", "revises")
    row = rows.get(pk=milepaelsplan.pk)
    _refuse_closed(row.helhedsplan)
    if row.state != state or row.is_retired:
        label = str(Milepaelsplantilstand(row.state).label).lower()
        raise ValidationError(f"Milepælsplanen er {label}, så det kan ikke gøres nu. Åbn siden igen.")
    return row
