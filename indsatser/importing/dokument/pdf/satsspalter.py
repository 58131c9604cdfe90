"""The columns a document is set in: found on its full pages, known again where a page has only a few lines in them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from indsatser.importing.dokument.pdf.linjer import Linje

SAME: Final = 2.0  # points
INDENTED: Final = 45.0  # points: how far in a list's lines stand
_MOST_ACROSS: Final = 0.3


@dataclass(frozen=True, slots=True)
class Satsspalter:
    """Where the left column begins, where the space between them is, and where the right one begins."""

    left: float
    gutter: float
    right: float

    def fits(self, lines: Sequence[Linje], opening: float) -> bool:
        """Whether these lines stand in the two columns, few as they are.

        Pieces to the right of the space begin at the right column's edge or a little in, many at one edge; words that
        cross the space are few; and what stands on both sides has that space between.
        """
        beside = [[word for word in line.words if word.x0 >= self.gutter] for line in lines]
        rights = [words[0].x0 for words in beside if words]
        across = sum(
            any(word.x0 < self.gutter < word.x1 for word in line.words) or self._runs_over(line, opening)
            for line in lines
        )
        lefts = [line for line in lines if line.x0 < self.gutter]
        return (
            len(rights) >= 2
            and len(lefts) >= 2
            and across <= _MOST_ACROSS * len(lines)
            and all(self.right - SAME <= at <= self.right + INDENTED for at in rights)
            and sum(at - min(rights) <= SAME for at in rights) >= 0.2 * len(rights)
            and all(self.left - SAME <= line.x0 <= self.left + INDENTED for line in lefts)
        )

    def _runs_over(self, line: Linje, opening: float) -> bool:
        before = [word.x1 for word in line.words if word.x1 <= self.gutter]
        after = [word.x0 for word in line.words if word.x0 >= self.gutter]
        return bool(before and after) and min(after) - max(before) < opening


def kendt_mellemrum(lines: Sequence[Linje], kendte: Iterable[Satsspalter], opening: float) -> float | None:
    """The space between the columns these lines stand in, where the document's columns fit them."""
    return next((each.gutter for each in kendte if each.fits(lines, opening)), None)
