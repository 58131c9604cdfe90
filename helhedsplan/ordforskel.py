"""Two texts word by word: what is the same, what only the one has, what only the other has."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORDS = re.compile(r"\s+|[^\s]+")
MOST_WORDS = 20_000


@dataclass(frozen=True, slots=True)
class Stykke:
    """A stretch of text: `kind` is "same", "only_old" or "only_new"."""

    kind: str
    text: str


def ordforskel(old: str, new: str) -> tuple[Stykke, ...]:
    """The stretches in reading order; joined without "only_new" they are the old text, without "only_old" the new.

    Texts of more than 20.000 words are held against each other whole: old, then new.
    """
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if len(before) + len(after) > MOST_WORDS:
        return tuple(piece for piece in (Stykke("only_old", old), Stykke("only_new", new)) if piece.text)
    return tuple(_pieces(before, after))


def _pieces(before: list[str], after: list[str]) -> Iterator[Stykke]:
    for tag, a, b, c, d in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Stykke("same", "".join(before[a:b]))
            continue
        if b > a:
            yield Stykke("only_old", "".join(before[a:b]))
        if d > c:
            yield Stykke("only_new", "".join(after[c:d]))
