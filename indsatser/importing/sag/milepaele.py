"""Milestones, with or without quarter, tied to their activity."""

import re
from collections.abc import Iterable
from decimal import Decimal

from indsatser.importing.sag.laeser import Knude
from indsatser.importing.sag.skriver import Skriver
from indsatser.importing.sag.tid import read_time
from indsatser.models import Aktivitet, Milepael
from plans.models import Helhedsplan


def load_milestones(
    skriver: Skriver, plan: Helhedsplan, nodes: Iterable[Knude], activities: dict[str, Aktivitet]
) -> None:
    for order, node in enumerate(nodes, start=1):
        text = node.text("title") or node.text("label")
        activity = node.text("activity") or node.text("source")
        time = read_time(node.take("date"))
        if activity and activity not in activities:
            skriver.afvis(node.at("activity"), f"Ingen aktivitet hedder «{activity}».")
        aktivitet = activities.get(activity)
        skriver.row(
            Milepael,
            node.path,
            helhedsplan=plan,
            delaftale=aktivitet.delaftale if aktivitet else None,
            aktivitet=aktivitet,
            year=time.last.year if time else node.integer("year"),
            quarter=time.quarter if time else node.integer("quarter"),
            time_text=time.text if time else _recurrence(node),
            text=text,
            target_number=_number_in(text),
            note=node.text("note"),
            order=order,
        )


def _number_in(text: str) -> Decimal | None:
    """The number to reach, when the milestone begins with one: "10 unge er med"."""
    found = re.match(r"(\d+) ", text)
    return Decimal(found[1]) if found else None


def _recurrence(node: Knude) -> str:
    """When, in the document's words: "august" without a year, or running, once or several times a year."""
    recurring = node.take("recurring")
    return ", ".join(filter(None, [node.text("month"), "løbende" if recurring else "", node.text("frequency")]))
