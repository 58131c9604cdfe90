"""Money: what the budget's own checks (plans.budget) say that contradicts itself, as findings.

What is merely not there (a post without an amount, a budget without years) is said by what the plan lacks; a
delaftale below the requirement and working time that is not counted are no contradictions.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from indsatser.selvmodsigelser.grundlag import Grundlag
from indsatser.selvmodsigelser.typer import Niveau, Selvmodsigelse, Slags, fund
from plans.budget import Beloeb, Budget, Budgetkilde, Celle, Kontrolart, kontroller
from plans.penge.oekonomi import budgetkilde, budgetraekke

MODSIGELSER = frozenset(
    {Kontrolart.RAMME, Kontrolart.MEDFINANSIERING, Kontrolart.TRYKT, Kontrolart.TILSAGN, Kontrolart.UNDER_NUL}
)


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
    """The plan's budget, with the moves that count today, as the economy page has it."""
    plan = g.plan
    kilder = {kilde.pk: kilde.uuid for kilde in g.alle_kilder}
    by_post: dict[int, list[Any]] = defaultdict(list)
    for row in g.beloeb:
        by_post[row.budgetpost_id].append(row)
    cells = tuple(
        Celle(post.uuid, kilder[row.kilde_id], row.year, row.amount) for post in g.poster for row in by_post[post.pk]
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
        flyttet=tuple(_moved(g)),
    )


def _moved(g: Grundlag) -> Iterator[Celle]:
    posts = {post.pk: post.uuid for post in g.poster}
    kilder = {kilde.pk: kilde.uuid for kilde in g.alle_kilder}
    for move in g.flytninger:
        if move.taeller(g.today):
            for place, amount in ((move.fra, -move.beloeb), (move.til, move.beloeb)):
                if place.post in posts and place.kilde in kilder:
                    yield Celle(posts[place.post], kilder[place.kilde], place.aar, amount)


def _sources(g: Grundlag) -> Iterator[Budgetkilde]:
    """The plan's sources, then those that were taken out but are still used."""
    used = {row.kilde_id for row in g.beloeb}
    yield from (budgetkilde(kilde) for kilde in g.kilder)
    for kilde in g.alle_kilder:
        if kilde.pk in used and not kilde.is_in_force(g.today):
            yield budgetkilde(kilde, is_retired=True)
