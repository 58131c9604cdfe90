"""Creating, changing and retiring any row of a plan: validated whole, versioned, on the trail, or not at all."""

from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from plans.choices import Handling
from plans.models import Retirable, Tracked, User
from plans.services.spor import changes_between, record

T = TypeVar("T", bound=Tracked)
R = TypeVar("R", bound=Retirable)


class AlleredeAendret(ValidationError):
    """Somebody saved the row since it was read. `current` is what stands in the database now."""

    def __init__(self, current: Tracked) -> None:
        self.current = current
        super().__init__(
            "En anden har ændret det, mens du skrev. Sammenlign de to udgaver, før du gemmer.", code="already_changed"
        )


def create(obj: T, *, by: User | None, note: str = "") -> T:
    """Validate and insert a new row. Raises ValidationError with Danish sentences at the fields."""
    with transaction.atomic():
        obj.full_clean()
        obj.save(force_insert=True)
        record(obj, by=by, handling=Handling.OPRETTET, note=note)
    return obj


def change(obj: T, *, by: User | None, expected_version: int | None = None, note: str = "") -> T:
    """Save a changed row if it is still the version that was read; nothing happens when nothing changed.

    `expected_version` is the version the person saw (from the form); without it, the object's own.
    Raises AlleredeAendret when a colleague saved in between, ValidationError when a rule refuses.
    """
    model = type(obj)
    with transaction.atomic():
        current = model._default_manager.select_for_update(of=("self",)).get(pk=obj.pk)
        if current.version != (obj.version if expected_version is None else expected_version):
            raise AlleredeAendret(current)
        changes = changes_between(current, obj)
        if not changes:
            return obj
        obj.full_clean()
        obj.version = current.version + 1
        obj.save(force_update=True)
        record(obj, by=by, handling=_handling(current, obj), changes=changes, note=note)
    return obj


def retire(obj: R, *, by: User | None, reason: str, on: date | None = None) -> R:
    """Take a row out of use from a day on, with the reason. It stays in history and in what was issued."""
    if not reason.strip():
        raise ValidationError({"retired_reason": "Skriv, hvorfor det udgår."})
    obj.retired_on, obj.retired_reason = on or timezone.localdate(), reason.strip()
    return change(obj, by=by)


def _handling(old: Any, new: Any) -> Handling:
    before, after = getattr(old, "retired_on", None), getattr(new, "retired_on", None)
    if before is None and after is not None:
        return Handling.UDGAAET
    if before is not None and after is None:
        return Handling.GENINDSAT
    return Handling.AENDRET
