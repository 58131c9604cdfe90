"""Splitting a milestone in two: both halves carry its way, and it goes out of use, so it is counted once."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from indsatser.milepaelsplan.skift import change_milepael
from indsatser.models import Milepael, Milepaelsskift
from plans import services
from plans.models import User

REASON = "Delt i to"
CARRIED = (
    *("helhedsplan", "delaftale", "aktivitet", "year", "quarter", "time_text", "state", "reached_on"),
    *("original_year", "original_quarter", "postponed_reason", "dropped_reason"),
    *("kriterium", "log_kind", "count_from", "recurs", "comment", "is_eksempel", "note"),
)
STEP = ("kind", "day", "from_year", "from_quarter", "to_year", "to_quarter", "from_state", "to_state", "reason")


@dataclass(frozen=True, slots=True)
class Halvdel:
    """What one half says: its result, its quarter, and its share of the number if there is one."""

    text: str
    year: int | None
    quarter: int | None
    target_number: Decimal | None = None


def del_i_to(
    milepael: Milepael,
    halves: tuple[Halvdel, Halvdel],
    *,
    by: User | None,
    day: date,
    reason: str = "",
    expected_version: int | None = None,
) -> tuple[Milepael, Milepael]:
    """Retire the milestone from `day` and make two of it from that day. Raises ValidationError, then nothing is done.

    A half in another quarter has moved there by the split; `reason` says why (else "Delt i to").
    """
    if milepael.is_retired:
        raise ValidationError("Milepælen er allerede taget ud af brug.")
    with transaction.atomic():
        services.retire(milepael, by=by, reason=REASON, on=day, expected_version=expected_version)
        first, second = (_half(milepael, half, by=by, day=day, reason=reason) for half in halves)
    return first, second


def _half(was: Milepael, half: Halvdel, *, by: User | None, day: date, reason: str) -> Milepael:
    row = Milepael(**{name: getattr(was, name) for name in CARRIED})
    row.text, row.split_from, row.in_force_from, row.order = half.text, was, day, was.order
    row.target_number = half.target_number
    services.create(row, by=by, note=f"{REASON}: «{was.text[:200]}»")
    for step in was.skift.all():
        services.create(Milepaelsskift(milepael=row, **{name: getattr(step, name) for name in STEP}), by=by)
    if (half.year, half.quarter) != (was.year, was.quarter):
        row.year, row.quarter = half.year, half.quarter
        change_milepael(row, by=by, day=day, reason=reason.strip() or f"{REASON}.")
    return row
