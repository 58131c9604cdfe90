"""Ordering what was frozen: the job that makes an edition, asked for once, and once more where it did not succeed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from plans.baggrund import bestil
from plans.choices import Opgavetilstand
from plans.models import Baggrundsopgave, Helhedsplan, User
from plans.services.noegle import uuid_under
from reporting.udgaver.models import Udstedelse

OPGAVE = "udgave"
BLIVER_LAVET = "Udgaven bliver lavet nu. Stop den først."


def bestil_udgave(
    plan: Helhedsplan, uuid: UUID, *, by: User, titel: str, noegle: UUID | None = None
) -> Baggrundsopgave:
    """Order the edition of this uuid, which `udsted.frys` froze. `noegle` is the form's: sent twice it is one job.

    `plan` came through the door. Raises PermissionDenied for who may not issue in it.
    """
    with transaction.atomic():
        job = bestil(OPGAVE, by=by, plan=plan, noegle=noegle, titel=titel, udstedelse=uuid)
        Udstedelse.objects.filter(uuid=uuid).update(opgave=job.uuid)
    return job


def er_bestilt(noegle: Any, *, by: Any) -> bool:
    """Whether a form with this key has ordered its edition, which may be made since. A query, for a key."""
    try:
        key = UUID(str(noegle))
    except ValueError:
        return False
    return Baggrundsopgave.objects.filter(uuid=uuid_under(key, Baggrundsopgave, by=by)).exists()


@dataclass(frozen=True, slots=True)
class Paavej:
    """An edition on its way, with the job that makes it; None where nobody has ordered it or the job is removed."""

    udstedelse: Udstedelse
    opgave: Baggrundsopgave | None

    @property
    def bliver_lavet(self) -> bool:
        """Whether somebody makes it, or it waits its turn."""
        return self.opgave is not None and self.opgave.er_undervejs

    @property
    def hvorfor(self) -> str:
        """Why it was not made, in a sentence; "" while it is being made."""
        if self.bliver_lavet:
            return ""
        if self.opgave is not None and self.opgave.state == Opgavetilstand.FEJLET:
            return self.opgave.failure
        return "Arbejdet blev stoppet." if self.opgave is not None else "Ingen har bestilt den."


def paa_vej(rows: Iterable[Udstedelse]) -> list[Paavej]:
    """These with their jobs. One query more, where there are any."""
    waiting = list(rows)
    asked = [row.opgave for row in waiting if row.opgave]
    jobs: Mapping[UUID, Baggrundsopgave] = (
        {job.uuid: job for job in Baggrundsopgave.objects.filter(uuid__in=asked)} if asked else {}
    )
    return [Paavej(row, jobs.get(row.opgave) if row.opgave else None) for row in waiting]
