"""Many numbers of one plan written at once: the rules of one number, a few queries for all."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch, prefetch_related_objects

from indsatser.models import Aarslaas, Maaling, Succeskriterium
from indsatser.opgoerelse import taeller_med
from indsatser.registrering.perioder import Periode
from indsatser.registrering.services import Kendt, at_the_fields, correct, new_number, refuse_closed
from indsatser.registrering.vaerdier import Vaerdi, adds_up
from plans.models import Helhedsplan, User
from plans.models.forud import ahead
from plans.services import mange


@dataclass
class Samling:
    """Numbers that are to be saved together. Each is refused or taken in when it is added; `gem` writes them.

    Only within `holding(plan)`, with criteria whose measurements and log were read there (`grid_rows`). `note` is what
    the trail says of each besides, as where the numbers came from.
    """

    plan: Helhedsplan
    by: User | None
    reason: str
    day: date
    note: str = ""
    new: dict[str, Maaling] = field(default_factory=dict)
    corrected: dict[str, Maaling] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """The plan's locks, once for all."""
        locks = Aarslaas.objects.filter(retired_on__isnull=True).select_related("by")
        prefetch_related_objects([self.plan], Prefetch("aarslaase", locks))

    def registrer(self, name: str, kriterium: Succeskriterium, vaerdi: Vaerdi, period: Periode) -> None:
        """A new number, known by a name. Raises ValidationError."""
        with at_the_fields():
            refuse_closed("tal", self.plan if self.plan.is_retired else None)
            maaling = new_number(kriterium, vaerdi, period, self._known(kriterium), by=self.by, day=self.day)
            mange.check(maaling)
        self.new[name] = maaling

    def ret(self, name: str, maaling: Maaling, vaerdi: Vaerdi) -> None:
        """A correction of a number, about the same days. Raises ValidationError."""
        about, known = Periode(maaling.data_from, maaling.data_to), self._known(maaling.kriterium)
        with at_the_fields():
            if correct(maaling, vaerdi, about, known, reason=self.reason, day=self.day):
                self.corrected[name] = maaling

    def gem(self) -> Mapping[str, str]:
        """Write them all; what was refused after all, by name. Then the caller rolls back."""
        try:
            mange.create_many(self.new.values(), by=self.by, note=self.note)
            reason = f"{self.reason.strip()} ({self.note})" if self.note else self.reason.strip()
            mange.change_many(self.corrected.values(), by=self.by, note=reason)
        except mange.RaekkeAfvist as refused:
            every = {**self.new, **self.corrected}
            name = next(name for name, maaling in every.items() if maaling is refused.row)
            return {name: " ".join(refused.messages)}
        return {}

    def _known(self, kriterium: Succeskriterium) -> Kendt:
        lines = taeller_med(kriterium) if adds_up(kriterium.sammenlaegning) else []
        mine = [each for each in self.new.values() if each.kriterium is kriterium]
        return Kendt([*ahead(kriterium, "maalinger"), *mine], lines)
