"""The cells of a budget, many at once, through the services for many rows: the same checks and the same trail.

A cell is a value, not a thing: emptying it takes its row away, and the trail keeps what stood there (ADR 0040).
"""

from dataclasses import dataclass, field

from django.db import transaction

from plans.models import Budgetbeloeb, User
from plans.services.mange import change_many, create_many, take_away_many


@dataclass(slots=True)
class Celleaendringer:
    """What is to become of cells: new rows, stored rows with their new values set, rows to take away."""

    nye: list[Budgetbeloeb] = field(default_factory=list)
    rettede: list[Budgetbeloeb] = field(default_factory=list)
    toemte: list[Budgetbeloeb] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.nye) + len(self.rettede) + len(self.toemte)


def save_cells(changes: Celleaendringer, *, by: User | None, note: str = "") -> int:
    """Write all of it or nothing. Returns how many cells were changed.

    Rows carry their post, plan and source in memory. Raises RaekkeAfvist with the row and the rule's sentence; `why`
    is an AlleredeAendret when a stored row is no longer the version it was read in.
    """
    with transaction.atomic():
        change_many(changes.rettede, by=by, note=note)
        take_away_many(changes.toemte, by=by, empty=_emptied, note=note)
        create_many(changes.nye, by=by, note=note)
    return len(changes)


def _emptied(row: Budgetbeloeb) -> Budgetbeloeb:
    return Budgetbeloeb(budgetpost=row.budgetpost, kilde=row.kilde, year=row.year)
