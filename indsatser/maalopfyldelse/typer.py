"""What målopfyldelse is computed from, and what comes out. Values only: no database, no rounding, no HTML."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from indsatser.choices import Kriterieform, Maalingsart, Operator, Retning, Sammenlaegning, Skoen, Tilstand


@dataclass(frozen=True, slots=True)
class Punkt:
    """One measurement. Either `value`, or `numerator` over `denominator`, or a judgement in words.

    `value` is in the criterion's own unit (per cent as 21.3, not 0.213; yes/no as 1/0).
    `data_from`/`data_to` is the period the data are about; `reported_on` the day somebody wrote it down.
    `weight` is how many events, weeks or persons an average averages over (None counts as 1).
    `art` is why it was made: a START measurement is a starting point, never a result.
    """

    data_from: date
    data_to: date
    reported_on: date
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    weight: Decimal | None = None
    skoen: Skoen | None = None
    is_eksempel: bool = False
    art: Maalingsart | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A figure printed beside the target and never scored (form F16): the city's average, a vision."""

    label: str
    value: Decimal
    unit: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Kriterium:
    """The structured fields of a succeskriterium.

    `baseline` is the starting value; `baseline_on` the last day of its data period (31 December for a year),
    `baseline_text` how people say that ("2016", "snit af de sidste fem møder").
    `target` is the stated target in the unit. `change_pct` is a relative target: +25 or -50 (a fall).
    `target_to` closes a range (operator MELLEM).
    `deadline` is the day the target is due. `window_from`..`window_to` is where counts are added up.
    `follow_up_months` is form F11: how long after the cohort's start the share is measured.
    `parts` are the sub-targets of a compound criterion, each with its own measurements; all must be met.
    """

    form: Kriterieform
    unit: str = ""
    retning: Retning = Retning.NAA
    operator: Operator = Operator.MINDST
    sammenlaegning: Sammenlaegning = Sammenlaegning.SENESTE
    baseline: Decimal | None = None
    baseline_on: date | None = None
    baseline_text: str = ""
    target: Decimal | None = None
    target_to: Decimal | None = None
    change_pct: Decimal | None = None
    deadline: date | None = None
    window_from: date | None = None
    window_to: date | None = None
    follow_up_months: int | None = None
    plan_from: date | None = None
    plan_to: date | None = None
    retired_on: date | None = None
    retired_reason: str = ""
    references: tuple[Reference, ...] = ()
    parts: tuple["Del", ...] = ()


@dataclass(frozen=True, slots=True)
class Del:
    """A part of a compound criterion: its name, its rule and its measurements."""

    label: str
    kriterium: Kriterium
    punkter: tuple[Punkt, ...] = ()


@dataclass(frozen=True, slots=True)
class Prognose:
    """Where the criterion is heading. `value` is None when no forecast is made; `text` always says why or how sure."""

    text: str
    value: Decimal | None = None
    pace_per_year: Decimal | None = None
    will_be_met: bool | None = None
    certainty: str = ""  # "" | "usikker" | "rimelig"


@dataclass(frozen=True, slots=True)
class Maalopfyldelse:
    """What can be said of a criterion on a given day.

    `value` is the exact value that was judged, `data_from`/`data_to` what it is about.
    `target`/`target_text` the target in the unit's own terms ("højst 15 %").
    `pct` is the exact share of the road gone, in per cent; None wherever a percentage has no meaning.
    `expected` is what an even development gives today. `age_days` is the age of the data.
    `explanation` is one Danish sentence that a board member understands.
    `reason` says why nothing can be stated (tilstand KAN_IKKE_OPGOERES), otherwise "".
    `baseline_on` is the day the baseline holds for, `expected_on` the day `expected` holds for (late data are held
    against the line at their own date), `deadline` the day the target is due, wherever that was found.
    `is_scored` is False for a vision, which `taeller` leaves out.
    """

    tilstand: Tilstand
    as_of: date
    explanation: str
    value: Decimal | None = None
    data_from: date | None = None
    data_to: date | None = None
    baseline: Decimal | None = None
    target: Decimal | None = None
    target_text: str = ""
    pct: Decimal | None = None
    expected: Decimal | None = None
    age_days: int | None = None
    reason: str = ""
    uses_eksempeltal: bool = False
    prognose: Prognose = field(default_factory=lambda: Prognose(text=""))
    parts: tuple["Maalopfyldelse", ...] = ()
    part_labels: tuple[str, ...] = ()
    baseline_on: date | None = None
    expected_on: date | None = None
    deadline: date | None = None
    is_scored: bool = True
