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
from reporting.facts.pengepapir import (
    Kolonne,
    Papirbemaerkning,
    Papirraekke,
    Papirtabel,
    Pengepapir,
    Slags,
    aarskolonner,
    papirhoved,
    underskrifter,
)

NOUGHT = Decimal(0)


def build_budget(plan: Helhedsplan, *, as_of: date) -> Pengepapir:
    """All that the paper says. A fixed number of queries."""
    oekonomi = build_oekonomi(plan, as_of=as_of)
    tables = [_poster(plan, oekonomi)]
    tables += [_gaeldende(oekonomi, as_of)] if oekonomi.er_flyttet else []
    share = [one for one in oekonomi.kontroller if one.slags == Kontrolart.MEDFINANSIERING]
    checks = [one for one in oekonomi.kontroller if one not in share]
    return Pengepapir(
        titel="Budget",
        hoved=papirhoved(plan),
        as_of=as_of,
        saetninger=tuple(one.saetning for one in share),
        tabeller=(*tables, _kilder(oekonomi)),
        bemaerkninger=tuple(Papirbemaerkning(str(one.niveau.label), one.saetning) for one in checks),
        underskrifter=underskrifter(plan, as_of=as_of),
    )


def _poster(plan: Helhedsplan, oekonomi: Oekonomi) -> Papirtabel:
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
        values = (post.title, *(own.get(year) for year in years), *_side(beloeb))
        rows.append(Papirraekke(values, note=post.note, uuid=post.uuid))
    stated = [[own[year] for own in cells.values() if year in own] for year in years]
    sums = [sum(amounts, NOUGHT) if amounts else None for amounts in stated]
    if rows:
        rows.append(Papirraekke(("I alt", *sums, *_side(oekonomi.trykt.fordelt)), is_sum=True))
    blank = (None,) * len(years)
    if oekonomi.trykt.ramme is not None:
        rows.append(Papirraekke(("Aftalens ramme", *blank, *_side(oekonomi.trykt.ramme))))
        rows.append(Papirraekke(("Ikke fordelt", *blank, *_side(oekonomi.trykt.ikke_fordelt))))
    beside = [Kolonne("Samlede udgifter"), Kolonne("Landsbyggefonden"), Kolonne("Medfinansiering")]
    return Papirtabel(
        "poster",
        "Udgifter pr. år og finansiering",
        (Kolonne("Post", Slags.NAVN), *aarskolonner(years), *beside),
        tuple(rows),
        under="Hele kroner."
        + (" Budgettet, som det er aftalt; flytningerne står i tabellen efter." if oekonomi.er_flyttet else ""),
        tom="Budgettet har ingen poster endnu.",
    )


def _gaeldende(oekonomi: Oekonomi, as_of: date) -> Papirtabel:
    """What the decided moves make of each post: agreed + moved = in force. Moving money never changes the sum."""
    tabel = oekonomi.gaeldende_tabel
    rows = []
    for linje in tabel.linjer:
        in_force = linje.trykt.total if linje.trykt else NOUGHT
        values = (linje.post.title, linje.aftalt, linje.flyttet, in_force)
        rows.append(Papirraekke(values, uuid=linje.post.uuid))
    rows.append(Papirraekke(("I alt", tabel.aftalt, tabel.flyttet, tabel.fordelt.total), is_sum=True))
    return Papirtabel(
        "gaeldende",
        "Gældende budget efter besluttede flytninger",
        (Kolonne("Post", Slags.NAVN), Kolonne("Aftalt"), Kolonne("Flyttet"), Kolonne("Gældende")),
        tuple(rows),
        under=f"Besluttet og gældende {dato(as_of)}. Et minus er flyttet fra posten.",
    )


def _side(beloeb: Beloeb | None) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    return (beloeb.total, beloeb.lbf, beloeb.lokal) if beloeb else (None, None, None)


def _kilder(oekonomi: Oekonomi) -> Papirtabel:
    """What each source gives, has confirmed and paid, and what the budget takes; together that is the budget."""
    moved = oekonomi.er_flyttet
    used = [Kolonne("Aftalt i budgettet"), Kolonne("Gældende")] if moved else [Kolonne("Bruges i budgettet")]
    stated = (
        Kolonne("Kilde", Slags.NAVN),
        Kolonne("Art", Slags.TEKST),
        Kolonne("Tilsagn", Slags.TEKST),
        Kolonne("Giver i alt"),
        Kolonne("Heraf bekræftet"),
        Kolonne("Heraf betalt"),
    )
    rows = [_kilde(kilde, moved=moved) for kilde in oekonomi.kilder]
    if oekonomi.gaeldende.celler:
        sums = (oekonomi.trykt.fordelt.total, oekonomi.gaeldende.fordelt.total)
        blank = (None,) * (len(stated) - 1)
        rows.append(Papirraekke(("I alt", *blank, *(sums if moved else sums[1:])), is_sum=True))
    return Papirtabel(
        "finansiering", "Finansiering", (*stated, *used), tuple(rows), tom="Der er ingen finansieringskilder endnu."
    )


def _kilde(kilde: Kildelinje, *, moved: bool) -> Papirraekke:
    gone = "Ude af brug." if kilde.is_retired else ""
    printed = f"I aftalen står «{kilde.amount_as_printed}»." if kilde.amount_as_printed else ""
    hours = f"{tal(kilde.hours)} timers arbejdstid." if kilde.hours else ""
    years = f"{tal(kilde.aarsvaerk)} årsværk." if kilde.aarsvaerk else ""
    beside = f"Arbejdstid for {kroner(kilde.udenfor)} regnes ikke med i budgettet." if kilde.udenfor else ""
    used = (kilde.aftalt, kilde.gaeldende) if moved else (kilde.gaeldende,)
    stated = (kilde.name, kilde.kind_label, kilde.state_label, kilde.amount, kilde.confirmed, kilde.paid)
    note = " ".join(filter(None, [gone, printed, hours, years, beside, kilde.note]))
    return Papirraekke((*stated, *used), note=note, uuid=kilde.uuid)
