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
from plans.budget import Celle as Budgetcelle
from plans.budget import Kontrol
from plans.budget.kroner import Kr
from plans.choices import Bidragsform
from plans.models import Budgetpost, Finansieringskilde, Forbrug, Helhedsplan, Overfoersel, Regnskabsaar
from plans.penge.oekonomi import Oekonomi, build_oekonomi
from plans.penge.regnskab.dobbelt import dobbelt_overfoert, viderefoert
from plans.penge.regnskab.konto import Kildekonto, byg_konti, dag_i_aar, netto_overfoert
from plans.penge.regnskab.regler import NOUGHT, Aarsforloeb, Ventet, aarsforloeb, ventet_aarsslut
from plans.penge.regnskab.saetninger import Bemaerkning, bemaerkninger, tre_saetninger
from plans.penge.regnskab.tabeller import Linje, Raatal, Tabel, tryk_forbrug, trykt

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
        return self.linje.til_raadighed - (self.ventet_kr or NOUGHT)

    @property
    def ventet_kr(self) -> Decimal | None:
        """What the year is expected to end at, whole kroner: a year that is over ends at what is printed as spent."""
        if self.ventet.beloeb is None:
            return None
        return self.linje.brugt if self.forloeb.is_over else round_kr(self.ventet.beloeb)


@dataclass(frozen=True, slots=True)
class Postraekke:
    """What a post has spent in each of the years, whole kroner; None where nothing is booked."""

    uuid: UUID
    navn: str
    brugt: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Opfoelgning:
    """Actuals against budget as of a day. `uden_aar` is the part of the budget that has no year.

    `senere` is what is booked after the day, `udateret` what the day's year has without a date (kroner).
    """

    as_of: date
    poster: Tabel
    kilder: Tabel
    aar: tuple[Aar, ...]
    aarstabel: Tabel
    post_aar: tuple[Postraekke, ...]
    konti: tuple[Kildekonto, ...]
    uden_aar: Kr
    arbejdstid: Decimal
    antal: int
    senere: Decimal = NOUGHT
    udateret: Decimal = NOUGHT
    kontroller: tuple[Kontrol, ...] = ()

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


def build_opfoelgning(plan: Helhedsplan, *, as_of: date, oekonomi: Oekonomi | None = None) -> Opfoelgning:
    """All that pages and reports say about what became of the plan's money by the day.

    Six queries, and those of `build_oekonomi` where the caller has not built it.
    """
    oekonomi = oekonomi or build_oekonomi(plan, as_of=as_of)
    kilder = list(plan.finansieringskilder.order_by("order", "pk"))
    alle_poster = list(plan.budgetposter.order_by("order", "pk"))
    hours = {row.pk for row in kilder if row.form == Bidragsform.TIMER} if not plan.counts_hours else set()
    money, printed = _budget(oekonomi, alle_poster, kilder)
    rows = _actuals(plan, as_of)
    actuals = [row for row in rows if row["antal"]]
    brugt = {(row["budgetpost"], row["kilde"], row["year"]): row["beloeb"] for row in actuals}
    spent = _Penge({key: amount for key, amount in brugt.items() if key[1] not in hours})
    states = {row.year: row for row in Regnskabsaar.objects.in_plan(plan).current(on=as_of)}
    is_over = plan.end_date is not None and as_of >= plan.end_date
    carried = list(
        Overfoersel.objects.in_plan(plan)
        .current(on=as_of)
        .select_related("kilde", "beslutning")
        .order_by("from_year", "pk")
    )
    years = _years(plan, [*money.celler, *brugt], carried)
    # What is out of use has a row as long as there is money under it: every table sums to the same.
    in_kilder, in_poster = {*money.kilder, *spent.kilder}, {*money.poster, *spent.poster}
    cash = [row for row in kilder if row.pk not in hours and (not row.is_retired or row.pk in in_kilder)]
    posts = [row for row in alle_poster if not row.is_retired or row.pk in in_poster]
    final = [year for year, row in states.items() if row.is_final and (is_over or date(year, 12, 31) <= as_of)]
    answered = None if is_over else as_of
    konti = byg_konti(cash, carried, money.kilde_aar, spent.kilde_aar, final, years, money.udateret, answered)
    cells = _Penge({(post, 0, year): amount for (post, year), amount in tryk_forbrug(spent.post_aar).items()})
    aarstabel = trykt([_year_row(year, money, spent, konti, printed, cells) for year in years])
    by_year = list(zip(years, aarstabel.linjer, strict=True))
    moved = viderefoert(plan, as_of=as_of) if carried else {}
    return Opfoelgning(
        as_of=as_of,
        poster=trykt(
            [
                _row(row.title, row.uuid, row.pk, (money.poster, spent.poster), (printed.poster, cells.poster))
                for row in posts
            ]
        ),
        kilder=trykt(
            [_row(row.name, row.uuid, row.pk, (money.kilder, spent.kilder), (printed.kilder, {})) for row in cash]
        ),
        aar=tuple(
            _aar(plan, linje, year, states.get(year), actuals, spent, as_of, is_final=year in final, is_over=is_over)
            for year, linje in by_year
        ),
        aarstabel=aarstabel,
        post_aar=_post_aar(posts, years, cells),
        konti=konti,
        uden_aar=Kr(money.aar.get(None, NOUGHT), printed.aar.get(None, NOUGHT)),
        arbejdstid=sum((amount for key, amount in brugt.items() if key[1] in hours), NOUGHT),
        antal=sum(row["antal"] for row in actuals),
        senere=sum((row["senere"] or NOUGHT for row in rows), NOUGHT),
        udateret=sum((row["udateret"] or NOUGHT for row in rows if row["year"] == as_of.year), NOUGHT),
        kontroller=dobbelt_overfoert(konti, moved),
    )


class _Penge:
    """Amounts by (post, source, year), added up along each of them once. What has no entry has no amount."""

    def __init__(self, cells: Mapping[Celle, Decimal]) -> None:
        self.poster: dict[int, Decimal] = defaultdict(Decimal)
        self.kilder: dict[int, Decimal] = defaultdict(Decimal)
        self.aar: dict[int | None, Decimal] = defaultdict(Decimal)
        self.kilde_aar: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
        self.post_aar: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
        self.celler = tuple(cells)
        self.udateret = {kilde for _, kilde, year in cells if year is None}
        for (post, kilde, year), amount in cells.items():
            self.poster[post] += amount
            self.kilder[kilde] += amount
            self.aar[year] += amount
            if year is not None:
                self.post_aar[post, year] += amount
                self.kilde_aar[kilde, year] += amount


Opdelt = tuple[Mapping[Any, Decimal], Mapping[Any, Decimal]]
"""Budget and actuals, each by the same keys."""


def _row(navn: str, uuid: UUID | None, key: Any, exact: Opdelt, printed: Opdelt, **more: Any) -> Raatal:
    """Budget (None where none is stated) and actuals under a key, as they are and as they are printed elsewhere."""
    money, spent = exact
    budget, brugt = printed[0].get(key), printed[1].get(key)
    return Raatal(navn, uuid, money.get(key), spent.get(key, NOUGHT), trykt_budget=budget, trykt_brugt=brugt, **more)


def _budget(
    oekonomi: Oekonomi, posts: Iterable[Budgetpost], kilder: Iterable[Finansieringskilde]
) -> tuple[_Penge, _Penge]:
    """The budget in force on the day, exactly and as its own tables print it: what actuals are held against."""
    post_pk, kilde_pk = {row.uuid: row.pk for row in posts}, {row.uuid: row.pk for row in kilder}

    def by_pk(cells: Iterable[Budgetcelle]) -> dict[Celle, Decimal]:
        return {(post_pk[each.post], kilde_pk[each.kilde], each.year): each.amount for each in cells}

    printed = by_pk(oekonomi.gaeldende.celler)
    counted = [celle for celle in oekonomi.budget.gaeldende if oekonomi.budget.taeller(celle)]
    if all(celle.amount == celle.amount.to_integral_value() for celle in counted):
        return (whole := _Penge(printed)), whole
    return _Penge(by_pk(counted)), _Penge(printed)


def brugt_i_alt(plan: Helhedsplan, *, as_of: date) -> Decimal | None:
    """All that is booked on the plan by the day, kroner; None where nothing is. Working time as the plan counts it."""
    rows = Forbrug.objects.in_plan(plan).filter(Forbrug.Rows.booked_by(as_of, plan.end_date), retired_on__isnull=True)
    if not plan.counts_hours:
        rows = rows.exclude(kilde__form=Bidragsform.TIMER)
    amount: Decimal | None = rows.aggregate(i_alt=Sum("amount"))["i_alt"]
    return amount


def _actuals(plan: Helhedsplan, day: date) -> list[dict[str, Any]]:
    """What is booked by the day, added up by post, source and year, with how many rows and the last day. One query.

    What was taken out counts on no day: it was taken out because it was never so. `senere` is what came after the day.
    """
    counts = Forbrug.Rows.booked_by(day, plan.end_date)
    rows = Forbrug.objects.in_plan(plan).filter(retired_on__isnull=True).order_by()
    return list(
        rows.values("budgetpost", "kilde", "year").annotate(
            beloeb=Sum("amount", filter=counts),
            antal=Count("pk", filter=counts),
            dateret=Count("booked_on", filter=counts),
            senest=Max("booked_on", filter=counts),
            senere=Sum("amount", filter=~counts),
            udateret=Sum("amount", filter=counts & Q(booked_on__isnull=True)),
        )
    )


def _years(plan: Helhedsplan, cells: Iterable[Celle], carried: Iterable[Overfoersel]) -> list[int]:
    """The years of the plan's period, and any other with money in it."""
    found = {*plan.calendar_years, *(key[2] for key in cells if key[2] is not None)}
    return sorted(found | {year for row in carried for year in (row.from_year, row.to_year)})


def _year_row(
    year: int, money: _Penge, spent: _Penge, konti: Iterable[Kildekonto], printed: _Penge, cells: _Penge
) -> Raatal:
    more = {"overfoert": netto_overfoert(konti, year), "is_open": None in money.aar}
    return _row(str(year), None, year, (money.aar, spent.aar), (printed.aar, cells.aar), **more)


def _aar(
    plan: Helhedsplan,
    linje: Linje,
    year: int,
    state: Regnskabsaar | None,
    actuals: Iterable[dict[str, Any]],
    spent: _Penge,
    as_of: date,
    *,
    is_final: bool,
    is_over: bool,
) -> Aar:
    rows = [row for row in actuals if row["year"] == year]
    forloeb = aarsforloeb(
        year,
        plan_first=plan.start_date,
        plan_last=plan.end_date,
        runs_to=_runs_to(year, state, rows, None if is_over else as_of),
        is_final=is_final,
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


def _runs_to(year: int, state: Regnskabsaar | None, rows: Sequence[dict[str, Any]], as_of: date | None) -> date | None:
    """The day that is said, but not after the day of the report; else the last day booked, if every row has one.

    With rows without a date the day that is said stands: what they come to runs so far, whatever day is asked about.
    """
    is_dated = not any(row["dateret"] < row["antal"] for row in rows)
    if state and state.runs_to:
        if as_of is None or state.runs_to <= as_of or not is_dated:
            return state.runs_to
        return dag_i_aar(as_of, year)
    if not rows or not is_dated:
        return None
    return dag_i_aar(max(row["senest"] for row in rows), year)


def _post_aar(posts: Sequence[Budgetpost], years: Sequence[int], cells: _Penge) -> tuple[Postraekke, ...]:
    """Each row adds up to what the table of posts prints, each column to what the table of years prints."""
    return tuple(
        Postraekke(post.uuid, post.title, tuple(cells.post_aar.get((post.pk, year)) for year in years))
        for post in posts
    )
