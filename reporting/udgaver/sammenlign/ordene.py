"""A text held against what it was, word by word. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import groupby
from operator import itemgetter

from reporting.udgaver.sammenlign.typer import Ordart, Ordstykke

ORD = re.compile(r"\S+\s*")
LIGNER = 0.4
"""Texts with less in common are shown whole, the old and the new: marks in every other word help nobody."""


MANGE_PAR = 2_000_000
"""Pairs of equal words, one from each text: above it the search takes seconds, and the commonest words are left to
stand where their neighbours do.
"""


def ordforskel(foer: str, nu: str) -> tuple[Ordstykke, ...]:
    """The words of both in order, each as kept, put in or taken out; blanks go with the word before them."""
    before, after = ORD.findall(foer), ORD.findall(nu)
    old, new = [word.strip() for word in before], [word.strip() for word in after]
    head = _ens(old, new)
    tail = _ens(old[head:][::-1], new[head:][::-1])
    ends = len(old) - tail, len(new) - tail
    matcher = SequenceMatcher(None, old[head : ends[0]], new[head : ends[1]], autojunk=_par(old, new) > MANGE_PAR)
    same = head + tail + sum(block.size for block in matcher.get_matching_blocks())
    if 2 * same < LIGNER * (len(old) + len(new)):
        whole = [(Ordart.UD, foer), (Ordart.IND, nu)]
    else:
        whole = [(Ordart.ENS, "".join(after[:head]))]
        for what, a, b, c, d in matcher.get_opcodes():
            if what == "equal":
                whole.append((Ordart.ENS, "".join(after[head + c : head + d])))
            else:
                whole.append((Ordart.UD, "".join(before[head + a : head + b])))
                whole.append((Ordart.IND, "".join(after[head + c : head + d])))
        whole.append((Ordart.ENS, "".join(after[ends[1] :])))
    return tuple(_samlet(whole))


def _ens(one: list[str], other: list[str]) -> int:
    """How many words the two begin with in common."""
    number = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        number += 1
    return number


def _par(old: list[str], new: list[str]) -> int:
    counted = Counter(new)
    return sum(counted[word] for word in old)


def _samlet(pieces: Iterable[tuple[Ordart, str]]) -> Iterator[Ordstykke]:
    """Without the empty ones, and those that share a fate and follow each other as one."""
    for art, group in groupby((piece for piece in pieces if piece[1]), itemgetter(0)):
        yield Ordstykke(art, "".join(text for _, text in group))
