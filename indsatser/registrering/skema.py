"""The grid: many criteria at once. Rows are criteria, columns are periods, a cell is one measurement.

A cell carries what it showed when it was fetched. Only cells whose text was changed are written, and only if nobody
measured or corrected the same cell meanwhile.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import groupby

from django.core.exceptions import ValidationError
from django.db import transaction

from helhedsplan.datoer import periode
from helhedsplan.numbers import tal
from indsatser.choices import Maalingsart
from indsatser.models import Aarslaas, Logpost, Maaling, Succeskriterium
from indsatser.opgoerelse import taeller_med
from indsatser.registrering.perioder import Periode
from indsatser.registrering.samling import Samling
from indsatser.registrering.services import vaerdi_of
from indsatser.registrering.vaerdier import Felt, adds_up, as_typed, felt_for, read_value
from plans.models import Helhedsplan, User
from plans.models.forud import ahead, read_ahead

MAX_TYPED = 60
GONE = "Kriteriet er ikke i skemaet længere. Tallet er ikke gemt. Gem igen for at gemme de andre tal."
REMOVED = "Et tal kan ikke slettes her. Ret det, eller fjern det på kriteriets side."


@dataclass(frozen=True, slots=True)
class Kolonne:
    """A column: the period its cells are about. A running period is written so far (`til`)."""

    nummer: int
    periode: Periode
    til: date
    er_laast: bool

    @property
    def skrives(self) -> Periode:
        """The period a new number in the column is about."""
        return Periode(self.periode.first, self.til)

    def __str__(self) -> str:
        return str(self.periode)


@dataclass(frozen=True, slots=True)
class Celle:
    """A cell. `tekst` is what stands in the field; `fast` is shown instead where nothing can be typed."""

    navn: str
    label: str
    maaling: Maaling | None
    vist: str
    tekst: str
    fast: str = ""
    note: str = ""
    fejl: tuple[str, ...] = ()

    @property
    def grundlag(self) -> str:
        """What the cell showed when it was fetched: row, version and text. Empty for an empty cell."""
        return f"{self.maaling.pk}:{self.maaling.version}:{self.vist}" if self.maaling else ""


@dataclass(frozen=True, slots=True)
class Raekke:
    """A criterion with its cells."""

    kriterium: Succeskriterium
    felt: Felt
    celler: tuple[Celle, ...]
    ved_siden: str = ""


@dataclass(frozen=True, slots=True)
class Gruppe:
    """The rows of one delaftale or activity."""

    titel: str
    raekker: tuple[Raekke, ...]


@dataclass(frozen=True, slots=True)
class Skema:
    """The whole grid."""

    kolonner: tuple[Kolonne, ...]
    grupper: tuple[Gruppe, ...]
    fejl: tuple[tuple[str, str, str], ...] = field(default=())

    @property
    def antal(self) -> int:
        """How many rows."""
        return sum(len(gruppe.raekker) for gruppe in self.grupper)


class IkkeGemt(Exception):
    """Something in the grid was refused: nothing is saved. `fejl` holds the sentences by cell name."""

    def __init__(self, fejl: Mapping[str, str]) -> None:
        super().__init__(f"{len(fejl)} refused")
        self.fejl = fejl


def build_columns(plan: Helhedsplan, periods: Iterable[Periode], *, today: date) -> tuple[Kolonne, ...]:
    """The columns that have begun, with those of locked years closed. One query."""
    locked = set(Aarslaas.objects.filter(helhedsplan=plan, retired_on__isnull=True).values_list("year", flat=True))
    begun = [period for period in periods if period.first <= today]
    return tuple(
        Kolonne(
            nummer=number,
            periode=period,
            til=min(period.last, today),
            er_laast=any(period.first.year <= year <= period.last.year for year in locked),
        )
        for number, period in enumerate(begun)
    )


def grid_rows(plan: Helhedsplan, user: User | None, *, own: bool, today: date) -> list[Succeskriterium]:
    """The criteria of the grid as the documents order them, with their measurements and log. Three queries."""
    rows = Succeskriterium.objects.in_plan(plan).measured(on=today)
    if own:
        rows = rows.owned_by(user)
    found = sorted(
        rows.select_related("delaftale", "aktivitet__delaftale", "parent").prefetch_related(
            read_ahead("maalinger", Maaling.objects.filter(retired_on__isnull=True).order_by("data_to", "pk")),
            read_ahead("logposter", Logpost.objects.filter(retired_on__isnull=True).order_by("date", "pk")),
        ),
        key=_place,
    )
    for row in found:
        row.helhedsplan = plan
    return found


def _place(row: Succeskriterium) -> tuple[int, int, int, int, int]:
    delaftale = row.delaftale or (row.aktivitet.delaftale if row.aktivitet else None)
    whole = row.parent
    return (
        delaftale.nummer if delaftale and delaftale.nummer is not None else 10_000,
        row.aktivitet.nummer if row.aktivitet else 0,
        (whole or row).order,
        (whole or row).pk,
        row.order if whole else -1,
    )


def build_grid(
    rows: Sequence[Succeskriterium],
    columns: tuple[Kolonne, ...],
    *,
    typed: Mapping[str, str] | None = None,
    fejl: Mapping[str, str] | None = None,
) -> Skema:
    """The grid as it stands now, with what was typed and what was refused. No queries."""
    typed, fejl = typed or {}, fejl or {}
    built = [_row(row, columns, typed, fejl) for row in rows]
    grupper = tuple(
        Gruppe(titel, tuple(found)) for titel, found in groupby(built, key=lambda raekke: _group(raekke.kriterium))
    )
    labels = {celle.navn: celle.label for raekke in built for celle in raekke.celler}
    return Skema(
        kolonner=columns,
        grupper=grupper,
        fejl=tuple(
            (name, labels[name], sentence)
            if name in labels
            else ("", f"Tallet «{typed.get(name, '')[:60]}»", sentence)
            for name, sentence in fejl.items()
        ),
    )


def _group(row: Succeskriterium) -> str:
    if row.aktivitet:
        return f"{row.aktivitet.delaftale.title} · {row.aktivitet.name}"
    return row.delaftale.title if row.delaftale else "Planen som helhed"


def _row(
    row: Succeskriterium, columns: tuple[Kolonne, ...], typed: Mapping[str, str], fejl: Mapping[str, str]
) -> Raekke:
    felt = felt_for(row.form, row.unit)
    numbers = [m for m in ahead(row, "maalinger") if m.kind != Maalingsart.START]
    counted = taeller_med(row) if adds_up(row.sammenlaegning) else []
    cells = [_cell(row, felt, column, numbers, counted) for column in columns]
    shown = tuple(
        replace(cell, tekst=typed.get(cell.navn, cell.tekst), fejl=(fejl[cell.navn],) if cell.navn in fejl else ())
        for cell in cells
    )
    return Raekke(kriterium=row, felt=felt, celler=shown, ved_siden=_beside(numbers, columns))


def _cell(row: Succeskriterium, felt: Felt, column: Kolonne, numbers: list[Maaling], counted: list[Logpost]) -> Celle:
    period = column.periode
    inside = [m for m in numbers if period.first <= m.data_from and m.data_to <= period.last]
    lines = [post for post in counted if period.first <= post.date <= period.last]
    cell = Celle(navn=f"c-{row.pk}-{column.nummer}", label=f"{_short(row)}, {column}", maaling=None, vist="", tekst="")
    if lines or (len(inside) > 1 and adds_up(row.sammenlaegning)):
        total = sum((m.value or m.numerator or Decimal(0) for m in inside), Decimal(sum(post.antal for post in lines)))
        what = " og ".join(filter(None, [_number_of(inside), "loggen" if lines else ""]))
        return replace(cell, fast=f"{tal(total)} ({what})")
    if inside:
        last = inside[-1]
        text = as_typed(vaerdi_of(last), felt)
        about = Periode(last.data_from, last.data_to)
        note = "sendt retur" if last.is_returned else "" if about == column.skrives else str(about)
        cell = replace(cell, maaling=last, vist=text, tekst=text, note=note)
    return replace(cell, fast=cell.vist or "–") if column.er_laast else cell


def _number_of(numbers: list[Maaling]) -> str:
    return f"{len(numbers)} tal" if numbers else ""


def _beside(numbers: list[Maaling], columns: tuple[Kolonne, ...]) -> str:
    """Numbers that reach over more than one column: they are counted, but stand in none."""
    found = [
        periode(m.data_from, m.data_to)
        for m in numbers
        if not any(c.periode.first <= m.data_from and m.data_to <= c.periode.last for c in columns)
        and any(m.data_from <= c.periode.last and m.data_to >= c.periode.first for c in columns)
    ]
    return f"Der er også tal for {', '.join(found)}." if found else ""


def _short(row: Succeskriterium) -> str:
    text = f"{row.code} {row.statement}".strip()
    return text if len(text) <= 80 else f"{text[:79]}…"


# --- Saving


@dataclass(frozen=True, slots=True)
class Aendring:
    """A cell somebody changed: what it showed when it was fetched, and what she typed."""

    navn: str
    grundlag: str
    tekst: str


def changed_cells(posted: Mapping[str, str]) -> list[Aendring]:
    """The posted cells whose text is not what they showed. `g-…` holds what cell `c-…` showed."""
    found = []
    for name, text in posted.items():
        if not name.startswith("c-"):
            continue
        ground = posted.get(f"g-{name[2:]}", "")
        shown = ground.split(":", 2)[2] if ground.count(":") >= 2 else ""
        if text.strip() != shown:
            found.append(Aendring(navn=name, grundlag=ground, tekst=text.strip()))
    return found


def save_grid(
    plan: Helhedsplan,
    rows: Sequence[Succeskriterium],
    columns: tuple[Kolonne, ...],
    changes: Sequence[Aendring],
    *,
    by: User | None,
    reason: str,
    today: date,
    note: str = "",
) -> Samling:
    """Write all the changed cells, or none. Returns what was written; raises IkkeGemt with the sentences by cell.

    `rows` must be read inside the caller's `holding(plan)`: then nobody can measure between reading and writing.
    """
    cells = {
        cell.navn: (raekke, cell, columns[number])
        for gruppe in build_grid(rows, columns).grupper
        for raekke in gruppe.raekker
        for number, cell in enumerate(raekke.celler)
    }
    fejl: dict[str, str] = {}
    samling = Samling(plan, by=by, reason=reason, day=today, note=note)
    for change in changes:
        if change.navn not in cells:
            fejl[change.navn] = GONE
            continue
        try:
            _add(samling, *cells[change.navn], change)
        except ValidationError as refused:
            fejl[change.navn] = " ".join(refused.messages)
        except ValueError as refused:
            fejl[change.navn] = str(refused)
    if not fejl:
        with transaction.atomic():
            fejl.update(samling.gem())
            transaction.set_rollback(bool(fejl))
    if fejl:
        raise IkkeGemt(fejl)
    return samling


def _add(samling: Samling, raekke: Raekke, cell: Celle, column: Kolonne, change: Aendring) -> None:
    """Take one cell in, unless somebody already wrote the very same."""
    if len(change.tekst) > MAX_TYPED:
        raise ValueError("Der står for meget. Skriv kun tallet.")
    if change.grundlag != cell.grundlag:
        if _stands_there(raekke.felt, cell, change.tekst):
            return
        raise ValueError(f"Imens er der skrevet {cell.vist or cell.fast or 'noget andet'}. Dit tal er ikke gemt.")
    if cell.fast:
        raise ValueError("Her kan der ikke skrives: året er låst, eller der er flere tal. Ret dem på kriteriets side.")
    if not change.tekst:
        raise ValueError(REMOVED)
    vaerdi = read_value(raekke.felt, change.tekst)
    if cell.maaling is None:
        samling.registrer(change.navn, raekke.kriterium, vaerdi, column.skrives)
    else:
        samling.ret(change.navn, cell.maaling, replace(vaerdi, weight=cell.maaling.weight))


def _stands_there(felt: Felt, cell: Celle, text: str) -> bool:
    """Whether the cell says it already, however it was written: "12,50" is 12,5."""
    if cell.maaling is None or text == cell.vist:
        return text == cell.vist
    try:
        said = read_value(felt, text)
    except ValueError:
        return False
    return replace(said, weight=cell.maaling.weight) == vaerdi_of(cell.maaling)


def by_cell(posted: Mapping[str, str]) -> dict[str, str]:
    """What was typed, by cell name."""
    return {name: text for name, text in posted.items() if name.startswith("c-")}
