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
    """`noegle` makes one edition of it, however often it is sent. `erstatter` is empty for one that corrects none."""

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
    noegle = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, udgaver: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"noegle": uuid4()})
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(Field("erstatter"), Field("reason"), Field("noegle"))
        choice: Any = self.fields["erstatter"]
        # A second click names the one the first has corrected; what may not be corrected, `udsted` refuses with why.
        choice.queryset = udgaver if self.is_bound else udgaver.filter(erstattet_af=None)
        choice.label_from_instance = _label
        if not udgaver:
            del self.fields["erstatter"], self.fields["reason"]
            self.helper.layout = Layout(Field("noegle"))


def _label(row: Udgave) -> str:
    return f"Ja, udgave nr. {row.nummer} fra {dato(timezone.localdate(row.issued_at))}"
