"""Compound criteria: several targets in one sentence, or one change from several starting points."""

import re
from dataclasses import replace
from typing import Any, Final

from indsatser.choices import Kriterieform, Operator, Retning, Sammenlaegning
from indsatser.importing.kriterielaesning import former, raad
from indsatser.importing.kriterielaesning.enkelt import Uddrag, change_of, simple
from indsatser.importing.kriterielaesning.relationer import Led, Rolle
from indsatser.importing.kriterielaesning.tider import when_due
from indsatser.importing.kriterielaesning.typer import Laest

MAX_PARTS: Final = 12
_SAME_NOUN: Final = re.compile(r"[,;.]|\b(?:og|heraf|hvoraf|deraf|herunder|samt|mens)\b")


def parts(x: Uddrag, targets: list[Led], begins: list[Led]) -> list[Laest]:
    """The readings of the parts; none where the sentence has one target, or more than can be told apart."""
    changes = [led for led in targets if led.rolle == Rolle.AENDRING]
    if len(begins) > 1 and len(targets) == len(changes) == 1 and _alike(begins):
        return [_part(x, begins, index, begin=led, change=changes[0]) for index, led in enumerate(begins)]
    if not 2 <= len(targets) <= MAX_PARTS:
        return []
    if any(led.maengde.value is None and not led.maengde.is_masked for led in targets):
        return []
    if not begins:
        return [_part(x, targets, index, goal=led) for index, led in enumerate(targets)]
    if changes or not _pairs(targets, begins):
        return []
    order = sorted([*targets, *begins], key=lambda led: led.start)
    return [
        _part(
            x, [order[2 * number] for number in range(len(targets))], index, goal=targets[index], begin=begins[index]
        )
        for index in range(len(targets))
    ]


def _alike(begins: list[Led]) -> bool:
    return len({led.unit for led in begins if led.unit}) <= 1 and len(begins) <= MAX_PARTS


def _pairs(goals: list[Led], begins: list[Led]) -> bool:
    """Whether from and to alternate: from 82 to 103, from 46 to 58."""
    order = sorted([*goals, *begins], key=lambda led: led.start)
    roles = [led.rolle == Rolle.FRA for led in order]
    return len(goals) == len(begins) and roles == [True, False] * len(goals)


def _bounds(x: Uddrag, order: list[Led], index: int) -> tuple[int, int]:
    """Where a part begins and ends: from its own words to the next one's, within the sentence."""
    start = x.start if index == 0 else _cut(x, order[index - 1], order[index])
    end = x.end if index + 1 == len(order) else _cut(x, order[index], order[index + 1])
    return start, end


def _cut(x: Uddrag, one: Led, other: Led) -> int:
    """Where the words of one part end: at the last comma, "og", "med", "heraf" before the next."""
    begins = one.enhed.end if one.enhed and one.end <= one.enhed.end <= other.start else one.end
    gap = x.whole.work[begins : other.start]
    at = None
    for at in re.finditer(r"[,;.:(]|\b(?:og|med|heraf|hvoraf|deraf|herunder|samt|á|à|for|på|i|hver|af|fra)\b", gap):
        if at.group() in ",;.:(" or at.group() in ("heraf", "hvoraf", "med", "og"):
            break
    return begins + at.start() if at else other.start


def _part(
    x: Uddrag,
    order: list[Led],
    index: int,
    *,
    goal: Led | None = None,
    begin: Led | None = None,
    change: Led | None = None,
) -> Laest:
    start, end = _bounds(x, order, index)
    part = Uddrag(x.whole, start, end, x.times, x.rammer, goal=goal, begin=begin, is_part=True)
    if goal is not None and goal.rolle == Rolle.AENDRING:
        part.goal, change = None, goal
    if change is not None:
        part.change_led = change
        part.change = change_of(part)
    read = simple(part)
    statement = x.whole.quote(start, end).strip(" ,;.:()-")
    statement = re.sub(r"^(?:og|samt|heraf|hvoraf|deraf|herunder|med|men)\s+", "", statement, flags=re.IGNORECASE)
    read = replace(read, statement=statement or read.statement, fund=part.fund)
    return _in_context(x, read, order, index) if part.goal is not None else read


def _in_context(x: Uddrag, read: Laest, order: list[Led], index: int) -> Laest:
    """What a later part borrows from the one before: its noun, and that it is counted each time."""
    if not index:
        own = x.whole.work[order[0].start : order[1].start]
        if read.form == Kriterieform.GENNEMSNIT and not former.SNIT.search(own) and " pr. " not in read.unit:
            read = replace(read, form=Kriterieform.ANTAL_I_VINDUE, sammenlaegning=Sammenlaegning.SUM)
        return read
    gap = x.whole.work[order[index - 1].end : order[index].start]
    changes: dict[str, Any] = {}
    if not read.unit and order[index - 1].unit != "%" and _SAME_NOUN.search(gap):
        changes["unit"] = order[index - 1].unit
    if former.SNIT.search(gap) and read.form == Kriterieform.ANTAL_I_VINDUE:
        changes |= {"form": Kriterieform.GENNEMSNIT, "sammenlaegning": Sammenlaegning.MIDDEL}
    elif read.form == Kriterieform.ANTAL_I_VINDUE and not _SAME_NOUN.search(gap):
        changes["sammenlaegning"] = Sammenlaegning.SENESTE
    if order[index].operator == Operator.LIG:
        changes["operator"] = Operator.LIG
    return replace(read, **changes)


def whole(x: Uddrag, found: list[Laest]) -> Laest:
    """The compound itself: it has no target; its time is what the parts share."""
    x.fund.pop("change_pct", None)
    shared: dict[str, Any] = when_due(
        x, is_level=all(part.unit == "%" or part.baseline_value is not None for part in found)
    )
    own = {part.deadline_text for part in found if part.deadline_text}
    if len(own) > 1:
        shared |= {"deadline": None, "deadline_text": "", "window_from": None, "window_to": None}
        x.fund.pop("deadline", None)
        x.fund.pop("window_from", None)
    directions = {part.retning for part in found}
    if len(found) > 3:
        x.notes.append(raad.MANGE_DELE)
    return Laest(
        statement=x.whole.raw.strip(),
        form=Kriterieform.SAMMENSAT,
        retning=directions.pop() if len(directions) == 1 else Retning.NAA,
        parts=tuple(found),
        **shared,
    )
