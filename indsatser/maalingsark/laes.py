"""Reads a file of measurements: which cells somebody wrote in since it was made. Changes nothing.

Columns are known by their headings and rows by their hidden ids, then by the criterion's words, so both may be moved.
Every cell that cannot be read is said, with its place; a file with one such cell is not used at all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.core.files.base import File

from helhedsplan.datoer import dato
from helhedsplan.regneark import Arkfejl, Celle, Sted, laes_uden_cpr
from helhedsplan.regneark.vaerdier import plain
from indsatser.maalingsark import opstilling as o
from indsatser.maalingsark.celletekst import siger_det_samme, skrevet
from indsatser.maalingsark.fil import Filcelle, Laesefejl, Maalingsfil
from indsatser.maalingsark.kolonner import Kolonner, find_kolonner, paa_en_linje, ulaeste_tal
from indsatser.models import Succeskriterium
from indsatser.registrering.perioder import Periode
from indsatser.registrering.vaerdier import Felt, felt_for, read_value
from plans.models import Helhedsplan

FREMMED = "Filen er hentet fra en anden plan. Hent skemaet fra denne plan, og skriv i den fil."
SKJULT_AENDRET = "Filens skjulte oplysninger er ændret. Hent skemaet igen, og skriv i den fil."
FLETTET = "Cellerne er flettet, så det ikke kan ses, hvad der skal stå i hver. Ophæv fletningen."
UKENDT = "Rækken er ikke et af planens kriterier. Et nyt kriterium skrives på planens sider, ikke i filen."
UDGAAET = "Kriteriet er udgået eller måles ikke længere. Tøm rækken, eller slet den."
IKKE_DIT = "Du er ikke knyttet til kriteriet. Tøm rækken, eller slet den."
FLERE = "Flere kriterier hedder det samme, og rækken har mistet sit skjulte id. Hent skemaet igen."
TO_GANGE = "Kriteriet står to gange, også i række {}. Slet den ene række."
BYTTET = "Rækkens skjulte id hører til «{}». Er rækkerne sorteret uden de skjulte kolonner, så hent skemaet igen."
ANDEN_ENHED = "Kriteriets enhed er nu {}, men filen siger {}. Hent skemaet igen."
IKKE_BEGYNDT = "Perioden begynder først {}. Tøm kolonnen."
MAX_NOTER = 100
UDEN_PERIODE = "Kolonnens overskrift «{}» er ingen periode, så tallet i række {} kan ikke læses."


@dataclass
class _Laesning:
    """The reading of one file: what is known, and what has been found."""

    plan: Helhedsplan
    kolonner: Kolonner
    rows: dict[str, Succeskriterium]
    today: date
    celler: list[Filcelle] = field(default_factory=list)
    errors: list[Arkfejl] = field(default_factory=list)
    noter: list[str] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)
    lost: dict[str, Celle] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.names: dict[str, list[str]] = {}
        for key, row in self.rows.items():
            self.names.setdefault(_fold(o.kriterienavn(row)), []).append(key)
        self.perioder = [period for period in self.kolonner.perioder if period.first <= self.today]

    def read(self) -> None:
        """Read every row. Raises Arkfejl where the file is another plan's."""
        sheet, head = self.kolonner.sheet, self.kolonner.head
        rows = range(head + 1, sheet.last_row + 1)
        for row in rows:
            if (plan := self.kolonner.tekst(row, o.PLAN_ID)) and plan.casefold() != str(self.plan.uuid):
                raise Arkfejl(FREMMED, self.kolonner.celle(row, o.PLAN_ID).sted)
        for heading, row in ulaeste_tal(self.kolonner):
            self.errors.append(Arkfejl(UDEN_PERIODE.format(_kort(_raw(heading)), row), heading.sted))
        self.noter += [f"{cell.sted}: kolonnen «{_kort(_raw(cell))}» er ikke læst." for cell in self.kolonner.andre]
        for row in rows:
            try:
                self._row(row)
            except Arkfejl as refused:
                self.errors.append(refused)
        periods = set(self.kolonner.perioder.values())
        for row, column, last_row, last_column in sheet.merged:
            if last_row > head and any(column <= period <= last_column for period in periods):
                self.errors.append(Arkfejl(FLETTET, Sted(sheet.name, row, column)))

    def _row(self, row: int) -> None:
        text = self.kolonner.tekst
        key, name = text(row, o.KRITERIE_ID), text(row, o.KRITERIUM)
        cells = [(period, self.kolonner.sheet.celle(row, column)) for period, column in self.kolonner.perioder.items()]
        if not key and all(cell.is_empty for _, cell in cells):
            return
        key = key.casefold() or self._by_name(name, cells)
        place = self.kolonner.celle(row, o.KRITERIUM).sted
        if before := self.seen.get(key):
            raise Arkfejl(TO_GANGE.format(before), place)
        self.seen[key] = row
        kriterium = self.rows.get(key)
        if kriterium is None:
            if written := self._written(row, cells):
                self.lost[key] = written
            return
        self._check_name(kriterium, key, name, place)
        unit, written = text(row, o.ENHED), self._written(row, cells)
        if written and unit and _fold(unit) != _fold(kriterium.unit):
            raise Arkfejl(ANDEN_ENHED.format(_kort(kriterium.unit) or "uden navn", _kort(unit)), written.sted)
        for period, cell in cells:
            self._cell(kriterium, row, period, cell)

    def _by_name(self, name: str, cells: Iterable[tuple[Periode, Celle]]) -> str:
        """The id of the one criterion of that name, for a row that has lost its own. Raises Arkfejl."""
        found = self.names.get(_fold(name), [])
        if len(found) != 1:
            raise Arkfejl(FLERE if found else UKENDT, next(cell.sted for _, cell in cells if not cell.is_empty))
        return found[0]

    def _check_name(self, kriterium: Succeskriterium, key: str, name: str, place: Sted) -> None:
        """Numbers must not end on another criterion because rows were sorted without their ids."""
        own = o.kriterienavn(kriterium)
        if not name or _fold(name) == _fold(own):
            return
        if key not in self.names.get(_fold(name), [key]):
            raise Arkfejl(BYTTET.format(_kort(own)), place)
        self.noter.append(f"{place}: kriteriet hedder «{_kort(own)}» i planen. Teksten rettes ikke herfra.")

    def _written(self, row: int, cells: Iterable[tuple[Periode, Celle]]) -> Celle | None:
        """The first cell of a row we do not know that says something else than when the file was made."""
        for period, cell in cells:
            if not cell.is_empty and _raw(cell) != o.i_ark(self._before(row, period) or ""):
                return cell
        return None

    def _before(self, row: int, period: Periode) -> str | None:
        """What the cell said when the file was made; None where the file does not know. Raises Arkfejl."""
        column = self.kolonner.hentede.get(period)
        cell = self.kolonner.sheet.celle(row, column) if column else None
        if cell is None or cell.is_empty:
            return None
        found = o.laes_hentet(paa_en_linje(str(cell.value)))
        if found is None:
            raise Arkfejl(SKJULT_AENDRET, cell.sted)
        return found

    def _cell(self, kriterium: Succeskriterium, row: int, period: Periode, cell: Celle) -> None:
        try:
            felt, stood = felt_for(kriterium.form, kriterium.unit), self._before(row, period)
            if stood is not None and _raw(cell) in (stood, o.i_ark(stood)):
                return
            text = skrevet(cell, felt, kriterium.unit)
            if stood is not None and siger_det_samme(felt, text, stood):
                return
            if text and period.first > self.today:
                raise Arkfejl(IKKE_BEGYNDT.format(dato(period.first)), cell.sted)
            if text:
                _refuse_unread(felt, text, cell)
            if (text or stood) and period.first <= self.today:
                number = self.perioder.index(period)
                self.celler.append(Filcelle(kriterium.pk, number, text, stood, cell.sted))
        except Arkfejl as refused:
            self.errors.append(refused)

    def refuse_lost(self) -> None:
        """Rows of criteria that are not on the grid, with something written in them, each say why. Two queries.

        Those in which nobody wrote are passed over: they went out of use since the file was made.
        """
        ids = [UUID(key) for key in self.lost if _is_uuid(key)]
        theirs = Succeskriterium.objects.in_plan(self.plan).filter(uuid__in=ids)
        known = {str(uuid) for uuid in theirs.values_list("uuid", flat=True)} if ids else set()
        measured = {str(uuid) for uuid in theirs.measured(on=self.today).values_list("uuid", flat=True)} if ids else ()
        for key, cell in self.lost.items():
            sentence = UKENDT if key not in known else IKKE_DIT if key in measured else UDGAAET
            self.errors.append(Arkfejl(sentence, cell.sted))


def laes_maalingsark(file: File, plan: Helhedsplan, rows: Sequence[Succeskriterium], *, today: date) -> Maalingsfil:
    """Read the file against the plan's criteria as the grid has them (`grid_rows`). Two queries at most.

    Raises Arkfejl for a file that cannot be read at all, Laesefejl with every cell that cannot.
    """
    kolonner = find_kolonner(laes_uden_cpr(file))
    reading = _Laesning(plan, kolonner, {str(row.uuid): row for row in rows}, today)
    reading.read()
    reading.refuse_lost()
    if reading.errors:
        raise Laesefejl(sorted(reading.errors, key=lambda error: error.sted or Sted("", 0)))
    return Maalingsfil(tuple(reading.perioder), tuple(reading.celler), tuple(reading.noter[:MAX_NOTER]))


def _refuse_unread(felt: Felt, text: str, cell: Celle) -> None:
    try:
        read_value(felt, text)
    except ValueError as refused:
        raise Arkfejl(str(refused), cell.sted) from refused


def _raw(cell: Celle) -> str:
    """The cell as it left us, before it is read as anything."""
    if cell.is_percent or cell.error:
        return "\0"
    text = paa_en_linje(plain(cell.value) if isinstance(cell.value, Decimal) else str(cell.value or ""))
    return "" if text == o.INTET else text


def _fold(text: str) -> str:
    return paa_en_linje(text).casefold()


def _kort(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
