"""Where one statement ends and the next begins."""

import re
from itertools import pairwise
from typing import Final

_ABBREVIATED: Final = (
    "tidl ca afd kr min max maks pr pct mdr mio mia t d nr pkt jf bl inkl ekskl evt ift vedr f fx kl stk pers "
    "gns hhv tlf kvt sept okt nov dec jan feb s a o dvs mv m st kap inkl delt beb"
)
_ABBREVIATIONS: Final = frozenset(_ABBREVIATED.split())


def clauses_of(raw: str, work: str) -> list[tuple[int, int]]:
    """Sentences and what semicolons part. A full stop after an abbreviation ends nothing."""
    cuts = [0]
    for found in re.finditer(r";|[.!?](?=\s+[^\W\d_]|\s+[0-9])", work):
        before = re.search(r"[\wæøå]+$", work[: found.start()])
        word = before.group() if before else ""
        if found.group() == ".":
            after = raw[found.end() :].lstrip()[:1]
            if (
                word in _ABBREVIATIONS
                or (not after.isupper() and not after.isdigit())
                or (after.isdigit() and len(word) < 3)
            ):
                continue
        cuts.append(found.end())
    cuts.append(len(work))
    return [(start, end) for start, end in pairwise(cuts) if end > start]
