"""Activities a list announces, found again where their name has run into the text before their form."""

from collections.abc import Iterator
from typing import Final

from indsatser.importing.aftale.led import Etiket, Led, Linje, Stykke
from indsatser.importing.aftale.normal import name_key
from indsatser.importing.dokument.fladsider import FLAD

_OPENS: Final = ("indhold", "formaal", "maalgruppe", "kriterier", "aktivitetstype")
"""The labels a form begins with, where its name stands over it."""


def med_planlagte_navne(led: list[Led]) -> list[Led]:
    """The strip, where a line that ends with a planned activity's name right before a form is two lines."""
    names = {name_key(name): len(name.split()) for name in _planned(led)}
    result: list[Led] = []
    for at, part in enumerate(led):
        follows = led[at + 1] if at + 1 < len(led) else None
        opens = isinstance(follows, Etiket) and follows.may_be(*_OPENS)
        if isinstance(part, Linje) and opens and _is_flat(part.stykke) and (cut := _name_at_end(part.stykke, names)):
            result += [Linje(part.stykke.del_fra(0, cut)), Linje(part.stykke.del_fra(cut))]
        else:
            result.append(part)
    return result


def _is_flat(stykke: Stykke) -> bool:
    return stykke.afsnit.style == FLAD and not stykke.tabel


def _planned(led: list[Led]) -> Iterator[str]:
    is_list = False
    for part in led:
        if isinstance(part, Etiket):
            is_list = part.may_be("aktiviteter")
        elif isinstance(part, Linje) and is_list and part.stykke.is_item and len(part.stykke.text) <= 110:
            yield part.stykke.text


def _name_at_end(stykke: Stykke, names: dict[str, int]) -> int:
    """Where a planned name begins that ends the line; 0 where none does, or it is the whole line."""
    words = stykke.text.split(" ")
    for key, length in names.items():
        for count in (length, length - 1, length + 1):
            tail = " ".join(words[-count:]) if 0 < count < len(words) else ""
            if tail[:1].isupper() and name_key(tail) == key:
                return len(stykke.text) - len(tail)
    return 0
