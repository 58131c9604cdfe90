"""The plans around a plan: the period it builds on, those that build on it, and those above and under it."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone

from helhedsplan.sortering import danish_sort_key
from plans.choices import Planstatus
from plans.models import Helhedsplan
from plans.permissions import Ret, may


def family(plan: Helhedsplan, user: Any, *, on: date) -> dict[str, Any]:
    """What a plan page says of its family, and whether the user may begin its next period. One query.

    Only plans that the user may open are named: that a plan exists is nobody else's business. A plan that is itself
    only being prepared has no next period to offer yet. `underplaner` are those in force on the day of the page.
    """
    around = Q(forgaenger=plan.pk) | Q(parent=plan.pk) | Q(pk__in={plan.forgaenger_id, plan.parent_id} - {None})
    near = sorted(
        Helhedsplan.objects.visible_to(user).filter(around).order_by(), key=lambda row: danish_sort_key(row.short_name)
    )
    today = timezone.localdate()
    return {
        "forgaenger": next((row for row in near if row.pk == plan.forgaenger_id), None),
        "parent": next((row for row in near if row.pk == plan.parent_id), None),
        "efterfoelgere": [row for row in near if row.forgaenger_id == plan.pk and row.is_in_force(today)],
        "underplaner": [row for row in near if row.parent_id == plan.pk and row.is_in_force(on)],
        "may_copy": may(plan, Ret.OPRET_PLAN) and plan.status != Planstatus.FORBEREDES,
    }
