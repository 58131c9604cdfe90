"""Footnotes: small lines at a page's foot that begin with a raised figure, and the same figure in the text."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from indsatser.importing.dokument.blokke import Afsnit, Blok, Celle, Fodnote, Henvisning, Tabel, blokke_i
from indsatser.importing.dokument.maerker import uden_stykke
from indsatser.importing.dokument.pdf.afsnit import afsnit_af
from indsatser.importing.dokument.pdf.linjer import Linje

_RAISED: Final = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_PLAIN: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def uden_noter(lines: Sequence[Linje], broed: float) -> tuple[list[Linje], list[Linje]]:
    """The page's lines, and those of its footnotes: from the first small line with a raised figure in front, down."""
    for at, line in enumerate(lines):
        rest = lines[at:]
        begins = line.is_raised(line.words[0]) or (line.words[0].text.isdigit() and line.words[0].y < line.y - 1)
        if begins and len(line.words) > 1 and all(each.size < broed - 0.4 for each in rest):
            return list(lines[:at]), list(rest)
    return list(lines), []


def med_noter(blokke: list[Blok], lines: Sequence[Linje], side: int, before: int) -> tuple[list[Blok], list[Fodnote]]:
    """The blocks with their marks turned into pointers, and the notes. A mark without a note stays as it is seen."""
    noter: list[Fodnote] = []
    for each in _split(lines):
        afsnit = afsnit_af(each, side)
        mark = _RAISED.match(afsnit[0].text) if afsnit else None
        if mark:
            number = before + len(noter) + 1
            first = uden_stykke(afsnit[0], 0, mark.end())
            first = uden_stykke(first, 0, len(first.text) - len(first.text.lstrip()))
            noter.append(Fodnote(f"side{side}-{number}", mark[0].translate(_PLAIN), (first, *afsnit[1:])))
    if not noter:
        return blokke, []
    by_mark = {each.marker: each.id for each in noter}
    return [_blok(blok, by_mark) for blok in blokke], noter


def _split(lines: Sequence[Linje]) -> list[list[Linje]]:
    notes: list[list[Linje]] = []
    for line in lines:
        first = line.words[0]
        if first.text.isdigit() and (line.is_raised(first) or first.y < line.y - 1):
            notes.append([])
        if notes:
            notes[-1].append(line)
    return notes


def _blok(blok: Blok, by_mark: dict[str, str]) -> Blok:
    if isinstance(blok, Afsnit):
        return _afsnit(blok, by_mark)
    if not any(_RAISED.search(each.text) for each in blokke_i((blok,)) if isinstance(each, Afsnit)):
        return blok

    def cell(celle: Celle) -> Celle:
        return replace(celle, blokke=tuple(_blok(each, by_mark) for each in celle.blokke))

    return Tabel(
        tuple(replace(row, celler=tuple(map(cell, row.celler))) for row in blok.raekker), blok.sted, blok.style
    )


def _afsnit(afsnit: Afsnit, by_mark: dict[str, str]) -> Afsnit:
    for mark in reversed(list(_RAISED.finditer(afsnit.text))):
        note = by_mark.get(mark[0].translate(_PLAIN))
        if note is not None:
            afsnit = uden_stykke(afsnit, *mark.span())
            afsnit = replace(afsnit, notes=(Henvisning(mark.start(), note), *afsnit.notes))
    return afsnit
