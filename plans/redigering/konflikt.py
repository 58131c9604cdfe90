"""Two people at once: who changed which field since the form was opened, and what must be chosen between.

A field that only one of the two touched is no conflict: both changes stand. Only where both changed the same field to
different things does the second saver see the two side by side and choose.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.http import QueryDict

from helhedsplan.ordforskel import Stykke, ordforskel
from plans.models import Dokumentfelt, Haendelse
from plans.services import describe, trail_of
from plans.services.spor import is_plain_text, storable

CHOICE = "konflikt-"
MINE, THEIRS = "min", "deres"


@dataclass(frozen=True, slots=True)
class Feltkonflikt:
    """A field that both changed: what I wrote, what stands there now, who wrote that and when."""

    name: str
    label: str
    mine: str
    theirs: str
    by: str
    at: datetime | None
    is_text: bool

    @property
    def forskel(self) -> tuple[Stykke, ...]:
        """From what stands there now to what I wrote, word by word."""
        return ordforskel(self.theirs, self.mine)


@dataclass(frozen=True, slots=True)
class Aendret:
    """What a field was when the form was opened, and who changed it since."""

    base: Any
    haendelse: Haendelse


def changed_since(row: Any, seen: int) -> dict[str, Aendret] | None:
    """The fields that were changed after version `seen`; None when the trail has not kept every step."""
    events = trail_of(row).filter(target_version__gt=seen).order_by("pk").for_list()
    if len({event.target_version for event in events}) != row.version - seen:  # no range: `seen` is what was sent
        return None
    found: dict[str, Aendret] = {}
    for event in events:
        for change in event.feltaendringer.all():
            base = change.old if change.stored is None else change.stored["old"]
            first = found.get(change.field)
            found[change.field] = Aendret(first.base if first else base, event)
    return found


def sort_out(form: Any, current: Any, seen: int) -> tuple[list[Feltkonflikt], list[str]]:
    """The conflicts between a valid form and the row as it is now, and the fields that only the other has changed."""
    changed = changed_since(current, seen)
    conflicts, only_theirs = [], []
    for name in form.fields:
        if name not in form.cleaned_data or not _is_of(current, name):
            continue
        mine, now = _mine(form, name), stored_value(current, name)
        if mine == now or (changed is not None and name not in changed):
            continue
        if changed is not None and (mine == changed[name].base or form.only_tidies(name, changed[name].base)):
            only_theirs.append(name)
        else:
            event = changed[name].haendelse if changed else None
            conflicts.append(_conflict(form, current, name, event))
    return conflicts, only_theirs


def again(form: Any, current: Any, names: Iterable[str]) -> list[Feltkonflikt]:
    """Conflicts that were shown before and are still to be settled, with who last changed each field."""
    asked = [name for name in names if name in form.fields and _is_of(current, name)]
    events = trail_of(current).filter(feltaendringer__field__in=asked).order_by("pk").for_list() if asked else []
    last = {change.field: event for event in events for change in event.feltaendringer.all()}
    return [_conflict(form, current, name, last.get(name)) for name in asked]


def decided(typed: QueryDict, standing: Mapping[str, list[str]]) -> tuple[QueryDict, list[str]]:
    """What was typed with the choices carried out, and the fields where nothing was chosen yet."""
    data, undecided = typed.copy(), []
    for name in typed.getlist("konfliktfelter"):
        choice = typed.get(f"{CHOICE}{name}")
        if choice == THEIRS:
            data.setlist(name, standing.get(name, []))
        elif choice != MINE:
            undecided.append(name)
    return data, undecided


def says_the_same(form: Any, row: Any) -> bool:
    """Whether a valid form says what a row says, in every field that is on the form."""
    names = [name for name in form.fields if name in form.cleaned_data and _is_of(row, name)]
    files = [name for name in names if isinstance(row._meta.get_field(name), Dokumentfelt)]
    return all(_mine(form, name) == stored_value(row, name) for name in names if name not in files) and all(
        getattr(form.instance, name).own_name == getattr(row, name).own_name for name in files
    )


def mine_chosen(data: QueryDict) -> list[str]:
    """The fields in conflict where the person's own version was chosen."""
    return [name for name in data.getlist("konfliktfelter") if data.get(f"{CHOICE}{name}") == MINE]


def theirs_chosen(data: QueryDict) -> list[str]:
    """The fields in conflict where the other's version was chosen."""
    return [name for name in data.getlist("konfliktfelter") if data.get(f"{CHOICE}{name}") == THEIRS]


def stored_value(row: Any, name: str) -> Any:
    """A field as the trail stores it, so that two can be compared."""
    field = row._meta.get_field(name)
    if field.many_to_many:
        return sorted(getattr(row, name).values_list("pk", flat=True))
    value = field.value_from_object(row)
    return _lines(value) if is_plain_text(field) else storable(value)


def _mine(form: Any, name: str) -> Any:
    if form.instance._meta.get_field(name).many_to_many:
        return sorted(row.pk for row in form.cleaned_data[name])
    return stored_value(form.instance, name)


def _lines(value: Any) -> str:
    """A browser sends CRLF; that is no difference."""
    return str(value or "").replace("\r\n", "\n").replace("\r", "\n")


def _is_of(row: Any, name: str) -> bool:
    return any(field.name == name for field in (*row._meta.concrete_fields, *row._meta.many_to_many))


def _conflict(form: Any, current: Any, name: str, event: Haendelse | None) -> Feltkonflikt:
    field = current._meta.get_field(name)
    return Feltkonflikt(
        name=name,
        label=str(form.fields[name].label),
        mine=_told(form.instance, field, form.cleaned_data.get(name, ()) if field.many_to_many else None),
        theirs=_told(current, field, getattr(current, name).all() if field.many_to_many else None),
        by=str(event.by) if event and event.by else "En anden",
        at=event.happened_at if event else None,
        is_text=is_plain_text(field),
    )


def _told(row: Any, field: Any, linked: Any) -> str:
    """The value as people read it."""
    if linked is not None:
        return ", ".join(sorted(str(each) for each in linked))
    value = getattr(row, field.name) if isinstance(field, models.ForeignKey) else field.value_from_object(row)
    return _lines(value) if is_plain_text(field) else describe(value, field)
