"""What a page answers when somebody has ordered work: the result if it is quick, else the job's own page."""

import time
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone

from plans.baggrund.laase import antal_arbejdere
from plans.baggrund.register import Link, slags_af
from plans.choices import Opgavetilstand
from plans.models import Baggrundsopgave
from plans.permissions import Ret, get_or_deny, may

UDEN_ARBEJDER_SEKUNDER = 5
"""How long a job waits before its page says that nobody is there to do it."""


def svar_paa_bestilling(row: Baggrundsopgave) -> HttpResponseRedirect:
    """Wait a moment for the job, then go to its result, or to the page that shows how far it has come."""
    row = vent(row)
    if row.state == Opgavetilstand.FAERDIG and row.resultat_url:
        set_af_ejeren(row)
        return redirect(row.resultat_url)
    return redirect(row)


def set_af_ejeren(row: Baggrundsopgave) -> None:
    """Whoever ordered the job knows how it ended: no notice any more."""
    Baggrundsopgave.objects.filter(pk=row.pk, seen_at=None).update(seen_at=timezone.now())


def vent(row: Baggrundsopgave, sekunder: float | None = None) -> Baggrundsopgave:
    """The job as it stands when it has ended, or after a moment. Does not wait where no worker is."""
    until = time.monotonic() + (settings.BACKGROUND_WAIT_SECONDS if sekunder is None else sekunder)
    row = Baggrundsopgave.objects.get(pk=row.pk)
    while row.er_undervejs and time.monotonic() < until and antal_arbejdere():
        time.sleep(0.1)
        row = Baggrundsopgave.objects.get(pk=row.pk)
    return row


def hent_opgave(user: Any, uuid: Any) -> Baggrundsopgave:
    """A job through the door: 404 for a stranger, 403 without the right its kind takes."""
    row = get_or_deny(Baggrundsopgave.objects.select_related("user", "helhedsplan"), user, Ret.LAES, uuid=uuid)
    slags = slags_af(row)
    if row.user_id != user.pk and not may(row, slags.ret if slags else Ret.GODKEND):
        raise PermissionDenied(f"Din rolle giver ikke ret til at {slags.ret if slags else Ret.GODKEND} her.")
    return row


def begynd_forfra(row: Baggrundsopgave) -> Link | None:
    """Where a job that failed or was stopped is ordered anew; None where trying it again is as good."""
    slags = slags_af(row)
    is_over = row.state in (Opgavetilstand.FEJLET, Opgavetilstand.ANNULLERET)
    return slags.forfra(row) if slags and slags.forfra and is_over else None


def mangler_arbejder(row: Baggrundsopgave) -> bool:
    """Whether a job has waited for some seconds, and nobody is there to do it."""
    waited = (timezone.now() - row.created_at).total_seconds() > UDEN_ARBEJDER_SEKUNDER
    return row.er_undervejs and waited and not antal_arbejdere()
