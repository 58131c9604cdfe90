"""Money: posts against frame, and amounts that are printed otherwise than they add up."""

from collections.abc import Iterator
from decimal import Decimal

from helhedsplan.numbers import kroner
from indsatser.selvmodsigelser.grundlag import Grundlag
from indsatser.selvmodsigelser.typer import Niveau, Selvmodsigelse, Slags, fund, og
from plans.budget import Beloeb, er_velformet, laesninger, opgoer_ramme
from plans.choices import Bidragsform, Finansieringsart


def find(g: Grundlag) -> Iterator[Selvmodsigelse]:
    """All findings about money."""
    yield from _frame(g)
    yield from _printed_totals(g)
    yield from _sources(g)


def _posts(g: Grundlag) -> dict[int, Beloeb]:
    """Budgetpost pk → what it gets; working time counts only where the plan says so (docs/regler.md §5)."""
    found = {post.pk: Beloeb() for post in g.poster}
    for row in g.beloeb:
        counts = g.plan.counts_hours or row.kilde_form != Bidragsform.TIMER
        if row.budgetpost_id in found and counts:
            is_lbf = row.kilde_kind == Finansieringsart.LBF
            found[row.budgetpost_id] += Beloeb(lbf=row.amount) if is_lbf else Beloeb(lokal=row.amount)
    return found


def _frame(g: Grundlag) -> Iterator[Selvmodsigelse]:
    """What the posts leave of the frame, or take beyond it, per source."""
    plan, posts = g.plan, [beloeb for beloeb in _posts(g).values() if beloeb.total]
    if plan.frame_lbf is None or plan.frame_lokal is None or not posts:
        return
    result = opgoer_ramme(Beloeb(plan.frame_lbf, plan.frame_lokal), posts)
    rest = result.ikke_fordelt
    if not rest.lbf and not rest.lokal:
        return
    text = (
        f"Posterne giver {kroner(result.fordelt.total)}; aftalens ramme er {kroner(result.ramme.total)}. "
        f"Forskellen er {og([_rest(amount, name) for amount, name in _by_source(rest) if amount])}{_together(rest)}."
    )
    yield fund(
        Slags.PENGE,
        Niveau.FEJL if result.is_overdrawn else Niveau.ADVARSEL,
        text,
        plan,
        "frame_lbf" if rest.lbf else "frame_lokal",
        "plans:oekonomi_detail",
        plan,
    )


def _by_source(rest: Beloeb) -> list[tuple[Decimal, str]]:
    return [(rest.lbf, "fra Landsbyggefonden"), (rest.lokal, "af den lokale medfinansiering")]


def _rest(amount: Decimal, name: str) -> str:
    return f"{kroner(amount)} {name}" if amount > 0 else f"{kroner(-amount)} {name} for meget"


def _together(rest: Beloeb) -> str:
    if rest.lbf > 0 and rest.lokal > 0:
        return f", i alt {kroner(rest.total)}, som ikke er fordelt"
    return ", som ikke er fordelt" if rest.lbf >= 0 and rest.lokal >= 0 else ""


def _printed_totals(g: Grundlag) -> Iterator[Selvmodsigelse]:
    """A delaftale's printed total against Landsbyggefonden + local."""
    posts = _posts(g)
    sums: dict[int, Beloeb] = {}
    for post in g.poster:
        if post.delaftale_id:
            sums[post.delaftale_id] = sums.get(post.delaftale_id, Beloeb()) + posts[post.pk]
    for row in g.delaftaler:
        beloeb = sums.get(row.pk)
        if not row.total_as_printed or beloeb is None or not beloeb.total:
            continue
        added = f"{kroner(beloeb.lbf)} + {kroner(beloeb.lokal)} = {kroner(beloeb.total)}"
        if beloeb.total not in laesninger(row.total_as_printed):
            text = f"«{row.title}»: det samlede beløb er trykt «{row.total_as_printed}», men {added}."
        elif not er_velformet(row.total_as_printed):
            text = (
                f"«{row.title}»: det samlede beløb er trykt «{row.total_as_printed}», som ikke er et beløb. "
                f"Læst som {kroner(beloeb.total)} stemmer det: {added}."
            )
        else:
            continue
        yield fund(Slags.PENGE, Niveau.FEJL, text, row, "total_as_printed", "reporting:delaftale_detail", row)


def _sources(g: Grundlag) -> Iterator[Selvmodsigelse]:
    """A source's printed amount against its amount, and its amount against what the budget takes from it."""
    used: dict[int, Decimal] = {}
    for row in g.beloeb:
        used[row.kilde_id] = used.get(row.kilde_id, Decimal(0)) + row.amount
    for kilde in g.kilder:
        if kilde.amount is None:
            continue
        readings = laesninger(kilde.amount_as_printed)
        if readings and kilde.amount not in readings:
            text = f"«{kilde.name}»: beløbet er trykt «{kilde.amount_as_printed}», men sat til {kroner(kilde.amount)}."
            yield fund(Slags.PENGE, Niveau.FEJL, text, kilde, "amount", "plans:oekonomi_detail", g.plan)
        taken = used.get(kilde.pk, Decimal(0))
        if taken > kilde.amount:
            text = f"«{kilde.name}» giver {kroner(kilde.amount)}, men budgettet bruger {kroner(taken)}."
            yield fund(Slags.PENGE, Niveau.FEJL, text, kilde, "amount", "plans:oekonomi_detail", g.plan)
