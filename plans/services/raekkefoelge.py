"""The order of rows that a person arranges."""

from collections.abc import Sequence
from itertools import count
from typing import Any

from django.db import models, transaction

from plans.choices import Handling
from plans.models import User
from plans.services.spor import Change, record


def move(row: Any, siblings: models.QuerySet, *, to: int, by: User | None, field: str = "order") -> bool:
    """Put the row at place `to` (0 is first) among its siblings; whether anything moved.

    Places beyond the ends are the ends. The siblings are numbered anew without a new version: their order is not
    something they say, and a colleague who writes in one of them must not be told that it has changed.
    The trail has one line, about the row that was moved.
    """
    with transaction.atomic():
        # Held in one order whoever moves, and sorted only then: who waited for another's move goes on from that.
        held = siblings.select_for_update(of=("self",)).order_by("pk")
        rows = sorted(held, key=lambda each: (getattr(each, field), each.pk))
        before = next((index for index, each in enumerate(rows) if each.pk == row.pk), None)
        if before is None:
            return False
        after = max(0, min(to, len(rows) - 1))
        rows.insert(after, rows.pop(before))
        number_anew(rows, field)
        if before == after:
            return False
        label = str(row._meta.get_field(field).verbose_name)
        place = Change(field, label, f"nr. {before + 1}", f"nr. {after + 1}", {"old": before + 1, "new": after + 1})
        record(row, by=by, handling=Handling.AENDRET, changes=[place])
    return True


def number_anew(rows: Sequence[Any], field: str) -> None:
    """Give the rows, which the caller holds, the numbers 1, 2, 3 … in the order they come in.

    Where no two may have the same number, those that change are first put aside on numbers nobody has.
    """
    changed = [(number, each) for number, each in enumerate(rows, start=1) if getattr(each, field) != number]
    if changed and any(field in getattr(rule, "fields", ()) for rule in rows[0]._meta.constraints):
        taken = {getattr(each, field) for each in rows}
        free = (number for number in count(len(rows) + 1) if number not in taken)
        for _, each in changed:
            type(each)._default_manager.filter(pk=each.pk).update(**{field: next(free)})
    for number, each in changed:
        type(each)._default_manager.filter(pk=each.pk).update(**{field: number})
