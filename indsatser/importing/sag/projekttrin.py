"""A step of a local project's timetable, whichever kind of form it stands on."""

from indsatser.importing.sag.laeser import Knude
from indsatser.importing.sag.skriver import Skriver
from indsatser.importing.sag.tekst import bullets
from indsatser.importing.sag.tid import read_time
from indsatser.models import Lokalprojekt, Lokalprojekttrin


def skriv_trin(skriver: Skriver, node: Knude, project: Lokalprojekt, order: int) -> None:
    """The step from its label, its first and last time and its tasks."""
    first, last = read_time(node.take("from")), read_time(node.take("to"))
    skriver.row(
        Lokalprojekttrin,
        node.path,
        lokalprojekt=project,
        label=node.text("label"),
        date_from=first.first if first else None,
        date_to=last.last if last else None,
        tasks=bullets(node.words("tasks")),
        order=order,
    )
