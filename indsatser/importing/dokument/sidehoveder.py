"""Running heads in pages that became one line each: the same words, last or first on most pages, with a number."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

_PAGES: Final = 3
_BEHIND: Final = 2
"""How far a printed number may be from what most pages say: a leaf was left out of the copy."""
_WORDS: Final = 12
"""No running head is longer."""
_NUMBER: Final = re.compile(r"\d{1,3}")


def uden_sidehoveder(pages: Sequence[str]) -> list[str]:
    """The pages without the words that end, or begin, at least three of them and a third of all, each time with a
    page's number beside them."""
    words = [page.split() for page in pages]
    last = _shared([list(reversed(each)) for each in words])
    first = _shared(words)
    return [_cut(page, first, last) for page in pages]


def uden_sidetal(pages: Sequence[str]) -> list[str]:
    """The pages without the number printed last on most of them; it may be some pages behind the copy's own count."""
    last = [page.split()[-1:] for page in pages]
    offsets = Counter(
        number - int(word[0]) for number, word in enumerate(last, start=1) if word and _NUMBER.fullmatch(word[0])
    )
    offset, times = offsets.most_common(1)[0] if offsets else (0, 0)
    if times < max(_PAGES, len(pages) // 2):
        return list(pages)
    return [
        page.rstrip()[: -len(word[0])].rstrip()
        if word and _NUMBER.fullmatch(word[0]) and abs(number - int(word[0]) - offset) <= _BEHIND
        else page
        for number, (page, word) in enumerate(zip(pages, last, strict=True), start=1)
    ]


def _shared(pages: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The longest run of words beside a number that many pages share, as it stands from the edge; () for none."""
    counts: Counter[tuple[str, ...]] = Counter()
    for page in pages:
        if len(page) > 2 and _NUMBER.fullmatch(page[0]):
            counts.update(tuple(page[1 : 1 + length]) for length in range(1, min(_WORDS, len(page) - 1) + 1))
    least = max(_PAGES, len(pages) // 3)
    often = [run for run, times in counts.items() if times >= least and (len(run) > 1 or run[0].lower() == "side")]
    return max(often, key=len, default=())


def _cut(page: str, first: tuple[str, ...], last: tuple[str, ...]) -> str:
    if last:
        foot = r"\s+".join(map(re.escape, reversed(last)))
        page = re.sub(rf"\s*{foot}\s+\d{{1,3}}\s*$", "", page)
    if first:
        head = r"\s+".join(map(re.escape, first))
        page = re.sub(rf"^\s*\d{{1,3}}\s+{head}\s*", "", page)
    return page
