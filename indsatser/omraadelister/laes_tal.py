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

_FOOTNOTE = re.compile(
    r"^(?P<tal>[+\-\u2212]?[\d.,]*\d(?:\s*%)?)"
    r"(?:\s+(?P<mark>\d{1,2}\))|\s*(?P<other>\(\d{1,2}\)|\[\d{1,2}\]|\*{1,3}|[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+|[a-z]\)))$"
)
"""A figure with the mark of a note after it, as statistics print it: "42,2 1)", "42,2*", "42,2 [3]", "42,2²"."""
_BRACKET = re.compile(r"^[\d.,\s]*\d\)$")
"""A figure and a bracket run together, "42,21)": where the figure ends nobody can know."""


def _refuse_footnote(text: str) -> None:
    """Name the mark of a note, and say what to do: what it says may well be that the figure is not to be used."""
    found = _FOOTNOTE.match(text)
    if found:
        mark = found.group("mark") or found.group("other")
        raise ValueError(
            f"Efter tallet {found.group('tal')} står fodnotetegnet «{mark}». Læs noten under tabellen, ret cellen til "
            f"{found.group('tal')} alene, hvis tallet kan bruges, og skriv noten i kilden."
        )
    if _BRACKET.match(text):
        raise ValueError(f"«{text}» slutter med en parentes. Er det et fodnotetegn, så ret cellen til tallet alene.")


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
    _refuse_footnote(trimmed)
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
