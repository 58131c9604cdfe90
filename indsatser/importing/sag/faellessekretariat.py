"""A fællessekretariat with its member plans (BolivVejle)."""

from datetime import date

from indsatser.choices import Ressourceenhed
from indsatser.importing.sag.aftale import Afsnitsskriver
from indsatser.importing.sag.kriterier import Kriterielaeser
from indsatser.importing.sag.laeser import Knude
from indsatser.importing.sag.milepaele import load_milestones
from indsatser.importing.sag.organer import Organlaeser
from indsatser.importing.sag.plan import load_funder, status_of
from indsatser.importing.sag.skriver import Skriver
from indsatser.importing.sag.steder import area_named, kommune_named, organisation_named
from indsatser.importing.sag.tekst import bullets, labelled, lines, paragraphs, plain, spell_line, spell_out
from indsatser.importing.sag.underindsatser import load_efforts
from indsatser.models import Aktivitet, Evaluering, Evalueringsart, Maal, Medarbejderressource
from plans.choices import Plantype, Postart
from plans.models import Boligorganisation, Budgetpost, Delaftale, Helhedsplan

MEETING_FORM = "Mødereferat/dagsorden (BPS og FKU)"
TARGET_FORM = "Målopfyldelsesskema"


def load_faellessekretariat(skriver: Skriver, root: Knude) -> Helhedsplan:
    node = root.child("plan")
    plan = _row(skriver, root, node)
    _members(skriver, node, plan)
    load_funder(skriver, node, plan)
    kriterier = Kriterielaeser(skriver, plan, {}, {})
    for criterion in root.children("overall_criteria"):
        kriterier.load(criterion)
    goals = _objectives(skriver, node, plan)
    projects = {project.raw("id"): project for project in root.children("sub_projects")}
    activities: dict[str, Aktivitet] = {}
    for area in root.children("focus_areas"):
        activities |= _focus_area(skriver, area, plan, kriterier, goals, projects)
    organer = Organlaeser(skriver, plan)
    organer.load_all(root.children("bodies"))
    for form in root.children("related_forms"):
        _own_form(skriver, form, plan, organer)
    _staff(skriver, root, plan)
    _budget(skriver, root.child("budget"), plan)
    _evaluation(skriver, root.child("evaluation"), plan)
    load_milestones(skriver, plan, root.children("milestones"), activities)
    _sections(skriver, root, node, plan)
    return plan


def _row(skriver: Skriver, root: Knude, node: Knude) -> Helhedsplan:
    period = node.child("period")
    start, end = period.day("start"), date(int(period.take("end_year")), 12, 31)
    source = root.child("source")
    return skriver.row(
        Helhedsplan,
        "plan",
        kind=Plantype.FAELLESSEKRETARIAT,
        name=node.text("secretariat_name"),
        short_name=node.text("name"),
        journalnummer=_journal_number(root),
        status=status_of(start, end),
        start_date=start,
        end_date=end,
        period_note=lines(labelled("Varighed, år", period.take("years")), period.text("note")),
        kommune=kommune_named(skriver, node.text("municipality")),
        summary=node.text("rationale"),
        note=lines(
            "Status er sat efter planens datoer; den står ikke i dokumentet.",
            labelled("Ansøger", node.text("applicants")),
            labelled("Art, som kilden skriver den", node.text("type")),
            labelled("Dokument", " · ".join(filter(None, [source.text("title"), source.text("document_type")]))),
            "Bevillingsrunden er ikke nævnt. Journalnummeret er læst ud af et brudt uddrag; cifre kan være tabt.",
        ),
    )


def _journal_number(root: Knude) -> str:
    for form in root.children("related_forms"):
        for section in form.children("sections") if form.raw("form") == TARGET_FORM else []:
            for line in section.children("fields"):
                if "journalnummer" in str(line.raw("label")):
                    return line.text("example")
    return ""


def _members(skriver: Skriver, node: Knude, parent: Helhedsplan) -> None:
    """The local plans, each under the fællessekretariat; its own line in the list adds to the parent's note."""
    organisations: dict[int, Boligorganisation] = {}
    for member in node.children("member_plans"):
        carriers = [organisation_named(skriver, name) for name in member.words("carried_by")]
        organisations |= {row.pk: row for row in carriers if row}
        if member.text("type") == Plantype.FAELLESSEKRETARIAT.label.casefold():
            Afsnitsskriver(skriver, parent).own(
                member.text("name"),
                lines(labelled("Bæres af", [row.name for row in carriers if row]), member.text("note")),
            )
            continue
        name = member.text("name")
        count = member.take("departments_count")
        plan = skriver.row(
            Helhedsplan,
            member.path,
            name=member.text("full_name") or name,
            short_name=name,
            parent=parent,
            kommune=parent.kommune,
            status=parent.status,
            start_date=parent.start_date,
            period_note="Slutdatoen er ikke oplyst; startdatoen er de nye helhedsplaners ikrafttræden.",
            note=lines(
                "Status er sat efter fællessekretariatets periode; den står ikke i dokumentet.",
                member.text("local_context"),
                labelled("Antal afdelinger", count),
                member.text("note"),
            ),
        )
        skriver.link(plan, "boligorganisationer", [row for row in carriers if row])
        area = area_named(skriver, name, parent.kommune)
        skriver.link(plan, "boligomraader", [area] if area else [])
    skriver.link(parent, "boligorganisationer", organisations.values())


def _objectives(skriver: Skriver, node: Knude, plan: Helhedsplan) -> dict[str, Maal]:
    """The goals of the plan as a whole, by their letters."""
    return {
        row.letter: row
        for row in (
            skriver.row(
                Maal,
                goal.path,
                helhedsplan=plan,
                letter=goal.text("id"),
                text=goal.text("text"),
                order=order,
            )
            for order, goal in enumerate(node.children("objectives"), start=1)
        )
    }


def _focus_area(
    skriver: Skriver,
    node: Knude,
    plan: Helhedsplan,
    kriterier: Kriterielaeser,
    goals: dict[str, Maal],
    projects: dict[str, Knude],
) -> dict[str, Aktivitet]:
    code = node.text("id")
    refs = [str(goals[letter]) for letter in node.words("objectives_refs")]
    delaftale = skriver.row(
        Delaftale,
        node.path,
        helhedsplan=plan,
        nummer=int(code.removeprefix("F")),
        title=node.text("title"),
        section=code,
        problem=lines(node.text("background"), node.text("basis")),
        purpose=lines(node.text("purpose"), bullets(refs, "Svarer på målene")),
        content=bullets(node.words("content")),
        note=lines(
            node.text("note"),
            labelled("Input fra", node.words("input_sources")),
            labelled("Drift", node.text("operator")),
        ),
    )
    for criterion in node.children("criteria") + node.children("output_targets"):
        kriterier.load(criterion, delaftale=delaftale)
    return load_efforts(skriver, node, delaftale, kriterier, projects)


def _own_form(skriver: Skriver, form: Knude, plan: Helhedsplan, organer: Organlaeser) -> None:
    """Of the related forms only those about this plan: its meetings, and its målopfyldelsesskema."""
    name = form.raw("form")
    if name == MEETING_FORM:
        for meeting in form.children("examples"):
            organer.load_meeting(meeting)
        header = [" ".join(map(plain, field.data.values())) for field in form.children("header_fields")]
        for field in form.children("header_fields"):
            spell_out(field)
        text = lines(bullets(header, "Referatets felter"), form.text("note"))
        Afsnitsskriver(skriver, plan).own(form.text("form"), text)
    elif name == TARGET_FORM:
        parts = [
            lines(
                section.text("title"),
                *(f"- {spell_line(f)}" for f in section.children("fields")),
            )
            for section in form.children("sections")
        ]
        Afsnitsskriver(skriver, plan).own(f"{form.text('form')} (uddrag)", paragraphs(*parts, form.text("note")))


def _staff(skriver: Skriver, root: Knude, plan: Helhedsplan) -> None:
    for order, node in enumerate(root.children("staffing"), start=1):
        count = node.number("count")
        skriver.row(
            Medarbejderressource,
            node.path,
            helhedsplan=plan,
            role=node.text("title"),
            employer=node.text("workplace"),
            amount=count,
            unit="" if count is None else Ressourceenhed.ANTAL,
            note=lines(
                labelled("Timer", node.text("hours")),
                node.text("status"),
                labelled("Fra", node.day("start")),
                node.text("note"),
            ),
            order=order,
        )


def _budget(skriver: Skriver, node: Knude, plan: Helhedsplan) -> None:
    """The budget's rows without amounts: none is legible in the document."""
    kinds = {"Projektorganisation": Postart.PROJEKTORGANISATION, "Evaluering": Postart.EVALUERING}
    for order, line in enumerate(node.children("rows"), start=1):
        label = line.text("label")
        if line.take("is_total"):
            continue
        skriver.row(
            Budgetpost,
            line.path,
            helhedsplan=plan,
            kind=kinds.get(label, Postart.ANDEN),
            title=label,
            order=order,
        )
    Afsnitsskriver(skriver, plan).own(
        node.text("title"), lines(labelled("Kolonner", node.words("columns")), node.text("note"))
    )


def _evaluation(skriver: Skriver, node: Knude, plan: Helhedsplan) -> None:
    points = [spell_line(point) for point in node.children("measurements")]
    skriver.row(
        Evaluering,
        node.path,
        helhedsplan=plan,
        kind=Evalueringsart.LOKAL,
        title=node.text("purpose"),
        done_by=node.text("responsible_for_local_plans"),
        method=lines(node.text("effect_measures"), bullets(points, "Målepunkter")),
        note=lines(labelled("Partner", node.text("partner")), bullets(node.words("inputs"), "Grundlag")),
    )


def _sections(skriver: Skriver, root: Knude, node: Knude, plan: Helhedsplan) -> None:
    """What the application says beside the structured rows, as sections of the plan's own."""
    sections, role = Afsnitsskriver(skriver, plan), root.child("secretariat_role")
    sections.own("Vision", bullets(node.words("vision")))
    sections.own(
        "Spor og temaer",
        paragraphs(
            bullets(node.words("tracks"), "Spor"),
            node.text("tracks_note"),
            bullets(node.words("two_strands"), "To strenge"),
            node.text("theme_selection"),
            bullets(node.words("shared_offers"), "Fælles tilbud"),
        ),
    )
    sections.own("Forgængeren", spell_out(node.child("predecessor")))
    platform = bullets(node.words("platform_members"))
    sections.own("Fælles platform", paragraphs(platform, node.text("platform_members_note")))
    areas = bullets(node.words("member_plan_focus_areas"))
    sections.own("Lokale planers indsatsområder", paragraphs(areas, node.text("member_plan_focus_areas_note")))
    sections.own("Sekretariatets rolle", spell_out(role))
    results = root.child("results_so_far")
    done = [f"- {spell_line(item)}" for item in results.children("items")]
    sections.own("Resultater hidtil", lines(labelled("Siden", results.take("since_year")), *done))
    for key, heading in (("recurring_publications", "Faste udgivelser"), ("footnotes", "Fodnoter")):
        items = (spell_line(item) for item in root.children(key))
        sections.own(heading, bullets(items))
    related = (spell_line(item) for item in root.child("related_documents").children("bolivvejle"))
    sections.own("Beslægtede dokumenter", bullets(related))
    source = root.child("source")
    contents = (spell_line(item) for item in source.children("sections"))
    listed = bullets(contents, "Indhold")
    sections.own("Om ansøgningen", lines(spell_out(source, skip={"sections"}), listed))
