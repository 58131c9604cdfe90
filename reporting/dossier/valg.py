"""What a dossier is asked to be."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from plans.models import Helhedsplan


@dataclass(frozen=True, slots=True)
class Valg:
    """The plan as it came through the door, the last day that counts, and when the dossier is made."""

    plan: Helhedsplan
    til: date
    made_at: datetime

    @property
    def as_of(self) -> date:
        """The day the papers are of: the last that counts, or the plan's own last day."""
        return self.plan.default_as_of(self.til)

    @property
    def slut(self) -> datetime:
        """The first moment that does not count: midnight after the last day."""
        return timezone.make_aware(datetime.combine(self.til, time.max))
