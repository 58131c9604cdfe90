"""A figure as statistics and people write it. Pure.

Statistics leave cells out on purpose: ".", "..", "-" and "<3" say that nothing is stated. That is never nought.
"""

import re
from decimal import Decimal

from helhedsplan.numbers import parse_decimal, tal
from indsatser.omraadelister.regler import som_procent

MAX_TYPED = 60
TOO_LARGE = Decimal(10) ** 12
_LEFT_OUT = re.compile(
    r"^(?:[.\u2026\-\u2013\u2014:*x]+|<\s*\d+|n\.?\s?/?a\.?|i\.?\s?o\.?|ikke oplyst|uoplyst|diskret)$", re.I
)
_PARTS = re.compile(r"^([<>]?\s*[+\-\u2212]?\s*[\d.,\s\u00a0\u202f]*\d)\s*(.*)$")


def er_ikke_oplyst(text: str) -> bool:
    """Whether a cell says that nothing is stated: "..", "-", "<3", or nothing at all."""
    trimmed = text.strip()
    return not trimmed or bool(_LEFT_OUT.match(trimmed))


def laes_tal(text: str, unit: str, *, ellers: str = "") -> tuple[Decimal, str]:
    """The figure and the unit it is in where that is another than the indicator's `unit` ("" when it is not).

    `ellers` is the unit of a figure that has none of its own, when its column says one. Raises ValueError
    with a Danish sentence. "231 pr. 10.000" is a figure in another unit.
    """
    trimmed = text.strip()
    if len(trimmed) > MAX_TYPED:
        raise ValueError("Der står for meget. Skriv kun tallet.")
    found = _PARTS.match(trimmed)
    number, own = (found.group(1), found.group(2).strip()) if found else (trimmed, "")
    value = parse_decimal(number.replace("\u2212", "-"))
    own = own or ellers
    if own.lower().rstrip(".") in ("", "%", "pct", "procent", unit.lower()):
        own = ""
    if own and (unit != "%" or som_procent(value, own) is None):
        raise ValueError(f"Enheden «{own[:20]}» kendes ikke her. Skriv tallet i {unit or 'indikatorens enhed'}.")
    check(value, own, unit)
    return value, own[:80]


def check(value: Decimal, own: str, unit: str) -> None:
    """Refuse what cannot be so: a negative figure, a share over 100 %, half a resident."""
    if value < 0:
        raise ValueError("Tallet kan ikke være negativt.")
    if value >= TOO_LARGE:
        raise ValueError("Tallet er for stort.")
    share = som_procent(value, own) if unit == "%" else None
    if share is not None and share > 100:
        raise ValueError(f"{tal(value)} {own or '%'} er mere end 100 %. Er kommaet sat forkert?")
    if unit == "beboere" and value != value.to_integral_value():
        raise ValueError("Beboere er et helt tal.")


def som_skrevet(value: Decimal, own: str) -> str:
    """A figure as it is written in a cell: "42,2", "231 pr. 10.000"."""
    text = tal(value, 4).rstrip("0").rstrip(",").replace("\u2212", "-")
    return f"{text} {own}".strip()
