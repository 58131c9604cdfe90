"""Drafts: what somebody has typed in a form and not saved yet. They are hers alone and never part of the plan."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from helhedsplan.cpr import afvisning
from plans.models import Kladde, User

STRETCH = timedelta(minutes=5)
"""A pause longer than this begins a new draft, so that what stood there before can be fetched."""
KEPT = 20
MAX_CHARACTERS = 1_000_000

Typed = Mapping[str, Sequence[str]]


def drafts_of(user: User, *, art: str, target: UUID, is_new: bool) -> QuerySet[Kladde]:
    """A person's drafts of one form, newest first."""
    return Kladde.objects.filter(user=user, art=art, target_uuid=target, is_new=is_new)


def open_draft(user: User, **form: Any) -> Kladde | None:
    """The draft that waits to be saved or thrown away."""
    return drafts_of(user, **form).filter(is_done=False).first()


def save_draft(user: User, *, data: Typed, seen_version: int | None, **form: Any) -> Kladde:
    """Keep what stands in the form now. Within a stretch of writing the same draft is written on.

    Raises ValidationError when it is more than a form can hold, or something in it looks like a CPR number: that is
    stored nowhere, and what was typed is still in the browser.
    """
    if sum(len(value) for values in data.values() for value in values) > MAX_CHARACTERS:
        raise ValidationError("Teksten er for lang til at blive gemt som kladde.")
    if refusal := next(filter(None, (afvisning(value) for values in data.values() for value in values)), ""):
        raise ValidationError(refusal, code="cpr")
    kept = {name: [value.replace("\0", "") for value in values] for name, values in data.items()}  # JSON takes no NUL
    now = timezone.now()
    with transaction.atomic():
        User.objects.select_for_update(of=("self",)).get(pk=user.pk)  # two tabs of one person take turns
        draft = open_draft(user, **form)
        if draft is None or now - draft.saved_at > STRETCH or draft.seen_version != seen_version:
            drafts_of(user, **form).update(is_done=True)
            names = {"art": form["art"], "target_uuid": form["target"], "is_new": form["is_new"]}
            draft = Kladde(user=user, seen_version=seen_version, begun_at=now, **names)
        draft.data, draft.saved_at = kept, now
        draft.save()
        _forget_the_oldest(user, **form)
    return draft


def finish(user: User, **form: Any) -> None:
    """The form was saved, or its draft thrown away: the drafts stay to be looked up, but are offered no more."""
    drafts_of(user, **form).filter(is_done=False).update(is_done=True)


def _forget_the_oldest(user: User, **form: Any) -> None:
    old = drafts_of(user, **form).values_list("pk", flat=True)[KEPT:]
    Kladde.objects.filter(pk__in=list(old)).delete()
