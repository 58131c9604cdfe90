"""A number typed into a form: read as Danes write it, and shown the same way."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from helhedsplan.numbers import parse_decimal


class Talfelt(forms.DecimalField):
    """1.392 is a thousand and more, 12,5 is twelve and a half; what can be read in two ways is refused in Danish.

    Django's own field would read "712.000" as 712.
    """

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if value in self.empty_values:
            return None
        if isinstance(value, Decimal):
            return value
        try:
            return parse_decimal(str(value))
        except ValueError as refused:
            raise ValidationError(str(refused), code="invalid") from refused

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize():f}".replace(".", ",") if isinstance(value, Decimal) else value
