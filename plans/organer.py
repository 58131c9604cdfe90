"""The plan's organs as a tree, with their seats counted as far as the document states them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from plans.choices import Medlemsart
from plans.models import Beslutning, Helhedsplan, Moede, Organ, Organmedlem

SOON = timedelta(days=90)
"""So long before a term ends it is said that it does."""


@dataclass(frozen=True, slots=True)
class Organlinje:
    """An organ with its seats and meetings on a day, and the organs under it.

    `ledige` are seats whose term is over and that nobody has taken since; `kommende_pladser` begin later. `moeder` are
    held or cancelled by the day, the newest first, `kommende` are after it, the next first; whoever looks back
    to an earlier day does not know of them.
    """

    organ: Organ
    depth: int
    medlemmer: tuple[Organmedlem, ...]
    ledige: tuple[Organmedlem, ...]
    kommende_pladser: tuple[Organmedlem, ...]
    udloeber_snart: frozenset[int]
    moeder: tuple[Moede, ...]
    kommende: tuple[Moede, ...]
    under: tuple["Organlinje", ...]

    @property
    def anchor(self) -> str:
        return f"organ-{self.organ.pk}"

    @property
    def pladser(self) -> int:
        """The seats whose number is stated; observers have no seat."""
        return sum(seat.count or 0 for seat in self._seated)

    @property
    def pladser_uden_antal(self) -> int:
        """How many kinds of seat lack a number."""
        return sum(1 for seat in self._seated if seat.count is None)

    @property
    def _seated(self) -> list[Organmedlem]:
        return [seat for seat in self.medlemmer if seat.kind != Medlemsart.OBSERVATOER]

    @property
    def pladser_text(self) -> str:
        """ "8 pladser", "mindst 8 pladser" when some are not counted, or nothing when no number is stated."""
        if not self.pladser:
            return ""
        word = "plads" if self.pladser == 1 else "pladser"
        return f"{'mindst ' if self.pladser_uden_antal else ''}{self.pladser} {word}"


def build_organer(plan: Helhedsplan, *, as_of: date) -> tuple[Organlinje, ...]:
    """The organs in force on the day: each one followed by those under it. Three queries."""
    rows = list(plan.organer.current(on=as_of).select_related("delaftale", "parent"))
    seats = _by_organ(Organmedlem.objects.in_plan(plan).current(on=as_of).order_by("order", "pk"))
    looks_back = as_of < plan.default_as_of()
    meetings = _by_organ(Moede.objects.in_plan(plan).current(on=as_of))
    here = {row.pk for row in rows}
    below: dict[int | None, list[Organ]] = defaultdict(list)
    for row in rows:
        below[row.parent_id if row.parent_id in here else None].append(row)

    def line(organ: Organ, depth: int) -> Organlinje:
        serving = _serving(seats[organ.pk], as_of)
        return Organlinje(
            organ=organ,
            depth=depth,
            medlemmer=tuple(serving),
            ledige=tuple(_vacant(seats[organ.pk], as_of)),
            kommende_pladser=tuple(seat for seat in seats[organ.pk] if seat.start_date and seat.start_date > as_of),
            udloeber_snart=frozenset(seat.pk for seat in serving if seat.end_date and seat.end_date <= as_of + SOON),
            moeder=tuple(row for row in meetings[organ.pk] if row.held_on <= as_of),
            kommende=tuple(row for row in reversed(meetings[organ.pk]) if row.held_on > as_of and not looks_back),
            under=tuple(line(child, depth + 1) for child in below[organ.pk]),
        )

    return tuple(line(organ, 0) for organ in below[None])


def flat(lines: Iterable[Organlinje]) -> Iterator[Organlinje]:
    """Every organ of the tree from the top, each followed by those under it."""
    for line in lines:
        yield line
        yield from flat(line.under)


def decisions(plan: Helhedsplan, *, as_of: date) -> tuple[Beslutning, ...]:
    """What was decided by the day, newest first; undated ones last. One query."""
    rows = plan.beslutninger.current(on=as_of).select_related("organ")
    known = [row for row in rows if row.decided_on is None or row.decided_on <= as_of]
    return tuple(sorted(known, key=lambda row: row.decided_on or date.min, reverse=True))


def _by_organ(rows) -> dict[int, list]:
    grouped: dict[int, list] = defaultdict(list)
    for row in rows:
        grouped[row.organ_id].append(row)
    return grouped


def _serving(seats: list[Organmedlem], as_of: date) -> list[Organmedlem]:
    """Seats whose term covers the day."""
    begun = [seat for seat in seats if seat.start_date is None or seat.start_date <= as_of]
    return [seat for seat in begun if seat.end_date is None or seat.end_date >= as_of]


def _vacant(seats: list[Organmedlem], as_of: date) -> list[Organmedlem]:
    """Seats whose term is over, the last of each; not where the same title of the same organisation sits or is to."""
    over = {_of(seat): seat for seat in sorted(seats, key=_ended) if _ended(seat) < as_of}
    taken = {_of(seat) for seat in seats if _ended(seat) >= as_of}
    return [seat for who, seat in over.items() if who not in taken]


def _of(seat: Organmedlem) -> tuple[str, str, str]:
    return seat.title, seat.organisation, seat.kind


def _ended(seat: Organmedlem) -> date:
    return seat.end_date or date.max
