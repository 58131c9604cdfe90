"""What every rule stands on: the measurements known on the day, the baseline, the deadline and the result."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from indsatser.choices import Kriterieform, Maalingsart, Sammenlaegning, Tilstand
from indsatser.maalopfyldelse.tid import laeg_maaneder_til
from indsatser.maalopfyldelse.typer import Kriterium, Maalopfyldelse, Prognose, Punkt

ANDELE = frozenset(
    {
        Kriterieform.ANDEL,
        Kriterieform.ANDEL_MINDST,
        Kriterieform.FASTHOLDELSE,
        Kriterieform.SPOERGESKEMA,
    }
)


class Uopgoerlig(Exception):
    """The criterion as it is written cannot be computed; the message is the Danish reason."""


@dataclass(frozen=True, slots=True)
class Maalt:
    """A known value: one measurement, or several made into one.

    `on_from`..`on` is the period it speaks for: that of the data, moved on by the follow-up for a retention share.
    """

    value: Fraction
    data_from: date
    data_to: date
    on_from: date
    on: date
    weight: Fraction = Fraction(1)
    antal: int = 1
    is_start: bool = False
    is_eksempel: bool = False
    svar: tuple[Decimal, Decimal] | None = None


@dataclass(frozen=True, slots=True)
class Udgangspunkt:
    """The starting value. `text` is how people say when it was; `is_maalt` that it is one of the measurements."""

    value: Fraction
    on: date | None = None
    text: str = ""
    is_eksempel: bool = False
    is_maalt: bool = False


@dataclass(frozen=True)
class Sag:
    """One criterion on one day, with the measurements that were known then, oldest first."""

    k: Kriterium
    punkter: tuple[Punkt, ...]
    maalte: tuple[Maalt, ...]
    as_of: date

    @cached_property
    def frist(self) -> date | None:
        """The day the target is due: its own deadline, else the end of its window, else the end of the plan."""
        return self.k.deadline or self.k.window_to or self.k.plan_to

    @property
    def is_passeret(self) -> bool:
        return self.frist is not None and self.as_of >= self.frist

    @cached_property
    def resultater(self) -> tuple[Maalt, ...]:
        """The measurements that can be results: start measurements are not."""
        return tuple(maalt for maalt in self.maalte if not maalt.is_start)


def ny_sag(k: Kriterium, punkter: Sequence[Punkt], as_of: date) -> Sag:
    """Only data about periods that are over on the day are known then, however late they were written down."""
    kendte = sorted((p for p in punkter if p.data_to <= as_of), key=lambda p: (p.data_to, p.reported_on, p.data_from))
    maalte = [maalt for p in kendte if (maalt := _maalt(k, p)) is not None and maalt.on <= as_of]
    return Sag(k=k, punkter=tuple(kendte), maalte=tuple(maalte), as_of=as_of)


def _maalt(k: Kriterium, p: Punkt) -> Maalt | None:
    value = _vaerdi(k, p)
    if value is None:
        return None
    is_start = p.art == Maalingsart.START
    delay = k.follow_up_months or 0 if k.form == Kriterieform.FASTHOLDELSE and not is_start else 0
    svar = (p.numerator, p.denominator) if p.numerator is not None and p.denominator is not None else None
    weight = p.weight if p.weight is not None else (p.denominator if p.value is None else None)
    return Maalt(
        value=value,
        data_from=p.data_from,
        data_to=p.data_to,
        on_from=laeg_maaneder_til(p.data_from, delay),
        on=laeg_maaneder_til(p.data_to, delay),
        weight=Fraction(1) if weight is None else Fraction(weight),
        is_start=is_start,
        is_eksempel=p.is_eksempel,
        svar=svar,
    )


def _vaerdi(k: Kriterium, p: Punkt) -> Fraction | None:
    """The value in the criterion's own unit; None when nothing was measured (also a share of nobody)."""
    if p.value is not None:
        return Fraction(p.value) if p.value.is_finite() else None
    if p.numerator is None:
        return None
    if k.unit == "%" or k.form in ANDELE:
        return Fraction(p.numerator) * 100 / Fraction(p.denominator) if p.denominator else None
    if k.form == Kriterieform.GENNEMSNIT or k.sammenlaegning == Sammenlaegning.MIDDEL:
        return Fraction(p.numerator) / Fraction(p.denominator) if p.denominator else None
    return Fraction(p.numerator)


def som_decimal(value: Fraction) -> Decimal:
    """Exact when the number has an end, otherwise to 28 digits."""
    return Decimal(value.numerator) / Decimal(value.denominator)


def middel(maalte: Sequence[Maalt]) -> Maalt | None:
    """The mean, weighted by how much each measurement averages over; None when nothing weighs anything."""
    weight = sum((m.weight for m in maalte), Fraction(0))
    if not weight:
        return None
    return _samlet(maalte, sum((m.value * m.weight for m in maalte), Fraction(0)) / weight)


def summen(maalte: Sequence[Maalt]) -> Maalt | None:
    """All the values added up; None when there are none (nothing measured is not zero)."""
    return _samlet(maalte, sum((m.value for m in maalte), Fraction(0))) if maalte else None


def _samlet(maalte: Sequence[Maalt], value: Fraction) -> Maalt:
    return Maalt(
        value=value,
        data_from=min(m.data_from for m in maalte),
        data_to=max(m.data_to for m in maalte),
        on_from=min(m.on_from for m in maalte),
        on=max(m.on for m in maalte),
        antal=len(maalte),
        is_eksempel=any(m.is_eksempel for m in maalte),
    )


def saetning(text: str) -> str:
    """A capital first and one full stop last, also after "kr."."""
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


@dataclass(frozen=True, slots=True)
class Maalets:
    """What the result says of the target, found once and carried along."""

    target: Fraction | None = None
    text: str = ""


def resultat(
    sag: Sag,
    tilstand: Tilstand,
    explanation: str,
    *,
    maalt: Maalt | None = None,
    maalets: Maalets | None = None,
    udgangspunkt: Udgangspunkt | None = None,
    pct: Fraction | None = None,
    expected: Fraction | None = None,
    expected_on: date | None = None,
    prognose: Prognose | None = None,
    reason: str = "",
) -> Maalopfyldelse:
    """The answer, with exact fractions turned into decimals here and nowhere else."""
    target = maalets.target if maalets else None
    return Maalopfyldelse(
        tilstand=tilstand,
        as_of=sag.as_of,
        explanation=saetning(explanation),
        value=som_decimal(maalt.value) if maalt else None,
        data_from=maalt.data_from if maalt else None,
        data_to=maalt.data_to if maalt else None,
        age_days=(sag.as_of - maalt.data_to).days if maalt else None,
        baseline=som_decimal(udgangspunkt.value) if udgangspunkt else None,
        baseline_on=udgangspunkt.on if udgangspunkt else None,
        target=som_decimal(target) if target is not None else None,
        target_text=maalets.text if maalets else "",
        pct=som_decimal(pct) if pct is not None else None,
        expected=som_decimal(expected) if expected is not None else None,
        expected_on=expected_on if expected is not None else None,
        deadline=sag.frist,
        reason=reason,
        uses_eksempeltal=bool((maalt and maalt.is_eksempel) or (udgangspunkt and udgangspunkt.is_eksempel)),
        prognose=prognose or Prognose(text=""),
    )
