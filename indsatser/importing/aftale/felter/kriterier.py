"""Criteria: one per line or row with its data source and goal, its numbers read by `laes_kriterium`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from indsatser.choices import Kriterieform, Operator, Retning, Sammenlaegning
from indsatser.importing.aftale.felter.brudte_linjer import join_broken
from indsatser.importing.aftale.felter.kriterieraekker import Raat, is_source, join_split, paired, raw_criteria
from indsatser.importing.aftale.led import Linje, Rad, Stykke
from indsatser.importing.aftale.normal import even
from indsatser.importing.aftale.ordbog import Sikkerhed
from indsatser.importing.aftale.vaerdi import Traee, Vaerdi, uden_tomme
from indsatser.importing.kriterier import Laest, Tillid, laes_kriterium

KINDS: Final = {
    Kriterieform.ANDEL: "share", Kriterieform.ANDEL_MINDST: "share", Kriterieform.SPOERGESKEMA: "share",
    Kriterieform.FASTHOLDELSE: "share", Kriterieform.LOVGRAENSE: "share", Kriterieform.RELATIV: "relative_change",
    Kriterieform.HALVERING: "relative_change", Kriterieform.RELATIV_FRA_FOERSTE_MAALING: "relative_change",
    Kriterieform.ANTAL_I_VINDUE: "count", Kriterieform.ANTAL_PR_AAR: "count", Kriterieform.GENNEMSNIT: "average",
    Kriterieform.SAMMENSAT: "count", Kriterieform.JA_NEJ: "event", Kriterieform.RETNING: "count",
    Kriterieform.KVALITATIV: "qualitative", Kriterieform.VISION: "qualitative",
}  # fmt: skip
DIRECTIONS: Final = {
    Retning.STIGE: "increase", Retning.FALDE: "decrease", Retning.NAA: "reach", Retning.FASTHOLDE: "hold",
}  # fmt: skip
COMPARATORS: Final = {
    Operator.MINDST: ">=", Operator.HOEJST: "<=", Operator.LIG: "=", Operator.OVER: ">", Operator.UNDER: "<",
    Operator.MELLEM: "between", Operator.CIRKA: "ca.",
}  # fmt: skip
_SURE: Final = {
    Tillid.SIKKER: Sikkerhed.EXACT, Tillid.SANDSYNLIG: Sikkerhed.LIKELY, Tillid.GAET: Sikkerhed.GUESSED,
}  # fmt: skip


@dataclass(frozen=True)
class Rammer:
    """What stands around the criteria: the plan's period."""

    plan_from: date | None = None
    plan_to: date | None = None


def read_criteria(
    parts: Iterable[Linje | Rad],
    sure: Sikkerhed,
    rammer: Rammer,
    aar: int | None = None,
    *,
    kolonner: bool = False,
    span: str = "",
) -> tuple[list[dict[str, Traee]], list[Stykke]]:
    """Every criterion of a field, and the lines that are none. `aar` is the year the heading names."""
    rest: list[Stykke] = []
    raw = list(raw_criteria(parts, rest, kolonner=kolonner))
    raw = join_broken(raw, is_source)
    raw = join_split(paired(raw) if kolonner else raw)
    rest += [line for one in raw if _CHAPTER.match(one.statement) for line in one.lines]
    kept = [one for one in raw if not _CHAPTER.match(one.statement)]
    return [_criterion(one, sure, rammer, aar, span) for one in kept if one.statement], rest


_CHAPTER: Final = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.? [A-ZÆØÅ]\w")
"""A heading that was lost among the criteria: its number is no target."""


# --- one criterion
def _criterion(raw: Raat, sure: Sikkerhed, rammer: Rammer, aar: int | None, span: str) -> dict[str, Traee]:
    statement = raw.statement
    read = laes_kriterium(statement, plan_from=rammer.plan_from, plan_to=rammer.plan_to, aar=aar)
    found: dict[str, Traee | None] = {"statement": Vaerdi(statement, raw.lines, sure)}
    if raw.goal:
        found["goal"] = Vaerdi(raw.goal[0], (raw.goal[1],), sure)
    found |= _fields(read, raw.lines, sure, aar)
    source = " ".join(line.text for line in raw.source).strip(" .")
    if source and not re.fullmatch(r"[-–—.]*", source):
        found["source"] = Vaerdi(source, raw.source, sure.og(raw.source_sure))
    if aar is not None:
        found["period"] = Vaerdi(span or aar, raw.lines, sure, beregnet=True)
    return uden_tomme(found)


def _fields(
    read: Laest, lines: tuple[Stykke, ...], sure: Sikkerhed, aar: int | None = None
) -> dict[str, Traee | None]:
    """The structured fields of one reading, in the words of the case files."""

    def leaf(value: str | bool | Decimal | date | int | None, *names: str, worked_out: bool = False) -> Vaerdi | None:
        if value is None or value == "":
            return None
        least = sure
        for name in names:
            if name in read.fund:
                least = least.og(_SURE[read.fund[name].tillid])
        return Vaerdi(value, lines, least, beregnet=worked_out)

    kind = "share" if read.form == Kriterieform.RETNING and read.unit == "%" else KINDS[read.form]
    unit = "%" if kind == "relative_change" else read.unit
    found: dict[str, Traee | None] = {
        "kind": leaf(kind, worked_out=True),
        "unit": leaf(unit, "unit", worked_out=even(unit) not in even(read.statement)),
        "direction": leaf(DIRECTIONS[read.retning], worked_out=True),
        "cumulative": leaf(read.sammenlaegning == Sammenlaegning.SUM, worked_out=True),
        "baseline": _baseline(read, leaf),
        "target": _target(read, leaf, aar),
        "horizon_months": leaf(read.window_months, "window_months"),
    }
    if read.parts:
        found["sub_targets"] = [
            uden_tomme({"statement": Vaerdi(part.statement, lines, sure), **_fields(part, lines, sure)})
            for part in read.parts
        ]
        shared = {part.change_pct for part in read.parts}
        if len(shared) == 1 and None not in shared:
            found["target"] = _target(read.parts[0], leaf, aar)
            found["kind"] = leaf("relative_change", worked_out=True)
        else:
            found["target"] = None
    if read.references:
        first = read.references[0]
        found["benchmark"] = uden_tomme(
            {
                "label": leaf(first.label),
                "value": leaf(first.value),
                "unit": leaf(first.unit),
                "year": leaf(first.year),
            }
        )
    return found


def _baseline(read: Laest, leaf) -> dict[str, Traee]:  # type: ignore[no-untyped-def]
    if read.baseline_value is None and read.baseline_on is None:
        return {}
    return uden_tomme(
        {
            "value": leaf(read.baseline_value, "baseline_value"),
            "of": leaf(read.baseline_of, "baseline_value"),
            "unit": leaf(read.baseline_of_unit),
            **_when(read.baseline_on, leaf, "baseline_on"),
        }
    )


def _target(read: Laest, leaf, aar: int | None) -> dict[str, Traee]:  # type: ignore[no-untyped-def]
    """The target. Without a number there is only what is said about one."""
    relative = read.change_pct is not None
    value = read.change_pct if relative else read.target_value
    if value is None and not read.operator_stated:
        is_said = read.deadline is not None and not read.window_derived and bool(read.deadline_text)
        return uden_tomme(_when(read.deadline, leaf, "deadline")) if is_said else {}
    comparator = COMPARATORS[read.operator]
    if relative and comparator in (">=", "<=") and value is not None:
        comparator = "<=" if value < 0 else ">="
    stands = read.operator_stated or read.form == Kriterieform.JA_NEJ
    deadline = None if read.window_derived or (aar and not read.deadline_text) else read.deadline
    return uden_tomme(
        {
            "value": leaf(
                value, "change_pct" if relative else "target_value", worked_out=read.form == Kriterieform.HALVERING
            ),
            "value_to": leaf(read.target_to, "target_value"),
            "comparator": leaf(comparator, "operator", worked_out=not read.operator_stated),
            "comparator_stated": leaf(stands, worked_out=True),
            **_when(deadline, leaf, "deadline"),
            **({"year": leaf(aar, worked_out=True)} if aar and deadline is None else {}),
        }
    )


def _when(day: date | None, leaf, name: str) -> dict[str, Traee | None]:  # type: ignore[no-untyped-def]
    if day is None:
        return {}
    if (day.month, day.day) == (12, 31):
        return {"year": leaf(day.year, name)}
    return {"date": leaf(day, name, worked_out=True)}
