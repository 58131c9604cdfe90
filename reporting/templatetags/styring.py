"""The diagram of a plan's organs, from the same lines as the page's table."""

from collections.abc import Iterable
from typing import Any

from django import template

from plans.choices import Organart
from plans.models import Helhedsplan
from plans.organer import Organlinje
from reporting.charts import Organboks, organdiagram

register = template.Library()
LEADS = frozenset({Organart.BESTYRELSE, Organart.STYREGRUPPE})


@register.inclusion_tag("reporting/_organdiagram.html")
def organtegning(plan: Helhedsplan, organer: Iterable[Organlinje]) -> dict[str, Any]:
    """`{% organtegning plan organer %}`: the tree of organs as a drawing with words for those who hear it."""
    bokse = [_boks(linje) for linje in organer]
    title = f"Organisering af {plan.short_name}"
    return {"chart": organdiagram(chart_id=f"organer-{plan.uuid}", bokse=bokse, title=title)}


def _boks(linje: Organlinje) -> Organboks:
    words = filter(None, [linje.organ.get_kind_display(), linje.pladser_text])
    return Organboks(
        navn=linje.organ.name,
        linje=", ".join(words),
        leder=linje.organ.kind in LEADS,
        under=tuple(_boks(under) for under in linje.under),
    )
