"""The grid of actuals: posts by year for one source. A cell is one row of Forbrug.

A cell carries what it showed when it was fetched; only cells whose text was changed are written, all or none, and only
if nobody wrote in the same cell meanwhile. A cell that holds several rows, or one from an import, is shown and not
written in: those are corrected one by one, or where they came from.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from helhedsplan.numbers import tal
from plans.budget import laes_beloeb
from plans.models import Budgetpost, Finansieringskilde, Forbrug, Helhedsplan, User
from plans.penge.regnskab.services import final_years
from plans.services import change, create

MAX_TYPED = 60
REMOVED = "Et beløb kan ikke slettes her. Skriv 0, eller tag linjen ud på listen med en begrundelse."


@dataclass(frozen=True, slots=True)
class Celle:
    """A cell. `tekst` is what stands in the field; `fast` is shown instead where nothing can be typed."""

    navn: str
    label: str
    vist: str = ""
    tekst: str = ""
    fast: str = ""
    note: str = ""
    fejl: str = ""
    forbrug: Forbrug | None = None

    @property
    def grundlag(self) -> str:
        """What the cell showed when it was fetched: row, version and text. Empty for an empty cell."""
        return f"{self.forbrug.pk}:{self.forbrug.version}:{self.vist}" if self.forbrug else ""


@dataclass(frozen=True, slots=True)
class Raekke:
    """A post with its cells."""

    post: Budgetpost
    celler: tuple[Celle, ...]


@dataclass(frozen=True, slots=True)
class Gitter:
    """The whole grid. `lukkede` are years whose accounts are final."""

    years: tuple[int, ...]
    lukkede: frozenset[int]
    raekker: tuple[Raekke, ...]

    @property
    def fejl(self) -> tuple[Celle, ...]:
        """The cells that were refused."""
        return tuple(celle for raekke in self.raekker for celle in raekke.celler if celle.fejl)


class IkkeGemt(Exception):
    """Something in the grid was refused: nothing is saved. `fejl` holds the sentences by cell name."""

    def __init__(self, fejl: Mapping[str, str]) -> None:
        super().__init__(f"{len(fejl)} refused")
        self.fejl = fejl


def build_gitter(
    plan: Helhedsplan,
    kilde: Finansieringskilde,
    *,
    typed: Mapping[str, str] | None = None,
    fejl: Mapping[str, str] | None = None,
) -> Gitter:
    """The grid as it stands now, with what was typed and what was refused. Three queries."""
    typed, fejl = typed or {}, fejl or {}
    rows: dict[tuple[int, int], list[Forbrug]] = defaultdict(list)
    for row in Forbrug.objects.filter(kilde=kilde, retired_on__isnull=True).order_by("pk"):
        rows[row.budgetpost_id, row.year].append(row)
    years = tuple(sorted({*plan.calendar_years, *(year for _, year in rows)}))
    closed = frozenset(final_years(plan))
    raekker = []
    for post in plan.budgetposter.current().order_by("order", "pk"):
        cells = [_cell(post, year, rows[post.pk, year], is_closed=year in closed) for year in years]
        raekker.append(
            Raekke(
                post,
                tuple(
                    replace(cell, tekst=typed.get(cell.navn, cell.tekst), fejl=fejl.get(cell.navn, ""))
                    for cell in cells
                ),
            )
        )
    return Gitter(years, closed, tuple(raekker))


def _cell(post: Budgetpost, year: int, rows: Sequence[Forbrug], *, is_closed: bool) -> Celle:
    cell = Celle(navn=f"c-{post.pk}-{year}", label=f"{post.title}, {year}")
    if not rows:
        return replace(cell, fast="–") if is_closed else cell
    total = _shown(sum((row.amount for row in rows), Decimal(0)))
    if is_closed:
        return replace(cell, fast=total)
    if len(rows) > 1:
        return replace(cell, fast=total, note=f"{len(rows)} linjer")
    if rows[0].regnskabsimport_id:
        return replace(cell, fast=total, note="fra regnskabet")
    return replace(cell, vist=total, tekst=total, forbrug=rows[0])


def _shown(amount: Decimal) -> str:
    return tal(amount, 0 if amount == amount.to_integral_value() else 2).replace("\u2212", "-")


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
        if name.startswith("c-"):
            ground = posted.get(f"g-{name[2:]}", "")
            shown = ground.split(":", 2)[2] if ground.count(":") >= 2 else ""
            if text.strip() != shown:
                found.append(Aendring(navn=name, grundlag=ground, tekst=text.strip()))
    return found


def save_gitter(
    plan: Helhedsplan, kilde: Finansieringskilde, changes: Iterable[Aendring], *, by: User, note: str = ""
) -> int:
    """Write all the changed cells, or none. Returns how many; raises IkkeGemt with the sentences by cell.

    Call it inside `holding(plan)`: then nobody writes between reading and writing. `note` explains negative amounts.
    """
    gitter = build_gitter(plan, kilde)
    cells = {
        cell.navn: (raekke.post, year, cell)
        for raekke in gitter.raekker
        for year, cell in zip(gitter.years, raekke.celler, strict=True)
    }
    fejl: dict[str, str] = {}
    written = 0
    with transaction.atomic():
        for each in changes:
            if each.navn not in cells:
                continue
            try:
                written += _write(*cells[each.navn], each, kilde=kilde, by=by, note=note.strip())
            except ValidationError as refused:
                fejl[each.navn] = " ".join(refused.messages)
            except ValueError as refused:
                fejl[each.navn] = str(refused)
        if fejl:
            transaction.set_rollback(True)
    if fejl:
        raise IkkeGemt(fejl)
    return written


def _write(
    post: Budgetpost, year: int, cell: Celle, each: Aendring, *, kilde: Finansieringskilde, by: User, note: str
) -> bool:
    """Write one cell. False when somebody already wrote the very same."""
    if len(each.tekst) > MAX_TYPED:
        raise ValueError("Der står for meget. Skriv kun beløbet.")
    if each.grundlag != cell.grundlag:
        if each.tekst == cell.vist:
            return False
        raise ValueError(f"Imens er der skrevet {cell.vist or cell.fast or 'noget andet'}. Dit beløb er ikke gemt.")
    if cell.fast:
        raise ValueError("Her kan der ikke skrives: året er endeligt, eller beløbet består af andre linjer.")
    if not each.tekst:
        raise ValueError(REMOVED)
    amount = laes_beloeb(each.tekst)
    if cell.forbrug is None:
        create(Forbrug(budgetpost=post, kilde=kilde, year=year, amount=amount, note=note if amount < 0 else ""), by=by)
        return True
    row = cell.forbrug
    row.budgetpost, row.kilde, row.amount = post, kilde, amount
    if amount < 0:
        row.note = note or row.note
    change(row, by=by)
    return True


def by_cell(posted: Mapping[str, str]) -> dict[str, str]:
    """What was typed, by cell name."""
    return {name: text for name, text in posted.items() if name.startswith("c-")}
