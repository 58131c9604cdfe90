"""What somebody may do with a criterion and its measurements, and the corrections that were made: for its own page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from indsatser.models import Aarslaas, Aktivitet, Maaling, Succeskriterium
from plans.choices import Handling
from plans.models import Haendelse, User
from plans.permissions import Ret, may

SHOWN = {"value", "numerator", "denominator", "weight", "skoen", "data_from", "data_to"}
"""The fields whose change is a correction of what was measured."""


@dataclass(frozen=True, slots=True)
class Rettelse:
    """A correction: when, from what to what, and why. "rettet 12.03.2020 fra 120 til 112: talt dobbelt"."""

    tidspunkt: datetime
    af: User | None
    felter: tuple[tuple[str, str, str], ...]
    hvorfor: str


@dataclass(frozen=True, slots=True)
class Handlinger:
    """The actions of a criterion's page: addresses, empty where the user may not."""

    log_url: str
    skema_url: str
    may_register: bool
    may_return: bool
    laaste_aar: tuple[Aarslaas, ...]
    rettelser: dict[Any, list[Rettelse]]

    def for_row(self, row: Succeskriterium) -> str:
        """Where a number is written on the row (the criterion or one of its parts)."""
        return reverse("indsatser:registrer_kriterium", args=[row.uuid]) if self.may_register else ""


def is_own(user: User, row: Succeskriterium) -> bool:
    """Whether the criterion is the user's own. One query."""
    return Succeskriterium.objects.owned_by(user).filter(pk=row.pk).exists()


def log_url(aktivitet: Aktivitet, user: User) -> str:
    """Where the log of an activity that came through the door is kept, or "" where the user may not. One query."""
    own = user.aktiviteter.filter(pk=aktivitet.pk).exists()
    return (
        reverse("indsatser:registrer_log", args=[aktivitet.uuid]) if may(aktivitet, Ret.REGISTRER, is_own=own) else ""
    )


def build_actions(row: Succeskriterium, user: User, maalinger: Iterable[Maaling]) -> Handlinger:
    """What the user may do with a criterion that came through the door. A fixed number of queries."""
    may_register = not row.samme_som_id and may(row, Ret.REGISTRER, is_own=is_own(user, row))
    # Whoever answers for the criterion without being on the activity does not keep its log.
    keeps_log = row.aktivitet and may(row, Ret.REGISTRER, is_own=user.aktiviteter.filter(pk=row.aktivitet.pk).exists())
    locks = Aarslaas.objects.filter(helhedsplan=row.helhedsplan_id, retired_on__isnull=True).select_related("by")
    return Handlinger(
        log_url=reverse("indsatser:registrer_log", args=[row.aktivitet.uuid]) if row.aktivitet and keeps_log else "",
        skema_url=reverse("indsatser:registrer_skema", args=[row.helhedsplan.uuid]) if may_register else "",
        may_register=may_register,
        may_return=may_register and may(row, Ret.REDIGER),
        laaste_aar=tuple(locks.order_by("year")),
        rettelser=corrections(maalinger),
    )


def corrections(maalinger: Iterable[Maaling]) -> dict[Any, list[Rettelse]]:
    """The corrections of measurements by uuid, oldest first, as the trail has them. Two queries."""
    uuids = [maaling.uuid for maaling in maalinger if maaling.version > 1]
    rows = Haendelse.objects.filter(target_uuid__in=uuids, handling=Handling.AENDRET).for_list()
    found: dict[Any, list[Rettelse]] = {}
    for row in reversed(rows):
        fields = tuple((c.label, c.old, c.new) for c in row.feltaendringer.all() if c.field in SHOWN)
        if fields:
            found.setdefault(row.target_uuid, []).append(Rettelse(row.happened_at, row.by, fields, row.note))
    return found
