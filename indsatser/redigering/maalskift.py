"""Why a target changes: the day, the reason and who decided; asked wherever a criterion's target can be changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from helhedsplan.felter import DanskDatoField
from helhedsplan.forms import skriv_ikke
from indsatser.maalaendringer import Aendring, change_target
from indsatser.models.maalaendring import MAALET
from plans.models import Beslutning
from plans.redigering.tilbage import TilbageForm

PLACES = {
    "changed_on": "maal_fra",
    "reason": "maal_hvorfor",
    "decided_by": "maal_besluttet",
    "beslutning": "maal_beslutning",
}
"""Where the form asks for what a Maalaendring keeps."""


class Maalskift(forms.Form):
    """The fields that say from when a new target is in force and why, for a form that may change one."""

    maal_fra = DanskDatoField(label="Det nye mål gælder fra", required=False)
    maal_hvorfor = forms.CharField(
        label="Hvorfor er målet ændret?", required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )
    maal_besluttet = forms.CharField(
        label="Besluttet af", required=False, max_length=200, help_text="Organ eller rolle, fx styregruppen."
    )
    maal_beslutning = forms.ModelChoiceField(
        label="Beslutning", required=False, queryset=Beslutning.objects.all(), help_text="Hvis den er skrevet ind."
    )

    def aendring(self) -> Aendring:
        """What was said of the change (valid forms only)."""
        data = self.cleaned_data
        said = data["maal_fra"], data["maal_hvorfor"].strip(), data["maal_besluttet"], data["maal_beslutning"]
        return Aendring(*said)


@contextmanager
def at_their_places() -> Iterator[None]:
    """A refusal of the kept change stands where the form asks for what was refused."""
    try:
        yield
    except ValidationError as refused:
        if hasattr(refused, "error_dict"):
            raise ValidationError({PLACES.get(n, n): each for n, each in refused.error_dict.items()}) from refused
        raise


class MaalTilbageForm(Maalskift, TilbageForm):
    """Putting a criterion's fields back from history: a target that comes back is a change of the target, too."""

    def __init__(self, data: Any = None, *, row: Any, offered: Any) -> None:
        super().__init__(data, row=row, offered=offered)
        if not (self._targets({each.name for each in self.offered}) and row.is_held()):
            for name in PLACES.values():
                del self.fields[name]
            return
        skriv_ikke(self)
        mine = Beslutning.objects.current().in_plan(row.helhedsplan)
        self.fields["maal_beslutning"].queryset = mine  # type: ignore[attr-defined]
        self.fields["maal_fra"].label = "Det gamle mål gælder igen fra"
        self.fields["maal_hvorfor"].label = "Hvorfor sættes målet tilbage?"

    def clean(self) -> dict[str, Any]:
        """The day and the reason, if a target is among what comes back."""
        data = super().clean()
        if self._is_kept and not data.get("maal_fra") and "maal_fra" not in self.errors:
            self.add_error("maal_fra", "Målet ændres. Skriv, hvilken dag det gælder fra.")
        if self._is_kept and not (data.get("maal_hvorfor") or "").strip() and "maal_hvorfor" not in self.errors:
            self.add_error("maal_hvorfor", "Målet ændres. Skriv hvorfor.")
        return data

    def write(self, row: Any, **kwargs: Any) -> Any:
        """Keep the target that was in force until now, with day and reason."""
        if not self._is_kept:
            return super().write(row, **kwargs)
        with at_their_places():
            return change_target(row, self.aendring(), **kwargs)

    def refuse(self, refusal: ValidationError) -> None:
        """What is about the kept change stands at its field; the rest on top."""
        for name, found in (refusal.error_dict if hasattr(refusal, "error_dict") else {"": refusal}).items():
            self.add_error(name if name in self.fields else None, found)

    @property
    def _is_kept(self) -> bool:
        return "maal_fra" in self.fields and self._targets(set(self.chosen))

    @staticmethod
    def _targets(names: set[str]) -> bool:
        return bool(names & MAALET)
