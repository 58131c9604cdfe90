"""Headings without numbers in pages that became one line, where the table of contents is one line too and has no dots.

Nothing ends a title in such a table but that its words stand together in the text, in the same order, where a sentence
has just ended. Titles in capitals are chapters; those after them stand under them.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from indsatser.importing.dokument.indholdstitler import Hoved

_LONGEST: Final = 12
_SURE: Final = re.compile(
    r"(?:delmål|aktiviteter|(?:aktiviteter [-–] )?opsamling)",
    re.IGNORECASE,
)
"""Titles that stand over lists: what is before them need not end in a full stop."""
_ALONE: Final = re.compile(
    r"mål|succeskriterier|milepæle|vision|målgruppe|budget|økonomi|organisering|organisation|evaluering", re.IGNORECASE
)
"""Titles of one word: a capital after them begins the next title, though both stand together in the text."""
_OWN: Final = re.compile(r"organis|budget|økonomi|evaluering|bilag|tidsplan|hvordan måler", re.IGNORECASE)
"""What a chapter of the plan's own begins with, wherever it stands."""

_ORGAN: Final = re.compile(r"(?:grupper?(?:ne?)?|udvalg(?:et)?|forum|bestyrelsen?|sekretariatet?)$", re.IGNORECASE)

Sted = tuple[int, int, int]
"""The piece a title stands in, where it begins and where it ends."""


def hoveder_i_orden(pieces: Sequence[str], contents: str) -> dict[int, list[Hoved]]:
    """The headings of each piece; {} where the table has no two titles in capitals, which are what tells levels."""
    found = list(_found(pieces, contents.split()))
    chapters = [title for title, _place in found if _is_capitals(title)]
    if len(chapters) < 2:
        return {}
    heads: dict[int, list[Hoved]] = {}
    inside = False
    for title, (piece, start, end) in found:
        if _is_capitals(title):
            level, inside = 1, True
        elif _ORGAN.search(title):
            level = 2
        elif not inside or _OWN.match(title):
            level = 1
            inside = inside and not _OWN.match(title)
        else:
            level = 2
        heads.setdefault(piece, []).append((start, end, level))
    return heads


def _found(pieces: Sequence[str], words: Sequence[str]) -> Iterator[tuple[str, Sted]]:
    at, piece, begin = 0, 0, 0
    while at < len(words):
        for length in range(_longest(words, at), 0, -1):
            title = " ".join(words[at : at + length])
            place = _place(pieces, title, piece, begin) if _may_be_title(words, at, length) else None
            if place:
                yield title, place
                piece, _start, begin = place
                at += length
                break
        else:
            at += 1


def _longest(words: Sequence[str], at: int) -> int:
    """How many words a title that begins here may have: to the next capital, where the first word may be all of it."""
    most = min(_LONGEST, len(words) - at)
    if not _ALONE.fullmatch(words[at]):
        return most
    return next((count for count in range(1, most) if words[at + count][0].isupper()), most)


def _may_be_title(words: Sequence[str], at: int, length: int) -> bool:
    follows = words[at + length] if at + length < len(words) else "A"
    return words[at][0].isupper() and (follows[0].isupper() or follows[0].isdigit())


def _place(pieces: Sequence[str], title: str, piece: int, begin: int) -> Sted | None:
    pattern = re.compile(rf"(?<!\S){re.escape(title)}(?=\s+[A-ZÆØÅ\d«\"»”]|$)")
    for number in range(piece, len(pieces)):
        text = pieces[number]
        for match in pattern.finditer(text, begin if number == piece else 0):
            before = text[: match.start()].rstrip()
            is_next = number == piece and not text[begin : match.start()].strip()
            is_next = is_next or _is_said_again(title, text[match.end() :])
            if not before or before[-1] in '.?!:)»”"' or is_next or _is_capitals(title) or _sure(title):
                return number, match.start(), match.end()
    return None


def _sure(title: str) -> bool:
    return bool(_SURE.fullmatch(title) or _ALONE.fullmatch(title))


def _is_said_again(title: str, follows: str) -> bool:
    """Whether the text begins with the title's last word: "Følgegruppe Følgegruppen mødes …"."""
    last = title.split()[-1]
    return len(last) >= 5 and follows.lstrip().lower().startswith(last.lower())


def _is_capitals(title: str) -> bool:
    return title.isupper() and sum(mark.isalpha() for mark in title) >= 5
