"""Labels nobody has declared: the same words before a colon, again and again, under a field of values.

What follows such a label is no longer of the field before it: "Ressourcer: … Samarbejde: …". It is listed as not
understood, never read as one more value.
"""

import re
from collections import Counter
from typing import Final

from indsatser.importing.aftale.led import Etiket, Led, Linje, Overskrift
from indsatser.importing.aftale.ordbog import Navn, Sikkerhed
from indsatser.importing.aftale.tabt_tabel import TABT
from indsatser.importing.dokument.fladsider import FLAD

_LABEL: Final = re.compile(r"(?P<navn>[A-ZÆØÅ][\wæøå/-]*(?:,? [a-zæøå(][\wæøå/()-]*| 20\d\d){0,4}):(?=\s|$)")
_OFTEN: Final = 3
_VALUES: Final = (
    "ressourcer",
    "partnere",
    "kriterier",
    "datakilde",
    "forankring",
    "evaluering",
    "milepaele_aktivitet",
)
"""Fields whose lines each become a value."""


def med_ukendte_etiketter(led: list[Led]) -> list[Led]:
    """The strip, where a line that begins with such a label is the label and its text."""
    counts = Counter(name for part in led if (name := _name(part)))
    often = {name for name, times in counts.items() if times >= _OFTEN}
    result: list[Led] = []
    in_values = False
    for part in led:
        if isinstance(part, Etiket):
            in_values = part.may_be(*_VALUES)
        elif isinstance(part, Overskrift):
            in_values = False
        if isinstance(part, Linje) and in_values and _name(part) in often:
            cut = part.stykke.text.index(":") + 1
            result.append(Etiket(part.stykke.del_fra(0, cut), (Navn(TABT, (), Sikkerhed.GUESSED),)))
            result += [Linje(rest)] if (rest := part.stykke.del_fra(cut)).text else []
        else:
            result.append(part)
    return result


def _name(part: Led) -> str:
    if not isinstance(part, Linje) or part.stykke.is_item or part.stykke.afsnit.style != FLAD:
        return ""
    match = _LABEL.match(part.stykke.text)
    return match["navn"].casefold() if match else ""
