"""The sums of a budget under review: what the values come to as they stand now, beside what the document prints."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from indsatser.aftalelaesning.budgetcelle import celle_af
from indsatser.aftalelaesning.felter import laes_plads
from indsatser.models import Aftalelaesning, Gennemsynsvalg

_RAEKKE: Final = re.compile(r"^(?P<row>plan\.(?:[\w\[\]]+\.)?budget\.rows\[\d+\])(?:\.|$)")
UDEN_KILDE: Final = "Uden kilde"
UDEN_AAR: Final = "Uden år"


@dataclass(frozen=True, slots=True)
class Sumlinje:
    """A source: its sum in each of the times, and in all."""

    kilde: str
    beloeb: tuple[Decimal | None, ...]
    i_alt: Decimal


@dataclass(frozen=True, slots=True)
class Budgetsum:
    """The sums of the part that is shown, without what is rejected. `trykt` is the document's own sum of it all."""

    tider: tuple[str, ...]
    linjer: tuple[Sumlinje, ...]
    pr_tid: tuple[Decimal | None, ...]
    i_alt: Decimal
    trykt: Decimal | None

    @property
    def passer(self) -> bool:
        """Whether the document's own sum is the sum of what stands here, or it has none."""
        return self.trykt is None or self.trykt == self.i_alt


def er_sumraekke(case: Mapping[str, Any], path: str) -> bool:
    """Whether the value stands in a row that is the sum of others: it is shown with the sums, and never kept."""
    found = _RAEKKE.match(path)
    return found is not None and bool(laes_plads(case, found["row"]).get("is_total"))


def budgetsum(reading: Aftalelaesning, part: str) -> Budgetsum | None:
    """The sums of a part's budget; None where the part has none. One query."""
    rows = _rows(reading.case, part)
    if not any(row.get("amounts") for row in rows):
        return None
    values = reading.vaerdier.filter(part=part, path__contains=".amounts[", path__endswith=".amount")
    cells: dict[tuple[str, str], Decimal] = {}
    for value in values.exclude(valg=Gennemsynsvalg.AFVIST):
        one = celle_af(reading.case, value)
        key = (one.source or UDEN_KILDE, one.tid or UDEN_AAR)
        cells[key] = cells.get(key, Decimal()) + Decimal(str(value.gaelder))
    times = tuple(sorted({time for _source, time in cells}, key=lambda time: (time == UDEN_AAR, time)))
    sources = dict.fromkeys(source for source, _time in cells)
    lines = tuple(
        Sumlinje(source, tuple(cells.get((source, time)) for time in times), _sum(cells, source=source))
        for source in sources
    )
    return Budgetsum(times, lines, tuple(_sum(cells, time=time) for time in times), _sum(cells), _printed(rows))


def _sum(cells: Mapping[tuple[str, str], Decimal], *, source: str = "", time: str = "") -> Decimal:
    mine = [one for (s, t), one in cells.items() if s == (source or s) and t == (time or t)]
    return sum(mine, Decimal())


def _rows(case: Mapping[str, Any], part: str) -> list[dict[str, Any]]:
    """The rows of the budget that a part shows: a delaftale's own, or the plan's."""
    try:
        owner = case["plan"] if part == "budget" else laes_plads(case["plan"], part)
    except (KeyError, IndexError):
        return []
    rows: list[dict[str, Any]] = (owner.get("budget") or {}).get("rows") or [] if isinstance(owner, dict) else []
    return rows


def _printed(rows: list[dict[str, Any]]) -> Decimal | None:
    """The sum of it all as the document prints it: in its row of sums, or beside its only post."""
    totals = [row for row in rows if row.get("is_total")] or (rows if len(rows) == 1 else [])
    for row in totals:
        for one in row.get("totals") or []:
            if not any(one.get(key) for key in ("source", "year", "period")) and one.get("amount") is not None:
                return Decimal(str(one["amount"]))
    return None
