"""The diagram of a plan's organs, from the same lines as the page's table."""

from collections.abc import Iterable
from typing import Any

from django import template

from plans.models import Helhedsplan
from plans.organer import Organlinje
from reporting.charts import organdiagram
from reporting.facts.organbokse import organboks

register = template.Library()


@register.inclusion_tag("reporting/_organdiagram.html")
def organtegning(plan: Helhedsplan, organer: Iterable[Organlinje]) -> dict[str, Any]:
    """`{% organtegning plan organer %}`: the tree of organs as a drawing with words for those who hear it."""
    bokse = [organboks(linje) for linje in organer]
    title = f"Organisering af {plan.short_name}"
    return {"chart": organdiagram(chart_id=f"organer-{plan.uuid}", bokse=bokse, title=title)}
