"""The file of an import: read, refused whole where it must be, and kept as rows of cells until it is saved."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.core.files.base import File

from helhedsplan import cpr
from helhedsplan.filer import eget_navn
from helhedsplan.regneark import GRAENSER, Ark, Arkfejl, Regneark, laes_regneark, som_tekst
from helhedsplan.regneark.csvfil import laes_csv
from plans.indlaesning.tabel import JsonCelle, Tabel, find_header, som_json
from plans.models import Indlaest, User
from plans.services import create

I = TypeVar("I", bound=Indlaest)  # noqa: E741


def behold(
    row: I,
    file: File,
    *,
    max_rows: int,
    by: User,
    som_raekker: Callable[[Ark], list[list[JsonCelle]]] = som_json,
) -> I:
    """Read an uploaded file and keep what stands in it on the new import `row`, until it is saved or discarded.

    `som_raekker` says how a sheet is kept. Raises Arkfejl with a Danish sentence and, where there is one, the place.
    """
    book = _read(file, max_rows)
    sheets = {sheet.name: som_raekker(sheet) for sheet in book.shown if sheet.last_row > 1}
    if not sheets:
        raise Arkfejl("Filen har ingen rækker under overskrifterne.")
    row.file_name, row.table = eget_navn(file.name or "")[:160], {"sheets": sheets}
    row.sheet = max(sheets, key=lambda name: len(sheets[name]))
    try:
        return create(row, by=by)
    except ValidationError as refused:
        raise Arkfejl(" ".join(refused.messages)) from refused


def _read(file: File, max_rows: int) -> Regneark:
    limits = replace(GRAENSER, rows=max_rows)
    try:
        book = laes_regneark(file, limits)
    except Arkfejl as refused:
        if "CPR" in refused.sentence and refused.sted is None and (file.name or "").lower().endswith(".csv"):
            file.seek(0)
            _refuse_cpr(laes_csv(file, limits))  # type: ignore[arg-type]  # says where
        raise
    _refuse_cpr(book)
    return book


def _refuse_cpr(book: Regneark) -> None:
    """Nothing of a file with a CPR number in it is kept, not even for a while."""
    for sheet in book.sheets:
        for celle in sheet.cells.values():
            text = "" if celle.error or celle.value is None else som_tekst(celle) or ""
            if refusal := cpr.afvisning(text):
                raise Arkfejl(f"{refusal} Fjern det i filen, og vælg den igen.", celle.sted)


def tabel_of(row: Indlaest) -> Tabel:
    """The kept table with its row of headings: the one that was said, else the one that looks like it."""
    rows = row.table.get("sheets", {}).get(row.sheet, [])
    return Tabel(row.sheet, rows, int(row.options.get("header_row") or find_header(rows)))
