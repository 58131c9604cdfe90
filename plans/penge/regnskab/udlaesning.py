"""What an export from the accounting system says, row by row: pure reading, no database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from helhedsplan.felter import folded
from helhedsplan.regneark import Arkfejl, Celle, Sted, som_aar, som_dato, som_tekst
from plans.indlaesning.tabel import Tabel
from plans.penge.celletekst import laest_beloeb

FELTER: dict[str, tuple[str, tuple[str, ...]]] = {
    "dato": ("Dato", ("bogføringsdato", "bogf. dato", "posteringsdato", "dato", "bilagsdato", "valørdato")),
    "aar": ("År", ("år", "kalenderår", "regnskabsår", "budgetår")),
    "bilag": ("Bilagsnummer", ("bilagsnummer", "bilagsnr.", "bilagsnr", "bilag nr.", "bilag", "løbenummer")),
    "tekst": ("Tekst", ("posteringstekst", "tekst", "beskrivelse", "forklaring", "bilagstekst")),
    "beloeb": ("Beløb", ("beløb", "beløb i kr.", "beløb, kr.", "beløb kr.", "beløb (dkk)", "beløb dkk", "kr.")),
    "debet": ("Debet", ("debet", "debit", "debetbeløb")),
    "kredit": ("Kredit", ("kredit", "kreditbeløb")),
    "post": ("Post", ("budgetpost", "post", "delaftale", "aktivitet", "dimension 1", "formål", "konto", "kontonr.")),
    "post_2": ("Post, anden kolonne", ()),
    "kilde": ("Kilde", ("finansieringskilde", "kilde", "finansiering", "bevilling", "dimension 2", "projekt")),
}
"""Our fields with their Danish names and the headings they are usually found under, the surest first."""
MAX_ROWS = 10_000
UDGIFT_POSITIV, UDGIFT_NEGATIV = "positiv", "negativ"


def foreslaa(overskrifter: Mapping[str, int], last: Mapping[str, str] | None = None) -> dict[str, str]:
    """Which heading each field is read from: as last time where the heading is there, else by its usual names."""
    by_name = {folded(name): name for name in reversed(list(overskrifter))}
    found: dict[str, str] = {}
    for felt, (_, names) in FELTER.items():
        before = by_name.get(folded((last or {}).get(felt, "")))
        if before or last:
            found[felt] = before or ""
        else:
            found[felt] = next((by_name[folded(name)] for name in names if folded(name) in by_name), "")
    if last and not any(found.values()):
        return foreslaa(overskrifter)
    if found["beloeb"]:
        found["debet"] = found["kredit"] = ""
    return found


@dataclass(frozen=True, slots=True)
class Kortlaegning:
    """How the table is read: field → heading, the sign of an expense, and what is the same in every row."""

    kolonner: Mapping[str, str]
    fortegn: str = UDGIFT_POSITIV
    post_fast: str = ""
    kilde_fast: str = ""


@dataclass(frozen=True, slots=True)
class Udlinje:
    """A row of the export. `post` and `kilde` are the export's own values ("" where one stands for all rows)."""

    sted: Sted
    year: int
    booked_on: date | None
    voucher: str
    tekst: str
    amount: Decimal
    post: str
    kilde: str


@dataclass(frozen=True, slots=True)
class Laest:
    """What was read, what was left out with the reason, and what cannot be read."""

    linjer: tuple[Udlinje, ...] = ()
    sprunget_over: tuple[tuple[Sted, str], ...] = ()
    fejl: tuple[Arkfejl, ...] = field(default=())


def vaerdier(tabel: Tabel, kort: Kortlaegning, felt: str) -> list[str]:
    """The different values a field has in the table, in the order they are met. Cells that are errors are left out."""
    found: dict[str, None] = {}
    for row in range(tabel.header_row + 1, len(tabel.rows) + 1):
        try:
            if value := _value(tabel, kort, row, felt):
                found[value] = None
        except Arkfejl:
            continue
    return list(found)


def laes_linjer(tabel: Tabel, kort: Kortlaegning) -> Laest:
    """Every row of the table below the headings. All errors are collected, each with its place."""
    linjer: list[Udlinje] = []
    skipped: list[tuple[Sted, str]] = []
    fejl: list[Arkfejl] = []
    for row in range(tabel.header_row + 1, len(tabel.rows) + 1):
        if all(cell is None or cell == "" for cell in tabel.rows[row - 1]):
            continue
        try:
            read = _line(tabel, kort, row)
        except Arkfejl as refused:
            fejl.append(refused)
            continue
        if isinstance(read, Udlinje):
            linjer.append(read)
        else:
            skipped.append((Sted(tabel.ark, row), read))
    return Laest(tuple(linjer), tuple(skipped), tuple(fejl))


def _line(tabel: Tabel, kort: Kortlaegning, row: int) -> Udlinje | str:
    """The row, or why it is none: sums and rows without an amount are no actuals."""
    booked = som_dato(_at(tabel, kort, row, "dato"))
    post, kilde = _value(tabel, kort, row, "post"), _value(tabel, kort, row, "kilde")
    year = som_aar(_at(tabel, kort, row, "aar")) or (booked.year if booked else None)
    if year is None and not post:
        return "Ingen dato og ingen post: en sum eller en overskrift."
    amount = _amount(tabel, kort, row)
    if not amount:
        return "Intet beløb."
    if year is None:
        field_name = "dato" if kort.kolonner.get("dato") else "aar"
        raise Arkfejl("Linjen har et beløb, men ingen dato.", _at(tabel, kort, row, field_name).sted)
    for felt, value in (("post", post or kort.post_fast), ("kilde", kilde or kort.kilde_fast)):
        if not value:
            raise Arkfejl(f"Linjen har et beløb, men ingen {felt}.", _at(tabel, kort, row, felt).sted)
    return Udlinje(
        sted=Sted(tabel.ark, row),
        year=year,
        booked_on=booked,
        voucher=_text(tabel, kort, row, "bilag")[:60],
        tekst=_text(tabel, kort, row, "tekst")[:500],
        amount=amount,
        post=post,
        kilde=kilde,
    )


def _amount(tabel: Tabel, kort: Kortlaegning, row: int) -> Decimal | None:
    """An expense above nought, whichever way the accounting system writes it."""
    if kort.kolonner.get("beloeb"):
        amount = laest_beloeb(_at(tabel, kort, row, "beloeb"))
    else:
        debet, kredit = (laest_beloeb(_at(tabel, kort, row, felt)) for felt in ("debet", "kredit"))
        # Some systems write credit as a negative number in its own column: it is the column that says the side.
        amount = None if debet is None and kredit is None else (debet or Decimal(0)) - abs(kredit or Decimal(0))
    if amount is not None and kort.fortegn == UDGIFT_NEGATIV:
        amount = -amount
    return amount


def _at(tabel: Tabel, kort: Kortlaegning, row: int, felt: str) -> Celle:
    column = tabel.overskrifter.get(kort.kolonner.get(felt, ""), 0)
    return tabel.celle(row, column) if column else Celle(Sted(tabel.ark, row))


def _text(tabel: Tabel, kort: Kortlaegning, row: int, felt: str) -> str:
    return " ".join((som_tekst(_at(tabel, kort, row, felt)) or "").split())


def _value(tabel: Tabel, kort: Kortlaegning, row: int, felt: str) -> str:
    """The export's own value for a field; a post may stand in two columns, "4010 · 12"."""
    parts = [_text(tabel, kort, row, name) for name in ((felt, "post_2") if felt == "post" else (felt,))]
    return " · ".join(filter(None, parts))[:200]
