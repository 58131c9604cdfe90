"""The paper *Budgetopfølgning*: spent against budget by post, year and source, and the reguleringskonto."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from uuid import UUID

from django.utils import timezone

from helhedsplan.numbers import fordel_afrunding, kroner
from plans.models import Helhedsplan
from plans.penge.regnskab.opfoelgning import Opfoelgning, build_opfoelgning
from plans.penge.regnskab.tabeller import Linje, Tabel
from reporting.facts.emner import Afsnit, Raekke, hele_rapporten
from reporting.facts.pengepapir import (
    Kolonne,
    Papirbemaerkning,
    Papirraekke,
    Papirtabel,
    Papirvaerdi,
    Pengepapir,
    Slags,
    aarskolonner,
    papirhoved,
    underskrifter,
)
from reporting.facts.vurderinger import Skrevet, build_vurderinger, om_rapporten
from reporting.indberetning.models import indberetning_uuid
from reporting.indberetning.valg import Vurderingsart
from reporting.papirer.periode import Periode

SLUG = "budgetopfoelgning"


def build_budgetopfoelgning(plan: Helhedsplan, *, as_of: date) -> Pengepapir:
    """All that the paper says. A fixed number of queries."""
    opf = build_opfoelgning(plan, as_of=as_of)
    said = build_vurderinger(plan, SLUG, Periode(as_of.year)) if er_rapportens_dag(plan, as_of) else {}
    tables = [
        _tabel("poster", "Posterne", "Post", opf.poster, said),
        _aar(opf),
        _tabel("kilder", "Hvis penge", "Kilde", opf.kilder),
    ]
    if opf.har_forbrug:
        tables.append(_post_aar(opf))
    if opf.bevaegede_konti:
        tables.append(_konto(opf))
    hours = f"Hertil arbejdstid for {kroner(opf.arbejdstid)}, som ikke er regnet med." if opf.arbejdstid else ""
    return Pengepapir(
        titel="Budgetopfølgning",
        hoved=papirhoved(plan),
        as_of=as_of,
        saetninger=tuple(filter(None, [*opf.saetninger, hours])),
        tabeller=tuple(tables),
        bemaerkninger=tuple(Papirbemaerkning("", one.tekst) for one in opf.bemaerkninger),
        underskrifter=underskrifter(plan, as_of=as_of),
        rapporten=om_rapporten(said),
        emner=_emner(indberetning_uuid(plan.uuid, SLUG, Periode(as_of.year)), opf.poster),
    )


def er_rapportens_dag(plan: Helhedsplan, as_of: date, *, today: date | None = None) -> bool:
    """Whether the paper of the day is the report of its year: the year's last day, the plan's last, or today."""
    now = today or timezone.localdate()
    return as_of == min(day for day in (date(as_of.year, 12, 31), now, plan.end_date) if day)


def _emner(rapport: UUID, poster: Tabel) -> tuple[Afsnit, ...]:
    """The accounts as a whole and each post; nothing is computed of them that could be judged otherwise."""
    rows = tuple(
        Raekke(Vurderingsart.POST, line.uuid, line.navn, forklaring=_stand(line))
        for line in poster.linjer
        if line.uuid is not None
    )
    found = (
        Afsnit("rapporten", "Budgetopfølgningen som helhed", (hele_rapporten(rapport),)),
        Afsnit("poster", "Posterne", rows),
    )
    return tuple(one for one in found if one.raekker)


def _stand(line: Linje) -> str:
    """How a post stands, in a sentence: the "kr." of its last amount ends it."""
    budget = f"Budget {kroner(line.budget)}, " if line.budget is not None else ""
    rest = f", rest {kroner(line.rest)}" if line.rest is not None else ""
    return f"{budget}{'brugt' if budget else 'Brugt'} {kroner(line.brugt)}{rest}"


def _tabel(
    slug: str, heading: str, first: str, tabel: Tabel, said: Mapping[UUID, Skrevet] = MappingProxyType({})
) -> Papirtabel:
    carried = [Kolonne("Overført")] if tabel.har_overfoert else []
    columns = (Kolonne("Budget"), *carried, Kolonne("Brugt"), Kolonne("Rest"), Kolonne("Brugt i %", Slags.PROCENT))
    rows = [
        _raekke(linje, bool(carried), skrevet=said.get(linje.uuid) if linje.uuid else None) for linje in tabel.linjer
    ]
    rows += [_raekke(tabel.i_alt, bool(carried), is_sum=True)] if rows else []
    return Papirtabel(
        slug,
        heading,
        (Kolonne(first, Slags.NAVN), *columns),
        tuple(rows),
        under="Hele kroner.",
        tom="Intet at vise endnu.",
    )


def _raekke(linje: Linje, has_carried: bool, *, is_sum: bool = False, skrevet: Skrevet | None = None) -> Papirraekke:
    carried = (linje.overfoert,) if has_carried else ()
    note = "Der er brugt mere, end der var." if linje.is_overspent and not is_sum else ""
    values = (linje.navn, linje.budget, *carried, linje.brugt, linje.rest, linje.pct)
    return Papirraekke(values, is_sum, note, None if is_sum else linje.uuid, skrevet)


def _aar(opf: Opfoelgning) -> Papirtabel:
    """The years, with how far the accounts run and where each is heading."""
    has_carried = opf.aarstabel.har_overfoert
    columns = [
        Kolonne("År", Slags.NAVN),
        Kolonne("Budget"),
        *([Kolonne("Overført")] if has_carried else []),
        Kolonne("Brugt"),
        Kolonne("Rest"),
        Kolonne("Regnskab til og med", Slags.DATO),
        Kolonne("Ventet ved årets slutning"),
    ]
    rows = []
    for aar in opf.aar:
        carried = (aar.linje.overfoert,) if has_carried else ()
        values: tuple[Papirvaerdi, ...] = (
            *(str(aar.year), aar.linje.budget, *carried, aar.linje.brugt, aar.linje.rest),
            *(aar.forloeb.runs_to, aar.ventet_kr),
        )
        rows.append(Papirraekke(values, note=" ".join(filter(None, [aar.ventet.forklaring, aar.note]))))
    undated = f"Hertil {opf.uden_aar} i budgettet uden år." if opf.uden_aar.exact else ""
    return Papirtabel("aar", "Årene", tuple(columns), tuple(rows), under=undated, tom="Planen har ingen år endnu.")


def _post_aar(opf: Opfoelgning) -> Papirtabel:
    rows = tuple(Papirraekke((row.navn, *row.brugt)) for row in opf.post_aar)
    columns = (Kolonne("Post", Slags.NAVN), *aarskolonner(aar.year for aar in opf.aar))
    return Papirtabel("post-aar", "Forbrug pr. post og år", columns, rows, under="Summerne står i tabellerne ovenfor.")


def _konto(opf: Opfoelgning) -> Papirtabel:
    konti = opf.bevaegede_konti
    stands = fordel_afrunding([konto.staar for konto in konti])
    waits = fordel_afrunding([konto.afventer for konto in konti])
    rows = [
        Papirraekke((konto.navn, stand, wait))  # what is wrong with it stands under Kontrol
        for konto, stand, wait in zip(konti, stands, waits, strict=True)
    ]
    if len(rows) > 1:
        rows.append(Papirraekke(("I alt", sum(stands, Decimal(0)), sum(waits, Decimal(0))), is_sum=True))
    columns = (Kolonne("Kilde", Slags.NAVN), Kolonne("Står på kontoen"), Kolonne("Søgt overført, afventer svar"))
    return Papirtabel(
        "reguleringskonto",
        "Reguleringskontoen",
        columns,
        tuple(rows),
        under="Penge herfra må først bruges, når kommunalbestyrelsen og Landsbyggefonden har godkendt det.",
    )
