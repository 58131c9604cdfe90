"""The checks of a budget: each says how serious it is, in a sentence with the figures, and where it is mended.

Pure; in prose: docs/regler.md §5.4. Tolerance nought: a single øre that does not fit is said.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from helhedsplan.numbers import kroner, procent, tal
from plans.budget.laesning import er_velformet, laesninger
from plans.budget.opgoerelse import Beloeb, Medfinansiering, kroner_for_timer, opgoer_medfinansiering
from plans.budget.typer import Budget, Budgetkilde
from plans.choices import Niveau


class Kontrolart(StrEnum):
    """What a check is about, in the order they are listed."""

    RAMME = "ramme"
    MEDFINANSIERING = "medfinansiering"
    TRYKT = "trykt"
    AAR = "aar"
    TILSAGN = "tilsagn"
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


def kontroller(budget: Budget) -> tuple[Kontrol, ...]:
    """All that the checks say of the budget, the most serious first."""
    # "kr." ends a sentence by itself.
    found = [replace(one, saetning=one.saetning.replace("kr..", "kr.")) for check in CHECKS for one in check(budget)]
    levels, kinds = list(Niveau), list(Kontrolart)
    return tuple(sorted(found, key=lambda one: (levels.index(one.niveau), kinds.index(one.slags))))


def kontrol_ramme(budget: Budget) -> Iterator[Kontrol]:
    """Posts ≤ frame for each source; what is left is said in kr. and per cent, never corrected."""
    result = budget.opgoerelse
    if result is None or not result.fordelt.total:
        return
    rest = result.ikke_fordelt
    given = f"Posterne giver {kroner(result.fordelt.total)}; aftalens ramme er {kroner(result.ramme.total)}."
    if not rest.lbf and not rest.lokal:
        yield Kontrol(
            Kontrolart.RAMME, Niveau.OPLYSNING, f"{given} Det er det samme.", "helhedsplan", budget.plan, "frame_lbf",
            tal=Decimal(0), er_i_orden=True,
        )  # fmt: skip
        return
    share = result.ikke_fordelt_pct
    of_frame = f" Det er {procent(share, 2)} af rammen." if share and not result.is_overdrawn else ""
    yield Kontrol(
        slags=Kontrolart.RAMME,
        niveau=Niveau.FEJL if result.is_overdrawn else Niveau.ADVARSEL,
        saetning=f"{given} Forskellen er {_rests(rest)}{_together(rest)}.{of_frame}",
        art="helhedsplan",
        uuid=budget.plan,
        felt="frame_lbf" if rest.lbf else "frame_lokal",
        tal=rest.total,
    )


def _rests(rest: Beloeb) -> str:
    parts = [(rest.lbf, "fra Landsbyggefonden"), (rest.lokal, "af den lokale medfinansiering")]
    told = [
        f"{kroner(amount)} {name}" if amount > 0 else f"{kroner(-amount)} {name} for meget"
        for amount, name in parts
        if amount
    ]
    return " og ".join(told)


def _together(rest: Beloeb) -> str:
    if rest.lbf > 0 and rest.lokal > 0:
        return f", i alt {kroner(rest.total)}, som ikke er fordelt"
    return ", som ikke er fordelt" if rest.lbf >= 0 and rest.lokal >= 0 else ""


def medfinansiering(budget: Budget) -> Medfinansiering | None:
    """The round's requirement held against the agreement's frame; None when either is not stated."""
    if budget.min_share is None or budget.ramme is None:
        return None
    return opgoer_medfinansiering(budget.ramme, budget.min_share)


def kontrol_medfinansiering(budget: Budget) -> Iterator[Kontrol]:
    """Local ÷ total ≥ the round's share, on the plan as a whole, with headroom in kr."""
    krav = medfinansiering(budget)
    if krav is None:
        return
    told = f"Den lokale medfinansiering er {procent(krav.andel_pct, 2)}; kravet er mindst {procent(krav.krav_pct)}."
    if krav.is_met:
        more = f"Der er {kroner(krav.luft)} mere end kravet." if krav.luft else "Kravet er opfyldt på kronen."
    else:
        more = f"Der mangler {kroner(krav.mangler)} for at nå det."
    yield Kontrol(
        slags=Kontrolart.MEDFINANSIERING,
        niveau=Niveau.OPLYSNING if krav.is_met else Niveau.FEJL,
        saetning=f"{told} {more}",
        art="helhedsplan",
        uuid=budget.plan,
        felt="frame_lokal",
        tal=krav.luft,
        er_i_orden=krav.is_met,
    )


def kontrol_delaftaler(budget: Budget) -> Iterator[Kontrol]:
    """A delaftale below the requirement: information, because it is the plan that is tested."""
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


def kontrol_trykt(budget: Budget) -> Iterator[Kontrol]:
    """Landsbyggefonden + local = the total that the document prints, for each delaftale."""
    rows = {row.delaftale: row for row in reversed(budget.raekker) if row.delaftale and row.total_as_printed}
    sums = budget.per_delaftale()
    for uuid, row in reversed(rows.items()):
        beloeb = sums.get(uuid, Beloeb())
        if not beloeb.total:
            continue
        added = f"{kroner(beloeb.lbf)} + {kroner(beloeb.lokal)} = {kroner(beloeb.total)}"
        start = f"«{row.delaftale_title}»: det samlede beløb er trykt «{row.total_as_printed}», "
        if beloeb.total not in laesninger(row.total_as_printed):
            told = f"{start}men {added}."
        elif not er_velformet(row.total_as_printed):
            told = f"{start}som ikke er et beløb. Læst som {kroner(beloeb.total)} stemmer det: {added}."
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


def kontrol_aar(budget: Budget) -> Iterator[Kontrol]:
    """Years = total: an amount without a year beside others with one leaves a hole in the years."""
    dated: dict[UUID, Decimal] = defaultdict(Decimal)
    undated: dict[UUID, Decimal] = defaultdict(Decimal)
    for celle in budget.talte:
        (undated if celle.year is None else dated)[celle.post] += celle.amount
    if undated and not dated:
        yield Kontrol(
            Kontrolart.AAR, Niveau.OPLYSNING, "Budgettet er ikke delt på kalenderår.", "budgetpost",
            next(iter(undated)), "title", tal=sum(undated.values(), Decimal(0)),
        )  # fmt: skip
        return
    for row in budget.raekker:
        if not undated.get(row.uuid):
            continue
        hole, rest = undated[row.uuid], dated.get(row.uuid, Decimal(0))
        told = (
            f"«{row.title}»: årene giver {kroner(rest)}; {kroner(hole)} står uden år, så årene giver ikke det hele."
            if rest
            else f"«{row.title}»: {kroner(hole)} står uden år, mens andre poster er delt på år."
        )
        yield Kontrol(Kontrolart.AAR, Niveau.ADVARSEL, told, "budgetpost", row.uuid, "title", tal=hole, post=row.uuid)


def kontrol_tilsagn(budget: Budget) -> Iterator[Kontrol]:
    """What financiers promised, confirmed and paid against what the budget takes from them, and as it is printed."""
    used = budget.brugt()
    for kilde in budget.kilder:
        for niveau, told, figure, felt in _about_source(kilde, used.get(kilde.uuid, Decimal(0))):
            yield Kontrol(
                Kontrolart.TILSAGN, niveau, f"«{kilde.name}»{told}", "finansieringskilde", kilde.uuid, felt,
                tal=figure, kilde=kilde.uuid, er_i_orden=niveau == Niveau.OPLYSNING,
            )  # fmt: skip


def _about_source(kilde: Budgetkilde, used: Decimal) -> Iterator[tuple[Niveau, str, Decimal, str]]:
    amount, confirmed, paid = kilde.amount, kilde.confirmed, kilde.paid
    if kilde.is_retired and used:
        yield Niveau.ADVARSEL, f" er taget ud, men budgettet bruger stadig {kroner(used)} derfra.", used, "name"
    if amount is not None:
        readings = laesninger(kilde.amount_as_printed)
        if readings and amount not in readings:
            told = f": beløbet er trykt «{kilde.amount_as_printed}», men sat til {kroner(amount)}."
            yield Niveau.FEJL, told, amount, "amount"
        if used > amount:
            told = f" giver {kroner(amount)}, men budgettet bruger {kroner(used)}."
            yield Niveau.FEJL, told, used - amount, "amount"
        elif used and used < amount:
            told = f" giver {kroner(amount)}; budgettet bruger {kroner(used)}. Der er {kroner(amount - used)} tilbage."
            yield Niveau.OPLYSNING, told, amount - used, "amount"
    if amount is not None and confirmed is not None and confirmed > amount:
        told = f" har bekræftet {kroner(confirmed)}, men giver kun {kroner(amount)} i alt."
        yield Niveau.ADVARSEL, told, confirmed - amount, "confirmed"
    elif confirmed is not None and used > confirmed:
        told = f": budgettet bruger {kroner(used)}, men kun {kroner(confirmed)} er bekræftet."
        yield Niveau.ADVARSEL, told, used - confirmed, "confirmed"
    ceiling = confirmed if confirmed is not None else amount
    if paid is not None and ceiling is not None and paid > ceiling:
        word = "bekræftet" if confirmed is not None else "lovet"
        yield Niveau.ADVARSEL, f" har betalt {kroner(paid)}, men kun {word} {kroner(ceiling)}.", paid - ceiling, "paid"


def kontrol_timer(budget: Budget) -> Iterator[Kontrol]:
    """Given working time: whether it is counted, whether it has a rate, and whether its kroner follow the rate."""
    for kilde in budget.kilder:
        cells = [celle for celle in budget.celler if celle.kilde == kilde.uuid]
        if not kilde.is_hours or not cells:
            continue
        hours = sum((celle.hours for celle in cells if celle.hours is not None), Decimal(0))
        worth = sum((celle.amount for celle in cells), Decimal(0))
        unpriced = bool(hours) and kilde.rate is None
        what = f"«{kilde.name}» giver {_hours(hours, worth)}"
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
                told = f"«{kilde.name}»: {tal(celle.hours)} timer giver {kroner(right)}, ikke {kroner(celle.amount)}"
                yield Kontrol(
                    Kontrolart.TIMER, Niveau.FEJL, told, "finansieringskilde", kilde.uuid, "hour_rate",
                    tal=celle.amount - right, post=celle.post, kilde=kilde.uuid,
                )  # fmt: skip


def _hours(hours: Decimal, worth: Decimal) -> str:
    if not hours:
        return f"arbejdstid for {kroner(worth)}"
    return f"{tal(hours)} timer for {kroner(worth)}" if worth else f"{tal(hours)} timer"


def kontrol_uden_beloeb(budget: Budget) -> Iterator[Kontrol]:
    """A post that gets nothing: it is named, and what it costs is not said."""
    stated = {celle.post for celle in budget.celler}
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
    kontrol_timer,
    kontrol_uden_beloeb,
    kontrol_delaftaler,
)
