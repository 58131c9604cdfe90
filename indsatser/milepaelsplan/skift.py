"""Changing a milestone's state or quarter: the step it was is kept, with day and reason, in the same transaction."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from indsatser.choices import Milepaelsskiftart, Milepaeltilstand
from indsatser.models import Milepael, Milepaelsskift
from plans import services
from plans.models import User
from plans.services.mange import change_many, create_many

BACK = "Flyttet tilbage til det oprindelige kvartal."


def kvartalstekst(year: int | None, quarter: int | None) -> str:
    """ "2. kvartal 2019", "2019" where only the year is known, "" without a time."""
    return f"{quarter}. kvartal {year}" if quarter else str(year or "")


def change_milepael(
    milepael: Milepael,
    *,
    by: User | None,
    day: date,
    reason: str = "",
    expected_version: int | None = None,
    note: str = "",
    links: Any = None,
) -> Milepael:
    """Save a changed milestone and keep each step: its move with `reason`, its new state with what was said of it.

    `day` is when it counts from; what is reached counts from the day it was reached. Raises ValidationError, and then
    nothing is saved; at `postponed_reason` where a move says no reason, at `dropped_reason` where dropping does not.
    """
    with transaction.atomic():
        was = Milepael.objects.select_for_update(of=("self",)).get(pk=milepael.pk)
        reason = _moved(milepael, was, reason.strip())
        _dropped(milepael, was)
        saved = services.change(
            milepael,
            by=by,
            expected_version=expected_version,
            note=note or reason,
            links=links,
            keeps=Milepael.held,
        )
        has_steps = saved.skift.filter(kind=Milepaelsskiftart.FLYTTET).exists()
        for step in _steps(saved, was, day, reason, has_steps=has_steps):
            services.create(step, by=by)
    return saved


def change_milepaele(
    rows: Sequence[Milepael], *, by: User | None, day: date, reasons: Mapping[int, str], note: str
) -> None:
    """The same for many milestones of a plan at once, in a few queries; `reasons` by pk for those that move."""
    with transaction.atomic():
        stored = Milepael.objects.select_for_update(of=("self",)).in_bulk([row.pk for row in rows])
        moved = Milepaelsskift.objects.filter(milepael__in=stored, kind=Milepaelsskiftart.FLYTTET)
        has_steps = set(moved.order_by().values_list("milepael", flat=True))
        said = {row.pk: _moved(row, stored[row.pk], reasons.get(row.pk, "")) for row in rows}
        for row in rows:
            _dropped(row, stored[row.pk])
        change_many(rows, by=by, note=note, keeps=Milepael.held)
        steps = (_steps(row, stored[row.pk], day, said[row.pk], has_steps=row.pk in has_steps) for row in rows)
        create_many([step for found in steps for step in found], by=by)


def flyt(
    milepael: Milepael,
    year: int,
    quarter: int,
    *,
    by: User | None,
    day: date,
    reason: str,
    expected_version: int | None = None,
) -> Milepael:
    """Move a milestone to another quarter, with the reason; the first quarter and every step are kept."""
    if not reason.strip():
        raise ValidationError({"reason": "Skriv, hvorfor milepælen flyttes."})
    if (year, quarter) == (milepael.year, milepael.quarter):
        raise ValidationError({"kvartal": f"Milepælen står allerede i {kvartalstekst(year, quarter)}."})
    milepael.year, milepael.quarter = year, quarter
    return change_milepael(milepael, by=by, day=day, reason=reason, expected_version=expected_version)


def saet_tilstand(
    milepael: Milepael,
    state: Milepaeltilstand,
    *,
    by: User | None,
    day: date,
    said: Mapping[str, Any] | None = None,
    expected_version: int | None = None,
) -> Milepael:
    """Set the state. `said` has what goes with it: `reached_on`, `dropped_reason`, `comment`, `evidence`."""
    milepael.state = state
    for name, value in {"reached_on": None, **(said or {})}.items():
        setattr(milepael, name, value)
    return change_milepael(milepael, by=by, day=day, expected_version=expected_version)


def _moved(row: Milepael, was: Milepael, reason: str) -> str:
    """Keep the first quarter of a row that moved, and the reason of its last move; the reason as it is recorded."""
    row.original_year, row.original_quarter = was.original_year, was.original_quarter
    if not _has_moved(row, was):
        return ""
    row.keep_first_quarter(was.year, was.quarter)
    if was.quarter is None:
        return reason
    if row.original_year is None:
        row.postponed_reason = ""
        return reason or BACK
    if not reason:
        first = kvartalstekst(row.original_year, row.original_quarter)
        raise ValidationError({"postponed_reason": f"Skriv, hvorfor milepælen er flyttet fra {first}."})
    row.postponed_reason = reason
    return reason


def _has_moved(row: Milepael, was: Milepael) -> bool:
    return (row.year, row.quarter) != (was.year, was.quarter)


def _dropped(row: Milepael, was: Milepael) -> None:
    if row.state != Milepaeltilstand.BORTFALDET:
        row.dropped_reason = ""
    elif was.state != row.state and not row.dropped_reason.strip():
        raise ValidationError({"dropped_reason": "Skriv, hvorfor milepælen bortfalder."})


def _steps(row: Milepael, was: Milepael, day: date, reason: str, *, has_steps: bool) -> list[Milepaelsskift]:
    """The steps from `was` to `row`. A move that was known before steps were kept becomes one, without a day."""
    steps = []
    moves = {"milepael": row, "kind": Milepaelsskiftart.FLYTTET}
    if _has_moved(row, was):
        if was.original_quarter and not has_steps:
            first = {"from_year": was.original_year, "from_quarter": was.original_quarter}
            steps.append(
                Milepaelsskift(**moves, **first, to_year=was.year, to_quarter=was.quarter, reason=was.postponed_reason)
            )
        ends = {"from_year": was.year, "from_quarter": was.quarter, "to_year": row.year, "to_quarter": row.quarter}
        steps.append(Milepaelsskift(**moves, **ends, day=day, reason=reason))
    if (row.state, row.reached_on) != (was.state, was.reached_on):
        # A state that was only given another date says nothing new of why.
        said = row.dropped_reason or (row.comment if row.state != was.state else "")
        steps.append(
            Milepaelsskift(
                milepael=row,
                kind=Milepaelsskiftart.TILSTAND,
                day=row.reached_on or day,
                from_state=was.state,
                to_state=row.state,
                reason=said,
            )
        )
    return steps
