"""Who may do what: one table, one question, one door.

The rights of each rolle are a table (RETTIGHEDER); docs/adgang.md is generated from it and from the test matrix.
A stranger gets 404 (we do not confirm that the plan exists), a member without the right gets 403.
"""

from enum import StrEnum
from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from plans.choices import Plantype, Rolle
from plans.models.base import PlanScopedQuerySet


class Ret(StrEnum):
    """What one can be allowed to do. The value completes the sentence "Din rolle giver ikke ret til at …"."""

    LAES = "læse"
    REGISTRER = "registrere resultater"
    REDIGER = "redigere"
    GODKEND = "godkende"
    GIV_ADGANG = "give andre adgang"
    OPRET_PLAN = "oprette nye planer"


RETTIGHEDER: dict[Rolle, frozenset[Ret]] = {
    Rolle.LAESER: frozenset({Ret.LAES}),
    Rolle.MEDARBEJDER: frozenset({Ret.LAES, Ret.REGISTRER}),
    Rolle.REDAKTOER: frozenset({Ret.LAES, Ret.REGISTRER, Ret.REDIGER}),
    Rolle.PLANLEDER: frozenset(Ret),
}

OWN_ONLY = frozenset({(Rolle.MEDARBEJDER, Ret.REGISTRER)})
"""Rights a rolle has only for what is its own: a Medarbejder registers on own activities (domain.md §1.2)."""


def may(obj: Any, ret: Ret, *, is_own: bool = False) -> bool:
    """Whether the user may do `ret` with `obj`, which came through the door and so carries her rolle.

    `is_own` says whether the object is the user's own (she is on the activity); it matters for OWN_ONLY only.
    """
    rolle = Rolle(obj.my_rolle)
    if ret not in RETTIGHEDER[rolle]:
        return False
    return is_own or (rolle, ret) not in OWN_ONLY


def get_or_deny(queryset: PlanScopedQuerySet, user: Any, ret: Ret, *, own: bool = False, **lookup: Any) -> Any:
    """The object, or 404 for a stranger, or 403 for a member who lacks the right."""
    obj = get_object_or_404(queryset.visible_to(user), **lookup)
    if not may(obj, ret, is_own=own):
        raise PermissionDenied(f"Din rolle giver ikke ret til at {ret} her.")
    return obj


def may_create_plans(user: Any) -> bool:
    """Whether the user may begin a new plan: marked so by the administration, or Planleder of a plan today (ADR 0028).

    A Planleder of a plan that was taken out of use counts too: its successor is what she is here to begin.
    """
    from plans.models import Medlemskab

    if not user.is_authenticated:
        return False
    leads = Medlemskab.objects.active().filter(user=user, rolle__in=_roller_with(Ret.OPRET_PLAN))
    return bool(user.may_create_plans) or leads.exists()


def sole_plan_of_a_reader(user: Any) -> Any:
    """The uuid of the one plan the user may only read; None for who works in a plan or reads several. One query."""
    from plans.models import Helhedsplan

    mine = list(Helhedsplan.objects.visible_to(user).current().order_by().values_list("uuid", "my_rolle")[:2])
    return mine[0][0] if len(mine) == 1 and mine[0][1] == Rolle.LAESER else None


def deny_unless_may_create_plans(user: Any) -> None:
    """Raise PermissionDenied, with the reason, for somebody who may not begin a plan."""
    if not may_create_plans(user):
        raise PermissionDenied(
            "Kun en planleder kan oprette nye planer. Bed administrationen om at give dig lov, hvis du skal det."
        )


def faellessekretariater_of(user: Any) -> Any:
    """The fællessekretariater in use that the user leads herself: a new plan may be put under one of them."""
    from plans.models import Helhedsplan

    rows = Helhedsplan.objects.filter(kind=Plantype.FAELLESSEKRETARIAT, parent=None).current().visible_to(user)
    return rows.filter(my_rolle__in=_roller_with(Ret.OPRET_PLAN))


def _roller_with(ret: Ret) -> list[Rolle]:
    return [rolle for rolle, rights in RETTIGHEDER.items() if ret in rights]
