"""The activity on paper: its form inside a delaftale, and *Aktivitetsskema* by itself (domain.md §3.3)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from helhedsplan.numbers import tal
from indsatser.models import Aktivitet, Aktivitetsmaal, Medarbejderressource, Samarbejdsrelation
from plans.models import Helhedsplan
from reporting.facts.papirdele import (
    Delbygger,
    kriterieraekker,
    partnerraekker,
    raekke,
    ressourceraekker,
    samle,
    tabelafsnit,
    tekst,
)
from reporting.facts.pengepapir import papirhoved
from reporting.facts.planfakta import AktivitetFakta, build_planfakta
from reporting.facts.tekstpapir import Papirafsnit, Papirpunkt, Svar, Tekstpapir
from reporting.formularer import Formdel, Formular, formular


@dataclass(frozen=True, slots=True)
class Aktivitetsraekker:
    """What belongs to activities on a day, by the activity's key."""

    maal: Mapping[int, list[Aktivitetsmaal]]
    ressourcer: Mapping[int, list[Medarbejderressource]]
    partnere: Mapping[int, list[Samarbejdsrelation]]


def laes_raekker(plan: Helhedsplan, *, as_of: date) -> Aktivitetsraekker:
    """For all of the plan's activities. Three queries."""
    return Aktivitetsraekker(
        _by_aktivitet(Aktivitetsmaal.objects.in_plan(plan).current(on=as_of).select_related("maal")),
        _by_aktivitet(plan.ressourcer.current(on=as_of).exclude(aktivitet=None)),
        _by_aktivitet(plan.samarbejdsrelationer.current(on=as_of).exclude(aktivitet=None)),
    )


def _by_aktivitet(rows: Iterable) -> dict[int, list]:
    found: dict[int, list] = defaultdict(list)
    for row in rows:
        found[row.aktivitet_id].append(row)
    return found


def aktiviteter(plan: Helhedsplan, *, as_of: date) -> list[Aktivitet]:
    """The plan's activities on the day with what their forms print, in the order of the agreement. Two queries."""
    rows = Aktivitet.objects.in_plan(plan).current(on=as_of).select_related("delaftale")
    return list(rows.prefetch_related("aktivitetstyper").order_by("delaftale__nummer", "nummer", "pk"))


def aktivitetsform(
    row: Aktivitet, fakta: AktivitetFakta | None, rows: Aktivitetsraekker, layout: Formular
) -> tuple[Papirafsnit, ...]:
    """The sections of the activity's form. Without queries, for a row of `aktiviteter`."""
    lines = fakta.kriterier if fakta else ()
    goals = tuple(_maal(one) for one in rows.maal[row.pk])
    types = tuple(Papirpunkt(str(one)) for one in row.aktivitetstyper.all())
    makers: dict[str, Delbygger] = {
        "oplysninger": lambda part: _oplysninger(part, row),
        "indhold": tekst(row.content),
        "formaal": tekst(row.purpose),
        "maal": lambda part: Papirafsnit(part.noegle, part.overskrift, punkter=goals, note=row.goals_note),
        "maalgruppe": tekst(row.target_group),
        "typer": lambda part: Papirafsnit(part.noegle, part.overskrift, punkter=types),
        "kriterier": lambda part: tabelafsnit(
            part, kriterieraekker(part, lines), tom="Aktiviteten har ingen succeskriterier."
        ),
        "organisering": tekst(row.organisation),
        "ressourcer": lambda part: tabelafsnit(part, ressourceraekker(part, rows.ressourcer[row.pk])),
        "partnere": lambda part: tabelafsnit(
            part, partnerraekker(part, rows.partnere[row.pk]), note=row.partners_note
        ),
        "evaluering": tekst(row.local_evaluation),
        "forankring": tekst(row.anchoring),
        "bemaerkning": tekst(row.note),
        "milepaele": lambda part: _milepaele(part, fakta),
    }
    return samle(layout, makers)


def _maal(row: Aktivitetsmaal) -> Papirpunkt:
    letter = row.letter_as_printed or (row.maal.letter if row.maal else "")
    return Papirpunkt(row.text_as_printed or (row.maal.text if row.maal else ""), letter, row.uuid)


def _oplysninger(part: Formdel, row: Aktivitet) -> Papirafsnit:
    lines = [
        Svar("Aktivitet", (row.name,)),
        Svar("Delaftale", (str(row.delaftale),)),
        *([Svar("Kaldes også", (row.alias,))] if row.alias else []),
        *([Svar("Afsnit i aftalen", (row.section,))] if row.section else []),
    ]
    return Papirafsnit(part.noegle, part.overskrift, svar=tuple(lines))


def _milepaele(part: Formdel, fakta: AktivitetFakta | None) -> Papirafsnit:
    rows = []
    for line in fakta.milepaele if fakta else ():
        number = tal(line.talt.maal) if line.talt else None
        values = {"milepael": line.text, "kvartal": line.tid, "antal": number}
        rows.append(raekke(part, values, note=line.comment, uuid=line.uuid))
    return tabelafsnit(part, rows)


def build_aktivitetsskema(plan: Helhedsplan, uuid: UUID | None, *, as_of: date) -> Tekstpapir:
    """One activity's form by itself. A fixed number of queries. Raises ValueError for one that is not in the plan."""
    row = next((one for one in aktiviteter(plan, as_of=as_of) if one.uuid == uuid), None)
    if row is None:
        raise ValueError("Aktiviteten er ikke i planen den dag.")
    planfakta = build_planfakta(plan, as_of=as_of)
    fakta = next((akt for d in planfakta.delaftaler for akt in d.aktiviteter if akt.uuid == uuid), None)
    layout = formular("aktivitetsskema", plan.bevillingsrunde.code if plan.bevillingsrunde else "")
    return Tekstpapir(
        titel=layout.titel,
        undertitel=row.name,
        hoved=papirhoved(plan),
        as_of=as_of,
        saetninger=(),
        afsnit=aktivitetsform(row, fakta, laes_raekker(plan, as_of=as_of), layout),
    )
