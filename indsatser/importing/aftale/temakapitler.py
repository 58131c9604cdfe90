"""Chapters about a theme in a plan without forms: sub-chapters that describe the activities, then the theme's own Mål,
Milepæle and Succeskriterier as sub-chapters beside them.

The criteria are the theme's, never the last activity's; the milestones are the plan's. One chapter alone is not enough
to tell such a plan.
"""

from collections.abc import Sequence
from typing import Final

from indsatser.importing.aftale.led import TABELTITEL, Etiket, Led, Linje, Overskrift, Rad
from indsatser.importing.aftale.navne import activity_name, delaftale_name
from indsatser.importing.aftale.normal import name_key, without_number
from indsatser.importing.aftale.tabelled import FORMULAR

OMRAADE: Final = "omraade"
AKTIVITET: Final = "aktivitet"
LUK: Final = "luk"
_FEW: Final = 2
_OWN: Final = ("maal", "kriterier", "milepaele", "aktiviteter")
"""What a theme's own sub-chapters are about."""


def med_temakapitler(led: list[Led]) -> list[Led]:
    """The strip, where the headings of such chapters say what they are."""
    chapters = [span for at in range(len(led)) if (span := _chapter(led, at))]
    if len(chapters) < _FEW:
        return led
    result: list[Led] = []
    done = 0
    for start, stop in chapters:
        if start >= done:
            result += [*led[done:start], *_told(led[start:stop])]
            done = stop
    return [*result, *led[done:]]


def _level(part: Led) -> int | None:
    return part.niveau if isinstance(part, Overskrift | Etiket) else None


def _chapter(led: Sequence[Led], at: int) -> tuple[int, int] | None:
    head = led[at]
    if not isinstance(head, Overskrift) or head.niveau >= TABELTITEL - 1:
        return None
    if activity_name(head.stykke.text) or delaftale_name(head.stykke.text) is not None:
        return None
    stop = at + 1
    while stop < len(led) and ((level := _level(led[stop])) is None or level > head.niveau):
        stop += 1
    inner = led[at + 1 : stop]
    below = [part for part in inner if _level(part) == head.niveau + 1]
    is_plain = not any(
        isinstance(part, Etiket) and part.niveau is None and any(navn.key in FORMULAR for navn in part.navne)
        for part in inner
    )
    criteria = [at for at, part in enumerate(below) if isinstance(part, Etiket) and part.may_be("kriterier")]
    own = [at for at, part in enumerate(below) if isinstance(part, Etiket) and part.may_be(*_OWN)]
    if not is_plain or not criteria or "overordne" in below[criteria[0]].stykke.text.casefold():  # type: ignore[union-attr]
        return None
    return (at, stop) if any(isinstance(part, Overskrift) for part in below[: own[0]]) else None


def _told(part: Sequence[Led]) -> list[Led]:
    head = part[0]
    assert isinstance(head, Overskrift)
    level = head.niveau + 1
    blocks: list[list[Led]] = [[]]
    for each in part[1:]:
        if _level(each) == level:
            blocks.append([])
        blocks[-1].append(each)
    listed = "".join(_words(block) for block in blocks if _is(block, "aktiviteter"))
    result: list[Led] = [Overskrift(head.stykke, head.niveau, head.sikkerhed, OMRAADE), *blocks[0]]
    milestones: list[Led] = []
    is_own = False
    for block in blocks[1:]:
        first = block[0]
        if isinstance(first, Overskrift):
            is_named = not listed or name_key(without_number(first.stykke.text)) in listed
            if is_named and not is_own:
                result += [Overskrift(first.stykke, level, first.sikkerhed, AKTIVITET), *block[1:]]
            else:
                result += [Linje(first.stykke), *block[1:]]
        elif _is(block, "milepaele"):
            milestones += block
        else:
            if not is_own and isinstance(first, Etiket):
                result.append(Overskrift(first.stykke, level, first.sikkerhed, LUK))
            is_own = is_own or _is(block, *_OWN)
            result += block
    return [*result, *milestones]


def _is(block: Sequence[Led], *keys: str) -> bool:
    return bool(block) and isinstance(block[0], Etiket) and block[0].may_be(*keys)


def _words(block: Sequence[Led]) -> str:
    lines = [
        part.stykke.text if isinstance(part, Linje) else part.text for part in block if isinstance(part, Linje | Rad)
    ]
    return f" {' '.join(name_key(line) for line in lines)} "
