"""Where a gap is mended, and what Helhedsplan finds in a plan beside the document's own list."""

from typing import Any

from django import template
from django.utils import timezone

from helhedsplan.templatetags.helhed import current_pr, plan_url
from indsatser.selvmodsigelser import MANGLER, find_selvmodsigelser
from plans.permissions import Ret, may
from plans.retlink import editable_kinds, ret_url
from reporting.facts.mangler import Mangel
from reporting.facts.mit_overblik import finding_url

register = template.Library()


def _may_mend(context: Any, plan: Any) -> bool:
    """Whether the user may edit the plan, and the page shows it as it is and not as it was."""
    request = getattr(context, "request", None) or context.get("request")
    return not current_pr(request) and getattr(plan, "my_rolle", None) is not None and may(plan, Ret.REDIGER)


@register.simple_tag(takes_context=True)
def mangel_url(context: Any, plan: Any, mangel: Mangel) -> str:
    """The form where a gap is mended; the page it concerns for those who may only read, or look back in time."""
    if not _may_mend(context, plan):
        return plan_url(context, mangel.url_name, mangel.uuid)
    return ret_url(
        mangel.art,
        mangel.row_uuid,
        felt=mangel.felt,
        side=mangel.url_name,
        side_uuid=mangel.uuid,
        may_edit=True,
        under=mangel.under,
    )


@register.inclusion_tag("reporting/_fundet_af_helhedsplan.html", takes_context=True)
def fundet_af_helhedsplan(context: Any, plan: Any) -> dict[str, Any]:
    """The contradictions found in the plan as it is today. Nothing on a page that looks back in time."""
    request = getattr(context, "request", None) or context.get("request")
    if current_pr(request):
        return {"vis": False}
    found = find_selvmodsigelser([plan], today=timezone.localdate())[plan.pk]
    kinds, may_edit = editable_kinds(), _may_mend(context, plan)
    rows = [(one, finding_url(one, kinds, may_edit=may_edit)) for one in found]
    return {
        "vis": True,
        "modsigelser": [row for row in rows if row[0].slags not in MANGLER],
        "mangler": [row for row in rows if row[0].slags in MANGLER],
    }
