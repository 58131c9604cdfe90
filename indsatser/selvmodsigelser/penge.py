"""Money: what the budget's own checks (plans.budget) say that contradicts itself, as findings.

What is merely not there (a post without an amount, a budget without years) is said by what the plan lacks; a
delaftale below the requirement and working time that is not counted are no contradictions.
"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from indsatser.selvmodsigelser.grundlag import Grundlag
from indsatser.selvmodsigelser.typer import Niveau, Selvmodsigelse, Slags, fund
from plans.budget import Beloeb, Budget, Budgetkilde, Celle, Kontrolart, kontroller
from plans.choices import Bidragsform, Finansieringsart
from plans.penge.oekonomi import budgetkilde, budgetraekke

MODSIGELSER = frozenset({Kontrolart.RAMME, Kontrolart.MEDFINANSIERING, Kontrolart.TRYKT, Kontrolart.TILSAGN})


def find(g: Grundlag) -> Iterator[Selvmodsigelse]:
    """All findings about money."""
    rows: dict[UUID, Any] = {g.plan.uuid: g.plan}
    rows |= {row.uuid: row for row in (*g.delaftaler, *g.poster, *g.kilder)}
    for one in kontroller(_budget(g)):
        if one.slags in MODSIGELSER and one.niveau != Niveau.OPLYSNING and one.uuid in rows:
            row = rows[one.uuid]
            page = ("reporting:delaftale_detail", row) if one.art == "delaftale" else ("plans:oekonomi_detail", g.plan)
            yield fund(Slags.PENGE, Niveau(one.niveau), one.saetning, row, one.felt, *page)


def _budget(g: Grundlag) -> Budget:
    """The plan's budget over all years: what the findings are about does not turn on the year."""
    plan = g.plan
    posts = {post.pk: post.uuid for post in g.poster}
    cells = tuple(
        Celle(posts[row.budgetpost_id], row.kilde_uuid, None, row.amount)
        for row in g.beloeb
        if row.budgetpost_id in posts
    )
    frame = (plan.frame_lbf, plan.frame_lokal)
    return Budget(
        plan=plan.uuid,
        raekker=tuple(budgetraekke(post, g.delaftale.get(post.delaftale_id or 0)) for post in g.poster),
        kilder=tuple(_sources(g)),
        celler=cells,
        ramme=Beloeb(*frame) if None not in frame else None,  # type: ignore[arg-type]
        min_share=plan.bevillingsrunde.min_local_share if plan.bevillingsrunde else None,
        counts_hours=plan.counts_hours,
    )


def _sources(g: Grundlag) -> Iterator[Budgetkilde]:
    """The plan's sources, then those that were taken out but are still used."""
    seen: set[UUID] = set()
    for kilde in g.kilder:
        seen.add(kilde.uuid)
        yield budgetkilde(kilde)
    for row in g.beloeb:
        if row.kilde_uuid not in seen:
            seen.add(row.kilde_uuid)
            lbf, hours = row.kilde_kind == Finansieringsart.LBF, row.kilde_form == Bidragsform.TIMER
            yield Budgetkilde(row.kilde_uuid, row.kilde_name, lbf, hours, is_retired=True)
