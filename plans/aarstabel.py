"""Rows by calendar year in whole kroner, and the same drawn as bars. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

FARVER = 6
"""So many fills there are in the style sheet; more sources than that begin over again, with their name beside."""


@dataclass(frozen=True, slots=True)
class Aarslinje:
    """A row's total in each of the table's years, whole kroner; None where nothing is stated.

    `farve` is the fill of its parts where the table is drawn (0-5).
    """

    title: str
    per_year: tuple[Decimal | None, ...]
    total: Decimal
    farve: int = 0


@dataclass(frozen=True, slots=True)
class Aarstabel:
    """Rows by calendar year. A year of None holds what the document gives without one."""

    years: tuple[int | None, ...]
    linjer: tuple[Aarslinje, ...]
    totals: tuple[Decimal, ...]
    total: Decimal


@dataclass(frozen=True, slots=True)
class Soejledel:
    """A source's part of a year's bar. `x` and `bredde` are of 100, with a dot; `farve` is 0-5."""

    navn: str
    beloeb: Decimal
    x: str
    bredde: str
    farve: int


@dataclass(frozen=True, slots=True)
class Soejle:
    """A year's bar. `aar` is None for what the agreement gives without a year."""

    aar: int | None
    i_alt: Decimal
    dele: tuple[Soejledel, ...]


def soejler(years: Sequence[int | None], rows: Sequence[tuple[str, Sequence[Decimal | None]]]) -> tuple[Soejle, ...]:
    """One bar a year from the printed whole kroner by source; the longest year fills the width."""
    totals = [sum((values[i] or Decimal(0) for _, values in rows), Decimal(0)) for i in range(len(years))]
    longest = max(totals, default=Decimal(0))
    if longest <= 0:
        return ()
    found = []
    for i, (year, total) in enumerate(zip(years, totals, strict=True)):
        x, parts = Decimal(0), []
        for number, (name, values) in enumerate(rows):
            amount = values[i]
            if amount:
                width = amount / longest * 100
                parts.append(Soejledel(name, amount, f"{x:.2f}", f"{width:.2f}", number % FARVER))
                x += width
        found.append(Soejle(year, total, tuple(parts)))
    return tuple(found)


def aarstabel(self) -> "Aarstabel | None":
        """The posts by calendar year; None when the budget states no year at all."""
        titles = {post.uuid: post.title for post in self.poster}
        return aarstabel(titles, ((celle.post, celle.year, celle.amount) for celle in self.trykt.celler))

    @property
    def kildetabel(self) -> "Aarstabel | None":
        """The sources by calendar year, with what stands without one; None when the budget is empty."""
        names = {kilde.uuid: kilde.name for kilde in self.budget.kilder}
        cells = ((celle.kilde, celle.year, celle.amount) for celle in self.trykt.celler)
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


@dataclass(frozen=True, slots=True)
class Budgettabel:
    """The budget in whole kroner. Every printed sum is the sum of what is printed above it and beside it."""

    linjer: tuple[Budgetlinje, ...]
    fordelt: Beloeb
    ikke_fordelt: Beloeb | None
    ramme: Beloeb | None


def budgettabel(oekonomi: Oekonomi) -> Budgettabel:
    """Posts, what they sum to, what is not given out, and the frame, as they are printed."""
    trykt = oekonomi.trykt
    whole = (oekonomi.ramme or trykt.fordelt).total
    return Budgettabel(
        linjer=tuple(_budgetlinje(post, trykt.poster.get(post.uuid), whole) for post in oekonomi.poster),
        fordelt=trykt.fordelt,
        ikke_fordelt=trykt.ikke_fordelt,
        ramme=trykt.ramme,
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


def aarstabel(
    titles: dict[UUID, str], cells: Iterable[tuple[UUID, int | None, Decimal]], *, undated_too: bool = False
) -> Aarstabel | None:
    """Rows by year from printed cells (row, year, whole kroner). Undated amounts stand last.

    None when no amount has a year, or with `undated_too` when there are no amounts.
    """
    sums: dict[UUID, dict[int | None, Decimal]] = defaultdict(dict)
    for row, year, amount in cells:
        sums[row][year] = sums[row].get(year, Decimal(0)) + amount
    found = {year for of_row in sums.values() for year in of_row}
    if not found or (not found - {None} and not undated_too):
        return None
    years: tuple[int | None, ...] = (*sorted(year for year in found if year), *([None] if None in found else []))
    named = [(title, sums[row]) for row, title in titles.items() if row in sums]
    linjer = tuple(_aarslinje(title, of_row, years, n % FARVER) for n, (title, of_row) in enumerate(named))
    totals = tuple(sum((line.per_year[i] or Decimal(0) for line in linjer), Decimal(0)) for i in range(len(years)))
    return Aarstabel(years=years, linjer=linjer, totals=totals, total=sum(totals, Decimal(0)))


def _aarslinje(title: str, sums: dict[int | None, Decimal], years: tuple[int | None, ...], farve: int) -> Aarslinje:
    return Aarslinje(title, tuple(sums.get(year) for year in years), sum(sums.values(), Decimal(0)), farve)
