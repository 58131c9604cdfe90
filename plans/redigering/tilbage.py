"""Putting back: a change in the trail is undone by a new change, which the trail keeps too."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models

from plans import services
from plans.choices import Handling
from plans.models import Dokumentfelt, Feltaendring, Haendelse, Helhedsplan, User
from plans.redigering.konflikt import stored_value
from plans.services import describe
from plans.services.spor import is_plain_text

ORDER = frozenset({"order"})


@dataclass(frozen=True, slots=True)
class Tilbage:
    """A field that can be put back: as it is now, as it was before the change, and whether it has changed since."""

    name: str
    label: str
    now: str
    then: str
    is_changed_since: bool


class TilbageForm(forms.Form):
    """Which fields are put back. A kind that has more to ask declares a form of its own."""

    def __init__(self, data: Any = None, *, row: Any, offered: Iterable[Tilbage]) -> None:
        super().__init__(data)
        self.row = row
        self.offered = list(offered)
        names = {each.name for each in self.offered}
        self.chosen = [name for name in data.getlist("felter") if name in names] if data is not None else []

    def clean(self) -> dict[str, Any]:
        """Something must be chosen."""
        if not self.chosen:
            raise ValidationError("Vælg mindst ét felt, der skal sættes tilbage.")
        return super().clean() or self.cleaned_data

    def write(self, row: Any, **kwargs: Any) -> Any:
        """Save the row with its fields put back (valid forms only)."""
        return services.change(row, **kwargs)

    def refuse(self, refusal: ValidationError) -> None:
        """Say what a rule refused; what is about a field of the row stands on top."""
        self.add_error(None, refusal.messages)  # type: ignore[arg-type]  # a list of sentences is one too


def can_be_put_back(event: Haendelse) -> bool:
    """Whether the event changed fields of a row, or took it out of use or in again. Read with feltaendringer."""
    undoable = {Handling.AENDRET, Handling.UDGAAET, Handling.GENINDSAT}
    return event.handling in undoable and any(c.field not in ORDER for c in event.feltaendringer.all())


def row_stays_out(row: Any, event: Haendelse) -> bool:
    """Whether the row is out of use and would stay so: then its fields are not edited from history either."""
    return getattr(row, "is_retired", False) and all(c.field != "retired_on" for c in event.feltaendringer.all())


def proposals(row: Any, event: Haendelse) -> list[Tilbage]:
    """What the event changed and can be put back on the row, in the event's order."""
    found = []
    for change in event.feltaendringer.all():
        field = _field(row, change.field)
        if field is None or change.field in ORDER | _names_of_files(row) or _gives_access(row, field):
            continue
        then, after, now = _stored(change, field, "old"), _stored(change, field, "new"), stored_value(row, field.name)
        if then != now:
            found.append(Tilbage(field.name, change.label, _told(row, field), change.old, now != after))
    return found


def put_back(
    row: Any, event: Haendelse, names: Iterable[str], *, by: User | None, write: Callable[..., Any] = services.change
) -> Any:
    """Set the named fields to what they were before the event. Raises ValidationError when a rule refuses now.

    `write` saves the row: a kind's own form may have something to keep with it.
    """
    wanted = set(names) & {each.name for each in proposals(row, event)}
    if not wanted:
        raise ValidationError("Vælg mindst ét felt, der skal sættes tilbage.")
    wanted |= _names_of_files(row, wanted)
    links: dict[str, list[models.Model]] = {}
    for change in event.feltaendringer.all():
        field = _field(row, change.field)
        if field is None or change.field not in wanted:
            continue
        value = _stored(change, field, "old")
        if field.many_to_many:
            links[field.name] = list(field.related_model._default_manager.filter(pk__in=value))
        elif isinstance(field, models.ForeignKey):
            setattr(row, field.attname, _still_there(field, value))
        else:
            setattr(row, field.attname, value if value is None else field.to_python(value))
    note = f"Sat tilbage til før {describe(event.happened_at, event._meta.get_field('happened_at'))}."
    return write(row, by=by, note=note, links=links or None)


def _still_there(field: models.ForeignKey, value: Any) -> Any:
    if value is not None and not field.related_model._default_manager.filter(pk=value).exists():
        raise ValidationError({field.name: "Det, der stod her før, findes ikke længere."})
    return value


def _field(row: Any, name: str) -> Any:
    try:
        return row._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def _names_of_files(row: Any, files: Iterable[str] | None = None) -> set[str]:
    """The columns with people's own names of the row's files (of the named files): they go where the file goes."""
    found = (field for field in row._meta.concrete_fields if isinstance(field, Dokumentfelt))
    return {field.name_field for field in found if files is None or field.name in files}


def _gives_access(row: Any, field: Any) -> bool:
    """Whether the field lets others in, and the row came through the door for somebody who may not do that."""
    return isinstance(row, Helhedsplan) and field.name == "parent" and not row.may_give_access


def _stored(change: Feltaendring, field: Any, which: str) -> Any:
    """The value as the trail stores it; an old line without stored values is only of use for plain text."""
    if change.stored is not None:
        return change.stored[which]
    text = change.old if which == "old" else change.new
    return text if is_plain_text(field) else None


def _told(row: Any, field: Any) -> str:
    if field.many_to_many:
        return ", ".join(sorted(str(each) for each in getattr(row, field.name).all()))
    value = getattr(row, field.name) if isinstance(field, models.ForeignKey) else field.value_from_object(row)
    return describe(value, field)
