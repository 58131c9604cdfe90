"""Where the file's columns are: known by their headings, so that they may be moved or others put between."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from helhedsplan.numbers import parse_decimal
from helhedsplan.regneark import Ark, Arkfejl, Celle, Regneark, Sted, som_tekst
from indsatser.maalingsark import opstilling as o
from indsatser.registrering.perioder import Periode, read_period

_SEARCHED = 40  # rows
TO_KOLONNER = "Der er to kolonner, der hedder »{}«. Slet den ene, så det er klart, hvad der gælder."
IKKE_SKEMAET = (
    "Filen har ikke skemaets opstilling: der mangler en række med overskrifterne »Kriterium« og en periode. Hent"
    " skemaet, og skriv i den fil."
)
OVERSKRIFT_ER_DATO = "Overskriften er vist som en dato. Skriv perioden som tekst, fx oktober 2019."
FOR_MANGE = f"Filen har for mange perioder. Der kan læses {o.MAX_KOLONNER} ad gangen."


@dataclass(slots=True)
class Kolonner:
    """The row of headings, and the columns: ours by name, the periods, what the periods said, and all others."""

    sheet: Ark
    head: int
    kendte: dict[str, int] = field(default_factory=dict)
    perioder: dict[Periode, int] = field(default_factory=dict)
    hentede: dict[Periode, int] = field(default_factory=dict)
    andre: list[Celle] = field(default_factory=list)

    def celle(self, row: int, name: str) -> Celle:
        """The cell under one of our headings; an empty one when the file has no such column."""
        column = self.kendte.get(name)
        return self.sheet.celle(row, column) if column else Celle(Sted(self.sheet.name, row))

    def tekst(self, row: int, name: str) -> str:
        """What stands under one of our headings, on one line. Raises Arkfejl."""
        return paa_en_linje(som_tekst(self.celle(row, name)))


def find_kolonner(book: Regneark) -> Kolonner:
    """The file's columns. Raises Arkfejl where there is no row of headings, and for a heading that stands twice."""
    first = [sheet for sheet in [book.ark(o.ARK)] if sheet]
    for sheet in [*first, *book.shown]:
        for row in range(1, min(sheet.last_row, _SEARCHED) + 1):
            if any(_word(sheet.celle(row, column)) == o.KRITERIUM.casefold() for column in _columns(sheet)):
                found = _read(sheet, row)
                if not found.perioder:
                    raise Arkfejl(IKKE_SKEMAET, Sted(sheet.name, row))
                if len(found.perioder) > o.MAX_KOLONNER:
                    raise Arkfejl(FOR_MANGE, Sted(sheet.name, row))
                return found
    raise Arkfejl(IKKE_SKEMAET)


def _columns(sheet: Ark) -> range:
    return range(1, sheet.last_column + 1)


def _read(sheet: Ark, row: int) -> Kolonner:
    found = Kolonner(sheet, row)
    names = {name.casefold(): name for name in o.KENDTE}
    for column in _columns(sheet):
        cell = sheet.celle(row, column)
        text = paa_en_linje(_text(cell))
        if isinstance(cell.value, date):
            raise Arkfejl(OVERSKRIFT_ER_DATO, cell.sted)
        taken: dict = found.kendte
        key: str | Periode | None = names.get(text.casefold())
        if key is None:
            taken = found.hentede if o.periode_af(text) else found.perioder
            key = _period(o.periode_af(text) or text)
        if key is None:
            found.andre += [] if cell.is_empty else [cell]
        elif key in taken:
            raise Arkfejl(TO_KOLONNER.format(text[:60]), cell.sted)
        else:
            taken[key] = column
    return found


def _period(text: str) -> Periode | None:
    try:
        return read_period(text)
    except ValueError:
        return None


def _text(cell: Celle) -> str:
    try:
        return som_tekst(cell) or ""
    except Arkfejl:
        return ""


def _word(cell: Celle) -> str:
    return paa_en_linje(_text(cell)).casefold()


def paa_en_linje(text: str | None) -> str:
    """The text with one space between its words, and without the apostrophe that marks it as text."""
    return " ".join((text or "").split()).removeprefix("'")


def ulaeste_tal(kolonner: Kolonner) -> Iterator[tuple[Celle, int]]:
    """Each heading that is no period and stands over a number, with the row of the first."""
    for head in kolonner.andre:
        column = head.sted.column
        rows = range(kolonner.head + 1, kolonner.sheet.last_row + 1)
        if row := next((row for row in rows if _is_number(kolonner.sheet.celle(row, column))), 0):
            yield head, row


def _is_number(cell: Celle) -> bool:
    if not isinstance(cell.value, str):
        return isinstance(cell.value, Decimal)
    try:
        parse_decimal(cell.value)
    except ValueError:
        return False
    return True
