"""The paper *Delaftale*: what is agreed on one field of work, with its activities' forms (domain.md §3.2)."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from helhedsplan.datoer import periode
from plans.budget import Beloeb
from plans.models import Delaftale, Helhedsplan, Part
from reporting.facts.aktivitetspapir import aktiviteter, aktivitetsform, laes_raekker
from reporting.facts.delaftaleside import Delaftaleside, Planlagt, build_delaftaleside
from reporting.facts.papirdele import Delbygger, Vaerdier, kriterieraekker, raekke, samle, tabel, tabelafsnit, tekst
from reporting.facts.pengepapir import Papirraekke, Underskrift, papirhoved
from reporting.facts.planfakta import AktivitetFakta, DelaftaleFakta, MaalLinje, build_planfakta
from reporting.facts.tekstpapir import Papirafsnit, Papirpunkt, Svar, Tekstpapir
from reporting.formularer import Formdel, formular


def build_delaftale(plan: Helhedsplan, uuid: UUID | None, *, as_of: date) -> Tekstpapir:
    """All that the paper says. A fixed number of queries. Raises ValueError for one that is not in the plan."""
    row = plan.delaftaler.current(on=as_of).select_related("indsatsomraade").filter(uuid=uuid).first()
    if row is None:
        raise ValueError(f"{plan.field_label} er ikke i planen den dag.")
    planfakta = build_planfakta(plan, as_of=as_of)
    fakta = next(one for one in planfakta.delaftaler if one.uuid == row.uuid)
    side = build_delaftaleside(row, planfakta.oekonomi, as_of=as_of)
    code = plan.bevillingsrunde.code if plan.bevillingsrunde else ""
    makers: dict[str, Delbygger] = {
        "oplysninger": lambda part: _oplysninger(part, plan, row, side),
        "problem": tekst(row.problem),
        "formaal": lambda part: Papirafsnit(
            part.noegle, part.overskrift, tekst=row.purpose, punkter=maalpunkter(fakta.maal)
        ),
        "indhold": tekst(row.content),
        "kriterier": lambda part: tabelafsnit(
            part,
            kriterieraekker(part, fakta.kriterier),
            tom="Ingen på tværs af aktiviteterne.",
        ),
        "aktiviteter": lambda part: tabelafsnit(part, _aktiviteter(part, side, fakta), tom="Ingen aktiviteter."),
        "kommunal": tekst(row.municipal_context),
        "oekonomi": lambda part: _oekonomi(part, row, side),
        "konflikt": tekst(row.conflict_handling),
        "underretning": tekst(row.notification),
        "revision": tekst(row.revision_rule),
        "bemaerkning": tekst(row.note),
        "skemaer": lambda part: _skemaer(part, plan, fakta, code, as_of),
    }
    return Tekstpapir(
        titel=f"{plan.field_label} {row.nummer}",
        undertitel=row.title,
        hoved=papirhoved(plan),
        as_of=as_of,
        saetninger=(),
        afsnit=samle(formular("delaftale", code), makers),
        underskrifter=tuple(Underskrift(part.organisation, part.title) for part in side.parter),
    )


def maalpunkter(goals: tuple[MaalLinje, ...]) -> tuple[Papirpunkt, ...]:
    """The goals with their letters."""
    return tuple(Papirpunkt(one.text, one.letter, one.uuid) for one in goals)


def gyldighed(start: date | None, end: date | None, note: str = "") -> tuple[str, ...]:
    """When it holds, in the fewest words, with what is to be said of that."""
    return tuple(filter(None, [periode(start, end), note]))


def parter(rows: tuple[Part, ...]) -> tuple[str, ...]:
    """The parties: title and organisation, never a name."""
    return tuple(str(row) for row in rows)


def _oplysninger(part: Formdel, plan: Helhedsplan, row: Delaftale, side: Delaftaleside) -> Papirafsnit:
    official = str(row.indsatsomraade) if row.indsatsomraade else ""
    lines = (
        Svar(plan.field_label, (f"{row.nummer}: {row.title}",)),
        Svar("Officielt indsatsområde", (official,) if official else ()),
        Svar("Helhedsplan", (plan.name,)),
        Svar("Parter", parter(side.parter)),
        Svar("Gælder", gyldighed(row.start_date, row.end_date, row.period_note)),
    )
    return Papirafsnit(part.noegle, part.overskrift, svar=lines, uuid=row.uuid)


def _aktiviteter(part: Formdel, side: Delaftaleside, fakta: DelaftaleFakta) -> Iterator[Papirraekke]:
    """The list as the agreement has it; without one, the activities that have a form."""
    if side.planlagte:
        for one in side.planlagte:
            yield _planlagt(part, one)
            yield from (_planlagt(part, Planlagt(under, ()), "– ") for under in one.under)
    else:
        yield from (
            raekke(part, {"aktivitet": akt.name, "skema": "Ja" if akt.has_form else "Nej"}, uuid=akt.uuid)
            for akt in fakta.aktiviteter
        )


def _planlagt(part: Formdel, one: Planlagt, before: str = "") -> Papirraekke:
    form = str(one.row.aktivitet) if one.row.aktivitet else "Intet eget skema"
    return raekke(part, {"aktivitet": before + one.row.name, "skema": form}, note=one.row.note, uuid=one.row.uuid)


def _oekonomi(part: Formdel, row: Delaftale, side: Delaftaleside) -> Papirafsnit:
    rows = []
    if side.post is not None and side.trykt is not None:
        rows = [raekke(part, penge(side.post.title, side.trykt), note=side.post.note, uuid=side.post.uuid)]
    return Papirafsnit(
        part.noegle, part.overskrift, tekst=row.budget_note, tabeller=tabel(part, rows), tom="Beløbet er ikke oplyst."
    )


def penge(title: str, beloeb: Beloeb) -> Vaerdier:
    """An amount as the papers print it: Landsbyggefonden, local, together."""
    return {"post": title, "lbf": beloeb.lbf, "lokal": beloeb.lokal, "i-alt": beloeb.total}


def _skemaer(part: Formdel, plan: Helhedsplan, fakta: DelaftaleFakta, code: str, as_of: date) -> Papirafsnit:
    """The forms of its activities, in the agreement's order."""
    known: dict[UUID, AktivitetFakta] = {akt.uuid: akt for akt in fakta.aktiviteter}
    rows, layout = laes_raekker(plan, as_of=as_of), formular("aktivitet", code)
    forms = tuple(
        Papirafsnit("aktivitet", one.name, under=aktivitetsform(one, known[one.uuid], rows, layout), uuid=one.uuid)
        for one in aktiviteter(plan, as_of=as_of)
        if one.uuid in known
    )
    return Papirafsnit(part.noegle, part.overskrift, under=forms, tom="Ingen aktiviteter.")
