"""Doing a job: once, whole, and in such a way that whoever dies in the middle leaves nothing behind."""

import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils import timezone

from plans.baggrund import laase
from plans.baggrund.bestilling import laeg_i_koe
from plans.baggrund.fremdrift import Annulleret, Fremdrift, TagetOver
from plans.baggrund.register import Fil, Link, OpgaveFejl, Resultat, Slags, slags_af
from plans.choices import Opgavetilstand
from plans.models import Baggrundsopgave, Helhedsplan
from plans.permissions import may

logger = logging.getLogger(__name__)
FORSOEG = 3
"""A job whose worker died this many times is given up: it may be what kills them."""

UVENTET = (
    "Noget gik galt. Fejlen er skrevet i loggen. Prøv igen; sker det igen, så sig det til den, der driver systemet."
)
AFBRUDT = (
    f"Arbejdet blev afbrudt {FORSOEG} gange og er opgivet. Måske er det for stort til maskinen. "
    "Sig det til den, der driver systemet."
)
UDEN_RET = "Du har ikke længere ret til det i planen."
UKENDT = "Den slags opgave findes ikke længere. Bestil den igen."


class TidenErGaaet(OpgaveFejl):
    """The job took longer than its kind may."""


def udfoer(uuid: UUID) -> None:
    """Do the job, and write down how it went. Does nothing when it is not to be done, or is being done elsewhere."""
    pk = Baggrundsopgave.objects.filter(uuid=uuid).values_list("pk", flat=True).first()
    if pk is None:
        return
    with laase.hold(pk) as held:
        row = _begynd(pk) if held else None
        if row is not None:
            _udfoer(row)


def _begynd(pk: int) -> Baggrundsopgave | None:
    """Take the job on. With its lock in hand, one that stands as being done is one whose worker died."""
    with transaction.atomic():
        row = Baggrundsopgave.objects.select_for_update(of=("self",)).get(pk=pk)
        if not row.er_undervejs:
            return None
        if row.cancel_requested:
            _slut(row, Opgavetilstand.ANNULLERET)
            return None
        if row.attempts >= FORSOEG:
            _slut(row, Opgavetilstand.FEJLET, AFBRUDT)
            return None
        row.state, row.attempts, row.started_at = Opgavetilstand.I_GANG, row.attempts + 1, timezone.now()
        row.step, row.steps, row.step_text = 0, 0, ""
        row.save(update_fields=["state", "attempts", "started_at", "step", "steps", "step_text"])
    return row


def _udfoer(row: Baggrundsopgave) -> None:
    slags = slags_af(row)
    try:
        if slags is None:
            raise OpgaveFejl(UKENDT)
        _gennem_doeren(row, slags)
        with _frist(slags), transaction.atomic() if slags.samlet else nullcontext():
            result = slags.funktion(row, Fremdrift(row))
            try:
                _faerdig(row, result)
            finally:
                _luk(result)
        logger.info("Job %s (%s) is done.", row.pk, row.kind)
    except TagetOver:
        logger.warning("Job %s (%s) was taken over; what was done here is not kept.", row.pk, row.kind)
    except Annulleret:
        _efter(row, Opgavetilstand.ANNULLERET)
    except Exception as error:
        if laase.er_afbrudt():  # and so is the lock: another takes over what is not the job's own fault
            raise
        sentence = _saetning(error, slags)
        log = logger.exception if sentence == UVENTET else logger.info
        log("Job %s (%s) failed: %s", row.pk, row.kind, type(error).__name__)
        _efter(row, Opgavetilstand.FEJLET, sentence)
    except BaseException:
        _giv_tilbage(row)
        raise


def _gennem_doeren(row: Baggrundsopgave, slags: Slags) -> None:
    """The plan as the person may see it today: her time in it may be over since she ordered."""
    if row.helhedsplan_id is None:
        return
    plan = Helhedsplan.objects.visible_to(row.user).filter(pk=row.helhedsplan_id).first()
    if plan is None or not may(plan, slags.ret):
        raise OpgaveFejl(UDEN_RET)
    row.helhedsplan = plan


def _faerdig(row: Baggrundsopgave, result: Resultat) -> None:
    """Keep the result and say that it is done, in the transaction the work was done in."""
    with transaction.atomic():
        mine = _stadig_min(row)
        if mine.cancel_requested:
            raise Annulleret
        if isinstance(result, Fil):
            content = result.indhold
            mine.file = ContentFile(content) if isinstance(content, bytes) else File(content)
            mine.file.name = result.navn
        elif isinstance(result, Link):
            mine.link, mine.link_text = result.url, result.tekst[:200]
        mine.step = mine.steps
        _slut(mine, Opgavetilstand.FAERDIG)


def _luk(result: Resultat) -> None:
    """A result that is an open file has been kept, or is not wanted."""
    if isinstance(result, Fil) and isinstance(result.indhold, File):
        result.indhold.close()


def _stadig_min(row: Baggrundsopgave) -> Baggrundsopgave:
    """The job as it stands, held, if this attempt is still the one that counts. Raises TagetOver."""
    mine = Baggrundsopgave.objects.select_for_update(of=("self",)).filter(pk=row.pk).first()
    if mine is None or mine.state != Opgavetilstand.I_GANG or mine.started_at != row.started_at:
        raise TagetOver
    return mine


def _slut(row: Baggrundsopgave, state: Opgavetilstand, failure: str = "") -> None:
    row.state, row.failure, row.finished_at = state, failure, timezone.now()
    row.save()


def _efter(row: Baggrundsopgave, state: Opgavetilstand, failure: str = "") -> None:
    """Write down how it ended, after the work itself was rolled back."""
    try:
        with transaction.atomic():
            _slut(_stadig_min(row), state, failure)
    except TagetOver:
        logger.warning("Job %s (%s) was taken over.", row.pk, row.kind)


def _giv_tilbage(row: Baggrundsopgave) -> None:
    """The worker was told to stop at once: the job waits again, and this attempt does not count."""
    logger.warning("Job %s (%s) is given back.", row.pk, row.kind)
    with transaction.atomic():
        mine = _stadig_min(row)
        mine.state, mine.attempts = Opgavetilstand.VENTER, mine.attempts - 1
        mine.step, mine.steps, mine.step_text = 0, 0, ""
        mine.save()
        # The library still writes to the row of this attempt; it is not taken away under it.
        mine.task_id = None
        laeg_i_koe(mine)


def _saetning(error: Exception, slags: Slags | None) -> str:
    """What the person is told."""
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    if isinstance(error, (OpgaveFejl, PermissionDenied, *(slags.siger if slags else ()))) and str(error):
        return str(error)
    return UVENTET


@contextmanager
def _frist(slags: Slags) -> Iterator[None]:
    """In a worker: break the work off after the minutes its kind may take."""
    if not laase.er_arbejder():
        yield
        return

    def stop(signum: int, frame: Any) -> None:
        raise TidenErGaaet(f"Det tog over {slags.minutter:g} minutter og blev stoppet.")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, slags.minutter * 60)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
