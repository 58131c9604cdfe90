"""Which activities a budget post pays for: said by the activities, shown at the post."""

from typing import Any
from uuid import UUID

from django import template

from indsatser.models import Aktivitet

register = template.Library()


@register.simple_tag
def aktiviteter_paa(plan: Any) -> dict[UUID, list[Aktivitet]]:
    """The activities in use that each post of the plan pays for, by the post's uuid. One query."""
    rows = Aktivitet.objects.in_plan(plan).current().filter(budgetposter__isnull=False)
    found: dict[UUID, list[Aktivitet]] = {}
    for uuid, aktivitet in ((row.post_uuid, row) for row in rows.with_posts()):
        found.setdefault(uuid, []).append(aktivitet)
    return found


@register.filter
def for_post(found: dict[UUID, list[Aktivitet]], post: UUID) -> list[Aktivitet]:
    """The activities of one post."""
    return found.get(post, [])
