"""What a decision does to the thing it decides: a move of money, a changed target, the minutes of a meeting.

A kind of row is decided when it has a reference `beslutning`; nothing more is declared. A `decided_on` of its own
follows the decision, so that a move of money counts when it was tiltrådt and not otherwise. A kind for which more
follows than that says what with `add_virkning`.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import models

from plans import services
from plans.choices import Beslutningsart
from plans.models import Beslutning, Moede, User
from plans.services.spor import plan_of

Virkning = Callable[[Any, Beslutning, User | None], None]
_EGNE: dict[type[models.Model], Virkning] = {}


def add_virkning(model: type[models.Model], virkning: Virkning) -> None:
    """Say what a decision does to a kind of row for which more follows than that it is bound to the decision."""
    _EGNE[model] = virkning


def lad_virke(beslutning: Beslutning, *, by: User | None) -> None:
    """Let what the decision is about show it. Raises ValidationError when the thing cannot be decided so.

    Does nothing when the decision is about nothing, or when a later decision stands on the thing.
    """
    if beslutning.target_uuid is None:
        return
    for model in besluttelige():
        row = model._default_manager.filter(uuid=beslutning.target_uuid).first()
        if row is not None and plan_of(row) == beslutning.helhedsplan:
            _EGNE.get(model, _bind)(row, beslutning, by)
    _approve_minutes(beslutning, by)


def besluttelige() -> Iterator[type[models.Model]]:
    """The kinds of rows that say which decision they rest on."""
    for relation in Beslutning._meta.related_objects:
        if relation.field.name == "beslutning":
            yield relation.related_model  # type: ignore[misc]


def _bind(row: Any, beslutning: Beslutning, by: User | None) -> None:
    stands = row.beslutning
    if stands is not None and stands != beslutning and _is_later(stands, beslutning):
        return
    row.beslutning = beslutning
    yes = beslutning.kind == Beslutningsart.TILTRAADT
    if hasattr(row, "decided_on"):
        row.decided_on = beslutning.decided_on if yes else None
    if yes and getattr(row, "decided_by", None) == "" and beslutning.organ:
        row.decided_by = beslutning.organ.name
    services.change(row, by=by)


def _is_later(one: Beslutning, other: Beslutning) -> bool:
    return bool(one.decided_on and other.decided_on and one.decided_on > other.decided_on)


def _approve_minutes(beslutning: Beslutning, by: User | None) -> None:
    """The minutes of an earlier meeting are approved by the meeting that said yes to them, or no longer are."""
    punkt = beslutning.dagsordenspunkt
    sag = beslutning.target_uuid
    moede = Moede.objects.filter(uuid=sag).first() if punkt and sag else None
    if moede is None or punkt is None or moede.organ_id != punkt.moede.organ_id or moede.pk == punkt.moede_id:
        return
    approved = beslutning.kind in (Beslutningsart.TILTRAADT, Beslutningsart.ORIENTERING)
    if approved:
        moede.minutes_approved_at = punkt.moede
    elif moede.minutes_approved_at_id == punkt.moede_id:
        moede.minutes_approved_at = None
    services.change(moede, by=by)
