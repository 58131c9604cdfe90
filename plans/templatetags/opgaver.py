"""The notice about background work that has ended: on every page, until it is put away."""

from typing import Any

from django import template

from plans.models import Baggrundsopgave, User

register = template.Library()
HOEJST = 3


@register.inclusion_tag("components/opgavenyt.html", takes_context=True)
def nyt_fra_baggrunden(context: Any) -> dict[str, Any]:
    """The jobs that have ended since the user last looked; not on such a job's own page.

    Every page asks, and mostly there is nothing: so the door is asked only about what there is.
    """
    user, request = context.get("user"), context.get("request")
    if not isinstance(user, User) or request is None:
        return {"nyt": []}
    shown = getattr(context.get("opgave"), "pk", None)
    news = Baggrundsopgave.objects.nyt_til(user)  # type: ignore[attr-defined]
    pks = [pk for pk in news.order_by("-finished_at").values_list("pk", flat=True)[: HOEJST + 2] if pk != shown]
    found = list(news.visible_to(user).filter(pk__in=pks).order_by("-finished_at")) if pks else []
    return {
        "nyt": found[:HOEJST],
        "flere": len(found) > HOEJST,
        "tilbage": request.get_full_path(),
        "csrf_token": context.get("csrf_token"),
    }
