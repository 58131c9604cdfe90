"""The budget in force: the original amounts with the decided moves, read in few queries, computed by `regler`.

The original stands where it was entered (Budgetbeloeb) and is never written over by a move.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from plans.models import Budgetbeloeb, Helhedsplan, Omdisponering
from plans.penge.omdisponering.regler import Celle, Cellestand, Flytning, Mangel, mangler, opgoer


@dataclass(frozen=True)
class Budgetstand:
    """Every cell of a plan's budget on a day: original, what left, what came, and what it holds (`efter`), kroner."""

    dag: date
    celler: Mapping[Celle, Cellestand]

    def beloeb(self, post: int, aar: int | None, kilde: int) -> Decimal:
        """What a cell holds on the day; nought where nothing was given and nothing came."""
        return self.celler.get(Celle(post, aar, kilde), Cellestand()).efter

    @cached_property
    def er_aendret(self) -> bool:
        """Whether any move counts on the day."""
        return any(stand.ud or stand.ind for stand in self.celler.values())

    @cached_property
    def total(self) -> Decimal:
        """The sum of the budget; a move never changes it."""
        return sum((stand.efter for stand in self.celler.values()), Decimal(0))


def gaeldende_budget(plan: Helhedsplan, dag: date) -> Budgetstand:
    """The plan's budget in force on the day, without posts that were out of use then. Three queries.

    Keys are `Celle(post pk, year or None, kilde pk)`. Working time is in it like cash: the source's form tells which.
    """
    out = set(plan.budgetposter.filter(retired_on__lte=dag).values_list("pk", flat=True))
    celler = opgoer(oprindelige(plan), [som_flytning(row) for row in raekker(plan)], dag=dag)
    return Budgetstand(dag, {celle: stand for celle, stand in celler.items() if celle.post not in out})


def budgetmangler(plan: Helhedsplan) -> tuple[Mangel, ...]:
    """The cells that give more than they hold, as when an amount was lowered after a move. Two queries."""
    return tuple(mangler(oprindelige(plan), [som_flytning(row) for row in raekker(plan)]).values())


def oprindelige(plan: Helhedsplan) -> dict[Celle, Decimal]:
    """The amounts as they were entered. One query."""
    rows = Budgetbeloeb.objects.in_plan(plan).order_by("budgetpost__order", "budgetpost", "year", "kilde")
    return {Celle(*key): amount for *key, amount in rows.values_list("budgetpost", "year", "kilde", "amount")}


def raekker(plan: Helhedsplan) -> Iterable[Omdisponering]:
    """All the plan's moves, also those that went out of use: they counted until then."""
    return plan.omdisponeringer.order_by("moved_on", "pk")


def som_flytning(row: Omdisponering) -> Flytning:
    """A stored move as the rules read it."""
    return Flytning(
        noegle=row.pk or 0,
        fra=Celle(row.from_post_id, row.from_year, row.from_kilde_id),
        til=Celle(row.to_post_id, row.to_year, row.to_kilde_id),
        beloeb=row.amount,
        gaelder_fra=row.gaelder_fra,
        ophoerer=row.retired_on,
    )
