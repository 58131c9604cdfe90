"""Ordering work, stopping it, and asking for it once more."""

from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from plans.baggrund.register import SLAGS, fingeraftryk
from plans.choices import Opgavetilstand
from plans.models import Baggrundsopgave, Helhedsplan, User
from plans.permissions import may
from plans.services.noegle import uuid_under


def bestil(
    kind: str,
    *,
    by: Any,
    plan: Helhedsplan | None = None,
    noegle: UUID | None = None,
    titel: str = "",
    **args: Any,
) -> Baggrundsopgave:
    """Order a piece of work and put it in the queue, both or neither. Returns the job.

    `plan` came through the door; `noegle` is the form's key: sent twice it is one job, also when that has ended. While
    the same person's same work waits or is being done, that job is returned. Raises PermissionDenied without the
    kind's right in the plan, ValidationError for what a rule refuses, TypeError for arguments that are not declared.
    """
    slags = SLAGS[kind]
    if plan is not None and not may(plan, slags.ret):
        raise PermissionDenied(f"Din rolle giver ikke ret til at {slags.ret} her.")
    stored = slags.som_json(args)
    row = Baggrundsopgave(
        uuid=uuid_under(noegle, Baggrundsopgave, by=by) if noegle else uuid4(),
        kind=kind,
        title=(titel or slags.titel)[:200],
        user=by,
        helhedsplan=plan,
        args=stored,
        fingerprint=fingeraftryk(slags, plan.pk if plan else None, stored),
    )
    while True:
        if (found := _same(row)) is not None:
            return found
        try:
            with transaction.atomic():
                row.full_clean(validate_unique=False, validate_constraints=False)
                row.save(force_insert=True)
                laeg_i_koe(row)
        except IntegrityError:
            # Ordered at the same moment; if that one has ended meanwhile, this one is new work.
            row.pk = None
            continue
        return row


def _same(row: Baggrundsopgave) -> Baggrundsopgave | None:
    """The job this order is already: of the same key, or the same work that has not ended."""
    mine = Baggrundsopgave.objects.filter(user=row.user)
    return (
        mine.filter(uuid=row.uuid).first() or mine.undervejs().filter(fingerprint=row.fingerprint).first()  # type: ignore[attr-defined]
    )


def laeg_i_koe(row: Baggrundsopgave) -> None:
    """Put a waiting job into the library's queue, and take out what stood for it there before."""
    from plans.baggrund.tasks import udfoer_opgave

    before, row.task_id = row.task_id, UUID(udfoer_opgave.enqueue(str(row.uuid)).id)
    row.save(update_fields=["task_id"])
    if before is not None:
        DBTaskResult.objects.filter(pk=before).delete()


def annuller(row: Baggrundsopgave, *, by: User) -> Baggrundsopgave:
    """Stop a job: one that waits at once, one that is being done at its next part. Nothing it did is kept.

    Raises PermissionDenied for who neither ordered it nor has its kind's right, ValidationError when it has ended.
    """
    with transaction.atomic():
        row = _holdt(row, by)
        if row.state == Opgavetilstand.VENTER:
            row.state, row.finished_at = Opgavetilstand.ANNULLERET, timezone.now()
            DBTaskResult.objects.filter(pk__in=[row.task_id]).delete()
        elif row.state == Opgavetilstand.I_GANG:
            row.cancel_requested = True
        else:
            raise ValidationError("Opgaven er allerede slut.")
        row.save(update_fields=["state", "finished_at", "cancel_requested"])
    return row


def proev_igen(row: Baggrundsopgave, *, by: User) -> Baggrundsopgave:
    """Put a job that failed or was stopped into the queue again, for whom it was. Raises as `annuller`."""
    with transaction.atomic():
        row = _holdt(row, by)
        if row.state not in (Opgavetilstand.FEJLET, Opgavetilstand.ANNULLERET):
            raise ValidationError("Kun en opgave, der er fejlet eller annulleret, kan prøves igen.")
        same = Baggrundsopgave.objects.filter(user=row.user, fingerprint=row.fingerprint).undervejs()  # type: ignore[attr-defined]
        if (other := same.first()) is not None:
            return other
        forfra(row)
        laeg_i_koe(row)
    return row


def forfra(row: Baggrundsopgave) -> None:
    """Let a job wait as if it had just been ordered."""
    row.state, row.failure, row.cancel_requested = Opgavetilstand.VENTER, "", False
    row.step, row.steps, row.step_text, row.attempts = 0, 0, "", 0
    row.started_at = row.finished_at = row.seen_at = None
    row.save()


def _holdt(row: Baggrundsopgave, by: User) -> Baggrundsopgave:
    """The job as it stands, held; refused to who neither ordered it nor has its kind's right by the door."""
    slags = SLAGS.get(row.kind)
    if row.user_id != by.pk and not (slags and hasattr(row, "my_rolle") and may(row, slags.ret)):
        raise PermissionDenied("Kun den, der bestilte opgaven, og de, der selv må bestille den, kan det.")
    return Baggrundsopgave.objects.select_for_update(of=("self",)).get(pk=row.pk)
