"""Reading a table of area figures in: kept, mapped, looked through, saved whole, undone whole."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.db.models import Q

from helhedsplan.regneark import Ark
from indsatser.models import Indikator, Indikatorvaerdi, Omraadetalimport
from indsatser.omraadelister.grundlag import plan_areas
from indsatser.omraadelister.indlaesning.sammenhold import Gennemsyn, Gennemsynslinje, Plads, sammenhold
from indsatser.omraadelister.indlaesning.tabel import BRED, PROCENT, Opskrift, laes
from plans.choices import Importart
from plans.indlaesning.fil import behold, tabel_of
from plans.indlaesning.gem import edited_since, refuse_unseen, skriv, still_as_changed, tag_tilbage
from plans.indlaesning.profil import remember
from plans.indlaesning.tabel import JsonCelle, som_json
from plans.models import Boligomraade, Helhedsplan, Kommune, User
from plans.services import change

MAX_ROWS = 5_000
FOERSTE_TIL_SIDSTE_AAR = range(1990, 2101)
NAMED = ("indikator", "boligomraade", "kommune")

Sted = Boligomraade | Kommune


# --- Kept


def read_file(plan: Helhedsplan, file: File, *, source: str, by: User) -> Omraadetalimport:
    """Read an uploaded table and keep what stands in it until it is saved or discarded. Raises Arkfejl."""
    row = Omraadetalimport(helhedsplan=plan, source=source)
    return behold(row, file, max_rows=MAX_ROWS, by=by, som_raekker=_kept_rows)


def _kept_rows(sheet: Ark) -> list[list[JsonCelle]]:
    """The sheet as it is kept. A name or a year in a merged cell stands in all the rows it is merged over.

    Nothing else does: a figure that is merged over two areas is theirs together, and not each one's.
    """
    rows = som_json(sheet)
    for first, column, last, to_column in sheet.merged:
        value = sheet.celle(first, column).value
        is_year = isinstance(value, Decimal) and value in FOERSTE_TIL_SIDSTE_AAR
        if column != to_column or not (isinstance(value, str) or is_year):
            continue
        for row in range(first + 1, min(last, len(rows)) + 1):
            rows[row - 1][column - 1] = rows[first - 1][column - 1]
    return rows


# --- Ours


def places_of(plan: Helhedsplan) -> dict[str, Sted]:
    """The places whose figures a plan's people write, by key: its areas, and their kommuner. One query."""
    areas = list(plan_areas(plan))
    kommuner = {area.kommune.pk: area.kommune for area in areas if area.kommune}
    found: dict[str, Sted] = {f"o{area.pk}": area for area in areas}
    return found | {f"k{pk}": kommune for pk, kommune in sorted(kommuner.items())}


def indicators() -> dict[str, Indikator]:
    """The indicators a table can be read into, by code: the lists', and those somebody has shared figures of."""
    used = Indikatorvaerdi.objects.shared().order_by().values("indikator")
    rows = Indikator.objects.filter(Q(code__startswith="liste-") | Q(pk__in=used))
    found = sorted(rows, key=lambda each: (not each.code.startswith("liste-"), each.order, each.name))
    return {each.code: each for each in found}


# --- Mapped


def husk(row: Omraadetalimport, *, by: User) -> None:
    """Keep how the table is read, on the import and for the next time."""
    options = {name: row.options.get(name) for name in ("form", "andele")}
    remember(row, row.helhedsplan, Importart.OMRAADETAL, values=row.values, options=options, by=by)


def opskrift_of(row: Omraadetalimport) -> Opskrift:
    """How the import is read."""
    return Opskrift(
        form=row.options.get("form", BRED),
        kolonner=row.columns.get("felter", {}),
        indikatorer=row.columns.get("indikatorer", {}),
        steder={value: key for key, value in row.values.items() if value},
        aar_fast=row.options.get("aar_fast"),
        andele=row.options.get("andele", PROCENT),
    )


# --- Looked through


def gennemse(row: Omraadetalimport) -> Gennemsyn:
    """The import held against what is there now. Five queries, however many figures."""
    places, known = places_of(row.helhedsplan), indicators()
    opskrift = opskrift_of(row)
    opskrift = replace(
        opskrift,
        steder={value: key for value, key in opskrift.steder.items() if key in places},
        indikatorer={kode: name for kode in known if (name := opskrift.indikatorer.get(kode))},
    )
    read = laes(tabel_of(row), opskrift, {kode: each.unit for kode, each in known.items()})
    return sammenhold(read, places, known, stored(places.values()))


def stored(places: Iterable[Sted]) -> dict[Plads, Indikatorvaerdi]:
    """The shared figures of the places. One query."""
    places = list(places)
    areas = [each.pk for each in places if isinstance(each, Boligomraade)]
    kommuner = [each.pk for each in places if isinstance(each, Kommune)]
    rows = Indikatorvaerdi.objects.shared().filter(Q(boligomraade__in=areas) | Q(kommune__in=kommuner))
    return {
        (
            f"o{row.boligomraade_id}" if row.boligomraade_id else f"k{row.kommune_id}",
            row.indikator.code,
            row.year or 0,
        ): row
        for row in rows.select_related(*NAMED)
    }


# --- Saved


@contextmanager
def holding(plan: Helhedsplan) -> Iterator[None]:
    """One transaction in which nobody else writes figures of the plan's places."""
    places = places_of(plan).values()
    with transaction.atomic():
        for model in (Kommune, Boligomraade):
            pks = sorted(each.pk for each in places if isinstance(each, model))
            list(model._default_manager.select_for_update(no_key=True).filter(pk__in=pks).order_by("pk").only("pk"))
        yield


def save_import(row: Omraadetalimport, *, by: User, seen: str) -> Gennemsyn:
    """Write all new and changed figures, or none. `seen` is the `aftryk` of what was looked through.

    Raises Aendret when it no longer is so, ValidationError when a rule refuses.
    """
    with holding(row.helhedsplan):
        found = gennemse(row)
        refuse_unseen(found, seen)
        if not found.nye and not found.aendrede:
            raise ValidationError("Der er intet nyt i filen at gemme.")
        skriv(
            row,
            found,
            ny=lambda each: _new(each, row),
            aendret=lambda each: _changed(each, row),
            foer=_kept,
            by=by,
        )
        row.rows_made, row.rows_changed = found.nye, found.aendrede
        change(row, by=by)
    return found


def _new(each: Gennemsynslinje, row: Omraadetalimport) -> Indikatorvaerdi:
    if each.value is None:
        raise ValueError("not a new figure")
    place = {"boligomraade": each.place} if isinstance(each.place, Boligomraade) else {"kommune": each.place}
    return Indikatorvaerdi(
        indikator=each.indikator,
        year=each.year,
        value=each.value,
        unit=each.unit,
        source=_source(row),
        omraadetalimport=row,
        **place,  # type: ignore[arg-type]
    )


def _source(row: Omraadetalimport) -> str:
    return row.source or row.file_name


def _kept(row: Indikatorvaerdi) -> dict[str, Any]:
    """What is needed to put a figure back."""
    return {
        "value": str(row.value),
        "value_to": None if row.value_to is None else str(row.value_to),
        "unit": row.unit,
        "source": row.source,
    }


def _changed(each: Gennemsynslinje, row: Omraadetalimport) -> Indikatorvaerdi:
    """The stored figure with what the table says now, unsaved."""
    found = each.stored
    if found is None or each.value is None:
        raise ValueError("not a change")
    found.value, found.value_to, found.unit, found.source = each.value, None, each.unit, _source(row)
    return found


# --- Undone


def rows_made(row: Omraadetalimport) -> Any:
    """What the import made and is still in use."""
    return row.indikatorvaerdier.filter(retired_on__isnull=True)


def undo_import(row: Omraadetalimport, *, by: User, reason: str) -> None:
    """Take out what the import made and put back what it changed, as one thing; or discard one that was not saved.

    Figures that somebody changed after the import was saved: those it made go out with the rest, those it changed stay
    as they are now. Raises ValidationError without a reason.
    """
    with holding(row.helhedsplan):
        made = rows_made(row).select_related(*NAMED)
        changed = still_as_changed(row, Indikatorvaerdi.objects.select_related(*NAMED))
        tag_tilbage(row, made=made, changed=changed, som_foer=_as_before, by=by, reason=reason)


def _as_before(each: Indikatorvaerdi, before: Mapping[str, Any]) -> Indikatorvaerdi:
    """The figure as it was before the import, unsaved."""
    each.value = Decimal(before["value"])
    each.value_to = None if before["value_to"] is None else Decimal(before["value_to"])
    each.unit, each.source = before["unit"], before["source"]
    return each


def rettet_siden(row: Omraadetalimport) -> int:
    """How many of the figures it made or changed somebody has written in since."""
    return edited_since(row, rows_made(row), Indikatorvaerdi.objects.all())
