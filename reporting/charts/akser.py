"""Scales and ticks: values to the left, time along the bottom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise

from helhedsplan import numbers

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_MILLION = Decimal(10) ** 6


@dataclass(frozen=True, slots=True)
class Vaerdiakse:
    """The value axis: its ends and where the lines are, with their text."""

    low: Decimal
    high: Decimal
    ticks: tuple[tuple[Decimal, str], ...]

    def andel(self, value: Decimal) -> float:
        """How far up the axis a value lies: 0 at the bottom, 1 at the top."""
        share = (value - self.low) / (self.high - self.low)
        return float(min(max(share, Decimal(0)), Decimal(1)))


@dataclass(frozen=True, slots=True)
class Tidsakse:
    """The time axis in days. `labels` are (from, to, text): the text stands between the two."""

    first: date
    last: date
    ticks: tuple[date, ...]
    labels: tuple[tuple[date, date, str], ...]

    def andel(self, day: date) -> float:
        total = (self.last - self.first).days
        return min(max((day - self.first).days / total, 0.0), 1.0)

    def rummer(self, day: date) -> bool:
        return self.first <= day <= self.last


def vaerdiakse(values: Sequence[Decimal], *, unit: str = "", from_zero: bool = False) -> Vaerdiakse:
    """A round axis about the values. It begins at nought for counts and wherever the values are not close together."""
    low, high = min(values), max(values)
    smallest, largest = low, high
    if low >= 0 and (from_zero or low <= high * Decimal("0.6")):
        low = Decimal(0)
    if high <= 0 and high >= low * Decimal("0.6"):
        high = Decimal(0)
    if low == high:
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    if low == high:
        high = Decimal(1)
    step = _step((high - low) / 5, whole=all(value == value.to_integral_value() for value in values))
    high_pad = high if high == 0 else high + (high - low) / 20
    low_pad = low if low == 0 else low - (high - low) / 20
    first = (low_pad / step).to_integral_value(ROUND_FLOOR) * step
    last = (high_pad / step).to_integral_value(ROUND_CEILING) * step
    if unit == "%" and smallest >= 0 and largest <= 100:
        first, last = max(first, Decimal(0)), min(last, Decimal(100))
    count = int((last - first) / step)
    exact = [first + step * index for index in range(count + 1)]
    return Vaerdiakse(first, last, tuple((tick, _tick_text(tick, step, last, unit)) for tick in exact))


def _step(raw: Decimal, *, whole: bool) -> Decimal:
    """The smallest round step that is large enough; a whole number where all the values are (no half persons)."""
    power = Decimal(1).scaleb(raw.adjusted())
    steps = (factor * power for factor in _STEPS if factor * power >= raw)
    return next((step for step in steps if not whole or step == step.to_integral_value()), Decimal(1))


def _tick_text(tick: Decimal, step: Decimal, last: Decimal, unit: str) -> str:
    suffix = ""
    if last >= 10 * _MILLION:
        tick, step, suffix = tick / _MILLION, step / _MILLION, f"{numbers.NBSP}mio."
    exponent = step.normalize().as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    text = numbers.tal(tick, min(decimals, 6))
    return f"{text}{suffix}{numbers.NBSP}%" if unit == "%" else f"{text}{suffix}"


def tidsakse(days: Sequence[date], *, width: float) -> Tidsakse:
    """Whole years, or whole quarters when all of it happens within a year and a half."""
    first, last = min(days), max(days)
    if (last - first).days > 550:
        return _years(first.year, last.year, width)
    return _quarters(first, last, width)


def _new_year(year: int) -> date:
    return date(year, 1, 1) if year <= date.max.year else date.max


def _years(first: int, last: int, width: float) -> Tidsakse:
    years = list(range(first, last + 1))
    room = max(1, int(width / 36))
    every = next(n for n in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10000) if len(years) / n <= room)
    labels = tuple((_new_year(y), _new_year(y + 1), str(y)) for y in years if every == 1 or y % every == 0)
    ticks = tuple(_new_year(y) for y in [*years, last + 1] if every == 1 or y % every == 0 or y == first)
    return Tidsakse(_new_year(first), _new_year(last + 1), ticks, labels)


def _quarters(first: date, last: date, width: float) -> Tidsakse:
    starts = [date(first.year, (first.month - 1) // 3 * 3 + 1, 1)]
    while starts[-1] <= last or len(starts) < 3:
        following = _next_quarter(starts[-1])
        if following == starts[-1]:
            break
        starts.append(following)
    room = max(1, int(width / 84))
    every = -(-(len(starts) - 1) // room)
    pairs = list(pairwise(starts))[::every]
    labels = tuple((a, b, f"{(a.month + 2) // 3}. kvt. {a.year}") for a, b in pairs)
    return Tidsakse(starts[0], starts[-1], tuple(starts), labels)


def _next_quarter(day: date) -> date:
    if day.year == date.max.year and day.month >= 10:
        return date.max
    later = day + timedelta(days=93)
    return date(later.year, (later.month - 1) // 3 * 3 + 1, 1)
