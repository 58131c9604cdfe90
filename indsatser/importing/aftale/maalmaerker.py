""" "Mål 1: …" under the heading of criteria names the goal a criterion belongs to, and is no goal."""

import re
from typing import Final

from indsatser.importing.aftale.led import Etiket, Led, Linje, Stykke

_MARK: Final = re.compile(r"(?:del)?mål\s+[a-h1-9]\s*:?", re.IGNORECASE)


def med_maalmaerker(led: list[Led]) -> list[Led]:
    """The strip, where such a mark under a heading of criteria is one line with what follows it."""
    result: list[Led] = []
    is_criteria = False
    for part in led:
        before = result[-1] if result else None
        if isinstance(part, Etiket) and not _is_mark(part):
            is_criteria = part.may_be("kriterier") or (is_criteria and part.may_be("datakilde"))
        is_marked = is_criteria and isinstance(part, Linje) and isinstance(before, Etiket) and _is_mark(before)
        whole = _whole(before.stykke, part.stykke) if is_marked else None  # type: ignore[union-attr]
        if whole:
            result[-1] = Linje(whole)
        else:
            result.append(part)
    return result


def _is_mark(part: Etiket) -> bool:
    return not part.stykke.tabel and bool(_MARK.fullmatch(part.stykke.text.strip()))


def _whole(mark: Stykke, text: Stykke) -> Stykke | None:
    """Both in one, where they are of one paragraph."""
    if mark.afsnit is not text.afsnit or text.start < mark.start:
        return None
    end = text.start + len(text.text)
    return Stykke(mark.afsnit.text[mark.start : end], mark.afsnit, mark.start, mark.tabel)
