"""Given working time has one price: the rate of its source."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from plans.budget import kroner_for_timer
from plans.choices import Bidragsform
from plans.models import Budgetbeloeb, Finansieringskilde, User
from plans.services.mange import change_many

TIMER_STAAR = "Der står timer fra kilden i budgettet. Tøm dem først."


def price_hours(kilde: Finansieringskilde, *, by: User | None) -> int:
    """Let every amount that is hours from the source follow its rate. Returns how many were changed.

    Raises ValidationError at `form` when hours stand in the budget from a source that does not give hours.
    """
    with transaction.atomic():
        rows = Budgetbeloeb.objects.filter(kilde=kilde, hours__isnull=False)
        found = list(rows.select_related("budgetpost__helhedsplan").order_by("pk"))
        if found and kilde.form != Bidragsform.TIMER:
            raise ValidationError({"form": TIMER_STAAR})
        for row in found:
            row.kilde, row.amount = kilde, kroner_for_timer(row.hours or Decimal(0), kilde.hour_rate)
        return len(change_many(found, by=by, note="Timesatsen blev ændret."))
