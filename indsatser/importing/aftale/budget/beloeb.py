"""One cell of a budget: an amount, nothing, or something that is no amount."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from indsatser.importing.aftale.budget.maerker import ENHEDER, unit_in
from indsatser.importing.aftale.normal import even
from indsatser.importing.kriterielaesning.tal import number

_AMOUNT: Final = re.compile(
    r"(?:kr\b\.?\s*)?(?P<digits>\d[\d .]*(?:,\s?\d+)?)(?:,-)?\s*"
    r"(?P<unit>t\s?\.?\s?kr\b\.?|tkr\b\.?|mio\b\.?(?:\s*kr\b\.?)?|kr\b\.?|kroner)?"
)
_NOTHING: Final = re.compile(r"[-–—−‐.\s]*")
STOR: Final = 10_000
"""From here on a number without a unit is kroner: nobody budgets ten million as 10.000 without saying so."""


@dataclass(frozen=True, slots=True)
class Beloeb:
    """What a cell says. `tal` is as printed, before the unit; None with `trykt`: an amount that cannot be read."""

    tal: Decimal | None = None
    trykt: str = ""
    enhed: str = ""
    is_tom: bool = False
    is_tekst: bool = False

    @property
    def er_aar(self) -> bool:
        """Whether it may be the number of a year instead."""
        return bool(re.fullmatch(r"(?:19|20)\d\d", self.trykt)) and not self.enhed


def laes_beloeb(text: str) -> Beloeb:
    """A cell's text as an amount."""
    plain = even(text)
    if _NOTHING.fullmatch(plain):
        return Beloeb(is_tom=True)
    match = _AMOUNT.fullmatch(plain)
    if not match:
        return Beloeb(is_tekst=True)
    digits = match["digits"].strip()
    unit = unit_in(match["unit"] or "") if match["unit"] else ("kr" if plain.startswith("kr") else "")
    if re.fullmatch(r"\d{1,3}(?: \d{3})+(?:,\d+)?", digits):
        digits = digits.replace(" ", "")
    value, is_sure = number(digits.replace(", ", ","), is_fraction=unit == "mio" or "," in digits)
    return Beloeb(value if is_sure else None, digits, unit)


def i_kroner(value: Decimal, enhed: str) -> Decimal:
    """A number in its unit as kroner."""
    return value * ENHEDER[enhed]
