"""Actuals as they are printed: whole kroner, and every printed sum is the sum of what is printed. No queries."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from uuid import UUID

from helhedsplan.numbers import fordel_afrunding, kroner
from plans.penge.regnskab.regler import NOUGHT, Stand


@dataclass(frozen=True, slots=True)
class Raatal:
    """A row before it is rounded: kroner, exactly. `budget` is None where the agreement states none.

    `is_open`: the budget is not all there (part of it has no year), so nothing can be said to be too much.
    `trykt_budget` and `trykt_brugt` are whole kroner where another table prints them too.
    """

    navn: str
    uuid: UUID | None
    budget: Decimal | None
    brugt: Decimal
    overfoert: Decimal = NOUGHT
    is_open: bool = False
    trykt_budget: Decimal | None = None
    trykt_brugt: Decimal | None = None

    @property
    def stand(self) -> Stand:
        """Spent against what there is to spend."""
        nothing = self.budget is None and not self.overfoert
        return Stand(None if nothing else (self.budget or NOUGHT) + self.overfoert, self.brugt)


@dataclass(frozen=True, slots=True)
class Linje:
    """A printed row, whole kroner. `pct` and `is_overspent` come from the exact figures."""

    navn: str
    uuid: UUID | None
    budget: Decimal | None
    overfoert: Decimal
    brugt: Decimal
    pct: Decimal | None
    is_overspent: bool

    @property
    def til_raadighed(self) -> Decimal | None:
        """Budget and what was carried in."""
        return None if self.budget is None and not self.overfoert else (self.budget or NOUGHT) + self.overfoert

    @property
    def rest(self) -> Decimal | None:
        """What is left; None without a budget."""
        return None if self.til_raadighed is None else self.til_raadighed - self.brugt

    @property
    def for_meget(self) -> str:
        """How much more is spent than there was, as the row prints it."""
        more = self.brugt - (self.til_raadighed or NOUGHT)
        return kroner(more) if more else "under 1 kr."

    @property
    def bredde(self) -> str:
        """How far a bar reaches, 0-100 with a dot."""
        return "0" if self.pct is None else f"{min(max(self.pct, NOUGHT), Decimal(100)):.2f}"


@dataclass(frozen=True, slots=True)
class Tabel:
    """Rows with their sum."""

    linjer: tuple[Linje, ...]
    i_alt: Linje

    @property
    def har_overfoert(self) -> bool:
        """Whether anything was carried into any row."""
        return any(linje.overfoert for linje in self.linjer)

    @property
    def over(self) -> tuple[Linje, ...]:
        """Rows where more is spent than there was."""
        return tuple(linje for linje in self.linjer if linje.is_overspent)


def trykt(rows: Sequence[Raatal], *, i_alt: str = "I alt") -> Tabel:
    """Whole kroner: what is printed elsewhere as it is printed there, else so that parts add up to the rounded sum."""
    columns = zip(
        _column([row.trykt_budget for row in rows], [row.budget or NOUGHT for row in rows]),
        fordel_afrunding([row.overfoert for row in rows]),
        _column([row.trykt_brugt for row in rows], [row.brugt for row in rows]),
        strict=True,
    )
    linjer = tuple(
        Linje(
            navn=row.navn,
            uuid=row.uuid,
            budget=None if row.budget is None else budget,
            overfoert=overfoert,
            brugt=brugt,
            pct=row.stand.pct,
            is_overspent=row.stand.is_overspent and not row.is_open,
        )
        for row, (budget, overfoert, brugt) in zip(rows, columns, strict=True)
    )
    return Tabel(linjer, _sum(i_alt, rows, linjer))


def _column(printed: Sequence[Decimal | None], exact: Sequence[Decimal]) -> list[Decimal]:
    if all(part is None for part in printed):
        return fordel_afrunding(exact)
    return [part or NOUGHT for part in printed]


def _sum(navn: str, rows: Sequence[Raatal], linjer: Sequence[Linje]) -> Linje:
    stated = [row for row in rows if row.budget is not None]
    exact = Raatal(
        navn,
        None,
        sum((row.budget or NOUGHT for row in stated), NOUGHT) if stated else None,
        sum((row.brugt for row in rows), NOUGHT),
        sum((row.overfoert for row in rows), NOUGHT),
    )
    return Linje(
        navn=navn,
        uuid=None,
        budget=sum((linje.budget or NOUGHT for linje in linjer), NOUGHT) if stated else None,
        overfoert=sum((linje.overfoert for linje in linjer), NOUGHT),
        brugt=sum((linje.brugt for linje in linjer), NOUGHT),
        pct=exact.stand.pct,
        is_overspent=exact.stand.is_overspent and not any(row.is_open for row in rows),
    )


def tryk_forbrug(brugt: Mapping[tuple[int, int], Decimal]) -> dict[tuple[int, int], Decimal]:
    """Actuals by (post, year) in whole kroner, from which posts, years and all of it are summed.

    Posts are rounded so that they give the rounded whole. What a post has is shared out over its years, each krone to
    the year that has lost most by then. No cell moves a whole krone, and a year comes close to its own sum.
    """
    by_post: dict[int, list[int]] = defaultdict(list)
    for post, year in brugt:
        by_post[post].append(year)
    posts = [sum((brugt[post, year] for year in years), NOUGHT) for post, years in by_post.items()]
    owed: dict[int, Decimal] = defaultdict(Decimal)
    found = {}
    for (post, years), total in zip(by_post.items(), fordel_afrunding(posts), strict=True):
        floors = {year: brugt[post, year].to_integral_value(ROUND_FLOOR) for year in years}
        missing = int(total - sum(floors.values(), NOUGHT))
        broken = [year for year in years if floors[year] != brugt[post, year]]
        for year in sorted(broken, key=lambda year: floors[year] - brugt[post, year] - owed[year])[:missing]:
            floors[year] += 1
        for year in years:
            owed[year] += brugt[post, year] - floors[year]
            found[post, year] = floors[year]
    return found
