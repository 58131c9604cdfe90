"""What there is a paper of: each delaftale, activity and project of a plan, and each quarter that has begun."""

from datetime import date

from django.utils import timezone

from indsatser.models import Aktivitet
from plans.models import Helhedsplan
from reporting.papirer.periode import Periode


def delaftalerne(plan: Helhedsplan) -> tuple[Periode, ...]:
    """The plan's delaftaler. One query."""
    rows = plan.delaftaler.current(on=plan.default_as_of()).order_by("nummer").values_list("uuid", "nummer", "title")
    return tuple(Periode(del_=uuid, navn=f"{number}: {title}") for uuid, number, title in rows)


def aktiviteterne(plan: Helhedsplan) -> tuple[Periode, ...]:
    """The plan's activities in the order of the agreement. One query."""
    rows = Aktivitet.objects.in_plan(plan).current(on=plan.default_as_of())
    rows = rows.order_by("delaftale__nummer", "nummer", "pk")
    return tuple(Periode(del_=uuid, navn=name) for uuid, name in rows.values_list("uuid", "name"))


def projekterne(plan: Helhedsplan) -> tuple[Periode, ...]:
    """The plan's local projects. One query."""
    rows = plan.lokalprojekter.current(on=plan.default_as_of()).order_by("date_from", "pk")
    return tuple(Periode(del_=uuid, navn=name) for uuid, name in rows.values_list("uuid", "name"))


def kvartalerne(plan: Helhedsplan, *, today: date | None = None) -> tuple[Periode, ...]:
    """The quarters of the plan that have begun, the last first."""
    last = plan.default_as_of(today or timezone.localdate())
    first = plan.start_date
    if first is None or first > last:
        return ()
    numbers = range(first.year * 4 + (first.month - 1) // 3, last.year * 4 + (last.month - 1) // 3 + 1)
    return tuple(Periode(number // 4, number % 4 + 1) for number in reversed(numbers))
