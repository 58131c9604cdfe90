"""Which year's papers."""

from typing import Any
from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.utils import timezone

from reporting.papirer.periode import FIRST_YEAR


class AarForm(forms.Form):
    """`noegle` makes one ZIP of it, however often it is sent."""

    aar = forms.IntegerField(label="År", min_value=FIRST_YEAR)
    noegle = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        today = timezone.localdate()
        kwargs.setdefault("initial", {"aar": today.year - 1, "noegle": uuid4()})
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(Field("aar", css_class="felt-tal"), Field("noegle"))

    def clean_aar(self) -> int:
        """A year that has begun."""
        year: int = self.cleaned_data["aar"]
        if year > timezone.localdate().year:
            raise forms.ValidationError("Året er ikke begyndt endnu.")
        return year
