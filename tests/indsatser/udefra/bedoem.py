"""Holds what was read up against the facts: found, right, missed, wrong and invented, per kind of value."""

import difflib
from typing import Any

from indsatser.importing.aftale.laes import Laesning
from indsatser.importing.aftale.normal import name_key
from tests.indsatser.aftaledokumenter.bedoem import Regnskab, _plain, opdigtede

HALV = 0.9
"""How alike two sentences must be to be the same, so that a lost comma is not both a missed and an invented one."""


def bedoem(facit: dict[str, Any], laest: Laesning) -> Regnskab:
    """How one document was read."""
    result = Regnskab()
    plan = laest.som_json(kun_vaerdier=True)["plan"]
    areas = plan.get("delaftaler", []) + plan.get("focus_areas", [])
    _front(result, facit, plan)
    taken: list[int] = []
    for expected in facit["omraader"]:
        found = next((one for one in areas if _same_name(_area_name(one), expected["navn"])), None)
        result.sag("indsatsområde", expected["navn"], found and _area_name(found), "plan", equal=True)
        _area(result, expected, found or {})
        taken += [id(found)] if found else []
    known = [name for area in facit["omraader"] for one in area["aktiviteter"] for name in [one["navn"]]]
    for one in [a for area in areas for a in area.get("activities", [])] + plan.get("activities", []):
        if not any(_same_name(one["name"], name) for name in known):
            result.opdigtede.append(f"aktivitet: {one['name'][:90]}")
    for area in areas:
        if id(area) not in taken:
            result.opdigtede.append(f"indsatsområde: {_area_name(area)[:90]}")
    loose = [c["statement"] for c in plan.get("criteria", [])]
    result.opdigtede += [f"kriterium uden plads: {one[:90]}" for one in loose]
    result.opdigtede += opdigtede(laest)
    return result


def _area_name(area: dict[str, Any]) -> str:
    return str(area.get("focus_area") or area.get("name", ""))


def _same_name(left: str, right: str) -> bool:
    return name_key(left) == name_key(right)


def _front(result: Regnskab, facit: dict[str, Any], plan: dict[str, Any]) -> None:
    if "periode" in facit:
        period = plan.get("period", {})
        result.sag(
            "periode", tuple(facit["periode"]), (period.get("start"), period.get("end")) if period else None, "plan"
        )
    parties = [one.get("organisation", "") for one in plan.get("parties", [])]
    _each(result, "part", facit.get("parter", []), parties, strict=True)
    if "ramme" in facit:
        _money(result, facit["ramme"], plan.get("budget", {}), "ramme")
    not_used = [each["focus_area"] for each in plan.get("focus_areas_not_used", [])]
    _each(result, "fravalgt", facit.get("fravalgt", []), not_used, strict=True)
    _each(result, "bilag", facit.get("bilag", []), plan.get("annexes_required", []), strict="bilag" in facit)
    organs = {name_key(each["name"]): each for each in plan.get("bodies", [])}
    for name, meetings, members in facit.get("organer", []):
        found = organs.pop(name_key(name), {})
        result.sag("organ", name, found.get("name"), "plan", equal=True)
        if meetings:
            result.sag("mødehyppighed", meetings, found.get("meetings_per_year"), name)
        if members:
            result.sag("medlemmer i alt", members, len(found.get("members", [])) or None, name)
    result.opdigtede += [f"organ: {each['name'][:90]}" for each in organs.values()]
    steps = [(one.get("year"), one.get("quarter"), _plain(one["title"])) for one in plan.get("milestones", [])]
    for year, quarter, title in facit.get("milepaele", []):
        same = [one for one in steps if one[2] == _plain(title)]
        result.sag("milepæl", (year, quarter), same[0][:2] if same else None, title)
        steps = [one for one in steps if one not in same]
    result.opdigtede += [f"milepæl: {one}" for one in steps]


def _each(result: Regnskab, kind: str, expected: list[str], found: list[str], *, strict: bool = False) -> None:
    plain = {_plain(one): one for one in found}
    for one in expected:
        result.sag(kind, one, plain.pop(_plain(one), None), "", equal=True)
    if strict:
        result.opdigtede += [f"{kind}: {one[:90]}" for one in plain.values()]


def _money(result: Regnskab, amounts: list[int], found: dict[str, Any], where: str) -> None:
    for key, amount in zip(("lbf", "local", "total"), amounts, strict=True):
        result.sag("beløb", amount, found.get(key), f"{where} {key}")


def _area(result: Regnskab, expected: dict[str, Any], found: dict[str, Any]) -> None:
    where = expected["navn"]
    if "beloeb" in expected:
        _money(result, expected["beloeb"], found.get("budget", {}), where)
    if "gaelder" in expected:
        valid = (found.get("valid_from"), found.get("valid_to"))
        result.sag("periode", tuple(expected["gaelder"]), valid if any(valid) else None, where)
    goals = {str(goal.get("letter")): goal["text"] for goal in found.get("goals", [])}
    for letter, text in expected.get("maal", {}).items():
        result.sag("mål", text, goals.get(letter), where)
    _criteria(result, "plankriterium", expected.get("kriterier", []), found.get("criteria", []), where)
    activities = {name_key(each["name"]): each for each in found.get("activities", [])}
    for one in expected["aktiviteter"]:
        read = activities.get(name_key(one["navn"]))
        result.sag("aktivitet", one["navn"], read and read["name"], where, equal=True)
        _activity(result, one, read or {})


def _activity(result: Regnskab, expected: dict[str, Any], found: dict[str, Any]) -> None:
    where = expected["navn"]
    for key, ends in expected.get("felter", {}).items():
        first, _, last = (_plain(part) for part in ends.partition(" | "))
        read = _plain(str(found.get(key, "")))
        result.sag(
            "aktivitetstekst", ends, read, f"{where} {key}", equal=read.startswith(first) and read.endswith(last)
        )
    _criteria(result, "kriterium", expected.get("kriterier", []), found.get("criteria", []), where)
    staff = list(found.get("staffing", []))
    for role, amount in expected.get("personale", []):
        same = next(
            (one for one in staff if _plain(str(one.get("role") or one.get("employer"))) == _plain(role)), None
        )
        got = same and (
            [same.get("amount_min"), same.get("amount_max")] if "amount_min" in same else same.get("amount")
        )
        result.sag("ressource", amount, got, f"{where} {role}")
        staff = [one for one in staff if one is not same]
    if expected.get("personale"):
        result.opdigtede += [f"ressource under {where}: {str(one)[:90]}" for one in staff]
    _each(result, "partner", expected.get("partnere", []), found.get("partners", []), strict=True)


def _criteria(result: Regnskab, kind: str, expected: list[list[Any]], found: list[dict[str, Any]], where: str) -> None:
    left = list(found)
    for sentence, numbers, year, *source in expected:
        one = max(left, key=lambda each: _alike(each["statement"], sentence), default=None)
        if one is not None and _alike(one["statement"], sentence) < HALV:
            one = None
        result.sag(kind, sentence, one and one["statement"], where, equal=True)
        if one is None:
            result.sag("måltal", numbers, None, sentence)
            continue
        left.remove(one)
        result.sag("ordlyd", sentence, one["statement"], where)
        got = _numbers(one)
        result.sag(
            "måltal", numbers, got or [], sentence, equal=got == [float(n) for n in numbers] or _first(got, numbers)
        )
        if not got and not numbers:
            result.fejl.pop()
            result.rigtige["måltal"] += 1
        if year:
            result.sag("målår", year, _year(one), sentence)
        if source and source[0]:
            result.sag("datakilde", source[0], one.get("source"), sentence)
    result.opdigtede += [f"kriterium under {where}: {each['statement'][:90]}" for each in left]


def _alike(left: str, right: str) -> float:
    return difflib.SequenceMatcher(None, _plain(left), _plain(right)).ratio()


def _numbers(one: dict[str, Any]) -> list[float]:
    """The target, or its parts' targets. A fall of 20 per cent counts as 20."""
    parts = [part["target"]["value"] for part in one.get("sub_targets", []) if "value" in part.get("target", {})]
    value = one.get("target", {}).get("value")
    return [abs(float(each)) for each in ([value] if value is not None else parts)]


def _first(got: list[float], numbers: list[float]) -> bool:
    """The main number alone is right too, when the others are conditions."""
    return len(got) == 1 and bool(numbers) and abs(got[0] - float(numbers[0])) < 0.01


def _year(one: dict[str, Any]) -> int | None:
    for each in (one, *one.get("sub_targets", [])):
        target = each.get("target", {})
        if target.get("year"):
            return int(target["year"])
        if target.get("date"):
            return int(str(target["date"])[:4])
    period = str(one.get("period", ""))
    return int(period[-4:]) if period[-4:].isdigit() else None
