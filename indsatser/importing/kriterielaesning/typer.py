"""What a reading consists of. Field names follow `indsatser.models.Succeskriterium`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from indsatser.choices import Kriterieform, Operator, Retning, Sammenlaegning


class Tillid(StrEnum):
    """How sure the reader is of one field."""

    SIKKER = "sikker"
    SANDSYNLIG = "sandsynlig"
    GAET = "gæt"


@dataclass(frozen=True, slots=True)
class Fund:
    """Where in the sentence a field was found: `sentence[start:end] == text`."""

    start: int
    end: int
    text: str
    tillid: Tillid = Tillid.SIKKER


@dataclass(frozen=True, slots=True)
class Reference:
    """A figure beside the target, never the target: the city's average, what the vision is."""

    label: str
    value: Decimal
    unit: str = ""
    year: int | None = None
    time_text: str = ""


@dataclass(frozen=True, slots=True)
class Laest:
    """One criterion sentence, read.

    `fund` holds, per field name, the passage and how sure the reading is. `mangler` is Danish advice for the writer.
    `tilbage` is the read-back. `parts` are whole readings of their own and never have parts.
    """

    statement: str
    form: Kriterieform = Kriterieform.KVALITATIV
    unit: str = ""
    retning: Retning = Retning.NAA
    operator: Operator = Operator.MINDST
    operator_stated: bool = False
    sammenlaegning: Sammenlaegning = Sammenlaegning.SENESTE
    baseline_value: Decimal | None = None
    baseline_of: Decimal | None = None
    baseline_of_unit: str = ""
    baseline_on: date | None = None
    baseline_text: str = ""
    target_value: Decimal | None = None
    target_to: Decimal | None = None
    change_pct: Decimal | None = None
    deadline: date | None = None
    deadline_text: str = ""
    window_from: date | None = None
    window_to: date | None = None
    window_months: int | None = None
    window_derived: bool = False
    follow_up_months: int | None = None
    parts: tuple["Laest", ...] = ()
    references: tuple[Reference, ...] = ()
    fund: Mapping[str, Fund] = field(default_factory=dict)
    mangler: tuple[str, ...] = ()
    tilbage: str = ""

    @property
    def has_target(self) -> bool:
        """Whether there is a number to reach, here or in every part."""
        if self.parts:
            return all(part.has_target for part in self.parts)
        return self.target_value is not None or self.change_pct is not None


@dataclass(frozen=True, slots=True)
class Rammer:
    """What the surroundings say: the plan's period and the year of the heading above the criteria."""

    plan_from: date | None = None
    plan_to: date | None = None
    aar: int | None = None
