"""The form of a single project is read into the keys of the case files, and no person's name with it.

The documents are of our own making (tests/indsatser/aftaledokumenter/projekter.py); the figures are printed.
"""

import json
from typing import Any

import pytest

from indsatser.importing.aftale.laes import laes_aftale
from indsatser.importing.dokument.laes import laes_dokument
from tests.indsatser.aftaledokumenter.bedoem import Regnskab
from tests.indsatser.aftaledokumenter.projekter import TILBAGEHOLDTE_PROJEKTER, UDVIKLING_PROJEKTER, Projekt

pytestmark = pytest.mark.no_db


def bedoem(p: Projekt, read: dict[str, Any], result: Regnskab) -> None:
    project = read.get("project", {})
    for kind, wanted, found in (
        ("navn", p.navn, project.get("name")),
        ("formål", p.formaal, project.get("purpose")),
        ("beskrivelse", p.beskrivelse, project.get("description")),
        ("målgruppe", p.maalgruppe, project.get("target_group")),
        ("aktiviteter", p.aktiviteter, project.get("activities")),
        ("partnere", p.partnere, read.get("partners")),
        ("tid", p.tid, (project.get("date", {}).get("from"), project.get("date", {}).get("to"))),
        ("trin", p.trin, [(one["label"], one["tasks"]) for one in read.get("milestones", [])]),
        ("kommunikation", p.foer, read.get("communication", {}).get("before", {}).get("what")),
        ("kommunikation", p.efter, read.get("communication", {}).get("during_after", {}).get("what")),
        ("timer", p.timer, next((one["value"] for one in read.get("hours", [])), None)),
        ("budgetsum", p.i_alt, read.get("budget", {}).get("total", {}).get("amount")),
        ("opgaver", p.opgaver, {r["task"]: list(r["marks"]) for r in read.get("task_matrix", {}).get("rows", [])}),
    ):
        if wanted:
            result.sag(kind, wanted, found, p.navn)
        elif found:
            result.opdigtede.append(f"{kind}: {found}")
    lines = [(one["label"], one.get("amount")) for one in read.get("budget", {}).get("lines", [])]
    for line in p.budget:
        result.sag("budgetlinje", line, line if line in lines else None, p.navn)
    result.opdigtede += [f"budgetlinje: {line}" for line in lines if line not in p.budget]
    criteria = {one["statement"]: one for one in read.get("success_criteria", [])}
    for statement, numbers in p.kriterier:
        one = criteria.pop(statement, None)
        result.sag("kriterium", statement, one and one["statement"], p.navn)
        target = (one or {}).get("target", {})
        got = tuple(float(target[key]) for key in ("value", "value_to") if key in target)
        got = got or tuple(float(part["target"]["value"]) for part in (one or {}).get("sub_targets", []))[:1]
        result.sag("måltal", numbers, got if one else None, statement, equal=got == numbers)
    result.opdigtede += [f"kriterium: {statement}" for statement in criteria]


@pytest.mark.parametrize("authors", [UDVIKLING_PROJEKTER, TILBAGEHOLDTE_PROJEKTER], ids=["udvikling", "tilbageholdt"])
def test_every_field_of_a_project_is_read_and_none_is_invented(authors, tmp_path, capsys):
    result = Regnskab()
    for author in authors:
        projects, path = author(tmp_path)
        read = laes_aftale(laes_dokument(path)).som_json()
        forms = read.get("projects") or [read]
        result.sag("projekter", len(projects), len(forms), path.name)
        for project, form in zip(projects, forms, strict=False):
            bedoem(project, form, result)
        sums = [one for one in read["_selvmodsigelser"] if one["kind"] == "sum_mismatch"]
        result.sag("sum passer ikke", sum(p.modsigelser for p in projects), len(sums), path.name, equal=True)
        assert len(sums) == sum(p.modsigelser for p in projects)
    with capsys.disabled():
        print(f"\n{result.tabel()}")  # noqa: T201
    assert result.opdigtede == []
    assert sum(result.forkerte.values()) == 0, [line for line in result.fejl if "forkert" in line]
    assert all(result.andel(kind) >= 0.9 for kind in result.findes), result.tabel()


def test_persons_are_counted_and_never_named(tmp_path):
    for author, names in (
        (UDVIKLING_PROJEKTER[0], ("Birte", "Sørensen")),
        (TILBAGEHOLDTE_PROJEKTER[0], ("Jens", "12 34")),
    ):
        _projects, path = author(tmp_path)
        read = laes_aftale(laes_dokument(path)).som_json()
        assert read["project"]["responsible_count"] == 1
        assert not [name for name in names if name in json.dumps(read, ensure_ascii=False)]
