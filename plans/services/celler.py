"""The cells of a budget, many at once: one check each, a few queries in all, the same trail as one by one.

A cell is a value, not a thing: emptying it takes its row away, and the trail keeps what stood there (ADR 0040).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from plans.choices import Handling
from plans.models import Budgetbeloeb, Feltaendring, Haendelse, User
from plans.services.gem import AlleredeAendret
from plans.services.mange import change_many, create_many, line_of
from plans.services.spor import Change, changes_between


@dataclass(slots=True)
class Celleaendringer:
    """What is to become of cells: new rows, stored rows with their new values set, rows to take away."""

    nye: list[Budgetbeloeb] = field(default_factory=list)
    rettede: list[Budgetbeloeb] = field(default_factory=list)
    toemte: list[Budgetbeloeb] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.nye) + len(self.rettede) + len(self.toemte)


def save_cells(changes: Celleaendringer, *, by: User | None) -> int:
    """Write all of it or nothing. Returns how many cells were changed.

    Rows carry their post, plan and source in memory. Raises ValidationError (from many rows RaekkeAfvist) with the
    rule's sentence, and AlleredeAendret when a stored row is no longer the version it was read in.
    """
    touched = [*changes.rettede, *changes.toemte]
    with transaction.atomic():
        current = {row.pk: row for row in _locked(row.pk for row in touched)}
        for row in touched:
            found = current.get(row.pk)
            if found is None or found.version != row.version:
                raise AlleredeAendret(found or row)
        change_many(changes.rettede, by=by)
        _take_away(changes.toemte, by)
        create_many(changes.nye, by=by)
    return len(changes)


def _locked(pks: Iterable[int]) -> Iterable[Budgetbeloeb]:
    return Budgetbeloeb.objects.select_for_update(of=("self",)).filter(pk__in=list(pks))


def _take_away(rows: Sequence[Budgetbeloeb], by: User | None) -> None:
    if not rows:
        return
    told = [
        changes_between(row, Budgetbeloeb(budgetpost=row.budgetpost, kilde=row.kilde, year=row.year)) for row in rows
    ]
    _tell(rows, told, Handling.SLETTET, by)
    Budgetbeloeb.objects.filter(pk__in=[row.pk for row in rows]).delete()


def _tell(rows: Sequence[Budgetbeloeb], told: Sequence[list[Change]], handling: Handling, by: User | None) -> None:
    lines = Haendelse.objects.bulk_create(line_of(row, by, "", handling) for row in rows)
    Feltaendring.objects.bulk_create(
        Feltaendring(haendelse=line, field=one.field, label=one.label, old=one.old, new=one.new, stored=one.stored)
        for line, changes in zip(lines, told, strict=True)
        for one in changes
    )
