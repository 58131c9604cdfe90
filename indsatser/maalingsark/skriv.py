"""The grid as a file: criteria as rows, periods as columns, and what each cell said in hidden columns.

Excel and CSV have the same columns. Nothing that goes out is a formula: what people have typed is marked as text.
"""

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from helhedsplan.regneark import Stil, Udark, Udcelle, ligner_formel, skriv_regneark
from indsatser.maalingsark import opstilling as o
from indsatser.registrering.skema import Celle, Gruppe, Kolonne, Raekke, Skema
from indsatser.registrering.vaerdier import Felt
from plans.models import Helhedsplan

BOM = "\ufeff"
HEADER = Stil(is_header=True)
NOTE = Stil(is_note=True)
FAST = Stil(is_note=True, is_right=True)
TYPET = Stil(shown_as="tekst", is_right=True)
_EXACT_DIGITS = 15
"""As many digits as a spreadsheet keeps of a number."""


def skriv_maalingsark(plan: Helhedsplan, skema: Skema, *, made_at: datetime) -> bytes:
    """The grid as an Excel file. `plan` through the door. No queries."""
    rows = [
        [Udcelle("Målinger", Stil(is_bold=True, size=14))],
        [Udcelle(plan.name)],
        [Udcelle(o.VEJLEDNING, NOTE)],
        [Udcelle(head, HEADER) for head in _headings(skema)],
        *(_row(plan, skema.kolonner, gruppe, raekke) for gruppe, raekke in _rows(skema)),
    ]
    count, before = len(skema.kolonner), len(o.FOER)
    widths = [*(width for _, width in o.FOER), *[15.0] * count, 40, 8, 8, *[8.0] * count]
    sheet = Udark(
        o.ARK,
        rows,
        widths=widths,
        frozen=(4, 3),
        hidden_columns=range(before + count + 2, len(widths) + 1),
        heading=f"{plan.short_name}  {plan.journalnummer}",
    )
    return skriv_regneark([sheet], title=f"Målinger – {plan.short_name}", made_at=made_at)


def skriv_maalingscsv(plan: Helhedsplan, skema: Skema) -> bytes:
    """The same columns as CSV: semicolons, UTF-8 with a mark, as Danish Excel opens it. No queries."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(_headings(skema))
    for gruppe, raekke in _rows(skema):
        writer.writerow([_as_text(cell) for cell in _row(plan, skema.kolonner, gruppe, raekke)])
    return f"{BOM}{out.getvalue()}".encode()


def _headings(skema: Skema) -> list[str]:
    periods = [str(kolonne) for kolonne in skema.kolonner]
    before = [name for name, _ in o.FOER]
    return [*before, *periods, o.OM, o.PLAN_ID, o.KRITERIE_ID, *(f"{o.HENTET}{period}" for period in periods)]


def _rows(skema: Skema) -> Iterator[tuple[Gruppe, Raekke]]:
    return ((gruppe, raekke) for gruppe in skema.grupper for raekke in gruppe.raekker)


def _row(plan: Helhedsplan, kolonner: tuple[Kolonne, ...], gruppe: Gruppe, raekke: Raekke) -> list[Udcelle]:
    row = raekke.kriterium
    notes = [f"{kolonne}: {celle.note}." for kolonne, celle in zip(kolonner, raekke.celler, strict=True) if celle.note]
    return [
        Udcelle(gruppe.titel, NOTE),
        Udcelle(row.code),
        Udcelle(o.kriterienavn(row)),
        Udcelle(row.unit),
        Udcelle(o.SKRIV.get(raekke.felt, ""), NOTE),
        *(_cell(celle, raekke.felt) for celle in raekke.celler),
        Udcelle(" ".join(filter(None, [*notes, raekke.ved_siden])), NOTE),
        Udcelle(str(plan.uuid)),
        Udcelle(str(row.uuid)),
        *(Udcelle(o.hentet(celle)) for celle in raekke.celler),
    ]


def _cell(celle: Celle, felt: Felt) -> Udcelle:
    if celle.fast:
        return Udcelle(celle.fast, FAST)
    text = o.i_ark(celle.tekst)
    if felt not in (Felt.TAL, Felt.SNIT):
        return Udcelle(text, TYPET)
    number = text.replace(",", ".")
    is_exact = sum(sign.isdigit() for sign in number) <= _EXACT_DIGITS
    return Udcelle(Decimal(number) if number and is_exact else text, Stil(shown_as="tal", is_right=True))


def _as_text(cell: Udcelle) -> str:
    """As it stands in a CSV: a number as Danes write it, and a text that would be a formula behind an apostrophe."""
    value = cell.value
    if isinstance(value, Decimal):
        return format(value, "f").replace(".", ",")
    text = "" if value is None else str(value)
    return f"'{text}" if ligner_formel(text) else text
