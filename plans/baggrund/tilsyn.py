"""What a worker does beside its work: says that it is there, and takes over what a worker that died left behind."""

import logging
import os
import signal
import threading
import time
from datetime import timedelta
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from plans.baggrund import laase
from plans.baggrund.bestilling import laeg_i_koe
from plans.baggrund.oprydning import ryd_op
from plans.choices import Opgavetilstand
from plans.models import Baggrundsopgave

logger = logging.getLogger(__name__)
RUNDE = 2.0
"""Seconds between two rounds. What a worker that died had in hand is queued again by the next round of any other."""
TIL_AT_BEGYNDE = timedelta(seconds=10)
"""A worker that has taken a job out of the queue has begun on it within this, or it died on the way."""
RYD_HVER = 3600.0


def overtag() -> int:
    """Put back into the queue what nobody is doing although it should be done. How many.

    A job that is being done has its lock held by the worker that does it; where the lock is free, the worker is gone.
    """
    taken = 0
    with transaction.atomic():
        rows = Baggrundsopgave.objects.undervejs().select_for_update(skip_locked=True, of=("self",))  # type: ignore[attr-defined]
        in_queue = set(_i_koen())
        for row in rows.order_by("pk"):
            lost = row.state == Opgavetilstand.I_GANG or row.task_id not in in_queue
            if lost and laase.er_forladt(row.pk):
                row.state, row.step, row.steps, row.step_text = Opgavetilstand.VENTER, 0, 0, ""
                row.save(update_fields=["state", "step", "steps", "step_text"])
                laeg_i_koe(row)
                taken += 1
                logger.warning("Job %s (%s) was left behind and is queued again.", row.pk, row.kind)
    return taken


def _i_koen() -> list[UUID]:
    """The rows of the library's queue that somebody will come for, or has just come for."""
    rows = DBTaskResult.objects.all()
    just_taken = rows.filter(
        status=TaskResultStatus.RUNNING, started_at__gt=timezone.now() - TIL_AT_BEGYNDE
    ).values_list("pk", flat=True)
    return [*rows.filter(status=TaskResultStatus.READY).values_list("pk", flat=True), *just_taken]


class Tilsyn(threading.Thread):
    """A thread beside the worker's loop, with a connection of its own, so that a long job does not silence it."""

    def __init__(self, *, foraelder: bool = False) -> None:
        super().__init__(name="tilsyn", daemon=True)
        self._ended = threading.Event()
        self._parent = os.getppid() if foraelder else None
        self._session: object = None
        self._cleaned_at = time.monotonic()

    def run(self) -> None:
        while not self._ended.is_set():
            try:
                self._runde()
            except Exception:  # a thread that ends would leave a worker that seems to be there and takes over nothing
                logger.exception("A round failed; trying again.")
                connection.close()
            self._ended.wait(RUNDE)
        connection.close()

    def stop(self) -> None:
        """End after this round."""
        self._ended.set()
        self.join(timeout=RUNDE * 5)

    def _runde(self) -> None:
        if self._parent is not None and os.getppid() != self._parent:
            os.kill(os.getpid(), signal.SIGTERM)
            self._parent = None
        connection.ensure_connection()
        if connection.connection is not self._session:
            laase.meld_til()
            self._session = connection.connection
        overtag()
        if time.monotonic() - self._cleaned_at > RYD_HVER:
            self._cleaned_at = time.monotonic()
            ryd_op()
