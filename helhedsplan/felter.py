"""Form fields for what Danes type: dates, amounts, and a choice from a list too long to scroll."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from helhedsplan.forms import DanskTalField
from helhedsplan.numbers import parse_amount, tal
from helhedsplan.sortering import danish_sort_key

MANY = 500
"""How many rows a list offers at once; beyond that the browser asks for those that match what is typed."""


def folded(text: str) -> str:
    """A text as it is compared: capitals do not matter, nor whether å is written aa, nor spare spaces."""
    return " ".join(text.casefold().replace("aa", "å").split())


class DanskDatoField(forms.DateField):
    """A date, shown and typed as dd.mm.åååå. Other usual ways of writing one are read too."""

    widget = forms.DateInput(
        format="%d.%m.%Y",
        attrs={"autocomplete": "off", "placeholder": "dd.mm.åååå", "inputmode": "numeric", "class": "felt-dato"},
    )

    def to_python(self, value: Any) -> date | None:
        """The date; refused with a sentence that repeats what was typed and says how to write it."""
        try:
            day = super().to_python(value.strip() if isinstance(value, str) else value)
        except ValidationError as refused:
            shown = str(value).strip()[:40]
            raise ValidationError(
                f"«{shown}» er ikke en dato. Skriv den som dag.måned.år, fx 31.12.2026.", code="invalid"
            ) from refused
        if day is not None and not 1900 <= day.year <= 2200:
            raise ValidationError(f"Årstallet {day.year} kan ikke passe. Skriv året med fire cifre.", code="year")
        return day.date() if isinstance(day, datetime) else day


class BeloebField(DanskTalField):
    """Kroner: "42.128.000", "8.000,50", "kr. 8.000". "10.944.00" and "4,9 mio." get a sentence instead of a guess."""

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if value in self.empty_values:
            return None
        if isinstance(value, Decimal):
            return value
        try:
            return parse_amount(str(value))
        except ValueError as refused:
            raise ValidationError(str(refused), code="invalid") from refused

    def prepare_value(self, value: Any) -> Any:
        """What is stored, with dots between thousands; what a person typed stands as she typed it."""
        if isinstance(value, Decimal):
            return tal(value, 0 if value == value.to_integral_value() else 2).replace("\u2212", "-")
        return value


class SoegelisteWidget(forms.TextInput):
    """A text field with a list of suggestions, which the browser filters while one types. Works without JavaScript."""

    template_name = "components/soegeliste.html"
    offered: Callable[[], list[str]]
    search_url = ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        list_id = f"{context['widget']['attrs'].get('id', name)}-liste"
        context["widget"]["attrs"] |= {"list": list_id, "autocomplete": "off"}
        context |= {"list_id": list_id, "offered": self.offered(), "search_url": self.search_url}
        return context


class SoegevalgField(forms.CharField):
    """One row of a long list, chosen by typing its name or number. Cleans to the row, or None where none is asked for.

    What fits several rows or none is refused with the names that come close, and stands as it was typed.
    """

    def __init__(self, *, queryset: models.QuerySet, search_url: str = "", **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 250)
        super().__init__(widget=SoegelisteWidget(), **kwargs)
        self.queryset = queryset
        self.widget.offered = self._offered
        self.widget.search_url = search_url

    def _rows(self) -> list[models.Model]:
        return sorted(self.queryset, key=lambda row: danish_sort_key(str(row)))

    def _offered(self) -> list[str]:
        return [str(row) for row in self._rows()[:MANY]]

    def matching(self, typed: str) -> list[models.Model]:
        """The rows whose name holds every word of what was typed; those that are named exactly so come alone."""
        rows, wanted = self._rows(), folded(typed)
        exact = [row for row in rows if folded(str(row)) == wanted]
        return exact or [row for row in rows if all(word in folded(str(row)) for word in wanted.split())]

    def prepare_value(self, value: Any) -> Any:
        """A stored key as the row's name; what a person typed stands as she typed it."""
        if isinstance(value, models.Model):
            return str(value)
        if isinstance(value, int):
            row = self.queryset.filter(pk=value).first()
            return str(row) if row else ""
        return value

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return None
        found = self.matching(typed)
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValidationError(f"«{typed}» står ikke på listen. Vælg en af dem, den foreslår.", code="invalid")
        names = ", ".join(f"«{row}»" for row in found[:4])
        more = " og flere" if len(found) > 4 else ""
        raise ValidationError(f"«{typed}» passer på {names}{more}. Skriv lidt mere.", code="ambiguous")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return folded(str(self.prepare_value(initial) or "")) != folded(str(data or ""))
