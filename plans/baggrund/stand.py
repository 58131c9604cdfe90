"""How it stands with the background work, for whoever watches over it."""

from dataclasses import dataclass

from django.utils import timezone

from plans.baggrund.laase import antal_arbejdere
from plans.choices import Opgavetilstand
from plans.models import Baggrundsopgave

FOR_LAENGE = 600
"""Seconds a job may wait before somebody should look: more is ordered than is done."""


@dataclass(frozen=True, slots=True)
class Baggrundsstand:
    """How many work, how much waits, and for how many seconds the oldest has waited."""

    arbejdere: int
    venter: int
    i_gang: int
    aeldste: int

    @property
    def galt(self) -> str:
        """What is wrong, or ""."""
        if not self.arbejdere:
            return "Ingen arbejder. Start manage.py arbejd."
        return f"En opgave har ventet i {self.aeldste} sekunder." if self.aeldste > FOR_LAENGE else ""

    def __str__(self) -> str:
        return f"{self.arbejdere} arbejder, {self.venter} venter, {self.i_gang} i gang."


def stand() -> Baggrundsstand:
    """As it is now."""
    waiting = list(
        Baggrundsopgave.objects.filter(state=Opgavetilstand.VENTER).order_by("created_at").values_list("created_at")
    )
    return Baggrundsstand(
        arbejdere=antal_arbejdere(),
        venter=len(waiting),
        i_gang=Baggrundsopgave.objects.filter(state=Opgavetilstand.I_GANG).count(),
        aeldste=int((timezone.now() - waiting[0][0]).total_seconds()) if waiting else 0,
    )
