"""The paper *Projektbeskrivelse*: a local project on one form (the Nørrebro form, domain.md §3.7)."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from helhedsplan.datoer import periode
from helhedsplan.numbers import tal
from indsatser.lokalprojekter import opgavefordeling, projektbudget
from indsatser.models import Lokalprojekt, Succeskriterium
from indsatser.opgoerelse import opgoer_rows
from plans.models import Helhedsplan
from reporting.facts.linjer import KriterieLinje, kriterielinje
from reporting.facts.papirdele import (
    Delbygger,
    flerraekke,
    kolonner,
    kriterieraekker,
    partnerraekker,
    raekke,
    samle,
    tabelafsnit,
    tekst,
)
from reporting.facts.pengepapir import Kolonne, Papirtabel, Slags, papirhoved
from reporting.facts.tekstpapir import Papirafsnit, Svar, Tekstpapir
from reporting.formularer import Formdel, formular


def build_projektbeskrivelse(plan: Helhedsplan, uuid: UUID | None, *, as_of: date) -> Tekstpapir:
    """All that the form says. A fixed number of queries. Raises ValueError for a project that is not in the plan."""
    row = plan.lokalprojekter.current(on=as_of).filter(uuid=uuid).first()
    if row is None:
        raise ValueError("Projektet er ikke i planen den dag.")
    layout = formular("projektbeskrivelse", plan.bevillingsrunde.code if plan.bevillingsrunde else "")
    lines = _kriterier(plan, row, as_of)
    partners = row.samarbejdsrelationer.current(on=as_of).order_by("order", "pk")
    makers: dict[str, Delbygger] = {
        "oplysninger": lambda part: _oplysninger(part, row),
        "formaal": tekst(row.purpose),
        "beskrivelse": tekst(row.description),
        "deltagere": tekst(row.participants_text, note=_forventede(row)),
        "kriterier": lambda part: tabelafsnit(part, kriterieraekker(part, lines)),
        "partnere": lambda part: tabelafsnit(part, partnerraekker(part, partners)),
        "foer": tekst(row.communication_before),
        "efter": tekst(row.communication_after),
        "tidsplan": lambda part: _tidsplan(part, row, as_of),
        "opgaver": lambda part: _opgaver(part, row, as_of),
        "budget": lambda part: _budget(part, row, as_of),
        "bemaerkning": tekst(row.note),
    }
    return Tekstpapir(
        titel=layout.titel,
        undertitel=row.name,
        hoved=papirhoved(plan),
        as_of=as_of,
        saetninger=(),
        afsnit=samle(layout, makers),
        har_eksempeltal=any(line.har_eksempeltal for line in lines),
    )


def _kriterier(plan: Helhedsplan, row: Lokalprojekt, as_of: date) -> list[KriterieLinje]:
    rows = Succeskriterium.objects.in_plan(plan).top_level().current(on=as_of).filter(lokalprojekt=row)
    found = opgoer_rows(rows.for_opgoerelse().order_by("order", "pk"), plan=plan, as_of=as_of)
    return [kriterielinje(one) for one in found]


def _oplysninger(part: Formdel, row: Lokalprojekt) -> Papirafsnit:
    when = row.date_as_printed or periode(row.date_from, row.date_to)
    who = f"{tal(Decimal(row.responsible_count))} ansvarlige" if row.responsible_count is not None else ""
    lines = [
        ("Navn på projektet", (row.name,)),
        ("Ansøger", (row.applicant, row.applicant_note)),
        ("Medarrangør", (row.co_organiser,)),
        ("Ansvarlige", (who, row.responsible_note)),
        ("Dato", (when, row.format_text)),
        ("Timer", (tal(row.hours) if row.hours is not None else "", row.hours_note)),
    ]
    answers = tuple(Svar(label, tuple(filter(None, values))) for label, values in lines)
    return Papirafsnit(part.noegle, part.overskrift, svar=answers, uuid=row.uuid)


def _forventede(row: Lokalprojekt) -> str:
    if row.expected_from is None:
        return ""
    upper = f"-{tal(Decimal(row.expected_to))}" if row.expected_to and row.expected_to != row.expected_from else ""
    return f"{tal(Decimal(row.expected_from))}{upper} forventes."


def _tidsplan(part: Formdel, row: Lokalprojekt, as_of: date) -> Papirafsnit:
    steps = row.trin.current(on=as_of).order_by("order", "pk")
    rows = [raekke(part, {"tid": one.label, "opgaver": one.tasks}, uuid=one.uuid) for one in steps]
    return tabelafsnit(part, rows)


def _opgaver(part: Formdel, row: Lokalprojekt, as_of: date) -> Papirafsnit:
    """The task matrix; the parties are columns under their own names."""
    matrix = opgavefordeling(row.opgaver.current(on=as_of).order_by("order", "pk"))
    columns = kolonner(part, {"opgave": Slags.NAVN}, {"parter": [Kolonne(one, Slags.TEKST) for one in matrix.parter]})
    rows = tuple(
        flerraekke(part, {"opgave": (task,), "parter": tuple(mark or None for mark in marks)})
        for task, marks in matrix.opgaver
    )
    tables = (Papirtabel(part.noegle, part.overskrift, columns, rows),) if rows else ()
    return Papirafsnit(part.noegle, part.overskrift, tabeller=tables)


def _budget(part: Formdel, row: Lokalprojekt, as_of: date) -> Papirafsnit:
    budget = projektbudget(row.udgifter.current(on=as_of).order_by("order", "pk"))
    rows = [
        raekke(
            part,
            {"post": one.label, "beloeb": amount},
            note=" ".join(filter(None, ["Op til." if one.is_ceiling else "", one.note])),
            uuid=one.uuid,
        )
        for one, amount in budget.linjer
    ]
    if rows:
        note = "Højst." if budget.is_ceiling else ""
        rows.append(raekke(part, {"post": "I alt", "beloeb": budget.total}, is_sum=True, note=note))
    return tabelafsnit(part, rows, note=row.budget_note)
