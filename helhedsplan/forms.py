"""What several apps' forms share: numbers as Danes type them, long text, the note about what not to write."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from helhedsplan.numbers import parse_decimal
from helhedsplan.rigtekst import ren


class DanskTalField(forms.DecimalField):
    """A number with a decimal comma: "1.040,25" is 1040.25. What can be read in two ways is refused, not guessed.

    "ca. 12", "12 personer", "1040.25" and "10.944.00" get a Danish sentence that says what to write instead.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # the stubs follow IntegerField
        if value in self.empty_values:
            return None
        if isinstance(value, Decimal):
            return value
        try:
            return parse_decimal(str(value))
        except ValueError as refused:
            raise ValidationError(str(refused), code="invalid") from refused

    def prepare_value(self, value: Any) -> Any:
        """Every decimal that is stored, with a comma; what a person typed stands as she typed it."""
        if isinstance(value, Decimal):
            return format(value.normalize(), "f").replace(".", ",")
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


SKRIV_IKKE_ID = "skriv-ikke"
"""The id of the note in components/skriv_ikke.html."""


class FritekstBoundField(forms.BoundField):
    """A field whose description is also the note about what not to write, after its help and its error."""

    @property
    def aria_describedby(self) -> str | None:
        own = super().aria_describedby
        return None if own is None else f"{own} {SKRIV_IKKE_ID}".strip()


def skriv_ikke(form: forms.BaseForm, *names: str) -> None:
    """Tie the note in components/skriv_ikke.html to the named fields, or to every long text of the form.

    Call it in the form's `__init__`; the template includes the note once, above the fields.
    """
    for name, field in form.fields.items():
        if name in names if names else isinstance(field.widget, forms.Textarea):
            field.bound_field_class = FritekstBoundField  # type: ignore[attr-defined]


FORMATERING = (
    "Tom linje giver nyt afsnit. Skriv ## foran en overskrift, - foran hvert punkt i en liste, 1. 2. 3. foran"
    " nummererede punkter og **to stjerner** om fed skrift."
)


class RigTekstWidget(forms.Textarea):
    """A text area with the readable marks; `static/js/rigtekst.js` puts an editor on top of it.

    redigering.js fetches its files when there is such a field, also in a form that comes in later as a fragment.
    """

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 8, "data-rigtekst": True, **(attrs or {})})


class RigTekstField(forms.CharField):
    """Long text with paragraphs, lists, bold and headings, kept in the form that `helhedsplan.rigtekst` stores.

    `help_text` may say what to write; how to format it is always said after it.
    """

    widget = RigTekstWidget

    def __init__(self, **kwargs: Any) -> None:
        kwargs["help_text"] = " ".join(filter(None, [str(kwargs.get("help_text") or ""), FORMATERING]))
        kwargs["strip"] = True
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        return super().to_python(None if value is None else ren(str(value)))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Text from before it was stored in this form is not changed by being read."""
        return ren(str(initial or "")) != ren(str(data or ""))


def ask_for_files_again(form: forms.BaseForm, files: Mapping[str, Any]) -> None:
    """Say at its field that a file chosen in a refused form must be chosen again: a browser does not send it twice."""
    for name, file in files.items():
        if name in form.fields and name not in form.errors:
            form.add_error(name, f"Filen «{str(file.name)[:100]}» er ikke gemt endnu. Vælg den igen, før du gemmer.")
