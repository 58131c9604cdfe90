"""A milepælsplan that was approved is revised: a new version that names what it replaces and why.

The one it replaces stays as it was approved. The new one begins with its lines as their milestones stand now, goes the
same road to the board, and takes its place when it is approved.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from indsatser.choices import Milepaeltilstand, Planlinjeart
from indsatser.milepaelsplan.frosset import frosne_linjer
from indsatser.models import Milepael, Milepaelsplan, Milepaelsplanlinje
from plans import services
from plans.models import Helhedsplan, User
from plans.services.mange import create_many


def udgaver(plan: Helhedsplan, year: int) -> list[Milepaelsplan]:
    """The versions of the year's milepælsplan, the first first. One query."""
    rows = plan.milepaelsplaner.filter(year=year, retired_on=None)
    return list(rows.select_related("beslutning__organ", "revises").order_by("pk"))


def udgave_den(rows: Sequence[Milepaelsplan], day: date) -> Milepaelsplan | None:
    """The version one reads on a day: the last that was begun or decided by then; else the first there is."""
    known = [
        row
        for row in rows
        if (row.decided_on and row.decided_on <= day) or timezone.localtime(row.created_at).date() <= day
    ]
    return known[-1] if known else next(iter(rows), None)


def revider(milepaelsplan: Milepaelsplan, *, by: User | None, hvorfor: str, today: date) -> Milepaelsplan:
    """Begin a revision as a draft. Raises ValidationError without a reason, and unless it is the last approved one.

    A milestone that is out of use, dropped or moved to another year is not in it: it is no longer of the year.
    """
    if not hvorfor.strip():
        raise ValidationError({"hvorfor": "Skriv, hvorfor milepælsplanen revideres."})
    with transaction.atomic():
        rows = Milepaelsplan.objects.select_for_update(of=("self",)).select_related("helhedsplan")
        was = rows.get(pk=milepaelsplan.pk)
        _refuse(was)
        made = Milepaelsplan(helhedsplan=was.helhedsplan, year=was.year, revises=was, revision_reason=hvorfor.strip())
        services.create(made, by=by)
        create_many(list(_lines(made, was, today)), by=by)
    return made


def _refuse(was: Milepaelsplan) -> None:
    if was.helhedsplan.is_retired:
        raise ValidationError(f"«{was.helhedsplan}» er taget ud af brug, så milepælsplanen kan ikke revideres.")
    if not was.is_frozen or was.is_retired:
        raise ValidationError("Kun en godkendt milepælsplan revideres. Ret kladden i stedet.")
    if was.revisioner.filter(retired_on=None).exists():
        raise ValidationError("Der er allerede en revision af den milepælsplan. Åbn siden igen.")


def _lines(made: Milepaelsplan, was: Milepaelsplan, today: date) -> Iterable[Milepaelsplanlinje]:
    uuids = [UUID(line["milepael"]) for line in frosne_linjer(was) if line["milepael"]]
    rows = Milepael.objects.current(on=today).filter(uuid__in=uuids, year=was.year)
    stands = rows.exclude(state=Milepaeltilstand.BORTFALDET).select_related("aktivitet__delaftale", "delaftale")
    for number, row in enumerate(sorted(stands, key=lambda row: (row.quarter or 4, uuids.index(row.uuid)))):
        yield Milepaelsplanlinje(
            milepaelsplan=made,
            kind=Planlinjeart.PLANLAGT,
            source=row,
            text=row.text,
            quarter=row.quarter or 4,
            aktivitet=row.aktivitet,
            delaftale=row.delaftale,
            target_number=row.target_number,
            order=number,
        )
