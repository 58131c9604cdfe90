"""Filters of the pages that show how plans are doing; they live in the address."""

from uuid import UUID

from django import forms

from plans.forms import AddressForm, folded
from reporting.facts.mit_overblik import SLAGS, Hast

FEW_ENOUGH_FOR_A_LIST = 30


class OverblikFilter(AddressForm):
    """Which plan, and what: a list of plans while it can be looked through, otherwise a search by name."""

    q = forms.CharField(label="Søg efter plan", required=False, max_length=100)
    plan = forms.ChoiceField(label="Plan", required=False)
    hvad = forms.ChoiceField(label="Hvad", required=False)
    alle = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, data, *, plans: list[tuple[int, UUID, str]], has_tasks: bool = True) -> None:
        super().__init__(data)
        self.plans = plans
        self.offer("hvad", [_choices(hast) for hast in Hast], "Alt")
        if len(plans) > FEW_ENOUGH_FOR_A_LIST:
            self.fields["plan"] = forms.UUIDField(required=False, widget=forms.HiddenInput)
        else:
            self.offer("plan", [(str(uuid), name) for _, uuid, name in plans], "Alle planer")
            del self.fields["q"]
        if len(plans) == 1:
            del self.fields["plan"]
        if not has_tasks:
            del self.fields["hvad"]

    def pks(self) -> list[int]:
        """The plans that match, in their order."""
        words = folded(self.wanted.get("q", "")).split()
        chosen = str(self.wanted.get("plan", ""))
        found = [row for row in self.plans if not chosen or str(row[1]) == chosen]
        return [pk for pk, _, name in found if not words or all(word in folded(name) for word in words)]

    @property
    def chosen_kind(self) -> str:
        """The kind of line or the heading that is asked for, or ""."""
        return str(self.wanted.get("hvad", ""))

    @property
    def shows_all(self) -> bool:
        """Whether every line is asked for, however many they are."""
        return bool(self.wanted.get("alle"))


def _choices(hast: Hast) -> tuple[str, list[tuple[str, str]]]:
    """A heading's own group in the list: all of it, then its kinds."""
    kinds = [(slags, label) for slags, (where, label) in SLAGS.items() if where == hast]
    return str(hast.label), [(hast.value, f"{hast.label}: alt"), *kinds]
