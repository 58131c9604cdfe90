"""What a milestone's number has come to on a day: counted by its criterion, or in its activity's log."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from indsatser.choices import Logart
from indsatser.models import Logpost, Milepael, Succeskriterium
from indsatser.opgoerelse import opgoer_rows
from plans.models import Helhedsplan


@dataclass(frozen=True, slots=True)
class Talt:
    """How many of how many. `tal` None: nothing measured yet. `naaet_den`: the day the log reached the number."""

    tal: Decimal | None
    maal: Decimal
    kilde: str
    naaet_den: date | None = None

    @property
    def er_naaet(self) -> bool:
        """Whether the number is reached: a proposal, never the milestone's state."""
        return self.tal is not None and self.tal >= self.maal


def talt(rows: Iterable[Milepael], plan: Helhedsplan, *, as_of: date) -> dict[int, Talt]:
    """Milestone pk → its number on the day. No queries without links; else a fixed number."""
    linked = [row for row in rows if row.target_number is not None and (row.kriterium_id or row.log_kind)]
    of_log = [row for row in linked if row.log_kind]
    of_criteria = [row for row in linked if row.kriterium_id]
    return _from_log(of_log, as_of) | _from_criteria(of_criteria, plan, as_of)


def tael_start(row: Milepael) -> date | None:
    """The first day that counts: the one chosen, else 1 January of the year it was first planned for."""
    year = row.original_year or row.year
    return row.count_from or (date(year, 1, 1) if year else None)


def _from_log(rows: Sequence[Milepael], as_of: date) -> dict[int, Talt]:
    if not rows:
        return {}
    lines = (
        Logpost.objects.current(on=as_of)
        .filter(aktivitet__in={row.aktivitet_id for row in rows}, kind__in={row.log_kind for row in rows})
        .filter(date__lte=as_of)
        .order_by("date", "pk")
        .values_list("aktivitet_id", "kind", "date", "antal")
    )
    counted: dict[tuple[int, str], list[tuple[date, int]]] = {}
    for aktivitet, kind, day, antal in lines:
        counted.setdefault((aktivitet, kind), []).append((day, antal))
    return {row.pk: _count(row, counted.get((row.aktivitet_id or 0, row.log_kind), [])) for row in rows}


def _count(row: Milepael, lines: Iterable[tuple[date, int]]) -> Talt:
    total, reached_on, start = 0, None, tael_start(row)
    wanted = row.target_number or Decimal(0)
    for day, antal in lines:
        if start is None or day >= start:
            total += antal
            reached_on = reached_on or (day if total >= wanted else None)
    return Talt(Decimal(total), wanted, f"fra loggen, {Logart(row.log_kind).label}", reached_on)


def _from_criteria(rows: Sequence[Milepael], plan: Helhedsplan, as_of: date) -> dict[int, Talt]:
    """The number the criterion itself shows that day."""
    if not rows:
        return {}
    criteria = Succeskriterium.objects.filter(pk__in={row.kriterium_id for row in rows})
    found = opgoer_rows(criteria.select_related("parent").for_opgoerelse(), plan=plan, as_of=as_of)
    values = {each.row.pk: each.resultat.value for each in found}
    return {
        row.pk: Talt(values.get(row.kriterium_id or 0), row.target_number or Decimal(0), "fra kriteriet")
        for row in rows
    }
