"""The form that a new plan begins with."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices

from helhedsplan import cpr
from helhedsplan.sortering import danish_sort_key
from plans.forms import folded
from plans.models import Boligorganisation, Helhedsplan, Indsatsomraade, Kommune, User
from plans.ny_plan.grundform import NyPeriodeForm
from plans.permissions import faellessekretariater_of
from plans.services.ny_plan import NyPlan

KOMMUNE_UNKNOWN = "«{}» er ikke en dansk kommune. Vælg den på listen, fx «Aarhus Kommune»."
UNKNOWN = "«{}» står ikke på listen. Vælg en, der gør, eller sæt kryds ved, at den er ny."


@dataclass(frozen=True, slots=True)
class Omraadefelt:
    """A field of work of the round with its two fields: chosen or not, and why not."""

    name: str
    valgt: forms.BoundField
    grund: forms.BoundField


class Liste(TextChoices):
    """The lists that a text field offers while one types."""

    KOMMUNER = "kommuner", "Kommuner"
    ORGANISATIONER = "organisationer", "Boligorganisationer"


def _with_list(liste: Liste) -> forms.TextInput:
    return forms.TextInput(attrs={"list": liste.value, "autocomplete": "off"})


class NyPlanForm(NyPeriodeForm):
    """A new plan. The fields of work are those of the chosen round; `raw` shows what was typed without judging it."""

    kommune = forms.CharField(
        label="Kommune",
        max_length=80,
        widget=_with_list(Liste.KOMMUNER),
        help_text="Skriv de første bogstaver, og vælg på listen.",
    )
    administrator = forms.CharField(
        label="Administrerende boligorganisation",
        required=False,
        max_length=170,
        widget=_with_list(Liste.ORGANISATIONER),
        help_text="Skriv navn eller nummer, og vælg på listen. Kan skrives senere.",
    )
    administrator_is_new = forms.BooleanField(
        label="Den står ikke på listen: opret den",
        required=False,
        help_text="Navnet skrives, som organisationen selv gør.",
    )
    administrator_number = forms.CharField(
        label="Organisationsnummer", required=False, max_length=4, help_text="Fire cifre, fx 0350. Kan skrives senere."
    )
    parent = forms.ModelChoiceField(
        label="Hører under",
        queryset=Helhedsplan.objects.none(),
        required=False,
        empty_label="Intet fællessekretariat",
        help_text="Fællessekretariatets medlemmer kan læse planen.",
    )

    def __init__(self, data: Any = None, *, user: User, raw: Any = None) -> None:
        super().__init__(data, raw=raw)
        self.fields["parent"].queryset = above = faellessekretariater_of(user)  # type: ignore[attr-defined]
        if not above.exists():
            del self.fields["parent"]
        self.kommuner = sorted(Kommune.objects.all(), key=lambda row: danish_sort_key(row.name))
        self.organisationer = sorted(Boligorganisation.objects.all(), key=lambda row: danish_sort_key(row.name))
        self.omraader: list[Indsatsomraade] = list(self.valgt_runde.indsatsomraader.all()) if self.valgt_runde else []
        for area in self.omraader:
            self.fields[f"omraade_{area.pk}"] = forms.BooleanField(label=area.name, required=False)
            self.fields[f"grund_{area.pk}"] = forms.CharField(
                label=f"Hvorfor ikke {area.name}?", required=False, max_length=5000
            )

    @property
    def omraadefelter(self) -> Iterator[Omraadefelt]:
        """The round's fields of work in its order."""
        for area in self.omraader:
            yield Omraadefelt(area.name, self[f"omraade_{area.pk}"], self[f"grund_{area.pk}"])

    def clean_kommune(self) -> Kommune:
        """The municipality by its name, with or without the word Kommune, capitals or not."""
        typed = self.cleaned_data["kommune"]
        names = {folded(kommune.name): kommune for kommune in self.kommuner}
        found = names.get(folded(typed)) or names.get(folded(f"{typed} Kommune"))
        if found is None:
            raise ValidationError(KOMMUNE_UNKNOWN.format(typed))
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned["administrator"] = self._administrator(cleaned)
        for area in self.omraader:
            name = f"grund_{area.pk}"
            sentence = cpr.afvisning(cleaned.get(name, ""))
            if sentence:
                self.add_error(name, sentence)
        return cleaned

    def _administrator(self, cleaned: dict[str, Any]) -> Boligorganisation | None:
        typed = cleaned.get("administrator", "")
        if not typed:
            return None
        for row in self.organisationer:
            if folded(typed) in (folded(row.name), folded(str(row)), row.number):
                return row
        if not cleaned.get("administrator_is_new"):
            self.add_error("administrator", UNKNOWN.format(typed))
            return None
        return self._new_administrator(typed, cleaned.get("administrator_number", ""))

    def _new_administrator(self, name: str, number: str) -> Boligorganisation | None:
        row = Boligorganisation(name=name, number=number)
        try:
            row.full_clean()
        except ValidationError as refused:
            at = {"number": "administrator_number"}
            for field, errors in refused.error_dict.items():
                self.add_error(at.get(field, "administrator"), errors)
            return None
        return row

    def ny_plan(self) -> NyPlan:
        """What the valid form says."""
        said = self.cleaned_data
        return NyPlan(
            key=said["key"],
            name=said["name"],
            short_name=said["short_name"],
            runde=said["runde"],
            start_date=said["start_date"],
            end_date=said["end_date"],
            kommune=said["kommune"],
            administrator=said["administrator"],
            parent=said.get("parent"),
            journalnummer=said["journalnummer"],
            omraader=tuple(area for area in self.omraader if said[f"omraade_{area.pk}"]),
            begrundelser={area.pk: said[f"grund_{area.pk}"] for area in self.omraader},
        )
