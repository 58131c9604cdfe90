"""Comparing names and sentences as a reader does: "&" is "og", capitals and hyphens do not count."""

import re
from collections.abc import Iterable

_NOT_WORD = re.compile(r"[^\w]+", re.UNICODE)
_COMMON = frozenset(
    [
        "og",
        "i",
        "af",
        "på",
        "til",
        "med",
        "for",
        "en",
        "et",
        "den",
        "det",
        "de",
        "der",
        "som",
        "er",
        "har",
        "have",
        "været",
        "fået",
        "får",
        "at",
        "om",
        "fra",
        "ved",
        "mindst",
        "deres",
        "en",
        "end",
        "bliver",
        "blevet",
        "kommet",
        "gået",
        "videre",
    ]
)
PREFIX = 6
"""Two words are the same in another inflexion when one begins with the other and it has at least this many letters."""


def fold(name: str) -> str:
    """A name without what people write differently: "Civilsamfund & image" → "civilsamfund og image"."""
    text = _NOT_WORD.sub(" ", name.casefold().replace("&", " og ").replace("aa", "å"))
    return " ".join(text.split())


def words(text: str) -> list[str]:
    """The words that carry meaning, folded, in order."""
    return [word for word in fold(text).split() if word not in _COMMON]


def same_word(a: str, b: str) -> bool:
    """Whether two folded words are one word, perhaps in another inflexion."""
    short, long = sorted((a, b), key=len)
    return a == b or (len(short) >= PREFIX and long.startswith(short))


def share(a: Iterable[str], b: Iterable[str]) -> float:
    """How large a part of the shorter list of words is in the other, 0-1."""
    short, long = sorted((set(a), set(b)), key=len)
    if not short:
        return 0.0
    return sum(1 for word in short if any(same_word(word, other) for other in long)) / len(short)


def same_in_other_inflexion(a: str, b: str) -> bool:
    """Whether two names of two words or more say the same word for word, in any order: "Forvaltningsgruppen i …"."""
    one, two = words(a), words(b)
    return len(one) > 1 and len(one) == len(two) and share(one, two) == 1.0 and share(two, one) == 1.0
