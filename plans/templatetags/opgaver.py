"""The notice about background work that has ended: on every page, until it is put away."""

from typing import Any

from django import template

from plans.models import Baggrundsopgave

register = template.Library()
HOEJST = 3


@register.inclusion_tag("components/opgavenyt.html", takes_context=True)
def nyt_fra_baggrunden(context: Any) -> dict[str, Any]:
    """The jobs that have ended since the user last looked; not on such a job's own page."""
    request = context.get("request")
    shown = getattr(context.get("opgave"), "pk", None)
    rows = Baggrundsopgave.objects.nyt_til(request.user).order_by("-finished_at")[: HOEJST + 1]  # type: ignore[attr-defined]
    found = [row for row in rows if row.pk != shown]
    return {
        "nyt": found[:HOEJST],
        "flere": len(found) > HOEJST,
        "tilbage": request.get_full_path(),
        "csrf_token": context.get("csrf_token"),
    }
