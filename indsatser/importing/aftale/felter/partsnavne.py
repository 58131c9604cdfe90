"""The parties of a whole agreement: organisations named on one line, and the lines around the signatures."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from indsatser.importing.aftale.felter.lister import without_mark
from indsatser.importing.aftale.felter.parter import has_title
from indsatser.importing.aftale.led import Linje, Rad

_JOINT: Final = re.compile(r",\s+|\s+(?:og|samt)\s+")
_MUNICIPALITY: Final = re.compile(r"\b[Kk]ommune\b")
_NAME: Final = re.compile(r"[A-ZÆØÅ]|[a-zæøå]{2,4}(?:\b|$)")
_SIGNATURE: Final = re.compile(r"\s*:?\s*\bDato\s*:?\s+Navn\b\s*:?[\s._]*")
LONGEST: Final = 110
"""No party's name is longer; a longer line is a sentence."""


def partsnavne(
    parts: Iterable[Linje | Rad], rest: list[Linje | Rad], seen: set[str] | None = None
) -> Iterator[Linje | Rad]:
    """The parties one by one. What is a sentence is no party and goes to `rest`,
    and so does the list after one, and the place where a party that was named signs for an estate
    ("Boligselskabet A/Engparken"). `seen`: the names so far."""
    seen = set() if seen is None else seen
    for part in parts:
        if isinstance(part, Rad):
            signed: list[Linje | Rad] = [
                one for line in part.stykker if _SIGNATURE.search(line.text) for one in _signed(Linje(line))
            ]
            yield from signed or [part]
            continue
        pieces = [name for each in _signed(part) for name in _apart(each)]
        is_listed = bool(rest) and (part.stykke.is_item or without_mark(part.stykke) is not part.stykke)
        if is_listed or (len(pieces) == 1 and _is_sentence(part.stykke.text)):
            rest.append(part)
        else:
            for name in pieces:
                party, slash, _estate = name.stykke.text.partition("/")
                if slash and party.strip() in seen:
                    rest.append(name)
                    continue
                seen.add(name.stykke.text)
                yield name


def _signed(part: Linje) -> list[Linje]:
    """ "Boligforeningen A: Dato Navn B Kommune: Dato Navn": the names at the places for signatures."""
    places = list(_SIGNATURE.finditer(part.stykke.text))
    if not places:
        return [part]
    starts, stops = [0, *(each.end() for each in places[:-1])], [each.start() for each in places]
    lines = (part.stykke.del_fra(start, stop) for start, stop in zip(starts, stops, strict=True))
    return [Linje(line) for line in lines if line.text]


def _apart(part: Linje) -> list[Linje]:
    """ "Boligforeningen A, Boligselskabet B og C Kommune": a municipality among names with capitals, and no titles."""
    text = part.stykke.text
    if has_title(text) or not _MUNICIPALITY.search(text) or re.search(r"[.;:]\s", text):
        return [part]
    cuts = list(_JOINT.finditer(text))
    names = [text[start:stop] for start, stop in pairwise([0, *(cut.end() for cut in cuts), len(text)])]
    if not cuts or not all(_NAME.match(name) for name in names):
        return [part]
    starts, stops = [0, *(cut.end() for cut in cuts)], [*(cut.start() for cut in cuts), len(text)]
    return [Linje(part.stykke.del_fra(start, stop)) for start, stop in zip(starts, stops, strict=True)]


def _is_sentence(text: str) -> bool:
    return len(text) > LONGEST or bool(re.search(r"\b(?:er|har|skal|vedlagt|vedlægges|følgende)\b", text))
