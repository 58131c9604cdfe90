"""A table held against the figures that are there: what will be made, changed, is there already, is not stated."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from helhedsplan.regneark import Arkfejl, Sted
from indsatser.models import Indikator, Indikatorvaerdi
from indsatser.omraadelister.indlaesning.tabel import Laest, Tallinje
from indsatser.omraadelister.laes_tal import som_skrevet
from plans.indlaesning.gennemsyn import Gennemset, Hvad
from plans.models import Boligomraade, Kommune


@dataclass(frozen=True, slots=True)
class Gennemsynslinje:
    """A figure of the table as it will be saved. `foer` is what stands there now."""

    sted: Sted
    hvad: Hvad
    place: Boligomraade | Kommune
    indikator: Indikator
    year: int
    value: Decimal | None
    unit: str
    tekst: str
    foer: str = ""
    stored: Indikatorvaerdi | None = None

    @property
    def kendetegn(self) -> str:
        """All of it that decides what is saved."""
        place = f"{self.place._meta.model_name}:{self.place.pk}"
        return (
            f"{place}:{self.indikator.pk}:{self.year}:{self.hvad}:{self.value}"
            f":{self.unit}:{self.stored and (self.stored.pk, self.stored.version)}"
        )


@dataclass(frozen=True, slots=True)
class Gennemsyn(Gennemset[Gennemsynslinje]):
    """The whole table, held against what is there."""

    andre_steder: tuple[tuple[str, int], ...] = ()
    uden_navn: int = 0

    @property
    def uden_navn_sagt(self) -> str:
        """ "2 rækker har tal, men intet navn, og springes over"."""
        rows = "1 række" if self.uden_navn == 1 else f"{self.uden_navn} rækker"
        return f"{rows} har tal, men intet navn, og springes over"


Plads = tuple[str, str, int]
"""Our key of the place, the indicator's code, the year."""


def sammenhold(
    laest: Laest,
    places: Mapping[str, Boligomraade | Kommune],
    indikatorer: Mapping[str, Indikator],
    stored: Mapping[Plads, Indikatorvaerdi],
) -> Gennemsyn:
    """Hold what was read against what is stored. The same figure twice is one; two that differ are an error."""
    first: dict[Plads, Tallinje] = {}
    linjer: list[Gennemsynslinje] = []
    fejl = list(laest.fejl)
    for each in laest.linjer:
        key = each.hvis, each.kode, each.year
        place, indikator = places[each.hvis], indikatorer[each.kode]
        before = first.setdefault(key, each)
        if before is not each:
            if (before.value, before.unit) != (each.value, each.unit):
                said = f"{indikator}, {place}, {each.year} står to gange: «{before.skrevet}» i {before.sted} og her"
                fejl.append(Arkfejl(f"{said} «{each.skrevet}».", each.sted))
            continue
        linjer.append(_held(each, place, indikator, stored.get(key)))
    return Gennemsyn(tuple(linjer), tuple(fejl), laest.andre_steder, laest.uden_navn)


def _held(
    each: Tallinje, place: Boligomraade | Kommune, indikator: Indikator, row: Indikatorvaerdi | None
) -> Gennemsynslinje:
    before = "" if row is None else som_skrevet(row.value, row.unit)
    if row is not None and row.value_to is not None:
        before = f"{before}-{som_skrevet(row.value_to, row.unit)}"
    if each.value is None:
        hvad, text = Hvad.IKKE_OPLYST, each.skrevet or "tom"
    else:
        text = som_skrevet(each.value, each.unit)
        hvad = Hvad.NY if row is None else Hvad.FINDES if text == before else Hvad.AENDRES
    return Gennemsynslinje(each.sted, hvad, place, indikator, each.year, each.value, each.unit, text, before, row)
