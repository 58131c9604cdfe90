"""What is known of areas, read for the rules: the figures by indicator and year, and the official lines."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Q, QuerySet

from indsatser.models import Graensevaerdi, Indikatorvaerdi
from indsatser.omraadelister.regler import (
    Bedoemmelse,
    Graense,
    Listegraense,
    Omdannelse,
    Regel,
    Siden,
    Svar,
    Tal,
    alle,
    beboertal,
    bedoem,
    listetal,
    omdannelse,
    regel_for,
    siden,
    som_procent,
)
from plans.models import Boligomraade, Helhedsplan

GHETTOLISTER = ("ghetto_2010", "ghetto_2014")
PARALLELSAMFUND = "parallelsamfund"

Noegle = tuple[str, int]
"""An indicator's code and a year."""


@dataclass(frozen=True)
class Omraadegrundlag:
    """One area's figures. `raekker` and `kommunens` are the stored rows; `tal`, `landets` what the rules take."""

    omraade: Boligomraade
    linjer: tuple[Listegraense, ...]
    raekker: Mapping[Noegle, Indikatorvaerdi] = field(default_factory=dict)
    kommunens: Mapping[Noegle, Indikatorvaerdi] = field(default_factory=dict)
    tal: Mapping[Noegle, Tal] = field(default_factory=dict)
    landets: Mapping[Noegle, Tal] = field(default_factory=dict)

    @property
    def years(self) -> list[int]:
        """The years there are figures of the area for."""
        return sorted({year for _, year in self.raekker})

    @property
    def lister(self) -> tuple[str, ...]:
        """The lists there are lines for, in the order of the lines."""
        return tuple(dict.fromkeys(linje.liste for linje in self.linjer))

    def regel(self, liste: str, year: int) -> Regel | None:
        return regel_for(self.linjer, liste, year)

    def bedoem(self, liste: str, year: int) -> Bedoemmelse | None:
        """What the figures say of a list and a year; None when there was no such list. No queries."""
        regel = self.regel(liste, year)
        if regel is None:
            return None
        wanted = {graense.indikator: graense.mean_years for graense in regel.graenser}
        return bedoem(
            regel,
            {kode: listetal(kode, year, mean, self.tal) for kode, mean in wanted.items()},
            land=self._land(wanted, year),
            beboere=beboertal(year, self.tal),
        )

    def _land(self, wanted: Mapping[str, int], year: int) -> dict[str, Decimal]:
        found = {kode: listetal(kode, year, mean, self.landets) for kode, mean in wanted.items()}
        return {kode: tal.value for kode, tal in found.items() if tal is not None and tal.value_to is None}

    def svar(self, liste: str, *, til: int) -> dict[int, Svar]:
        """The answer of every year in which the list existed, up to `til`, as a run of years counts it.

        A number of residents that nobody has written does not break a run; one that is too low does.
        """
        first = min((linje.from_year for linje in self.linjer if linje.liste == liste), default=til + 1)
        found = {year: self.bedoem(liste, year) for year in range(first, til + 1)}
        return {year: loebende(each) for year, each in found.items() if each is not None}

    def siden(self, liste: str, year: int) -> Siden | None:
        """Since when the area has met the list's criteria without a break."""
        return siden(self.svar(liste, til=year), year)

    def omdannelse(self, year: int) -> Omdannelse | None:
        """Whether it has been a parallelsamfund five years running; before 2018 the ghettoliste counts."""
        answers: dict[int, Svar] = {}
        for liste in (*GHETTOLISTER, PARALLELSAMFUND):
            answers |= self.svar(liste, til=year)
        return omdannelse(answers, year)


def loebende(found: Bedoemmelse) -> Svar:
    """The answer as a run of years counts it."""
    return alle([found.kriterier_svar, Svar.NEJ if found.beboere_svar == Svar.NEJ else Svar.JA])


def plan_areas(plan: Helhedsplan) -> QuerySet[Boligomraade]:
    """The areas a plan covers: its own, and those of the plans under it. One query."""
    covered = Q(helhedsplaner=plan) | Q(helhedsplaner__parent=plan)
    return Boligomraade.objects.filter(covered).select_related("kommune").distinct().order_by("name", "pk")


def official_lines() -> tuple[Listegraense, ...]:
    """The lines of all lists and years. One query."""
    rows = Graensevaerdi.objects.select_related("indikator").order_by("from_year", "liste", "indikator__order", "pk")
    return tuple(
        Listegraense(
            row.liste,
            row.from_year,
            row.to_year,
            row.needed,
            Graense(
                row.indikator.code,
                row.value,
                above=row.exceeds_when_above,
                includes_line=row.includes_line,
                gange_landet=row.maade == Graensevaerdi.Maade.GANGE_LANDET,
                is_obligatory=row.is_obligatory,
                mean_years=row.mean_years,
            ),
        )
        for row in rows
    )


def load(areas: Iterable[Boligomraade]) -> dict[int, Omraadegrundlag]:
    """The figures of areas, by the area's number. Two queries, however many areas."""
    areas = list(areas)
    lines = official_lines()
    places = Q(boligomraade__in=[area.pk for area in areas]) | Q(is_national=True)
    kommuner = {area.kommune_id for area in areas if area.kommune_id}
    rows = Indikatorvaerdi.objects.shared().filter(places | Q(kommune__in=kommuner)).select_related("indikator")
    by_area: dict[int, dict[Noegle, Indikatorvaerdi]] = defaultdict(dict)
    by_kommune: dict[int, dict[Noegle, Indikatorvaerdi]] = defaultdict(dict)
    national: dict[Noegle, Indikatorvaerdi] = {}
    for row in rows.order_by("year", "pk"):
        key = row.indikator.code, row.year
        if row.boligomraade_id:
            by_area[row.boligomraade_id][key] = row
        elif row.kommune_id:
            by_kommune[row.kommune_id][key] = row
        else:
            national[key] = row
    landets = _as_tal(national)
    return {
        area.pk: Omraadegrundlag(
            omraade=area,
            linjer=lines,
            raekker=by_area[area.pk],
            kommunens=by_kommune[area.kommune_id] if area.kommune_id else {},
            tal=_as_tal(by_area[area.pk]),
            landets=landets,
        )
        for area in areas
    }


def _as_tal(rows: Mapping[Noegle, Indikatorvaerdi]) -> dict[Noegle, Tal]:
    """The rows as the rules take them; one in a unit that is not understood is left out, and so is not known."""
    found = {}
    for key, row in rows.items():
        unit = row.unit or ""
        low = som_procent(row.value, unit)
        high = None if row.value_to is None else som_procent(row.value_to, unit)
        if low is not None and (row.value_to is None or high is not None):
            found[key] = Tal(low, high)
    return found
