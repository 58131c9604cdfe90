"""The trail: what changed, in words people read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from helhedsplan import cpr
from plans.choices import Handling
from plans.models import Feltaendring, Haendelse, Helhedsplan, PlanScopedQuerySet, User
from plans.models.haendelse import HaendelseQuerySet

UNTRACKED = frozenset({"id", "uuid", "version", "created_at", "changed_at", "password", "last_login"})


DANISH_MARKS = str.maketrans(",.", ".,")


@dataclass(frozen=True, slots=True)
class Change:
    """A field's change as read, and as stored: {"old": …, "new": …}; None where the text is itself what is stored."""

    field: str
    label: str
    old: str
    new: str
    stored: dict[str, Any] | None = None


def plan_of(obj: models.Model) -> Helhedsplan | None:
    """The plan a row belongs to, found along its queryset's `plan_path`; None for reference data."""
    if isinstance(obj, Helhedsplan):
        return obj
    rows = type(obj)._default_manager.all()
    steps = rows.plan_path if isinstance(rows, PlanScopedQuerySet) else ""
    found: Any = obj
    for step in steps.split("__") if steps else []:
        found = getattr(found, step, None)
    return found if isinstance(found, Helhedsplan) else None


def describe(value: Any, field: models.Field) -> str:
    """A stored value as a person reads it: labels for choices, Danish dates, Ja/Nej, "" for nothing."""
    if value is None or value == "":
        return ""
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "Ja" if value else "Nej"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%d.%m.%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, list):
        return ", ".join(describe(each, getattr(field, "base_field", field)) for each in value)
    if isinstance(value, Decimal):
        return format(value.normalize(), ",f").translate(DANISH_MARKS)
    return str(value)


def changes_between(old: models.Model, new: models.Model) -> list[Change]:
    """The fields that differ, in the model's order."""
    found = []
    for field in new._meta.concrete_fields:
        before, after = field.value_from_object(old), field.value_from_object(new)
        if field.name in UNTRACKED or before == after:
            continue
        stored = None if is_plain_text(field) else {"old": storable(before), "new": storable(after)}
        if field.is_relation:
            before, after = getattr(old, field.name), getattr(new, field.name)
        told = describe(before, field), describe(after, field)
        found.append(Change(field.name, str(field.verbose_name), *told, stored))
    return found


def is_plain_text(field: models.Field) -> bool:
    """Whether people read exactly what is stored: a text that is no choice from a list and no file."""
    return isinstance(field, models.CharField | models.TextField) and not field.choices


def storable(value: Any) -> Any:
    """A field's value as JSON: numbers, truth and nothing as they are, everything else as text.

    A decimal without its spare noughts: what was typed ("20") and what the database gives back ("20.00") are one.
    """
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value if value is None or isinstance(value, bool | int) else str(value)


def link_changes(
    obj: models.Model, name: str, *, old: Iterable[models.Model], new: Iterable[models.Model]
) -> list[Change]:
    """The change of a many-to-many field, as the names before and after; nothing when they are the same rows."""
    before, after = {row.pk: str(row) for row in old}, {row.pk: str(row) for row in new}
    if before.keys() == after.keys():
        return []
    label = str(obj._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    stored = {"old": sorted(before), "new": sorted(after)}
    return [Change(name, label, ", ".join(sorted(before.values())), ", ".join(sorted(after.values())), stored)]


def trail_of(obj: models.Model) -> HaendelseQuerySet:
    """The lines of the trail about one row, newest first: by its uuid, or by kind and number where it has none."""
    identity = getattr(obj, "uuid", None)
    if identity is not None:
        return Haendelse.objects.filter(target_uuid=identity)
    kind = str(obj._meta.verbose_name)
    return Haendelse.objects.filter(target_uuid__isnull=True, kind=kind, target_id=obj.pk)


def record(
    obj: models.Model, *, by: User | None, handling: Handling, changes: Iterable[Change] = (), note: str = ""
) -> Haendelse:
    """Write one line of the trail about `obj`, with its field changes.

    Raises ValidationError for a note with something that looks like a CPR number: the trail is never corrected.
    """
    if refusal := cpr.afvisning(note):
        raise ValidationError(refusal, code="cpr")
    haendelse = Haendelse.objects.create(
        helhedsplan=plan_of(obj),
        by=by,
        handling=handling,
        kind=str(obj._meta.verbose_name),
        target_id=obj.pk,
        target_uuid=getattr(obj, "uuid", None),
        target_label=str(obj)[:250],
        target_version=getattr(obj, "version", None),
        note=note,
    )
    Feltaendring.objects.bulk_create(
        Feltaendring(haendelse=haendelse, field=c.field, label=c.label, old=c.old, new=c.new, stored=c.stored)
        for c in changes
    )
    return haendelse
