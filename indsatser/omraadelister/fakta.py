"""An area and a year as a page shows it: which lists, criterion by criterion, how far, since when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from indsatser.omraadelister import saetninger
from indsatser.omraadelister.grundlag import PARALLELSAMFUND, Omraadegrundlag, load
from indsatser.omraadelister.regler import (
    AARSTAL,
    Bedoemmelse,
    Kriterium,
    Omdannelse,
    Svar,
    beboertal,
    gaeldende_listeaar,
)
from plans.models import Boligomraade

STRENGEST_FOERST = ("parallelsamfund", "udsat", "ghetto_2014", "ghetto_2010", "forebyggelse")


@dataclass(frozen=True, slots=True)
class Kriterielinje:
    """A criterion as it is printed."""

    navn: str
    tal: str
    graense: str
    afstand: str
    svar: str
    svar_navn: str
    altid: bool


@dataclass(frozen=True, slots=True)
class Listebillede:
    """A list in a year as it is printed. `svar` is ja, nej or kan ikke afgøres; `dom` says it in words."""

    liste: str
    navn: str
    svar: str
    dom: str
    forklaring: str
    vejen_ud: str
    siden: str
    kriterier: tuple[Kriterielinje, ...]


@dataclass(frozen=True, slots=True)
class Omraadebillede:
    """What the figures of an area say of the lists of a year. `er_kommende`: the year's list is not published yet."""

    omraade: Boligomraade
    year: int
    years: tuple[int, ...]
    lister: tuple[Listebillede, ...]
    overskrift: str
    overskrift_svar: str
    sammendrag: str
    omdannelse: str
    omdannelse_navn: str
    beboere: str
    hvornaar: str
    er_kommende: bool
    mangler_landets: bool


def build_omraadebilleder(areas: Iterable[Boligomraade], *, day: date) -> tuple[Omraadebillede, ...]:
    """The newest picture of each area on the day, in the order given. Two queries."""
    areas = list(areas)
    known = load(areas)
    return tuple(build_omraadebillede(known[area.pk], day=day) for area in areas)


def build_omraadebillede(known: Omraadegrundlag, *, day: date, year: int | None = None) -> Omraadebillede:
    """The picture of a year: the one asked for, else the newest up to the day with figures of a list. No queries."""
    years = list_years(known)
    so_far = [each for each in years if each <= day.year] or years
    shown = year if year is not None else max(so_far, default=gaeldende_listeaar(day))
    found = [(liste, each) for liste in STRENGEST_FOERST if (each := known.bedoem(liste, shown)) is not None]
    lister = tuple(_liste(known, liste, each, shown) for liste, each in found)
    five = known.omdannelse(shown)
    headline, answer = overskrift(found, five, shown)
    residents = beboertal(shown, known.tal)
    return Omraadebillede(
        omraade=known.omraade,
        year=shown,
        years=tuple(reversed(years)),
        lister=lister,
        overskrift=headline,
        overskrift_svar=answer,
        sammendrag=next((f"{each.siden} {each.vejen_ud}".strip() for each in lister if each.svar == "ja"), ""),
        omdannelse=saetninger.omdannelse_text(five) if five else "",
        omdannelse_navn=saetninger.omdannelsesnavn(shown),
        beboere="" if residents is None else saetninger.beboere_text(residents),
        hvornaar=saetninger.hvornaar(shown, day),
        er_kommende=shown > gaeldende_listeaar(day) and shown >= 2014,
        mangler_landets=any(k.linje is None for _, each in found for k in each.kriterier),
    )


def list_years(known: Omraadegrundlag) -> list[int]:
    """The years whose lists the figures can say something of, oldest first."""
    first = min((linje.from_year for linje in known.linjer), default=0)
    used = {linje.graense.indikator for linje in known.linjer}
    means = {AARSTAL[kode]: kode for kode in used if kode in AARSTAL}
    years = {year for kode, year in known.raekker if kode in used}
    years |= {year + 1 for kode, year in known.raekker if kode in means and (means[kode], year + 1) not in years}
    return sorted(year for year in years if year >= first)


def _liste(known: Omraadegrundlag, liste: str, found: Bedoemmelse, year: int) -> Listebillede:
    return Listebillede(
        liste=liste,
        navn=saetninger.listenavn(liste, year),
        svar=str(found.svar) if not found.kun_beboere_mangler else "ja",
        dom=saetninger.dom(found),
        forklaring=saetninger.forklaring(found),
        vejen_ud=saetninger.vejen_ud(found),
        siden=saetninger.siden_text(known.siden(liste, year), year),
        kriterier=tuple(_kriterium(k) for k in found.kriterier),
    )


def _kriterium(k: Kriterium) -> Kriterielinje:
    return Kriterielinje(
        navn=saetninger.kort_navn(k.indikator),
        tal=saetninger.tal_text(k.tal),
        graense=saetninger.graense_text(k),
        afstand=saetninger.afstand_text(k),
        svar=str(k.svar),
        svar_navn=saetninger.SVARNAVNE[k.svar] + (f": mangler {k.mangler}" if k.mangler else ""),
        altid=k.graense.is_obligatory,
    )


def overskrift(found: list[tuple[str, Bedoemmelse]], five: Omdannelse | None, year: int) -> tuple[str, str]:
    """The strictest list the area meets, in a few words, and the answer behind it."""
    parallel = next((each for liste, each in found if liste == PARALLELSAMFUND), None)
    if five is not None and five.svar == Svar.JA and parallel is not None and parallel.kriterier_svar == Svar.JA:
        return f"{saetninger.omdannelsesnavn(year)} efter tallene for {year}{_tvivl(parallel)}", "ja"
    stricter: list[str] = []
    for liste, each in found:
        name = saetninger.listenavn(liste, year)
        if each.svar == Svar.JA or each.kun_beboere_mangler:
            return f"{name} efter tallene for {year}{_tvivl(each)}{saetninger.maaske(stricter)}", "ja"
        if each.svar == Svar.UAFGJORT:
            stricter.append(name)
    if any(each.svar == Svar.UAFGJORT for _, each in found):
        return f"Kan ikke afgøres for {year}: der mangler tal", str(Svar.UAFGJORT)
    if found:
        return f"Ikke på nogen liste efter tallene for {year}", str(Svar.NEJ)
    return f"Der var ingen lister i {year}", ""


def _tvivl(found: Bedoemmelse) -> str:
    """What is said after a list that is met but for a number of residents nobody has written."""
    return " (beboertallet mangler)" if found.kun_beboere_mangler else ""
