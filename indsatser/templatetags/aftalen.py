"""Where in the agreement a row of the plan was read, for the pages where its fields are followed."""

from typing import Any

from django import template
from django.core.exceptions import FieldDoesNotExist

from helhedsplan.templatetags.helhed import current_pr
from indsatser.models import Passage
from plans.permissions import may
from plans.redigering.register import kind_or_404

register = template.Library()


@register.inclusion_tag("indsatser/_fra_aftalen.html")
def fra_aftalen(row: Any) -> dict[str, Any]:
    """`{% fra_aftalen row %}`: each field of the row with its passage; nothing where it was not read. One query."""
    uuid = getattr(row, "uuid", None)
    passages = Passage.objects.filter(target_uuid=uuid).order_by("pk") if uuid else ()
    return {"passager": [(_label(row, each.felt), each) for each in passages]}


def _label(row: Any, felt: str) -> str:
    try:
        return str(row._meta.get_field(felt).verbose_name)
    except FieldDoesNotExist:
        return felt


@register.inclusion_tag("indsatser/_staar_i_aftalen.html", takes_context=True)
def staar_i_aftalen(context: Any, plan: Any, art: str, uuid: Any, felt: str, hvad: str = "") -> dict[str, Any]:
    """`{% staar_i_aftalen plan "organ" organ.uuid "mandate" hvad="Mandat" %}`: where the field was read, with a way to
    the passage; nothing where it was not read, and for whoever may not see the row's history. One query a page.
    """
    request = getattr(context, "request", None) or context.get("request")
    rolle = getattr(plan, "my_rolle", None)
    if request is None or rolle is None or current_pr(request) or not may(plan, kind_or_404(art).laes):
        return {"sted": ""}
    sted = _places(request, plan).get((str(uuid), felt), "")
    return {"sted": sted, "art": art, "uuid": uuid, "felt": felt, "hvad": hvad}


def _places(request: Any, plan: Any) -> dict[tuple[str, str], str]:
    """Where every field of the plan was read, asked once however many fields a page shows."""
    known: dict[int, dict[tuple[str, str], str]] = request.__dict__.setdefault("_steder_i_aftalen", {})
    if plan.pk not in known:
        rows = Passage.objects.filter(helhedsplan=plan).values_list("target_uuid", "felt", "place")
        known[plan.pk] = {(str(uuid), felt): place for uuid, felt, place in rows}
    return known[plan.pk]
