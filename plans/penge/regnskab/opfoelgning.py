"""Actuals against budget as facts, in a fixed number of queries: for the page, the paper and the board.

`build_opfoelgning` is the one way in. What is printed is rounded once, in plans.penge.regnskab.tabeller.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q, Sum

from helhedsplan.numbers import round_kr
from plans.choices import Bidragsform
from plans.models import Budgetpost, Forbrug, Helhedsplan, Overfoersel, Regnskabsaar
from plans.penge.omdisponering.gaeldende import gaeldende_budget
from plans.penge.regnskab.konto import Kildekonto, byg_konti, dag_i_aar, netto_overfoert
from plans.penge.regnskab.regler import NOUGHT, Aarsforloeb, Ventet, aarsforloeb, ventet_aarsslut
from plans.penge.regnskab.saetninger import Bemaerkning, bemaerkninger, tre_saetninger
from plans.penge.regnskab.tabeller import Linje, Raatal, Tabel, fordel_til, trykt

Celle = tuple[int, int, int | None]
"""(budgetpost, finansieringskilde, year): the keys the money is added up by."""


@dataclass(frozen=True, slots=True)
class Aar:
    """A calendar year: what there was, what is spent, where it is heading."""

    year: int
    linje: Linje
    forloeb: Aarsforloeb
    ventet: Ventet
    regnskabsaar: UUID | None
    note: str = ""

    @property
    def ventet_rest(self) -> Decimal | None:
        """What is expected to be left at the year's end, whole kroner; None where it cannot be said."""
        if self.ventet.beloeb is None or self.linje.til_raadighed is None:
            return None
        return self.linje.til_raadighed - round_kr(self.ventet.beloeb)


@dataclass(frozen=True, slots=True)
class Postraekke:
    """What a post has spent in each of the years, whole kroner; None where nothing is booked."""

    uuid: UUID
    navn: str
    brugt: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Opfoelgning:
    """Actuals against budget. `uden_aar` is the part of the budget that has no year, in kroner."""

    as_of: date
    poster: Tabel
    kilder: Tabel
    aar: tuple[Aar, ...]
    aarstabel: Tabel
    post_aar: tuple[Postraekke, ...]
    konti: tuple[Kildekonto, ...]
    uden_aar: Decimal
    arbejdstid: Decimal
    antal: int

    @property
    def har_forbrug(self) -> bool:
        """Whether anything is booked at all; nothing booked and nothing spent are two things."""
        return self.antal > 0

    @property
    def igang(self) -> Aar | None:
        """The year of the day if anything is booked in it, else the last one before it with something."""
        so_far = [row for row in self.aar if row.year <= self.as_of.year]
        booked = [row for row in so_far if row.linje.brugt]
        return (booked or so_far)[-1] if so_far else None

    @property
    def til_og_med(self) -> date | None:
        """The latest day the accounts run to."""
        return max((row.forloeb.runs_to for row in self.aar if row.forloeb.runs_to), default=None)

    @property
    def paa_kontoen(self) -> Decimal:
        """What stands on the reguleringskonto, all sources, in kroner."""
        return sum((konto.staar for konto in self.konti), NOUGHT)

    @property
    def saetninger(self) -> tuple[str, ...]:
        """At most three sentences, for the board."""
        return tre_saetninger(self)

    @property
    def bemaerkninger(self) -> tuple[Bemaerkning, ...]:
        """What somebody should look at."""
        return bemaerkninger(self)

    @property
    def kan_goeres_op(self) -> bool:
        """Whether any account can be known: some source has its whole budget by year, and a final year."""
        return any(konto.rester for konto in self.konti)

    @property
    def bevaegede_konti(self) -> tuple[Kildekonto, ...]:
        """The accounts with anything to show."""
        return tuple(konto for konto in self.konti if konto.has_movements)


def build_opfoelgning(plan: Helhedsplan, *, as_of: date) -> Opfoelgning:
    """All that pages and reports say about what became of the plan's money. Eight queries."""
    kilder = list(plan.finansieringskilder.order_by("order", "pk"))
    hours = {row.pk for row in kilder if row.form == Bidragsform.TIMER} if not plan.counts_hours else set()
    budget = budgetceller(plan, as_of)
    actuals = _actuals(plan)
    brugt = {(row["budgetpost"], row["kilde"], row["year"]): row["beloeb"] for row in actuals}
    states = {row.year: row for row in Regnskabsaar.objects.in_plan(plan).filter(retired_on__isnull=True)}
    carried = list(
        Overfoersel.objects.in_plan(plan)
        .filter(retired_on__isnull=True)
        .select_related("kilde", "beslutning")
        .order_by("from_year", "pk")
    )
    years = _years(plan, [*budget, *brugt], carried)
    money = _Penge({key: amount for key, amount in budget.items() if key[1] not in hours})
    spent = _Penge({key: amount for key, amount in brugt.items() if key[1] not in hours})
    # What is out of use has a row as long as there is money under it: every table sums to the same.
    in_kilder, in_poster = {*money.kilder, *spent.kilder}, {*money.poster, *spent.poster}
    cash = [row for row in kilder if row.pk not in hours and (not row.is_retired or row.pk in in_kilder)]
    posts = [row for row in plan.budgetposter.order_by("order", "pk") if not row.is_retired or row.pk in in_poster]
    final = [year for year, row in states.items() if row.is_final]
    konti = byg_konti(cash, carried, money.kilde_aar, spent.kilde_aar, final, years, money.udateret)
    aarstabel = trykt([_year_row(year, money, spent, konti) for year in years])
    by_year = list(zip(years, aarstabel.linjer, strict=True))
    return Opfoelgning(
        as_of=as_of,
        poster=trykt([Raatal(row.title, row.uuid, *_pair(row.pk, money.poster, spent.poster)) for row in posts]),
        kilder=trykt([Raatal(row.name, row.uuid, *_pair(row.pk, money.kilder, spent.kilder)) for row in cash]),
        aar=tuple(_aar(plan, linje, year, states.get(year), actuals, spent) for year, linje in by_year),
        aarstabel=aarstabel,
        post_aar=_post_aar(posts, by_year, spent),
        konti=konti,
        uden_aar=money.aar.get(None, NOUGHT),
        arbejdstid=sum((amount for key, amount in brugt.items() if key[1] in hours), NOUGHT),
        antal=sum(row["antal"] for row in actuals),
    )


class _Penge:
    """Amounts by (post, source, year), added up along each of them once. What has no entry has no amount."""

    def __init__(self, cells: Mapping[Celle, Decimal]) -> None:
        self.poster: dict[int, Decimal] = defaultdict(Decimal)
        self.kilder: dict[int, Decimal] = defaultdict(Decimal)
        self.aar: dict[int | None, Decimal] = defaultdict(Decimal)
        self.kilde_aar: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
        self.post_aar: dict[tuple[int, int | None], Decimal] = defaultdict(Decimal)
        self.udateret = {kilde for _, kilde, year in cells if year is None}
        for (post, kilde, year), amount in cells.items():
            self.poster[post] += amount
            self.kilder[kilde] += amount
            self.aar[year] += amount
            self.post_aar[post, year] += amount
            if year is not None:
                self.kilde_aar[kilde, year] += amount


def _pair(key: Any, money: Mapping[Any, Decimal], spent: Mapping[Any, Decimal]) -> tuple[Decimal | None, Decimal]:
    """Budget (None where none is stated) and actuals under a key."""
    return money.get(key), spent.get(key, NOUGHT)


def budgetceller(plan: Helhedsplan, dag: date) -> dict[Celle, Decimal]:
    """The budget in force on the day by post, source and year: what was given, with the decided moves. Three queries.

    The one place that says what actuals are held against.
    """
    stand = gaeldende_budget(plan, dag)
    return {(celle.post, celle.kilde, celle.aar): each.efter for celle, each in stand.celler.items()}


def brugt_i_alt(plan: Helhedsplan, *, on: date | None = None) -> Decimal | None:
    """All that is booked on the plan, kroner; None where nothing is. Working time as the plan counts it. One query.

    With `on` what was booked by that day; what has only a year counts from the year's last day.
    """
    rows = Forbrug.objects.in_plan(plan).filter(retired_on__isnull=True)
    if on:
        over = on.year if (on.month, on.day) == (12, 31) else on.year - 1
        rows = rows.filter(Q(booked_on__lte=on) | Q(booked_on__isnull=True, year__lte=over))
    if not plan.counts_hours:
        rows = rows.exclude(kilde__form=Bidragsform.TIMER)
    amount: Decimal | None = rows.aggregate(i_alt=Sum("amount"))["i_alt"]
    return amount


def _actuals(plan: Helhedsplan) -> list[dict[str, Any]]:
    """What is booked, added up by post, source and year, with how many rows and the last day. One query.

    What was taken out counts on no day: it was taken out because it was never so.
    """
    rows = Forbrug.objects.in_plan(plan).filter(retired_on__isnull=True).order_by()
    return list(
        rows.values("budgetpost", "kilde", "year").annotate(
            beloeb=Sum("amount"), antal=Count("pk"), dateret=Count("booked_on"), senest=Max("booked_on")
        )
    )


def _years(plan: Helhedsplan, cells: Iterable[Celle], carried: Iterable[Overfoersel]) -> list[int]:
    """The years of the plan's period, and any other with money in it."""
    found = {*plan.calendar_years, *(key[2] for key in cells if key[2] is not None)}
    return sorted(found | {year for row in carried for year in (row.from_year, row.to_year)})


def _year_row(year: int, money: _Penge, spent: _Penge, konti: Iterable[Kildekonto]) -> Raatal:
    is_open = None in money.aar
    return Raatal(str(year), None, *_pair(year, money.aar, spent.aar), netto_overfoert(konti, year), is_open)


def _aar(
    plan: Helhedsplan,
    linje: Linje,
    year: int,
    state: Regnskabsaar | None,
    actuals: Iterable[dict[str, Any]],
    spent: _Penge,
) -> Aar:
    rows = [row for row in actuals if row["year"] == year]
    forloeb = aarsforloeb(
        year,
        plan_first=plan.start_date,
        plan_last=plan.end_date,
        runs_to=_runs_to(year, state, rows),
        is_final=bool(state and state.is_final),
    )
    brugt = spent.aar.get(year, NOUGHT)
    return Aar(
        year=year,
        linje=linje,
        forloeb=forloeb,
        ventet=ventet_aarsslut(brugt, forloeb, has_rows=bool(rows)),
        regnskabsaar=state.uuid if state else None,
        note=state.note if state else "",
    )


def _runs_to(year: int, state: Regnskabsaar | None, rows: Sequence[dict[str, Any]]) -> date | None:
    """The day that is said; else the last day booked, if every row of the year has one."""
    if state and state.runs_to:
        return state.runs_to
    if not rows or any(row["dateret"] < row["antal"] for row in rows):
        return None
    return dag_i_aar(max(row["senest"] for row in rows), year)


def _post_aar(
    posts: Sequence[Budgetpost], by_year: Sequence[tuple[int, Linje]], spent: _Penge
) -> tuple[Postraekke, ...]:
    """Each year's column adds up to what the table of years prints."""
    columns = []
    for year, linje in by_year:
        exact = [spent.post_aar.get((post.pk, year)) for post in posts]
        printed = fordel_til([part or NOUGHT for part in exact], linje.brugt)
        columns.append([None if part is None else shown for part, shown in zip(exact, printed, strict=True)])
    return tuple(
        Postraekke(post.uuid, post.title, tuple(column[number] for column in columns))
        for number, post in enumerate(posts)
    )
