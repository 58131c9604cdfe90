"""The library's queue: a worker for it, and doing what is queued in this process."""

from django.db import transaction
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

PAUSE = 0.3
"""Seconds between two looks into an empty queue."""


def arbejder() -> Worker:
    """A worker of the queue."""
    return Worker(
        queue_names=["default"],
        excluded_queue_names=[],
        interval=PAUSE,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
    )


def toem_koen() -> None:
    """Do everything that waits, here and now, inside a transaction too: for tests.

    The library's own claiming and running; only its loop is ours, which would close the connection under a test.
    """
    worker = arbejder()
    while True:
        with transaction.atomic():
            task = DBTaskResult.objects.ready().get_locked()
            if task is None:
                return
            task.claim(worker.worker_id)
        worker.run_task(task)
