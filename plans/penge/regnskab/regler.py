"""The rules of actuals as pure arithmetic over Decimal kroner. In prose: docs/regler.md. Nothing here rounds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from helhedsplan.datoer import dato

HUNDRED = Decimal(100)
NOUGHT = Decimal(0)
MIN_DAYS = 90
"""How many days of a year's time in the plan must have gone before its pace says anything."""


@dataclass(frozen=True, slots=True)
class Stand:
    """Actuals against what there is to spend (kroner). `til_raadighed` is None where nothing is budgeted."""

    til_raadighed: Decimal | None
    brugt: Decimal

    @property
    def rest(self) -> Decimal | None:
        """What is left; negative when more is spent than there was. None without anything to hold it against."""
        return None if self.til_raadighed is None else self.til_raadighed - self.brugt

    @property
    def pct(self) -> Decimal | None:
        """How much is spent, in per cent; None where there is nothing to take a share of."""
        return self.brugt / self.til_raadighed * HUNDRED if self.til_raadighed else None

    @property
    def is_overspent(self) -> bool:
        """Whether more is spent than there was, also when nothing was budgeted at all."""
        return self.brugt > (self.til_raadighed or NOUGHT)


# --- Expected year end ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Aarsforloeb:
    """A calendar year as the plan has it: its days within the plan's period, and how far the accounts run.

    `runs_to` is None when nobody has said it and no row has a date.
    """

    year: int
    first: date
    last: date
    runs_to: date | None
    is_final: bool = False

    @property
    def days(self) -> int:
        """The days of the year that lie within the plan."""
        return (self.last - self.first).days + 1

    @property
    def days_gone(self) -> int:
        """How many of them the accounts cover."""
        if self.runs_to is None or self.runs_to < self.first:
            return 0
        return (min(self.runs_to, self.last) - self.first).days + 1

    @property
    def is_over(self) -> bool:
        """Whether the accounts cover all the days there are, or are final."""
        return self.is_final or (self.runs_to is not None and self.runs_to >= self.last)


@dataclass(frozen=True, slots=True)
class Ventet:
    """What the year is expected to end at (kroner), or why that cannot be said."""

    beloeb: Decimal | None
    forklaring: str


def aarsforloeb(
    year: int, *, plan_first: date | None, plan_last: date | None, runs_to: date | None, is_final: bool = False
) -> Aarsforloeb:
    """The year's days within the plan. A year outside the period is taken whole: money may come after the end."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    begins, ends = max(first, plan_first or first), min(last, plan_last or last)
    if begins > ends:
        begins, ends = first, last
    return Aarsforloeb(year=year, first=begins, last=ends, runs_to=runs_to, is_final=is_final)


def ventet_aarsslut(brugt: Decimal, forloeb: Aarsforloeb, *, has_rows: bool = True) -> Ventet:
    """What is spent by the year's end if the rest of it goes as the part that is gone: spent ÷ days gone × days.

    Refuses, with the reason: nothing is booked; nobody has said how far the accounts run; too little of the year has
    gone (90 days, or half of its days in the plan if they are fewer than 180); only corrections are booked.
    """
    if forloeb.is_over:
        word = "Årets regnskab er endeligt." if forloeb.is_final else "Regnskabet dækker hele årets tid i planen."
        return Ventet(brugt, word)
    if not has_rows:
        return Ventet(None, "Der er intet bogført i året endnu.")
    if forloeb.runs_to is None:
        return Ventet(None, "Det er ikke oplyst, hvilken dag regnskabet går til.")
    gone, days = forloeb.days_gone, forloeb.days
    if gone == 0:
        return Ventet(None, f"Årets tid i planen begynder først {dato(forloeb.first)}.")
    needed = min(MIN_DAYS, -(-days // 2))
    if gone < needed:
        return Ventet(
            None,
            f"Regnskabet går kun til {dato(forloeb.runs_to)}: {gone} af årets {days} dage i planen."
            f" Der skal være gået {needed}, før tempoet siger noget.",
        )
    if brugt <= 0:
        return Ventet(None, "Det bogførte er samlet nul eller mindre, så der er intet tempo at regne med.")
    expected = brugt / gone * days
    return Ventet(
        expected, f"Bogført til {dato(forloeb.runs_to)}, {gone} af {days} dage; resten af året i samme tempo."
    )


# --- The reguleringskonto ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Aarstal:
    """What a source had and spent in a year (kroner), and whether the year's accounts are final."""

    year: int
    budget: Decimal
    brugt: Decimal
    is_final: bool = False


@dataclass(frozen=True, slots=True)
class Kontoaar:
    """A source's year on the reguleringskonto (kroner).

    primo − frigivet + indsat = ultimo. `frigivet` is what was carried into the year with approval, `indsat` what the
    year left unspent (negative: overspent), which is known only when its accounts are final: None until then.
    """

    year: int
    budget: Decimal
    brugt: Decimal
    primo: Decimal
    frigivet: Decimal
    indsat: Decimal | None
    ultimo: Decimal

    @property
    def stand(self) -> Stand:
        """Spent against budget and what was carried in."""
        return Stand(self.budget + self.frigivet, self.brugt)

    @property
    def is_overdrawn(self) -> bool:
        """Whether more was carried into the year than stood on the account."""
        return self.frigivet > max(self.primo, NOUGHT)

    @property
    def is_negative(self) -> bool:
        """Whether the account ends below nought: more is spent than there was."""
        return self.ultimo < 0


def kontoudvikling(years: Iterable[Aarstal], frigivet: Mapping[int, Decimal]) -> tuple[Kontoaar, ...]:
    """The account year by year, oldest first. `frigivet` is what was carried into each year with approval.

    Nothing appears or vanishes: what is budgeted in the final years and not spent in them is what stands on the
    account at last or was carried into a year that is not final. A year that something is carried into has its row.
    """
    by_year = {row.year: row for row in years}
    for year in frigivet:
        by_year.setdefault(year, Aarstal(year, NOUGHT, NOUGHT))
    found, balance = [], NOUGHT
    for year in sorted(by_year):
        row, released = by_year[year], frigivet.get(year, NOUGHT)
        left = row.budget + released - row.brugt if row.is_final else None
        end = balance - released + (left or NOUGHT)
        found.append(Kontoaar(year, row.budget, row.brugt, balance, released, left, end))
        balance = end
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Rest:
    """What a final year left, how much of it is carried over or asked for, and what is still on the account."""

    year: int
    ikke_brugt: Decimal
    overfoert: Decimal

    @property
    def tilbage(self) -> Decimal:
        """Negative: more is carried over than the year left."""
        return self.ikke_brugt - self.overfoert
