"""Creating, changing and retiring any row: validated whole, versioned, on the trail, or not at all."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from plans.choices import Handling
from plans.models import PlanScopedQuerySet, Retirable, Tracked, User
from plans.services.spor import Change, changes_between, link_changes, plan_of, record

T = TypeVar("T", bound=models.Model)
R = TypeVar("R", bound=Retirable)

Links = Mapping[str, Iterable[models.Model]]
"""Many-to-many fields by name, each with the rows it is to have."""


class AlleredeAendret(ValidationError):
    """Somebody saved the row since it was read. `current` is what stands in the database now."""

    def __init__(self, current: models.Model) -> None:
        self.current = current
        super().__init__(
            "En anden har ændret det, mens du skrev. Sammenlign de to udgaver, før du gemmer.", code="already_changed"
        )


def create(obj: T, *, by: User | None, note: str = "", links: Links | None = None) -> T:
    """Validate and insert a new row. Raises ValidationError with Danish sentences at the fields."""
    tidy(obj)
    with _all_or_nothing(obj):
        obj.full_clean()
        _write(obj, force_insert=True)
        changes = _set_links(obj, links)
        record(obj, by=by, handling=Handling.OPRETTET, changes=changes, note=note)
    return obj


def change(
    obj: T,
    *,
    by: User | None,
    expected_version: int | None = None,
    note: str = "",
    links: Links | None = None,
    keeps: Collection[str] = (),
) -> T:
    """Save a changed row if it is still the version that was read; nothing happens when nothing changed.

    `expected_version` is the version the person saw (from the form); without it, the object's own. `keeps` are fields
    the model holds (`Tracked.held`) and of which the caller keeps what they were.
    Raises AlleredeAendret when a colleague saved in between, ValidationError when a rule refuses.
    """
    tidy(obj)
    with _all_or_nothing(obj):
        current = _locked(obj)
        seen = getattr(obj, "version", None) if expected_version is None else expected_version
        if getattr(current, "version", None) != seen:
            raise AlleredeAendret(current)
        if not changes_between(current, obj) and not _links_differ(obj, links):
            return obj
        obj.full_clean()
        refuse_another_plan(current, obj)
        # Again: cleaning turns what was typed into what is stored, "10" into 10.
        changes = changes_between(current, obj)
        if not changes and not _links_differ(obj, links):
            return obj
        refuse_held(current, changes, keeps)
        if seen is not None:
            obj.version = seen + 1  # type: ignore[attr-defined]
        _write(obj, force_update=True)
        # And again: only now has a new file the name it is stored under, by which the trail can find it later.
        changes = changes_between(current, obj)
        changes += _set_links(obj, links)
        record(obj, by=by, handling=handling_of(current, obj), changes=changes, note=note)
    return obj


def retire(obj: R, *, by: User | None, reason: str, on: date | None = None, expected_version: int | None = None) -> R:
    """Take a row out of use from a day on, with the reason. It stays in history and in what was issued.

    Only the retirement is saved: other changes to the object that were not saved are left alone.
    """
    if not reason.strip():
        raise ValidationError({"retired_reason": "Skriv, hvorfor det udgår."})
    with transaction.atomic():
        row = _locked(obj)
        if row.retired_on is not None:
            raise ValidationError(f"Er allerede taget ud af brug {row.retired_on:%d.%m.%Y}.")
        row.retired_on, row.retired_reason = on or timezone.localdate(), reason.strip()
        change(row, by=by, expected_version=obj.version if expected_version is None else expected_version)
    obj.retired_on, obj.retired_reason = row.retired_on, row.retired_reason
    obj.version, obj.changed_at = row.version, row.changed_at
    return obj


def delete(obj: models.Model, *, by: User | None, note: str = "") -> None:
    """Remove reference data that nothing uses. What belongs to a plan is retired, never deleted."""
    if not is_reference(type(obj)):
        raise ValidationError("Det hører til en plan eller en person og kan ikke slettes. Tag det ud af brug.")
    with transaction.atomic():
        current = _locked(obj)
        if is_used(current):
            raise ValidationError(f"«{current}» er i brug og kan ikke slettes.")
        record(current, by=by, handling=Handling.SLETTET, note=note)
        current.delete()


def is_reference(model: type[models.Model]) -> bool:
    """Whether the model's rows belong to no plan, are no person and no log: lists that plans choose from."""
    scoped = isinstance(model._default_manager.all(), PlanScopedQuerySet)
    return not scoped and model is not User and not getattr(model, "is_log", False)


def is_used(obj: models.Model) -> bool:
    """Whether any row points to it, other than its own parts (which go with it)."""
    for relation in obj._meta.related_objects:
        if relation.on_delete is models.CASCADE:
            parts = relation.related_model._default_manager.filter(**{relation.field.name: obj})
            if any(is_used(part) for part in parts):
                return True
        elif relation.related_model._default_manager.filter(**{relation.field.name: obj}).exists():
            return True
    return False


@contextmanager
def _all_or_nothing(obj: models.Model) -> Iterator[None]:
    """One transaction; when it fails, the object in memory is as new or as old as it was, so one can try again."""
    before = obj.pk, obj._state.adding, getattr(obj, "version", None)
    try:
        with transaction.atomic():
            yield
    except BaseException:
        obj.pk, obj._state.adding = before[:2]
        if before[2] is not None:
            obj.version = before[2]  # type: ignore[attr-defined]
        raise


def _locked(obj: T) -> T:
    """The row as it stands, held until the transaction is over."""
    return type(obj)._default_manager.select_for_update(of=("self",)).get(pk=obj.pk)


def _write(obj: models.Model, *, force_insert: bool = False, force_update: bool = False) -> None:
    """Save; when a colleague's row got there first, say so with the rule's own sentence instead of a crash."""
    try:
        with transaction.atomic():
            obj.save(force_insert=force_insert, force_update=force_update)
    except IntegrityError:
        obj.full_clean()  # now sees the other row
        raise


def refuse_another_plan(current: models.Model, obj: models.Model) -> None:
    """A row stays in its plan: what hangs under it, and who may see it, follow from there."""
    home = plan_of(current)
    if home is not None and plan_of(obj) != home:
        raise ValidationError("Det kan ikke flyttes til en anden helhedsplan.")


def refuse_held(current: models.Model, changes: Iterable[Change], keeps: Collection[str] = ()) -> None:
    """What must not change by itself alone, does not: whichever road it came by."""
    if not isinstance(current, Tracked):
        return
    touched = [each.field for each in changes if each.field in current.held and each.field not in keeps]
    holds = current.holds() if touched else {}
    if refused := {name: holds[name] for name in touched if name in holds}:
        raise ValidationError(refused)


def _links_differ(obj: models.Model, links: Links | None) -> bool:
    return any(
        {row.pk for row in rows} != set(getattr(obj, name).values_list("pk", flat=True))
        for name, rows in (links or {}).items()
    )


def _set_links(obj: models.Model, links: Links | None) -> list[Change]:
    """Set the many-to-many fields and tell what changed."""
    found = []
    for name, rows in (links or {}).items():
        manager, new = getattr(obj, name), list(rows)
        found += link_changes(obj, name, old=list(manager.all()), new=new)
        manager.set(new)
    return found


def tidy(obj: models.Model) -> None:
    """Line ends as they are stored: a browser sends CRLF, and a text nobody touched would look changed."""
    for field in obj._meta.concrete_fields:
        value = getattr(obj, field.attname)
        if isinstance(field, models.TextField) and isinstance(value, str) and "\r" in value:
            setattr(obj, field.attname, value.replace("\r\n", "\n").replace("\r", "\n"))


def handling_of(old: Any, new: Any) -> Handling:
    """What the change is: taken out of use, in again, or another change."""
    before, after = getattr(old, "retired_on", None), getattr(new, "retired_on", None)
    if before is None and after is not None:
        return Handling.UDGAAET
    if before is not None and after is None:
        return Handling.GENINDSAT
    return Handling.AENDRET
