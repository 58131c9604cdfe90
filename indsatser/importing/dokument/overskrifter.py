"""Headings by look: short lines that are bold, bigger or numbered, in documents whose authors used no styles."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import median_low
from typing import Final

from indsatser.importing.dokument.blokke import Afsnit, Blok, Omgivelse, Overskriftkilde
from indsatser.importing.dokument.maerker import dybde, er_kapitelnummer

MAX_LENGTH: Final = 110
BIGGER: Final = 0.9  # points above the text's own size
MAX_LEVEL: Final = 9
_SENTENCE: Final = re.compile(r"[.;,!?]$")
_MAIN: Final = re.compile(r"(?:kapitel|bilag|del)\s+(?:\d{1,2}|[A-Z])\b", re.IGNORECASE)

Look = tuple[float, bool, bool]
"""Size, capitals, bold: the way headings are ranked."""


def med_overskrifter(blokke: Iterable[Blok]) -> list[Blok]:
    """The blocks, those that look like headings with a level; headings by style stay as they are.

    A number gives the level ("5.2.1" is 3); looks without numbers are ranked among them by size, capitals and bold.
    """
    found = list(blokke)
    afsnit = [each for each in found if isinstance(each, Afsnit)]
    size = _broedskrift(afsnit)
    is_bold_text = sum(each.is_bold for each in afsnit) > 0.6 * max(len(afsnit), 1)
    heads = {
        at
        for at, each in enumerate(found)
        if isinstance(each, Afsnit) and each.level is None and _looks_like(each, size, is_bold_text)
    }
    heads = {at for at in heads if not _is_list_of_numbers(found, at)}
    levels = _levels(found, heads, size)
    return [
        replace(each, level=levels[at], level_source=Overskriftkilde.UDSEENDE, list_level=None)
        if at in heads and isinstance(each, Afsnit)
        else each
        for at, each in enumerate(found)
    ]


def _looks_like(afsnit: Afsnit, size: float, is_bold_text: bool) -> bool:
    text = afsnit.text
    is_number = er_kapitelnummer(afsnit.marker)
    if (
        afsnit.is_toc
        or afsnit.sted.omgivelse is not Omgivelse.BROEDTEKST
        or not 2 <= len(text) <= MAX_LENGTH
        or "\n" in text
        or "\t" in text
        or _SENTENCE.search(text)
        or not any(mark.isalpha() for mark in text)
        or (afsnit.marker and not is_number)
        or not (text[0].isupper() or text[0].isdigit() or text[0] in "«”\"'(")
    ):
        return False
    if afsnit.size is not None and size and afsnit.size >= size + BIGGER:
        return True
    if (afsnit.is_bold and not is_bold_text) or _is_capitals(text):
        return True
    return is_number and dybde(afsnit.marker) > 1 and len(text) < 80 and not text.endswith(":")


def _is_capitals(text: str) -> bool:
    return text.isupper() and sum(mark.isalpha() for mark in text) >= 5


def _is_list_of_numbers(blokke: Sequence[Blok], at: int) -> bool:
    """Plain numbered lines right below each other are a list, not chapters: nothing stands under any of them."""
    own = blokke[at]
    if not isinstance(own, Afsnit) or not own.marker or own.is_bold:
        return False
    after = blokke[at + 1] if at + 1 < len(blokke) else None
    before = blokke[at - 1] if at else None
    return any(
        isinstance(each, Afsnit)
        and er_kapitelnummer(each.marker)
        and dybde(each.marker) == dybde(own.marker)
        and (each.size, each.is_bold) == (own.size, own.is_bold)
        for each in (before, after)
    )


def _levels(blokke: Sequence[Blok], heads: set[int], size: float) -> dict[int, int]:
    """The level of each heading by look."""
    afsnit = {at: each for at in sorted(heads) if isinstance(each := blokke[at], Afsnit)}
    styled = [each for each in blokke if isinstance(each, Afsnit) and each.level is not None]
    numbered: dict[Look, list[int]] = {}
    for each in afsnit.values():
        if each.marker or _MAIN.match(each.text):
            numbered.setdefault(_look(each), []).append(_depth(each, styled))
    ranks: dict[Look, int] = {}
    level = max((each.level or 0 for each in styled), default=0)
    for look in sorted({_look(each) for each in afsnit.values()}, reverse=True):
        level = min(numbered[look]) if look in numbered else level + 1
        ranks[look] = level
        level = max(level, max(numbered.get(look, [0])))
    found, above = {}, 0
    for at, each in afsnit.items():
        if each.marker or _MAIN.match(each.text):
            found[at] = above = _depth(each, styled)
        elif above and _look(each) in numbered and (each.size or 0.0) < size + BIGGER:
            found[at] = above + 1  # no bigger than the text: it stands under the numbered one before
        else:
            found[at] = ranks[_look(each)]
    return {at: min(level, MAX_LEVEL) for at, level in found.items()}


def _depth(afsnit: Afsnit, styled: Sequence[Afsnit]) -> int:
    """The level a number says; where headings by style are numbered too, theirs of the same depth."""
    if not afsnit.marker:
        return 1
    depth = dybde(afsnit.marker)
    same = [each.level or depth for each in styled if er_kapitelnummer(each.marker) and dybde(each.marker) == depth]
    return median_low(same) if same else depth


def _look(afsnit: Afsnit) -> Look:
    return afsnit.size or 0.0, _is_capitals(afsnit.text), afsnit.is_bold


def _broedskrift(afsnit: Iterable[Afsnit]) -> float:
    """The size most of the text is set in, headings by style aside."""
    sizes: Counter[float] = Counter()
    for each in afsnit:
        if each.size and each.level is None:
            sizes[each.size] += len(each.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=0.0)
