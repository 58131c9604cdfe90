"""Area figures as lines to print: the value with its unit, or the range the document gives."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from helhedsplan import numbers
from indsatser.models import Indikatorvaerdi
from plans.models import Helhedsplan


@dataclass(frozen=True, slots=True)
class Indikatorlinje:
    """A figure of an area. Texts are empty where the document states nothing."""

    uuid: UUID
    name: str
    definition: str
    value_text: str
    tid: str
    sted: str
    delaftale: str
    benchmark_label: str
    benchmark_text: str
    source: str
    note: str


def indikatorer_for(plan: Helhedsplan, *, as_of: date) -> tuple[Indikatorlinje, ...]:
    """The figures the plan states, in its order. One query."""
    rows = (
        Indikatorvaerdi.objects.in_plan(plan)
        .current(on=as_of)
        .select_related("indikator", "boligomraade", "delaftale")
        .order_by("order", "pk")
    )
    return tuple(_line(row) for row in rows)


def _line(row: Indikatorvaerdi) -> Indikatorlinje:
    unit = row.unit or row.indikator.unit
    benchmark = row.benchmark_value
    return Indikatorlinje(
        uuid=row.uuid,
        name=row.indikator.name,
        definition=row.indikator.definition,
        value_text=interval(row.value, row.value_to, unit),
        tid=row.time_text or str(row.year or ""),
        sted=row.boligomraade.name if row.boligomraade else "",
        delaftale=str(row.delaftale) if row.delaftale else "",
        benchmark_label=row.benchmark_label,
        benchmark_text=numbers.maengde(benchmark, unit) if benchmark is not None else "",
        source=row.source,
        note=row.note,
    )


def interval(low: Decimal, high: Decimal | None, unit: str) -> str:
    """ "21,3 %", or "10-15 %" when the document gives a range."""
    if high is None or high == low:
        return numbers.maengde(low, unit)
    return f"{numbers.tal(low)}-{numbers.maengde(high, unit)}"
