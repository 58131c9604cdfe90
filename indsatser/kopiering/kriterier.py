"""Copying criteria: the sentence and the rule, never a result."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from indsatser.choices import Operator
from indsatser.kopiering.raekker import Flytning, Skriver, kopi_af
from indsatser.models import Maal, Succeskriterium
from plans.models import Helhedsplan

RULE = (
    "form", "unit", "retning", "operator", "operator_stated", "sammenlaegning", "baseline_value", "baseline_of",
    "baseline_of_unit", "baseline_on", "baseline_text", "baseline_note", "target_value", "target_to", "change_pct",
    "deadline", "deadline_text", "window_from", "window_to", "window_months", "window_derived", "follow_up_months",
)  # fmt: skip
"""What says how a criterion is measured; a criterion that repeats another has it from there."""

NO_BASELINE: dict[str, Any] = {
    "baseline_value": None,
    "baseline_of": None,
    "baseline_of_unit": "",
    "baseline_on": None,
    "baseline_text": "",
    "baseline_note": "",
}
NO_TARGET: dict[str, Any] = {"target_value": None, "target_to": None, "change_pct": None}


@dataclass(frozen=True, slots=True)
class Udgangspunkt:
    """A last result that becomes the next baseline."""

    value: Decimal
    on: date
    text: str
    note: str

    def felter(self) -> dict[str, Any]:
        """The criterion's fields that say it."""
        return NO_BASELINE | {
            "baseline_value": self.value,
            "baseline_on": self.on,
            "baseline_text": self.text,
            "baseline_note": self.note,
        }


@dataclass(frozen=True, slots=True)
class Kriterieafskrift:
    """How a plan's criteria are carried over.

    `ejer` gives a criterion's owner in the new place; `maal` the goals there by the old ones' pk. Baselines stay only
    where the figures are about the same place (`keeps_baseline`). `is_same_plan`: a repeated criterion still is.
    """

    plan: Helhedsplan
    ejer: Callable[[Succeskriterium], dict[str, Any]]
    flytning: Flytning
    maal: Mapping[int, Maal] = field(default_factory=dict)
    is_same_plan: bool = False
    keeps_baseline: bool = True
    keeps_target: bool = True
    keeps_code: bool = False
    udgangspunkter: Mapping[int, Udgangspunkt] = field(default_factory=dict)

    def gem(self, rows: Iterable[Succeskriterium], skriver: Skriver) -> dict[int, Succeskriterium]:
        """Copy the criteria with their parts and reference values (read with `samme_som` and `referencevaerdier`)."""
        originals = list(rows)
        done = skriver.gem_i_lag(originals, lambda row: (row.parent_id, row.samme_som_id), self._copy)
        if self.keeps_baseline:
            today = timezone.localdate()
            values = [(value, done[row.pk]) for row in originals for value in row.references_on(today)]
            skriver.gem((value, kopi_af(value, kriterium=new)) for value, new in values)
        return done

    def _copy(self, row: Succeskriterium, done: Mapping[int, Succeskriterium]) -> Succeskriterium:
        repeats = done.get(row.samme_som_id) if row.samme_som_id else None
        if repeats is None and self.is_same_plan:
            repeats = row.samme_som
        source = row.samme_som if row.samme_som and repeats is None else row
        changes = {name: getattr(source, name) for name in RULE} | {
            "helhedsplan": self.plan,
            "parent": done.get(row.parent_id) if row.parent_id else None,
            "samme_som": repeats,
            "maal": self.maal.get(row.maal_id) if row.maal_id else None,
            **self.ejer(row),
        }
        if not self.keeps_code:
            changes["code"] = ""
        changes |= self._days(source) | self._figures(row, source)
        return kopi_af(row, **_consistent(changes))

    def _days(self, source: Succeskriterium) -> dict[str, Any]:
        """The days where they come to stand. What was printed about them says the old ones: it goes."""
        if self.flytning.is_still:
            return {}
        moved = self.flytning.dag
        return {
            "window_from": moved(source.window_from),
            "window_to": moved(source.window_to),
            "window_derived": moved(source.window_to) is not None,
            "deadline": moved(source.deadline),
            "deadline_text": "",
        }

    def _figures(self, row: Succeskriterium, source: Succeskriterium) -> dict[str, Any]:
        changes: dict[str, Any] = {} if self.keeps_baseline else dict(NO_BASELINE)
        if row.pk in self.udgangspunkter:
            changes |= self.udgangspunkter[row.pk].felter()
        if not self.keeps_target:
            changes |= NO_TARGET
            if source.operator == Operator.MELLEM:  # a range must have both its ends
                changes |= {"operator": Operator.MINDST, "operator_stated": False}
        return changes


def _consistent(changes: dict[str, Any]) -> dict[str, Any]:
    """A deadline that the new baseline has overtaken is no deadline."""
    on, deadline = changes["baseline_on"], changes["deadline"]
    if on and deadline and deadline < on:
        changes |= {"deadline": None, "deadline_text": ""}
    return changes


def copyable(rows: Iterable[Succeskriterium]) -> list[Succeskriterium]:
    """Of criteria in use, those whose whole is in use too."""
    found = list(rows)
    there = {row.pk for row in found}
    return [row for row in found if row.parent_id is None or row.parent_id in there]
