"""Counts, per kind of field, what was found: right, missed, wrong, invented."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from indsatser.importing.aftale.laes import Laesning
from indsatser.importing.aftale.normal import even, name_key
from indsatser.importing.aftale.vaerdi import blade
from indsatser.importing.kriterielaesning.talord import ordvaerdi
from tests.indsatser.aftaledokumenter.fakta import Aktivitet, Kriterium, Omraade, Plan
from tests.indsatser.aftaledokumenter.vaner import Vaner


@dataclass
class Regnskab:
    """Per kind of field: in the document, right, missed, wrong; and everything invented."""

    findes: Counter[str] = field(default_factory=Counter)
    rigtige: Counter[str] = field(default_factory=Counter)
    forkerte: Counter[str] = field(default_factory=Counter)
    opdigtede: list[str] = field(default_factory=list)
    fejl: list[str] = field(default_factory=list)

    def sag(self, kind: str, expected: Any, found: Any, where: str, *, equal: bool | None = None) -> None:
        self.findes[kind] += 1
        if found is None or found == "" or found == []:
            self.fejl.append(f"{kind} mangler: {where}: {str(expected)[:90]}")
        elif equal if equal is not None else _same(expected, found):
            self.rigtige[kind] += 1
        else:
            self.forkerte[kind] += 1
            self.fejl.append(f"{kind} forkert: {where}: ventet {str(expected)[:80]!r}, fik {str(found)[:80]!r}")

    def andel(self, kind: str) -> float:
        return self.rigtige[kind] / self.findes[kind] if self.findes[kind] else 1.0

    def tag(self, other: "Regnskab") -> None:
        self.findes += other.findes
        self.rigtige += other.rigtige
        self.forkerte += other.forkerte
        self.opdigtede += other.opdigtede
        self.fejl += other.fejl

    def tabel(self) -> str:
        lines = [f"{'felt':<26}{'findes':>7}{'rigtige':>8}{'mangler':>8}{'forkerte':>9}{'%':>7}"]
        for kind in sorted(self.findes):
            missing = self.findes[kind] - self.rigtige[kind] - self.forkerte[kind]
            lines.append(
                f"{kind:<26}{self.findes[kind]:>7}{self.rigtige[kind]:>8}{missing:>8}{self.forkerte[kind]:>9}"
                f"{100 * self.andel(kind):>7.1f}"
            )
        return "\n".join([*lines, f"opdigtede: {len(self.opdigtede)}"])


def _same(expected: Any, found: Any) -> bool:
    if isinstance(expected, str):
        return _plain(expected) == _plain(str(found))
    return expected == found


def _plain(text: str) -> str:
    return re.sub(r"[^\wæøå]+", "", even(text))


def bedoem(plan: Plan, vaner: Vaner, laest: Laesning) -> Regnskab:
    """How one document was read."""
    result = Regnskab()
    values = laest.som_json(kun_vaerdier=True)["plan"]
    template = vaner.familie == "skabelon"
    areas = values.get("delaftaler" if template else "focus_areas", [])
    _front(result, plan, values, template=template)
    for expected in plan.omraader:
        found = next(
            (
                each
                for each in areas
                if name_key(each.get("focus_area") or each.get("name", "")) == name_key(expected.navn)
            ),
            None,
        )
        result.sag("indsatsområde", expected.navn, found and expected.navn, plan.slug)
        _area(result, expected, found or {}, vaner, template=template)
    known = [name_key(each.navn) for omraade in plan.omraader for each in omraade.aktiviteter]
    for each in [a for area in areas for a in area.get("activities", [])] + values.get("activities", []):
        if name_key(each["name"]) not in known:
            result.opdigtede.append(f"aktivitet: {each['name']}")
    result.opdigtede += opdigtede(laest)
    return result


def _front(result: Regnskab, plan: Plan, values: dict[str, Any], *, template: bool) -> None:
    period = values.get("period", {})
    expected = (plan.fra, plan.til) if template else (f"{plan.fra[:4]}-01-01", f"{plan.til[:4]}-12-31")
    result.sag("periode", expected, (period.get("start"), period.get("end")), plan.slug)
    result.sag("plannavn", plan.navn, values.get("name"), plan.slug)
    keys = (
        "purpose",
        "problem",
        "cross_cutting_measurements",
        "local_evaluation",
        "interplay",
        "notification",
        "conflict_handling",
        "revision_rule",
    )
    for key in keys if template else ("summary", "background", "vision", "evaluation"):
        result.sag(
            "afsnit",
            plan.afsnit[key],
            values.get(key),
            key,
            equal=_plain(plan.afsnit[key]) in _plain(values.get(key, "")),
        )
    organs = {name_key(each["name"]): each for each in values.get("bodies", [])}
    for organ in plan.organer:
        found = organs.get(name_key(organ.navn), {})
        result.sag("organ", organ.navn, found.get("name"), plan.slug)
        if organ.moeder:
            result.sag("mødehyppighed", organ.moeder, found.get("meetings_per_year"), organ.navn)
        for title, org, _count in organ.medlemmer:
            result.sag(
                "medlem",
                f"{title} {org}",
                next(
                    (
                        f"{m.get('title')} {m.get('organisation')}"
                        for m in found.get("members", [])
                        if _plain(f"{title}{org}") == _plain(f"{m.get('title')}{m.get('organisation')}")
                    ),
                    None,
                ),
                organ.navn,
            )
    for year, quarter, title in plan.milepaele:
        same = next(
            (
                m
                for m in values.get("milestones", [])
                if _plain(m["title"]) == _plain(title) and m["quarter"] == quarter
            ),
            None,
        )
        result.sag("milepæl", (year, quarter), same and (same.get("year"), same["quarter"]), title)
    if template:
        for name, _reason in plan.fravalgt:
            result.sag(
                "fravalgt",
                name,
                next(
                    (
                        each["focus_area"]
                        for each in values.get("focus_areas_not_used", [])
                        if name_key(each["focus_area"]) == name_key(name)
                    ),
                    None,
                ),
                plan.slug,
            )
        _money(result, plan.ramme, values.get("budget", {}), "ramme")
        for title in plan.bilag:
            result.sag(
                "bilag",
                title,
                next((each for each in values.get("annexes_required", []) if _plain(each) == _plain(title)), None),
                plan.slug,
            )
        for party in plan.parter:
            result.sag(
                "part",
                party,
                next(
                    (
                        each.get("organisation")
                        for each in values.get("parties", [])
                        if _plain(each.get("organisation", "")) == _plain(party)
                    ),
                    None,
                ),
                plan.slug,
            )


def _money(result: Regnskab, amounts: tuple[int, int] | None, found: dict[str, Any], where: str) -> None:
    if amounts:
        for key, amount in (("lbf", amounts[0]), ("local", amounts[1]), ("total", sum(amounts))):
            result.sag("beløb", amount, found.get(key), f"{where} {key}")


def _area(result: Regnskab, expected: Omraade, found: dict[str, Any], vaner: Vaner, *, template: bool) -> None:
    if template:
        _money(result, expected.beloeb, found.get("budget", {}), expected.navn)
        goals = {goal.get("letter"): goal["text"] for goal in found.get("goals", [])}
        for letter, text in expected.maal:
            result.sag("mål", text, goals.get(letter), expected.navn)
        for key in ("problem", "kommunal"):
            result.sag(
                "delaftaletekst",
                getattr(expected, key),
                found.get({"kommunal": "municipal_context"}.get(key, key)),
                f"{expected.navn} {key}",
            )
        _criteria(result, expected.kriterier, found.get("criteria", []), expected.navn, "plankriterium", sources=True)
        for title, org in expected.parter:
            result.sag(
                "part",
                f"{title} {org}",
                next(
                    (
                        1
                        for p in found.get("parties", [])
                        if _plain(f"{p.get('title')}{p.get('organisation')}") == _plain(f"{title}{org}")
                    ),
                    None,
                ),
                expected.navn,
                equal=True,
            )
    activities = {name_key(each["name"]): each for each in found.get("activities", [])}
    for aktivitet in expected.aktiviteter:
        one = activities.get(name_key(aktivitet.navn))
        result.sag("aktivitet", aktivitet.navn, one and one["name"], expected.navn, equal=True)
        _activity(result, aktivitet, one or {}, vaner, template=template)


def _activity(result: Regnskab, expected: Aktivitet, found: dict[str, Any], vaner: Vaner, *, template: bool) -> None:
    for key, text in expected.tekster.items():
        if key in vaner.mangler or (key in ("organisation",) and not template):
            continue
        result.sag("aktivitetstekst", text, found.get(key), f"{expected.navn} {key}")
    _criteria(result, expected.kriterier, found.get("criteria", []), expected.navn, "kriterium", sources=template)
    staff = found.get("staffing", [])
    for role, _written, low, high in expected.personale:
        same = next((one for one in staff if _plain(str(one.get("role"))) == _plain(role)), None)
        amount = same and (
            (same.get("amount"), None) if "amount" in same else (same.get("amount_min"), same.get("amount_max"))
        )
        result.sag("ressource", (low, high), amount, f"{expected.navn} {role}")
    partners = {_plain(one) for one in found.get("partners", [])}
    for partner in expected.partnere:
        result.sag("partner", partner, partner if _plain(partner) in partners else None, expected.navn)


def _criteria(
    result: Regnskab,
    expected: tuple[Kriterium, ...],
    found: list[dict[str, Any]],
    where: str,
    kind: str,
    *,
    sources: bool,
) -> None:
    rows = {_plain(one["statement"]): one for one in found}
    for criterion in expected:
        one = rows.get(_plain(criterion.saetning))
        result.sag(kind, criterion.saetning, one and one["statement"], where, equal=True)
        if one is None:
            result.sag("måltal", criterion.tal, None, criterion.saetning)
            continue
        got = one.get("target", {}).get("value")
        parts = tuple(
            float(part["target"]["value"]) for part in one.get("sub_targets", []) if "value" in part.get("target", {})
        )
        numbers = (float(got),) if got is not None else parts
        result.sag(
            "måltal",
            criterion.tal,
            numbers if numbers or criterion.tal else (),
            criterion.saetning,
            equal=numbers == criterion.tal or criterion.tal == numbers[:1],
        )
        if sources and criterion.kilde:
            result.sag("datakilde", criterion.kilde, one.get("source"), criterion.saetning)
        if criterion.maal:
            result.sag("målbogstav", criterion.maal, one.get("goal"), criterion.saetning)
    for statement in rows.keys() - {_plain(one.saetning) for one in expected}:
        result.opdigtede.append(f"kriterium under {where}: {rows[statement]['statement'][:90]}")


def opdigtede(laest: Laesning) -> list[str]:
    """Values that do not stand in the document and do not say that they are worked out."""
    whole = _plain(laest.dokument.text)
    digits = re.sub(r"[. ](?=\d{3})", "", laest.dokument.text).replace(",", ".")
    found = []
    for path, leaf in blade(laest.traee):
        if leaf.beregnet or isinstance(leaf.vaerdi, bool):
            continue
        if isinstance(leaf.vaerdi, str):
            joined = _plain(" ".join(piece.text for piece in leaf.stykker))
            if any(_plain(line) not in whole and _plain(line) not in joined for line in leaf.vaerdi.split("\n")):
                found.append(f"{path}: {leaf.vaerdi[:80]}")
        elif not _number_stands(leaf.vaerdi, digits, " ".join(line.text for line in leaf.stykker)):
            found.append(f"{path}: {leaf.vaerdi}")
    return found


def _number_stands(value: Any, digits: str, line: str) -> bool:
    if hasattr(value, "isoformat"):
        return str(value.year) in digits
    value = abs(value)
    if f"{value:f}".rstrip("0").rstrip(".") in digits if not isinstance(value, int) else str(value) in digits:
        return True
    if str(int(value)) in digits:
        return True
    return any(ordvaerdi(word) == value for word in re.findall(r"\w+", even(line))) or any(
        word in even(line) for word in ("halv", "halvdel", "tredjedel", "fjerdedel", "½", "¼", "/")
    )
