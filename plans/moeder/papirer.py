"""Whether the papers of a meeting are late, and what is said of it: on the meeting's page and in Mit overblik."""

from datetime import date

from helhedsplan.datoer import dato
from plans.choices import Moedetilstand
from plans.models import Moede


def er_forsinkede(moede: Moede, *, today: date) -> bool:
    """Whether the papers of a meeting to come should be out by now and nobody has said they are. No queries."""
    due = moede.papers_due
    waits = moede.state == Moedetilstand.PLANLAGT and moede.papers_sent_on is None
    return waits and due is not None and due < today <= moede.held_on


def forsinket(moede: Moede, *, har_materiale: bool) -> str:
    """What is to be done now that they are late: the sentence both pages print."""
    when = f"Papirerne skulle være sendt {dato(moede.papers_due)}" if moede.papers_due else ""
    if har_materiale:
        return f"{when}. Materialet er lavet: send det, og sig det på mødets side."
    return f"{when}, og der er ikke lavet materiale til mødet."
