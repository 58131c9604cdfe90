"""What a table of area figures says, cell by cell: pure reading, no database.

Two shapes: a row per area with a column per figure, or a row per figure. Cells that statistics leave out ("..", "<3")
are not stated, never nought.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from helhedsplan.felter import folded
from helhedsplan.regneark import Arkfejl, Celle, Sted, som_aar, som_tal, som_tekst
from indsatser.omraadelister.laes_tal import check, er_ikke_oplyst, laes_tal
from plans.indlaesning.tabel import Tabel

BRED, LANG = "bred", "lang"
PROCENT, BROEK = "procent", "broek"
FELTER: dict[str, tuple[str, tuple[str, ...]]] = {
    "sted": (
        "Område",
        ("område", "boligområde", "områdenavn", "boligområdets navn", "navn", "afdeling", "sted", "geografi"),
    ),
    "aar": ("År", ("år", "årstal", "listeår", "periode", "tid")),
    "indikator": ("Hvad tallet handler om", ("indikator", "nøgletal", "måling", "emne", "variabel", "kriterium")),
    "vaerdi": ("Tallet", ("værdi", "tal", "indhold", "andel", "procent", "pct.")),
}
"""Our fields with their Danish names and the headings they are usually found under, the surest first."""
OVERSKRIFTER: dict[str, re.Pattern[str]] = {
    "liste-arbejdsmarked": re.compile(r"uden.*(tilknytning|arbejdsmarked)|udenfor arbejdsmarked", re.I),
    "liste-doemte": re.compile(r"dømt|domfæld|kriminal", re.I),
    "liste-uddannelse": re.compile(r"grundskole|grunduddannelse", re.I),
    "liste-indkomst": re.compile(r"bruttoindkomst|indkomst", re.I),
    "liste-ikke-vestlig": re.compile(r"ikke.?vestlig", re.I),
    "liste-beboere": re.compile(r"^(antal )?(beboere|personer|indbyggere)( i alt)?$|beboertal|folketal", re.I),
}
"""What the lists' figures are usually called. Only suggestions: what was chosen is what counts."""
FIRE = Decimal("0.0001")
_PR_10000 = re.compile(r"pr\.?\s*10[. ]?000", re.I)


@dataclass(frozen=True, slots=True)
class Opskrift:
    """How the table is read. `indikatorer`: wide, our code → heading; long, our code → the table's own name for it.

    `steder` is the table's name of a place → the key of one of ours; what is not there is another's.
    """

    form: str
    kolonner: Mapping[str, str]
    indikatorer: Mapping[str, str]
    steder: Mapping[str, str]
    aar_fast: int | None = None
    andele: str = PROCENT


@dataclass(frozen=True, slots=True)
class Tallinje:
    """A figure of the table: whose (our key), which indicator (our code), the year. `value` None: not stated."""

    sted: Sted
    hvis: str
    kode: str
    year: int
    value: Decimal | None
    unit: str
    skrevet: str


@dataclass(frozen=True, slots=True)
class Laest:
    """What was read, the places that are not ours with their number of rows, and what cannot be read.

    `uden_navn`: how many rows have figures and no name of a place. Whose they are is not guessed.
    """

    linjer: tuple[Tallinje, ...]
    andre_steder: tuple[tuple[str, int], ...]
    fejl: tuple[Arkfejl, ...]
    uden_navn: int = 0


def vaerdier(tabel: Tabel, heading: str) -> list[str]:
    """The different texts of a column, in the order they are met."""
    column = tabel.overskrifter.get(heading, 0)
    found: dict[str, None] = {}
    for row in range(tabel.header_row + 1, len(tabel.rows) + 1) if column else ():
        try:
            if text := tabel.tekst(row, column):
                found[text[:200]] = None
        except Arkfejl:
            continue
    return list(found)


def foreslaa_kolonner(overskrifter: Mapping[str, int], last: Mapping[str, str]) -> dict[str, str]:
    """Which heading each field is read from: as last time where it is there, else by its usual names."""
    by_name = {folded(name): name for name in reversed(list(overskrifter))}
    found = {}
    for felt, (_, names) in FELTER.items():
        before = by_name.get(folded(last.get(felt, "")))
        found[felt] = before or next((by_name[folded(name)] for name in names if folded(name) in by_name), "")
    return found


def foreslaa_indikatorer(koder: Sequence[str], navne: Sequence[str], last: Mapping[str, str]) -> dict[str, str]:
    """Which heading (or name in the table) stands for each of our indicators: as last time, else by its usual name."""
    by_name = {folded(name): name for name in reversed(navne)}
    found = {kode: by_name.get(folded(last.get(kode, "")), "") for kode in koder}
    taken = {name for name in found.values() if name}
    for kode in koder:
        pattern = OVERSKRIFTER.get(kode)
        if found[kode] or pattern is None or kode in last:
            continue
        found[kode] = next((name for name in navne if name not in taken and pattern.search(name)), "")
        taken.add(found[kode])
    return found


def foreslaa_sted(navne: Sequence[str], values: Sequence[str], last: str) -> str:
    """The table's name for a place of ours: as last time; one of its names or numbers; a name that begins with it."""
    by_name = {_plain(value): value for value in reversed(values)}
    for wanted in (last, *navne):
        if _plain(wanted) in by_name and wanted:
            return by_name[_plain(wanted)]
    for wanted in navne:
        start = _plain(wanted)
        found = [value for value in values if len(start) > 3 and _plain(value).startswith(f"{start} ")]
        if len(found) == 1:
            return found[0]
    return ""


def _plain(text: str) -> str:
    """A name as it is held against another: no capitals, signs or double spaces."""
    return " ".join(re.sub(r"[^\w]+", " ", folded(text)).split())


def ser_ud_som_broek(tabel: Tabel, headings: Sequence[str]) -> bool:
    """Whether the shares seem to be written as parts of one (a cell shown as 42,2 % is 0,422 to Excel)."""
    found = []
    for heading in headings:
        column = tabel.overskrifter.get(heading, 0)
        for row in range(tabel.header_row + 1, len(tabel.rows) + 1) if column else ():
            value = tabel.celle(row, column).value
            if isinstance(value, Decimal):
                found.append(value)
    return bool(found) and all(0 <= value <= 1 for value in found) and any(value > 0 for value in found)


def laes(tabel: Tabel, opskrift: Opskrift, enheder: Mapping[str, str]) -> Laest:
    """Every figure of our places. All errors are collected, each with its place. `enheder`: code → unit."""
    linjer: list[Tallinje] = []
    fejl: list[Arkfejl] = []
    others: dict[str, int] = {}
    nameless = 0
    for row in range(tabel.header_row + 1, len(tabel.rows) + 1):
        if all(cell is None or cell == "" for cell in tabel.rows[row - 1]):
            continue
        try:
            place = _tekst(tabel, opskrift, row, "sted")
            hvis = opskrift.steder.get(place, "")
            if not place:
                nameless += _has_figures(tabel, opskrift, row)
                continue
            if not hvis:
                others[place] = others.get(place, 0) + 1
                continue
            year = som_aar(_celle(tabel, opskrift, row, "aar")) or opskrift.aar_fast
            if year is None:
                raise Arkfejl("Rækken har intet år.", _celle(tabel, opskrift, row, "aar").sted)
        except Arkfejl as refused:
            fejl.append(refused)
            continue
        for kode, celle, heading in _figures(tabel, opskrift, row):
            try:
                linjer.append(_linje(celle, heading, hvis, kode, year, enheder[kode], opskrift))
            except Arkfejl as refused:
                fejl.append(refused)
    return Laest(tuple(linjer), tuple(sorted(others.items())), tuple(fejl), nameless)


def _has_figures(tabel: Tabel, opskrift: Opskrift, row: int) -> bool:
    """Whether a row says a figure; a footnote does not."""
    cells = [celle for _, celle, _ in _figures(tabel, opskrift, row)]
    return any(isinstance(celle.value, Decimal) or not er_ikke_oplyst(som_tekst(celle) or "") for celle in cells)


def _figures(tabel: Tabel, opskrift: Opskrift, row: int) -> list[tuple[str, Celle, str]]:
    """The row's figures: our code, the cell, and what the table calls it."""
    if opskrift.form == LANG:
        named = _tekst(tabel, opskrift, row, "indikator")
        koder = [kode for kode, name in opskrift.indikatorer.items() if name and name == named]
        return [(kode, _celle(tabel, opskrift, row, "vaerdi"), named) for kode in koder]
    return [
        (kode, tabel.celle(row, tabel.overskrifter[heading]), heading)
        for kode, heading in opskrift.indikatorer.items()
        if heading in tabel.overskrifter
    ]


def _linje(celle: Celle, heading: str, hvis: str, kode: str, year: int, unit: str, opskrift: Opskrift) -> Tallinje:
    text = "" if celle.is_empty else (som_tekst(celle) or "").strip()
    if er_ikke_oplyst(text):
        return Tallinje(celle.sted, hvis, kode, year, None, "", text)
    ellers = "pr. 10.000" if unit == "%" and _PR_10000.search(heading) else ""
    try:
        if isinstance(celle.value, Decimal):
            value, own = som_tal(celle) or Decimal(0), ellers
        else:
            value, own = laes_tal(text, unit, ellers=ellers)
        if unit == "%" and not own and opskrift.andele == BROEK:
            value *= 100
        check(value, own, unit)
        value = value.quantize(FIRE, ROUND_HALF_UP)
    except ValueError as refused:
        raise Arkfejl(f"{heading}: {refused}", celle.sted) from refused
    return Tallinje(celle.sted, hvis, kode, year, value, own, text)


def _celle(tabel: Tabel, opskrift: Opskrift, row: int, felt: str) -> Celle:
    column = tabel.overskrifter.get(opskrift.kolonner.get(felt, ""), 0)
    return tabel.celle(row, column) if column else Celle(Sted(tabel.ark, row))


def _tekst(tabel: Tabel, opskrift: Opskrift, row: int, felt: str) -> str:
    column = tabel.overskrifter.get(opskrift.kolonner.get(felt, ""), 0)
    return tabel.tekst(row, column)[:200] if column else ""
