"""What a criterion's own page says: the line, every measurement with its source, and what the chart draws."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import prefetch_related_objects

from indsatser.choices import Logart
from indsatser.models import Logpost, Maaling, Succeskriterium
from indsatser.opgoerelse import logart_for, opgoer_row
from plans.models.forud import ahead
from reporting.charts import Maalelinje, maalelinje_for
from reporting.facts.laesning import laes, vaerdi_i_procent
from reporting.facts.linjer import KriterieLinje, kriterielinje


@dataclass(frozen=True, slots=True)
class Maaleraekke:
    """A measurement as the table prints it. `i_procent` where it is stated as so many of so many."""

    maaling: Maaling
    i_procent: Decimal | None


@dataclass(frozen=True, slots=True)
class Maalte:
    """A criterion or one of its parts, how it is read, and the measurements known on the day.

    `senere` is how many are about a time after the day and so are left out. `diagram` draws the measurements against
    the planned line; None where there is nothing to draw.
    """

    linje: KriterieLinje
    row: Succeskriterium
    laesning: str
    maalinger: tuple[Maaleraekke, ...]
    logposter: tuple[Logpost, ...]
    senere: int
    diagram: Maalelinje | None

    @property
    def logart(self) -> Logart | None:
        """The kind of log line that counts in the criterion."""
        return logart_for(self.row)

    @property
    def har_vaegt(self) -> bool:
        """Whether any measurement says how much it averages over."""
        return any(m.maaling.weight is not None for m in self.maalinger)

    @property
    def har_noter(self) -> bool:
        """Whether any measurement has a note."""
        return any(m.maaling.note for m in self.maalinger)

    @property
    def har_eksempeltal(self) -> bool:
        """Whether any measurement or log line shown is an example."""
        return any(m.maaling.is_eksempel for m in self.maalinger) or any(p.is_eksempel for p in self.logposter)


@dataclass(frozen=True, slots=True)
class KriterieFakta:
    """A criterion on a day. `maalte` has one entry, or one per part of a compound criterion."""

    linje: KriterieLinje
    as_of: date
    laesning: str
    maalte: tuple[Maalte, ...]
    samme_som: Succeskriterium | None
    gengivelser: tuple[Succeskriterium, ...]

    @property
    def har_eksempeltal(self) -> bool:
        return any(part.har_eksempeltal for part in self.maalte)


def build_kriteriefakta(row: Succeskriterium, *, as_of: date) -> KriterieFakta:
    """Facts of one criterion read with `for_opgoerelse()`. A fixed number of queries."""
    linje = kriterielinje(opgoer_row(row, as_of=as_of))
    source = row.measured_in
    pairs = [(linje, source)]
    if linje.dele:
        pairs = list(zip(linje.dele, source.parts_on(as_of), strict=True))
    _name_reporters(part for _, part in pairs)
    gengivelser = source.gengivelser.current(on=as_of).exclude(pk=row.pk).select_related("delaftale", "aktivitet")
    return KriterieFakta(
        linje=linje,
        as_of=as_of,
        laesning=laes(source.as_on(as_of), maal=linje.resultat.target_text, parts=len(linje.dele)),
        maalte=tuple(_maalte(line, part, as_of) for line, part in pairs),
        samme_som=row.samme_som,
        gengivelser=tuple(gengivelser),
    )


def _name_reporters(rows: Iterable[Succeskriterium]) -> None:
    """Who reported what, in one query for all measurements and one for all log lines."""
    rows = list(rows)
    prefetch_related_objects([m for row in rows for m in ahead(row, "maalinger")], "reported_by")
    prefetch_related_objects([p for row in rows for p in ahead(row, "logposter")], "reported_by")


def _maalte(linje: KriterieLinje, row: Succeskriterium, as_of: date) -> Maalte:
    maalinger, logposter = ahead(row, "maalinger"), ahead(row, "logposter")
    known = [m for m in maalinger if m.data_to <= as_of]
    counted = [post for post in logposter if post.date <= as_of]
    return Maalte(
        linje=linje,
        row=row,
        laesning=laes(row.as_on(as_of), maal=linje.resultat.target_text),
        maalinger=tuple(Maaleraekke(m, _i_procent(m, row)) for m in reversed(known)),
        logposter=tuple(reversed(counted)),
        diagram=_diagram(linje),
        senere=len(maalinger) - len(known) + len(logposter) - len(counted),
    )


def _diagram(linje: KriterieLinje) -> Maalelinje | None:
    chart_id = f"diagram-{linje.uuid}"
    chart = maalelinje_for(linje.regel, linje.punkter, linje.resultat, chart_id=chart_id, title=linje.saetning)
    return None if chart is None or chart.tom else chart


def _i_procent(maaling: Maaling, row: Succeskriterium) -> Decimal | None:
    if maaling.numerator is None or maaling.denominator is None or row.unit != "%":
        return None
    return vaerdi_i_procent(maaling.numerator, maaling.denominator)
