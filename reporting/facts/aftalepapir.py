"""The paper *Strategisk samarbejdsaftale* (domain.md §3.1): the round's own sections, then the list of annexes.

Numbers and headings are the round's (`Afsnitsskabelon`); what a section holds beside its text is declared by its key.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from plans.aftale import Afsnitslinje, Aftale, Omraadelinje, build_aftale
from plans.models import Helhedsplan, Organmedlem
from plans.organer import Organlinje, build_organer, flat
from reporting.facts.delaftalepapir import gyldighed, maalpunkter, parter, penge
from reporting.facts.organbokse import organboks
from reporting.facts.papirdele import Delbygger, kriterieraekker, raekke, samle, tabel, tabelafsnit
from reporting.facts.pengepapir import Papirraekke, papirhoved, underskrifter
from reporting.facts.planfakta import DelaftaleFakta, Planfakta, build_planfakta
from reporting.facts.tekstpapir import Figur, Papirafsnit, Svar, Tekstpapir
from reporting.formularer import Formdel, Formular, formular


@dataclass(frozen=True, slots=True)
class Aftalegrundlag:
    """All that the agreement is written from."""

    plan: Helhedsplan
    aftale: Aftale
    fakta: Planfakta
    organer: tuple[Organlinje, ...]
    indhold: Formular


def build_samarbejdsaftale(plan: Helhedsplan, *, as_of: date) -> Tekstpapir:
    """All that the paper says. A fixed number of queries."""
    runde = plan.bevillingsrunde
    code = runde.code if runde else ""
    base = Aftalegrundlag(
        plan,
        build_aftale(plan, as_of=as_of),
        build_planfakta(plan, as_of=as_of),
        build_organer(plan, as_of=as_of),
        formular("aftaleafsnit", code),
    )
    layout = formular("samarbejdsaftale", code)
    return Tekstpapir(
        titel=runde.agreement_label if runde else layout.titel,
        undertitel="",
        hoved=papirhoved(plan),
        as_of=as_of,
        saetninger=(),
        afsnit=samle(
            layout,
            {
                "oplysninger": lambda part: _oplysninger(part, base),
                "afsnit": lambda _: tuple(_afsnit(line, base) for line in base.aftale.afsnit),
                "bilag": lambda part: _bilag(part, base.aftale),
            },
        ),
        underskrifter=underskrifter(plan, as_of=as_of),
    )


def _oplysninger(part: Formdel, base: Aftalegrundlag) -> Papirafsnit:
    plan = base.plan
    lines = (
        Svar("Område", tuple(str(row) for row in plan.boligomraader.all())),
        Svar("Boligafdelinger", tuple(str(row) for row in base.aftale.afdelinger.med)),
        Svar("Aftalens parter", parter(base.aftale.parter)),
        Svar("Gælder", gyldighed(plan.start_date, plan.end_date, plan.period_note)),
    )
    return Papirafsnit(part.noegle, part.overskrift, svar=lines, uuid=plan.uuid)


def _afsnit(line: Afsnitslinje, base: Aftalegrundlag) -> Papirafsnit:
    """A section with its text, and what its key says belongs there."""
    key = line.anchor.removeprefix("afsnit-")
    section = Papirafsnit(key, line.title, tekst=line.text, uuid=line.uuid, tom="Ikke skrevet endnu.")
    return INDHOLD[key](section, line, base) if key in INDHOLD else section


def _omraader(section: Papirafsnit, line: Afsnitslinje, base: Aftalegrundlag) -> Papirafsnit:
    """The round's fields of work: what is agreed in the chosen ones, why the others are left out."""
    known: dict[UUID | None, DelaftaleFakta] = {one.uuid: one for one in base.fakta.delaftaler}
    under = tuple(
        _omraade(area, f"{area.section or f'{line.number}.{n}'} ".lstrip(" ."), known.get(area.delaftale_uuid), base)
        for n, area in enumerate(base.aftale.omraader, start=1)
    )
    return replace(section, under=under)


def _omraade(area: Omraadelinje, number: str, fakta: DelaftaleFakta | None, base: Aftalegrundlag) -> Papirafsnit:
    heading = f"{number}{area.name}"
    if fakta is None:
        why = f"Ikke valgt. {area.reason}" if area.reason else "Ikke valgt."
        return Papirafsnit("omraade", heading, tekst=why, uuid=area.fravalg_uuid)
    makers: dict[str, Delbygger] = {
        "formaal": lambda part: Papirafsnit(part.noegle, part.overskrift, tekst=fakta.purpose),
        "maal": lambda part: Papirafsnit(part.noegle, part.overskrift, punkter=maalpunkter(fakta.maal)),
        "kriterier": lambda part: tabelafsnit(
            part, kriterieraekker(part, fakta.kriterier), tom="Ingen på tværs af aktiviteterne."
        ),
    }
    dele = tuple(part for part in base.indhold.dele if part.noegle in makers)
    return Papirafsnit(
        "omraade",
        heading,
        note=f"Lokal titel: {area.local_title}" if area.local_title else "",
        uuid=fakta.uuid,
        under=samle(replace(base.indhold, dele=dele), makers),
    )


def _ressourcer(section: Papirafsnit, line: Afsnitslinje, base: Aftalegrundlag) -> Papirafsnit:
    """The frame, whole kroner."""
    part = replace(base.indhold.del_("ressourcer"), overskrift=line.heading)
    frame = base.fakta.oekonomi.trykt.ramme
    rows = [] if frame is None else [raekke(part, penge("Aftalens ramme", frame))]
    return replace(section, tabeller=tabel(part, rows), tom="Rammen er ikke oplyst.")


def _milepaele(section: Papirafsnit, line: Afsnitslinje, base: Aftalegrundlag) -> Papirafsnit:
    """The milestones of each year."""
    by_year: dict[int | None, list[Papirraekke]] = {}
    part = base.indhold.del_("milepaele")
    for one in base.fakta.milepaele:
        values = {"milepael": one.text, "kvartal": one.tid, "sted": one.aktivitet or one.delaftale or "Hele planen"}
        by_year.setdefault(one.year, []).append(raekke(part, values, uuid=one.uuid))
    under = tuple(
        Papirafsnit("aar", str(year or "Uden år"), tabeller=tabel(part, rows)) for year, rows in by_year.items()
    )
    return replace(section, under=under, tom="Ingen milepæle.")


def _organisering(section: Papirafsnit, line: Afsnitslinje, base: Aftalegrundlag) -> Papirafsnit:
    """The organs as a drawing and as a table."""
    if not base.organer:
        return section
    boxes = tuple(organboks(one) for one in base.organer)
    figure = Figur("organer", f"Organisering af {base.plan.short_name}", organer=boxes)
    part = base.indhold.del_("organer")
    rows = []
    for one in flat(base.organer):
        seats = ", ".join(_plads(seat) for seat in one.medlemmer) or "Ikke oplyst"
        values = {"organ": one.organ.name, "pladser": seats, "moeder": one.organ.meetings_text or "Ikke oplyst"}
        above = f", under {one.organ.parent}" if one.organ.parent else ""
        note = f"{one.organ.get_kind_display()}{above}"
        rows.append(raekke(part, values, note=note, uuid=one.organ.uuid))
    return replace(section, figur=figure, tabeller=tabel(part, rows))


def _plads(seat: Organmedlem) -> str:
    return f"{seat.count} × {seat}" if seat.count and seat.count > 1 else str(seat)


INDHOLD: dict[str, Callable[[Papirafsnit, Afsnitslinje, Aftalegrundlag], Papirafsnit]] = {
    "indsatsomraader": _omraader,
    "ressourcer": _ressourcer,
    "milepaele": _milepaele,
    "organisering": _organisering,
}
"""What stands in a section beside its text, by the round's key of the section."""


def _bilag(part: Formdel, aftale: Aftale) -> Papirafsnit:
    rows = [
        raekke(part, {"nummer": str(n), "bilag": one.title, "stand": one.state_label}, note=one.note, uuid=one.uuid)
        for n, one in enumerate(aftale.bilag, start=1)
    ]
    return tabelafsnit(part, rows, tom="Der er ingen bilag.")
