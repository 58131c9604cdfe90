"""Facts to Excel. What is written here is what page and PDF print: nothing is computed."""

from datetime import date, datetime
from decimal import Decimal

from helhedsplan.regneark import Stil, Udark, Udcelle, skriv_regneark
from reporting.facts.pengepapir import Kolonne, Papirtabel, Papirvaerdi, Pengepapir, Slags

BOLD, NOTE, HEADER = Stil(is_bold=True), Stil(is_note=True), Stil(is_header=True)
_WIDTHS = {Slags.NAVN: 36.0, Slags.TEKST: 22.0}
_SHOWN = {Slags.KRONER: "beloeb", Slags.PROCENT: "procent", Slags.DATO: "dato"}


def skriv_pengepapir(papir: Pengepapir, *, made_at: datetime) -> bytes:
    """A sheet for each table, with the paper's header on the first."""
    sheets = [_ark(papir, tabel, is_first=not number) for number, tabel in enumerate(papir.tabeller)]
    return skriv_regneark(sheets, title=f"{papir.titel} – {papir.hoved.kort_navn}", made_at=made_at)


def _ark(papir: Pengepapir, tabel: Papirtabel, *, is_first: bool) -> Udark:
    rows: list[list[Udcelle]] = [[Udcelle(papir.titel if is_first else tabel.overskrift, Stil(is_bold=True, size=14))]]
    rows += [[Udcelle(label, BOLD), Udcelle(value)] for label, value in _hoved(papir)] if is_first else []
    rows += [[Udcelle(sentence)] for sentence in papir.saetninger] if is_first else []
    rows += [[], [Udcelle(tabel.overskrift, BOLD)]] if is_first else []
    rows.append(
        [Udcelle(column.overskrift, Stil(is_header=True, is_right=column.is_number)) for column in tabel.kolonner]
    )
    head = len(rows)
    for row in tabel.raekker:
        cells = [_celle(c, value, row.is_sum) for c, value in zip(tabel.kolonner, row.vaerdier, strict=True)]
        rows.append([*cells, Udcelle(row.note, NOTE)])
    if not tabel.raekker:
        rows.append([Udcelle(tabel.tom, NOTE)])
    rows += [[Udcelle(tabel.under, NOTE)]] if tabel.under else []
    if is_first and papir.bemaerkninger:
        rows += [[], [Udcelle("Kontrol", BOLD)]]
        rows += [[Udcelle(": ".join(filter(None, [one.niveau, one.tekst])))] for one in papir.bemaerkninger]
    widths = [*(_WIDTHS.get(column.slags, 16.0) for column in tabel.kolonner), 60.0]
    heading = f"{papir.hoved.kort_navn}  {papir.hoved.journalnummer}"
    return Udark(tabel.overskrift, rows, widths=widths, frozen=(head, 1), heading=heading)


def _hoved(papir: Pengepapir) -> list[tuple[str, str | date]]:
    hoved = papir.hoved
    found: list[tuple[str, str | date]] = [
        ("Boligområde/projektnavn", hoved.plan_navn),
        ("Område", hoved.omraade),
        ("Journal nr.", hoved.journalnummer),
        ("Bevillingsrunde", ", ".join(filter(None, [hoved.runde, hoved.periode]))),
        ("Opgjort pr.", f"{papir.as_of:%d.%m.%Y}"),
    ]
    return found


def _celle(column: Kolonne, value: Papirvaerdi, is_sum: bool) -> Udcelle:
    shown = _SHOWN.get(column.slags, "") if isinstance(value, Decimal | date) else ""
    return Udcelle(value, Stil(shown_as=shown, is_bold=is_sum, is_ruled=is_sum))  # type: ignore[arg-type]
