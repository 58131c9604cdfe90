"""Writing many rows of one kind at once: the same rules and the same trail as one by one, in a few queries."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, NoReturn, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone

from helhedsplan import cpr
from plans.choices import Handling
from plans.models import Feltaendring, Haendelse, PlanScopedQuerySet, Tracked, User
from plans.services.gem import AlleredeAendret, handling_of, refuse_another_plan, refuse_held, tidy
from plans.services.saetvis import update_rows
from plans.services.spor import Change, changes_between, plan_of

T = TypeVar("T", bound=models.Model)
V = TypeVar("V", bound=Tracked)


class RaekkeAfvist(ValidationError):
    """What a rule refused, and the row of the batch it is about."""

    def __init__(self, row: models.Model, why: ValidationError) -> None:
        self.row, self.why = row, why
        super().__init__(why)  # type: ignore[arg-type]  # one ValidationError may be made of another


def create_many(rows: Iterable[T], *, by: User | None, note: str = "") -> list[T]:
    """Validate and insert new rows of one model, with a line of the trail for each. All or none.

    Fields and `clean()` are checked row by row; references and constraints are left to the database, and what it
    refuses is said with the rule's own sentence (RaekkeAfvist, a ValidationError). A row may refer to rows inserted
    before it.
    """
    new = list(rows)
    if not new:
        return new
    _refuse_note(note)
    for row in new:
        tidy(row)
        _named(row, check)
    try:
        with transaction.atomic():
            type(new[0])._default_manager.bulk_create(new)
    except IntegrityError as refused:
        _say_why(new, refused)
    Haendelse.objects.bulk_create(line_of(row, by, note, Handling.OPRETTET) for row in new)
    return new


def change_many(rows: Iterable[V], *, by: User | None, note: str = "", keeps: Collection[str] = ()) -> list[V]:
    """Save changed rows of one model, each if it is still the version that was read. All or none.

    Returns those that differed from what was stored. For plain fields and references; files and many-to-many fields
    go one by one. `keeps` are fields the model holds and of which the caller keeps what they were, as in `change`.
    Raises RaekkeAfvist with the row: also when a colleague saved it meanwhile (`why` is then an
    AlleredeAendret).
    """
    wanted = list(rows)
    if not wanted:
        return wanted
    _refuse_note(note)
    with transaction.atomic():
        stored = _held(wanted)
        _fetch_names(wanted, stored)
        changed = [(row, found) for row in wanted if (found := _changes(row, stored[row.pk], keeps))]
        _update([row for row, _ in changed], {change.field for _, found in changed for change in found})
        _tell(((row, handling_of(stored[row.pk], row), found) for row, found in changed), by=by, note=note)
    return [row for row, _ in changed]


def take_away_many(rows: Iterable[V], *, by: User | None, empty: Callable[[V], V], note: str = "") -> None:
    """Remove rows that are values and not things (ADR 0040), each if it is still the version that was read.

    The trail keeps what stood there: `empty` makes of a row what it is held against. All or none. Raises RaekkeAfvist
    with the row when a colleague saved it meanwhile or took it away.
    """
    wanted = list(rows)
    if not wanted:
        return
    _refuse_note(note)
    with transaction.atomic():
        _held(wanted)
        told = [(row, Handling.SLETTET, changes_between(row, empty(row))) for row in wanted]
        _tell(told, by=by, note=note)
        type(wanted[0])._default_manager.filter(pk__in=[row.pk for row in wanted]).delete()


def _held(wanted: Sequence[V]) -> dict[Any, V]:
    """The rows as they stand, held until the transaction is over; in one order, so that two never wait in a ring."""
    rows = type(wanted[0])._default_manager.select_for_update(of=("self",)).order_by("pk")
    stored: dict[Any, V] = {row.pk: row for row in rows.filter(pk__in=[row.pk for row in wanted])}
    for row in wanted:
        current = stored.get(row.pk)
        if current is None or current.version != row.version:
            raise RaekkeAfvist(row, AlleredeAendret(current or row))
    return stored


def check(row: models.Model) -> None:
    """What a row's own fields and `clean()` refuse. Asks the database nothing of its own accord."""
    row.clean_fields(exclude=[field.name for field in row._meta.concrete_fields if field.is_relation])
    row.clean()


def _changes(row: V, current: V, keeps: Collection[str]) -> list[Change]:
    """What differs from the stored row, checked as when one row is changed."""
    tidy(row)
    if not changes_between(current, row):
        return []
    row.stored = current
    _named(row, check)
    found = changes_between(current, row)
    _named(row, lambda row: refuse_held(current, found, keeps))
    rows = type(row)._default_manager.all()
    home = rows.plan_path.split("__")[0] if isinstance(rows, PlanScopedQuerySet) else ""
    if home in {change.field for change in found}:
        _named(row, lambda row: refuse_another_plan(current, row))
    return found


def _fetch_names(wanted: Sequence[V], stored: dict[Any, V]) -> None:
    """What the changed references point to, before and after, for all the rows at once: the trail names it."""
    references = [field for field in wanted[0]._meta.concrete_fields if field.is_relation]
    names = [
        field.name
        for field in references
        if any(getattr(row, field.attname) != getattr(stored[row.pk], field.attname) for row in wanted)
    ]
    prefetch_related_objects([*wanted, *stored.values()], *names)


def _update(rows: Sequence[V], names: set[str]) -> None:
    if not rows:
        return
    now = timezone.now()
    versions = [(row, row.version, row.changed_at) for row in rows]
    for row in rows:
        row.version, row.changed_at = row.version + 1, now
    try:
        with transaction.atomic():
            update_rows(rows, [*sorted(names), "version", "changed_at"])
    except IntegrityError:
        for row, version, changed_at in versions:
            row.version, row.changed_at = version, changed_at
        for row in rows:
            _named(row, lambda row: row.full_clean())  # sees which rule it is
        raise


def _tell(told: Iterable[tuple[V, Handling, list[Change]]], *, by: User | None, note: str) -> None:
    """A line of the trail for each row, with its field changes."""
    rows = list(told)
    lines = Haendelse.objects.bulk_create(line_of(row, by, note, handling) for row, handling, _ in rows)
    Feltaendring.objects.bulk_create(
        Feltaendring(haendelse=line, field=c.field, label=c.label, old=c.old, new=c.new, stored=c.stored)
        for line, (_, _, found) in zip(lines, rows, strict=True)
        for c in found
    )


def _named(row: T, rule: Callable[[T], None]) -> None:
    try:
        rule(row)
    except ValidationError as refused:
        raise RaekkeAfvist(row, refused) from refused


def _refuse_note(note: str) -> None:
    if refusal := cpr.afvisning(note):
        raise ValidationError(refusal, code="cpr")


def _say_why(rows: list[T], refused: IntegrityError) -> NoReturn:
    """Find the row the database would not have, and raise its rule's sentence; nothing stays in."""
    with transaction.atomic():
        for row in rows:
            row.pk, row._state.adding = None, True
            _named(row, lambda row: row.full_clean())  # sees the stored rows and those of the batch before it
            row.save(force_insert=True)
        raise refused


def line_of(row: models.Model, by: User | None, note: str, handling: Handling) -> Haendelse:
    """A line of the trail about the row as it is now, not yet stored."""
    return Haendelse(
        helhedsplan=plan_of(row),
        by=by,
        handling=handling,
        kind=str(row._meta.verbose_name),
        target_id=row.pk,
        target_uuid=getattr(row, "uuid", None),
        target_label=str(row)[:250],
        target_version=getattr(row, "version", None),
        note=note,
    )
