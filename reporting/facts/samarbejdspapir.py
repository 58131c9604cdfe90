"""The paper *Samarbejdsrelationer*: with whom the plan works, activity by activity (domain.md §3.7)."""

from collections import defaultdict
from datetime import date

from indsatser.models import Samarbejdsrelation
from plans.models import Helhedsplan
from reporting.facts.maalopfyldelsesskema import report_day
from reporting.facts.papirdele import partnerraekker, samle, tabel, tabelafsnit
from reporting.facts.pengepapir import Papirraekke, papirhoved
from reporting.facts.tekstpapir import Papirafsnit, Tekstpapir
from reporting.formularer import Formdel, formular


def build_samarbejdsrelationer(plan: Helhedsplan, *, year: int) -> Tekstpapir:
    """As it stood on the last day of the year that can be looked back on. A fixed number of queries.

    Raises AarUdenforPlanen for a year outside the plan and for one that has not begun.
    """
    as_of = report_day(plan, year)
    rows = plan.samarbejdsrelationer.current(on=as_of).select_related("aktivitet", "initiativ", "lokalprojekt")
    partners = list(rows.order_by("aktivitet__delaftale__nummer", "aktivitet__nummer", "order", "pk"))
    # As everywhere: what belongs to something that is out, is out.
    partners = [row for row in partners if not _er_ude(row, as_of)]
    layout = formular("samarbejdsrelationer", plan.bevillingsrunde.code if plan.bevillingsrunde else "")
    organisations = len({row.organisation.casefold() for row in partners})
    counted = f"{organisations} {'samarbejdspartner' if organisations == 1 else 'samarbejdspartnere'}."
    return Tekstpapir(
        titel=f"{layout.titel} {year}",
        undertitel="",
        hoved=papirhoved(plan),
        as_of=as_of,
        saetninger=(counted if partners else "Der er ikke skrevet samarbejdspartnere ind.",),
        afsnit=samle(
            layout,
            {
                "plan": lambda part: tabelafsnit(
                    part, partnerraekker(part, [row for row in partners if not _sted(row)])
                ),
                "aktiviteter": lambda part: _aktiviteter(part, plan, partners, as_of),
                "oevrige": lambda part: tabelafsnit(part, _raekker(part, [r for r in partners if _er_oevrig(r)])),
            },
        ),
    )


def _er_ude(row: Samarbejdsrelation, as_of: date) -> bool:
    owner = row.aktivitet or row.initiativ or row.lokalprojekt
    return bool(owner and owner.retired_on and owner.retired_on <= as_of)


def _er_oevrig(row: Samarbejdsrelation) -> bool:
    return bool(row.initiativ_id or row.lokalprojekt_id)


def _sted(row: Samarbejdsrelation) -> str:
    return str(row.aktivitet or row.initiativ or row.lokalprojekt or "")


def _raekker(part: Formdel, rows: list[Samarbejdsrelation]) -> list[Papirraekke]:
    return [line for row in rows for line in partnerraekker(part, [row], _sted(row))]


def _aktiviteter(part: Formdel, plan: Helhedsplan, partners: list[Samarbejdsrelation], as_of: date) -> Papirafsnit:
    """A table for each delaftale. One query."""
    by_delaftale: dict[int, list[Samarbejdsrelation]] = defaultdict(list)
    for row in partners:
        if row.aktivitet:
            by_delaftale[row.aktivitet.delaftale_id].append(row)
    label = plan.field_label
    under = tuple(
        Papirafsnit(
            "delaftale",
            f"{label} {one.nummer}: {one.title}",
            tabeller=tabel(part, _raekker(part, by_delaftale[one.pk]), "Samarbejdspartnere"),
            tom="Ingen samarbejdspartnere.",
            uuid=one.uuid,
        )
        for one in plan.delaftaler.current(on=as_of).order_by("nummer")
    )
    heading = part.overskrift.replace("{delaftale}", label.lower())
    return Papirafsnit(part.noegle, heading, under=under, tom=f"Planen har ingen {plan.field_label_plural.lower()}.")
