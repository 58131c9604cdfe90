"""A plan's last results, as they are offered to its next period as baselines."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from helhedsplan.datoer import periode
from indsatser.choices import Kriterieform
from indsatser.kopiering.kriterier import Udgangspunkt
from indsatser.maalopfyldelse.typer import Maalopfyldelse
from indsatser.models import Succeskriterium
from indsatser.opgoerelse import opgoer_rows
from plans.models import Helhedsplan

WITHOUT_A_FIGURE = frozenset(
    {Kriterieform.JA_NEJ, Kriterieform.KVALITATIV, Kriterieform.VISION, Kriterieform.SAMMENSAT}
)
COUNTED = frozenset({Kriterieform.ANTAL_I_VINDUE, Kriterieform.ANTAL_PR_AAR})
TOO_LARGE = Decimal(10) ** 12
STORED = Decimal("0.0001")
"""What a baseline is kept to; results are exact, a third of a per cent has no end."""


@dataclass(frozen=True, slots=True)
class Resultatlinje:
    """A criterion with the result that can become its next baseline. `sted` is the delaftale or activity it is in."""

    pk: int
    sted: str
    saetning: str
    unit: str
    maal: str
    value: Decimal
    data_from: date
    data_to: date
    is_eksempel: bool
    is_counted: bool

    @property
    def tid(self) -> str:
        """What the figure is about: "2021", "01.08.2018-31.12.2019"."""
        return periode(self.data_from, self.data_to)

    @property
    def is_proposed(self) -> bool:
        """Whether one would usually start from it: a count begins from nought, and an example is no result."""
        return not self.is_counted and not self.is_eksempel

    def udgangspunkt(self, plan: Helhedsplan) -> Udgangspunkt:
        """The baseline it makes, which says where it is from and whether it rests on example figures."""
        note = f"Seneste resultat i {plan.short_name}."
        return Udgangspunkt(
            value=self.value.quantize(STORED, ROUND_HALF_UP),
            on=self.data_to,
            text=self.tid,
            note=f"{note} Bygger på eksempeltal." if self.is_eksempel else note,
        )


def seneste_resultater(plan: Helhedsplan) -> tuple[Resultatlinje, ...]:
    """The last results of criteria that are measured in figures, parts of compound ones too. A few queries.

    A criterion that repeats another is left out: the result stands where it is measured.
    """
    rows = plan.kriterier.current().top_level().filter(lokalprojekt=None, initiativ=None, samme_som=None)
    rows = rows.select_related("delaftale", "aktivitet__delaftale").for_opgoerelse()
    as_of = plan.default_as_of()
    found: list[Resultatlinje] = []
    for opgjort in opgoer_rows(rows, plan=plan, as_of=as_of):
        row, result = opgjort.row, opgjort.resultat
        pairs = [(row, result), *zip(row.parts_on(as_of), result.parts, strict=False)]
        found += _lines(row, pairs)
    return tuple(found)


def _lines(whole: Succeskriterium, pairs: Iterable[tuple[Succeskriterium, Maalopfyldelse]]) -> Iterator[Resultatlinje]:
    owner = whole.aktivitet or whole.delaftale
    for row, result in pairs:
        if result.value is None or result.data_from is None or result.data_to is None:
            continue
        if row.form in WITHOUT_A_FIGURE or abs(result.value) >= TOO_LARGE:
            continue
        yield Resultatlinje(
            pk=row.pk,
            sted=str(owner) if owner else "Hele planen",
            saetning=row.statement,
            unit=row.unit,
            maal=result.target_text,
            value=result.value,
            data_from=result.data_from,
            data_to=result.data_to,
            is_eksempel=result.uses_eksempeltal,
            is_counted=row.form in COUNTED,
        )
