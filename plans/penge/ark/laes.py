"""Reads the budget's file: what it says, and what the plan said when it was made. Changes nothing.

Columns are known by their headings and rows by their hidden ids, then by name, so both may be moved. Every cell that
cannot be read is said, with its place; a file with one such cell is not used at all.
"""

import re
from dataclasses import dataclass, field

from django.core.files.base import File

from helhedsplan.regneark import Ark, Arkfejl, Celle, Regneark, Sted, laes_regneark, som_tekst
from plans.models import Helhedsplan
from plans.penge.ark import opstilling as o
from plans.penge.ark.felter import FELTER, KILDEFELTER, tekst
from plans.penge.ark.indhold import NY, Budgetfil, Budgetindhold
from plans.penge.ark.kolonner import TO_KOLONNER, Kolonner, find_kolonner
from plans.penge.ark.poster import Postlaesning, efter_navn

SKJULT_AENDRET = "Filens skjulte oplysninger er ændret. Hent budgettet igen, og ret i den fil."
FREMMED = "Filen er hentet fra en anden plan. Hent budgettet fra denne plan, og ret i den fil."
_NEEDED = ("name", "kind", "form", "state")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_YEAR = re.compile(r"(?:[0-9]{4})?")
_VALUE = re.compile(r"(?:kr|timer):[0-9]{1,12}(?:\.[0-9]{1,2})?")


class Budgetlaesefejl(Exception):
    """What is wrong in the file, place by place. Nothing of it is used."""

    def __init__(self, errors: list[Arkfejl]) -> None:
        super().__init__("; ".join(map(str, errors)))
        self.errors = errors


@dataclass
class Grundlag:
    """What is needed to understand the file: the plan's years, delaftaler, and content now or when it was made."""

    plan: Helhedsplan
    kendt: Budgetindhold
    delaftaler: dict[int, str]
    errors: list[Arkfejl] = field(default_factory=list)
    steder: dict[tuple[str, ...], Sted] = field(default_factory=dict)

    def refuse(self, sentence: str, sted: Sted | None) -> None:
        self.errors.append(Arkfejl(sentence, sted))


def laes_budgetark(file: File, plan: Helhedsplan, nu: Budgetindhold) -> Budgetfil:
    """Read the file against the plan, whose content now is `nu`. One query.

    Raises Arkfejl for a file that cannot be read at all, Budgetlaesefejl with every cell that cannot.
    """
    book = laes_regneark(file)
    base, made_on, frame = _udgangspunkt(book, plan)
    known = Budgetindhold(
        kilder={**nu.kilder, **(base.kilder if base else {})},
        poster={**nu.poster, **(base.poster if base else {})},
        celler=base.celler if base else nu.celler,
    )
    numbers = {row.nummer: str(row.uuid) for row in plan.delaftaler.filter(retired_on__isnull=True)}
    grundlag = Grundlag(plan, known, numbers)
    sheet, columns = _budgetark(book)
    kilder = _kilder(book, grundlag) or dict((base or nu).kilder)
    reading = Postlaesning(grundlag, sheet, columns, kilder)
    reading.read()
    if frame:
        reading.check_frame(frame)
    if grundlag.errors:
        raise Budgetlaesefejl(sorted(grundlag.errors, key=lambda error: error.sted or Sted("", 0)))
    return Budgetfil(Budgetindhold(kilder, reading.poster, reading.celler), base, made_on, grundlag.steder)


def _budgetark(book: Regneark) -> tuple[Ark, Kolonner]:
    first = [sheet for sheet in [book.ark(o.BUDGET)] if sheet]
    for sheet in [*first, *book.shown]:
        if columns := find_kolonner(sheet):
            return sheet, columns
    raise Arkfejl(
        "Filen har ikke budgettets opstilling: der mangler en række med overskrifterne »Post« og »Finansieringskilde«."
        " Hent budgettet, og ret i den fil."
    )


def _udgangspunkt(book: Regneark, plan: Helhedsplan) -> tuple[Budgetindhold | None, str, list[str]]:
    """What the hidden sheet keeps: content, the day, the frame. None when it is gone. Raises Arkfejl."""
    sheet = book.ark(o.SKJULT)
    if sheet is None or _word(sheet.celle(1, 1)) != o.VERSION:
        return None, "", []
    if _word(sheet.celle(1, 2)) != str(plan.uuid):
        raise Arkfejl(FREMMED)
    content, frame = Budgetindhold(), [_word(sheet.celle(1, 4)), _word(sheet.celle(1, 5))]
    for row in range(2, sheet.last_row + 1):
        art, *rest = (_word(sheet.celle(row, column)) for column in range(1, 6))
        if art == "celle" and _YEAR.fullmatch(rest[2]) and _VALUE.fullmatch(rest[3]):
            content.celler[rest[0], rest[1], rest[2]] = rest[3]
        elif art in FELTER and rest[1] in FELTER[art] and FELTER[art][rest[1]].er_vaerdi(rest[2]):
            kept = content.kilder if art == "kilde" else content.poster
            kept.setdefault(rest[0], {})[rest[1]] = rest[2]
        elif art:
            raise Arkfejl(SKJULT_AENDRET)
    if not all(values.get(name) for values in content.kilder.values() for name in _NEEDED):
        raise Arkfejl(SKJULT_AENDRET)
    for art, found in (("kilde", content.kilder), ("post", content.poster)):
        for values in found.values():
            for name in FELTER[art]:
                values.setdefault(name, "")
    day = _word(sheet.celle(1, 3))[:10]
    return content, day if _ISO.fullmatch(day) else "", frame


def _word(celle: Celle) -> str:
    return tekst(som_tekst(celle) or "")


def _kilder(book: Regneark, grundlag: Grundlag) -> dict[str, dict[str, str]]:
    """The sources as the file has them; {} when their sheet is gone, and then nothing about them is changed.

    Raises Arkfejl for a sheet without its row of headings, and for a heading that stands twice.
    """
    sheet = book.ark(o.FINANSIERING)
    if sheet is None:
        return {}
    places = ((row, column) for row in range(1, 30) for column in range(1, sheet.last_column + 1))
    name = _fold(KILDEFELTER[0].heading)
    head = next((row for row, column in places if _heading(sheet.celle(row, column)) == name), None)
    if head is None:
        raise Arkfejl(f"Arket »{o.FINANSIERING}« mangler sin række med overskrifter. Hent budgettet igen.")
    columns: dict[str, int] = {}
    for column in range(1, sheet.last_column + 1):
        cell = sheet.celle(head, column)
        if _heading(cell) in columns:
            raise Arkfejl(TO_KOLONNER.format(cell.value), cell.sted)
        if _heading(cell):
            columns[_heading(cell)] = column
    found: dict[str, dict[str, str]] = {}
    for row in range(head + 1, sheet.last_row + 1):
        cells = {
            f.name: sheet.celle(row, columns[_fold(f.heading)]) for f in KILDEFELTER if _fold(f.heading) in columns
        }
        if not all(cell.is_empty for cell in cells.values()):
            id_column = columns.get(_fold(o.KILDE_ID))
            _kilde(grundlag, found, row, cells, sheet.celle(row, id_column) if id_column else None)
    return found


def _kilde(
    grundlag: Grundlag, found: dict[str, dict[str, str]], row: int, cells: dict[str, Celle], mark: Celle | None
) -> None:
    key = _word(mark) if mark else efter_navn(grundlag.kendt.kilder, "name", _word(cells["name"]))
    if key not in grundlag.kendt.kilder or key in found:
        key = f"{NY}kilde-{row}"
    values = dict(grundlag.kendt.kilder.get(key) or {f.name: f.empty for f in KILDEFELTER})
    for name, cell in cells.items():
        grundlag.steder["kilde", key, name] = cell.sted
        try:
            values[name] = FELTER["kilde"][name].laes(cell)
        except Arkfejl as refused:
            grundlag.errors.append(refused)
    names = {kept["name"].casefold() for kept in found.values()}
    if not values["name"]:
        grundlag.refuse("Kilden har intet navn.", cells["name"].sted)
    elif values["name"].casefold() in names:
        grundlag.refuse(f"«{values['name'][:60]}» står to gange. En kilde har én række.", cells["name"].sted)
    found[key] = values


def _fold(text: str) -> str:
    return tekst(text).casefold()


def _heading(celle: Celle) -> str:
    try:
        return _fold(som_tekst(celle) or "")
    except Arkfejl:
        return ""
