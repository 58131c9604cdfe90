"""How criteria, measurements and staffing are written on the pages. Numbers and dates come from helhedsplan."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template

from helhedsplan import datoer, numbers
from indsatser.choices import Kriterieform, Ressourceenhed
from indsatser.maalopfyldelse.typer import Maalopfyldelse
from indsatser.models import Medarbejderressource
from reporting.charts import tilstandsbjaelke
from reporting.facts.linjer import KriterieLinje
from reporting.facts.planfakta import AktivitetFakta, DelaftaleFakta, Planfakta

register = template.Library()


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
def vaerdi(value, linje: KriterieLinje) -> str:
    """A value in the criterion's own terms: "18,4 %", "1.112 samtaler", "Ja"; empty for nothing."""
    if value is None:
        return ""
    if linje.form == Kriterieform.JA_NEJ:
        return "Ja" if value >= 1 else "Nej"
    return numbers.maengde(value, linje.enhed)


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


@register.filter
def arbejdstid(ressource: Medarbejderressource) -> str:
    """ "1,67 årsværk", "1-2 timer pr. uge", "2 personer"; empty where the agreement names the role only."""
    if ressource.amount is None:
        return ""
    unit = (
        "person" if (ressource.unit, ressource.amount, ressource.amount_to) == (Ressourceenhed.ANTAL, 1, None) else ""
    )
    unit = unit or ressource.get_unit_display()
    if ressource.amount_to is not None and ressource.amount_to != ressource.amount:
        return f"{numbers.tal(ressource.amount)}-{numbers.tal(ressource.amount_to)}{numbers.NBSP}{unit}"
    return f"{numbers.tal(ressource.amount)}{numbers.NBSP}{unit}"


@register.filter
def rettelser_af(rettelser: Mapping[Any, list[Any]], uuid: Any) -> list[Any]:
    """The corrections of one measurement, oldest first."""
    return rettelser.get(uuid, [])
