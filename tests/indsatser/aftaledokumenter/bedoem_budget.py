"""Reads a budget that was read against its truth: every cell, every printed sum, every source."""

from collections.abc import Iterator
from typing import Any

from indsatser.importing.aftale.laes import Laesning
from indsatser.importing.aftale.normal import even
from tests.indsatser.aftaledokumenter.bedoem import Regnskab, opdigtede
from tests.indsatser.aftaledokumenter.budgetter import Budget, Celler

KILDER = {"lbf": "landsbyggefonden"}


def _key(post: str, kilde: str, tid: Any) -> tuple[str, str, str]:
    return even(post), KILDER.get(even(kilde), even(kilde)), str(tid or "")


def laeste(read: dict[str, Any]) -> Iterator[tuple[str, tuple[str, str, str], Any]]:
    """("celle" or "sum", post, source and time, the amount) of everything that was read."""
    plan = read["plan"]
    tables = [("", plan.get("budget", {}))]
    tables += [(area["focus_area"], area.get("budget", {})) for area in plan.get("delaftaler", [])]
    for name, budget in tables:
        for row in budget.get("rows", []):
            post = name if row.get("is_total") else row.get("label", "") or name
            for kind, key in (("celle", "amounts"), ("sum", "totals")):
                for one in row.get(key, []):
                    at = _key(post, one.get("source", ""), one.get("year") or one.get("period"))
                    yield kind, at, one.get("amount")


def bedoem_budget(b: Budget, laest: Laesning) -> Regnskab:
    """How the budget of one document was read."""
    result, read = Regnskab(), laest.som_json()
    found: dict[str, dict[tuple[str, str, str], Any]] = {"celle": {}, "sum": {}}
    for kind, at, amount in laeste(read):
        if at in found[kind]:
            result.opdigtede.append(f"to gange: {at}")
        found[kind][at] = amount
    for kind, wanted in (("celle", b.celler), ("sum", b.summer)):
        _compare(result, kind, wanted, found[kind])
    sources = {even(one["name"]): one.get("kind") for one in read["plan"].get("funding_sources", [])}
    for name, kind in b.kilder:
        result.sag("budgetkilde", kind, sources.get(even(name)) or sources.get("lbf" if kind == "lbf" else ""), name)
    sums = [one for one in read["_selvmodsigelser"] if one["kind"] == "sum_mismatch"]
    result.sag("sum passer ikke", b.modsigelser, len(sums), b.navn, equal=len(sums) == b.modsigelser)
    listed = [each["tekst"] for each in read["_ikke_forstaaet"]]
    for text in b.uforstaaet:
        result.sag("ikke forstået", text, text if text in listed else None, b.navn)
    result.opdigtede += [one for one in opdigtede(laest) if "budget" in one]
    return result


def _compare(result: Regnskab, kind: str, wanted: Celler, found: dict[tuple[str, str, str], Any]) -> None:
    truth = {_key(*at): amount for at, amount in wanted.items()}
    for at, amount in truth.items():
        result.sag(f"budget{kind}", amount, found.get(at), str(at))
    result.opdigtede += [f"{kind} {at}: {amount}" for at, amount in found.items() if at not in truth]
