"""The paper *Budget* (domain.md §3.4): posts by calendar year with the financing beside, sources, checks."""

from datetime import date
from decimal import Decimal
from typing import Any

from helhedsplan.datoer import dato
from helhedsplan.numbers import fordel_afrunding, tal
from plans.budget import Beloeb
from plans.budget.kontrol import Kontrolart
from plans.choices import Bidragsform
from plans.models import Helhedsplan
from plans.penge.oekonomi import Kildelinje, Oekonomi, build_oekonomi
from plans.penge.omdisponering.gaeldende import Budgetstand, gaeldende_budget
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
    stand = gaeldende_budget(plan, as_of)
    tables = [_poster(plan, oekonomi, is_moved=stand.er_aendret)]
    tables += [_gaeldende(plan, oekonomi, stand)] if stand.er_aendret else []
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


def _poster(plan: Helhedsplan, oekonomi: Oekonomi, *, is_moved: bool) -> Papirtabel:
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
        rows.append(Papirraekke((post.title, *(own.get(year) for year in years), *_side(beloeb)), note=post.note))
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
        + (" Budgettet, som det er aftalt; flytningerne står i tabellen efter." if is_moved else ""),
        tom="Budgettet har ingen poster endnu.",
    )


def _gaeldende(plan: Helhedsplan, oekonomi: Oekonomi, stand: Budgetstand) -> Papirtabel:
    """What the decided moves make of each post: agreed + moved = in force. Moving money never changes the sum."""
    counted = set(plan.finansieringskilder.values_list("pk", flat=True))
    if not plan.counts_hours:
        counted -= set(plan.finansieringskilder.filter(form=Bidragsform.TIMER).values_list("pk", flat=True))
    keys = dict(plan.budgetposter.values_list("pk", "uuid"))
    moved: dict[Any, Decimal] = {post.uuid: NOUGHT for post in oekonomi.poster}
    for celle, each in stand.celler.items():
        if celle.kilde in counted and keys[celle.post] in moved:
            moved[keys[celle.post]] += each.ind - each.ud
    printed = dict(zip(moved, fordel_afrunding(list(moved.values())), strict=True))
    rows, sums = [], [NOUGHT, NOUGHT]
    for post in oekonomi.poster:
        beloeb = oekonomi.trykt.poster.get(post.uuid)
        agreed, change = beloeb.total if beloeb else NOUGHT, printed[post.uuid]
        rows.append(Papirraekke((post.title, agreed, change, agreed + change)))
        sums = [sums[0] + agreed, sums[1] + change]
    rows.append(Papirraekke(("I alt", *sums, sum(sums, NOUGHT)), is_sum=True))
    return Papirtabel(
        "gaeldende",
        "Gældende budget efter besluttede flytninger",
        (Kolonne("Post", Slags.NAVN), Kolonne("Aftalt"), Kolonne("Flyttet"), Kolonne("Gældende")),
        tuple(rows),
        under=f"Besluttet og gældende {dato(stand.dag)}. Et minus er flyttet fra posten.",
    )


def _side(beloeb: Beloeb | None) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    return (beloeb.total, beloeb.lbf, beloeb.lokal) if beloeb else (None, None, None)


def _kilder(oekonomi: Oekonomi) -> Papirtabel:
    used: dict[Any, Decimal] = {}
    for celle in oekonomi.trykt.celler:
        used[celle.kilde] = used.get(celle.kilde, NOUGHT) + celle.amount
    return Papirtabel(
        "finansiering",
        "Finansiering",
        (
            Kolonne("Kilde", Slags.NAVN),
            Kolonne("Art", Slags.TEKST),
            Kolonne("Tilsagn", Slags.TEKST),
            Kolonne("Giver i alt"),
            Kolonne("Heraf bekræftet"),
            Kolonne("Bruges i budgettet"),
        ),
        tuple(_kilde(kilde, used.get(kilde.uuid)) for kilde in oekonomi.kilder),
        tom="Der er ingen finansieringskilder endnu.",
    )


def _kilde(kilde: Kildelinje, used: Decimal | None) -> Papirraekke:
    printed = f"I aftalen står «{kilde.amount_as_printed}»." if kilde.amount_as_printed else ""
    hours = f"{tal(kilde.hours)} timers arbejdstid." if kilde.hours else ""
    years = f"{tal(kilde.aarsvaerk)} årsværk." if kilde.aarsvaerk else ""
    beside = "Regnes ikke med i budgettet." if used is None and kilde.used else ""
    return Papirraekke(
        (kilde.name, kilde.kind_label, kilde.state_label, kilde.amount, kilde.confirmed, used),
        note=" ".join(filter(None, [printed, hours, years, beside, kilde.note])),
    )
