"""From the values a person has accepted to a case that can be loaded: what she left out is a gap, nothing moves."""

import re
from collections.abc import Mapping, Set
from typing import Any, Final

from indsatser.aftalelaesning.felter import laes_plads

HOVED: Final = {
    "delaftaler": "focus_area",
    "focus_areas": "name",
    "activities": "name",
    "criteria": "statement",
    "sub_targets": "statement",
    "goals": "text",
    "goals_as_printed": "text",
    "parties": "organisation",
    "bodies": "name",
    "staffing": "role",
    "milestones": "title",
    "focus_areas_not_used": "focus_area",
    "departments": "name",
    "planned_activities": "name",
    "responsibilities": "role",
    "rows": "label",
    "funding_sources": "name",
    "success_criteria": "statement",
    "projects": "project.name",
    "cells": "mark",
    "lines": "label",
    "steps": "label",
}
"""The value without which a row of a list is no row: when it is left out, the whole row is."""


def saml(case: Mapping[str, Any], med: Set[str], rettet: Mapping[str, Any]) -> dict[str, Any]:
    """The case with the values at the paths `med`, those in `rettet` as they are corrected.

    A row without the value that makes it one is left out with all under it, and leaves a gap (None) in its list.
    References by name or letter follow a correction of what they name, and go out with it.
    """
    found = _table(case, "", med, rettet)
    _add(case, found, rettet)
    plan = found.get("plan")
    if plan:
        _follow(case["plan"], plan)
    return found


def _add(case: Mapping[str, Any], found: dict[str, Any], rettet: Mapping[str, Any]) -> None:
    """What somebody has written that the document does not say: who pays an amount, its year."""
    for path, value in rettet.items():
        row, _, key = path.rpartition(".")
        if not row.endswith("]") or key in laes_plads(case, row):
            continue
        try:
            kept = laes_plads(found, row)
        except (KeyError, IndexError, TypeError):  # its row is left out
            continue
        if kept is not None:
            kept[key] = value


def _table(table: Mapping[str, Any], path: str, med: Set[str], rettet: Mapping[str, Any]) -> dict[str, Any]:
    found = {}
    for key, value in table.items():
        kept = _value(value, f"{path}.{key}" if path else key, med, rettet)
        if kept is not None:
            found[key] = kept
    return found


def _value(value: Any, path: str, med: Set[str], rettet: Mapping[str, Any]) -> Any:
    if isinstance(value, Mapping):
        return _table(value, path, med, rettet) or None
    if isinstance(value, list):
        items = [_row(item, f"{path}[{i}]", path, med, rettet) for i, item in enumerate(value)]
        return items if any(item is not None for item in items) else None
    return rettet.get(path, value) if path in med else None


def _row(item: Any, path: str, liste: str, med: Set[str], rettet: Mapping[str, Any]) -> Any:
    hoved = HOVED.get(liste.rpartition(".")[2])
    if isinstance(item, Mapping) and hoved and f"{path}.{hoved}" not in med:
        return None
    return _value(item, path, med, rettet)


def _follow(before: Mapping[str, Any], after: dict[str, Any]) -> None:
    """Names of activities and letters of goals as they are corrected, wherever they are referred to."""
    renamed: dict[str, str | None] = {}
    for key in ("delaftaler", "focus_areas"):
        for old, new in _pairs(before, after, key):
            mine = {o["name"]: n["name"] if n else None for o, n in _pairs(old, new or {}, "activities")}
            renamed |= mine
            if new:
                _rename(new.get("planned_activities"), "form_name", mine)
                _letters(old, new)
    _rename(after.get("milestones"), "activity", renamed)
    _sources(before, after)


def _sources(before: Mapping[str, Any], after: dict[str, Any]) -> None:
    """The sources that amounts name, as they are called now."""
    names = {o["name"]: n["name"] for o, n in _pairs(before, after, "funding_sources") if n and n["name"] != o["name"]}
    owners = [after, *filter(None, [*(after.get("delaftaler") or []), *(after.get("focus_areas") or [])])]
    for row in (row for owner in owners for row in (owner.get("budget") or {}).get("rows") or [] if names and row):
        _rename(row.get("amounts"), "source", names)


def _letters(old: Mapping[str, Any], new: dict[str, Any]) -> None:
    """The letters that criteria and activities of a delaftale name, as its goals have them now."""
    letters = {
        o["letter"]: (n or {}).get("letter") for o, n in _pairs(old, new, "goals") if o.get("letter") is not None
    }
    _rename(new.get("criteria"), "goal", letters)
    for activity in filter(None, new.get("activities") or []):
        if goals := activity.get("goals"):
            activity["goals"] = [letters.get(letter, letter) for letter in goals]
        _rename(activity.get("criteria"), "goal", letters)


def _pairs(old: Mapping[str, Any], new: Mapping[str, Any], key: str) -> list[tuple[Any, Any]]:
    """The rows of a list as they were read, each with what is left of it."""
    was, now = old.get(key) or [], new.get(key) or []
    return [(row, now[i] if i < len(now) else None) for i, row in enumerate(was)]


def _rename(rows: list[Any] | None, key: str, names: Mapping[str, str | None]) -> None:
    for row in filter(None, rows or []):
        if row.get(key) in names:
            new = names[row[key]]
            if new is None:
                del row[key]
            else:
                row[key] = new


def uden_raekke(med: Set[str]) -> set[str]:
    """Those of the paths that stay out although they are accepted: the row they stand under has lost its head."""
    return {path for path in med if any(hoved not in med for hoved in hoveder(path))}


def hoveder(path: str) -> set[str]:
    """The heads of all rows that a value stands in."""
    return {hoved for found in re.finditer(r"\](?=\.)", path) if (hoved := hoved_af(path[: found.end()]))}


def hoved_af(row: str) -> str:
    """The path of the value that makes a row one; "" where any of its values does."""
    hoved = HOVED.get(row[: row.rfind("[")].rpartition(".")[2], "") if row.endswith("]") else ""
    return f"{row}.{hoved}" if hoved else ""
