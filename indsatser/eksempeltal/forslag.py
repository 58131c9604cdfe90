"""Plausible measurements of a criterion. Pure: the same seed gives the same figures, and nothing is read or saved."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from indsatser.choices import Kriterieform, Maalingsart, Operator, Retning, Sammenlaegning, Skoen

REGISTERS = ("Landsbyggefondens boligsociale data", "BoSocData")
"""Register data come about half a year after the year they are about; the plan's own counts within weeks."""

SALT = "forloeb51"
"""Chosen so that the demo shows every course: early, on the way, behind, the wrong way and never measured."""


class Forloeb(StrEnum):
    """How an example goes."""

    NAAET_TIDLIGT = "naaet_tidligt"
    PAA_VEJ = "paa_vej"
    BAGUD = "bagud"
    FORKERT_VEJ = "forkert_vej"
    IKKE_MAALT = "ikke_maalt"


class HasFields(Protocol):
    """The fields of a criterion that examples are made from."""

    uuid: UUID
    form: str
    retning: str
    operator: str
    sammenlaegning: str
    baseline_value: Decimal | None
    baseline_on: date | None
    target_value: Decimal | None
    target_to: Decimal | None
    change_pct: Decimal | None
    deadline: date | None
    window_from: date | None
    window_to: date | None
    window_months: int | None
    unit: str
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Forslag:
    """One measurement to be."""

    data_from: date
    data_to: date
    reported_on: date
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    weight: Decimal | None = None
    skoen: str = ""
    kind: str = Maalingsart.LOEBENDE
    note: str = ""


@dataclass(frozen=True, slots=True)
class Opgave:
    """A criterion, its seeded chance, how it goes and the plan's period."""

    kriterium: HasFields
    rng: random.Random
    forloeb: Forloeb
    start: date
    end: date

    @property
    def factor(self) -> float:
        """How far it gets: 1 is the target."""
        low, high = {
            Forloeb.NAAET_TIDLIGT: (1.05, 1.30),
            Forloeb.PAA_VEJ: (0.92, 1.04),
            Forloeb.BAGUD: (0.35, 0.75),
            Forloeb.FORKERT_VEJ: (-0.45, -0.15),
            Forloeb.IKKE_MAALT: (0, 0),
        }[self.forloeb]
        return self.rng.uniform(low, high)

    @property
    def lag(self) -> int:
        """Days from the end of the data to the day they are reported."""
        return self.rng.randint(160, 200) if self.kriterium.source.startswith(REGISTERS) else self.rng.randint(6, 25)


def suggest(kriterium: HasFields, *, start: date | None, end: date | None) -> list[Forslag]:
    """The measurements of one criterion over the plan's period; none when it cannot be measured, or never was."""
    rule = RULES.get(Kriterieform(kriterium.form))
    first, last = _period(kriterium, start, end)
    if rule is None or first is None or last is None:
        return []
    rng = random.Random(str(kriterium.uuid))
    opgave = Opgave(kriterium, rng, forloeb_of(kriterium), first, last)
    return [] if opgave.forloeb == Forloeb.IKKE_MAALT else list(rule(opgave))


def forloeb_of(kriterium: HasFields) -> Forloeb:
    """How the criterion's example goes, drawn from its own identity."""
    rng = random.Random(f"{SALT}/{kriterium.uuid}")
    can_fall_back = kriterium.baseline_value is not None
    return rng.choices(list(Forloeb), weights=[24, 36, 20, 14 if can_fall_back else 0, 8])[0]


def _period(kriterium: HasFields, start: date | None, end: date | None) -> tuple[date | None, date | None]:
    """Where the criterion is measured: its window, the plan's period, or the month of its deadline."""
    if kriterium.window_from and kriterium.window_to:
        return kriterium.window_from, kriterium.window_to
    if start and kriterium.window_months:
        return start, min(end or date.max, start + timedelta(days=round(30.44 * kriterium.window_months)))
    if start is None and kriterium.deadline:
        return kriterium.deadline.replace(day=1), kriterium.deadline
    return start or end, end


def _decimal(value: float, places: int) -> Decimal:
    return Decimal(f"{value:.{places}f}")


def _places(opgave: Opgave) -> int:
    """As many decimals as the criterion's own figures have; a share at least one."""
    figures = [opgave.kriterium.baseline_value, opgave.kriterium.target_value]
    stated = max((-Decimal(f).normalize().as_tuple().exponent for f in figures if f is not None), default=0)  # type: ignore[operator]
    return max(min(stated, 2), 1 if opgave.kriterium.unit in ("%", "karakter") else 0)


def _years(opgave: Opgave, step: int = 1) -> list[int]:
    return list(range(opgave.start.year, opgave.end.year + 1, step))


def _quarters(opgave: Opgave) -> list[tuple[date, date]]:
    """The quarters of the period, cut to it."""
    found = []
    for year in _years(opgave):
        for quarter in range(4):
            first = date(year, 3 * quarter + 1, 1)
            last = (date(year, 3 * quarter + 4, 1) if quarter < 3 else date(year + 1, 1, 1)) - timedelta(days=1)
            if last >= opgave.start and first <= opgave.end:
                found.append((max(first, opgave.start), min(last, opgave.end)))
    return found


def _at(opgave: Opgave, first: date, last: date, **fields) -> Forslag:
    return Forslag(first, last, last + timedelta(days=opgave.lag), **fields)


def _year(opgave: Opgave, year: int, **fields) -> Forslag:
    return _at(opgave, date(year, 1, 1), date(year, 12, 31), **fields)


def _kind(index: int, count: int) -> str:
    """The last of several is the final measurement, the middle one the mid-term."""
    if count > 1 and index == count - 1:
        return Maalingsart.SLUT
    return Maalingsart.MIDTVEJS if count > 3 and index == count // 2 else Maalingsart.LOEBENDE


def _even(count: int) -> list[float]:
    """`count` even steps to the goal."""
    return [(i + 1) / count for i in range(count)]


def _steps_to_deadline(opgave: Opgave, years: list[int]) -> list[float]:
    """How much of the road an even development has gone by each year: all of it in the deadline's year."""
    kriterium = opgave.kriterium
    begun = kriterium.baseline_on.year if kriterium.baseline_on else opgave.start.year - 1
    due = kriterium.deadline.year if kriterium.deadline else opgave.end.year
    return [min(1.0, (year - begun) / max(1, due - begun)) for year in years]


def _path(opgave: Opgave, base: float, goal: float, steps: list[float]) -> list[float]:
    """A value for each step on the way from base to what this example reaches, never quite on the line."""
    reach, spread = opgave.factor, abs(goal - base) * 0.06
    if opgave.forloeb == Forloeb.NAAET_TIDLIGT:
        steps = [min(1.0, step * 1.6) for step in steps]
    return [base + (goal - base) * reach * step + opgave.rng.uniform(-spread, spread) for step in steps]


def _target(opgave: Opgave) -> float | None:
    kriterium = opgave.kriterium
    if kriterium.change_pct is not None and kriterium.baseline_value is not None:
        return float(kriterium.baseline_value * (1 + kriterium.change_pct / 100))
    return None if kriterium.target_value is None else float(kriterium.target_value)


def level_by_year(opgave: Opgave) -> Iterator[Forslag]:
    """A level from register or survey: one value a year, or as often as its source appears."""
    kriterium = opgave.kriterium
    if kriterium.baseline_value is None:
        return
    base = float(kriterium.baseline_value)
    goal = _target(opgave)
    if goal is None:  # only a direction is stated
        drift = {Retning.FALDE: 0.75, Retning.FASTHOLDE: 0.97}.get(Retning(kriterium.retning), 1.3)
        goal = base * drift or 8.0
    if "Valgdeltagelse" in kriterium.source and kriterium.deadline:
        years = [kriterium.deadline.year]
    else:
        years = _years(opgave, 2 if "hvert andet år" in kriterium.note else 1)
    places = _places(opgave)
    for index, (year, value) in enumerate(
        zip(years, _path(opgave, base, goal, _steps_to_deadline(opgave, years)), strict=True)
    ):
        value = max(0.0, min(value, 100.0) if kriterium.unit == "%" else value)
        value = round(value, -3) if base >= 10_000 else value
        yield _year(opgave, year, value=_decimal(value, places), kind=_kind(index, len(years)))


def from_first_measurement(opgave: Opgave) -> Iterator[Forslag]:
    """A change counted from the first measurement: start, mid-term and end."""
    base = opgave.rng.randint(34, 58)
    change = float(opgave.kriterium.change_pct or 0) / 100
    first = opgave.kriterium.baseline_on or opgave.start
    begun = date(first.year, first.month - (first.month - 1) % 3, 1)
    yield _at(opgave, begun, first, value=Decimal(base), kind=Maalingsart.START)
    years = [year for year in _years(opgave) if year > first.year]
    values = _path(opgave, base, base * (1 + change), _even(len(years))) if years else []
    for index, (year, value) in enumerate(zip(years, values, strict=True)):
        yield _year(opgave, year, value=_decimal(max(0, value), 0), kind=_kind(index, len(years)))


def counts(opgave: Opgave) -> Iterator[Forslag]:
    """A count in a window: added up quarter by quarter, or the latest level half-yearly."""
    if opgave.kriterium.sammenlaegning != Sammenlaegning.SUM:
        yield from level_in_window(opgave)
        return
    quarters = _quarters(opgave)
    target = _target(opgave)
    total = round((opgave.rng.randint(2, 5) if target is None else target) * opgave.factor)
    if opgave.forloeb == Forloeb.NAAET_TIDLIGT:
        quarters = quarters[: max(2, round(len(quarters) * 0.7))]
    yield from _spread(opgave, quarters, max(total, 0))


def _spread(opgave: Opgave, spans: list[tuple[date, date]], total: int) -> Iterator[Forslag]:
    """A whole number spread over spans, unevenly; a span without any is measured as nought."""
    weights = [opgave.rng.uniform(0.5, 1.5) for _ in spans]
    shares = [0] * len(spans)
    for index in opgave.rng.choices(range(len(spans)), weights=weights, k=total):
        shares[index] += 1
    for (first, last), number in zip(spans, shares, strict=True):
        yield _at(opgave, first, last, value=Decimal(number))


def level_in_window(opgave: Opgave) -> Iterator[Forslag]:
    """How many there are at a time: half-yearly, the latest counts. A range is measured once, at the event."""
    kriterium = opgave.kriterium
    target = _target(opgave) or float(opgave.rng.randint(2, 5))
    if kriterium.operator == Operator.MELLEM:
        high = float(kriterium.target_to or target)
        came = opgave.rng.randint(round(target), round(high)) + (0 if opgave.factor > 0.9 else -6)
        yield _at(opgave, opgave.start, opgave.end, value=Decimal(came), kind=Maalingsart.SLUT)
        return
    if kriterium.operator == Operator.LIG:  # so many sessions in a course: mostly as planned
        held = target if opgave.factor > 0.9 else target - 1
        yield _at(opgave, opgave.start, opgave.end, value=_decimal(held, 0))
        return
    halves = _quarters(opgave)[1::2] or _quarters(opgave)
    for (first, last), value in zip(halves, _path(opgave, 0, target, _even(len(halves))), strict=True):
        yield _at(opgave, first, last, value=_decimal(max(0, value), 0))


def counts_each_year(opgave: Opgave) -> Iterator[Forslag]:
    """A count that begins again each year; years differ."""
    target = _target(opgave) or 4.0
    for year in _years(opgave):
        spans = [(first, last) for first, last in _quarters(opgave) if first.year == year]
        share = len(spans) / 4
        yield from _spread(opgave, spans, round(target * share * opgave.factor * opgave.rng.uniform(0.85, 1.15)))


def averages(opgave: Opgave) -> Iterator[Forslag]:
    """An average per event or week: quarterly, with how many events it is an average of."""
    if opgave.kriterium.baseline_value is not None:
        yield from level_by_year(opgave)
        return
    target = _target(opgave) or 10.0
    for first, last in _quarters(opgave):
        value = target * opgave.factor * opgave.rng.uniform(0.9, 1.1)
        yield _at(opgave, first, last, value=_decimal(value, 1), weight=Decimal(opgave.rng.randint(2, 6)))


def yes_or_no(opgave: Opgave) -> Iterator[Forslag]:
    """No, no, then yes one day; or no to the end."""
    quarters = _quarters(opgave)[1::2] or _quarters(opgave)
    happens = opgave.forloeb in (Forloeb.NAAET_TIDLIGT, Forloeb.PAA_VEJ)
    when = round(len(quarters) * (0.4 if opgave.forloeb == Forloeb.NAAET_TIDLIGT else 0.8))
    for index, (first, last) in enumerate(quarters):
        done = happens and index >= when
        yield _at(opgave, first, last, value=Decimal(int(done)))
        if done:
            return


def judged(opgave: Opgave) -> Iterator[Forslag]:
    """A judgement a year."""
    ladder = [Skoen.IKKE_NAAET, Skoen.DELVIST, Skoen.DELVIST, Skoen.NAAET]
    top = {Forloeb.NAAET_TIDLIGT: 4, Forloeb.PAA_VEJ: 3}.get(opgave.forloeb, 2)
    years = _years(opgave)
    for index, year in enumerate(years):
        step = min(top, 1 + index * top // max(1, len(years) - 1)) - 1
        yield _year(opgave, year, skoen=ladder[step], note="Drøftet af sekretariatet; et eksempel.")


def shares_of_people(opgave: Opgave) -> Iterator[Forslag]:
    """A survey or a cohort: how many out of how many."""
    target = _target(opgave) or 50.0
    base = float(opgave.kriterium.baseline_value or target * 0.7)
    years = _years(opgave)[1::2] or _years(opgave)
    for index, (year, value) in enumerate(zip(years, _path(opgave, base, target, _even(len(years))), strict=True)):
        asked = opgave.rng.randint(*_asked(opgave))
        yes = round(asked * max(0.0, min(value, 100.0)) / 100)
        yield _year(opgave, year, numerator=Decimal(yes), denominator=Decimal(asked), kind=_kind(index, len(years)))


def _asked(opgave: Opgave) -> tuple[int, int]:
    """A cohort is smaller than a survey."""
    return (24, 40) if opgave.kriterium.form == Kriterieform.FASTHOLDELSE else (60, 140)


def list_threshold(opgave: Opgave) -> Iterator[Forslag]:
    """A figure of the yearly area list, or the number of areas on it."""
    if opgave.kriterium.baseline_value is not None:
        yield from level_by_year(opgave)
        return
    years = _years(opgave)
    for index, year in enumerate(years):
        left = opgave.forloeb in (Forloeb.NAAET_TIDLIGT, Forloeb.PAA_VEJ) and index >= len(years) - 2
        yield _year(opgave, year, value=Decimal(0 if left else 1), kind=_kind(index, len(years)))


def direction(opgave: Opgave) -> Iterator[Forslag]:
    """Only a direction is stated: a level a year, also where the document lost its starting value."""
    if opgave.kriterium.baseline_value is not None:
        yield from level_by_year(opgave)
        return
    base = opgave.rng.randint(4, 12) * (100 if "opskrivning" in opgave.kriterium.unit else 1)
    years = _years(opgave)
    for index, (year, value) in enumerate(zip(years, _path(opgave, base, base * 1.3, _even(len(years))), strict=True)):
        yield _year(opgave, year, value=_decimal(value, 0), kind=_kind(index, len(years)))


RULES: dict[Kriterieform, Callable[[Opgave], Iterator[Forslag]]] = {
    Kriterieform.ANDEL: level_by_year,
    Kriterieform.ANDEL_MINDST: level_by_year,
    Kriterieform.RELATIV: level_by_year,
    Kriterieform.HALVERING: level_by_year,
    Kriterieform.RETNING: direction,
    Kriterieform.RELATIV_FRA_FOERSTE_MAALING: from_first_measurement,
    Kriterieform.ANTAL_I_VINDUE: counts,
    Kriterieform.ANTAL_PR_AAR: counts_each_year,
    Kriterieform.GENNEMSNIT: averages,
    Kriterieform.JA_NEJ: yes_or_no,
    Kriterieform.KVALITATIV: judged,
    Kriterieform.SPOERGESKEMA: shares_of_people,
    Kriterieform.FASTHOLDELSE: shares_of_people,
    Kriterieform.LOVGRAENSE: list_threshold,
}
"""How each form is measured. A compound is measured in its parts; a vision is never scored."""
