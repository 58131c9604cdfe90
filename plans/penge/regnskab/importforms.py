"""Forms of reading an export in: the file, its columns, and what its values stand for."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from crispy_forms.layout import Field, Fieldset, Layout
from django import forms

from helhedsplan.felter import DanskDatoField
from plans.indlaesning import forms as indlaesning
from plans.indlaesning.forms import bare_helper, kolonnevalg
from plans.penge.regnskab.sammenhold import SPRING_OVER
from plans.penge.regnskab.udlaesning import FELTER, UDGIFT_NEGATIV, UDGIFT_POSITIV


class FilForm(indlaesning.FilForm):
    """The export: a file, or rows copied from a spreadsheet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fil"].label = "Fil fra regnskabet"
        self.fields["fil"].help_text = "Excel (.xlsx) eller CSV. Filen gemmes ikke, kun de linjer, du siger ja til."
        self.fields["indsat"].label = "Eller sæt linjer ind her"
        self.fields[
            "indsat"
        ].help_text = "Kopiér fra Excel med overskrifterne øverst, fx: Post, Kilde, År, Beløb, Tekst, Dato."


class KolonneForm(forms.Form):
    """Which column each of our fields is read from."""

    ark = forms.ChoiceField(label="Ark", required=False)
    header_row = forms.IntegerField(label="Overskrifterne står i række", min_value=1, max_value=10_000)
    fortegn = forms.ChoiceField(
        label="Udgifter står",
        choices=[
            (UDGIFT_POSITIV, "Uden fortegn, eller i debet"),
            (UDGIFT_NEGATIV, "Med minus, eller i kredit"),
        ],
    )
    post_fast = forms.ChoiceField(label="Alle linjer hører til posten", required=False)
    kilde_fast = forms.ChoiceField(label="Alle linjer er betalt af", required=False)
    runs_to = DanskDatoField(
        label="Regnskabet går til og med",
        required=False,
        help_text="Den dag, udtrækket er taget til. Prognosen for årets slutning regnes fra den.",
    )

    def __init__(
        self,
        data: Any = None,
        *,
        sheets: Sequence[str],
        headings: Sequence[str],
        rows: Mapping[str, Mapping[str, Any]],
        initial: Mapping[str, Any],
    ) -> None:
        super().__init__(data, initial=dict(initial))
        choices = kolonnevalg(headings)
        for felt, (label, _) in FELTER.items():
            self.fields[felt] = forms.ChoiceField(label=label, required=False, choices=choices)
        self.fields["tekst"].help_text = "Vælg den ikke, hvis der står personers navne i den."
        self.fields["post_2"].help_text = "Kun når to kolonner tilsammen siger posten, fx konto og aktivitet."
        self._choose("ark", [(name, name or "Filen") for name in sheets])
        for felt in ("post", "kilde"):
            named = [(key, str(row)) for key, row in rows[felt].items()]
            self._choose(f"{felt}_fast", [("", "Står i en kolonne"), *named])
        if len(sheets) < 2:
            self.fields["ark"].widget = forms.HiddenInput()
        self.helper = bare_helper()
        self.helper.layout = Layout(
            Fieldset("Filen", "ark", "header_row", "runs_to", css_class="formgruppe"),
            Fieldset("Hvornår og hvilket bilag", "dato", "aar", "bilag", "tekst", css_class="formgruppe"),
            Fieldset("Beløbet", "beloeb", "debet", "kredit", Field("fortegn"), css_class="formgruppe"),
            Fieldset("Hvilken post", "post", "post_2", "post_fast", css_class="formgruppe"),
            Fieldset("Hvis penge", "kilde", "kilde_fast", css_class="formgruppe"),
        )

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What is needed to read a row must be somewhere."""
        data = super().clean() or self.cleaned_data
        if not data.get("dato") and not data.get("aar"):
            self.add_error("dato", "Vælg en kolonne med dato, eller en med år.")
        sides = data.get("debet") or data.get("kredit")
        if bool(data.get("beloeb")) == bool(sides):
            both = "Vælg enten én kolonne med beløb eller debet og kredit, ikke begge dele."
            self.add_error("beloeb", both if sides else "Vælg kolonnen med beløb, eller dem med debet og kredit.")
        for felt, what in (("post", "posten"), ("kilde", "kilden")):
            if not data.get(felt) and not data.get(f"{felt}_fast"):
                self.add_error(felt, f"Vælg kolonnen med {what}, eller at alle linjer har den samme.")
        used = [data[felt] for felt in FELTER if data.get(felt)]
        for felt in FELTER:
            if data.get(felt) and used.count(data[felt]) > 1 and felt not in ("post_2", "kilde"):
                self.add_error(felt, f"Kolonnen «{data[felt]}» er valgt to gange.")
        return data

    @property
    def columns(self) -> dict[str, str]:
        """Field → heading."""
        return {felt: self.cleaned_data[felt] for felt in FELTER if self.cleaned_data.get(felt)}


def value_name(felt: str, value: str) -> str:
    """The name a value goes by in the form."""
    return f"{felt}-{sha256(value.encode()).hexdigest()[:12]}"


class VaerdiForm(forms.Form):
    """What each of the export's values stands for: one of our rows, or nothing of the plan's."""

    def __init__(
        self,
        data: Any = None,
        *,
        felter: Mapping[str, Sequence[str]],
        rows: Mapping[str, Mapping[str, Any]],
        initial: Mapping[str, str],
    ) -> None:
        super().__init__(data, initial=dict(initial))
        self.values_of = {value_name(felt, value): (felt, value) for felt, found in felter.items() for value in found}
        for name, (felt, value) in self.values_of.items():
            named = [(key, str(row)) for key, row in rows[felt].items()]
            self.fields[name] = forms.ChoiceField(
                label=f"«{value}»",
                required=True,
                choices=[("", "Vælg"), *named, (SPRING_OVER, "Hører ikke til planen: spring over")],
                error_messages={"required": "Vælg, hvad den står for, eller spring den over."},
            )
        self.helper = bare_helper()
        groups = [
            Fieldset(title, *names, css_class="formgruppe")
            for felt, title in (("post", "Posterne"), ("kilde", "Kilderne"))
            if (names := [name for name, (of, _) in self.values_of.items() if of == felt])
        ]
        self.helper.layout = Layout(*groups)

    @property
    def values(self) -> dict[str, dict[str, str]]:
        """Field → value → what it stands for."""
        found: dict[str, dict[str, str]] = {"post": {}, "kilde": {}}
        for name, (felt, value) in self.values_of.items():
            found[felt][value] = self.cleaned_data[name]
        return found
