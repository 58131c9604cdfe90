"""How long the text of a read agreement is kept (ADR 0061)."""

from datetime import timedelta
from typing import Final

from django.db.models import Max, Q
from django.utils import timezone

from indsatser.aftalelaesning.gem import empty, remove_file
from indsatser.models import Aftalelaesning

DAGE: Final = 90


def ryd_op(days: int = DAGE) -> int:
    """Empty the readings that were saved, or that nobody has answered in, for so many days. How many it was.

    The file of one that became no plan is removed too: nothing else points at it.
    """
    before = timezone.now() - timedelta(days=days)
    rows = Aftalelaesning.objects.filter(emptied_on=None).annotate(touched=Max("vaerdier__decided_at"))
    untouched = Q(touched=None) | Q(touched__lt=before)
    number = 0
    for row in rows.filter(untouched, changed_at__lt=before).defer("blocks", "case"):
        if not row.is_saved and row.file:
            remove_file(row)
        empty(row)
        number += 1
    return number
