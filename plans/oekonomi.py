"""The plan's money as facts: read in a fixed number of queries, computed by plans.budget."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from plans.budget import Beloeb, Medfinansiering, Rammeopgoerelse, opgoer_medfinansiering, opgoer_ramme
from plans.choices import Finansieringsart, Postart
from plans.models import Budgetbeloeb, Budgetpost, Helhedsplan


@dataclass(frozen=True, slots=True)
class Postlinje:
    """A budget post with what it gets. `beloeb` is None when the document states no amount for it."""

    uuid: UUID
    delaftale_uuid: UUID | None
    title: str
    kind: str
    beloeb: Beloeb | None
    per_year: tuple[tuple[int | None, Beloeb], ...]
    as_printed: str
    note: str


@dataclass(frozen=True, slots=True)
class Kildelinje:
    """A source with what the agreement says of it, and what the budget uses of it (kroner)."""

    uuid: UUID
    name: str
    kind_label: str
    form_label: str
    state_label: str
    state_note: str
    amount: Decimal | None
    aarsvaerk: Decimal | None
    years_text: str
    used: Decimal
    note: str


@dataclass(frozen=True, slots=True)
class Oekonomi:
    """Posts against frame, co-financing against the round's requirement.

    `opgoerelse` and `medfinansiering` are None when the agreement states no frame.
    """

    ramme: Beloeb | None
    poster: tuple[Postlinje, ...]
    kilder: tuple[Kildelinje, ...]
    opgoerelse: Rammeopgoerelse | None
    medfinansiering: Medfinansiering | None
    lacks_years: bool

    @property
    def fordelt(self) -> Beloeb:
        """The sum of the posts."""
        return sum((post.beloeb for post in self.poster if post.beloeb), Beloeb())

    @property
    def below_requirement(self) -> tuple[Postlinje, ...]:
        """Delaftaler whose own local share lies below the round's requirement: information, not an error."""
        if self.medfinansiering is None:
            return ()
        krav = self.medfinansiering.krav_pct
        shares = [(p, p.beloeb.lokal_pct) for p in self.poster if p.beloeb and p.kind == Postart.DELAFTALE]
        return tuple(post for post, share in shares if share is not None and share < krav)


def build_oekonomi(plan: Helhedsplan) -> Oekonomi:
    """All that pages and reports say about the plan's money. Three queries."""
    amounts = list(
        Budgetbeloeb.objects.filter(budgetpost__helhedsplan=plan, budgetpost__retired_on__isnull=True)
        .select_related("kilde")
        .order_by("year", "pk")
    )
    by_post: dict[int, list[Budgetbeloeb]] = defaultdict(list)
    used: dict[int, Decimal] = defaultdict(Decimal)
    for row in amounts:
        by_post[row.budgetpost_id].append(row)
        used[row.kilde_id] += row.amount
    posts = Budgetpost.objects.filter(helhedsplan=plan, retired_on__isnull=True).select_related("delaftale")
    poster = tuple(_postlinje(post, by_post[post.pk]) for post in posts.order_by("order", "pk"))
    ramme = _ramme(plan)
    opgoerelse = opgoer_ramme(ramme, [post.beloeb for post in poster if post.beloeb]) if ramme else None
    share = plan.bevillingsrunde.min_local_share if plan.bevillingsrunde else None
    return Oekonomi(
        ramme=ramme,
        poster=poster,
        kilder=tuple(_kildelinje(kilde, used[kilde.pk]) for kilde in plan.finansieringskilder.current()),
        opgoerelse=opgoerelse,
        medfinansiering=opgoer_medfinansiering(ramme, share) if ramme and share is not None else None,
        lacks_years=any(row.year is None for row in amounts),
    )


def _ramme(plan: Helhedsplan) -> Beloeb | None:
    if plan.frame_lbf is None or plan.frame_lokal is None:
        return None
    return Beloeb(plan.frame_lbf, plan.frame_lokal)


def _beloeb(row: Budgetbeloeb) -> Beloeb:
    if row.kilde.kind == Finansieringsart.LBF:
        return Beloeb(lbf=row.amount)
    return Beloeb(lokal=row.amount)


def _postlinje(post: Budgetpost, rows: list[Budgetbeloeb]) -> Postlinje:
    years: dict[int | None, Beloeb] = defaultdict(Beloeb)
    for row in rows:
        years[row.year] += _beloeb(row)
    delaftale = post.delaftale
    return Postlinje(
        uuid=post.uuid,
        delaftale_uuid=delaftale.uuid if delaftale else None,
        title=post.title,
        kind=post.kind,
        beloeb=sum(years.values(), Beloeb()) if rows else None,
        per_year=tuple(sorted(years.items(), key=lambda item: item[0] or 0)),
        as_printed=delaftale.total_as_printed if delaftale else "",
        note=post.note or (delaftale.budget_note if delaftale else ""),
    )


def _kildelinje(kilde, used: Decimal) -> Kildelinje:
    return Kildelinje(
        uuid=kilde.uuid,
        name=kilde.name,
        kind_label=kilde.get_kind_display(),
        form_label=kilde.get_form_display(),
        state_label=kilde.get_state_display(),
        state_note=kilde.state_note,
        amount=kilde.amount,
        aarsvaerk=kilde.aarsvaerk,
        years_text=kilde.years_text,
        used=used,
        note=kilde.note,
    )
