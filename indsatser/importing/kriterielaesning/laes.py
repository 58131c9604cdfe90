"""From a sentence taken apart to its structured form."""

import re
from dataclasses import replace
from typing import Final

from indsatser.choices import Operator
from indsatser.importing.kriterielaesning import raad, sammensat
from indsatser.importing.kriterielaesning.enkelt import Uddrag, change_of, simple
from indsatser.importing.kriterielaesning.relationer import Led, Rolle
from indsatser.importing.kriterielaesning.saetning import Saetning, take_apart
from indsatser.importing.kriterielaesning.tilbage import read_back
from indsatser.importing.kriterielaesning.typer import Laest, Rammer

_SAID_SO: Final = re.compile(
    r"(?:\bsvarende\s+til|\bdvs\.?|\bdet\s+vil\s+sige|\baltså|\bhvilket\b[^,;.]*)\s*(?:ca\.?\s+)?$"
)


def laes(sentence: str, rammer: Rammer) -> Laest:
    """Read one criterion. Never raises; what cannot be told is left out and said in `mangler`."""
    whole = take_apart(sentence, rammer.plan_from)
    goals = [led for led in whole.led if led.rolle in (Rolle.MAAL, Rolle.TILVAEKST)]
    begins = [led for led in whole.led if led.rolle == Rolle.FRA]
    changes = [led for led in whole.led if led.rolle == Rolle.AENDRING and not _is_said_again(whole, led)]
    if any(led.is_explicit and led.rolle == Rolle.MAAL for led in goals):
        goals = [led for led in goals if led.rolle != Rolle.TILVAEKST]
    goals = _without_descriptors(whole, _without_subject(whole, goals, begins))
    x = Uddrag(whole, 0, len(whole.raw), whole.times, rammer)
    if any(_is_unclear(led) for led in (*goals, *changes)):
        x.notes.append(raad.UKLART_TAL)
        goals, changes = [], []
    if any(led.rolle == Rolle.UKLAR for led in whole.led) and not goals:
        x.notes.append(raad.TILVAEKST)
    if changes and any(led.is_explicit or begins for led in goals):
        changes = []
    parts = sammensat.parts(x, sorted([*goals, *changes], key=lambda led: led.start), begins)
    if parts:
        return _finish(x, sammensat.whole(x, parts))
    if len(goals) + len(changes) > 1:
        x.notes.append(raad.FLERE_TAL)
        for led in (*goals, *changes):
            led.rolle = Rolle.UDEN
        goals, changes = [], []
    x.change_led = changes[0] if changes else None
    x.change = change_of(x)
    if changes and x.change is None:
        is_points = changes[0].maengde.is_points
        x.notes.append(raad.PROCENTPOINT if is_points else raad.UKLAR_AENDRING)
    x.goal = goals[0] if goals else None
    x.begin = begins[0] if len(begins) == 1 else None
    if len(begins) > 1:
        x.notes.append(raad.FLERE_UDGANGSPUNKTER)
    return _finish(x, simple(x))


def _is_said_again(whole: Saetning, led: Led) -> bool:
    """ "…, svarende til 1,29 %", "…, hvilket er en stigning på 10 %": the same once more, in other terms."""
    return led is not whole.led[0] and bool(_SAID_SO.search(whole.work[max(0, led.start - 60) : led.start]))


def _without_subject(whole: Saetning, goals: list[Led], begins: list[Led]) -> list[Led]:
    """ "Husstande med mere end 3 børn falder fra 64 til 40": what stands before from and to says who is counted."""
    target = next((led for led in goals if led.is_explicit and led.rolle == Rolle.MAAL), None)
    if target is None:
        return goals
    start, _ = whole.clause_of(target.start)
    if len(begins) == 1 and start <= begins[0].start < target.start:
        limit = begins[0].start
    elif re.match(r"\W*(?:at\s+)?(?:antal|andel)", whole.work[start:]):
        limit = target.start
    else:
        return goals
    return [led for led in goals if led.is_explicit or led.end <= start or led.start > limit]


def _without_descriptors(whole: Saetning, goals: list[Led]) -> list[Led]:
    """ "har deltaget i mindst én aktivitet": what everyone counted has done, and no target of its own."""
    kept: list[Led] = []
    for index, led in enumerate(goals):
        if _is_said_again(whole, led):
            continue
        gap = whole.work[goals[index - 1].end : led.start] if index else ""
        is_one = led.maengde.value == 1 and led.operator in (Operator.MINDST, None) and led.maengde.to is None
        of_share = index > 0 and goals[0].unit == "%" and (led.operator == Operator.MINDST or not led.unit)
        if (
            index
            and (is_one or of_share)
            and not re.search(r"[,;.]|\bog\b|\bhvoraf\b|\bheraf\b|\bderaf\b|\bmed\b|\bsamt\b", gap)
        ):
            continue
        kept.append(led)
    return kept


def _is_unclear(led: Led) -> bool:
    return led.maengde.value is None and not led.maengde.is_masked and not led.in_parens


def _finish(x: Uddrag, read: Laest) -> Laest:
    read = replace(read, fund=dict(x.fund))
    read = replace(read, mangler=raad.advice(read, x.whole.text, x.notes, x.rammer))
    return replace(read, tilbage=read_back(read))
