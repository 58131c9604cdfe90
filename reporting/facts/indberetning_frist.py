"""The reports that are somebody's to-do: returned, late, due within 60 days, or waiting to be approved."""

from collections.abc import Iterator
from datetime import date

from helhedsplan.datoer import dato_lang
from plans.models import Helhedsplan
from plans.permissions import Ret, may
from reporting.facts.frister import Frist
from reporting.indberetning.liste import Indberetningslinje, build_linjer


def indberetninger(plans: dict[int, Helhedsplan], today: date) -> Iterator[Frist]:
    """What is to be done now with the plans' reports. Four queries.

    The milepælsplan has a line of its own. A report to approve is shown to who may approve it; to the others it waits.
    """
    for pk, lines in build_linjer(plans.values(), today=today).items():
        for line in lines:
            slags, text = ("", "") if line.art.egen_vej or line.er_gjort else _slags(line, may(plans[pk], Ret.GODKEND))
            if slags:
                page = ("reporting:rapport_list", plans[pk].uuid, line.url)
                yield Frist(slags, pk, text, line.frist, "indberetning", line.uuid, "", *page)


def _slags(line: Indberetningslinje, may_approve: bool) -> tuple[str, str]:
    """The kind of to-do and its sentence; "" twice when there is none."""
    due = f" Frist {dato_lang(line.frist)}." if line.frist else ""
    if line.er_retur:
        return "indberetning_retur", f"{line.titel} er kommet retur og skal sendes igen."
    if line.venter_paa_godkendelse and may_approve:
        return "indberetning_godkend", f"{line.titel} venter på at blive godkendt.{due}"
    if line.er_forsinket and not line.er_for_gammel and line.frist:
        return "indberetning_forfalden", f"{line.titel} skulle være sendt {dato_lang(line.frist)}."
    if line.er_snart and line.frist:
        return "indberetning", f"{line.titel} skal sendes senest {dato_lang(line.frist)}."
    return "", ""
