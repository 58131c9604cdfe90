"""What was rejected when an agreement was looked through is remembered, and not proposed again while it is the same.

Only a fingerprint of the place and the value is kept: the text itself goes when the reading is emptied (ADR 0061).
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from indsatser.aftalelaesning.felter import laes_plads
from indsatser.aftalelaesning.nutid import same
from indsatser.aftalelaesning.samling import HOVED, hoved_af, hoveder
from indsatser.models import Aftalelaesning, Afvisning, Forskel, Gennemsynsvalg, Laestvaerdi
from plans.models import Helhedsplan


def aftryk(case: Mapping[str, Any], path: str) -> str:
    """The fingerprint of a value and its place. The place is told by names and not by numbers: a row that is put in
    above moves nobody's. Spacing, and capitals, make no other value."""
    place, at = "", 0
    for found in re.finditer(r"\[(\d+)\]", path):
        liste = path[at : found.start()]
        place += f"{liste}[{_navn(case, path[: found.start()], int(found[1]))}]"
        at = found.end()
    text = f"{place}{path[at:]}\n{_tekst(laes_plads(case, path))}"
    return hashlib.sha256(text.encode()).hexdigest()


def husk(
    reading: Aftalelaesning, plan: Helhedsplan, values: Sequence[Laestvaerdi], med: Iterable[Laestvaerdi]
) -> None:
    """Remember what stays out because it, or the row it stands in, was rejected; forget what went in (`med`)."""
    asked = [each for each in values if not each.is_hidden and each.forskel != Forskel.ENS]
    rejected = {each.path for each in asked if each.valg == Gennemsynsvalg.AFVIST}
    gone = {path for path in _nye(asked) if path in rejected}
    out = {each.path for each in asked if each.path in rejected or not gone.isdisjoint(hoveder(each.path))}
    went_in = {aftryk(reading.case, each.path) for each in med if each.path not in out}
    Afvisning.objects.filter(helhedsplan=plan, aftryk__in=went_in).delete()
    rows = [Afvisning(helhedsplan=plan, aftryk=each) for each in {aftryk(reading.case, path) for path in out}]
    Afvisning.objects.bulk_create(rows, ignore_conflicts=True)


def afvist_sidst(reading: Aftalelaesning, rows: Sequence[Laestvaerdi]) -> set[str]:
    """The paths that were rejected before and say the same now. The name of a new row is proposed again with
    whatever else is new under it, because nothing of the row can be kept without it."""
    known = set(Afvisning.objects.filter(helhedsplan=reading.helhedsplan).values_list("aftryk", flat=True))
    if not known:
        return set()
    asked = [each for each in rows if not each.is_hidden and each.forskel != Forskel.ENS]
    found = {each.path for each in asked if aftryk(reading.case, each.path) in known}
    needed = {hoved for each in asked if each.path not in found for hoved in hoveder(each.path)}
    return found - (needed & _nye(asked))


def kan_undvaeres(rows: Iterable[Laestvaerdi], afviste: set[str]) -> set[str]:
    """Those of the rejected that the rest can be tried without: not the name by which the plan's row is found."""
    return {
        each.path
        for each in rows
        if each.path in afviste and not (each.forskel == Forskel.AENDRET and hoved_af(each.row) == each.path)
    }


def _nye(asked: Iterable[Laestvaerdi]) -> set[str]:
    return {each.path for each in asked if each.forskel == Forskel.NY}


def _navn(case: Mapping[str, Any], liste: str, number: int) -> str:
    """What a row in a list is told by: its own name, and which of that name it is; a single value tells itself."""
    items = laes_plads(case, liste)
    names = [_eget(liste, item) for item in items[: number + 1]]
    mine = names[-1]
    if mine is None:
        return str(number)
    earlier = names[:-1].count(mine) if mine else 0
    return f"{mine}#{earlier}" if earlier else mine


def _eget(liste: str, item: Any) -> str | None:
    if not isinstance(item, Mapping):
        return ""
    name = liste.rpartition(".")[2]
    if name == "amounts":
        return " ".join(_tekst(item.get(key)) for key in ("source", "year", "period"))
    if name == "cells":
        return " ".join(_tekst(item.get(key)) for key in ("task", "party"))
    try:
        return _tekst(laes_plads(item, HOVED[name]))
    except KeyError:
        return None


def _tekst(value: Any) -> str:
    return same(str(value)) if value is not None else ""
