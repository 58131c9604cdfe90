"""What a criterion's own page says: the line, every measurement with its source, and what the chart draws."""

from dataclasses import dataclass
from datetime import date

from indsatser.models import Logpost, Maaling, Succeskriterium
from indsatser.opgoerelse import opgoer_row
from reporting.facts.linjer import KriterieLinje, kriterielinje


@dataclass(frozen=True, slots=True)
class Maalte:
    """The measurements behind a criterion or one of its parts."""

    linje: KriterieLinje
    maalinger: tuple[Maaling, ...]
    logposter: tuple[Logpost, ...]


@dataclass(frozen=True, slots=True)
class KriterieFakta:
    """A criterion on a day. `maalte` has one entry, or one per part of a compound criterion."""

    linje: KriterieLinje
    as_of: date
    maalte: tuple[Maalte, ...]
    samme_som: Succeskriterium | None

    @property
    def har_eksempeltal(self) -> bool:
        return any(m.is_eksempel for part in self.maalte for m in (*part.maalinger, *part.logposter))


def build_kriteriefakta(row: Succeskriterium, *, as_of: date) -> KriterieFakta:
    """Facts of one criterion read with `for_opgoerelse()`. No further queries."""
    linje = kriterielinje(opgoer_row(row, as_of=as_of))
    source = row.measured_in
    if linje.dele:
        parts = [part for part in source.dele.all() if part.retired_on is None]
        maalte = tuple(_maalte(line, part) for line, part in zip(linje.dele, parts, strict=True))
    else:
        maalte = (_maalte(linje, source),)
    return KriterieFakta(linje=linje, as_of=as_of, maalte=maalte, samme_som=row.samme_som)


def _maalte(linje: KriterieLinje, row: Succeskriterium) -> Maalte:
    return Maalte(linje=linje, maalinger=tuple(row.maalinger.all()), logposter=tuple(row.logposter.all()))
