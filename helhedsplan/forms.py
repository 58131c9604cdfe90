"""Form fields that several apps share: numbers as Danes type them."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from helhedsplan.numbers import parse_decimal


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
