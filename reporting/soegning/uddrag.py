"""The bit of a text that shows why a row was found: pure functions from text to pieces, each marked or not.

The pieces are plain text. The template escapes them and puts <mark> around those that answer, so nothing that stands
in a text can become HTML.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from helhedsplan.soegevektor import LONGEST
from reporting.soegning.forespoergsel import Forespoergsel, Ord

WIDTH, BEFORE = 240, 80
"""Characters of an excerpt, and of them how many before the first word that answers."""
MOST_PLACES = 200
"""Places in a text that are weighed against each other; a book's worth of hits gets its excerpt from the beginning."""

_ENDINGS = r"(?:elig|lig|ig|els|ethed|hed|end|ed|er)?(?:erne|ene|er|en|et|e|n|t|r)?s?"
_HEADING = re.compile(r"^[ \t]*#{1,6}[ \t]+", re.M)
_BULLET = re.compile(r"^[ \t]*(?:[-–•*]|\d+\.)[ \t]+", re.M)
_EMPHASIS = re.compile(r"\*\*(?=\S)([^*\n]{1,400})(?<=\S)\*\*")


@dataclass(frozen=True, slots=True)
class Stykke:
    """A piece of text, and whether it answers."""

    tekst: str
    er_traef: bool = False


def plain(text: str) -> str:
    """The text on one line without its light markup: **bold**, ## headings and bullets."""
    text = text[:LONGEST]  # what is behind is not in the index either
    without = _BULLET.sub("", _HEADING.sub("", text))
    return " ".join(_EMPHASIS.sub(r"\1", without).split())


def word_pattern(word: Ord, *, parts: bool = False) -> re.Pattern[str]:
    """What of a text is marked for a word: its stems with a Danish ending, its beginning, or (`parts`) any part.

    The index alone decides what is found. This only marks it, and may mark a little more or less.
    """
    stems = "|".join(f"{re.escape(stem)}{re.escape(stem[-1])}?" for stem in sorted(word.stems, key=len, reverse=True))
    spellings = "|".join(map(re.escape, word.spellings))
    ways = [rf"(?<!\w)(?:{spellings})(?!\w)"]
    if stems:
        ways.append(rf"(?<!\w)(?:{stems}){_ENDINGS}(?!\w)")
    if word.is_beginning:
        ways.append(rf"(?<!\w)(?:{spellings})\w*")
    if parts:
        ways.append(spellings)
    return re.compile("|".join(ways), re.I)


@dataclass(frozen=True, slots=True)
class Markering:
    """What is marked for a question: in running text, and in names, where a part of a word may have answered."""

    words: tuple[re.Pattern[str], ...]
    names: tuple[re.Pattern[str], ...]

    def answers(self, text: str) -> int:
        """How many of the words stand in the text."""
        return sum(1 for word in self.words if word.search(text, 0, LONGEST))

    def title(self, text: str) -> tuple[Stykke, ...]:
        """A whole name with its marks."""
        return _pieces(plain(text), self.names)

    def excerpt(self, text: str) -> tuple[Stykke, ...]:
        """The text around the place with most of the words, the first if several have; its beginning if none has."""
        line = plain(text)
        if len(line) <= WIDTH:
            return _pieces(line, self.words)
        start, end = _window(line, _densest(line, self.words))
        pieces = _pieces(line[start:end], self.words)
        before = (Stykke("… "),) if start else ()
        after = (Stykke(" …"),) if end < len(line) else ()
        return (*before, *pieces, *after)


def marking(question: Forespoergsel) -> Markering:
    """The marks of a question."""
    words = question.wanted
    return Markering(
        tuple(word_pattern(word) for word in words),
        tuple(word_pattern(word, parts=question.is_plain) for word in words),
    )


def _densest(line: str, words: Iterable[re.Pattern[str]]) -> int:
    """Where to begin so that as many different words as possible are seen."""
    places = sorted((found.start(), number) for number, word in enumerate(words) for found in word.finditer(line))
    best, most = 0, 0
    for at, (start, _) in enumerate(places[:MOST_PLACES]):
        seen = {number for place, number in places[at : at + MOST_PLACES] if place < start + WIDTH - BEFORE}
        if len(seen) > most:
            best, most = start, len(seen)
    return best


def _window(line: str, first: int) -> tuple[int, int]:
    """From where to where to show so that the word at `first` is seen, cut between words."""
    start = max(0, min(first - BEFORE, len(line) - WIDTH))
    if start:
        space = line.find(" ", start, first)
        start = space + 1 if space >= 0 else start
    end = min(len(line), start + WIDTH)
    if end < len(line):
        space = line.rfind(" ", first + 1, end)
        end = space if space > first else end
    return start, end


def _pieces(text: str, patterns: Iterable[re.Pattern[str]]) -> tuple[Stykke, ...]:
    """The text cut where marks begin and end; marks that overlap become one."""
    spans = sorted(found.span() for pattern in patterns for found in pattern.finditer(text) if found.group())
    pieces: list[Stykke] = []
    at = 0
    for start, end in _joined(spans):
        if start > at:
            pieces.append(Stykke(text[at:start]))
        pieces.append(Stykke(text[start:end], er_traef=True))
        at = end
    if at < len(text):
        pieces.append(Stykke(text[at:]))
    return tuple(pieces)


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
