"""Words beside each other become lines; lines know how they look and where they begin and end."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from indsatser.importing.dokument.pdf.sider import Ord, Streg

GAP = 1.6  # times the letters' size: wider than any space between words, also in justified text
MAX_DOTS = 500  # on a page; more is a drawing
RAISED = 0.2  # of the size: how far above the line a small figure stands


@dataclass(frozen=True)
class Linje:
    """Words on one line, from the left."""

    words: tuple[Ord, ...]

    @cached_property
    def x0(self) -> float:
        return self.words[0].x0

    @cached_property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @cached_property
    def top(self) -> float:
        return min(word.top for word in self.words)

    @cached_property
    def bottom(self) -> float:
        return max(word.bottom for word in self.words)

    @cached_property
    def y(self) -> float:
        """The line the most letters stand on."""
        return _most((word.y, len(word.text)) for word in self.words)

    @cached_property
    def size(self) -> float:
        """The letters' size, by what there is most of."""
        return _most((word.skrift.size, len(word.text)) for word in self.words)

    @cached_property
    def is_bold(self) -> bool:
        letters = [word for word in self.words if any(mark.isalnum() for mark in word.text)]
        return bool(letters) and all(word.skrift.bold for word in letters)

    @cached_property
    def text(self) -> str:
        return "".join(word.text if word.glued or not n else f" {word.text}" for n, word in enumerate(self.words))

    def is_raised(self, word: Ord) -> bool:
        """Whether a word is a small figure above the line: a footnote's mark, or a unit's exponent."""
        return (
            word.text.isdigit()
            and word.skrift.size < 0.8 * self.size + 0.01
            and (self.y - word.y > RAISED * word.skrift.size or word.bottom < self.y)
        )

    def split(self, gap: float = GAP) -> list["Linje"]:
        """The pieces with more space between them than words have."""
        pieces: list[list[Ord]] = [[self.words[0]]]
        for before, word in zip(self.words, self.words[1:], strict=False):
            if word.x0 - before.x1 > gap * max(self.size, 6):
                pieces.append([])
            pieces[-1].append(word)
        return [Linje(tuple(piece)) for piece in pieces]


def linjer(words: Iterable[Ord]) -> list[Linje]:
    """Lines from the top. Words belong together when they overlap in height by more than half of the lower one."""
    lines: list[tuple[float, float, list[Ord]]] = []
    for word in sorted(words, key=lambda word: (word.y, word.x0)):
        for at in range(len(lines) - 1, max(-1, len(lines) - 4), -1):
            top, bottom, found = lines[at]
            shared = min(bottom, word.bottom) - max(top, word.top)
            if shared > 0.6 * min(bottom - top, word.bottom - word.top):
                lines[at] = (min(top, word.top), max(bottom, word.bottom), [*found, word])
                break
        else:
            lines.append((word.top, word.bottom, [word]))
    made = [Linje(tuple(sorted(found, key=lambda word: word.x0))) for _, _, found in lines]
    return sorted(made, key=lambda line: line.y)


def med_punkter(words: Sequence[Ord], dots: Sequence[Streg]) -> list[Ord]:
    """The words, and the list marks that are drawn and not written: a dot a little to the left of a line's first."""
    if not dots or len(dots) > MAX_DOTS:
        return list(words)
    firsts = [line.words[0] for line in linjer(words)]
    marks: list[Ord] = []
    for dot in dots:
        middle = (dot.top + dot.bottom) / 2
        beside = [w for w in firsts if w.top < middle < w.bottom and 0.5 < w.x0 - dot.x1 < 3 * w.skrift.size]
        if beside and not any(mark.middle == middle for mark in marks):
            marks.append(Ord(dot.x0, dot.top, dot.x1, dot.bottom, beside[0].y, beside[0].skrift, False, "•"))
    return [*words, *marks]


def broedskrift(lines: Sequence[Linje]) -> float:
    """The size most of the text is set in."""
    return _most((word.skrift.size, len(word.text)) for line in lines for word in line.words) if lines else 0.0


def _most(found: Iterable[tuple[float, int]]) -> float:
    counted: Counter[float] = Counter()
    for value, weight in found:
        counted[value] += weight
    return max(counted, key=lambda value: (counted[value], value))
