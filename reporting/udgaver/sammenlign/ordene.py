"""A text held against what it was, word by word. Pure."""

import re
from difflib import SequenceMatcher

from reporting.udgaver.sammenlign.typer import Ordart, Ordstykke

ORD = re.compile(r"\S+\s*")
LIGNER = 0.4
"""Texts with less in common are shown whole, the old and the new: marks in every other word help nobody."""


def ordforskel(foer: str, nu: str) -> tuple[Ordstykke, ...]:
    """The words of both in order, each as kept, put in or taken out; blanks go with the word before them."""
    before, after = ORD.findall(foer), ORD.findall(nu)
    matcher = SequenceMatcher(
        None, [word.strip() for word in before], [word.strip() for word in after], autojunk=False
    )
    if matcher.ratio() < LIGNER:
        whole = [(Ordart.UD, foer), (Ordart.IND, nu)]
    else:
        whole = []
        for what, a, b, c, d in matcher.get_opcodes():
            if what == "equal":
                whole.append((Ordart.ENS, "".join(after[c:d])))
            else:
                whole += [(Ordart.UD, "".join(before[a:b])), (Ordart.IND, "".join(after[c:d]))]
    return tuple(Ordstykke(art, text) for art, text in whole if text)
