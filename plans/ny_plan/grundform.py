"""What every form that begins a plan asks: name, round, period. Copying a plan asks it too."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone

from plans.models import Bevillingsrunde

YEARS_OF_A_PLAN = 4
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)
IN_RANGE = [
    MinValueValidator(EARLIEST, "Året er før 1990."),
    MaxValueValidator(LATEST, "Året er efter 2100."),
]
OTHER_ROUND = "Du har valgt en anden bevillingsrunde. Her er det, den spørger om; vælg igen nedenfor."


class DatoField(forms.DateField):
    """A day, read and shown as Danes write it: 01.08.2027."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"autocomplete": "off", "inputmode": "numeric"}))
        kwargs.setdefault("validators", IN_RANGE)
        kwargs.setdefault("error_messages", {"invalid": "Skriv datoen som dag.måned.år, fx 01.08.2027."})
        super().__init__(**kwargs)
        self.widget.format = "%d.%m.%Y"


class RundeField(forms.ModelChoiceField):
    """The rounds with their years."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.start_year}-{obj.end_year})"


class NyPeriodeForm(forms.Form):
    """Name, round and period of a plan that is to begin. `raw` is what was typed, shown again without being judged."""

    key = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    vist_runde = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    name = forms.CharField(label="Planens navn", max_length=200, help_text="Som det skal stå på aftalen.")
    short_name = forms.CharField(
        label="Kort navn", max_length=80, help_text="Det, I selv kalder planen. Står i menuer og lister."
    )
    runde = RundeField(label="Bevillingsrunde", queryset=Bevillingsrunde.objects.none(), widget=forms.RadioSelect)
    start_date = DatoField(label="Gælder fra", help_text="Fx 01.08.2027.")
    end_date = DatoField(label="Gælder til", required=False, help_text="Tom: fire år efter starten.")
    journalnummer = forms.CharField(
        label="Landsbyggefondens journalnummer",
        required=False,
        max_length=40,
        help_text="Kan skrives senere.",
    )

    def __init__(
        self, data: Mapping | None = None, *, raw: Mapping | None = None, initial: dict | None = None
    ) -> None:
        super().__init__(data, initial={**(initial or {}), **self._typed(raw)})
        if data is None and not self.initial.get("key"):
            self.initial["key"] = str(uuid4())
        runder = Bevillingsrunde.objects.all()
        self.fields["runde"].queryset = runder  # type: ignore[attr-defined]
        self.runder = list(runder)
        self.valgt_runde = self._chosen_runde(data)
        self.initial.setdefault("runde", self.valgt_runde.pk if self.valgt_runde else None)

    @staticmethod
    def _typed(raw: Mapping | None) -> dict[str, Any]:
        """What was typed, as it was; an end is proposed when a start was written and no end."""
        if raw is None:
            return {}
        typed = dict(raw.items())
        start = _read_day(typed.get("start_date", ""))
        if start and not typed.get("end_date"):
            typed["end_date"] = proposed_end(start)
        return typed

    def _chosen_runde(self, data: Mapping | None) -> Bevillingsrunde | None:
        """The round that is chosen, else the one whose years it is now, else the last."""
        wanted = str((data if data is not None else self.initial).get("runde") or "")
        this_year = timezone.localdate().year
        by_pk = {str(runde.pk): runde for runde in self.runder}
        now = [runde for runde in self.runder if runde.start_year <= this_year <= runde.end_year]
        return by_pk.get(wanted) or next(iter(reversed(now or self.runder)), None)

    @property
    def valgt_runde_pk(self) -> str:
        """The chosen round as the form sends it back, so that it shows which round's fields were seen."""
        return str(self.valgt_runde.pk) if self.valgt_runde else ""

    def clean_key(self) -> UUID:
        """The plan's uuid to be. Without a good one there is a new one: nobody typed it."""
        try:
            return UUID(self.cleaned_data["key"])
        except ValueError:
            return uuid4()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end, runde = cleaned.get("start_date"), cleaned.get("end_date"), cleaned.get("runde")
        if start and "end_date" in cleaned:
            cleaned["end_date"] = end = end or proposed_end(start)
            if end <= start:
                self.add_error("end_date", "Planen slutter, før den begynder.")
        if runde and cleaned.get("vist_runde") != str(runde.pk):
            self.add_error("runde", OTHER_ROUND)
        return cleaned

    def refuse(self, refused: ValidationError) -> None:
        """Put a service's refusal at the fields it concerns."""
        put_refusal(self, refused)


def put_refusal(form: forms.Form, refused: ValidationError) -> None:
    """Put a service's refusal at the fields it concerns; what concerns no field of the form stands on top."""
    if not hasattr(refused, "error_dict"):
        form.add_error(None, refused)
        return
    for name, errors in refused.error_dict.items():
        if name == "uuid":
            form.add_error(None, "Formularen kan ikke bruges mere. Åbn siden igen, og skriv det ind på ny.")
        else:
            form.add_error(name if name in form.fields else None, errors)


def proposed_end(start: date) -> date:
    """The last day of the four years that a plan usually runs: 01.08.2027 gives 31.07.2031."""
    year = start.year + YEARS_OF_A_PLAN
    try:
        anniversary = start.replace(year=year)
    except ValueError:  # the 29th of February
        anniversary = date(year, 3, 1)
    return anniversary - timedelta(days=1)


def _read_day(text: Any) -> date | None:
    try:
        return DatoField(required=False).clean(text)
    except ValidationError:
        return None
