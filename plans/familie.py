"""The plans before and after a plan: the period it builds on, and those that build on it."""

from typing import Any

from plans.choices import Planstatus
from plans.models import Helhedsplan
from plans.permissions import Ret, may


def family(plan: Helhedsplan, user: Any) -> dict[str, Any]:
    """What a plan page says of its family, and whether the user may begin its next period. Two queries.

    Only plans that the user may open are named: that a plan exists is nobody else's business. A plan that is itself
    only being prepared has no next period to offer yet.
    """
    near = Helhedsplan.objects.visible_to(user)
    return {
        "forgaenger": near.filter(pk=plan.forgaenger_id).first() if plan.forgaenger_id else None,
        "efterfoelgere": list(near.filter(forgaenger=plan.pk).current()),
        "may_copy": may(plan, Ret.OPRET_PLAN) and plan.status != Planstatus.FORBEREDES,
    }
