"""The agreement's own parts: sections, parties, annexes, what was left out, and what does not add up."""

from collections.abc import Iterable

from indsatser.importing.sag.laeser import Knude
from indsatser.importing.sag.skriver import Skriver
from indsatser.importing.sag.uoverensstemmelser import art
from plans.choices import Alvor, Bilagstilstand, Partsart
from plans.models import (
    Afsnit,
    Bilag,
    Bilagskrav,
    Delaftale,
    Fravalg,
    Helhedsplan,
    Indsatsomraade,
    Part,
    Uoverensstemmelse,
)

ALVOR = {"high": Alvor.HOEJ, "medium": Alvor.MIDDEL, "low": Alvor.LAV, "": Alvor.IKKE_VURDERET}


class Afsnitsskriver:
    """Writes the agreement's sections: the round's own by key, the plan's own by heading."""

    def __init__(self, skriver: Skriver, plan: Helhedsplan) -> None:
        self.skriver, self.plan = skriver, plan
        runde = plan.bevillingsrunde
        self.skabeloner = {row.key: row for row in runde.afsnitsskabeloner.all()} if runde else {}

    def section(self, key: str, text: str) -> None:
        """A section that the round declares; it is there even when the document leaves it empty."""
        skabelon = self.skabeloner[key]
        self.skriver.row(
            Afsnit,
            f"afsnit/{key}",
            helhedsplan=self.plan,
            skabelon=skabelon,
            heading=skabelon.heading,
            text=text,
            order=self.skriver.next_order("afsnit"),
        )

    def own(self, heading: str, text: str) -> None:
        """A section of the plan's own; nothing without text."""
        if text:
            self.skriver.row(
                Afsnit,
                f"afsnit/{heading}",
                helhedsplan=self.plan,
                heading=heading,
                text=text,
                order=self.skriver.next_order("afsnit"),
            )


def party_kind(organisation: str) -> str:
    """Whether a party is a municipality, a housing organisation or something else, as its name says."""
    name = organisation.casefold()
    if "kommune" in name or "magistrat" in name:
        return Partsart.KOMMUNE
    if "bolig" in name and "fællessekretariat" not in name:
        return Partsart.BOLIGORGANISATION
    return Partsart.ANDEN


def load_parties(
    skriver: Skriver, nodes: Iterable[Knude], plan: Helhedsplan, delaftale: Delaftale | None = None, note: str = ""
) -> None:
    for order, node in enumerate(nodes, start=1):
        organisation = node.text("organisation")
        skriver.row(
            Part,
            node.path,
            helhedsplan=plan,
            delaftale=delaftale,
            kind=party_kind(organisation),
            organisation=organisation,
            title=node.text("title"),
            note=note,
            order=order,
        )


def load_annexes(skriver: Skriver, plan: Helhedsplan, node: Knude) -> None:
    """The annexes the document says belong to it, tied to the round's requirement where the words are the same."""
    required: dict[str, Bilagskrav] = (
        {krav.title: krav for krav in plan.bevillingsrunde.bilagskrav.all()} if plan.bevillingsrunde else {}
    )
    for at, title in node.numbered("annexes_required"):
        skriver.row(
            Bilag,
            f"{node.at('annexes_required')}[{at}]",
            helhedsplan=plan,
            krav=required.get(title),
            title=title,
            state=Bilagstilstand.MANGLER,
            order=at + 1,
        )


def load_left_out(skriver: Skriver, plan: Helhedsplan, nodes: Iterable[Knude]) -> None:
    for node in nodes:
        omraade = official_field(plan, title := node.text("focus_area"))
        if omraade is None:
            skriver.afvis(node.at("focus_area"), f"Indsatsområdet «{title}» findes ikke i planens bevillingsrunde.")
            continue
        skriver.row(
            Fravalg,
            node.path,
            helhedsplan=plan,
            indsatsomraade=omraade,
            section=node.text("section"),
            reason=node.text("reason"),
        )


def official_field(plan: Helhedsplan, title: str) -> Indsatsomraade | None:
    """The round's field of work whose name the local title is, however "og" and capitals are written."""
    if plan.bevillingsrunde:
        for omraade in plan.bevillingsrunde.indsatsomraader.all():
            if _normal(omraade.name) == _normal(title):
                return omraade
    return None


def _normal(name: str) -> str:
    return " ".join(name.casefold().replace("&", "og").replace(",", " ").split())


def load_inconsistencies(skriver: Skriver, plan: Helhedsplan, nodes: Iterable[Knude]) -> None:
    for order, node in enumerate(nodes, start=1):
        sections = node.words("sections")
        skriver.row(
            Uoverensstemmelse,
            node.path,
            helhedsplan=plan,
            kind=art(node.text("kind") or node.text("type")),
            severity=ALVOR[node.text("severity")],
            place=node.text("place") or f"Afsnit {', '.join(sections)}",
            text=node.text("text"),
            order=order,
        )
