"""Forms of single projects, as they were read of a document, into the plan they are read into."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from indsatser.importing.sag.aktivitet import load_partners
from indsatser.importing.sag.kriterier import Kriterielaeser
from indsatser.importing.sag.laeser import Knude
from indsatser.importing.sag.projekttrin import skriv_trin
from indsatser.importing.sag.skriver import Skriver
from indsatser.importing.sag.tekst import bullets, labelled, lines, paragraphs
from indsatser.importing.sag.tid import read_time
from indsatser.models import Lokalprojekt, Lokalprojektopgave, Lokalprojektudgift
from plans.models import Helhedsplan

UDELADT: Final = ("form_fields", "source", "task_matrix")
"""The labels of the form, whose answers are each in its place; and the matrix, which is taken square by square."""
NAVNE: Final = {"milestones": "steps"}
"""A project's timetable is no list of the plan's milestones."""


def som_projekter(read: dict[str, Any]) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The projects of what the reader gives, each with its matrix as a list of marked squares ("cells"), and the
    places of its values by their paths under "plan.projects"."""
    many = read.get("projects")
    forms = many or [{key: value for key, value in read.items() if not key.startswith("_")}]
    found, places = [], {}
    for i, form in enumerate(forms):
        kept = {NAVNE.get(key, key): value for key, value in form.items() if key not in UDELADT}
        at = f"projects[{i}]." if many else ""
        for path, source in read["_kilder"].items():
            first = re.match(r"\w+", path.removeprefix(at))
            if path.startswith(at) and first and first[0] not in UDELADT:
                rest = path.removeprefix(at)[first.end() :]
                places[f"plan.projects[{i}].{NAVNE.get(first[0], first[0])}{rest}"] = source
        cells: list[dict[str, Any]] = []
        for n, row in enumerate((form.get("task_matrix") or {}).get("rows") or []):
            for party, mark in (row.get("marks") or {}).items():
                source = read["_kilder"][f"{at}task_matrix.rows[{n}].marks.{party}"]
                names = ("task", "party", "mark")
                places |= {f"plan.projects[{i}].cells[{len(cells)}].{name}": source for name in names}
                cells.append({"task": row["task"], "party": party, "mark": mark})
        found.append({**kept, **({"cells": cells} if cells else {})})
    return found, places


def load_projects(skriver: Skriver, root: Knude) -> Helhedsplan:
    """The projects, with their steps, tasks, costs, criteria and partners, in the writer's plan."""
    plan = skriver.row(Helhedsplan, "plan")
    for node in root.child("plan").children("projects"):
        project = _project(skriver, node, plan)
        criteria = Kriterielaeser(skriver, plan, {}, {})
        for each in node.children("success_criteria"):
            criteria.load(each, lokalprojekt=project)
        load_partners(skriver, node, plan, lokalprojekt=project)
        _rows(skriver, node, project)
    return plan


def _project(skriver: Skriver, form: Knude, plan: Helhedsplan) -> Lokalprojekt:
    node, date, talk = form.child("project"), form.child("project").child("date"), form.child("communication")
    first, last = read_time(date.take("from")), read_time(date.take("to"))
    hours = form.children("hours")
    values = [value for row in hours if (value := row.number("value")) is not None]
    form.child("budget").take("total")
    return skriver.row(
        Lokalprojekt,
        form.path,
        helhedsplan=plan,
        name=node.text("name"),
        applicant=node.text("applicant_body"),
        responsible_count=node.integer("responsible_count"),
        participants_text=node.text("target_group"),
        purpose=node.text("purpose"),
        description=paragraphs(node.text("description"), bullets(node.words("activities"), "Aktiviteter")),
        date_from=first.first if first else None,
        date_to=last.last if last else None,
        date_as_printed=date.text("as_printed"),
        communication_before=talk.child("before").text("what"),
        communication_after=talk.child("during_after").text("what"),
        hours=sum(values, Decimal(0)) if values else None,
        hours_note=lines(*_notes(hours)),
        note=labelled("Deltagere fra arbejdsgruppen", node.integer("working_group_count")),
    )


def _notes(hours: Iterable[Knude]) -> Iterable[str]:
    for row in hours:
        unit, is_rough, scope = row.text("unit"), row.take("approx"), row.text("scope")
        if scope:
            yield f"{scope} ({'ca. ' if is_rough else ''}{unit})"


def _rows(skriver: Skriver, form: Knude, project: Lokalprojekt) -> None:
    for order, node in enumerate(form.children("steps"), start=1):
        skriv_trin(skriver, node, project, order)
    for order, node in enumerate(form.children("cells"), start=1):
        skriver.row(
            Lokalprojektopgave,
            node.path,
            lokalprojekt=project,
            task=node.text("task"),
            party=node.text("party"),
            mark=node.text("mark"),
            order=order,
        )
    for order, node in enumerate(form.child("budget").children("lines"), start=1):
        skriver.row(
            Lokalprojektudgift,
            node.path,
            lokalprojekt=project,
            label=node.text("label"),
            amount=node.number("amount"),
            is_ceiling=bool(node.take("is_ceiling")),
            note=labelled("Trykt", node.text("qualifier")),
            order=order,
        )
