"""Creating or retiring many rows of one kind at once: the same rules and trail as one by one, in a few queries."""

from collections.abc import Iterable
from copy import copy
from datetime import date
from typing import Any, NoReturn, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from plans.choices import Handling
from plans.models import Feltaendring, Haendelse, Retirable, User
from plans.services.spor import changes_between, plan_of

T = TypeVar("T", bound=models.Model)
R = TypeVar("R", bound=Retirable)


def create_many(rows: Iterable[T], *, by: User | None, note: str = "") -> list[T]:
    """Validate and insert new rows of one model, with a line of the trail for each. All or none.

    Fields and `clean()` are checked row by row; references and constraints are left to the database, and what it
    refuses is said with the rule's own sentence (ValidationError). A row may refer to rows inserted before it.
    """
    new = list(rows)
    if not new:
        return new
    model = type(new[0])
    relations = [field.name for field in model._meta.concrete_fields if field.is_relation]
    for row in new:
        row.clean_fields(exclude=relations)
        row.clean()
    try:
        with transaction.atomic():
            model._default_manager.bulk_create(new)
    except IntegrityError as refused:
        _say_why(new, refused)
    Haendelse.objects.bulk_create(line_of(row, by, note) for row in new)
    return new


def retire_many(rows: Iterable[R], *, by: User | None, reason: str, on: date | None = None) -> list[R]:
    """Take many rows of one model out of use on a day with one reason, each with its line of the trail. All or none.

    Rows that are out already are left alone. Raises ValidationError without a reason, or with one that is refused.
    """
    if not reason.strip():
        raise ValidationError({"retired_reason": "Skriv, hvorfor det udgår."})
    given = list(rows)
    if not given:
        return []
    model, day = type(given[0]), on or timezone.localdate()
    with transaction.atomic():
        rows_of: Any = model._default_manager.all()
        joined = rows_of.filter(pk__in=[row.pk for row in given], retired_on__isnull=True)
        joined = joined.select_related(rows_of.plan_path) if rows_of.plan_path else joined
        held = list(joined.select_for_update(of=("self",)))
        now = timezone.now()
        lines = []
        for row in held:
            before = copy(row)
            row.retired_on, row.retired_reason = day, reason.strip()
            row.version, row.changed_at = row.version + 1, now
            row.clean_fields(exclude=[field.name for field in model._meta.concrete_fields if field.is_relation])
            lines.append((row, changes_between(before, row)))
        model._default_manager.bulk_update(held, ["retired_on", "retired_reason", "version", "changed_at"])
        told = Haendelse.objects.bulk_create(line_of(row, by, "", Handling.UDGAAET) for row, _ in lines)
        Feltaendring.objects.bulk_create(
            Feltaendring(haendelse=line, field=c.field, label=c.label, old=c.old, new=c.new, stored=c.stored)
            for line, (_, changes) in zip(told, lines, strict=True)
            for c in changes
        )
    return held


def _say_why(rows: list[T], refused: IntegrityError) -> NoReturn:
    """Find the row the database would not have, and raise its rule's sentence; nothing stays in."""
    with transaction.atomic():
        for row in rows:
            row.pk, row._state.adding = None, True
            row.full_clean()  # sees the stored rows and those of the batch before it
            row.save(force_insert=True)
        raise refused


def line_of(row: models.Model, by: User | None, note: str, handling: Handling = Handling.OPRETTET) -> Haendelse:
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
