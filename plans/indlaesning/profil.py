"""How a plan's exports are read: remembered on the import and for the next time."""

from collections.abc import Mapping
from typing import Any

from plans.choices import Importart
from plans.models import Helhedsplan, Importprofil, Indlaest, User
from plans.services import change, create


def last_profile(plan: Helhedsplan, user: User, kind: Importart) -> Importprofil | None:
    """How this plan's was read the last time, or one of the same administration's that the user may see. One query."""
    return Importprofil.objects.visible_to(user).for_suggestion(plan, kind).first()


def remember(
    row: Indlaest,
    plan: Helhedsplan,
    kind: Importart,
    *,
    values: Mapping[str, Any],
    options: Mapping[str, Any],
    by: User,
) -> None:
    """Keep how the import is read, on itself and for the next time.

    `values` come on top of those that are remembered: one level down, too, where they are by field.
    """
    change(row, by=by)
    profile = Importprofil.objects.filter(helhedsplan=plan, kind=kind).first()
    if profile is None:
        profile = Importprofil(helhedsplan=plan, kind=kind)
    profile.columns, profile.options = row.columns, dict(options)
    profile.values = {**profile.values, **{key: _on_top(profile.values.get(key), new) for key, new in values.items()}}
    if profile.pk:
        change(profile, by=by)
    else:
        create(profile, by=by)


def _on_top(before: Any, new: Any) -> Any:
    return {**before, **new} if isinstance(before, dict) and isinstance(new, dict) else new
