"""Papers as workbooks: typed cells, a frozen heading, widths, Danish ways of showing. Nothing is computed here."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from helhedsplan.regneark import Stil, Udark, Udcelle, skriv_regneark
from helhedsplan.regneark.celler import MAX_CELL
from helhedsplan.regneark.skriv import arknavn
from reporting.facts.forbehold import OVERSKRIFT as FORBEHOLD
from reporting.facts.forbehold import Forbehold
from reporting.facts.pengepapir import Kolonne, Papirraekke, Papirtabel, Papirvaerdi, Slags
from reporting.facts.tekstpapir import Tekstpapir
from reporting.facts.vurderinger import Skrevet

BOLD, NOTE, TITLE = Stil(is_bold=True), Stil(is_note=True, is_wrapped=True), Stil(is_bold=True, size=14)
BREDDER = {Slags.NAVN: 48.0, Slags.TEKST: 28.0, Slags.KORT: 12.0, Slags.BRED: 48.0, Slags.KRONER: 16.0}
_SHOWN = {Slags.KRONER: "beloeb", Slags.PROCENT: "procent", Slags.DATO: "dato", Slags.TAL: "tal"}
MIN_WIDTH, NOTE_WIDTH = 12.0, 60.0
DAG = re.compile(r"(\d\d)\.(\d\d)\.(\d{4})")
Over = tuple[str | date, ...]


@dataclass(frozen=True, slots=True)
class Arktabel:
    """A sheet: its name, its columns, its rows, and what stands above them."""

    navn: str
    kolonner: tuple[Kolonne, ...]
    raekker: tuple[Papirraekke, ...]
    over: tuple[Over, ...] = ()
    overskrift: str = ""
    tom: str = "Intet at vise."


def skriv_ark(sheets: Sequence[Arktabel], *, title: str, footer: str, made_at: datetime) -> bytes:
    """The workbook."""
    names = arknavne(sheet.navn for sheet in sheets)
    made = [_ark(sheet, name, footer) for sheet, name in zip(sheets, names, strict=True)]
    return skriv_regneark(made, title=title, made_at=made_at)


def arknavne(headings: Iterable[str]) -> list[str]:
    """A name for each sheet. Excel reads at most 31 characters, and no two may be alike."""
    names: list[str] = []
    for heading in headings:
        names.append(_unique(heading, names))
    return names


def _unique(name: str, taken: Iterable[str]) -> str:
    wanted, number = arknavn(name), 1
    seen = {one.casefold() for one in taken}
    while wanted.casefold() in seen:
        number += 1
        wanted = f"{arknavn(name)[: 30 - len(str(number))].rstrip()} {number}"
    return wanted


def _ark(sheet: Arktabel, name: str, footer: str) -> Udark:
    rows: list[list[Udcelle]] = [[Udcelle(sheet.overskrift or sheet.navn, TITLE)]]
    rows += [[_over(value, is_label=not n) for n, value in enumerate(line)] for line in sheet.over]
    rows += [[]] if sheet.over else []
    heads = [Udcelle(c.overskrift, Stil(is_header=True, is_right=c.is_number)) for c in sheet.kolonner]
    has_notes = any(row.note for row in sheet.raekker)
    said = har_skrevet(sheet.raekker)
    more = [*(["Bemærkning"] if has_notes else []), *(SKREVET if said else [])]
    rows.append([*heads, *(Udcelle(text, Stil(is_header=True)) for text in more)])
    head = len(rows)
    for row in sheet.raekker:
        cells = [celle(c, value, row.is_sum) for c, value in zip(sheet.kolonner, row.vaerdier, strict=True)]
        cells += [Udcelle(row.note, NOTE)] if has_notes and (row.note or said) else []
        rows += med_plads([*cells, *(skrevne_celler(row) if said else [])])
    if not sheet.raekker:
        rows.append([Udcelle(sheet.tom, NOTE)])
    widths = [] if sheet.kolonner else [BREDDER[Slags.TEKST]]
    widths += [max(BREDDER.get(c.slags, MIN_WIDTH), MIN_WIDTH if c.is_number else 0) for c in sheet.kolonner]
    return Udark(name, rows, widths=[*widths, *([NOTE_WIDTH] * max(len(more), 1))], frozen=(head, 1), heading=footer)


def _over(value: str | date, *, is_label: bool) -> Udcelle:
    if isinstance(value, date):
        return Udcelle(value, Stil(shown_as="dato"))
    return Udcelle(value, BOLD if is_label else Stil())


def med_plads(cells: Iterable[Udcelle]) -> list[list[Udcelle]]:
    """A row of a table as rows of the sheet. A text that no cell can hold goes on in the rows below."""
    parts = [_stykker(cell) for cell in cells]
    blank = Udcelle(None)
    return [[part[n] if n < len(part) else blank for part in parts] for n in range(max(map(len, parts), default=1))]


def _stykker(cell: Udcelle) -> list[Udcelle]:
    if not isinstance(cell.value, str) or len(cell.value) <= MAX_CELL:
        return [cell]
    return [Udcelle(cell.value[at : at + MAX_CELL], cell.stil) for at in range(0, len(cell.value), MAX_CELL)]


def celle(column: Kolonne, value: Papirvaerdi, is_sum: bool) -> Udcelle:
    """A figure and a day as what they are, a day also where the agreement has it as a text: "31.12.2016"."""
    if isinstance(value, str) and (day := _dag(value)):
        return Udcelle(day, Stil(shown_as="dato", is_bold=is_sum, is_ruled=is_sum))
    shown = _SHOWN.get(column.slags, "") if isinstance(value, Decimal | date) else ""
    stil = Stil(shown_as=shown, is_bold=is_sum, is_ruled=is_sum, is_wrapped=isinstance(value, str))  # type: ignore[arg-type]
    return Udcelle(value, stil)


def _dag(text: str) -> date | None:
    if found := DAG.fullmatch(text):
        day, month, year = map(int, found.groups())
        try:
            return date(year, month, day) if year >= 1900 else None  # where Excel's days begin
        except ValueError:
            return None
    return None


SKREVET = ("Vurderet", "Hvorfor anderledes end beregnet", "Skrevet", "Sidst", "Skrevet sidst")
"""The columns of what people have written of a row; in a sheet only where somebody has."""


def har_skrevet(raekker: Iterable[Papirraekke]) -> bool:
    """Whether anything is written of any of the rows."""
    return any(row.skrevet for row in raekker)


def skrevne_celler(row: Papirraekke) -> list[Udcelle]:
    """What is written of a row, under the columns of SKREVET."""
    return [Udcelle(text, Stil(is_wrapped=True)) for text in skrevne_ord(row.skrevet)]


def skrevne_ord(said: Skrevet | None) -> tuple[str, ...]:
    """The judgement, why, the words and last time's; all "" where nothing is written."""
    if said is None:
        return ("",) * len(SKREVET)
    last = (said.sidst.dom, said.sidst.tekst) if said.sidst else ("", "")
    return (said.vurderet, said.hvorfor, said.tekst, *last)


def helhed(said: Skrevet | None) -> tuple[tuple[str, str], ...]:
    """What is written of the report as a whole, a line each with what it is."""
    lines = zip(SKREVET, skrevne_ord(said), strict=True)
    return tuple((f"Rapporten som helhed: {label.lower()}", text) for label, text in lines if text)


def forbeholdsark(rows: Iterable[Forbehold]) -> tuple[Arktabel, ...]:
    """A sheet of what the check said, with the answers; none where it said nothing."""
    columns = (Kolonne("Kontrollen siger", Slags.BRED), Kolonne("Svar", Slags.BRED))
    found = tuple(Papirraekke((row.tekst, row.svaret)) for row in rows)
    return (Arktabel("Forbehold", columns, found, overskrift=FORBEHOLD),) if found else ()


def skriv_tekstpapir(papir: Tekstpapir, *, made_at: datetime, maerke: str = "") -> bytes:
    """The tables of a paper: those of the same kind on one sheet, each row with what it belongs to."""
    groups: dict[tuple[str, tuple[Kolonne, ...]], list[tuple[str, Papirtabel]]] = {}
    for where, tabel in papir.tabeller():
        groups.setdefault((tabel.overskrift, tabel.kolonner), []).append((where, tabel))
    sheets = [_samlet(heading, columns, tables) for (heading, columns), tables in groups.items()]
    first = Arktabel("Papiret", (), (), over=_hoved(papir, maerke), overskrift=papir.titel, tom="")
    footer = "  ".join(filter(None, [papir.hoved.kort_navn, papir.hoved.journalnummer, maerke]))
    title = f"{papir.titel} – {papir.hoved.kort_navn}"
    return skriv_ark([first, *sheets, *forbeholdsark(papir.forbehold)], title=title, footer=footer, made_at=made_at)


def _samlet(heading: str, columns: tuple[Kolonne, ...], tables: list[tuple[str, Papirtabel]]) -> Arktabel:
    if len(tables) == 1:
        return Arktabel(heading, columns, tables[0][1].raekker)
    rows = [replace(row, vaerdier=(where, *row.vaerdier)) for where, tabel in tables for row in tabel.raekker]
    return Arktabel(heading, (Kolonne("Står under", Slags.TEKST), *columns), tuple(rows))


def _hoved(papir: Tekstpapir, maerke: str) -> tuple[Over, ...]:
    hoved = papir.hoved
    found: list[tuple[str, str | date]] = [
        ("Om", papir.undertitel),
        ("Boligområde/projektnavn", hoved.plan_navn),
        ("Område", hoved.omraade),
        ("Journal nr.", hoved.journalnummer),
        ("Bevillingsrunde", ", ".join(filter(None, [hoved.runde, hoved.periode]))),
        ("Opgjort pr.", papir.as_of),
        ("Udgave", maerke),
    ]
    return (
        *((label, value) for label, value in found if value),
        *(("", text) for text in papir.saetninger),
        *helhed(papir.rapporten),
    )
