"""The checks of a budget: each says how serious it is, in a sentence with the figures, and where it is mended.

Pure; in prose: docs/regler.md §5.4. Tolerance nought: a single øre that does not fit is said. The figures are those
that the tables print (plans.budget.kroner).
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from helhedsplan.numbers import kroner, kroner_praecis, procent, tal
from plans.budget.kroner import Kr, holdt_op
from plans.budget.laesning import er_fejltrykt, er_velformet, laesninger
from plans.budget.opgoerelse import Beloeb, Medfinansiering, kroner_for_timer, opgoer_medfinansiering
from plans.budget.tryk import Trykt, tryk, tryk_flyttet
from plans.budget.typer import Budget, Budgetkilde
from plans.choices import Niveau


class Kontrolart(StrEnum):
    """What a check is about, in the order they are listed."""

    RAMME = "ramme"
    MEDFINANSIERING = "medfinansiering"
    TRYKT = "trykt"
    AAR = "aar"
    TILSAGN = "tilsagn"
    UNDER_NUL = "under_nul"
    DOBBELT = "dobbelt"
    TIMER = "timer"
    UDEN_BELOEB = "uden_beloeb"
    DELAFTALE = "delaftale"


@dataclass(frozen=True, slots=True)
class Kontrol:
    """A check's answer. `art`, `uuid` and `felt` name the row and field where it is mended; `post` the row it is at.

    `tal` is the figure it turns on, in kr., hours or per cent as the sentence says. `er_i_orden`: nothing to mend.
    """

    slags: Kontrolart
    niveau: Niveau
    saetning: str
    art: str
    uuid: UUID
    felt: str
    tal: Decimal | None = None
    post: UUID | None = None
    kilde: UUID | None = None
    er_i_orden: bool = False


@dataclass(frozen=True, slots=True)
class Grundlag:
    """What the checks are made from: the budget, and how it is printed as agreed and in force."""

    budget: Budget
    trykt: Trykt
    gaeldende: Trykt


def kontroller(budget: Budget, trykt: Trykt | None = None, gaeldende: Trykt | None = None) -> tuple[Kontrol, ...]:
    """All that the checks say of the budget, the most serious first. What it prints is given, or made here."""
    trykt = trykt or tryk(budget)
    flyttet = None if gaeldende else tryk_flyttet(budget)
    g = Grundlag(budget, trykt, gaeldende or (trykt + flyttet if flyttet else trykt))
    # "kr." ends a sentence by itself.
    found = [replace(one, saetning=one.saetning.replace("kr..", "kr.")) for check in CHECKS for one in check(g)]
    levels, kinds = list(Niveau), list(Kontrolart)
    return tuple(sorted(found, key=lambda one: (levels.index(one.niveau), kinds.index(one.slags))))


def kontrol_ramme(g: Grundlag) -> Iterator[Kontrol]:
    """Posts ≤ frame for each source; what is left is said in kr. and per cent, never corrected."""
    result, printed = g.budget.opgoerelse, g.trykt
    if result is None or printed.ramme is None or printed.ikke_fordelt is None or not result.fordelt.total:
        return
    rest = result.ikke_fordelt
    given = f"Posterne giver {kroner(printed.fordelt.total)}; aftalens ramme er {kroner(printed.ramme.total)}."
    if not rest.lbf and not rest.lokal:
        yield Kontrol(
            Kontrolart.RAMME, Niveau.OPLYSNING, f"{given} Det er det samme.", "helhedsplan", g.budget.plan,
            "frame_lbf", tal=Decimal(0), er_i_orden=True,
        )  # fmt: skip
        return
    share = result.ikke_fordelt_pct
    of_frame = f" Det er {procent(share, 2)} af rammen." if share and not result.is_overdrawn else ""
    yield Kontrol(
        slags=Kontrolart.RAMME,
        niveau=Niveau.FEJL if result.is_overdrawn else Niveau.ADVARSEL,
        saetning=f"{given} Forskellen er {_rests(rest, printed.ikke_fordelt)}.{of_frame}",
        art="helhedsplan",
        uuid=g.budget.plan,
        felt="frame_lbf" if rest.lbf else "frame_lokal",
        tal=rest.total,
    )


def _rests(rest: Beloeb, printed: Beloeb) -> str:
    """What is left and what is given out too much, each with its own words: the one is never read as the other."""
    lbf, lokal = Kr(rest.lbf, printed.lbf), Kr(rest.lokal, printed.lokal)
    sides = [(lbf, "fra Landsbyggefonden"), (lokal, "af den lokale medfinansiering")]
    left = [f"{amount} {name}" for amount, name in sides if amount.exact > 0]
    over = [f"{-amount} {name} for meget" for amount, name in sides if amount.exact < 0]
    together = f", i alt {Kr(rest.total, printed.total)}" if left[1:] else ""
    if left:
        left = [f"{' og '.join(left)}{together}, som ikke er fordelt"]
    return ", og ".join(filter(None, [*left, " og ".join(over)]))


def medfinansiering(budget: Budget) -> Medfinansiering | None:
    """The round's requirement held against the agreement's frame; None when either is not stated."""
    if budget.min_share is None or budget.ramme is None:
        return None
    return opgoer_medfinansiering(budget.ramme, budget.min_share)


def kontrol_medfinansiering(g: Grundlag) -> Iterator[Kontrol]:
    """Local ÷ total ≥ the round's share, on the plan as a whole, with headroom in kr."""
    krav = medfinansiering(g.budget)
    if krav is None:
        return
    told = f"Den lokale medfinansiering er {procent(krav.andel_pct, 2)}; kravet er mindst {procent(krav.krav_pct)}."
    if krav.is_met:
        more = f"Der er {krav.luft_kr} mere end kravet." if krav.luft else "Kravet er opfyldt på kronen."
    else:
        more = f"Der mangler {krav.mangler_kr} for at nå det."
    yield Kontrol(
        slags=Kontrolart.MEDFINANSIERING,
        niveau=Niveau.OPLYSNING if krav.is_met else Niveau.FEJL,
        saetning=f"{told} {more}",
        art="helhedsplan",
        uuid=g.budget.plan,
        felt="frame_lokal",
        tal=krav.luft,
        er_i_orden=krav.is_met,
    )


def kontrol_delaftaler(g: Grundlag) -> Iterator[Kontrol]:
    """A delaftale below the requirement: information, because it is the plan that is tested."""
    budget = g.budget
    if budget.min_share is None:
        return
    titles = {row.delaftale: row.delaftale_title for row in budget.raekker if row.delaftale}
    first = {row.delaftale: row.uuid for row in reversed(budget.raekker) if row.delaftale}
    sums = budget.per_delaftale()
    for uuid, title in titles.items():
        share = sums.get(uuid, Beloeb()).lokal_pct
        if share is not None and share < budget.min_share:
            yield Kontrol(
                slags=Kontrolart.DELAFTALE,
                niveau=Niveau.OPLYSNING,
                saetning=f"«{title}» har {procent(share, 2)} lokal medfinansiering. Kravet gælder kun hele planen.",
                art="budgetpost",
                uuid=first[uuid],
                felt="title",
                tal=share,
                post=first[uuid],
                er_i_orden=True,
            )


def kontrol_trykt(g: Grundlag) -> Iterator[Kontrol]:
    """Landsbyggefonden + local = the total that the document prints, for each delaftale."""
    budget = g.budget
    rows = {row.delaftale: row for row in reversed(budget.raekker) if row.delaftale and row.total_as_printed}
    sums, printed = budget.per_delaftale(), g.trykt.per_delaftale(budget)
    for uuid, row in reversed(rows.items()):
        beloeb = sums.get(uuid, Beloeb())
        if not beloeb.total:
            continue
        is_whole = beloeb.total == beloeb.total.to_integral_value()
        shown, kr = (printed[uuid], kroner) if is_whole else (beloeb, kroner_praecis)
        added = f"{kr(shown.lbf)} + {kr(shown.lokal)} = {kr(shown.total)}"
        start = f"«{row.delaftale_title}»: det samlede beløb er trykt «{row.total_as_printed}», "
        if beloeb.total not in laesninger(row.total_as_printed):
            told = f"{start}men {added}."
        elif not er_velformet(row.total_as_printed):
            told = f"{start}som ikke er et beløb. Læst som {kr(shown.total)} stemmer det: {added}."
        else:
            continue
        yield Kontrol(
            slags=Kontrolart.TRYKT,
            niveau=Niveau.FEJL,
            saetning=told,
            art="delaftale",
            uuid=uuid,
            felt="total_as_printed",
            tal=beloeb.total,
            post=row.uuid,
        )


def kontrol_aar(g: Grundlag) -> Iterator[Kontrol]:
    """Years = total: an amount without a year beside others with one leaves a hole in the years."""
    dated: dict[UUID, Decimal] = defaultdict(Decimal)
    undated: dict[UUID, Decimal] = defaultdict(Decimal)
    for celle in g.trykt.celler:
        (undated if celle.year is None else dated)[celle.post] += celle.amount
    exact: dict[UUID, Decimal] = defaultdict(Decimal)
    for celle in g.budget.talte:
        if celle.year is None:
            exact[celle.post] += celle.amount
    if undated and not dated:
        yield Kontrol(
            Kontrolart.AAR, Niveau.OPLYSNING, "Budgettet er ikke delt på kalenderår.", "budgetpost",
            next(iter(undated)), "title", tal=sum(exact.values(), Decimal(0)),
        )  # fmt: skip
        return
    for row in g.budget.raekker:
        if not exact.get(row.uuid):
            continue
        hole, rest = Kr(exact[row.uuid], undated[row.uuid]), dated.get(row.uuid)
        told = (
            f"«{row.title}»: årene giver {kroner(rest)}; {hole} står uden år, så årene giver ikke det hele."
            if rest
            else f"«{row.title}»: {hole} står uden år, mens andre poster er delt på år."
        )
        yield Kontrol(
            Kontrolart.AAR, Niveau.ADVARSEL, told, "budgetpost", row.uuid, "title", tal=hole.exact, post=row.uuid
        )


def kontrol_tilsagn(g: Grundlag) -> Iterator[Kontrol]:
    """What financiers promised, confirmed and paid against what the budget in force takes, and as it is printed."""
    used, printed = g.budget.brugt(), g.gaeldende.kilder | g.gaeldende.kilder_udenfor
    for kilde in g.budget.kilder:
        taken = Kr(used.get(kilde.uuid, Decimal(0)), printed.get(kilde.uuid, Decimal(0)))
        for niveau, told, figure, felt in _about_source(kilde, taken):
            yield Kontrol(
                Kontrolart.TILSAGN, niveau, f"«{kilde.name}»{told}", "finansieringskilde", kilde.uuid, felt,
                tal=figure, kilde=kilde.uuid, er_i_orden=niveau == Niveau.OPLYSNING,
            )  # fmt: skip


def _about_source(kilde: Budgetkilde, used: Kr) -> Iterator[tuple[Niveau, str, Decimal, str]]:
    if kilde.is_retired and used.exact:
        yield Niveau.ADVARSEL, f" er taget ud, men budgettet bruger stadig {used} derfra.", used.exact, "name"
    amount, confirmed, paid = (
        None if one is None else Kr.alene(one) for one in (kilde.amount, kilde.confirmed, kilde.paid)
    )
    if amount is not None:
        readings = laesninger(kilde.amount_as_printed)
        if readings and amount.exact not in readings:
            told = f": beløbet er trykt «{kilde.amount_as_printed}», men sat til {kroner_praecis(amount.exact)}."
            yield Niveau.FEJL, told, amount.exact, "amount"
        elif er_fejltrykt(kilde.amount_as_printed):
            read = f"Det er læst som {kroner_praecis(amount.exact)}."
            told = f": beløbet er trykt «{kilde.amount_as_printed}», som ikke er ét beløb. {read}"
            yield Niveau.FEJL, told, amount.exact, "amount"
        gives, takes, rest = holdt_op(amount, used)
        if used.exact > amount.exact:
            told = f" giver {gives}, men budgettet bruger {takes}."
            yield Niveau.FEJL, told, used.exact - amount.exact, "amount"
        elif used.exact and used.exact < amount.exact:
            told = f" giver {gives}; budgettet bruger {takes}. Der er {rest} tilbage."
            yield Niveau.OPLYSNING, told, amount.exact - used.exact, "amount"
    if amount is not None and confirmed is not None and confirmed.exact > amount.exact:
        one, other, _ = holdt_op(confirmed, amount)
        told = f" har bekræftet {one}, men giver kun {other} i alt."
        yield Niveau.ADVARSEL, told, confirmed.exact - amount.exact, "confirmed"
    elif confirmed is not None and used.exact > confirmed.exact:
        one, other, _ = holdt_op(used, confirmed)
        told = f": budgettet bruger {one}, men kun {other} er bekræftet."
        yield Niveau.ADVARSEL, told, used.exact - confirmed.exact, "confirmed"
    ceiling = confirmed if confirmed is not None else amount
    if paid is not None and ceiling is not None and paid.exact > ceiling.exact:
        word = "bekræftet" if confirmed is not None else "lovet"
        one, other, _ = holdt_op(paid, ceiling)
        yield Niveau.ADVARSEL, f" har betalt {one}, men kun {word} {other}.", paid.exact - ceiling.exact, "paid"


def kontrol_under_nul(g: Grundlag) -> Iterator[Kontrol]:
    """A place in the budget from which more is moved than it holds, as when its amount was lowered afterwards."""
    if not g.budget.flyttet:
        return
    titles = {row.uuid: row.title for row in g.budget.raekker}
    names = {kilde.uuid: kilde.name for kilde in g.budget.kilder}
    for celle in g.budget.gaeldende:
        if celle.amount < 0 and celle.post in titles:
            place = f"«{titles[celle.post]}» ({celle.year or 'uden år'}, {names[celle.kilde]})"
            told = (
                f"Der er flyttet {kroner_praecis(-celle.amount)} mere fra {place}, end budgettet nu giver dér."
                " Sæt beløbet op, eller tag en flytning tilbage."
            )
            yield Kontrol(
                Kontrolart.UNDER_NUL, Niveau.FEJL, told, "budgetpost", celle.post, "title",
                tal=celle.amount, post=celle.post, kilde=celle.kilde,
            )  # fmt: skip


def kontrol_timer(g: Grundlag) -> Iterator[Kontrol]:
    """Given working time: whether it is counted, whether it has a rate, and whether its kroner follow the rate."""
    budget, printed = g.budget, g.trykt.kilder | g.trykt.kilder_udenfor
    for kilde in budget.kilder:
        cells = [celle for celle in budget.celler if celle.kilde == kilde.uuid] if kilde.is_hours else []
        if not cells:
            continue
        hours = sum((celle.hours for celle in cells if celle.hours is not None), Decimal(0))
        worth = sum((celle.amount for celle in cells), Decimal(0))
        unpriced = bool(hours) and kilde.rate is None
        what = f"«{kilde.name}» giver {_hours(hours, Kr(worth, printed.get(kilde.uuid, worth)))}"
        counted = "regnes med som medfinansiering" if budget.counts_hours else "ikke er regnet med"
        told = f"{what}, som {counted}."
        if unpriced:
            told += " Uden en timesats bliver timerne ikke til kroner."
        yield Kontrol(
            slags=Kontrolart.TIMER,
            niveau=Niveau.ADVARSEL if unpriced and budget.counts_hours else Niveau.OPLYSNING,
            saetning=told,
            art="finansieringskilde",
            uuid=kilde.uuid,
            felt="hour_rate",
            tal=hours or worth,
            kilde=kilde.uuid,
            er_i_orden=not unpriced,
        )
        for celle in cells:
            if celle.hours is not None and celle.amount != (right := kroner_for_timer(celle.hours, kilde.rate)):
                one, other, _ = holdt_op(Kr.alene(right), Kr.alene(celle.amount))
                told = f"«{kilde.name}»: {tal(celle.hours)} timer giver {one}, ikke {other}"
                yield Kontrol(
                    Kontrolart.TIMER, Niveau.FEJL, told, "finansieringskilde", kilde.uuid, "hour_rate",
                    tal=celle.amount - right, post=celle.post, kilde=kilde.uuid,
                )  # fmt: skip


def _hours(hours: Decimal, worth: Kr) -> str:
    if not hours:
        return f"arbejdstid for {worth}"
    return f"{tal(hours)} timer for {worth}" if worth.exact else f"{tal(hours)} timer"


def kontrol_uden_beloeb(g: Grundlag) -> Iterator[Kontrol]:
    """A post that gets nothing: it is named, and what it costs is not said."""
    budget = g.budget
    stated = {celle.post for celle in (*budget.celler, *budget.flyttet)}
    for row in budget.raekker:
        if row.uuid not in stated and stated:
            yield Kontrol(
                Kontrolart.UDEN_BELOEB, Niveau.ADVARSEL, f"«{row.title}» har intet beløb.", "budgetpost", row.uuid,
                "title", post=row.uuid,
            )  # fmt: skip


CHECKS = (
    kontrol_ramme,
    kontrol_medfinansiering,
    kontrol_trykt,
    kontrol_aar,
    kontrol_tilsagn,
    kontrol_under_nul,
    kontrol_timer,
    kontrol_uden_beloeb,
    kontrol_delaftaler,
)
