"""Forms of the budget's rows: who pays, and what for."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from plans.models import Budgetpost, Finansieringskilde
from plans.redigering.formular import Gruppe, RowForm
from plans.services.laas import hold_budget
from plans.services.timer import TIMER_STAAR, price_hours


class FinansieringskildeForm(RowForm):
    """Where money or working time comes from."""

    grupper = (
        Gruppe("Hvem", ("kind", "name", "owner", "form", "hour_rate")),
        Gruppe("Tilsagn", ("state", "state_note", "amount", "confirmed", "paid", "aarsvaerk", "years_text")),
        Gruppe("", ("note",)),
    )
    hjaelp = {
        "hour_rate": "Kun for arbejdstid. Uden en sats er timerne timer og bliver ikke til kroner.",
        "amount": "Alt, hvad kilden giver efter aftalen.",
        "confirmed": "Tom, når det ikke er oplyst.",
        "paid": "Tom, når det ikke er oplyst.",
    }

    class Meta(RowForm.Meta):
        model = Finansieringskilde
        fields = [
            "kind",
            "name",
            "owner",
            "form",
            "hour_rate",
            "state",
            "state_note",
            "amount",
            "confirmed",
            "paid",
            "aarsvaerk",
            "years_text",
            "note",
        ]

    def clean_form(self) -> str:
        """A source whose hours stand in the budget goes on giving hours."""
        chosen: str = self.cleaned_data["form"]
        changed = self.instance.pk and chosen != self.initial.get("form")
        if changed and self.instance.beloeb.filter(hours__isnull=False).exists():
            raise ValidationError(TIMER_STAAR)
        return chosen

    def write(self, *, by: Any, expected_version: int | None = None) -> Any:
        """A new rate also puts a new price on the hours that stand in the budget, at once or not at all."""
        with transaction.atomic():
            hold_budget(self.instance.helhedsplan)
            row = super().write(by=by, expected_version=expected_version)
            price_hours(row, by=by)
        return row


class BudgetpostForm(RowForm):
    """A row of the budget."""

    hjaelp = {"udgiftsart": "Kun når budgettet er delt på udgiftsarter. En delaftale kan have flere poster."}

    class Meta(RowForm.Meta):
        model = Budgetpost
        fields = ["kind", "delaftale", "title", "udgiftsart", "note"]
