"""A helhedsplan with its agreement and everything under it (Gellerup-Toveshøj, Rum for Liv)."""

from datetime import date

from django.utils import timezone

from indsatser.importing.sag.aftale import (
    Afsnitsskriver,
    load_annexes,
    load_inconsistencies,
    load_left_out,
    load_parties,
)
from indsatser.importing.sag.budgetraekker import (
    Budgetlaeser,
    has_amounts,
    load_read_sources,
    titles_with_amounts,
)
from indsatser.importing.sag.delaftale import Delaftalelaeser
from indsatser.importing.sag.indikatorer import Indikatorlaeser
from indsatser.importing.sag.kriterier import Kriterielaeser
from indsatser.importing.sag.laeser import Knude
from indsatser.importing.sag.laeste_afsnit import read_sections
from indsatser.importing.sag.milepaele import load_milestones
from indsatser.importing.sag.oekonomi import LBF, LOKAL, load_sources, read_frame
from indsatser.importing.sag.organer import Organlaeser
from indsatser.importing.sag.skriver import Skriver
from indsatser.importing.sag.steder import area_named, kommune_named, load_department, organisation_named
from indsatser.importing.sag.tekst import bullets, label_of, labelled, lines, paragraphs, plain, spell_line
from indsatser.models import Aktivitet
from plans.choices import Deltagelse, Finansieringsart, Planstatus
from plans.models import Bevillingsrunde, Boligafdeling, Boligomraade, Finansieringskilde, Helhedsplan


def status_of(start: date | None, end: date | None) -> str:
    """The plan's phase as its dates say: documents do not state it."""
    today = timezone.localdate()
    if end and end < today:
        return Planstatus.AFSLUTTET
    return Planstatus.IGANGVAERENDE if start and start <= today else Planstatus.FORBEREDES


def load_plan(skriver: Skriver, root: Knude) -> Helhedsplan:
    """The plan of the file with all its rows."""
    node = root.child("plan")
    plan = _row(skriver, node)
    departments, areas = _places(skriver, node, plan)
    sections = Afsnitsskriver(skriver, plan)
    if skriver.is_lenient:
        read_sections(sections, node)
    elif "cross_cutting_measurements" in node:
        _sections_2015(sections, node)
    else:
        _sections_2011(sections, node)
    load_parties(skriver, node.children("parties"), plan, note=node.text("signatures_note"))
    load_annexes(skriver, plan, node)
    load_left_out(skriver, plan, node.children("focus_areas_not_used"))
    activities = _delaftaler(skriver, node, plan, departments, areas)
    Organlaeser(skriver, plan).load_all(node.children("bodies"))
    load_milestones(skriver, plan, node.children("milestones"), activities)
    load_inconsistencies(skriver, plan, root.children("document_inconsistencies"))
    return plan


def runde_named(skriver: Skriver, name: str, path: str = "plan.funding_round") -> Bevillingsrunde | None:
    """The round of that name; refused when the application has not loaded it."""
    if not name:
        return None
    runde = Bevillingsrunde.objects.filter(name=name).first()
    if runde is None:
        skriver.afvis(path, f"Bevillingsrunden «{name}» kendes ikke. Kør indlaes_referencedata først.")
    return runde


def _row(skriver: Skriver, node: Knude) -> Helhedsplan:
    period = node.child("period")
    start, end = period.day("start"), period.day("end")
    budget = node.child("budget")
    frame = read_frame(skriver, budget) if budget.names() else {}
    name = node.text("name")
    at = node.at("housing_organisations")
    named = {f"{at}[{i}]": organisation_named(skriver, name) for i, name in node.numbered("housing_organisations")}
    plan = skriver.row(
        Helhedsplan,
        "plan",
        name=name,
        short_name=node.text("short_name") or name[:80].strip(),
        journalnummer=node.text("journal_number"),
        bevillingsrunde=runde_named(skriver, node.text("funding_round")),
        status=status_of(start, end),
        start_date=start,
        end_date=end,
        period_note=node.text("period_note"),
        kommune=kommune_named(skriver, node.text("municipality"), node.at("municipality")),
        district=node.text("district"),
        administrator=organisation_named(skriver, node.text("administrator")),
        summary=node.text("summary"),
        note=lines(
            "Status er sat efter planens datoer; den står ikke i dokumentet.",
            node.text("funding_note"),
            labelled("Kilde", spell_line(node.child("source_document"))),
        ),
        **frame,
    )
    skriver.link_by_place(plan, "boligorganisationer", {path: row for path, row in named.items() if row})
    return plan


def _places(
    skriver: Skriver, node: Knude, plan: Helhedsplan
) -> tuple[dict[str, Boligafdeling], dict[str, Boligomraade]]:
    """Departments by number and areas by name."""
    area = area_named(skriver, node.text("housing_area"), plan.kommune)
    areas = {area.name: area} if area else {}
    skriver.link_by_place(plan, "boligomraader", {node.at("housing_area"): area} if area else {})
    organisation = plan.boligorganisationer.first() if plan.boligorganisationer.count() == 1 else None
    departments = {}
    for department in node.children("departments"):
        row = load_department(skriver, department, plan, organisation)
        departments[row.number] = row
    for department in node.children("departments_prequalified_not_included"):
        load_department(skriver, department, plan, organisation, Deltagelse.UDGAAET)
    for label in {figure.raw("area") for figure in node.children("indicators")} & {
        d.name for d in departments.values()
    }:
        found = area_named(skriver, str(label), plan.kommune)
        if found:
            areas[found.name] = found
    return departments, areas


def _delaftaler(
    skriver: Skriver,
    node: Knude,
    plan: Helhedsplan,
    departments: dict[str, Boligafdeling],
    areas: dict[str, Boligomraade],
) -> dict[str, Aktivitet]:
    """All delaftaler with what is under them; the activities by name."""
    indikatorer = Indikatorlaeser(skriver, plan, areas)
    for figure in node.children("indicators"):
        indikatorer.load(figure)
    budget = Budgetlaeser(skriver, plan, _sources(skriver, node, plan))
    reader = Delaftalelaeser(
        skriver,
        plan,
        Kriterielaeser(skriver, plan, departments, {}),
        indikatorer,
        budget,
        titles_with_amounts(node.child("budget")),
    )
    for criterion in node.children("criteria"):
        reader.kriterier.load(criterion)
    activities: dict[str, Aktivitet] = {}
    for number, delaftale in enumerate(node.children("delaftaler") + node.children("focus_areas"), start=1):
        activities |= reader.load(delaftale, number)
    budget.of_plan(node.child("budget"), reader.loaded, reader.with_own_table)
    return activities


def _sources(skriver: Skriver, node: Knude, plan: Helhedsplan) -> dict[str, Finansieringskilde]:
    """The sources the document's budget tables name; else the two that every agreement with a frame has."""
    if "funding_sources" in node:
        read = load_read_sources(skriver, node.children("funding_sources"), plan)
        return {**read, **load_sources(skriver, plan, _undivided(node) - set(read))}
    if "budget" in node:
        return load_sources(skriver, plan)
    load_funder(skriver, node, plan)
    return {}


def _undivided(node: Knude) -> set[str]:
    """Those of the two common sources that some budget without a table gives an amount of."""
    rows = [row for row in node.child("budget").children("rows") if not row.raw("amounts")]
    budgets = [each.child("budget") for each in node.children("delaftaler") if not has_amounts(each.child("budget"))]
    divided = titles_with_amounts(node.child("budget"))
    titles = {each.path: str(each.raw("focus_area")).casefold() for each in node.children("delaftaler")}
    budgets = [one for one in budgets if titles.get(one.path.removesuffix(".budget")) not in divided]
    keys = (("lbf", LBF), ("local", LOKAL))
    return {name for key, name in keys if any(one.raw(key) is not None for one in [*rows, *budgets])}


def load_funder(skriver: Skriver, node: Knude, plan: Helhedsplan) -> None:
    """The funder, when the document names one without an amount."""
    if funder := node.text("funder"):
        skriver.row(
            Finansieringskilde, node.at("funder"), helhedsplan=plan, kind=Finansieringsart.LBF, name=funder, order=1
        )


def _sections_2015(sections: Afsnitsskriver, node: Knude) -> None:
    """The eleven sections of the 2015-18 agreement. Fields of work and resources are printed from their own rows."""
    facts = node.child("interplay_facts")
    strategy = paragraphs(
        node.text("purpose"),
        node.text("strategy_context"),
        bullets(node.words("strategy_areas"), "Strategiens fire spor"),
        bullets(node.words("guiding_principles"), "Principper"),
    )
    sections.section("formaal", strategy)
    sections.section("organisering", node.text("organisation"))
    sections.section("problem", node.text("problem"))
    sections.section("maalinger", node.text("cross_cutting_measurements"))
    sections.section("indsatsomraader", node.text("audit_duty"))
    sections.section("lokal-evaluering", node.text("local_evaluation"))
    sections.section("ressourcer", "")
    done = [bullets(map(plain, facts.words(key)), label_of(key)) for key in facts.names()]
    sections.section("samspil", paragraphs(node.text("interplay"), *done))
    sections.section("underretning", node.text("notification"))
    sections.section("konflikthaandtering", node.text("conflict_handling"))
    sections.section("revision", node.text("revision_rule"))


def _sections_2011(sections: Afsnitsskriver, node: Knude) -> None:
    """The chapters of a printed plan from before 2015; the summary stands on the plan itself."""
    sections.section("baggrund", node.text("background"))
    sections.section("beboere", node.text("strategy_context"))
    sections.section("vision", paragraphs(node.text("vision"), bullets(node.words("objectives"), "Målsætninger")))
    sections.section("milepaele", node.text("milestones_note"))
    sections.section("evaluering", paragraphs(node.text("evaluation"), node.text("reporting")))
    roles = [bullets(role.words("tasks"), role.text("role")) for role in node.children("responsibilities")]
    sections.section("ansvar", paragraphs(*roles))
