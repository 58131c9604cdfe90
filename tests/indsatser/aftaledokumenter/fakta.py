"""The facts that documents are written from: plans, delaftaler, activities, criteria. They are the truth file too."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

DEMO = Path(__file__).resolve().parents[3] / "fixtures" / "demo"
SAETNINGER = {
    "Image-events, hvoraf ét når landsdækkende medier": "4 image-events, hvoraf ét når landsdækkende medier",
    "Lokale institutioner bruger haven flere gange": "To lokale institutioner bruger haven, hver mindst to gange",
    "Uddannelse af nye bydelsmødre": "Et uddannelsesforløb for nye bydelsmødre med gennemsnitligt 12 deltagere",
    "Uddannelse af fædre": "1 uddannelsesforløb for fædre med 12 deltagere",
    "Temaarrangementer med et vist fremmøde": "8 temaarrangementer med i snit 18 deltagere",
    "Unge løser jævnligt lommepengeopgaver": "15 unge løser to lommepengeopgaver om måneden",
    "Uddannelsesforløb for mellemtrin og udskoling på to skoler": (
        "Et uddannelsesforløb for mellemtrinnet og et for udskolingen på to skoler"
    ),
}
"""How the compound criteria of the case are written as one sentence."""


@dataclass(frozen=True)
class Kriterium:
    saetning: str
    tal: tuple[float, ...] = ()
    kilde: str = ""
    maal: str = ""


@dataclass(frozen=True)
class Aktivitet:
    navn: str
    tekster: dict[str, str]
    kriterier: tuple[Kriterium, ...] = ()
    personale: tuple[tuple[str, str, float, float | None], ...] = ()
    """Role, how the time is written, amount, upper amount."""
    partnere: tuple[str, ...] = ()
    typer: tuple[str, ...] = ()


@dataclass(frozen=True)
class Omraade:
    navn: str
    aktiviteter: tuple[Aktivitet, ...]
    problem: str = ""
    formaal: str = ""
    kommunal: str = ""
    maal: tuple[tuple[str, str], ...] = ()
    kriterier: tuple[Kriterium, ...] = ()
    parter: tuple[tuple[str, str], ...] = ()
    beloeb: tuple[int, int] | None = None


@dataclass(frozen=True)
class Organ:
    navn: str
    mandat: str
    moeder: int | None = None
    opgaver: tuple[str, ...] = ()
    medlemmer: tuple[tuple[str, str, int | None], ...] = ()


@dataclass(frozen=True)
class Plan:
    slug: str
    navn: str
    omraader: tuple[Omraade, ...]
    fra: str = ""
    til: str = ""
    boligomraade: str = ""
    parter: tuple[str, ...] = ()
    afsnit: dict[str, str] = field(default_factory=dict)
    organer: tuple[Organ, ...] = ()
    fravalgt: tuple[tuple[str, str], ...] = ()
    ramme: tuple[int, int] | None = None
    bilag: tuple[str, ...] = ()
    milepaele: tuple[tuple[int, int, str], ...] = ()
    maalsaetninger: tuple[str, ...] = ()
    kriterieaar: str = ""


def gellerup() -> Plan:
    return _of_case("gellerup")


def rum_for_liv() -> Plan:
    return _of_case("rum_for_liv")


def _of_case(slug: str) -> Plan:
    plan = yaml.safe_load((DEMO / f"{slug}.yaml").read_text(encoding="utf-8"))["plan"]
    areas = plan.get("delaftaler") or plan["focus_areas"]
    budget = plan.get("budget")
    return Plan(
        slug,
        plan["name"],
        tuple(_area(area) for area in areas),
        fra=str(plan["period"]["start"]),
        til=str(plan["period"]["end"]),
        boligomraade=plan["housing_area"],
        parter=tuple(party["organisation"] for party in plan.get("parties", [])),
        afsnit={key: _flat(plan[key]) for key in TEKSTER if key in plan},
        organer=tuple(_organ(body) for body in plan["bodies"] if body.get("mandate")),
        fravalgt=tuple((one["focus_area"], _flat(one["reason"])) for one in plan.get("focus_areas_not_used", [])),
        ramme=(budget["lbf"], budget["local"]) if budget else None,
        bilag=tuple(plan.get("annexes_required", [])),
        milepaele=tuple((m["year"], m["quarter"], m["title"]) for m in plan.get("milestones", [])),
        maalsaetninger=tuple(plan.get("objectives", [])),
        kriterieaar="2013" if slug == "rum_for_liv" else "",
    )


TEKSTER = (
    "purpose",
    "organisation",
    "problem",
    "cross_cutting_measurements",
    "local_evaluation",
    "interplay",
    "notification",
    "conflict_handling",
    "revision_rule",
    "summary",
    "background",
    "vision",
    "strategy_context",
    "evaluation",
)


def _flat(text: Any) -> str:
    return " ".join(str(text).split())


def _area(area: dict[str, Any]) -> Omraade:
    budget = area.get("budget")
    return Omraade(
        area.get("focus_area") or area["name"],
        tuple(_activity(each) for each in area["activities"]),
        problem=_flat(area.get("problem", "")),
        formaal=_flat(area.get("purpose", "")),
        kommunal=_flat(area.get("municipal_context", "")),
        maal=tuple((goal["letter"], goal["text"]) for goal in area.get("goals", [])),
        kriterier=tuple(one for each in area.get("criteria", []) if (one := _criterion(each))),
        parter=tuple((party["title"], party["organisation"]) for party in area.get("parties", [])),
        beloeb=(budget["lbf"], budget["local"]) if budget else None,
    )


def _activity(each: dict[str, Any]) -> Aktivitet:
    staff = []
    for one in each.get("staffing", []):
        low, high = one.get("amount", one.get("amount_min")), one.get("amount_max")
        if low is None:
            continue
        unit = {"fte": "årsværk", "hours_per_week": "timer/uge"}[one["unit"]]
        written = f"{_tal(low)}-{_tal(high)} {unit}" if high else f"{_tal(low)} {unit}"
        staff.append((one["role"], written, float(low), float(high) if high else None))
    keys = ("content", "purpose", "target_group", "organisation", "anchoring", "local_evaluation")
    return Aktivitet(
        each["name"],
        {key: _flat(each[key]) for key in keys if each.get(key)},
        tuple(one for raw in each.get("criteria", []) if (one := _criterion(raw))),
        tuple(staff),
        tuple(each.get("partners", [])),
        tuple(each.get("cfbu_types", [])),
    )


def _criterion(raw: dict[str, Any]) -> Kriterium | None:
    target, statement = raw.get("target", {}), raw["statement"]
    source, goal = raw.get("source", ""), raw.get("goal", "") if not raw.get("goal_derived") else ""
    window = " (17 mdr.)" if raw.get("horizon_months") else ""
    if statement in SAETNINGER:
        values = tuple(float(part["target"]["value"]) for part in raw["sub_targets"])
        return Kriterium(SAETNINGER[statement] + window, values, source, goal)
    if raw.get("sub_targets"):
        values = tuple(float(part["target"]["value"]) for part in raw["sub_targets"])
        return Kriterium(statement + window, values, source, goal)
    value = target.get("value")
    if value is None:
        return Kriterium(statement, (), source, goal)
    unit = " %" if raw.get("unit") == "%" else ""
    baseline = raw.get("baseline")
    if raw["kind"] == "relative_change":
        when = f" i {target['year']}" if "year" in target else ""
        return Kriterium(statement + when, (float(value),), source, goal)
    if isinstance(baseline, dict) and "year" in baseline and raw["direction"] != "reach":
        stated = "mindst " if target.get("comparator_stated") else ""
        start = f"fra {_tal(baseline['value'])}{unit} i {baseline['year']}"
        text = f"{statement}: {start} til {stated}{_tal(value)}{unit} i {target['year']}"
        return Kriterium(text, (float(value),), source, goal)
    if raw["kind"] in ("share", "average") and not any(word.isdigit() for word in statement.split()):
        return Kriterium(f"{statement}: {_tal(value)}{unit}", (float(value),), source, goal)
    has_number = (
        raw["kind"] == "event" or any(char.isdigit() for char in statement) or statement.split()[0].lower() in TALORD
    )
    text = statement if has_number else f"{_tal(value)} {statement[0].lower()}{statement[1:]}"
    return Kriterium(text + window, (float(value),), source, goal)


TALORD = {"seks", "fire", "to", "en", "et"}


def _tal(value: Any) -> str:
    return (
        f"{value:g}".replace(".", ",")
        if not isinstance(value, int) or value < 10000
        else f"{value:,}".replace(",", ".")
    )


def _organ(body: dict[str, Any]) -> Organ:
    times = body.get("meetings_per_year")
    members = [m for m in body.get("members", []) if isinstance(m, dict) and m.get("title") and m.get("organisation")]
    return Organ(
        body["name"],
        _flat(body.get("mandate", "")),
        times if isinstance(times, int) else None,
        tuple(body.get("tasks", [])),
        tuple((m["title"], m["organisation"], m.get("count")) for m in members),
    )
