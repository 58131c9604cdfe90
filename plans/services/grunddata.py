"""New places and organisations on the lists all plans share. Nothing is put there twice."""

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Q

from helhedsplan.felter import folded
from plans.models import Boligafdeling, Boligomraade, Boligorganisation, User
from plans.services.gem import create

ONE_AT_A_TIME = 7_402_118
"""The number of the lock under which the lists grow: not every list has a rule in the database against two alike."""

Grunddata = Boligorganisation | Boligafdeling | Boligomraade


def alike(row: Grunddata) -> Grunddata | None:
    """The row that is on the list already: the same number, or the same name as people read it, in the same place.

    Two estates of one organisation may share a name when each has a number of its own.
    """
    wanted = folded(row.name)
    if isinstance(row, Boligafdeling):
        if row.boligorganisation is not None and row.boligorganisation.pk is None:
            return None
        estates = Boligafdeling.objects.filter(boligorganisation=row.boligorganisation)
        return next((found for found in estates if _same_estate(row, found, wanted)), None)
    if isinstance(row, Boligomraade):
        areas = Boligomraade.objects.filter(Q(kommune=row.kommune) | Q(kommune=None))
        return next((found for found in areas if folded(found.name) == wanted), None)
    same_number = Q(number=row.number) & ~Q(number="")
    numbered = Boligorganisation.objects.filter(same_number).first()
    return numbered or next((o for o in Boligorganisation.objects.all() if folded(o.name) == wanted), None)


def is_same(one: Grunddata, other: Grunddata) -> bool:
    """Whether two new organisations are one that is written twice: the same name, and no two numbers."""
    if not (isinstance(one, Boligorganisation) and isinstance(other, Boligorganisation)):
        return False
    has_two_numbers = one.number and other.number and one.number != other.number
    return folded(one.name) == folded(other.name) and not has_two_numbers


def _same_estate(row: Boligafdeling, found: Boligafdeling, wanted: str) -> bool:
    if row.number and found.number:
        return row.number == found.number
    return folded(found.name) == wanted


def told(row: Grunddata) -> str:
    """The row with the place it belongs to, so that people know it again."""
    place = row.boligorganisation if isinstance(row, Boligafdeling) else None
    if isinstance(row, Boligomraade):
        place = row.kommune  # type: ignore[assignment]
    return f"«{row}» ({place})" if place else f"«{row}»"


def refuse_alike(row: Grunddata) -> None:
    """Raise ValidationError that names the row on the list, if there is one like it."""
    found = alike(row)
    if found is not None:
        raise ValidationError(f"{told(found)} findes allerede. Vælg den på listen i stedet.", code="alike")


def add_to_list(row: Grunddata, *, by: User, plan: object) -> Grunddata:
    """Save a new row of the shared lists; the trail says from which plan. Raises ValidationError."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
        refuse_alike(row)
        return create(row, by=by, note=f"Lagt på listen fra planen «{plan}».")
