"""The forms every import has: the file, and why it is undone."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

MAX_PASTED = 200_000


def bare_helper() -> FormHelper:
    """Fields only: the template owns the form and its buttons."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    return helper


def kolonnevalg(headings: Iterable[str]) -> list[tuple[str, str]]:
    """The headings as a column is chosen among them, or none."""
    return [("", "Ikke i filen"), *((name, name) for name in headings)]


class FilForm(forms.Form):
    """The export: a file, or rows copied from a spreadsheet. A kind says in its own words what it is."""

    fil = forms.FileField(
        label="Fil",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"empty": "Filen er tom.", "invalid": "Filen kom ikke med. Vælg den igen."},
        help_text="Excel (.xlsx) eller CSV. Filen gemmes ikke, kun det, du siger ja til.",
    )
    indsat = forms.CharField(
        label="Eller sæt rækker ind her",
        required=False,
        max_length=MAX_PASTED,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Kopiér fra Excel med overskrifterne øverst.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()

    def clean(self) -> dict[str, Any]:
        """One of the two, not both."""
        data = super().clean() or self.cleaned_data
        file, pasted = data.get("fil"), (data.get("indsat") or "").strip("\n\r ")
        if not self.errors and bool(file) == bool(pasted):
            both = "Vælg enten en fil eller sæt linjer ind, ikke begge dele."
            self.add_error("fil", both if file else "Vælg en fil, eller sæt linjer ind nedenfor.")
        return data

    @property
    def file(self) -> Any:
        """What is to be read: the file, or what was pasted as one."""
        pasted = self.cleaned_data["indsat"].strip("\n\r")
        if self.cleaned_data["fil"]:
            return self.cleaned_data["fil"]
        return ContentFile(pasted.encode("utf-8"), name="Indsatte linjer.csv")

    def refuse(self, refused: Exception) -> None:
        """Put what was wrong with the file at the field it came from."""
        self.add_error("fil" if self.cleaned_data["fil"] else "indsat", str(refused))


class FortrydForm(forms.Form):
    """Why an import is undone."""

    begrundelse = forms.CharField(label="Hvorfor?", max_length=250)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()

    def refuse(self, refused: ValidationError) -> None:
        """Put what a rule says on top."""
        self.add_error(None, " ".join(refused.messages))
