"""Reading an amount as it is printed, and what a misprint may mean. Pure; in prose: docs/regler.md."""

import re
from collections.abc import Callable
from decimal import Decimal

from helhedsplan.numbers import parse_amount, tal

_SCALES = {"mio": 6, "mia": 9, "t": 3, "tusind": 3}
_SCALED = re.compile(r"^\s*([\d.,\s]+?)\s*(mio|mia|tusind|t)\b\.?\s*(?:kr\.?)?\s*$", re.I)
_ONLY_GROUPS = re.compile(r"(?:kr\.?\s*)?\d[\d.,\s]*(?:kr\.?)?", re.I)
MAX_DIGITS = 12


def laesninger(text: str) -> list[Decimal]:
    """The amounts that a printed amount can be read as, the most natural first; [] when it holds no digits.

    "10.944.000" has one reading. "10.944.00" lacks or doubles a digit somewhere: its digits, ten and a hundred times
    them are tried. "4, 93 mio. kr" and "630 t. kr." are scaled.
    """
    if match := _SCALED.match(text):
        number = re.sub(r"\s", "", match.group(1)).replace(".", "").replace(",", ".").strip(".")
        if re.fullmatch(r"\d+(?:\.\d+)?", number):
            return [Decimal(number).scaleb(_SCALES[match.group(2).lower()])]
    try:
        return [parse_amount(text)]
    except ValueError:
        digits = re.sub(r"\D", "", text)
    return [Decimal(digits) * factor for factor in (1, 10, 100)] if digits else []


def er_velformet(text: str) -> bool:
    """Whether the amount is printed so that it can be read in one way only."""
    return bool(_SCALED.match(text)) or len(laesninger(text)) == 1


def er_fejltrykt(text: str) -> bool:
    """Whether it is written as an amount and nothing else, but with grouping that no one amount has ("10.944.00")."""
    return "." in text and bool(_ONLY_GROUPS.fullmatch(text.strip())) and not er_velformet(text)


def laes_beloeb(text: str, *, stemmer: Callable[[Decimal], str] = lambda reading: "") -> Decimal:
    """An amount in kroner as it was typed or pasted. Nothing is guessed.

    Raises ValueError with a Danish sentence. Where grouping is malformed it names the readings, and the one that
    balances: `stemmer` answers why a reading balances ("6.839.000 + 4.105.000 = 10.944.000"), or "".
    """
    try:
        return parse_amount(text)
    except ValueError as refused:
        raise ValueError(" ".join(filter(None, [str(refused), _hint(text, stemmer)]))) from refused


def _hint(text: str, stemmer: Callable[[Decimal], str]) -> str:
    digits = re.sub(r"\D", "", text)
    if "." not in text or not _ONLY_GROUPS.fullmatch(text.strip()) or len(digits) > MAX_DIGITS:
        return ""
    readings = laesninger(text)
    for reading in readings:
        if why := stemmer(reading):
            return f"Læst som {tal(reading, 0)} stemmer det: {why}."
    shown = [tal(reading, 0) for reading in readings]
    return f"Det kan være {', '.join(shown[:-1])} eller {shown[-1]}; skriv det, der er ment." if shown[1:] else ""
