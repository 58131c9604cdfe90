"""Reads a criterion sentence into its structured form. Pure, deterministic, offline; no database.

    >>> laes_kriterium("Andelen falder fra 21,3 % (2016) til 15 % i 2022").tilbage
    'Skal falde fra 21,3 % (2016) til højst 15 % (2022).'

Forms: domain.md §5.1. What can be read in two ways is left out and said; a number is never guessed.
"""

from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any, Final

from indsatser.importing.kriterielaesning.laes import laes
from indsatser.importing.kriterielaesning.typer import Fund, Laest, Rammer, Reference, Tillid

__all__ = ["Fund", "Laest", "Reference", "Tillid", "laes_kriterium", "som_felter", "som_json"]

_NOT_COLUMNS: Final = frozenset({"parts", "references", "fund", "mangler", "tilbage"})


def laes_kriterium(
    sentence: str, *, plan_from: date | None = None, plan_to: date | None = None, aar: int | None = None
) -> Laest:
    """Read one criterion sentence. Never raises for any text.

    `plan_from`/`plan_to` turn "17 mdr." and "i projektperioden" into days; `aar` is the year of the heading above the
    criterion ("Succeskriterier (2013)") and is used where the sentence names no time of its own.
    """
    return laes(sentence, Rammer(plan_from, plan_to, aar))


def som_felter(laest: Laest) -> dict[str, Any]:
    """The columns of `Succeskriterium` that the reading fills. Parts and references are rows of their own."""
    return {one.name: getattr(laest, one.name) for one in fields(laest) if one.name not in _NOT_COLUMNS}


def som_json(laest: Laest) -> dict[str, Any]:
    """Everything that was read as plain values: numbers with a decimal point, days as yyyy-mm-dd."""
    return {
        **{name: _plain(value) for name, value in som_felter(laest).items()},
        "tilbage": laest.tilbage,
        "mangler": list(laest.mangler),
        "references": [
            {one.name: _plain(getattr(reference, one.name)) for one in fields(reference)}
            for reference in laest.references
        ],
        "parts": [som_json(part) for part in laest.parts],
        "fund": {
            name: {"start": found.start, "end": found.end, "text": found.text, "tillid": str(found.tillid)}
            for name, found in laest.fund.items()
        },
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value.normalize() + 0, "f")
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value
