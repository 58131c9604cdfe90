"""How criteria, measurements and staffing are written on the pages. Numbers and dates come from helhedsplan."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template

from helhedsplan import datoer, numbers
from indsatser.maalopfyldelse.typer import Maalopfyldelse
from reporting import formulering
from reporting.charts import tilstandsbjaelke
from reporting.facts.linjer import KriterieLinje
from reporting.facts.planfakta import AktivitetFakta, DelaftaleFakta, Planfakta

register = template.Library()

register.filter("vaerdi", formulering.vaerdi)


@register.inclusion_tag("reporting/_taelling.html")
def taelling(
    fakta: Planfakta | DelaftaleFakta | AktivitetFakta, navn: str, *, anker: bool = False, kun_tal: bool = False
) -> dict[str, Any]:
    """How many criteria are in each state, as bar, numbers and words. `navn` says of what; `kun_tal`: no bar."""
    key = fakta.plan_uuid if isinstance(fakta, Planfakta) else fakta.uuid
    bjaelke = tilstandsbjaelke(
        chart_id=f"taelling-{key}",
        counts={tilstand.value: antal for tilstand, antal in fakta.tilstande.items()},
        title=f"Succeskriterier fordelt på tilstand: {navn}",
    )
    return {"bjaelke": bjaelke, "eksempel": fakta.har_eksempeltal, "anker": anker, "kun_tal": kun_tal}


@register.filter
def af_vejen(resultat: Maalopfyldelse) -> str:
    """How far: "59 % af vejen" from a starting point, "50 % af målet" from nought; never 100 before it is reached."""
    pct = resultat.pct
    if pct is None:
        return ""
    if pct < 0:
        return "længere fra målet end ved start"
    nearly = "knap " if pct < 100 and numbers.round_pct(pct) == 100 else ""
    return f"{nearly}{numbers.procent(pct)} af {'målet' if resultat.baseline is None else 'vejen'}"


@register.simple_tag
def har_udgangspunkt(linjer: Iterable[KriterieLinje]) -> bool:
    """Whether any line, or part of one, has a starting point: otherwise its column is left out."""
    rows = [row for linje in linjer for row in (linje, *linje.dele)]
    return any(row.udgangspunkt is not None or row.resultat.baseline is not None for row in rows)


@register.filter
def periode(first, last) -> str:
    """Two dates in the fewest words: `{{ m.data_from|periode:m.data_to }}` → 2019."""
    return datoer.periode(first, last)


register.filter("arbejdstid", formulering.arbejdstid)


@register.filter
def rettelser_af(rettelser: Mapping[Any, list[Any]], uuid: Any) -> list[Any]:
    """The corrections of one measurement, oldest first."""
    return rettelser.get(uuid, [])
