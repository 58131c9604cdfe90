"""Creating many rows of one kind at once: the same rules and the same trail as one by one, in a few queries."""

from collections.abc import Iterable
from typing import NoReturn, TypeVar

from django.db import IntegrityError, models, transaction

from plans.choices import Handling
from plans.models import Haendelse, User
from plans.services.spor import plan_of

T = TypeVar("T", bound=models.Model)


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
