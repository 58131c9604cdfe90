"""Where in the agreement a row of the plan was read, for the pages where its fields are followed."""

from typing import Any

from django import template
from django.core.exceptions import FieldDoesNotExist

from indsatser.models import Passage

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
