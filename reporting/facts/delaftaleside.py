"""What a delaftale's own page says beside its criteria: parties, the list of activities, money and figures."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from indsatser.models import Indikatorvaerdi, PlanlagtAktivitet
from plans.budget import Beloeb
from plans.models import Delaftale, Part
from plans.penge.oekonomi import Oekonomi, Postlinje


@dataclass(frozen=True, slots=True)
class Planlagt:
    """A line in the delaftale's list of activities, with the lines under it."""

    row: PlanlagtAktivitet
    under: tuple[PlanlagtAktivitet, ...]


@dataclass(frozen=True, slots=True)
class Delaftaleside:
    """What is agreed in a delaftale. `post` is None where the budget has no row for it; `trykt` is whole kroner."""

    parter: tuple[Part, ...]
    planlagte: tuple[Planlagt, ...]
    indikatorer: tuple[Indikatorvaerdi, ...]
    post: Postlinje | None
    trykt: Beloeb | None
    krav_pct: Decimal | None
    is_below_requirement: bool


def build_delaftaleside(delaftale: Delaftale, oekonomi: Oekonomi, *, as_of: date) -> Delaftaleside:
    """Three queries beside the plan's own."""
    post = next((p for p in oekonomi.delaftaler if p.delaftale_uuid == delaftale.uuid), None)
    planlagte = delaftale.planlagte_aktiviteter.current(on=as_of).select_related("aktivitet")
    figures = delaftale.indikatorvaerdier.current(on=as_of).select_related("indikator", "boligomraade")
    return Delaftaleside(
        parter=tuple(delaftale.parter.current(on=as_of).order_by("order", "pk")),
        planlagte=nest(planlagte.order_by("order", "pk")),
        indikatorer=tuple(figures.order_by("order", "pk")),
        post=post,
        trykt=oekonomi.trykt.per_delaftale(oekonomi.budget).get(delaftale.uuid),
        krav_pct=oekonomi.medfinansiering.krav_pct if oekonomi.medfinansiering else None,
        is_below_requirement=post in oekonomi.below_requirement,
    )


def nest(rows: Iterable[PlanlagtAktivitet]) -> tuple[Planlagt, ...]:
    """Each line with the lines under it; one whose own parent is gone stands by itself."""
    rows = list(rows)
    known = {row.pk for row in rows}
    under: dict[int, list[PlanlagtAktivitet]] = defaultdict(list)
    for row in rows:
        if row.parent_id in known:
            under[row.parent_id].append(row)
    return tuple(Planlagt(row, tuple(under[row.pk])) for row in rows if row.parent_id not in known)
