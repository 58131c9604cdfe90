"""Time counted in months, so that 11 of 17 months is exactly 11/17 whatever the months' lengths."""

from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache

KENDTE_DAGE = 4096
"""A page asks of the same few days hundreds of times; so many answers are kept."""


@lru_cache(KENDTE_DAGE)
def maanedstal(day: date) -> Fraction:
    """The months gone since year 0 at the end of this day; whole at the end of a month."""
    return Fraction(day.year * 12 + day.month - 1) + Fraction(day.day, monthrange(day.year, day.month)[1])


@lru_cache(KENDTE_DAGE)
def maaneder(first: date, last: date) -> Fraction:
    """Months from the morning of the first day to the evening of the last; never negative."""
    return max(Fraction(0), maanedstal(last) - maanedstal(first - timedelta(days=1)))


@lru_cache(KENDTE_DAGE)
def maaneder_efter(start: date, day: date) -> Fraction:
    """Months from the evening of `start` to the evening of `day`; negative when the day is earlier."""
    return maanedstal(day) - maanedstal(start)


def laeg_maaneder_til(day: date, months: int) -> date:
    """The same day so many months later; the last day of a month stays the last day."""
    if not months:
        return day
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    length = monthrange(year, month)[1]
    is_last = day.day == monthrange(day.year, day.month)[1]
    return date(year, month, length if is_last else min(day.day, length))
