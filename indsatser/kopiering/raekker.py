"""A new row after an old one, and where the days of the old one come to stand in the new plan."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db import models

from indsatser.maalopfyldelse.tid import laeg_maaneder_til
from plans.models import Helhedsplan, User
from plans.services.mange import create_many

T = TypeVar("T", bound=models.Model)

NEVER_COPIED = frozenset({"id", "uuid", "version", "created_at", "changed_at", "retired_on", "retired_reason"})


def kopi_af(row: T, **changes: Any) -> T:
    """An unsaved row with the old one's fields, but for its identity, its retirement, and what is given.

    Files are not copied: two rows must not share one.
    """
    files = [field for field in row._meta.concrete_fields if isinstance(field, models.FileField)]
    left_out = NEVER_COPIED | changes.keys()
    left_out |= {name for field in files for name in (field.name, getattr(field, "name_field", ""))}
    values = {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if field.name not in left_out
    }
    return type(row)(**values, **changes)


@dataclass(frozen=True, slots=True)
class Flytning:
    """How days are carried over: `months` later, or left out when it is None."""

    months: int | None = 0

    @classmethod
    def mellem(cls, old: Helhedsplan, new: Helhedsplan, *, moves: bool) -> "Flytning":
        """As far as the plans' starts lie from each other. Left out when asked to, or when a start is not known."""
        if not moves or old.start_date is None or new.start_date is None:
            return cls(None)
        return cls((new.start_date.year - old.start_date.year) * 12 + new.start_date.month - old.start_date.month)

    def dag(self, day: date | None) -> date | None:
        """The day moved."""
        return laeg_maaneder_til(day, self.months) if day is not None and self.months is not None else None

    def kvartal(self, year: int | None, quarter: int | None) -> tuple[int | None, int | None]:
        """The quarter moved, to the nearest whole one; a year alone moves by whole years."""
        if self.months is None or year is None:
            return None, None
        if quarter is None:
            return year + round(self.months / 12), None
        years, rest = divmod(year * 4 + quarter - 1 + round(self.months / 3), 4)
        return years, rest + 1

    @property
    def is_still(self) -> bool:
        """Whether days stay where they are."""
        return self.months == 0


@dataclass(frozen=True, slots=True)
class Skriver:
    """Who copies, and what the trail says about it."""

    by: User
    note: str

    def gem(self, pairs: Iterable[tuple[T, T]]) -> dict[int, T]:
        """Save the new rows (in pairs old, new) and tell which came from which, by the old one's pk."""
        old_and_new = list(pairs)
        create_many((new for _, new in old_and_new), by=self.by, note=self.note)
        return {old.pk: new for old, new in old_and_new}

    def gem_i_lag(
        self,
        rows: Iterable[T],
        waits_for: Callable[[T], Iterable[int | None]],
        copy: Callable[[T, dict[int, T]], T],
    ) -> dict[int, T]:
        """The same for rows that refer to each other: a row waits until the rows it refers to are there.

        What refers in a circle, or to nothing that is copied, is never reached: it is copied last, as it is.
        """
        left: list[T] = list(rows)
        done: dict[int, T] = {}
        while left:
            pending = {row.pk for row in left}
            ready = [row for row in left if not pending.intersection(pk for pk in waits_for(row) if pk is not None)]
            layer = ready or left
            done |= self.gem([(row, copy(row, done)) for row in layer])
            taken = {row.pk for row in layer}
            left = [row for row in left if row.pk not in taken]
        return done
