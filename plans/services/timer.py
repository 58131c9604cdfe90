"""Given working time has one price: the rate of its source."""

from decimal import Decimal

from django.db import transaction

from plans.budget import kroner_for_timer
from plans.models import Budgetbeloeb, Finansieringskilde, User
from plans.services.gem import change


def price_hours(kilde: Finansieringskilde, *, by: User | None) -> int:
    """Let every amount that is hours from the source follow its rate. Returns how many were changed."""
    changed = 0
    with transaction.atomic():
        rows = Budgetbeloeb.objects.filter(kilde=kilde, hours__isnull=False)
        for row in rows.select_related("budgetpost__helhedsplan", "kilde"):
            worth = kroner_for_timer(row.hours or Decimal(0), kilde.hour_rate)
            if row.amount != worth:
                row.kilde, row.amount = kilde, worth
                change(row, by=by, note="Timesatsen blev ændret.")
                changed += 1
    return changed
