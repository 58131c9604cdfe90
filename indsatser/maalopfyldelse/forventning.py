"""What an even development would have given by a certain day."""

from datetime import date
from fractions import Fraction

from indsatser.maalopfyldelse.tid import maaneder, maaneder_efter


def paa_linjen(*, start: Fraction, start_on: date, target: Fraction, target_on: date, day: date) -> Fraction:
    """The straight line from the baseline to the target, by months. Flat before it begins and after it ends."""
    total = maaneder_efter(start_on, target_on)
    if total <= 0:
        return target
    gone = min(max(maaneder_efter(start_on, day), Fraction(0)), total)
    return start + (target - start) * gone / total


def i_jaevnt_tempo(*, target: Fraction, first: date, last: date, day: date) -> Fraction:
    """What an even pace from nought through the window would have given at the end of the day."""
    total = maaneder(first, last)
    if not total:
        return target
    return target * min(maaneder(first, day), total) / total
