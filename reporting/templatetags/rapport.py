"""What reports print of a line, as filters: thin, the words are made in reporting/formulering.py."""

from typing import Any

from django import template

from reporting import formulering
from reporting.charts import organdiagram, tilstandsbjaelke
from reporting.facts.tekstpapir import Figur

register = template.Library()

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
