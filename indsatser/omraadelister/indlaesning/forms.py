"""Forms of reading a table in: the file, its columns, and what our places and indicators are called in it."""

from collections.abc import Mapping, Sequence
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError

from helhedsplan import cpr
from indsatser.models import Indikator
from indsatser.omraadelister.indlaesning.tabel import BRED, BROEK, FELTER, LANG, PROCENT
from plans.indlaesning import forms as indlaesning
from plans.indlaesning.forms import bare_helper, kolonnevalg
from plans.models import Boligomraade, Kommune


class FilForm(indlaesning.FilForm):
    """The table: a file, or rows copied from a spreadsheet; and where its figures come from."""

    kilde = forms.CharField(
        label="Hvor er tallene fra?",
        required=False,
        max_length=300,
        help_text="Fx »Danmarks Statistik, boligområder 2024«. Står ved hvert tal. Tom: filens navn.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fil"].label = "Fil med områdetal"
        self.fields["fil"].help_text = "Excel (.xlsx) eller CSV. Filen gemmes ikke, kun de tal, du siger ja til."

    def clean_kilde(self) -> str:
        """No CPR number in what is printed beside every figure."""
        text: str = self.cleaned_data["kilde"]
        if refusal := cpr.afvisning(text):
            raise ValidationError(refusal, code="cpr")
        return text


class KolonneForm(forms.Form):
    """How the table is laid out, and which column is which."""

    ark = forms.ChoiceField(label="Ark", required=False)
    header_row = forms.IntegerField(label="Overskrifterne står i række", min_value=1, max_value=10_000)
    form = forms.ChoiceField(
        label="Tabellen har",
        choices=[(BRED, "En række pr. område og en kolonne pr. tal"), (LANG, "En række pr. tal")],
    )
    andele = forms.ChoiceField(
        label="Andele står",
        choices=[(PROCENT, "I procent: 42,2"), (BROEK, "Som brøk: 0,422 (Excel viser 42,2 %)")],
    )
    aar_fast = forms.IntegerField(
        label="Alle tal er for året",
        required=False,
        min_value=1990,
        max_value=2100,
        help_text="Kun når året ikke står i en kolonne. For listernes tal: listens år.",
    )

    def __init__(
        self,
        data: Any = None,
        *,
        sheets: Sequence[str],
        headings: Sequence[str],
        indikatorer: Mapping[str, Indikator],
        initial: Mapping[str, Any],
    ) -> None:
        super().__init__(data, initial=dict(initial))
        self.indikatorer = indikatorer
        choices = kolonnevalg(headings)
        for felt, (label, _) in FELTER.items():
            self.fields[felt] = forms.ChoiceField(label=label, required=False, choices=choices)
        for kode, each in indikatorer.items():
            self.fields[f"ind-{kode}"] = forms.ChoiceField(label=each.name, required=False, choices=choices)
        self.fields["ark"].choices = [(name, name or "Filen") for name in sheets]  # type: ignore[attr-defined]
        if len(sheets) < 2:
            self.fields["ark"].widget = forms.HiddenInput()
        self.helper = bare_helper()
        self.helper.layout = Layout(
            Fieldset("Tabellen", "ark", "header_row", "form", "andele", css_class="formgruppe"),
            Fieldset("Hvor og hvornår", "sted", "aar", "aar_fast", css_class="formgruppe"),
            Fieldset(
                "En kolonne pr. tal: hvilken kolonne er hvilket tal?",
                *(f"ind-{kode}" for kode in indikatorer),
                css_class="formgruppe",
            ),
            Fieldset("En række pr. tal", "indikator", "vaerdi", css_class="formgruppe"),
        )

    def clean(self) -> dict[str, Any]:
        """What is needed to read a row must be somewhere."""
        data = super().clean() or self.cleaned_data
        if not data.get("sted"):
            self.add_error("sted", "Vælg kolonnen med områdets navn eller nummer.")
        if bool(data.get("aar")) == bool(data.get("aar_fast")) and "aar_fast" not in self.errors:
            both = "Vælg enten en kolonne med år eller ét år for alle tal, ikke begge dele."
            self.add_error("aar", both if data.get("aar") else "Vælg kolonnen med år, eller skriv året nedenfor.")
        if data.get("form") == LANG:
            for felt, what in (("indikator", "hvad tallet handler om"), ("vaerdi", "tallet")):
                if not data.get(felt):
                    self.add_error(felt, f"Vælg kolonnen med {what}.")
        elif not self.chosen(data):
            self.add_error("form", "Vælg mindst én kolonne med tal, eller at der er en række pr. tal.")
        else:
            self._twice(data)
        return data

    def _twice(self, data: Mapping[str, Any]) -> None:
        used = [data[felt] for felt in ("sted", "aar") if data.get(felt)] + list(self.chosen(data).values())
        for kode, heading in self.chosen(data).items():
            if used.count(heading) > 1:
                self.add_error(f"ind-{kode}", f"Kolonnen «{heading}» er valgt to gange.")

    def chosen(self, data: Mapping[str, Any]) -> dict[str, str]:
        """Our code → heading, of a wide table."""
        return {kode: data[f"ind-{kode}"] for kode in self.indikatorer if data.get(f"ind-{kode}")}

    @property
    def columns(self) -> dict[str, str]:
        """Field → heading."""
        return {felt: self.cleaned_data[felt] for felt in FELTER if self.cleaned_data.get(felt)}


class NavneForm(forms.Form):
    """What each of our places, and in a long table each indicator, is called in the table."""

    def __init__(
        self,
        data: Any = None,
        *,
        places: Mapping[str, Boligomraade | Kommune],
        names: Sequence[str],
        indikatorer: Mapping[str, Indikator],
        themes: Sequence[str],
        initial: Mapping[str, str],
    ) -> None:
        super().__init__(data, initial=dict(initial))
        self.places, self.indikatorer = places, indikatorer if themes else {}
        for key, place in places.items():
            label = f"{place} (kommunen)" if isinstance(place, Kommune) else str(place)
            self._add(f"sted-{key}", label, names)
        for kode, each in self.indikatorer.items():
            self._add(f"emne-{kode}", each.name, themes)
        self.helper = bare_helper()
        groups = [Fieldset("Stederne", *(f"sted-{key}" for key in places), css_class="formgruppe")]
        if self.indikatorer:
            koder = [f"emne-{kode}" for kode in self.indikatorer]
            groups.append(Fieldset("Hvad tallene handler om", *koder, css_class="formgruppe"))
        self.helper.layout = Layout(*groups)

    def _add(self, name: str, label: str, values: Sequence[str]) -> None:
        choices = [("", "Står ikke i filen"), *((value, value) for value in values)]
        self.fields[name] = forms.ChoiceField(label=label, required=False, choices=choices)

    def clean(self) -> dict[str, Any]:
        """At least one place, and none of the table's names for two of ours."""
        data = super().clean() or self.cleaned_data
        for start, keys in (("sted", self.places), ("emne", self.indikatorer)):
            chosen = [data[f"{start}-{key}"] for key in keys if data.get(f"{start}-{key}")]
            if keys and not chosen:
                self.add_error(f"{start}-{next(iter(keys))}", "Vælg mindst ét.")
            for key in keys:
                value = data.get(f"{start}-{key}")
                if value and chosen.count(value) > 1:
                    self.add_error(f"{start}-{key}", f"«{value}» er valgt to gange.")
        return data

    def found(self, start: str) -> dict[str, str]:
        """Our key → the table's name, "" where it was chosen that it is not there."""
        keys = self.places if start == "sted" else self.indikatorer
        return {key: self.cleaned_data[f"{start}-{key}"] for key in keys}
