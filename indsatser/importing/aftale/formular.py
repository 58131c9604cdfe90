"""Looks ahead in the strip: does the form of an activity follow, and which field is next?"""

from collections.abc import Sequence
from typing import Final

from indsatser.importing.aftale.led import TABELTITEL, Etiket, Led, Linje, Overskrift, Skel
from indsatser.importing.aftale.navne import activity_name
from indsatser.importing.aftale.normal import same_name
from indsatser.importing.aftale.tabelled import FORMULAR
from indsatser.importing.aftale.tabt_tabel import TABT

KUN_AKTIVITET: Final = FORMULAR - {
    "formaal",
    "kriterier",
    "aktivitetsnavn",
    "organisering",
    "ressourcer",
    "evaluering",
}
FAR: Final = 400
"""Parts to look at: a form is never longer."""


def has_form(led: Sequence[Led], index: int, level: int, *, in_plan: bool) -> bool:
    """Whether a form's labels follow before the next heading, at most one form of them."""
    seen: list[str] = []
    deeper = False
    for part in led[index + 1 : index + FAR]:
        if isinstance(part, Overskrift):
            if part.niveau <= level or part.niveau == TABELTITEL or activity_name(part.stykke.text):
                break
            if not seen and _is_child(led[index], part):
                return False
            deeper = True
        elif isinstance(part, Etiket) and not part.may_be(TABT):
            keys = [navn.key for navn in part.navne if navn.key in FORMULAR]
            if "aktivitetsnavn" in keys:
                seen.append("aktivitetsnavn")
                break
            if not keys and not part.may_be("maal", "tidsplan", "datakilde", "milepaele", "opgaver", "delaktiviteter"):
                break
            seen += keys[:1]
    found = set(seen)
    if deeper and len(seen) - len(found) > 1:
        return False
    if found == {"aktivitetsnavn"}:
        return not deeper and not in_plan and _says_the_same(led, index)
    return len(found) >= 2 and bool(found & KUN_AKTIVITET or {"ressourcer", "evaluering"} <= found)


def _is_child(heading: Led, part: Overskrift) -> bool:
    """A numbered sub-chapter before any label: the form is its own, not the chapter's."""
    number = heading.nummer if isinstance(heading, Overskrift) else ""
    return bool(number) and part.nummer.startswith(f"{number.rstrip('.')}.")


def _says_the_same(led: Sequence[Led], index: int) -> bool:
    """A heading with nothing between it and the form that says the same name."""
    rest = [part for part in led[index + 1 : index + 5] if not isinstance(part, Skel)]
    if len(rest) < 2 or not isinstance(rest[0], Etiket) or not isinstance(rest[1], Linje):
        return False
    heading = led[index]
    return isinstance(heading, Overskrift) and same_name(heading.stykke.text, rest[1].stykke.text)


def next_label(led: Sequence[Led], index: int) -> Etiket | None:
    """The label right after a part, with nothing but a table's edge between."""
    for part in led[index + 1 : index + 4]:
        if isinstance(part, Etiket):
            return part
        if not isinstance(part, Skel):
            return None
    return None
