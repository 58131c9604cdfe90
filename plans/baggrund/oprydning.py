"""How long what was made in the background is kept. An object it made elsewhere (a material, a report) stays."""

from datetime import timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from plans.models import Baggrundsopgave


def ryd_op(dage: int | None = None) -> int:
    """Remove jobs that ended more than so many days ago, and their files. How many. Again does nothing.

    The library's own rows say nothing to anybody once they have run, and go after a day.
    """
    now = timezone.now()
    old = now - timedelta(days=settings.BACKGROUND_KEEP_DAYS if dage is None else dage)
    DBTaskResult.objects.finished().filter(finished_at__lt=now - timedelta(days=1)).delete()
    with transaction.atomic():
        rows = list(
            Baggrundsopgave.objects.filter(finished_at__lt=old).select_for_update(skip_locked=True, of=("self",))
        )
        for row in rows:
            if row.file:
                # After the row is gone for certain: a row without its file would be a broken promise.
                transaction.on_commit(partial(row.file.storage.delete, str(row.file.name)))
        Baggrundsopgave.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)
