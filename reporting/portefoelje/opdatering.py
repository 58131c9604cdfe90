"""Keeping the figures: worked out in small lots, each stored whole; as often as one likes, with the same result."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import islice
from time import monotonic

from django.db import transaction

from helhedsplan.sortering import danish_sort_key
from plans.models import Helhedsplan
from reporting.models import Planstand
from reporting.portefoelje.stand import FELTER, Stand, is_fresh, lists_changed_at, opgoer_stande, with_trail

LOT = 20
"""So many plans are read at once and stored in one transaction: a run that dies loses no more than that."""


@dataclass(frozen=True, slots=True)
class Opdateret:
    """How many plans were worked out again, and how many are still old because the time was up."""

    antal: int
    venter: int


def gamle(plans: Iterable[int] | None = None, *, today: date) -> list[int]:
    """The plans in use (of those given) whose figures are missing, of another day, or written past. Two queries.

    Those that lack figures come first, then the oldest.
    """
    rows = Helhedsplan.objects.current(on=today).order_by()
    if plans is not None:
        rows = rows.filter(pk__in=list(plans))
    lists_at = lists_changed_at()
    columns = ("pk", "short_name", "spor_nu", *(f"planstand__{name}" for name in FELTER))
    found = []
    for pk, name, trail_now, *values in with_trail(rows).values_list(*columns):
        stand = Stand(*values) if values[0] else None
        if not is_fresh(stand, trail_now, lists_at, today):
            found.append((stand is not None, stand.opgjort_dag if stand else today, danish_sort_key(name), pk))
    return [pk for *_, pk in sorted(found)]


def opdater(pks: Iterable[int], *, today: date, sekunder: float | None = None) -> Opdateret:
    """Work out the plans' figures and store them; stop after so many seconds, at the end of a lot."""
    waiting = list(pks)
    began, done = monotonic(), 0
    lot = LOT if sekunder is None else 1
    while waiting and (sekunder is None or not done or monotonic() - began < sekunder):
        now, waiting = waiting[:lot], waiting[lot:]
        plans = Helhedsplan.objects.for_page().filter(pk__in=now)
        done += _store(dict(opgoer_stande(plans, today=today)))
    return Opdateret(done, len(waiting))


@transaction.atomic
def _store(found: dict[int, Stand]) -> int:
    """Put the figures in place, unless somebody has worked out later ones meanwhile."""
    kept = Planstand.objects.select_for_update().filter(pk__in=list(found)).order_by("pk")
    newer = {row.pk for row in kept if row.opgjort_at > found[row.pk].opgjort_at}
    rows = [Planstand(helhedsplan_id=pk, **stand._asdict()) for pk, stand in found.items() if pk not in newer]
    Planstand.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["helhedsplan"], update_fields=list(FELTER)
    )
    return len(found)


def opgoer_nu(pks: Iterable[int], *, today: date, hoejst: int, sekunder: float) -> dict[int, Stand]:
    """The plans' figures as they are now, in memory only: at most so many, and none begun after so many seconds."""
    began = monotonic()
    found: dict[int, Stand] = {}
    for pk in islice(pks, hoejst):
        if found and monotonic() - began > sekunder:
            break
        plans = Helhedsplan.objects.for_page().filter(pk=pk)
        found.update(opgoer_stande(plans, today=today))
    return found
