"""The page of a housing area: its figures by year against the kommune's and the official lines, and what they say."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from helhedsplan.numbers import maengde
from indsatser.indikatorer import interval
from indsatser.models import Indikator, Indikatorvaerdi
from indsatser.omraadelister.fakta import STRENGEST_FOERST, Omraadebillede, build_omraadebillede
from indsatser.omraadelister.grundlag import Omraadegrundlag, load
from indsatser.omraadelister.regler import som_procent
from indsatser.omraadelister.saetninger import listenavn
from plans.models import Boligomraade, Haendelse
from reporting.charts import Aarslinje, aarslinje


@dataclass(frozen=True, slots=True)
class Aarstal:
    """A year's figure as it is printed. Texts are empty where nothing is stated."""

    year: int
    omraadet: str
    kommunen: str
    kilde: str


@dataclass(frozen=True, slots=True)
class Indikatorfakta:
    """An indicator over the years: the chart, and the same as a table."""

    anker: str
    navn: str
    definition: str
    diagram: Aarslinje
    aar: tuple[Aarstal, ...]


SENESTE = 10
"""So many of the newest changes are shown."""


@dataclass(frozen=True, slots=True)
class Omraadefakta:
    """All that the page prints. `kommune` is what the area is held against ("" for none).

    The figures belong to no one plan, so their changes are in no plan's history: the newest stand here.
    """

    omraade: Boligomraade
    kommune: str
    billede: Omraadebillede
    indikatorer: tuple[Indikatorfakta, ...]
    aendringer: tuple[Haendelse, ...]


def build_omraadefakta(omraade: Boligomraade, *, day: date, year: int | None = None) -> Omraadefakta:
    """The page's facts. `omraade` has its kommune at hand. Four queries."""
    known = load([omraade])[omraade.pk]
    return Omraadefakta(
        omraade=omraade,
        kommune=str(omraade.kommune) if omraade.kommune else "",
        billede=build_omraadebillede(known, day=day, year=year),
        indikatorer=tuple(_indikator(known, indikator) for indikator in _indikatorer(known)),
        aendringer=_aendringer(omraade),
    )


def _aendringer(omraade: Boligomraade) -> tuple[Haendelse, ...]:
    """The newest changes of the area's own shared figures, also of those taken out. Two queries."""
    figures = Indikatorvaerdi.objects.filter(boligomraade=omraade, helhedsplan=None).order_by().values("uuid")
    return tuple(Haendelse.objects.filter(target_uuid__in=figures).for_list()[:SENESTE])


def _indikatorer(known: Omraadegrundlag) -> list[Indikator]:
    """The indicators there are figures of, as they are ordered."""
    found = {row.indikator_id: row.indikator for row in [*known.raekker.values(), *known.kommunens.values()]}
    return sorted(found.values(), key=lambda each: (each.order, each.name))


def _indikator(known: Omraadegrundlag, indikator: Indikator) -> Indikatorfakta:
    kode, kommune = indikator.code, str(known.omraade.kommune or "kommunen")
    mine = {year: row for (each, year), row in known.raekker.items() if each == kode}
    theirs = {year: row for (each, year), row in known.kommunens.items() if each == kode}
    years = sorted({*mine, *theirs})
    return Indikatorfakta(
        anker=f"tal-{kode}",
        navn=indikator.name,
        definition=indikator.definition,
        diagram=aarslinje(
            chart_id=f"aarslinje-{kode}",
            title=indikator.name,
            unit=indikator.unit if indikator.unit == "%" else "",
            omraadet=_drawn(mine),
            andre=_drawn(theirs),
            andre_navn=kommune,
            graenser=_lines(known, kode, years),
        ),
        aar=tuple(_aarstal(year, mine.get(year), theirs.get(year)) for year in reversed(years)),
    )


def _drawn(rows: dict[int, Indikatorvaerdi]) -> dict[int, Decimal]:
    """What is drawn: figures in the indicator's own unit; a span by its middle."""
    found = {}
    for year, row in rows.items():
        value = row.value if row.value_to is None else (row.value + row.value_to) / 2
        in_percent = som_procent(value, row.unit)
        if in_percent is not None:
            found[year] = in_percent
    return found


def _lines(known: Omraadegrundlag, kode: str, years: list[int]) -> dict[str, dict[int, Decimal]]:
    """Each list's line for the indicator, by year; those that follow the country's figure where it is known."""
    found: dict[str, dict[int, Decimal]] = {}
    for liste in STRENGEST_FOERST if years else ():
        for year in range(years[0], years[-1] + 1):
            judged = known.bedoem(liste, year)
            for k in judged.kriterier if judged else ():
                if k.indikator == kode and k.linje is not None:
                    found.setdefault(listenavn(liste, year), {}).setdefault(year, k.linje)
    return found


def _aarstal(year: int, mine: Indikatorvaerdi | None, theirs: Indikatorvaerdi | None) -> Aarstal:
    shown = mine or theirs
    return Aarstal(year, _printed(mine), _printed(theirs), shown.source if shown else "")


def _printed(row: Indikatorvaerdi | None) -> str:
    if row is None:
        return ""
    unit = row.unit or row.indikator.unit
    return maengde(row.value, unit) if row.value_to is None else interval(row.value, row.value_to, unit)
