"""Whether two sentences are one criterion, worded in two places with small differences."""

import re
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from typing import Final

from indsatser.importing.aftale.normal import even, name_key
from indsatser.importing.kriterielaesning.talord import ordvaerdi

NEAR: Final = 0.85
"""Share of words in common from which two sentences are the same one."""
FEWEST: Final = 4
"""Shorter sentences differ by one word that says everything: "20 mødre", "20 fædre"."""


class Lighed(StrEnum):
    """The same with the same numbers; the same words with other numbers; neither."""

    SAMME = "samme"
    ANDRE_TAL = "andre tal"
    IKKE = "ikke"


def compare(one: str, other: str) -> Lighed:
    """How alike two criterion sentences are. Two that count different things, or go other ways, are not alike."""
    mine, theirs = _words(one), _words(other)
    if (
        min(len(mine), len(theirs)) < FEWEST
        or _too_few_in_common(mine, theirs)
        or not _only_small_words_differ(mine, theirs)
    ):
        return Lighed.IKKE
    return Lighed.SAMME if _numbers(one) == _numbers(other) else Lighed.ANDRE_TAL


def _too_few_in_common(mine: list[str], theirs: list[str]) -> bool:
    """Whether a look at the words is enough to see that they are not alike: words spelt otherwise count half."""
    return 2 * len(set(mine) & set(theirs)) < min(len(set(mine)), len(set(theirs)))


@lru_cache(4096)
def _numbers(text: str) -> list[str]:
    plain = even(text)
    words = [str(value) for word in re.findall(r"[a-zæøåé]+", plain) if (value := ordvaerdi(word)) is not None]
    return sorted([*re.findall(r"\d+(?:[.,]\d+)*", plain), *words])


@lru_cache(4096)
def _words(text: str) -> list[str]:
    return [word for word in name_key(re.sub(r"\d+(?:[.,]\d+)*|%", " ", text)).split() if ordvaerdi(word) is None]


_HOW_MUCH: Final = frozenset(
    ["mindst", "højst", "over", "under", "maks", "min", "flere", "færre", "mere", "stig", "steget", "fald", "faldet"]
)
"""Words that turn a target round. Two sentences that do not share them are not the same."""


def _only_small_words_differ(mine: list[str], theirs: list[str]) -> bool:
    if set(mine) & _HOW_MUCH != set(theirs) & _HOW_MUCH:
        return False
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    if matcher.ratio() < NEAR:
        return False
    return all(
        tag in ("equal", "insert", "delete") or _spelt(mine[a:b], theirs[c:d])
        for tag, a, b, c, d in matcher.get_opcodes()
    )


def _spelt(mine: list[str], theirs: list[str]) -> bool:
    """Whether words that were exchanged are one another's spelling: "lommepengejob", "lommepengejobs"."""
    return SequenceMatcher(None, " ".join(mine), " ".join(theirs), autojunk=False).ratio() >= NEAR
