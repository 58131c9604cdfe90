"""Forms of entering area figures."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from indsatser.models import Indikator
from plans.forms import AddressForm

YEARS_SHOWN = 6
FIRST_YEAR, LAST_YEAR = 1990, 2100


class SkemaFilter(AddressForm):
    """Which years, and one indicator more than those that are there."""

    til = forms.IntegerField(
        label="Sidste år", required=False, min_value=FIRST_YEAR + YEARS_SHOWN, max_value=LAST_YEAR
    )
    indikator = forms.ModelChoiceField(
        label="Tilføj en række",
        required=False,
        queryset=Indikator.objects.exclude(code__startswith="liste-").order_by("name"),
        empty_label="Ingen",
    )

    def __init__(self, data: Any, *, last: int) -> None:
        super().__init__(data)
        self.default = last
        self.initial = {"til": last}

    @property
    def years(self) -> list[int]:
        """The columns, oldest first."""
        last = self.wanted.get("til") or self.default
        return list(range(last - YEARS_SHOWN + 1, last + 1))

    @property
    def query(self) -> str:
        """What was asked for, as an address that means the same next year."""
        extra = self.wanted.get("indikator")
        return f"til={self.years[-1]}" + (f"&indikator={extra.pk}" if extra else "")


class KildeForm(forms.Form):
    """Where the figures that are saved come from."""

    kilde = forms.CharField(
        label="Hvor er tallene fra?",
        required=False,
        max_length=300,
        help_text="Fx »Ministeriets liste pr. 1. december 2024«. Står ved de tal, du retter nu.",
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.helper = FormHelper()
        self.helper.form_tag = False
