"""What stands at the top and foot of every page: taken out of the text and kept apart."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from indsatser.importing.dokument.pdf.linjer import Linje

ZONE: Final = 0.13  # of the page's height
NEAR: Final = 0.45  # of the size: no more space than between a text's lines
SHARE: Final = 0.4  # of the pages a line stands on to be taken for a header
_NUMBER: Final = re.compile(r"\d+")
_PAGE: Final = re.compile(
    r"[-–|· ]*(?:(?:side|s\.|page|pag\.)\s*)?\d{1,4}(?:\s*(?:af|/|of|-)\s*\d{1,4})?[-–|· ]*", re.I
)


def uden_kanter(
    pages: Sequence[tuple[float, list[Linje]]],
) -> tuple[list[list[Linje]], list[str], list[str]]:
    """Every page's lines without those repeated at its edges; and the headers' and footers' wordings, each once.

    `pages` are (height, lines). A line is repeated when its text, figures aside, stands at the same height on two
    pages in five, and on at least two; a lone page number always counts.
    """
    seen: Counter[tuple[str, int, str]] = Counter()
    for height, lines in pages:
        seen.update({_key(line, height) for line in lines if _edge(line, height)})
    least = max(2, SHARE * len(pages))
    kept: list[list[Linje]] = []
    found: dict[str, list[str]] = {"top": [], "foot": []}
    for height, lines in pages:
        own = []
        away = [
            bool(_edge(line, height)) and (_is_page_number(line, lines) or _count(seen, _key(line, height)) >= least)
            for line in lines
        ]
        _give_back(lines, away)
        for line, is_away in zip(lines, away, strict=True):
            if is_away:
                edge = _edge(line, height)
                wording = re.sub(r"\s+", " ", line.text)
                if not _PAGE.fullmatch(wording) and not _is_known(wording, found[edge]):
                    found[edge].append(wording)
            else:
                own.append(line)
        kept.append(own)
    return kept, found["top"], found["foot"]


def _give_back(lines: Sequence[Linje], away: list[bool]) -> None:
    """A line that stands as near to the text as the text's own lines is text, however often it is repeated."""
    for steps in (range(len(lines) - 2, -1, -1), range(1, len(lines))):
        step = 1 if steps.step < 0 else -1
        for at in steps:
            line, near = lines[at], lines[at + step]
            gap = max(line.top, near.top) - min(line.bottom, near.bottom)
            if away[at] and not away[at + step] and gap < NEAR * line.size and abs(line.size - near.size) < 0.6:
                away[at] = False


def _edge(line: Linje, height: float) -> str:
    if line.bottom <= ZONE * height:
        return "top"
    return "foot" if line.top >= (1 - ZONE) * height else ""


def _key(line: Linje, height: float) -> tuple[str, int, str]:
    return _edge(line, height), round(line.y / 4), _NUMBER.sub("#", line.text)


def _count(seen: Counter[tuple[str, int, str]], key: tuple[str, int, str]) -> int:
    """How often the line was met, a hair higher or lower too."""
    edge, at, text = key
    return sum(seen[(edge, at + step, text)] for step in (-1, 0, 1))


def _is_page_number(line: Linje, lines: Sequence[Linje]) -> bool:
    """A page's number alone, as the page's first or last line."""
    return bool(_PAGE.fullmatch(line.text)) and (line is lines[0] or line is lines[-1])


def _is_known(wording: str, found: Sequence[str]) -> bool:
    plain = _NUMBER.sub("#", wording)
    return any(_NUMBER.sub("#", each) == plain for each in found)
