"""What a web page says around its copy of a document where no form of its own is known (see `websider`): the words
above the copy, and the names of other documents.
"""

import re
from typing import Final

_BEGINS: Final = frozenset(("transkript", "transcript", "hele teksten"))
"""The words above the copy, alone on their line."""
_OTHERS: Final = "relaterede dokumenter"
_ITS_OWN: Final = re.compile(
    r"størrelse:( px)?|starte visningen fra side:?|save this pdf as:|download [\"»”].*|relaterede dokumenter|"
    r"indlæser\.* ?\(se fuldtekst nu\)|copied!|• ingen resultater fundet|academic year: .*|protected",
    re.IGNORECASE,
)
_FIRST_PAGE: Final = re.compile(r"1\s+\S.{150,}")
"""The first page as one line."""
_FAR: Final = 200


def uden_hjemmeside(text: str) -> tuple[list[str], str]:
    """The web page's own lines, and the text without them. The lines before the copy are its own only where one of
    them is known to be; so are those from the list of other documents on, after the copy."""
    lines = text.split("\n")
    start = _start(lines)
    stop = next(
        (at for at in range(len(lines) - 1, start, -1) if start and lines[at].strip().lower() == _OTHERS), len(lines)
    )
    own = [line for line in (*lines[:start], *lines[stop:]) if line.strip()]
    return own, "\n".join(lines[start:stop])


def _start(lines: list[str]) -> int:
    """Where the copy begins; 0 where nothing says so."""
    known = False
    others = False
    for at, line in enumerate(lines[:_FAR]):
        plain = line.strip().lower()
        if known and plain in _BEGINS:
            return at + 1
        if others and _FIRST_PAGE.match(line.strip()):
            return at
        known = known or bool(_ITS_OWN.fullmatch(plain))
        others = others or plain == _OTHERS
    return 0
