"""The agenda of a meeting: what is put on it, taken off it, and how its items are numbered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, QuerySet

from plans import services
from plans.choices import Beslutningsart, Punktart
from plans.models import Beslutning, Dagsordenspunkt, Moede, User
from plans.services.raekkefoelge import move, number_anew

OFF = "Taget af dagsordenen."


@dataclass(frozen=True, slots=True)
class Forslag:
    """Something a meeting could take up. `sag` is the uuid of what it is about, by which it is known again."""

    kilde: str
    sag: UUID
    titel: str
    art: Punktart = Punktart.BESLUTNING
    tekst: str = ""
    hvorfor: str = ""

    @property
    def noegle(self) -> str:
        """What a form calls it."""
        return str(self.sag)


def samlesag(plan_uuid: UUID, navn: str) -> UUID:
    """The uuid of a case that is about many rows at once, as "milepaele" is about all that are late."""
    return uuid5(plan_uuid, f"sag:{navn}")


def saet_paa(moede: Moede, forslag: Iterable[Forslag], *, by: User | None) -> list[Dagsordenspunkt]:
    """Put proposals on the agenda, after what stands there, in their order; what stands there already is left alone.

    All or nothing. Raises ValidationError for a meeting that was cancelled or held.
    """
    made = []
    with transaction.atomic():
        moede = hold(moede)
        if moede.is_off:
            raise ValidationError("Mødet er aflyst. Dagsordenen ligger fast.")
        refuse_fixed(moede)
        rows = Dagsordenspunkt.objects.filter(moede=moede, retired_on=None)
        known = set(rows.values_list("target_uuid", flat=True))
        number = rows.aggregate(last=Max("nummer"))["last"] or 0
        for one in forslag:
            if one.sag in known:
                continue
            number += 1
            known.add(one.sag)
            punkt = Dagsordenspunkt(
                moede=moede, nummer=number, title=one.titel[:200], kind=one.art, text=one.tekst, target_uuid=one.sag
            )
            made.append(services.create(punkt, by=by))
    return made


def tag_af(punkt: Dagsordenspunkt, *, by: User | None, reason: str = OFF, on: date | None = None) -> None:
    """Take an item off the agenda; those after it move up. It stays in history and can be put on again.

    Raises ValidationError when something was decided on it, or the meeting was held.
    """
    with transaction.atomic():
        refuse_fixed(hold(punkt.moede))
        if Beslutning.objects.filter(dagsordenspunkt=punkt, retired_on=None).exists():
            raise ValidationError("Der er truffet en beslutning under punktet, så det bliver på dagsordenen.")
        services.retire(punkt, by=by, reason=reason, on=on)
        luk_huller(punkt.moede)


def saet_ind(punkt: Dagsordenspunkt, *, by: User | None, **how: Any) -> Dagsordenspunkt:
    """Save an item; one that comes on the agenda again comes last, for its number may be another's now."""
    with transaction.atomic():
        hold(punkt.moede)
        others = Dagsordenspunkt.objects.filter(moede=punkt.moede, retired_on=None).exclude(pk=punkt.pk)
        if punkt.retired_on is None and others.filter(nummer=punkt.nummer).exists():
            punkt.nummer = (others.aggregate(last=Max("nummer"))["last"] or 0) + 1
        return services.change(punkt, by=by, **how)


def flyt(punkt: Dagsordenspunkt, siblings: QuerySet, **how: Any) -> bool:
    """Give an item another place, as `move` does. Raises ValidationError when the meeting was held."""
    with transaction.atomic():
        refuse_fixed(hold(punkt.moede))
        return move(punkt, siblings, **how)


def refuse_fixed(moede: Moede) -> None:
    """Raise ValidationError when the meeting was held or its minutes are approved: its agenda is what it was."""
    if moede.agenda_fixed_because:
        raise ValidationError(moede.agenda_fixed_because)


def luk_huller(moede: Moede) -> None:
    """Number the items 1, 2, 3 … as they stand. No new versions: their place is not something they say."""
    with transaction.atomic():
        hold(moede)
        rows = list(Dagsordenspunkt.objects.filter(moede=moede, retired_on=None).order_by("nummer", "pk"))
        if rows:
            number_anew(rows, "nummer")


def hold(moede: Moede) -> Moede:
    """The meeting as it stands, held: two who arrange its agenda, or hold it meanwhile, wait for each other."""
    return Moede.objects.select_for_update(of=("self",), no_key=True).get(pk=moede.pk)


def udsatte(moede: Moede) -> list[Dagsordenspunkt]:
    """Items that earlier meetings of the organ put off, and that were not decided since. Two queries."""
    punkter = (
        Dagsordenspunkt.objects.filter(
            moede__organ=moede.organ_id,
            moede__held_on__lte=moede.held_on,
            retired_on=None,
            beslutninger__kind=Beslutningsart.UDSAT,
            beslutninger__retired_on=None,
        )
        .exclude(moede=moede.pk)
        .select_related("moede")
        .order_by("moede__held_on", "nummer")
        .distinct()
    )
    rows = list(punkter)
    sager = {sag_af(row): row for row in rows}
    later = Beslutning.objects.filter(
        organ=moede.organ_id, retired_on=None, target_uuid__in=list(sager), decided_on__lte=moede.held_on
    ).exclude(kind=Beslutningsart.UDSAT)
    settled = {
        sag
        for sag, day in later.values_list("target_uuid", "decided_on")
        if sag and day and day >= sager[sag].moede.held_on
    }
    return [row for sag, row in sager.items() if sag not in settled]


def sag_af(punkt: Dagsordenspunkt) -> UUID:
    """What the item is about; an item about nothing else is a case of its own."""
    return punkt.target_uuid or punkt.uuid
