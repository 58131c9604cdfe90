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
from reporting.facts.papirdele import Vaerdier, flerraekke, kolonner, raekke, samle_tabeller, uden
from reporting.facts.pengepapir import (
    Papirbemaerkning,
    Papirraekke,
    Papirtabel,
    Pengepapir,
    Slags,
    aarskolonner,
    papirhoved,
    underskrifter,
)
from reporting.facts.vurderinger import Skrevet, build_vurderinger, om_rapporten
from reporting.formularer import Formdel, Formular, formular
from reporting.indberetning.models import indberetning_uuid
from reporting.indberetning.valg import Vurderingsart
from reporting.papirer.periode import Periode

SLUG = "budgetopfoelgning"
KOLONNESLAGS = {
    **dict.fromkeys(("post", "kilde", "aar"), Slags.NAVN),
    "pct": Slags.PROCENT,
    "til-og-med": Slags.DATO,
}
"""What the columns hold; all others are kroner."""


def build_budgetopfoelgning(plan: Helhedsplan, *, as_of: date) -> Pengepapir:
    """All that the paper says. A fixed number of queries."""
    opf = build_opfoelgning(plan, as_of=as_of)
    said = build_vurderinger(plan, SLUG, Periode(as_of.year)) if er_rapportens_dag(plan, as_of) else {}
    layout = formular(SLUG, plan.bevillingsrunde.code if plan.bevillingsrunde else "")
    tables = samle_tabeller(
        layout,
        {
            "poster": lambda part: _tabel(part, opf.poster, said),
            "aar": lambda part: _aar(part, opf),
            "kilder": lambda part: _tabel(part, opf.kilder),
            "post-aar": lambda part: _post_aar(part, opf) if opf.har_forbrug else None,
            "reguleringskonto": lambda part: _konto(part, opf) if opf.bevaegede_konti else None,
        },
    )
    hours = f"Hertil arbejdstid for {kroner(opf.arbejdstid)}, som ikke er regnet med." if opf.arbejdstid else ""
    return Pengepapir(
        titel=layout.titel,
        hoved=papirhoved(plan),
        as_of=as_of,
        saetninger=tuple(filter(None, [*opf.saetninger, hours])),
        tabeller=tables,
        bemaerkninger=tuple(Papirbemaerkning("", one.tekst) for one in opf.bemaerkninger),
        underskrifter=underskrifter(plan, as_of=as_of),
        rapporten=om_rapporten(said),
        emner=_emner(layout, indberetning_uuid(plan.uuid, SLUG, Periode(as_of.year)), opf.poster),
    )


def er_rapportens_dag(plan: Helhedsplan, as_of: date, *, today: date | None = None) -> bool:
    """Whether the paper of the day is the report of its year: the year's last day, the plan's last, or today."""
    now = today or timezone.localdate()
    return as_of == min(day for day in (date(as_of.year, 12, 31), now, plan.end_date) if day)


def _emner(layout: Formular, rapport: UUID, poster: Tabel) -> tuple[Afsnit, ...]:
    """The accounts as a whole and each post; nothing is computed of them that could be judged otherwise."""
    rows = tuple(
        Raekke(Vurderingsart.POST, line.uuid, line.navn, forklaring=_stand(line))
        for line in poster.linjer
        if line.uuid is not None
    )
    found = (
        Afsnit("rapporten", "Budgetopfølgningen som helhed", (hele_rapporten(rapport),)),
        Afsnit("poster", layout.del_("poster").overskrift, rows),
    )
    return tuple(one for one in found if one.raekker and one.titel)


def _stand(line: Linje) -> str:
    """How a post stands, in a sentence: the "kr." of its last amount ends it."""
    budget = f"Budget {kroner(line.budget)}, " if line.budget is not None else ""
    rest = f", rest {kroner(line.rest)}" if line.rest is not None else ""
    return f"{budget}{'brugt' if budget else 'Brugt'} {kroner(line.brugt)}{rest}"


def _tabel(part: Formdel, tabel: Tabel, said: Mapping[UUID, Skrevet] = MappingProxyType({})) -> Papirtabel:
    of_day = _med_overfoert(part, tabel.har_overfoert)
    rows = [_raekke(of_day, linje, skrevet=said.get(linje.uuid) if linje.uuid else None) for linje in tabel.linjer]
    rows += [_raekke(of_day, tabel.i_alt, is_sum=True)] if rows else []
    return Papirtabel(
        part.noegle,
        part.overskrift,
        kolonner(of_day, KOLONNESLAGS),
        tuple(rows),
        under="Hele kroner.",
        tom="Intet at vise endnu.",
    )


def _med_overfoert(part: Formdel, has_carried: bool) -> Formdel:
    """The part with a column of what was carried over only where something was."""
    return part if has_carried else uden(part, ("overfoert",))


def _raekke(part: Formdel, linje: Linje, *, is_sum: bool = False, skrevet: Skrevet | None = None) -> Papirraekke:
    note = "Der er brugt mere, end der var." if linje.is_overspent and not is_sum else ""
    values = {"post": linje.navn, "kilde": linje.navn, **_brugt(linje), "pct": linje.pct}
    return raekke(part, values, is_sum=is_sum, note=note, uuid=None if is_sum else linje.uuid, skrevet=skrevet)


def _brugt(linje: Linje) -> dict[str, Decimal | None]:
    return {"budget": linje.budget, "overfoert": linje.overfoert, "brugt": linje.brugt, "rest": linje.rest}


def _aar(part: Formdel, opf: Opfoelgning) -> Papirtabel:
    """The years, with how far the accounts run and where each is heading."""
    of_day = _med_overfoert(part, opf.aarstabel.har_overfoert)
    rows = []
    for aar in opf.aar:
        values: Vaerdier = {
            "aar": str(aar.year),
            **_brugt(aar.linje),
            "til-og-med": aar.forloeb.runs_to,
            "ventet": aar.ventet_kr,
        }
        rows.append(raekke(of_day, values, note=" ".join(filter(None, [aar.ventet.forklaring, aar.note]))))
    undated = f"Hertil {opf.uden_aar} i budgettet uden år." if opf.uden_aar.exact else ""
    return Papirtabel(
        part.noegle,
        part.overskrift,
        kolonner(of_day, KOLONNESLAGS),
        tuple(rows),
        under=undated,
        tom="Planen har ingen år endnu.",
    )


def _post_aar(part: Formdel, opf: Opfoelgning) -> Papirtabel:
    rows = tuple(flerraekke(part, {"post": (row.navn,), "aar": tuple(row.brugt)}) for row in opf.post_aar)
    columns = kolonner(part, KOLONNESLAGS, {"aar": aarskolonner(aar.year for aar in opf.aar)})
    return Papirtabel(part.noegle, part.overskrift, columns, rows, under="Summerne står i tabellerne ovenfor.")


def _konto(part: Formdel, opf: Opfoelgning) -> Papirtabel:
    konti = opf.bevaegede_konti
    stands = fordel_afrunding([konto.staar for konto in konti])
    waits = fordel_afrunding([konto.afventer for konto in konti])
    rows = [
        raekke(part, {"kilde": konto.navn, "staar": stand, "afventer": wait})  # its faults stand under Kontrol
        for konto, stand, wait in zip(konti, stands, waits, strict=True)
    ]
    if len(rows) > 1:
        sums: Vaerdier = {"kilde": "I alt", "staar": sum(stands, Decimal(0)), "afventer": sum(waits, Decimal(0))}
        rows.append(raekke(part, sums, is_sum=True))
    return Papirtabel(
        part.noegle,
        part.overskrift,
        kolonner(part, KOLONNESLAGS),
        tuple(rows),
        under="Penge herfra må først bruges, når kommunalbestyrelsen og Landsbyggefonden har godkendt det.",
    )
