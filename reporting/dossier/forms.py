"""The form that makes a dossier: until which day, and which parts."""

from typing import Any
from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from helhedsplan.datoer import dato
from helhedsplan.felter import DanskDatoField
from reporting.dossier.dele import DELE

HELE, TIL_DAG = "hele", "til"


class DossierForm(forms.Form):
    """`noegle` makes one dossier of it, however often it is sent."""

    omfang = forms.ChoiceField(
        label="Hvor meget",
        choices=[(HELE, "Hele planen til og med i dag"), (TIL_DAG, "Planen til og med en bestemt dag")],
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, hvor meget der skal med.", "invalid_choice": "Vælg et af de to."},
    )
    til = DanskDatoField(
        label="Til og med",
        required=False,
        help_text="Kun når det er en bestemt dag. Det, der er udstedt, indberettet, besluttet og rettet efter dagen, "
        "er ikke med.",
    )
    dele = forms.MultipleChoiceField(
        label="Dele",
        choices=[(part.slug, f"{part.titel}: {part.om}") for part in DELE.values()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Vælg mindst én del.", "invalid_choice": "Delen findes ikke."},
    )
    noegle = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"omfang": HELE, "dele": list(DELE), "noegle": uuid4()})
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            Field("omfang"), Field("til", css_class="felt-dato"), Field("dele"), Field("noegle")
        )

    def clean(self) -> dict[str, Any]:
        """The last day that counts: today, or the one that is chosen, which has come."""
        data: dict[str, Any] = super().clean() or {}
        today = timezone.localdate()
        if data.get("omfang") == HELE:
            data["til"] = today
        elif "til" in data and data["til"] is None:
            self.add_error("til", "Skriv, hvilken dag det er.")
        elif data.get("til") and data["til"] > today:
            self.add_error("til", ValidationError(f"Dagen er ikke kommet endnu. Vælg {dato(today)} eller før."))
        return data
