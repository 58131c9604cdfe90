"""Which criteria of the official area lists are met: pure rules over the figures of one area and year.

Three answers: yes, no, and "cannot be decided". A figure that is not known makes the answer unknown only where it
matters: two of three criteria are met whatever the third is. Nothing here is the ministry's decision; it is what the
figures that are written here say. The rules in prose: docs/regler.md, "Områdelisterne".
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

MINDST_BEBOERE = 1000
"""Almenboligloven § 61 a, stk. 3."""
FOERSTE_OMDANNELSE = 2018
AAR_I_TRAEK = 5
"""Almenboligloven § 61 a, stk. 4."""


class Svar(StrEnum):
    """The answer to a question about figures, some of which may not be known."""

    JA = "ja"
    NEJ = "nej"
    UAFGJORT = "kan ikke afgøres"


@dataclass(frozen=True, slots=True)
class Tal:
    """A figure in per cent (residents: a number), or the two ends of a span. `note` says where it was worked out."""

    value: Decimal
    value_to: Decimal | None = None
    note: str = ""

    @property
    def ender(self) -> tuple[Decimal, ...]:
        """The lowest and the highest it can be."""
        return (self.value,) if self.value_to is None else (self.value, self.value_to)


@dataclass(frozen=True, slots=True)
class Graense:
    """A line of a list. `above`: the figure is bad when it is above; `includes_line`: also when it is exactly on it.

    With `gange_landet` the line is that many times the country's figure of the same year.
    """

    indikator: str
    value: Decimal
    above: bool = True
    includes_line: bool = False
    gange_landet: bool = False
    is_obligatory: bool = False
    mean_years: int = 1


@dataclass(frozen=True, slots=True)
class Regel:
    """What a list asks in a year: all obligatory criteria, and `needed` of the others."""

    liste: str
    year: int
    needed: int
    graenser: tuple[Graense, ...]

    @property
    def blandt(self) -> int:
        """How many criteria `needed` are chosen among."""
        return sum(not graense.is_obligatory for graense in self.graenser)


@dataclass(frozen=True, slots=True)
class Listegraense:
    """A line with the list and the span of years it belongs to. `to_year` None: still in force."""

    liste: str
    from_year: int
    to_year: int | None
    needed: int
    graense: Graense


def regel_for(linjer: Iterable[Listegraense], liste: str, year: int) -> Regel | None:
    """What the list asked in that year; None when there was no such list."""
    found = [
        linje
        for linje in linjer
        if linje.liste == liste and linje.from_year <= year and (linje.to_year is None or year <= linje.to_year)
    ]
    if not found:
        return None
    return Regel(liste, year, max(linje.needed for linje in found), tuple(linje.graense for linje in found))


@dataclass(frozen=True, slots=True)
class Kriterium:
    """A criterion of a list held against the area's figure.

    `afstand` is how far the figure is on the bad side of the line (negative: on the good side), in the figure's own
    unit; 0 is exactly on it. `linje` is the line itself, None where the country's figure is not known.
    """

    graense: Graense
    svar: Svar
    tal: Tal | None = None
    linje: Decimal | None = None
    afstand: Decimal | None = None
    mangler: str = ""

    @property
    def indikator(self) -> str:
        return self.graense.indikator


@dataclass(frozen=True, slots=True)
class Bedoemmelse:
    """What the figures say of a list and a year.

    `kriterier` is about the criteria alone; `svar` also asks that the area has at least 1.000 residents. `mangler` are
    the criteria (by indicator) whose figures could change the answer.
    """

    regel: Regel
    kriterier: tuple[Kriterium, ...]
    kriterier_svar: Svar
    beboere_svar: Svar
    svar: Svar
    mangler: tuple[str, ...] = ()

    @property
    def opfyldt(self) -> int:
        """How many of the criteria that are counted are met."""
        return sum(k.svar == Svar.JA for k in self.kriterier if not k.graense.is_obligatory)

    @property
    def kun_beboere_mangler(self) -> bool:
        """Whether the criteria are met and only the number of residents is not known."""
        return self.kriterier_svar == Svar.JA and self.beboere_svar == Svar.UAFGJORT

    @property
    def skal_under(self) -> int:
        """How many of the met criteria must get to the other side of their line for the area to come off; 0: none.

        An obligatory criterion alone does it too.
        """
        return max(0, self.opfyldt - self.regel.needed + 1) if self.kriterier_svar == Svar.JA else 0

    @property
    def mangler_til_listen(self) -> int:
        """How many more criteria would have to be met for the area to come on; 0 when it is on or unknown."""
        return max(0, self.regel.needed - self.opfyldt) if self.kriterier_svar == Svar.NEJ else 0


def bedoem_kriterium(graense: Graense, tal: Tal | None, *, land: Decimal | None = None) -> Kriterium:
    """One criterion. `land` is the country's figure of the year, for a line that follows it."""
    linje = graense.value
    if graense.gange_landet:
        if land is None:
            missing = "landets tal" if tal is not None else "områdets og landets tal"
            return Kriterium(graense, Svar.UAFGJORT, tal, mangler=missing)
        linje = graense.value * land
    if tal is None:
        return Kriterium(graense, Svar.UAFGJORT, None, linje, mangler="områdets tal")
    found = {_is_over(end, linje, graense) for end in tal.ender}
    worst = max(_afstand(end, linje, graense) for end in tal.ender)
    if len(found) > 1:
        return Kriterium(graense, Svar.UAFGJORT, tal, linje, mangler="et tal i stedet for et spænd")
    return Kriterium(graense, Svar.JA if found.pop() else Svar.NEJ, tal, linje, worst)


def _afstand(value: Decimal, linje: Decimal, graense: Graense) -> Decimal:
    return value - linje if graense.above else linje - value


def _is_over(value: Decimal, linje: Decimal, graense: Graense) -> bool:
    distance = _afstand(value, linje, graense)
    return distance > 0 or (graense.includes_line and distance == 0)


def bedoem(
    regel: Regel,
    tal: Mapping[str, Tal | None],
    *,
    land: Mapping[str, Decimal] | None = None,
    beboere: Tal | None = None,
) -> Bedoemmelse:
    """A list in a year: the area's figures by indicator, the country's by indicator, the number of residents."""
    land = land or {}
    kriterier = tuple(
        bedoem_kriterium(graense, tal.get(graense.indikator), land=land.get(graense.indikator))
        for graense in regel.graenser
    )
    always = [k.svar for k in kriterier if k.graense.is_obligatory]
    counted = [k.svar for k in kriterier if not k.graense.is_obligatory]
    sure = counted.count(Svar.JA)
    possible = sure + counted.count(Svar.UAFGJORT)
    enough = Svar.JA if sure >= regel.needed else Svar.NEJ if possible < regel.needed else Svar.UAFGJORT
    kriterier_svar = alle([*always, enough])
    beboere_svar = _nok_beboere(beboere)
    svar = alle([kriterier_svar, beboere_svar])
    return Bedoemmelse(
        regel=regel,
        kriterier=kriterier,
        kriterier_svar=kriterier_svar,
        beboere_svar=beboere_svar,
        svar=svar,
        mangler=tuple(_mangler(kriterier, enough)) if kriterier_svar == Svar.UAFGJORT else (),
    )


def _mangler(kriterier: Iterable[Kriterium], enough: Svar) -> Iterable[str]:
    for k in kriterier:
        if k.svar == Svar.UAFGJORT and (k.graense.is_obligatory or enough == Svar.UAFGJORT):
            yield k.indikator


def _nok_beboere(beboere: Tal | None) -> Svar:
    if beboere is None:
        return Svar.UAFGJORT
    found = {end >= MINDST_BEBOERE for end in beboere.ender}
    return Svar.UAFGJORT if len(found) > 1 else Svar.JA if found.pop() else Svar.NEJ


def alle(svar: Iterable[Svar]) -> Svar:
    """Yes when all are; no when one is; else it cannot be decided."""
    found = list(svar)
    if Svar.NEJ in found:
        return Svar.NEJ
    return Svar.UAFGJORT if Svar.UAFGJORT in found else Svar.JA


# --- Over the years


@dataclass(frozen=True, slots=True)
class Siden:
    """How long the criteria have been met without a break: the first year, and whether the year before is known."""

    year: int
    foer: Svar | None
    """NEJ: not met the year before. UAFGJORT: cannot be decided. None: the list did not exist then."""


def siden(svar: Mapping[int, Svar], year: int) -> Siden | None:
    """The first year of the unbroken run that ends in `year`; None when the criteria are not met then.

    `svar` holds the answer of every year in which the list existed.
    """
    if svar.get(year) != Svar.JA:
        return None
    first = year
    while svar.get(first - 1) == Svar.JA:
        first -= 1
    return Siden(first, svar.get(first - 1))


@dataclass(frozen=True, slots=True)
class Omdannelse:
    """Whether an area is an omdannelsesområde (until 2021: hårdt ghettoområde): on the list five years running.

    `aar` are the five years with their answers, `mangler` those that could change it.
    """

    year: int
    svar: Svar
    aar: tuple[tuple[int, Svar], ...]

    @property
    def mangler(self) -> tuple[int, ...]:
        return tuple(year for year, svar in self.aar if svar == Svar.UAFGJORT) if self.svar == Svar.UAFGJORT else ()

    @property
    def i_traek(self) -> int:
        """How many years in a row up to this one it has been met for certain."""
        number = 0
        for _, svar in reversed(self.aar):
            if svar != Svar.JA:
                break
            number += 1
        return number

    @property
    def efter_gamle_regler(self) -> bool:
        """Whether some of the five years are before 2018, when the lists had other rules."""
        return self.aar[0][0] < FOERSTE_OMDANNELSE


def omdannelse(svar: Mapping[int, Svar], year: int) -> Omdannelse | None:
    """`svar`: of parallelsamfund by year, and of the ghettoliste before 2018. None before there was such a list."""
    if year < FOERSTE_OMDANNELSE:
        return None
    aar = tuple((each, svar.get(each, Svar.UAFGJORT)) for each in range(year - AAR_I_TRAEK + 1, year + 1))
    return Omdannelse(year, alle(each for _, each in aar), aar)


# --- When


def offentliggoeres(year: int) -> date | None:
    """The day the minister publishes the list of a year: 1 December (§ 61 a, stk. 5). None where no day was fixed."""
    return date(year, 12, 1) if year >= 2014 else None


def gaeldende_listeaar(day: date) -> int:
    """The year of the newest list on a day: this year's from 1 December, until then last year's."""
    return day.year if day >= date(day.year, 12, 1) else day.year - 1


# --- The figures a list uses

AARSTAL: Mapping[str, str] = {
    "liste-arbejdsmarked": "liste-arbejdsmarked-aar",
    "liste-doemte": "liste-doemte-aar",
}
"""The lists' figures that are means over several years, and the figures of the single years."""


def listetal(kode: str, year: int, mean_years: int, tal: Mapping[tuple[str, int], Tal]) -> Tal | None:
    """The figure a list uses: the official one of that year; else the mean of the years before, if all are known.

    The plain mean of the `mean_years` last whole years before the list's year; a span among them gives a span.
    """
    official = tal.get((kode, year))
    if official is not None or kode not in AARSTAL or mean_years < 2:
        return official
    years = range(year - mean_years, year)
    single = [tal.get((AARSTAL[kode], each)) for each in years]
    known = [each for each in single if each is not None]
    if len(known) < mean_years:
        return None
    note = f"gennemsnit af {years[0]}-{years[-1]}"
    low = mean([each.ender[0] for each in known])
    high = mean([each.ender[-1] for each in known])
    return Tal(low, high if high != low else None, note)


BEBOERE = "liste-beboere"
AAR_IMELLEM = 3
"""So many years away a number of residents may be and still stand for a year that has none of its own."""


def beboertal(year: int, tal: Mapping[tuple[str, int], Tal]) -> Tal | None:
    """The residents of the year; else of the nearest year within three (the earlier of two), and `note` says which."""
    years = [each for kode, each in tal if kode == BEBOERE and abs(each - year) <= AAR_IMELLEM]
    if not years:
        return None
    nearest = min(years, key=lambda each: (abs(each - year), each))
    found = tal[BEBOERE, nearest]
    return found if nearest == year else Tal(found.value, found.value_to, f"tal fra {nearest}")


def mean(values: Sequence[Decimal]) -> Decimal:
    """The plain mean."""
    return sum(values, Decimal(0)) / len(values)


def som_procent(value: Decimal, unit: str) -> Decimal | None:
    """A share in per cent, whatever it is written in; None for a unit that is not understood.

    The lists before 2014 counted convictions "pr. 10.000": 270 pr. 10.000 is 2,7 %.
    """
    text = unit.lower().replace(".", "").replace(" ", "")
    if not text or text.startswith(("%", "pct", "procent", "beboere", "antal", "personer")):
        return value
    for start, parts in (("pr10000", 100), ("pr1000", 10), ("promille", 10)):
        if text.startswith(start):
            return value / parts
    return None
