"""What reports print of a line, as filters: thin, the words are made in reporting/formulering.py."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import template

from reporting import formulering
from reporting.charts import organdiagram, tilstandsbjaelke
from reporting.facts.tekstpapir import Figur
from reporting.facts.vurderinger import Skrevet

register = template.Library()


@register.filter
def skrevet_om(vurderinger: Mapping[UUID, Skrevet], uuid: UUID) -> Skrevet | None:
    """What is written of one thing in the report, or nothing."""
    return vurderinger.get(uuid)


register.filter("udgangspunkt", formulering.udgangspunkt)
register.filter("maalt_udgangspunkt", formulering.maalt_udgangspunkt)
register.filter("maal", formulering.maal)
register.filter("frist", formulering.frist)
register.filter("resultat", formulering.resultat)
register.filter("data", formulering.data)
register.filter("forventet", formulering.forventet)
register.filter("reference", formulering.reference)
register.filter("tidligere", formulering.tidligere)
register.filter("medfinansiering", formulering.medfinansiering)
register.filter("flyttet", formulering.bevaegelse_i_tid)
register.filter("perioden", formulering.perioden)


@register.inclusion_tag("reporting/_papirfigur.html")
def papirfigur(figur: Figur) -> dict[str, Any]:
    """The drawing of a paper, from its facts."""
    if figur.organer:
        return {"organer": organdiagram(chart_id=figur.id, bokse=figur.organer, title=figur.titel)}
    return {"bjaelke": tilstandsbjaelke(chart_id=figur.id, counts=dict(figur.tilstande), title=figur.titel)}
