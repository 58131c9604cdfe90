"""How a meeting goes on: called, held, cancelled, planned again. One step at a time, each on the trail."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import TextChoices
from django.utils import timezone

from plans import services
from plans.choices import Moedetilstand
from plans.models import Moede, User
from plans.moeder.dagsorden import luk_huller


class Skridt(TextChoices):
    """What one can do with a meeting; the words are those of the buttons."""

    INDKALD = "indkald", "Papirerne er sendt"
    AFHOLD = "afhold", "Mødet er holdt"
    AFLYS = "aflys", "Aflys mødet"
    GENOPTAG = "genoptag", "Planlæg mødet igen"


MULIGE: dict[Moedetilstand, tuple[Skridt, ...]] = {
    Moedetilstand.PLANLAGT: (Skridt.INDKALD, Skridt.AFHOLD, Skridt.AFLYS),
    Moedetilstand.INDKALDT: (Skridt.AFHOLD, Skridt.AFLYS, Skridt.GENOPTAG),
    Moedetilstand.AFHOLDT: (Skridt.GENOPTAG,),
    Moedetilstand.AFLYST: (Skridt.GENOPTAG,),
}
"""Which steps lead on from where a meeting is."""


def mulige_skridt(moede: Moede, *, today: date) -> tuple[Skridt, ...]:
    """The steps that are offered: a meeting to come has not been held, one that is over is not called, and one whose
    minutes are approved stands."""
    steps = () if moede.is_held() else MULIGE[Moedetilstand(moede.state)]
    barred = Skridt.AFHOLD if moede.held_on > today else Skridt.INDKALD if moede.held_on < today else None
    return tuple(step for step in steps if step != barred)


def gaa_videre(moede: Moede, skridt: Skridt, *, by: User | None, hvorfor: str = "") -> Moede:
    """Take a step. Raises ValidationError when it does not lead on from here, or where a reason is asked for and none
    is given: for cancelling, and for opening again what was held. That reason stands on the trail."""
    today = timezone.localdate()
    if moede.is_held():
        raise ValidationError(moede.agenda_fixed_because)
    if skridt not in mulige_skridt(moede, today=today):
        raise ValidationError(f"Mødet er {moede.get_state_display().lower()}. Det kan ikke lade sig gøre nu.")
    if skridt == Skridt.AFLYS and not hvorfor.strip():
        raise ValidationError("Skriv, hvorfor mødet er aflyst.")
    if skridt == Skridt.GENOPTAG and moede.state == Moedetilstand.AFHOLDT and not hvorfor.strip():
        raise ValidationError("Skriv, hvorfor mødet åbnes igen.")
    with transaction.atomic():
        if skridt == Skridt.INDKALD:
            luk_huller(moede)
            moede.state, moede.papers_sent_on = Moedetilstand.INDKALDT, moede.papers_sent_on or today
        elif skridt == Skridt.AFHOLD:
            moede.state = Moedetilstand.AFHOLDT
        elif skridt == Skridt.AFLYS:
            moede.state, moede.moved_reason = Moedetilstand.AFLYST, hvorfor.strip()
        else:
            moede.state = Moedetilstand.INDKALDT if moede.state == Moedetilstand.AFHOLDT else Moedetilstand.PLANLAGT
            if moede.state == Moedetilstand.PLANLAGT:
                moede.papers_sent_on = None
        return services.change(moede, by=by, note=hvorfor.strip(), keeps=("state",))
