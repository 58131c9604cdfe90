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

_SAID_SO: Final = re.compile(r"(?:\bsvarende\s+til|\bdvs\.?|\bdet\s+vil\s+sige|\baltså|=)\s*(?:ca\.?\s+)?$")


def laes(sentence: str, rammer: Rammer) -> Laest:
    """Read one criterion. Never raises; what cannot be told is left out and said in `mangler`."""
    whole = take_apart(sentence, rammer.plan_from)
    goals = [led for led in whole.led if led.rolle in (Rolle.MAAL, Rolle.TILVAEKST)]
    begins = [led for led in whole.led if led.rolle == Rolle.FRA]
    changes = [led for led in whole.led if led.rolle == Rolle.AENDRING]
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
        x.notes.append(raad.UKLAR_AENDRING)
    x.goal = goals[0] if goals else None
    x.begin = begins[0] if len(begins) == 1 else None
    if len(begins) > 1:
        x.notes.append(raad.FLERE_UDGANGSPUNKTER)
    return _finish(x, simple(x))


def _without_subject(whole: Saetning, goals: list[Led], begins: list[Led]) -> list[Led]:
    """ "Husstande med mere end 3 børn falder fra 64 til 40": what stands before from and to says who is counted."""
    target = next((led for led in goals if led.is_explicit), None)
    if target is None or len(begins) != 1 or begins[0].end > target.start:
        return goals
    start, _ = whole.clause_of(target.start)
    return [led for led in goals if led.is_explicit or led.end <= start or led.start > begins[0].start]


def _without_descriptors(whole: Saetning, goals: list[Led]) -> list[Led]:
    """ "har deltaget i mindst én aktivitet": what everyone counted has done, and no target of its own."""
    kept: list[Led] = []
    for index, led in enumerate(goals):
        if led is not whole.led[0] and _SAID_SO.search(whole.work[max(0, led.start - 30) : led.start]):
            continue
        gap = whole.work[goals[index - 1].end : led.start] if index else ""
        is_one = led.maengde.value == 1 and led.operator in (Operator.MINDST, None) and led.maengde.to is None
        if index and is_one and not re.search(r"[,;.]|\bog\b|\bhvoraf\b|\bheraf\b|\bderaf\b|\bmed\b|\bsamt\b", gap):
            continue
        kept.append(led)
    return kept


def _is_unclear(led: Led) -> bool:
    return led.maengde.value is None and not led.maengde.is_masked and not led.in_parens


def _finish(x: Uddrag, read: Laest) -> Laest:
    read = replace(read, fund=dict(x.fund))
    read = replace(read, mangler=raad.advice(read, x.whole.text, x.notes, x.rammer))
    return replace(read, tilbage=read_back(read))
