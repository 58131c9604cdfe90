"""A local project on one form, and the plan it belongs to (Nørrebro)."""

from decimal import Decimal

from indsatser.importing.sag.aftale import Afsnitsskriver
from indsatser.importing.sag.aktivitet import load_partners
from indsatser.importing.sag.kriterier import Kriterielaeser
from indsatser.importing.sag.laeser import Knude, SagAfvist
from indsatser.importing.sag.plan import runde_named, status_of
from indsatser.importing.sag.projekttrin import skriv_trin
from indsatser.importing.sag.skriver import Skriver
from indsatser.importing.sag.tekst import bullets, labelled, lines, plain, spell_out
from indsatser.importing.sag.tid import read_time
from indsatser.models import Lokalprojekt, Lokalprojektopgave, Lokalprojektudgift
from plans.models import Helhedsplan
from plans.services import change

ROUND_OF_AREAS = {"Sammenhængskraft og medborgerskab": "2019-26-midlerne"}
"""The round is named only by its fields of work: one that no other round has tells which it is."""


def load_lokalprojekt(skriver: Skriver, root: Knude) -> Helhedsplan:
    context = root.child("plan_context")
    plan = _plan(skriver, context)
    project = _project(skriver, root, plan)
    if skriver.is_fresh(project):
        _complete(skriver, plan, root, context)
    _parts(skriver, root, project)
    kriterier = Kriterielaeser(skriver, plan, {}, {})
    for node in root.children("success_criteria"):
        kriterier.load(node, lokalprojekt=project)
    load_partners(skriver, root, plan, lokalprojekt=project)
    _sections(skriver, root, plan)
    return plan


def plan_named(name: str) -> Helhedsplan | None:
    """A plan by its short name, however its capitals are written."""
    return Helhedsplan.objects.filter(short_name__iexact=name).first()


def _plan(skriver: Skriver, context: Knude) -> Helhedsplan:
    name = context.text("plan")
    return plan_named(name) or skriver.row(Helhedsplan, "plan", name=name, short_name=name)


def _complete(skriver: Skriver, plan: Helhedsplan, root: Knude, context: Knude) -> None:
    """Add to the plan what this form knows, the first time it is read: its end, its round, its extension."""
    titles = [area.raw("title") for area in root.child("funding_round_focus_areas").children("areas")]
    extension = context.child("extension")
    plan.end_date = plan.end_date or context.day("ends")
    plan.bevillingsrunde = plan.bevillingsrunde or runde_named(
        skriver, next((runde for title, runde in ROUND_OF_AREAS.items() if title in titles), "")
    )
    plan.status = status_of(plan.start_date or plan.end_date, plan.end_date)
    plan.period_note = lines(plan.period_note, _period_note(context, extension))
    plan.note = lines(plan.note, _plan_note(context))
    change(plan, by=skriver.by, note="Suppleret fra projektbeskrivelsen.")


def _period_note(context: Knude, extension: Knude) -> str:
    return lines(
        labelled("Slutter, som det står", context.text("ends_as_printed")),
        "Startdatoen er ikke oplyst.",
        f"Forlængelse {extension.take('start_year')}-{extension.take('end_year')} "
        f"({extension.take('years')} år): {extension.text('status')}. {context.text('process')}",
    )


def _plan_note(context: Knude) -> str:
    return lines(
        labelled("Afdelingsbestyrelser, ifølge projektbeskrivelsen", context.take("departments_represented")),
        context.text("note"),
    )


def _read_plan_facts(root: Knude, context: Knude) -> None:
    """Mark the plan's facts as read on a later load too, when they are already in the database."""
    for key in ("ends", "ends_as_printed", "process", "departments_represented", "note", "extension"):
        context.take(key)


def _project(skriver: Skriver, root: Knude, plan: Helhedsplan) -> Lokalprojekt:
    node = root.child("project")
    date_node, kind = node.child("date"), node.child("format")
    first, last = read_time(date_node.take("from")), read_time(date_node.take("to"))
    hours = root.children("hours")
    _read_plan_facts(root, root.child("plan_context"))
    return skriver.row(
        Lokalprojekt,
        "project",
        helhedsplan=plan,
        name=node.text("name"),
        applicant=node.text("applicant_body"),
        applicant_note=lines(labelled("Forkortet", node.text("applicant_body_short")), node.text("applicant_note")),
        co_organiser=node.text("co_organiser"),
        responsible_count=node.integer("responsible_count"),
        responsible_note=lines(bullets(node.words("responsible")), node.text("responsible_note")),
        participants_text=_participants(root.child("participants")),
        expected_from=root.child("participants").child("expected").integer("from"),
        expected_to=root.child("participants").child("expected").integer("to"),
        purpose=node.text("purpose"),
        description=node.text("description"),
        date_from=first.first if first else None,
        date_to=last.last if last else None,
        date_as_printed=date_node.text("as_printed"),
        format_text=", ".join([kind.text("kind"), f"{kind.take('hours')} timer", kind.text("time_of_day")]),
        communication_before=_message(root.child("communication").child("before")),
        communication_after=_message(root.child("communication").child("during_after")),
        hours=sum((row.number("value") or Decimal(0) for row in hours), Decimal(0)),
        hours_note=lines(*(_hours_note(row) for row in hours)),
        budget_note=_check_budget(root.child("budget")),
        note=lines(
            labelled("Deltagere fra arbejdsgruppen", node.words("working_group_participants")),
            labelled("Arbejdsgruppen", node.text("working_group_note")),
            labelled("Opgavefordelingen", root.child("task_matrix").text("note")),
        ),
    )


def _participants(node: Knude) -> str:
    invited = [
        " · ".join(filter(None, [row.text("group"), labelled("antal", row.integer("count")), row.text("detail")]))
        for row in node.children("invited")
    ]
    return lines(bullets(invited), labelled("Nævnt i formålet", node.words("also_in_purpose")))


def _message(node: Knude) -> str:
    return ", ".join(
        filter(None, [node.text("what"), labelled("via", node.text("channel")), labelled("til", node.text("to"))])
    )


def _hours_note(row: Knude) -> str:
    unit, approx = row.text("unit"), row.take("approx")
    scope = f"{row.text('party')}, {row.text('scope')} ({'ca. ' if approx else ''}{unit})"
    return lines(scope, row.text("note"))


def _check_budget(budget: Knude) -> str:
    """The remark on the budget; refused when the lines do not make the printed total."""
    total = budget.child("total")
    stated = total.number("amount")
    summed = sum(Decimal(str(line.raw("amount"))) for line in budget.children("lines"))
    if stated != summed:
        raise SagAfvist(f"{budget.path}: linjerne giver {plain(summed)}, ikke {plain(stated)}.")
    return lines(total.text("label"), budget.child("check").text("note"))


def _parts(skriver: Skriver, root: Knude, project: Lokalprojekt) -> None:
    for order, node in enumerate(root.children("milestones"), start=1):
        skriv_trin(skriver, node, project, order)
    matrix = root.child("task_matrix")
    parties = matrix.words("parties")
    for row in matrix.children("rows"):
        _tasks(skriver, row, project, parties)
    for order, line in enumerate(root.child("budget").children("lines"), start=1):
        skriver.row(
            Lokalprojektudgift,
            line.path,
            lokalprojekt=project,
            label=line.text("label"),
            amount=line.number("amount"),
            is_ceiling=line.take("is_ceiling"),
            note=lines(labelled("Trykt", line.text("qualifier")), line.text("note")),
            order=order,
        )


def _tasks(skriver: Skriver, row: Knude, project: Lokalprojekt, parties: list[str]) -> None:
    task, marks = row.text("task"), row.child("marks")
    for party in marks.names():
        if party not in parties:
            raise SagAfvist(f"{marks.path}: «{party}» er ikke en af skemaets parter.")
        skriver.row(
            Lokalprojektopgave,
            marks.at(party),
            lokalprojekt=project,
            task=task,
            party=party,
            mark=marks.text(party),
            order=skriver.next_order("opgaver"),
        )


def _sections(skriver: Skriver, root: Knude, plan: Helhedsplan) -> None:
    sections = Afsnitsskriver(skriver, plan)
    rounds = root.child("funding_round_focus_areas")
    areas = [spell_area(area) for area in rounds.children("areas")]
    rules = lines(
        labelled("Områderne er fastlagt i", rounds.text("fixed_by")),
        labelled("Områderne kan ændres", rounds.take("changeable")),
        labelled("Delaftalerne kan ændres", rounds.take("sub_agreements_changeable")),
        rounds.text("note"),
    )
    sections.own("Indsatsområderne i bevillingsrunden", lines(*areas, rules))
    sections.own("Om projektbeskrivelsen", spell_out(root.child("source")))


def spell_area(area: Knude) -> str:
    """ "1. Uddannelse og livschancer: løfte børn og unge fagligt"."""
    title = area.text("title")
    head = f"{area.take('number')}. {title}".strip()
    return f"- {head}: {area.text('aim')}" + (f" ({area.text('note')})" if "note" in area else "")
