"""The paper *Budget* (domain.md §3.4): posts by calendar year with the financing beside, sources, checks."""

from datetime import date
from decimal import Decimal
from typing import Any

from helhedsplan.datoer import dato
from helhedsplan.numbers import kroner, tal
from plans.budget import Beloeb
from plans.budget.kontrol import Kontrolart
from plans.models import Helhedsplan
from plans.penge.oekonomi import Kildelinje, Oekonomi, build_oekonomi
from reporting.facts.papirdele import flerraekke, kolonner, raekke, samle_tabeller, uden
from reporting.facts.pengepapir import (
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
from reporting.formularer import Formdel, formular

NOUGHT = Decimal(0)
KOLONNESLAGS = {"post": Slags.NAVN, "kilde": Slags.NAVN, "art": Slags.TEKST, "tilsagn": Slags.TEKST}
"""What the columns hold; all others are kroner."""
GAELDENDE = ("post", "aftalt", "flyttet", "gaeldende")
KUN_NAAR = {True: ("aftalt", "gaeldende"), False: ("bruges",)}
"""What the budget takes of a source: one column, or what was agreed and what is in force where money was moved."""


def build_budget(plan: Helhedsplan, *, as_of: date) -> Pengepapir:
    """All that the paper says. A fixed number of queries."""
    oekonomi = build_oekonomi(plan, as_of=as_of)
    layout = formular("budget", plan.bevillingsrunde.code if plan.bevillingsrunde else "")
    tables = samle_tabeller(
        layout,
        {
            "poster": lambda part: _poster(part, plan, oekonomi),
            "gaeldende": lambda part: _gaeldende(part, oekonomi, as_of) if oekonomi.er_flyttet else None,
            "finansiering": lambda part: _kilder(part, oekonomi),
        },
    )
    share = [one for one in oekonomi.kontroller if one.slags == Kontrolart.MEDFINANSIERING]
    checks = [one for one in oekonomi.kontroller if one not in share]
    return Pengepapir(
        titel=layout.titel,
        hoved=papirhoved(plan),
        as_of=as_of,
        saetninger=tuple(one.saetning for one in share),
        tabeller=tables,
        bemaerkninger=tuple(Papirbemaerkning(str(one.niveau.label), one.saetning) for one in checks),
        underskrifter=underskrifter(plan, as_of=as_of),
    )


def _poster(part: Formdel, plan: Helhedsplan, oekonomi: Oekonomi) -> Papirtabel:
    """Every sum is the sum of what is printed: years across, posts down, and Landsbyggefonden + local beside."""
    cells: dict[Any, dict[int | None, Decimal]] = {}
    for celle in oekonomi.trykt.celler:
        of_post = cells.setdefault(celle.post, {})
        of_post[celle.year] = of_post.get(celle.year, NOUGHT) + celle.amount
    found = {year for of_post in cells.values() for year in of_post}
    years: list[int | None] = [*sorted({*plan.calendar_years, *(year for year in found if year)})]
    years += [None] if None in found else []
    rows = []
    for post in oekonomi.poster:
        beloeb, own = oekonomi.trykt.poster.get(post.uuid), cells.get(post.uuid, {})
        values = {"post": (post.title,), "aar": tuple(own.get(year) for year in years), **_side(beloeb)}
        rows.append(flerraekke(part, values, note=post.note, uuid=post.uuid))
    stated = [[own[year] for own in cells.values() if year in own] for year in years]
    sums = [sum(amounts, NOUGHT) if amounts else None for amounts in stated]
    if rows:
        side = _side(oekonomi.trykt.fordelt)
        rows.append(flerraekke(part, {"post": ("I alt",), "aar": tuple(sums), **side}, is_sum=True))
    if oekonomi.trykt.ramme is not None:
        blank = (None,) * len(years)
        for title, beloeb in (("Aftalens ramme", oekonomi.trykt.ramme), ("Ikke fordelt", oekonomi.trykt.ikke_fordelt)):
            rows.append(flerraekke(part, {"post": (title,), "aar": blank, **_side(beloeb)}))
    return Papirtabel(
        part.noegle,
        part.overskrift,
        kolonner(part, KOLONNESLAGS, {"aar": aarskolonner(years)}),
        tuple(rows),
        under="Hele kroner."
        + (" Budgettet, som det er aftalt; flytningerne står i tabellen efter." if oekonomi.er_flyttet else ""),
        tom="Budgettet har ingen poster endnu.",
    )


def _gaeldende(part: Formdel, oekonomi: Oekonomi, as_of: date) -> Papirtabel:
    """What the decided moves make of each post: agreed + moved = in force. Moving money never changes the sum."""
    tabel = oekonomi.gaeldende_tabel
    rows = []
    for linje in tabel.linjer:
        in_force = linje.trykt.total if linje.trykt else NOUGHT
        values = (linje.post.title, linje.aftalt, linje.flyttet, in_force)
        rows.append(raekke(part, dict(zip(GAELDENDE, values, strict=True)), uuid=linje.post.uuid))
    sums = ("I alt", tabel.aftalt, tabel.flyttet, tabel.fordelt.total)
    rows.append(raekke(part, dict(zip(GAELDENDE, sums, strict=True)), is_sum=True))
    return Papirtabel(
        part.noegle,
        part.overskrift,
        kolonner(part, KOLONNESLAGS),
        tuple(rows),
        under=f"Besluttet og gældende {dato(as_of)}. Et minus er flyttet fra posten.",
    )


def _side(beloeb: Beloeb | None) -> dict[str, tuple[Papirvaerdi, ...]]:
    total, lbf, lokal = (beloeb.total, beloeb.lbf, beloeb.lokal) if beloeb else (None, None, None)
    return {"i-alt": (total,), "lbf": (lbf,), "lokal": (lokal,)}


def _kilder(part: Formdel, oekonomi: Oekonomi) -> Papirtabel:
    """What each source gives, has confirmed and paid, and what the budget takes; together that is the budget."""
    moved = oekonomi.er_flyttet
    of_day = uden(part, KUN_NAAR[not moved])
    rows = [_kilde(of_day, kilde) for kilde in oekonomi.kilder]
    if oekonomi.gaeldende.celler:
        agreed, in_force = oekonomi.trykt.fordelt.total, oekonomi.gaeldende.fordelt.total
        sums: dict[str, Papirvaerdi] = {"kilde": "I alt", "aftalt": agreed, "gaeldende": in_force, "bruges": in_force}
        rows.append(raekke(of_day, dict.fromkeys(dict(of_day.kolonner)) | sums, is_sum=True))
    return Papirtabel(
        part.noegle,
        part.overskrift,
        kolonner(of_day, KOLONNESLAGS),
        tuple(rows),
        tom="Der er ingen finansieringskilder endnu.",
    )


def _kilde(part: Formdel, kilde: Kildelinje) -> Papirraekke:
    gone = "Ude af brug." if kilde.is_retired else ""
    printed = f"I aftalen står «{kilde.amount_as_printed}»." if kilde.amount_as_printed else ""
    hours = f"{tal(kilde.hours)} timers arbejdstid." if kilde.hours else ""
    years = f"{tal(kilde.aarsvaerk)} årsværk." if kilde.aarsvaerk else ""
    beside = f"Arbejdstid for {kroner(kilde.udenfor)} regnes ikke med i budgettet." if kilde.udenfor else ""
    values = {
        "kilde": kilde.name,
        "art": kilde.kind_label,
        "tilsagn": kilde.state_label,
        "giver": kilde.amount,
        "bekraeftet": kilde.confirmed,
        "betalt": kilde.paid,
        "aftalt": kilde.aftalt,
        "gaeldende": kilde.gaeldende,
        "bruges": kilde.gaeldende,
    }
    note = " ".join(filter(None, [gone, printed, hours, years, beside, kilde.note]))
    return raekke(part, values, note=note, uuid=kilde.uuid)
