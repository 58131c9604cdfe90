"""Correcting a read value: the field it has elsewhere, so that what is refused there is refused here."""

import re
from datetime import date
from decimal import Decimal
from typing import Any, Final

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from helhedsplan import cpr
from helhedsplan.felter import DanskDatoField
from helhedsplan.forms import DanskTalField, skriv_ikke
from helhedsplan.numbers import tal
from helhedsplan.sortering import danish_sort_key
from indsatser.aftalelaesning.budgetcelle import efterse_aar, er_celle, felter_til, samlet
from indsatser.aftalelaesning.felter import KODER, Felt, felt_paa
from indsatser.importing.sag.tid import read_time
from indsatser.models import Laestvaerdi
from plans.models import Bevillingsrunde, Kommune
from plans.redigering.formular import danish_field

TID_HJAELP: Final = "Et år (2022), en dato (31.12.2022), et kvartal (3. kvartal 2022) eller flere år (2019-2022)."
INGEN_TID: Final = "«{}» kan ikke læses som en tid. Skriv fx 2022, 31.12.2022, 3. kvartal 2022 eller 2019-2022."
MAX_TEXT: Final = 20_000
_DATO: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_KVARTAL: Final = re.compile(r"([1-4])\.? ?kvartal,? (\d{4})", re.IGNORECASE)


class TidField(forms.CharField):
    """A time as documents state it. Kept as the reader writes it: "2022", "2022-12-31", "2022-Q3", "2019-2022"."""

    def to_python(self, value: Any) -> Any:
        typed = super().to_python(value)
        if not typed:
            return typed
        text = typed.strip().replace("–", "-")
        if found := _DATO.fullmatch(text):
            text = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
        elif found := _KVARTAL.fullmatch(text):
            text = f"{found[2]}-Q{found[1]}"
        try:
            time = read_time(text)
        except ValueError:
            time = None
        if time is None or not 1900 <= time.first.year <= time.last.year <= 2200:
            raise ValidationError(INGEN_TID.format(typed[:40]), code="invalid")
        return int(text) if text.isdecimal() else text

    def prepare_value(self, value: Any) -> Any:
        """As people write it."""
        return vist_tid(value)


def vist_tid(value: Any) -> str:
    """A time in the reader's writing as people write it; what cannot be read stands as it is."""
    try:
        time = read_time(value)
    except ValueError:
        return str(value)
    return "" if time is None else time.text


def felt_til(felt: Felt) -> forms.Field:
    """The form field by which a value is corrected."""
    if felt.koder:
        return forms.ChoiceField(choices=list(KODER[felt.koder].items()))
    if felt.art:
        return _ART[felt.art]()
    if felt.model is None or not felt.column:
        return _tekst()
    column: Any = felt.model._meta.get_field(felt.column)
    field: forms.Field = danish_field(column)
    field.required = True
    # The form alone does not ask what the column does when a row is saved: a quarter is 1 to 4.
    field.validators = [*field.validators, *column.validators]
    return field


def _tekst() -> forms.Field:
    return forms.CharField(max_length=MAX_TEXT, widget=forms.Textarea(attrs={"rows": 3}))


def _listet(names: list[str]) -> forms.Field:
    return forms.ChoiceField(choices=[(name, name) for name in sorted(names, key=danish_sort_key)])


_ART: Final = {
    "tekst": _tekst,
    "tal": lambda: DanskTalField(max_digits=16, decimal_places=4),
    "heltal": lambda: forms.IntegerField(min_value=0, max_value=32_767),
    "dato": DanskDatoField,
    "tid": lambda: TidField(max_length=40, help_text=TID_HJAELP),
    "runde": lambda: _listet(list(Bevillingsrunde.objects.values_list("name", flat=True))),
    "kommune": lambda: _listet(list(Kommune.objects.values_list("name", flat=True))),
}


class RetForm(forms.Form):
    """One read value, corrected. `seen` is the version the person saw."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)

    def __init__(self, data: Any = None, *, vaerdi: Laestvaerdi) -> None:
        super().__init__(data, initial={"seen": vaerdi.version}, auto_id=f"id_{vaerdi.nr}_%s")
        felt = felt_paa(vaerdi.path)
        field = felt_til(felt)
        field.label = felt.label[:1].upper() + felt.label[1:]
        field.initial = typet(vaerdi.gaelder, felt)
        self.fields["vaerdi"] = field
        self.vaerdi, self.er_celle = vaerdi, er_celle(vaerdi.path)
        if self.er_celle:
            field.label = "Beløb, kr."
            self.fields |= felter_til(vaerdi)
        skriv_ikke(self)

    def saw(self, current: Laestvaerdi, sentence: str) -> None:
        """A colleague has answered meanwhile. What was typed stays, and sent again it is meant for what stands now."""
        self.data = {**{name: self.data.get(name) for name in self.data}, "seen": str(current.version)}
        self.add_error(None, sentence)

    @property
    def helper(self) -> FormHelper:
        """Crispy prints the fields; the page owns the form element and the buttons."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        return helper

    def clean_vaerdi(self) -> Any:
        """The value as the reader writes values; never with a CPR number."""
        value = self.cleaned_data["vaerdi"]
        if isinstance(value, str) and (sentence := cpr.afvisning(value)):
            raise ValidationError(sentence, code="cpr")
        return som_laest(value)

    def clean_aar(self) -> Any:
        """The year of an amount."""
        return efterse_aar(self.vaerdi, self.cleaned_data["aar"])

    @property
    def rettelse(self) -> Any:
        """The correction as it is kept."""
        said = self.cleaned_data
        return samlet(self.vaerdi, said["vaerdi"], said["aar"], said["kilde"]) if self.er_celle else said["vaerdi"]


def som_laest(value: Any) -> Any:
    """A typed value as the reader writes it: numbers as numbers, days as yyyy-mm-dd."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def typet(value: Any, felt: Felt) -> Any:
    """A value of the reader's as a form field takes it."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float) and not felt.koder and felt.art != "tid":
        return Decimal(str(value))
    if isinstance(value, str) and _is_day(felt):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    return value


def vist(value: Any, felt: Felt) -> str:
    """A value of the reader's as people read it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if felt.koder:
        return KODER[felt.koder].get(str(value), str(value))
    if felt.art == "tid":
        return vist_tid(value)
    found = typet(value, felt)
    if isinstance(found, date):
        return f"{found:%d.%m.%Y}"
    if isinstance(found, Decimal):
        is_year = felt.column == "year" or felt.label.endswith("år")
        return str(found) if is_year else tal(found, max(0, -int(found.normalize().as_tuple().exponent)))
    return str(found)


def _is_day(felt: Felt) -> bool:
    if felt.art or felt.model is None or not felt.column:
        return felt.art == "dato"
    return isinstance(felt.model._meta.get_field(felt.column), models.DateField)
