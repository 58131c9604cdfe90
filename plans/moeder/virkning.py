"""What a decision does to the thing it decides: a move of money, a changed target, the minutes of a meeting.

A kind of row is decided when it has a reference `beslutning`; nothing more is declared. A `decided_on` of its own
follows the decision, so that a move of money counts when it was tiltrådt and not otherwise. A kind for which more
follows than that says what with `add_virkning`. A decision that is taken out of use takes what it did with it, and the
one before it stands again.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from plans import services
from plans.choices import Beslutningsart
from plans.models import Beslutning, Helhedsplan, Moede, Organ, User
from plans.permissions import Ret, may
from plans.services.spor import plan_of

Virkning = Callable[[Any, Beslutning, User | None], None]
_EGNE: dict[Any, Virkning] = {}


def add_virkning(model: type[models.Model], virkning: Virkning) -> None:
    """Say what a decision does to a kind of row for which more follows than that it is bound to the decision."""
    _EGNE[model] = virkning


def maa_godkende(plan_pk: int, by: User | None) -> bool:
    """Whether the person may approve in the plan today; nobody at all is the machinery itself. One query."""
    if by is None:
        return True
    plan = Helhedsplan.objects.visible_to(by).filter(pk=plan_pk).first()
    return plan is not None and may(plan, Ret.GODKEND)


def lad_virke(beslutning: Beslutning, *, by: User | None) -> None:
    """Let what the decision is about show it. Raises ValidationError when the thing cannot be decided so.

    Does nothing when the decision is about nothing, or when a later decision stands on the thing.
    """
    if beslutning.kind != Beslutningsart.TILTRAADT:
        _refuse_held(beslutning)
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


def _refuse_held(beslutning: Beslutning) -> None:
    """What was approved for good on the decision stands, so the yes behind it does too."""
    for model in _EGNE:
        for row in model._default_manager.filter(beslutning=beslutning):
            if row.is_held():
                raise ValidationError(f"{row.held_because} Derfor bliver beslutningen bag den stående.")


def tag_ud(beslutning: Beslutning, *, by: User | None, **how: Any) -> None:
    """Take a decision out of use, and what it did with it. Raises ValidationError where that cannot be undone."""
    with transaction.atomic():
        services.retire(beslutning, by=by, **how)
        _undo(beslutning, by=by)


def gem(beslutning: Beslutning, *, by: User | None, **how: Any) -> Beslutning:
    """Save a decision that was corrected, put in again or put back, and let what it is about show it."""
    with transaction.atomic():
        row = services.change(beslutning, by=by, **how)
        if row.is_retired:
            _undo(row, by=by)
        else:
            lad_virke(row, by=by)
    return row


def _undo(beslutning: Beslutning, *, by: User | None) -> None:
    """Let the decision before it stand on what it was about, or none."""
    _refuse_held(beslutning)
    if beslutning.target_uuid is None:
        return
    rows = beslutning.helhedsplan.beslutninger.filter(target_uuid=beslutning.target_uuid, retired_on=None)
    before = rows.exclude(pk=beslutning.pk).order_by("decided_on", "pk").last()
    for model in besluttelige():
        bound = model._default_manager.filter(uuid=beslutning.target_uuid, beslutning=beslutning)
        for row in bound if model not in _EGNE else ():
            _set(row, before, by, organ=beslutning.organ)
    punkt = beslutning.dagsordenspunkt
    moede = Moede.objects.filter(uuid=beslutning.target_uuid).first() if punkt else None
    if moede is not None and punkt is not None and moede.minutes_approved_at_id == punkt.moede_id:
        moede.minutes_approved_at = None
        services.change(moede, by=by)


def _bind(row: Any, beslutning: Beslutning, by: User | None) -> None:
    stands = row.beslutning
    if stands is not None and stands != beslutning and not stands.is_retired and _is_later(stands, beslutning):
        return
    _set(row, beslutning, by, organ=beslutning.organ)


def _set(row: Any, beslutning: Beslutning | None, by: User | None, *, organ: Organ | None) -> None:
    """`organ`: whose decision stood there; where there is no yes any more, it has not decided."""
    row.beslutning = beslutning
    yes = beslutning is not None and beslutning.kind == Beslutningsart.TILTRAADT
    if hasattr(row, "decided_on"):
        row.decided_on = beslutning.decided_on if beslutning and yes else None
    said = getattr(row, "decided_by", None)
    if yes and said == "" and beslutning and beslutning.organ:
        row.decided_by = beslutning.organ.name
    elif not yes and said and organ and said == organ.name:
        row.decided_by = ""
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
