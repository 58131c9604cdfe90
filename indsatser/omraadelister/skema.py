"""The grid of area figures: indicators by year, the area's own and its kommune's. Pasted from Excel, saved at once.

A cell carries what it showed when it was fetched; only cells whose text was changed are written, all or none, and only
if nobody wrote in the same cell meanwhile. The figures are shared: every plan that covers the place sees them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from indsatser.models import Indikator, Indikatorvaerdi
from indsatser.omraadelister.laes_tal import er_ikke_oplyst, laes_tal, som_skrevet
from indsatser.registrering.skema import Aendring, IkkeGemt
from plans.models import Boligomraade, Kommune, User
from plans.services import change, create, retire

OMRAADET, KOMMUNEN = "o", "k"
FJERNET = "Fjernet i skemaet med områdetal."
GONE = "Rækken eller året er ikke i skemaet længere. Tallet er ikke gemt. Gem igen for at gemme de andre tal."

Plads = tuple[str, int, int]
"""Whose (OMRAADET or KOMMUNEN), the indicator's number, the year."""


@dataclass(frozen=True, slots=True)
class Celle:
    """A cell. `fast` is shown instead where nothing can be typed: a span is corrected in the plan that states it."""

    navn: str
    label: str
    vist: str = ""
    tekst: str = ""
    fast: str = ""
    fejl: str = ""
    kilde: str = ""
    vaerdi: Indikatorvaerdi | None = None

    @property
    def grundlag(self) -> str:
        """What the cell showed when it was fetched: row, version and text. Empty for an empty cell."""
        return f"{self.vaerdi.pk}:{self.vaerdi.version}:{self.vist}" if self.vaerdi else ""


@dataclass(frozen=True, slots=True)
class Raekke:
    """An indicator's figures in one place."""

    id: str
    indikator: Indikator
    hvis: str
    sted: str
    celler: tuple[Celle, ...]


@dataclass(frozen=True, slots=True)
class Skema:
    """The whole grid."""

    years: tuple[int, ...]
    raekker: tuple[Raekke, ...]
    fejl: tuple[tuple[str, str, str], ...] = ()


@contextmanager
def holding(area: Boligomraade) -> Iterator[None]:
    """One transaction in which nobody else writes figures of the area or of its kommune."""
    with transaction.atomic():
        if area.kommune_id:
            Kommune.objects.select_for_update(no_key=True).only("pk").get(pk=area.kommune_id)
        Boligomraade.objects.select_for_update(no_key=True).only("pk").get(pk=area.pk)
        yield


def stored(area: Boligomraade) -> dict[Plads, Indikatorvaerdi]:
    """The shared figures of the area and its kommune, by place. One query."""
    places = Q(boligomraade=area)
    if area.kommune_id:
        places |= Q(kommune=area.kommune_id)
    rows = Indikatorvaerdi.objects.shared().filter(places).select_related("indikator", "boligomraade", "kommune")
    return {
        (OMRAADET if row.boligomraade_id else KOMMUNEN, row.indikator_id, row.year): row for row in rows.order_by("pk")
    }


def grid_indicators(rows: Iterable[Indikatorvaerdi], extra: Indikator | None = None) -> list[Indikator]:
    """The indicators of the grid: those of the lists, those with figures, and the one asked for. One query."""
    found = {row.indikator_id: row.indikator for row in rows}
    found |= {each.pk: each for each in Indikator.objects.filter(code__startswith="liste-")}
    if extra is not None:
        found[extra.pk] = extra
    return sorted(found.values(), key=lambda each: (not each.code.startswith("liste-"), each.order, each.name))


def build_skema(
    area: Boligomraade,
    rows: Mapping[Plads, Indikatorvaerdi],
    indicators: Sequence[Indikator],
    years: Sequence[int],
    *,
    typed: Mapping[str, str] | None = None,
    fejl: Mapping[str, str] | None = None,
) -> Skema:
    """The grid with what was typed and what was refused. No queries."""
    typed, fejl = typed or {}, fejl or {}
    places = [(OMRAADET, area.name)]
    if area.kommune is not None:
        places.append((KOMMUNEN, area.kommune.name))
    built = tuple(
        Raekke(
            id=f"{whose}{each.pk}",
            indikator=each,
            hvis=whose,
            sted=name,
            celler=tuple(
                _shown(_cell(whose, name, each, year, rows.get((whose, each.pk, year))), typed, fejl) for year in years
            ),
        )
        for each in indicators
        for whose, name in places
    )
    labels = {celle.navn: celle.label for raekke in built for celle in raekke.celler}
    return Skema(
        tuple(years),
        built,
        tuple((name if name in labels else "", labels.get(name, "Et tal"), said) for name, said in fejl.items()),
    )


def _cell(whose: str, place: str, each: Indikator, year: int, row: Indikatorvaerdi | None) -> Celle:
    cell = Celle(navn=f"c-{whose}{each.pk}-{year}", label=f"{each.name}, {place}, {year}")
    if row is None:
        return cell
    text = som_skrevet(row.value, row.unit)
    if row.value_to is not None:
        return replace(cell, fast=f"{text}-{som_skrevet(row.value_to, row.unit)}", vaerdi=row)
    return replace(cell, vist=text, tekst=text, kilde=row.source, vaerdi=row)


def _shown(cell: Celle, typed: Mapping[str, str], fejl: Mapping[str, str]) -> Celle:
    return replace(cell, tekst=typed.get(cell.navn, cell.tekst), fejl=fejl.get(cell.navn, ""))


# --- Saving


def save_skema(
    area: Boligomraade,
    indicators: Sequence[Indikator],
    years: Sequence[int],
    changes: Iterable[Aendring],
    *,
    by: User,
    source: str = "",
) -> int:
    """Write all the changed cells, or none. Returns how many; raises IkkeGemt with the sentences by cell.

    Call it inside `holding(area)`. `source` goes with every figure that is written.
    """
    skema = build_skema(area, stored(area), indicators, years)
    cells = {
        cell.navn: (raekke, year, cell)
        for raekke in skema.raekker
        for year, cell in zip(skema.years, raekke.celler, strict=True)
    }
    fejl: dict[str, str] = {}
    written = 0
    with transaction.atomic():
        for each in changes:
            if each.navn not in cells:
                fejl[each.navn] = GONE
                continue
            try:
                written += _write(area, *cells[each.navn], each, by=by, source=source)
            except ValidationError as refused:
                fejl[each.navn] = " ".join(refused.messages)
            except ValueError as refused:
                fejl[each.navn] = str(refused)
        if fejl:
            transaction.set_rollback(True)
    if fejl:
        raise IkkeGemt(fejl)
    return written


def _write(
    area: Boligomraade, raekke: Raekke, year: int, cell: Celle, each: Aendring, *, by: User, source: str
) -> bool:
    """Write one cell. False when nothing is to be written."""
    if each.grundlag != cell.grundlag:
        if each.tekst == cell.vist:
            return False
        raise ValueError(
            f"Imens er der skrevet {cell.vist or cell.fast or 'ingenting'}. Gem igen, hvis dit tal skal gælde."
        )
    if cell.fast:
        raise ValueError("Her kan der ikke skrives: tallet er et spænd.")
    row = cell.vaerdi
    if not each.tekst and row is not None:
        retire(row, by=by, reason=FJERNET)
        return True
    if er_ikke_oplyst(each.tekst):
        if row is None:
            return False
        raise ValueError(f"«{each.tekst}» betyder ikke oplyst. Ryd feltet, hvis tallet skal fjernes.")
    value, unit = laes_tal(each.tekst, raekke.indikator.unit)
    if row is None:
        place = {"boligomraade": area} if raekke.hvis == OMRAADET else {"kommune": area.kommune}
        new = Indikatorvaerdi(indikator=raekke.indikator, year=year, value=value, unit=unit, source=source, **place)
        create(new, by=by)
        return True
    row.value, row.unit, row.source = value, unit, source or row.source
    change(row, by=by)
    return True
