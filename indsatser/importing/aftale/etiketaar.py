"""A year that stands under a label, in a text that kept its layout: "(2014)" in front of the value's second line."""

import re
from dataclasses import replace
from typing import Final

from indsatser.importing.aftale.led import Etiket, Led, Linje

_YEAR: Final = re.compile(r"\((?P<aar>20[0-4]\d)\)(?: {3,}|$)")


def med_aar_under(led: list[Led]) -> list[Led]:
    """The strip, where such a year is the label's, and the line begins after it."""
    result: list[Led] = []
    label = -1
    for part in led:
        match = _YEAR.match(part.stykke.text) if isinstance(part, Linje) else None
        if isinstance(part, Linje) and match and label >= 0:
            above = result[label]
            assert isinstance(above, Etiket)
            navne = tuple(replace(navn, aar=navn.aar or int(match["aar"])) for navn in above.navne)
            result[label] = Etiket(above.stykke, navne, above.niveau)
            rest = part.stykke.del_fra(match.end())
            result += [Linje(rest)] if rest.text else []
            label = -1
            continue
        if isinstance(part, Etiket):
            label = len(result) if part.may_be("kriterier") else -1
        elif not isinstance(part, Linje):
            label = -1
        result.append(part)
    return result
