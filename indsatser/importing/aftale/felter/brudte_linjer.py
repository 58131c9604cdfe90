"""Criteria whose lines were broken or whose sentences belong together: what goes on is put back where it came from."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from indsatser.importing.aftale.felter.tabte_linjer import er_udsagn
from indsatser.importing.aftale.led import Stykke

if TYPE_CHECKING:
    from indsatser.importing.aftale.felter.kriterieraekker import Raat

_GOES_ON: Final = re.compile(
    r"(?:på (?:længere )?sigt|det|dette|disse|denne|dermed|derudover|målet|visionen|ambitionen|udgangspunktet|"
    r"tallet|niveauet|heraf|hvoraf|til sammenligning|baseline|udviklingen|"
    r"(?:andelen|antallet|gennemsnittet|fraværet)\s+(?:skal|er|var|lå|falder|stiger)|"
    r"(?:i|ved udgangen af|inden udgangen af|ultimo|primo|senest i)\s+20\d\d\s+(?:er|skal|var|lå|udgør\w*)|"
    r"(?:[\wæøå]+s\s)?(?:lands)?gennemsnit\w*\s+(?:er|var|lå|på)|(?:hele\s+)?(?:kommunen|byen|landet)\s+(?:er|var|lå))\b",
    re.IGNORECASE,
)
"""How a sentence begins that says more of the criterion before it."""
_OPEN_END: Final = re.compile(
    r"(?:[,/(–-]|\b(?:og|eller|samt|i|på|af|for|fra|til|med|ved|hos|om|under|over|mod|mellem|uden|efter|den|det|de|en|et|"
    r"mindst|højst|minimum|gennemsnitligt|gennemsnit|snit|hver|hvert|som|der|at|er|har|inden|senest|pr\.|ca\.|à))$",
    re.IGNORECASE,
)
"""A line that ends so is not whole."""
_NAME_ON: Final = re.compile(r"\b(?:og|eller|samt|for|af)$")
"""A name that goes on in the next line."""


def goes_on(text: str) -> bool:
    """Whether a sentence says more of the one before: "På sigt skal den under 40 %", "I 2022 er andelen 90 %"."""
    return bool(_GOES_ON.match(text.strip()))


def together(line: Stykke, cuts: list[int]) -> list[int]:
    """The cuts after which a sentence of its own begins."""
    return [at for at in cuts if not goes_on(line.text[at:])]


def join_broken(raw: "list[Raat]", is_source: Callable[[str], bool]) -> "list[Raat]":
    """Rows whose line was broken in the middle: the line before leads on, or the next begins in small letters or
    with a parenthesis. List items and rows of a table begin anew."""
    joined: list[Raat] = []
    for one in raw:
        before = joined[-1] if joined else None
        is_apart = (
            one.lines and is_source(one.statement) and not (before and _NAME_ON.search(before.statement.rstrip()))
        )
        if before is not None and not is_apart and _is_broken(before, one):
            before.cut = f"{before.statement} {one.statement}"
            before.lines = (*before.lines, *one.lines)
            before.source, before.source_sure = one.source, one.source_sure
        else:
            joined.append(one)
    return joined


def _is_broken(before: "Raat", one: "Raat") -> bool:
    if not before.lines or not one.lines or before.source or one.lines[0].tabel or one.lines[0].is_item:
        return False
    if one.goal is not None and one.goal[1] is one.lines[0]:
        return False
    first, last = one.statement[:1], before.statement.rstrip()
    if first == "(":
        return last[-1:] not in ".;"
    if er_udsagn(one.statement) and re.match(r"\d", one.statement) and er_udsagn(last) and re.search(r"\d", last):
        return False
    return bool(_OPEN_END.search(last)) or (first.islower() and last[-1:] not in ".;:")
