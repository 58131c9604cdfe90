"""Forms of the budget's rows: who pays, and what for."""

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError

from plans.budget import kroner_for_timer
from plans.models import Budgetbeloeb, Budgetpost, Finansieringskilde
from plans.redigering.beloeb import budgettet, rammen, stemmer_med
from plans.redigering.formular import Gruppe, RowForm
from plans.services.laas import again_if_crossed, hold_budget
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "amount" in self.fields:
            known = (partial(budgettet, self.instance), partial(rammen, self.plan, self.instance))
            self.fields["amount"].stemmer = stemmer_med(*known)  # type: ignore[attr-defined]

    def clean_form(self) -> str:
        """A source whose hours stand in the budget goes on giving hours."""
        chosen: str = self.cleaned_data["form"]
        changed = self.instance.pk and chosen != self.initial.get("form")
        if changed and self.instance.beloeb.filter(hours__isnull=False).exists():
            raise ValidationError(TIMER_STAAR)
        return chosen

    def write(self, *, by: Any, expected_version: int | None = None) -> Any:
        """A new rate also puts a new price on the hours that stand in the budget, at once or not at all."""
        save = super().write

        def write() -> Any:
            hold_budget(self.plan)
            row = save(by=by, expected_version=expected_version)
            price_hours(row, by=by)
            return row

        return again_if_crossed(write)


class BudgetpostForm(RowForm):
    """A row of the budget."""

    hjaelp = {"udgiftsart": "Kun når budgettet er delt på udgiftsarter. En delaftale kan have flere poster."}

    class Meta(RowForm.Meta):
        model = Budgetpost
        fields = ["kind", "delaftale", "title", "udgiftsart", "note"]


class BudgetbeloebForm(RowForm):
    """One cell of the budget: what a post gets from a source in a year. Many at once are typed in the grid."""

    hjaelp = {"hours": "Kun for arbejdstid. Beløbet er timerne gange kildens timesats og regnes ud."}

    class Meta(RowForm.Meta):
        model = Budgetbeloeb
        fields = ["amount", "hours"]

    def clean(self) -> dict[str, Any] | None:
        """Hours have one price."""
        cleaned = super().clean()
        hours = self.cleaned_data.get("hours")
        if hours is not None and hours >= 0:
            self.cleaned_data["amount"] = kroner_for_timer(hours, self.instance.kilde.hour_rate)
        return cleaned

    def write(self, *, by: Any, expected_version: int | None = None) -> Any:
        """Takes turns with the grid."""
        save = super().write

        def write() -> Any:
            hold_budget(self.plan)
            return save(by=by, expected_version=expected_version)

        return again_if_crossed(write)
