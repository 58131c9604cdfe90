"""What a person says of a read value: accepted, corrected or rejected. Each answer is kept at once."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from indsatser.aftalelaesning.efterproev import afslag
from indsatser.models import Aftalelaesning, Gennemsynsvalg, Laestvaerdi
from plans.models import User

LUKKET = "Læsningen er gemt eller kasseret og kan ikke ændres."


class ValgAendret(ValidationError):
    """A colleague has answered since the page was shown. `current` is the value as it stands now."""

    def __init__(self, current: Laestvaerdi) -> None:
        self.current = current
        super().__init__("En anden har lige valgt her. Se, hvad der står nu, og vælg igen.", code="already_changed")


class RettelseAfvist(ValidationError):
    """A correction that the plan cannot keep: the rule's own sentence."""


@transaction.atomic
def decide(
    reading: Aftalelaesning, pk: int, valg: Gennemsynsvalg, *, by: User, seen: int, corrected: Any = None
) -> Laestvaerdi:
    """Keep one answer. Raises ValgAendret when the value is no longer the version that was `seen`, RettelseAfvist for
    a correction that the plan's own rules refuse, ValidationError for what else may not be stored, and
    Laestvaerdi.DoesNotExist for a value of another reading."""
    current = held_open(reading)
    value = reading.vaerdier.select_for_update().get(pk=pk)
    if value.version != seen:
        raise ValgAendret(value)
    if valg == Gennemsynsvalg.RETTET and (sentence := afslag(current, value, corrected, by=by)):
        raise RettelseAfvist(sentence)
    value.valg, value.corrected = valg, corrected
    value.decided_by, value.decided_at = by, timezone.now()
    value.version += 1
    value.full_clean()
    value.save()
    return value


@transaction.atomic
def decide_many(reading: Aftalelaesning, valg: Gennemsynsvalg, *, by: User, where: Q) -> int:
    """One answer for many values: accepting answers only for those nobody has answered, and that can be kept.

    How many it was. A correction somebody has made stays a correction, unless the whole is rejected.
    """
    held_open(reading)
    rows = reading.vaerdier.to_review().filter(where).exclude(valg=valg)
    if valg == Gennemsynsvalg.GODKENDT:
        rows = rows.filter(valg=Gennemsynsvalg.USET, fejl="")
    return rows.update(valg=valg, corrected=None, decided_by=by, decided_at=timezone.now(), version=F("version") + 1)


@transaction.atomic
def propose_again(reading: Aftalelaesning, *, by: User, where: Q) -> int:
    """Take up again what is folded because it was rejected at an earlier review. How many it was."""
    held_open(reading)
    rows = reading.vaerdier.rejected_before().filter(where)
    return rows.update(valg=Gennemsynsvalg.USET, decided_by=by, decided_at=timezone.now(), version=F("version") + 1)


def held_open(reading: Aftalelaesning) -> Aftalelaesning:
    """The reading as it stands, held until the transaction is over. Raises ValidationError when it is closed."""
    current = Aftalelaesning.objects.select_for_update().defer("blocks").get(pk=reading.pk)
    if not current.is_open:
        raise ValidationError(LUKKET)
    return current


def under(path: str) -> Q:
    """The values of a row and of all that hangs under it."""
    return Q(row=path) | Q(path__startswith=f"{path}.") | Q(path__startswith=f"{path}[")
