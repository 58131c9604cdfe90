"""The plan's money as facts: read in a fixed number of queries, computed by plans.budget."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from helhedsplan.numbers import fordel_afrunding, kroner
from plans.budget import Beloeb, Medfinansiering, Rammeopgoerelse, opgoer_medfinansiering, opgoer_ramme
from plans.choices import Bidragsform, Finansieringsart, Postart, Tilsagnstilstand
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
    is_state_stated: bool
    state_note: str
    amount: Decimal | None
    amount_as_printed: str
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
    def tabel(self) -> "Budgettabel":
        """The budget in whole kroner, as it is printed."""
        return budgettabel(self)

    @property
    def aarstabel(self) -> "Aarstabel | None":
        """The posts by calendar year; None when the budget states no year at all."""
        return aarstabel(self.poster)

    @property
    def has_used(self) -> bool:
        """Whether any source is used in the budget."""
        return any(kilde.used for kilde in self.kilder)

    @property
    def below_requirement(self) -> tuple[Postlinje, ...]:
        """Delaftaler whose own local share lies below the round's requirement: information, not an error."""
        if self.medfinansiering is None:
            return ()
        krav = self.medfinansiering.krav_pct
        shares = [(p, p.beloeb.lokal_pct) for p in self.poster if p.beloeb and p.kind == Postart.DELAFTALE]
        return tuple(post for post, share in shares if share is not None and share < krav)


@dataclass(frozen=True, slots=True)
class Budgetlinje:
    """A printed row: whole kroner, and how much of the frame it is (for the drawing, 0-100 with a dot)."""

    post: Postlinje
    trykt: Beloeb | None
    lokal_pct: Decimal | None
    bredde_lbf: str
    bredde_lokal: str


@dataclass(frozen=True, slots=True)
class Budgettabel:
    """The budget in whole kroner. Every printed sum is the sum of what is printed above it and beside it."""

    linjer: tuple[Budgetlinje, ...]
    fordelt: Beloeb
    ikke_fordelt: Beloeb | None
    ramme: Beloeb | None


@dataclass(frozen=True, slots=True)
class Aarslinje:
    """A post's total in each of the table's years, whole kroner; None where nothing is stated."""

    post: Postlinje
    per_year: tuple[Decimal | None, ...]
    total: Decimal


@dataclass(frozen=True, slots=True)
class Aarstabel:
    """Posts by calendar year. A year of None holds what the document gives without one."""

    years: tuple[int | None, ...]
    linjer: tuple[Aarslinje, ...]
    totals: tuple[Decimal, ...]
    total: Decimal


def budgettabel(oekonomi: Oekonomi) -> Budgettabel:
    """Round each column so that posts and remainder add up to the printed frame; rows are sums of what is printed."""
    stated = [post for post in oekonomi.poster if post.beloeb is not None]
    exact = [post.beloeb for post in stated if post.beloeb is not None]
    if oekonomi.opgoerelse:
        exact.append(oekonomi.opgoerelse.ikke_fordelt)
    columns = zip(
        fordel_afrunding([part.lbf for part in exact]), fordel_afrunding([part.lokal for part in exact]), strict=True
    )
    printed = [Beloeb(lbf, lokal) for lbf, lokal in columns]
    by_post = {post.uuid: row for post, row in zip(stated, printed, strict=False)}
    fordelt = sum(by_post.values(), Beloeb())
    rest = printed[-1] if oekonomi.opgoerelse else None
    whole = (oekonomi.ramme or fordelt).total
    return Budgettabel(
        linjer=tuple(_budgetlinje(post, by_post.get(post.uuid), whole) for post in oekonomi.poster),
        fordelt=fordelt,
        ikke_fordelt=rest,
        ramme=fordelt + rest if rest is not None else None,
    )


def _budgetlinje(post: Postlinje, trykt: Beloeb | None, whole: Decimal) -> Budgetlinje:
    beloeb = post.beloeb or Beloeb()
    return Budgetlinje(
        post=post,
        trykt=trykt,
        lokal_pct=beloeb.lokal_pct,
        bredde_lbf=_width(beloeb.lbf, whole),
        bredde_lokal=_width(beloeb.lokal, whole),
    )


def _width(part: Decimal, whole: Decimal) -> str:
    return f"{min(part / whole * 100, Decimal(100)):.2f}" if whole > 0 else "0"


def aarstabel(poster: tuple[Postlinje, ...]) -> Aarstabel | None:
    """The posts by year, or None when no amount has a year. Undated amounts stand last."""
    found = {year for post in poster for year, _ in post.per_year}
    if not found - {None}:
        return None
    years: tuple[int | None, ...] = (*sorted(year for year in found if year), *([None] if None in found else []))
    linjer = tuple(_aarslinje(post, years) for post in poster if post.per_year)
    totals = tuple(sum((line.per_year[i] or Decimal(0) for line in linjer), Decimal(0)) for i in range(len(years)))
    return Aarstabel(years=years, linjer=linjer, totals=totals, total=sum(totals, Decimal(0)))


def _aarslinje(post: Postlinje, years: tuple[int | None, ...]) -> Aarslinje:
    exact = {year: beloeb.total for year, beloeb in post.per_year}
    printed = dict(zip(exact, fordel_afrunding(list(exact.values())), strict=True))
    return Aarslinje(
        post=post,
        per_year=tuple(printed.get(year) for year in years),
        total=sum(printed.values(), Decimal(0)),
    )


def build_oekonomi(plan: Helhedsplan, *, as_of: date) -> Oekonomi:
    """All that pages and reports say about the plan's money as it was on the day. Three queries."""
    posts = list(plan.budgetposter.current(on=as_of).select_related("delaftale").order_by("order", "pk"))
    amounts = list(Budgetbeloeb.objects.filter(budgetpost__in=posts).select_related("kilde").order_by("year", "pk"))
    by_post: dict[int, list[Budgetbeloeb]] = defaultdict(list)
    used: dict[int, Decimal] = defaultdict(Decimal)
    for row in amounts:
        by_post[row.budgetpost_id].append(row)
        used[row.kilde_id] += row.amount
    poster = tuple(_postlinje(post, by_post[post.pk], counts_hours=plan.counts_hours) for post in posts)
    ramme = _ramme(plan)
    opgoerelse = opgoer_ramme(ramme, [post.beloeb for post in poster if post.beloeb]) if ramme else None
    share = plan.bevillingsrunde.min_local_share if plan.bevillingsrunde else None
    return Oekonomi(
        ramme=ramme,
        poster=poster,
        kilder=tuple(_kildelinje(kilde, used[kilde.pk]) for kilde in plan.finansieringskilder.current(on=as_of)),
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


def _postlinje(post: Budgetpost, rows: list[Budgetbeloeb], *, counts_hours: bool) -> Postlinje:
    """Working time is money only where the plan says so; otherwise it stands in words beside the cash."""
    counted = [row for row in rows if counts_hours or row.kilde.form != Bidragsform.TIMER]
    hours = sum((row.amount for row in rows if row not in counted), Decimal(0))
    years: dict[int | None, Beloeb] = defaultdict(Beloeb)
    for row in counted:
        years[row.year] += _beloeb(row)
    delaftale = post.delaftale
    note = post.note or (delaftale.budget_note if delaftale else "")
    beside = f"Hertil arbejdstid for {kroner(hours)}, som ikke er regnet med." if hours else ""
    return Postlinje(
        uuid=post.uuid,
        delaftale_uuid=delaftale.uuid if delaftale else None,
        title=post.title,
        kind=post.kind,
        beloeb=sum(years.values(), Beloeb()) if counted else None,
        per_year=tuple(sorted(years.items(), key=lambda item: item[0] or 0)),
        as_printed=delaftale.total_as_printed if delaftale else "",
        note=" ".join(filter(None, [note, beside])),
    )


def _kildelinje(kilde, used: Decimal) -> Kildelinje:
    return Kildelinje(
        uuid=kilde.uuid,
        name=kilde.name,
        kind_label=kilde.get_kind_display(),
        form_label=kilde.get_form_display(),
        state_label=kilde.get_state_display(),
        is_state_stated=kilde.state != Tilsagnstilstand.UOPLYST,
        state_note=kilde.state_note,
        amount=kilde.amount,
        amount_as_printed=kilde.amount_as_printed,
        aarsvaerk=kilde.aarsvaerk,
        years_text=kilde.years_text,
        used=used,
        note=kilde.note,
    )
