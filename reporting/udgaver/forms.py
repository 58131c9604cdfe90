"""The form that issues a paper: whether it corrects an edition, and why."""

from typing import Any
from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.utils import timezone

from helhedsplan.datoer import dato
from reporting.udgaver.models import Udgave


class UdstedForm(forms.Form):
    """`noegle` makes one edition of it, however often it is sent. `erstatter` is empty for one that corrects none.

    `ens` is the edition that says the same already, if any.
    """

    erstatter = forms.ModelChoiceField(
        label="Retter den en tidligere udgave?",
        queryset=Udgave.objects.none(),
        required=False,
        empty_label="Nej, det er en ny udgave",
        help_text="En rettelse erstatter den udgave, den retter. Den gamle bliver liggende, og det står på den.",
        error_messages={"invalid_choice": "Udgaven kan ikke rettes herfra. Den er måske allerede rettet."},
    )
    reason = forms.CharField(
        label="Hvad er rettet, og hvorfor?",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Kun når den retter en tidligere.",
    )
    alligevel = forms.BooleanField(label="Udsted det samme papir igen", required=False)
    noegle = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, udgaver: Any, ens: Udgave | None = None, **kwargs: Any) -> None:
        self.ens = ens
        kwargs.setdefault("initial", {"noegle": uuid4()})
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(Field("erstatter"), Field("reason"), Field("alligevel"), Field("noegle"))
        if ens is None:
            del self.fields["alligevel"]
            self.helper.layout = Layout(Field("erstatter"), Field("reason"), Field("noegle"))
        choice: Any = self.fields["erstatter"]
        # A second click names the one the first has corrected; what may not be corrected, `udsted` refuses with why.
        choice.queryset = udgaver if self.is_bound else udgaver.filter(erstattet_af=None)
        choice.label_from_instance = _label
        if not udgaver:
            del self.fields["erstatter"], self.fields["reason"]
            self.helper.layout = Layout(Field("noegle"))

    def clean(self) -> dict[str, Any]:
        """The same paper is not issued once more unless somebody says so. Corrections are refused in `udsted`."""
        data = super().clean() or self.cleaned_data
        if self.ens is not None and not data.get("erstatter") and not data.get("alligevel"):
            said = f"Papiret siger det samme som udgave nr. {self.ens.nummer}. Brug den, eller sæt kryds her."
            self.add_error("alligevel", said)
        return data


def _label(row: Udgave) -> str:
    return f"Ja, udgave nr. {row.nummer} fra {dato(timezone.localdate(row.issued_at))}"
