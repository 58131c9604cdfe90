"""When a deadline is reminded of: the steps of its rule, counted in days of the calendar. Pure: no clock, no database.

Days are dates in Denmark, so a night with 23 or 25 hours counts as one (docs/regler.md 10).
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from plans.choices import Rolle

GAMMELT = timedelta(days=31)
"""A step that nobody was told of within this time is not caught up on: the letter would be about what was."""


@dataclass(frozen=True, slots=True)
class Regel:
    """The rule of one kind: days before, the day itself, and every `igen_efter` days after it, `hoejst` times."""

    slags: str
    foer: tuple[int, ...] = ()
    paa_dagen: bool = False
    igen_efter: int = 0
    hoejst: int = 0
    roller: frozenset[Rolle] = frozenset()
    er_til: bool = True
    maaned: int | None = None
    dag: int | None = None

    @property
    def varsel(self) -> int:
        """How many days before the deadline the first step is."""
        return max(self.foer, default=0)

    @property
    def efterspil(self) -> int:
        """How many days after the deadline somebody may still be told of it."""
        return self.igen_efter * self.hoejst + GAMMELT.days


@dataclass(frozen=True, slots=True)
class Trin:
    """One reminder of a deadline: `kode` ("f14", "d", "e2") tells it from the others, `dag` is when it is due."""

    kode: str
    dag: date


def trin_for(regel: Regel, frist: date) -> Iterator[Trin]:
    """Every step of the deadline, the first first."""
    for days in sorted(set(regel.foer), reverse=True):
        yield Trin(f"f{days}", frist - timedelta(days=days))
    if regel.paa_dagen:
        yield Trin("d", frist)
    if regel.igen_efter:
        for number in range(1, regel.hoejst + 1):
            yield Trin(f"e{number}", frist + timedelta(days=regel.igen_efter * number))


def seneste_trin(regel: Regel, frist: date, today: date) -> Trin | None:
    """The step that is to be told of today: the last whose day has come, if that is not too long ago.

    Steps before it that nobody was told of are left out: three missed days give one reminder, not three.
    """
    if not regel.er_til:
        return None
    come = [trin for trin in trin_for(regel, frist) if trin.dag <= today]
    return come[-1] if come and today - come[-1].dag <= GAMMELT else None


def aarsdag(year: int, maaned: int, dag: int) -> date:
    """The day of the year, or the month's last where it has no such day (29 February in most years)."""
    return date(year, maaned, min(dag, monthrange(year, maaned)[1]))


def ugedag_kommet(ugedag: int, today: date, sidste_koersel: date | None) -> bool:
    """Whether a weekly letter is due: it is the weekday (1 is Monday), or it was on a day when nothing was sent.

    `sidste_koersel` is the last day, today not counted, on which letters were written; None: never.
    """
    if today.isoweekday() == ugedag:
        return True
    last = today - timedelta(days=(today.isoweekday() - ugedag) % 7)
    return sidste_koersel is not None and sidste_koersel < last
