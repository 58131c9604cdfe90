"""What looks like a person's name: it neither becomes a value nor stays with one's place (docs/regler.md §9.4)."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from indsatser.importing.aftale.normal import even
from indsatser.importing.aftale.ordbog import ordbog

UDELADT: Final = "(navn udeladt)"
_WORDS: Final = re.compile(r"[A-ZÆØÅ][\wæøåé'-]*\.?(?:[ ]+(?:[A-ZÆØÅ][\wæøåé'-]*\.?|von|van|de|el|al|af)){1,4}")
_SHORT: Final = re.compile(r"[A-ZÆØÅ]\.\s?[A-ZÆØÅ]\.?")
_PIECES: Final = re.compile(r"([,;:\t\n()/]|\s[–—-]\s|\s+og\s+)")
_NO_PERSON: Final = re.compile(
    r"bolig|forening|kommune|skole|politi|fond|center|centret|forvaltning|afdeling|selskab|organisation|sekretariat"
    r"|bestyrelse|udvalg|magistrat|institut|klub|bibliotek|jobcenter|råd|sport|fritid|kultur|sundhed|børn|unge|social"
    r"|hus\b|huset|parken|bakken|gården|vænget|leder|chef|direktør|formand|konsulent|styrelse|ministeri|universitet|a/s|aps"
)


@cache
def _fornavne() -> frozenset[str]:
    return frozenset(ordbog()["fornavne"])


def er_navn(text: str) -> bool:
    """Whether a text is a person's name and nothing else: two to five words in capitals, a given name first."""
    plain = text.strip(" .,;:")
    return _ligner(plain) and even(plain).split()[0] in _fornavne()


def uden_navne(text: str, behold: Iterable[str]) -> str:
    """A line about a party, a member or a post without the pieces that look like a person's name. What is a value that
    was read from it (`behold`) stays."""
    values = [even(each) for each in behold]
    pieces = _PIECES.split(text)
    kept = [
        UDELADT
        if _ligner(piece.strip(" .")) and not any(even(piece.strip(" .")) in value for value in values)
        else piece
        for piece in pieces
    ]
    if kept == pieces:
        return text
    return (
        " ".join("".join(f" {each} " if each == UDELADT else each for each in kept).split())
        .replace(" ,", ",")
        .replace(" :", ":")
    )


def _ligner(plain: str) -> bool:
    if _SHORT.fullmatch(plain):
        return True
    return bool(_WORDS.fullmatch(plain)) and not _NO_PERSON.search(even(plain)) and not re.search(r"\d", plain)
