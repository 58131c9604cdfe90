"""Takes back what a file did, as one thing: what it made goes out, what it corrected is put back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone

from indsatser.maalingsark.gem import KEPT
from indsatser.models import Aarslaas, Maaling, Maalingsimport, Succeskriterium
from indsatser.registrering.services import holding
from plans.models import User
from plans.services import retire
from plans.services.mange import change_many


@dataclass(frozen=True, slots=True)
class Tilbage:
    """What undoing does: take these out, put these back, leave what somebody has changed since or taken out."""

    taget_ud: tuple[Maaling, ...]
    sat_tilbage: tuple[Maaling, ...]
    bliver: tuple[Maaling, ...]
    er_vaek: int = 0

    def __str__(self) -> str:
        told = f"{len(self.taget_ud)} tal er taget ud, og {len(self.sat_tilbage)} er igen, som de var før."
        if not self.bliver:
            return told
        return f"{told} {len(self.bliver)} tal er ændret siden og bliver stående."


def er_egen(uuid: UUID, user: User) -> bool:
    """Whether every number that the import wrote is on a criterion of the user's own. Two queries."""
    row = Maalingsimport.objects.filter(uuid=uuid).only("undo").first()
    if row is None:
        return False
    written = Maaling.objects.filter(pk__in=_pks(row)).values("kriterium")
    others = Succeskriterium.objects.filter(pk__in=written).exclude(
        pk__in=Succeskriterium.objects.owned_by(user).values("pk")
    )
    return not others.exists()


def _pks(row: Maalingsimport) -> list[str]:
    return [*row.undo.get("made", {}), *row.undo.get("changed", {})]


def tilbage_af(row: Maalingsimport) -> Tilbage:
    """What undoing the import would do now. Three queries."""
    made, changed = row.undo.get("made", {}), row.undo.get("changed", {})
    rows = Maaling.objects.filter(pk__in=_pks(row), retired_on__isnull=True).select_related("kriterium").order_by("pk")
    plan = row.helhedsplan
    locks = Aarslaas.objects.filter(retired_on__isnull=True).select_related("by")
    prefetch_related_objects([plan], Prefetch("aarslaase", locks))
    out: list[Maaling] = []
    back: list[Maaling] = []
    left: list[Maaling] = []
    for maaling in rows:
        maaling.kriterium.helhedsplan = plan
        kept = made.get(str(maaling.pk)) or changed[str(maaling.pk)]
        is_as_left = maaling.version == kept["version"]
        (left if not is_as_left else out if str(maaling.pk) in made else back).append(maaling)
    gone = len(made) + len(changed) - len(out) - len(back) - len(left)
    return Tilbage(tuple(out), tuple(back), tuple(left), gone)


def fortryd(row: Maalingsimport, *, by: User, reason: str) -> Tilbage:
    """Take out what the import made and put back what it corrected, as one thing. What somebody changed since stays.

    Raises ValidationError without a reason, or when a year that it wrote in is locked since: then nothing is undone.
    """
    with holding(row.helhedsplan_id):
        found = tilbage_af(row)
        retire(row, by=by, reason=reason)
        for maaling in found.taget_ud:
            maaling.retired_on, maaling.retired_reason = timezone.localdate(), reason.strip()
        change_many(found.taget_ud, by=by)
        back = [_as_before(maaling, row.undo["changed"][str(maaling.pk)]["before"]) for maaling in found.sat_tilbage]
        change_many(back, by=by, note=f"{row.file_name} blev fortrudt: {reason.strip()}")
        _as_an_earlier_import_left_them(row, back)
    return found


def _as_an_earlier_import_left_them(row: Maalingsimport, back: Iterable[Maaling]) -> None:
    """What is put back stands as an earlier import left it: that one can be undone next. Two queries, and one each."""
    now = {(str(maaling.pk), row.undo["changed"][str(maaling.pk)].get("was")): maaling.version for maaling in back}
    earlier = Maalingsimport.objects.filter(helhedsplan=row.helhedsplan_id, retired_on__isnull=True, pk__lt=row.pk)
    for each in earlier if now else ():
        kept = {**each.undo.get("made", {}), **each.undo.get("changed", {})}
        mine = [(kept[pk], version) for (pk, was), version in now.items() if pk in kept and kept[pk]["version"] == was]
        for entry, version in mine:
            entry["version"] = version
        if mine:
            Maalingsimport.objects.filter(pk=each.pk).update(undo=each.undo)


def _as_before(maaling: Maaling, before: Mapping[str, Any]) -> Maaling:
    """The measurement as it was before the import, unsaved."""
    for name in KEPT:
        value = before[name]
        is_number = name in ("value", "numerator", "denominator", "weight") and value is not None
        setattr(maaling, name, Decimal(value) if is_number else value)
    maaling.returned_on = date.fromisoformat(before["returned_on"]) if before["returned_on"] else None
    return maaling
