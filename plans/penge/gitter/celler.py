"""What is typed in a cell, and what a cell shows. Pure.

A source that gives working time has its cells in hours; "48.000 kr." there is an amount the agreement states itself.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from helhedsplan.numbers import parse_decimal, tal
from plans.budget import kroner_for_timer, laes_beloeb

MAX_TYPED = 60
_HOURS = re.compile(r"\s*(?:timer|t\.?)\s*$", re.I)
_KRONER = re.compile(r"kr", re.I)


@dataclass(frozen=True, slots=True)
class Vaerdi:
    """A cell's value: kr., and the hours they come from, if they do."""

    amount: Decimal
    hours: Decimal | None = None


def read_cell(
    text: str,
    *,
    is_hours: bool,
    rate: Decimal | None,
    stemmer: Callable[[Decimal], str] = lambda reading: "",
) -> Vaerdi | None:
    """The value that was typed; None for an empty cell.

    Raises ValueError with a Danish sentence; for a misprinted amount with the reading that balances (`stemmer`).
    """
    trimmed = text.strip()
    if not trimmed:
        return None
    if len(trimmed) > MAX_TYPED:
        raise ValueError("Der står for meget. Skriv kun tallet.")
    if is_hours and not _KRONER.search(trimmed):
        hours = parse_decimal(_HOURS.sub("", trimmed))
        return _not_negative(Vaerdi(kroner_for_timer(hours, rate), hours), hours, "Timerne kan ikke være negative.")
    amount = laes_beloeb(trimmed, stemmer=stemmer)
    return _not_negative(Vaerdi(amount), amount, "Et budgetbeløb kan ikke være negativt.")


def _not_negative(vaerdi: Vaerdi, number: Decimal, sentence: str) -> Vaerdi:
    if number < 0:
        raise ValueError(sentence)
    return vaerdi


def as_typed(vaerdi: Vaerdi | None, *, is_hours: bool) -> str:
    """The value as a person types it: "8.622.000", "1.392,50"; in a column of hours "120", or "48.000 kr."."""
    if vaerdi is None:
        return ""
    if vaerdi.hours is not None:
        return tal(vaerdi.hours)
    whole = vaerdi.amount == vaerdi.amount.to_integral_value()
    text = tal(vaerdi.amount, 0 if whole else 2)
    return f"{text} kr." if is_hours else text
