"""That next year's milepælsplan is to be made: a to-do from 1 October until it is approved and sent on."""

from collections.abc import Iterator
from datetime import date

from indsatser.choices import Milepaelsplantilstand
from indsatser.models import Milepaelsplan
from plans.choices import Plantype
from plans.models import Helhedsplan
from reporting.facts.frister import RUNNING, Frist

FIRST_MONTH = 10
"""The fourth quarter: then next year's milestones are made and approved (domain.md §1.4, §3.5)."""
NEXT_STEP = {
    "": "er ikke begyndt",
    Milepaelsplantilstand.KLADDE: "er en kladde og skal sendes til bestyrelsen",
    Milepaelsplantilstand.TIL_BESTYRELSEN: "venter på bestyrelsens godkendelse",
    Milepaelsplantilstand.GODKENDT: "er godkendt, men ikke sendt",
}


def milepaelsplaner(plans: dict[int, Helhedsplan], today: date) -> Iterator[Frist]:
    """What is to be done now with next year's milepælsplan, for each plan that runs then. One query at most."""
    if today.month < FIRST_MONTH:
        return
    year = today.year + 1
    due = {pk: plan for pk, plan in plans.items() if _runs(plan, year)}
    if not due:
        return
    rows = Milepaelsplan.objects.filter(helhedsplan__in=list(due), year=year, retired_on=None).order_by("pk")
    newest = {plan: (state, revises) for plan, state, revises in rows.values_list("helhedsplan", "state", "revises")}
    for pk, plan in due.items():
        state, revises = newest.get(pk, ("", None))
        name = "Den reviderede milepælsplan" if revises else "Milepælsplanen"
        if state in NEXT_STEP:
            yield Frist(
                "milepaelsplan",
                pk,
                f"{name} for {year} {NEXT_STEP[state]}.",
                date(today.year, 12, 31),
                "milepaelsplan",
                plan.uuid,
                "",
                "indsatser:milepael_list",
                plan.uuid,
            )


def _runs(plan: Helhedsplan, year: int) -> bool:
    """Whether the plan is known to be carried out on some day of the year; an effort across plans owes none."""
    begun = plan.start_date is None or plan.start_date.year <= year
    owes = plan.status in RUNNING and plan.kind != Plantype.KOMMUNAL_INDSATS
    return owes and begun and (plan.end_date is None or plan.end_date.year >= year)
