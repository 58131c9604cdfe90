"""The plan's money as facts: read in a fixed number of queries, computed and rounded once by plans.budget."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property, reduce
from typing import Any
from uuid import UUID

from helhedsplan.numbers import kroner, tal
from plans.budget import (
    Beloeb,
    Budget,
    Budgetkilde,
    Budgetraekke,
    Celle,
    Kontrol,
    Kontrolart,
    Medfinansiering,
    Rammeopgoerelse,
    Trykt,
    kontroller,
    medfinansiering,
    tryk,
    tryk_flyttet,
)
from plans.choices import Bidragsform, Finansieringsart
from plans.models import Budgetbeloeb, Budgetpost, Delaftale, Finansieringskilde, Helhedsplan
from plans.penge.aarstabel import Aarstabel, Soejle, aarstabel, soejler
from plans.penge.kildelinjer import Kildelinje, er_ude, kildelinjer, laes_kilder
from plans.penge.omdisponering.gaeldende import raekker, som_flytning

CELLE = ("budgetpost", "kilde", "year", "amount", "hours")
"""The columns of a cell, as they are read: 1.200 rows cost a third of what as many objects do."""


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
    udgiftsart: str = ""
    kontroller: tuple[Kontrol, ...] = ()

    def __add__(self, other: "Postlinje") -> "Postlinje":
        """Two posts of one delaftale as one; the first gives the name."""
        years: dict[int | None, Beloeb] = defaultdict(Beloeb)
        for year, beloeb in (*self.per_year, *other.per_year):
            years[year] += beloeb
        stated = [part for part in (self.beloeb, other.beloeb) if part is not None]
        return replace(
            self,
            beloeb=sum(stated, Beloeb()) if stated else None,
            per_year=_by_year(years),
            note=" ".join(filter(None, [self.note, other.note if other.note not in self.note else ""])),
            kontroller=(*self.kontroller, *other.kontroller),
        )


@dataclass(frozen=True)
class Oekonomi:
    """Posts against frame, co-financing against the round's requirement, checks, and all of it in whole kroner.

    `trykt` is the budget as it was agreed, `gaeldende` with the decided moves of the day; the same without any.
    `opgoerelse` and `medfinansiering` are None when the agreement states no frame.
    """

    budget: Budget
    trykt: Trykt
    gaeldende: Trykt
    ramme: Beloeb | None
    poster: tuple[Postlinje, ...]
    kilder: tuple[Kildelinje, ...]
    opgoerelse: Rammeopgoerelse | None
    medfinansiering: Medfinansiering | None
    kontroller: tuple[Kontrol, ...]
    lacks_years: bool

    @property
    def fordelt(self) -> Beloeb:
        """The sum of the posts."""
        return sum((post.beloeb for post in self.poster if post.beloeb), Beloeb())

    @property
    def er_flyttet(self) -> bool:
        """Whether any decided move counts, so that the budget in force is another than the agreed one."""
        return bool(self.budget.flyttet)

    @property
    def tabel(self) -> "Budgettabel":
        """The budget as it was agreed, in whole kroner, as it is printed."""
        return budgettabel(self, self.trykt)

    @property
    def gaeldende_tabel(self) -> "Budgettabel":
        """The budget in force, in whole kroner, as it is printed."""
        return budgettabel(self, self.gaeldende)

    @property
    def aarstabel(self) -> Aarstabel | None:
        """The posts in force by calendar year; None when the budget states no year at all."""
        titles = {post.uuid: post.title for post in self.poster}
        return aarstabel(titles, ((celle.post, celle.year, celle.amount) for celle in self.gaeldende.celler))

    @cached_property
    def kildetabel(self) -> Aarstabel | None:
        """The sources in force by calendar year, with what stands without one; None when the budget is empty."""
        names = {kilde.uuid: kilde.name for kilde in self.budget.kilder}
        cells = ((celle.kilde, celle.year, celle.amount) for celle in self.gaeldende.celler)
        return aarstabel(names, cells, undated_too=True)

    @property
    def soejler(self) -> tuple[Soejle, ...]:
        """A bar for each year, divided on the sources; nothing when the budget is empty."""
        tabel = self.kildetabel
        return soejler(tabel.years, [(line.title, line.per_year) for line in tabel.linjer]) if tabel else ()

    @property
    def has_used(self) -> bool:
        """Whether any source is used in the budget."""
        return any(kilde.used or kilde.hours for kilde in self.kilder)

    @property
    def has_stages(self) -> bool:
        """Whether it is known of any source what is confirmed or paid."""
        return any(kilde.confirmed is not None or kilde.paid is not None for kilde in self.kilder)

    @property
    def delaftaler(self) -> tuple[Postlinje, ...]:
        """Each delaftale with what it gets over all its posts."""
        groups: dict[UUID, list[Postlinje]] = {}
        for post in self.poster:
            if post.delaftale_uuid:
                groups.setdefault(post.delaftale_uuid, []).append(post)
        return tuple(reduce(Postlinje.__add__, posts) for posts in groups.values())

    @property
    def below_requirement(self) -> tuple[Postlinje, ...]:
        """Delaftaler whose own local share lies below the round's requirement: information, not an error."""
        if self.medfinansiering is None:
            return ()
        krav = self.medfinansiering.krav_pct
        shares = [(post, post.beloeb.lokal_pct) for post in self.delaftaler if post.beloeb]
        return tuple(post for post, share in shares if share is not None and share < krav)

    @property
    def at_mende(self) -> tuple[Kontrol, ...]:
        """The checks that found something to mend or to know, the most serious first."""
        return tuple(one for one in self.kontroller if not one.er_i_orden)

    @property
    def i_orden(self) -> tuple[Kontrol, ...]:
        """The checks that only tell; the requirement of co-financing has a part of the page of its own."""
        own_part = (Kontrolart.MEDFINANSIERING, Kontrolart.DELAFTALE)
        return tuple(one for one in self.kontroller if one.er_i_orden and one.slags not in own_part)


@dataclass(frozen=True, slots=True)
class Budgetlinje:
    """A printed row: whole kroner, and how much of the frame it is (for the drawing, 0-100 with a dot)."""

    post: Postlinje
    trykt: Beloeb | None
    lokal_pct: Decimal | None
    bredde_lbf: str
    bredde_lokal: str
    aftalt: Decimal = Decimal(0)

    @property
    def flyttet(self) -> Decimal:
        """What the decided moves brought (minus: took), whole kroner."""
        return (self.trykt.total if self.trykt else Decimal(0)) - self.aftalt


@dataclass(frozen=True, slots=True)
class Budgettabel:
    """The budget in whole kroner. Every printed sum is the sum of what is printed above it and beside it."""

    linjer: tuple[Budgetlinje, ...]
    fordelt: Beloeb
    ikke_fordelt: Beloeb | None
    ramme: Beloeb | None

    @property
    def aftalt(self) -> Decimal:
        """What was agreed for the posts together."""
        return sum((linje.aftalt for linje in self.linjer), Decimal(0))

    @property
    def flyttet(self) -> Decimal:
        """What the moves changed in all: nought, as long as money stays money that is counted."""
        return self.fordelt.total - self.aftalt


def budgettabel(oekonomi: Oekonomi, trykt: Trykt) -> Budgettabel:
    """Posts, what they sum to, what is not given out, and the frame, as they are printed."""
    agreed = oekonomi.trykt.poster
    whole = (oekonomi.ramme or trykt.fordelt).total
    return Budgettabel(
        linjer=tuple(
            _budgetlinje(post, trykt.poster.get(post.uuid), agreed.get(post.uuid), whole) for post in oekonomi.poster
        ),
        fordelt=trykt.fordelt,
        ikke_fordelt=trykt.ikke_fordelt,
        ramme=trykt.ramme,
    )


def _budgetlinje(post: Postlinje, trykt: Beloeb | None, agreed: Beloeb | None, whole: Decimal) -> Budgetlinje:
    # As long as nothing is moved, shares are those of the exact amounts.
    beloeb = (post.beloeb if trykt == agreed else trykt) or Beloeb()
    return Budgetlinje(
        post=post,
        trykt=trykt,
        lokal_pct=beloeb.lokal_pct,
        bredde_lbf=_width(beloeb.lbf, whole),
        bredde_lokal=_width(beloeb.lokal, whole),
        aftalt=agreed.total if agreed else Decimal(0),
    )


def _width(part: Decimal, whole: Decimal) -> str:
    return f"{max(min(part / whole * 100, Decimal(100)), Decimal(0)):.2f}" if whole > 0 else "0"


def build_oekonomi(plan: Helhedsplan, *, as_of: date) -> Oekonomi:
    """All that pages and reports say about the plan's money as it was on the day. Four queries."""
    posts = list(plan.budgetposter.current(on=as_of).select_related("delaftale").order_by("order", "pk"))
    rows = list(Budgetbeloeb.objects.filter(budgetpost__in=posts).order_by("year", "pk").values_list(*CELLE))
    kilder = laes_kilder(plan)
    moved = _flyttede(plan, posts, kilder, as_of)
    in_use = [kilde for kilde in kilder if not er_ude(kilde, as_of)]
    budget = build_budget(plan, posts, rows, in_use, moved, kilder)
    trykt, flyttet = tryk(budget), tryk_flyttet(budget)
    gaeldende = trykt + flyttet if flyttet else trykt
    found = kontroller(budget, trykt, gaeldende)
    beside: dict[UUID, list[Celle]] = defaultdict(list)
    for celle in trykt.udenfor:
        beside[celle.post].append(celle)
    by_post: dict[UUID, list[Kontrol]] = defaultdict(list)
    for one in found:
        if one.post:
            by_post[one.post].append(one)
    years = _aar_pr_post(budget)
    return Oekonomi(
        budget=budget,
        trykt=trykt,
        gaeldende=gaeldende,
        ramme=budget.ramme,
        poster=tuple(_postlinje(post, years.get(post.uuid), beside[post.uuid], by_post[post.uuid]) for post in posts),
        kilder=kildelinjer(kilder, budget, trykt, gaeldende, as_of=as_of),
        opgoerelse=budget.opgoerelse,
        medfinansiering=medfinansiering(budget),
        kontroller=found,
        lacks_years=any(year is None for _, _, year, _, _ in rows),
    )


def _flyttede(
    plan: Helhedsplan, posts: Iterable[Budgetpost], kilder: Iterable[Finansieringskilde], as_of: date
) -> dict[tuple[int, int, int | None], Decimal]:
    """What the moves that count on the day change, by post, source and year. One query."""
    known, sources = {post.pk for post in posts}, {one.pk for one in kilder}
    found: dict[tuple[int, int, int | None], Decimal] = defaultdict(Decimal)
    for flytning in map(som_flytning, raekker(plan)):
        if flytning.taeller(as_of):
            for celle, amount in ((flytning.fra, -flytning.beloeb), (flytning.til, flytning.beloeb)):
                if celle.post in known and celle.kilde in sources:
                    found[celle.post, celle.kilde, celle.aar] += amount
    return {key: amount for key, amount in found.items() if amount}


def _aar_pr_post(budget: Budget) -> dict[UUID, dict[int | None, Beloeb]]:
    """What was agreed for each post in each year: only what is money in the budget."""
    found: dict[UUID, dict[int | None, Beloeb]] = defaultdict(lambda: defaultdict(Beloeb))
    for (post, is_lbf), cells in budget.sider.items():
        sums: dict[int | None, Decimal] = defaultdict(Decimal)
        for celle in cells:
            sums[celle.year] += celle.amount
        of_post = found[post]
        for year, amount in sums.items():
            of_post[year] += Beloeb(lbf=amount) if is_lbf else Beloeb(lokal=amount)
    return found


def build_budget(
    plan: Helhedsplan,
    posts: Sequence[Budgetpost],
    rows: Sequence[tuple[Any, ...]],
    in_use: Iterable[Finansieringskilde],
    flyttet: Mapping[tuple[int, int, int | None], Decimal],
    kilder: Iterable[Finansieringskilde],
) -> Budget:
    """The rows as plain values. `posts` with their delaftale, `rows` as CELLE; no queries.

    `flyttet` is what the decided moves change, by post, source and year. A source that was taken out but is still used
    is part of the budget; it stands after those `in_use`.
    """
    by_post: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    everyone = {kilde.pk: kilde for kilde in kilder}
    sources = {kilde.pk: (kilde, False) for kilde in in_use}
    for row in rows:
        by_post[row[0]].append(row)
    for pk in (*(row[1] for row in rows), *(kilde for _, kilde, _ in flyttet)):
        if pk not in sources:
            sources[pk] = (everyone[pk], True)
    uuids, kilde_uuids = {post.pk: post.uuid for post in posts}, {pk: one.uuid for pk, (one, _) in sources.items()}
    return Budget(
        plan=plan.uuid,
        raekker=tuple(budgetraekke(post, post.delaftale) for post in posts),
        kilder=tuple(budgetkilde(kilde, is_retired=gone) for kilde, gone in sources.values()),
        celler=tuple(
            Celle(post.uuid, kilde_uuids[kilde], year, amount, hours)
            for post in posts
            for _, kilde, year, amount, hours in by_post[post.pk]
        ),
        ramme=_ramme(plan),
        min_share=plan.bevillingsrunde.min_local_share if plan.bevillingsrunde else None,
        counts_hours=plan.counts_hours,
        flyttet=tuple(
            Celle(uuids[post], kilde_uuids[kilde], year, amount) for (post, kilde, year), amount in flyttet.items()
        ),
    )


def budgetraekke(post: Budgetpost, delaftale: Delaftale | None) -> Budgetraekke:
    """A post as a plain value; `delaftale` is the post's own, which the caller has read."""
    if delaftale is None:
        return Budgetraekke(post.uuid, post.title)
    return Budgetraekke(post.uuid, post.title, delaftale.uuid, delaftale.title, delaftale.total_as_printed)


def budgetkilde(kilde: Finansieringskilde, *, is_retired: bool = False) -> Budgetkilde:
    """A source as a plain value."""
    return Budgetkilde(
        uuid=kilde.uuid,
        name=kilde.name,
        is_lbf=kilde.kind == Finansieringsart.LBF,
        is_hours=kilde.form == Bidragsform.TIMER,
        rate=kilde.hour_rate,
        amount=kilde.amount,
        amount_as_printed=kilde.amount_as_printed,
        confirmed=kilde.confirmed,
        paid=kilde.paid,
        is_retired=is_retired,
    )


def _ramme(plan: Helhedsplan) -> Beloeb | None:
    if plan.frame_lbf is None or plan.frame_lokal is None:
        return None
    return Beloeb(plan.frame_lbf, plan.frame_lokal)


def _postlinje(
    post: Budgetpost, years: Mapping[int | None, Beloeb] | None, beside: list[Celle], found: list[Kontrol]
) -> Postlinje:
    """Working time is money only where the plan says so; otherwise it stands in words beside the cash."""
    delaftale = post.delaftale
    note = post.note or (delaftale.budget_note if delaftale else "")
    return Postlinje(
        uuid=post.uuid,
        delaftale_uuid=delaftale.uuid if delaftale else None,
        title=post.title,
        kind=post.kind,
        beloeb=sum(years.values(), Beloeb()) if years else None,
        per_year=_by_year(years or {}),
        as_printed=delaftale.total_as_printed if delaftale else "",
        note=" ".join(filter(None, [note, _beside(beside)])),
        udgiftsart=post.get_udgiftsart_display(),
        kontroller=tuple(found),
    )


def _by_year(years: Mapping[int | None, Beloeb]) -> tuple[tuple[int | None, Beloeb], ...]:
    return tuple(sorted(years.items(), key=lambda item: item[0] or 0))


def _beside(cells: list[Celle]) -> str:
    """Given working time that is not counted, in words."""
    hours = sum((celle.hours for celle in cells if celle.hours), Decimal(0))
    worth = sum((celle.amount for celle in cells), Decimal(0))
    what = [f"{tal(hours)} timer" if hours else "arbejdstid", f"for {kroner(worth)}" if worth else ""]
    return f"Hertil {' '.join(filter(None, what))}, som ikke er regnet med." if hours or worth else ""
