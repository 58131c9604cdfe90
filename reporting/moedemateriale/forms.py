"""The form that makes the material for a meeting: which parts, and of which day the figures are."""

from typing import Any
from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from helhedsplan.datoer import dato
from helhedsplan.felter import DanskDatoField
from reporting.moedemateriale.dele import DELE


class MaterialeForm(forms.Form):
    """`noegle` makes one material of it, however often it is sent."""

    dele = forms.MultipleChoiceField(
        label="Dele",
        choices=[(del_.navn, f"{del_.titel}: {del_.hvad}") for del_ in DELE],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Vælg mindst én del.", "invalid_choice": "Delen findes ikke."},
    )
    as_of = DanskDatoField(label="Tal opgjort pr.", help_text="Den dag, tallene i materialet er fra.")
    noegle = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(Field("dele"), Field("as_of", css_class="felt-dato"), Field("noegle"))

    @staticmethod
    def udgangspunkt(as_of: Any) -> dict[str, Any]:
        """What the form says before anybody has chosen."""
        return {"dele": [del_.navn for del_ in DELE if del_.forvalgt], "as_of": as_of, "noegle": uuid4()}

    def clean_as_of(self) -> Any:
        """A day to come is refused: nothing is known of it."""
        day, today = self.cleaned_data["as_of"], timezone.localdate()
        if day > today:
            raise ValidationError(f"Dagen er ikke kommet endnu. Vælg {dato(today)} eller før.")
        return day
