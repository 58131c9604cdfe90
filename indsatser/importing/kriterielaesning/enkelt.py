"""One target: from an amount with its words and times to the fields of a criterion."""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from indsatser.choices import Kriterieform, Operator, Retning, Sammenlaegning
from indsatser.importing.kriterielaesning import former, raad, relationer
from indsatser.importing.kriterielaesning.relationer import Led, Rolle
from indsatser.importing.kriterielaesning.saetning import Saetning
from indsatser.importing.kriterielaesning.tid import Tid
from indsatser.importing.kriterielaesning.tider import when_due, when_started
from indsatser.importing.kriterielaesning.typer import Fund, Laest, Rammer, Reference, Tillid


@dataclass(slots=True)
class Uddrag:
    """The stretch of the sentence that one reading is about, with its amounts and times."""

    whole: Saetning
    start: int
    end: int
    times: list[Tid]
    rammer: Rammer
    goal: Led | None = None
    begin: Led | None = None
    change: Decimal | None = None
    change_led: Led | None = None
    is_part: bool = False
    fund: dict[str, Fund] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.whole.work[self.start : self.end]

    @property
    def plain(self) -> str:
        """With names and times still in it."""
        return self.whole.text[self.start : self.end]

    def found(self, name: str, start: int, end: int, tillid: Tillid = Tillid.SIKKER) -> None:
        self.fund[name] = Fund(start, end, self.whole.quote(start, end), tillid)


def change_of(x: Uddrag) -> Decimal | None:
    """By how many per cent it is to change, with its sign; None where the sentence does not say which way."""
    led, text = x.change_led, x.whole.work
    if led is None or led.maengde.value is None or led.maengde.is_points or led.maengde.to is not None:
        return None
    sign = led.maengde.sign
    if not sign:
        after = text[led.end : led.end + 20]
        if relationer.FLERE.match(after.lstrip()) or re.match(
            r"\s*(?:bedre|over|stigning|vækst|forøgelse|fremgang)", after
        ):
            sign = 1
        elif relationer.FAERRE.match(after.lstrip()) or re.match(
            r"\s*(?:under|reduktion|fald|nedgang|besparelse|dårligere)", after
        ):
            sign = -1
        else:
            start, end = x.whole.clause_of(led.start)
            retning, _ = relationer.direction_of_words(text[start : led.start])
            if retning is None:
                retning, _ = relationer.direction_of_words(text[led.end : end])
            sign = {Retning.STIGE: 1, Retning.FALDE: -1}.get(retning, 0) if retning else 0
    if not sign:
        return None
    x.found("change_pct", led.maengde.start, led.end)
    return (sign * led.maengde.value).quantize(Decimal("0.01")).normalize() + 0


def simple(x: Uddrag) -> Laest:
    """A reading without parts, before advice and read-back."""
    fields: dict[str, Any] = {"statement": x.whole.quote(x.start, x.end).strip()}
    fields["references"] = () if x.is_part else _references(x.whole)
    has_number = x.goal is not None and (x.goal.maengde.value is not None or x.goal.maengde.is_masked)
    if x.goal is not None and x.goal.maengde.is_points:
        x.notes.append(raad.PROCENTPOINT)
        has_number, x.goal = False, None
    if x.goal is not None and x.goal.rolle == Rolle.TILVAEKST and x.begin is not None:
        x.notes.append(raad.TILVAEKST)
        has_number, x.goal = False, None
    fields["retning"] = _direction(x)
    fields |= _baseline(x)
    if x.change is not None and not has_number:
        fields |= _relative(x, fields)
    elif has_number:
        fields |= _absolute(x, fields)
    else:
        fields |= _worded(x, fields)
    is_level = fields["form"] not in (
        Kriterieform.ANTAL_I_VINDUE, Kriterieform.ANTAL_PR_AAR, Kriterieform.GENNEMSNIT, Kriterieform.SAMMENSAT,
    )  # fmt: skip
    fields |= when_due(x, is_level=is_level or fields["baseline_value"] is not None)
    if fields["deadline"] and fields["baseline_on"] and fields["deadline"] < fields["baseline_on"]:
        x.notes.append(raad.FRIST_FOER_START)
        fields |= {"deadline": None, "deadline_text": ""}
        x.fund.pop("deadline", None)
    return Laest(**fields)


def _direction(x: Uddrag) -> Retning:
    """What numbers say wins over what words say; "flere" counts only at the head of the sentence."""
    if x.change is not None:
        return Retning.STIGE if x.change > 0 else Retning.FALDE
    goal = x.goal.maengde.value if x.goal else None
    begin = x.begin.maengde.value if x.begin else None
    if goal is not None and begin is not None and goal != begin and x.goal and x.begin and _same_unit(x.goal, x.begin):
        return Retning.STIGE if goal > begin else Retning.FALDE
    held = relationer.FASTHOLDE.search(x.text)
    retning, span = relationer.direction_of_words(x.text)
    if held and (retning is None or held.start() < span[0]):
        x.found("retning", x.start + held.start(), x.start + held.end())
        return Retning.FASTHOLDE
    if retning is not None:
        x.found("retning", x.start + span[0], x.start + span[1])
        return retning
    head = x.text[: max(0, x.goal.start - x.start)] if x.goal else x.text
    for pattern, value in ((relationer.FLERE, Retning.STIGE), (relationer.FAERRE, Retning.FALDE)):
        found = pattern.search(head)
        if found and (x.goal is None or found.start() <= 12 or re.search(r"\b(?:antal|andel)", head)):
            said = re.search(r"\b(?:er|bliver|blevet|være|har)\s+$", x.text[: found.start()])
            tillid = Tillid.SIKKER if said else Tillid.SANDSYNLIG
            x.found("retning", x.start + found.start(), x.start + found.end(), tillid)
            return value
    if x.begin is not None and x.goal is None:
        compared = x.whole.work[slice(*x.begin.operator_span)]
        if re.match(r"færre|lavere|mindre", compared):
            return Retning.FALDE
        if re.match(r"flere|højere|mere|større", compared):
            return Retning.STIGE
    return Retning.NAA


def _same_unit(one: Led, other: Led) -> bool:
    return one.unit == other.unit or not one.unit or not other.unit or "%" not in (one.unit, other.unit)


def _baseline(x: Uddrag) -> dict[str, Any]:
    led = x.begin
    fields: dict[str, Any] = {"baseline_value": None, "baseline_of": None, "baseline_of_unit": "", "baseline_on": None}
    if led is not None and led.maengde.value is not None and led.maengde.to is None:
        amount = led.maengde
        fields["baseline_value"] = amount.value
        x.found("baseline_value", amount.start, amount.end, Tillid.SIKKER if amount.is_sure else Tillid.SANDSYNLIG)
        if amount.of is not None:
            fields |= {"baseline_of": amount.of, "baseline_of_unit": _unit_text(x, led)}
    return fields | when_started(x, led)


def _relative(x: Uddrag, fields: dict[str, Any]) -> dict[str, Any]:
    """Forms F3, F4 and F13: a change in per cent, of a stated level or of the first measurement."""
    change = x.change or Decimal(0)
    if fields["baseline_value"] is None:
        form = Kriterieform.RELATIV_FRA_FOERSTE_MAALING
    else:
        form = Kriterieform.HALVERING if change == -50 else Kriterieform.RELATIV
    led = x.change_led
    unit = x.begin.unit if x.begin and x.begin.maengde.of is None else ""
    if x.begin and x.begin.enhed and unit:
        x.found("unit", x.begin.enhed.start, x.begin.enhed.end)
    stated = bool(led and led.operator)
    operator = Operator.HOEJST if change < 0 else Operator.MINDST
    if led and led.operator == Operator.CIRKA:
        operator = Operator.CIRKA
    if led and led.operator:
        x.found("operator", *led.operator_span)
    return {"form": form, "change_pct": change, "operator": operator, "operator_stated": stated, "unit": unit}


def _absolute(x: Uddrag, fields: dict[str, Any]) -> dict[str, Any]:
    led = x.goal
    assert led is not None
    amount = led.maengde
    per = _per(x, led)
    begin_unit = x.begin.unit if x.begin else ""
    unit = _unit_text(x, led) or begin_unit
    if begin_unit == "%" and not amount.unit and not led.enhed:
        unit = "%"
    if not unit and re.search(r"\b\w*procent(?:en|andel)?\b", x.text[: led.start - x.start]):
        unit = "%"
    if led.rolle == Rolle.TILVAEKST:
        unit = _growth_unit(x, led, unit)
    follow_up = next((time for time in _near(x) if time.art == "opfoelgning" and time.months), None)
    if follow_up and _is_head_window(x, follow_up, unit):
        follow_up = None
    if follow_up:
        x.found("follow_up_months", follow_up.start, follow_up.end)
    retning = Retning.NAA if led.rolle == Rolle.TILVAEKST else fields["retning"]
    form, together = former.form_with_number(
        x.plain, unit=unit, has_baseline=fields["baseline_value"] is not None, is_stated=_is_bound(led), per=per,
        follow_up=follow_up is not None, is_holding=retning == Retning.FASTHOLDE,
        is_limit=led.operator in (Operator.HOEJST, Operator.UNDER) or retning == Retning.FALDE,
    )  # fmt: skip
    if form == Kriterieform.GENNEMSNIT and former.KARAKTER.search(x.plain):
        unit = "karakter"
    elif per and form == Kriterieform.GENNEMSNIT and unit != "%":
        unit = f"{unit} pr. {per}".strip()
    if led.rolle == Rolle.TILVAEKST:
        together = Sammenlaegning.SENESTE
    if not amount.is_masked:
        sure = amount.is_sure and not amount.is_share and (led.is_explicit or bool(unit))
        x.found("target_value", amount.start, amount.end, Tillid.SIKKER if sure else Tillid.SANDSYNLIG)
    else:
        x.notes.append(raad.SKJULT_TAL)
    if amount.to is not None:
        x.found("target_to", amount.start, amount.end)
    return {
        "form": form, "unit": unit[:80], "sammenlaegning": together,
        "target_value": amount.value, "target_to": amount.to,
        "retning": retning, "follow_up_months": follow_up.months if follow_up else None,
        **_operator(x, led, retning),
    }  # fmt: skip


def _is_head_window(x: Uddrag, time: Tid, unit: str) -> bool:
    """ "Efter 3 år er 40 beboere i arbejde": so far into the plan, unless the sentence is about who stays."""
    at_head = not x.text[: time.start - x.start].strip()
    return at_head and unit != "%" and not relationer.FASTHOLDE.search(x.text)


def _is_bound(led: Led) -> bool:
    return led.operator in (Operator.MINDST, Operator.HOEJST, Operator.OVER, Operator.UNDER)


def _operator(x: Uddrag, led: Led, retning: Retning) -> dict[str, Any]:
    if led.maengde.to is not None:
        x.found("operator", led.start, led.end)
        return {"operator": Operator.MELLEM, "operator_stated": True}
    if led.operator is not None:
        x.found("operator", *led.operator_span)
        operator = led.operator
        if retning == Retning.FALDE and operator == Operator.MINDST:
            operator = Operator.HOEJST
        return {"operator": operator, "operator_stated": True}
    return {"operator": Operator.HOEJST if retning == Retning.FALDE else Operator.MINDST, "operator_stated": False}


def _per(x: Uddrag, led: Led) -> str:
    """How often, or for each what: the nearest "pr. uge", "om året", "Hver deltager …"."""
    often = [time for time in _near(x) if time.art == "frekvens"]
    if re.search(r"\b(?:mødes|samles|ses)\b", x.text):
        often = [
            time for time in often if time.per == "år" or led.unit.endswith("gange") or not time.text.endswith("ligt")
        ]
    if often:
        nearest = min(often, key=lambda time: abs(time.start - led.end))
        x.found("sammenlaegning", nearest.start, nearest.end)
        return nearest.per
    each = re.match(r"^\W*(?:at\s+)?hvert?\s+(?!¤)([a-zæøå][\wæøå-]+)\s", x.text)
    if each and not led.maengde.is_share:
        return each.group(1)
    each = re.search(
        r"^[^,;.]*?\b(?:til|ved|på|i|for)\s+hvert?\s+(?!¤)([a-zæøå][\wæøå-]+)", x.whole.work[led.end : x.end]
    )
    if each and not x.is_part and not led.maengde.unit:
        return each.group(1)
    each = re.match(
        r"^\s*(?:[\wæøå-]+\s+)?(?:hver|pr\.?\s+¤+)\b(?!\s+(?:¤|anden|fjerde))", x.whole.work[led.end : x.end]
    )
    return "gang" if each and not x.is_part and "hver" in each.group() and not led.unit.endswith("gange") else ""


def _near(x: Uddrag) -> list[Tid]:
    return [time for time in x.times if x.start <= time.start < x.end]


def _unit_text(x: Uddrag, led: Led) -> str:
    if led.maengde.unit:
        x.found("unit", led.maengde.start, led.maengde.end)
        return led.maengde.unit
    if led.enhed is None:
        return ""
    x.found("unit", led.enhed.start, led.enhed.end)
    text = x.whole.quote(led.enhed.start, led.enhed.end)
    return text if text[1:].lower() != text[1:] else text[:1].lower() + text[1:]


def _growth_unit(x: Uddrag, led: Led, unit: str) -> str:
    """ "20 flere frivillige": what is counted is how many more."""
    more = re.match(r"\s*(flere|færre)\s+([^\W\d_][\w-]*)", x.whole.work[led.end :])
    if more:
        return f"{more.group(1)} {x.whole.quote(led.end + more.start(2), led.end + more.end(2))}"
    retning, _ = relationer.direction_of_words(x.text)
    return f"{'færre' if retning == Retning.FALDE else 'flere'} {unit}".strip()


def _worded(x: Uddrag, fields: dict[str, Any]) -> dict[str, Any]:
    """No number to reach: a direction, yes or no, a limit of the law, a vision, or words."""
    retning = fields["retning"]
    moves = retning in (Retning.STIGE, Retning.FALDE) and (
        ("retning" in x.fund and x.fund["retning"].tillid == Tillid.SIKKER) or fields["baseline_value"] is not None
    )
    has_vision = bool(relationer.HAS_VISION.search(x.text))
    form = former.form_without_number(
        x.plain, has_direction=moves, has_reference=bool(fields["references"]), has_vision=has_vision
    )
    found: dict[str, Any] = {"form": form, "operator": Operator.MINDST, "operator_stated": False}
    if retning == Retning.FASTHOLDE and fields["baseline_value"] is not None:
        found["form"] = Kriterieform.ANDEL_MINDST
    if form == Kriterieform.RETNING:
        found["operator"] = {Retning.STIGE: Operator.OVER, Retning.FALDE: Operator.UNDER}.get(retning, Operator.MINDST)
        found["unit"] = _unit_text(x, x.begin) if x.begin else ""
    elif form not in (Kriterieform.KVALITATIV, Kriterieform.JA_NEJ) or retning != Retning.FASTHOLDE:
        found["retning"] = retning if form == Kriterieform.LOVGRAENSE and retning == Retning.FALDE else Retning.NAA
    new = re.search(r"\b(?:en|et)\s+(?:ny|nyt)\s+([^\W\d_][\w-]*)", x.text)
    if form == Kriterieform.JA_NEJ and new:
        found |= {"target_value": Decimal(1), "unit": x.whole.quote(x.start + new.start(1), x.start + new.end(1))}
        x.found("target_value", x.start + new.start(), x.start + new.start() + 2, Tillid.SANDSYNLIG)
    return found


def _references(whole: Saetning) -> tuple[Reference, ...]:
    found = []
    for led in whole.led:
        if led.rolle != Rolle.REFERENCE or led.maengde.value is None:
            continue
        start, _ = whole.clause_of(led.start)
        previous = max((other.end for other in whole.led if other.end <= led.start), default=start)
        label = whole.quote(max(start, previous), led.start).strip(" ,;:(.-")
        time = next((one for one in led.tider if one.last is not None), None)
        year = time.last.year if time and time.last else None
        found.append(Reference(label[:200], led.maengde.value, led.unit, year, time.text if time else ""))
    return tuple(found)
