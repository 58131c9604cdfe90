"""Money across plans: sources, what they pay, and the initiatives (the København note)."""

from typing import Any

from indsatser.importing.sag.aftale import Afsnitsskriver
from indsatser.importing.sag.initiativ import Initiativlaeser
from indsatser.importing.sag.laeser import Knude
from indsatser.importing.sag.lokalprojekt import plan_named
from indsatser.importing.sag.skriver import Skriver
from indsatser.importing.sag.steder import area_named, kommune_named, load_department
from indsatser.importing.sag.tekst import bullets, labelled, lines, paragraphs, plain, spell_out
from plans.choices import Bidragsform, Finansieringsart, Partsart, Planstatus, Plantype, Tilsagnstilstand
from plans.models import Beslutning, Finansieringskilde, Helhedsplan, Part
from plans.services import change

PARTSARTER = {"kommunal": Partsart.KOMMUNE, "kommunal enhed": Partsart.KOMMUNE, "fond": Partsart.FOND} | {
    "boligorganisationer": Partsart.BOLIGORGANISATION
}
SHORT_NAME = "Restmidler København"


def load_puljer(skriver: Skriver, root: Knude) -> Helhedsplan:
    source = root.child("source")
    plan = skriver.row(
        Helhedsplan,
        "plan",
        kind=Plantype.KOMMUNAL_INDSATS,
        name=source.text("title"),
        short_name=SHORT_NAME,
        kommune=kommune_named(skriver, source.text("municipality")),
        status=Planstatus.FORBEREDES,
        note="Notatet har hverken periode eller fase; status er ikke oplyst. Det korte navn er vores.",
    )
    names = _parties(skriver, root, plan)
    _decisions(skriver, root, plan, names)
    kilder = _sources(skriver, root, plan, names)
    plans = _plans(skriver, root, plan)
    Initiativlaeser(skriver, plan, names, kilder, plans).load_all(root)
    _sections(skriver, root, plan, source, names)
    return plan


def _parties(skriver: Skriver, root: Knude, plan: Helhedsplan) -> dict[str, str]:
    """The parties as rows; their names by the note's own abbreviations."""
    nodes = root.children("parties")
    names = {str(node.raw("id")): str(node.raw("name")) for node in nodes}
    for order, node in enumerate(nodes, start=1):
        code, kind, part_of = node.text("id"), node.text("kind"), node.text("part_of")
        skriver.row(
            Part,
            node.path,
            helhedsplan=plan,
            kind=PARTSARTER.get(kind, Partsart.ANDEN),
            organisation=node.text("name"),
            note=lines(
                labelled("Forkortes", node.text("short_name") or code),
                labelled("Art, som kilden skriver den", kind),
                labelled("Del af", names.get(part_of, part_of)),
                labelled("Enheder", node.words("units")),
                labelled("Medlemmer", node.words("members")),
                labelled("Formål", node.text("purpose")),
                node.text("role"),
            ),
            order=order,
        )
    return names


def _decisions(skriver: Skriver, root: Knude, plan: Helhedsplan, names: dict[str, str]) -> None:
    for node in root.children("decisions"):
        given = [
            f"{names[row.text('party')]}: {row.text('contribution')}" for row in node.children("related_contributions")
        ]
        skriver.row(
            Beslutning,
            node.path,
            helhedsplan=plan,
            decided_by=names[node.text("body")],
            decided_on=node.day("date"),
            text=node.text("decision"),
            condition=node.text("condition"),
            note=lines(labelled("Kode i notatet", node.text("id")), bullets(given, "Andre bidrag"), node.text("note")),
        )


def _sources(skriver: Skriver, root: Knude, plan: Helhedsplan, names: dict[str, str]) -> dict[str, Finansieringskilde]:
    kilder = {}
    for order, node in enumerate(root.children("funding_sources"), start=1):
        code, owner, status = node.text("id"), node.text("owner"), node.text("status")
        amount = node.child("amount")
        kroner = amount.number("value")
        kilder[code] = skriver.row(
            Finansieringskilde,
            node.path,
            helhedsplan=plan,
            kind=Finansieringsart.LBF if owner == "LBF" else Finansieringsart.KOMMUNE,
            name=node.text("name"),
            owner=names.get(owner, owner),
            form=Bidragsform.TIMER if kroner is None else Bidragsform.KONTANT,
            state=_state(status),
            state_note=status,
            amount=kroner,
            amount_as_printed=amount.text("as_printed"),
            aarsvaerk=node.number("fte"),
            years_text=_years(node),
            note=lines(
                labelled("Kode i notatet", code),
                labelled("Art, som kilden skriver den", node.text("kind")),
                node.text("note"),
            ),
            order=order,
        )
    return kilder


def _state(status: str) -> str:
    """Money that was set aside and is left over; nothing is said about the rest."""
    unused = "ikke taget i brug" in status or "tilovers" in status
    return Tilsagnstilstand.UBRUGT if unused else Tilsagnstilstand.UOPLYST


def _years(node: Knude) -> str:
    period = node.child("period")
    if not period.names():
        return plain(node.take("budget_years") or [])
    return f"{period.take('start_year')}-{period.take('end_year')} ({period.take('years')} år)"


def _plans(skriver: Skriver, root: Knude, parent: Helhedsplan) -> dict[str, Helhedsplan]:
    """The plans the money is for, under this one."""
    found = {}
    for node in root.children("plans"):
        name, code = node.text("name"), node.text("id")
        existing = plan_named(name)
        plan = existing or skriver.row(
            Helhedsplan, f"plan/{code}", name=name, short_name=name, status=Planstatus.TILSAGN, kommune=parent.kommune
        )
        facts = _plan_facts(skriver, node, plan, parent)
        if skriver.is_fresh(parent):
            for field, value in facts.items():
                setattr(plan, field, value)
            change(plan, by=skriver.by, note="Suppleret fra notatet om restmidler.")
        skriver.link(plan, "boligomraader", _areas(skriver, node, plan))
        for i, department in enumerate(node.words("departments")):
            where = Knude({"name": department}, f"{node.at('departments')}[{i}]")
            load_department(skriver, where, plan, None)
        found[code] = plan
    return found


def _areas(skriver: Skriver, node: Knude, plan: Helhedsplan) -> list:
    return [area for name in node.words("areas") if (area := area_named(skriver, name, plan.kommune))]


def _plan_facts(skriver: Skriver, node: Knude, plan: Helhedsplan, parent: Helhedsplan) -> dict[str, Any]:
    own = "" if plan.end_date else "Notatet siger, at planen er godkendt; fase og periode er ikke oplyst."
    return {
        "parent": parent,
        "kommune": plan.kommune or parent.kommune,
        "district": node.text("district") or plan.district,
        "summary": lines(plan.summary, labelled("Vægten ligger på", node.text("primary_focus"))),
        "note": lines(
            plan.note,
            own,
            labelled("Afdelinger, ifølge notatet", node.take("departments_count")),
            labelled("Stavemåder", node.words("spelling_variants")),
            node.text("note"),
        ),
    }


def _sections(skriver: Skriver, root: Knude, plan: Helhedsplan, source: Knude, names: dict[str, str]) -> None:
    background = root.child("background")
    round_ = background.child("interview_round")
    concerns = [_concern(node) for node in background.children("concerns")]
    sections = Afsnitsskriver(skriver, plan)
    sections.own("Baggrund", paragraphs(background.text("summary"), bullets(concerns, "Bekymringer")))
    by = round_.text("by")
    interview = lines(labelled("Udført af", names.get(by, by)), spell_out(round_, skip={"by"}))
    sections.own("Interviewrunde", interview)
    sections.own("Om notatet", spell_out(source, skip={"title"}))


def _concern(node: Knude) -> str:
    return " · ".join(
        filter(
            None,
            [
                node.text("concern"),
                labelled("rejst af", node.words("raised_by")),
                labelled("deles af", node.words("shared_by")),
                node.text("note"),
            ],
        )
    )
