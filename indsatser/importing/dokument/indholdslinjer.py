"""Headings of a plain text that its table of contents has, line for line: "4 Bomiljø ......... 5"."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from indsatser.importing.dokument.blokke import Afsnit, Blok, Overskriftkilde

_ENTRY: Final = re.compile(r"(?P<nr>\d{1,2}(?:\.\d{1,2})*)\.?\s+(?P<titel>[^\W\d_].*?)\s*(?:[.…] ?){3,}\s*\d{1,3}")
_HEAD: Final = re.compile(r"(?P<nr>\d{1,2}(?:\.\d{1,2})*)\.?\s+(?P<titel>\S.*)")
_FEW: Final = 3
_LONG: Final = 300
"""No line of a table of contents is longer; trying one that is could take long."""


def med_indholdets_overskrifter(blokke: Iterable[Blok]) -> list[Blok]:
    """The blocks; a short paragraph with the number and the words of a line in the table of contents has a level."""
    found = list(blokke)
    entries = _entries(found)
    return [_head(blok, entries) if isinstance(blok, Afsnit) and entries else blok for blok in found]


def _entries(blokke: Sequence[Blok]) -> dict[tuple[str, str], int]:
    entries: dict[tuple[str, str], int] = {}
    for blok in blokke:
        if (
            isinstance(blok, Afsnit)
            and blok.is_toc
            and len(blok.text) <= _LONG
            and (match := _ENTRY.fullmatch(f"{blok.marker} {blok.text}".strip()))
        ):
            entries[match["nr"], _even(match["titel"])] = match["nr"].count(".") + 1
    return entries if len(entries) >= _FEW else {}


def _head(afsnit: Afsnit, entries: dict[tuple[str, str], int]) -> Afsnit:
    if afsnit.is_toc or afsnit.level is not None or len(afsnit.text) > 120:
        return afsnit
    match = _HEAD.fullmatch(f"{afsnit.marker} {afsnit.text}".strip())
    level = entries.get((match["nr"], _even(match["titel"]))) if match else None
    if level is None:
        return afsnit
    return replace(afsnit, level=level, level_source=Overskriftkilde.UDSEENDE, list_level=None)


def _even(text: str) -> str:
    return " ".join(text.split()).casefold()
