"""An activity form: what is done, the staff, the partners, the goals it serves and its criteria."""

from dataclasses import dataclass
from typing import Any

from indsatser.choices import Ressourceenhed
from indsatser.importing.sag.kriterier import Kriterielaeser
from indsatser.importing.sag.laeser import Knude
from indsatser.importing.sag.skriver import Skriver, slug
from indsatser.importing.sag.tekst import labelled, lines
from indsatser.models import (
    Aktivitet,
    Aktivitetsmaal,
    Aktivitetstype,
    Maal,
    Medarbejderressource,
    Samarbejdsrelation,
)
from plans.models import Delaftale, Helhedsplan

ENHEDER = {
    "fte": Ressourceenhed.AARSVAERK,
    "hours_per_week": Ressourceenhed.TIMER_PR_UGE,
    "persons": Ressourceenhed.ANTAL,
    "": "",
}
NO_FORM = "Intet eget skema"


@dataclass
class Aktivitetslaeser:
    """Loads the activities of one delaftale."""

    skriver: Skriver
    delaftale: Delaftale
    kriterier: Kriterielaeser
    goals: dict[str, Maal]

    def load(self, node: Knude, number: int) -> Aktivitet:
        note = node.text("note")
        aktivitet = self.skriver.row(
            Aktivitet,
            node.path,
            delaftale=self.delaftale,
            nummer=number,
            name=node.text("name"),
            alias=node.text("alias"),
            section=node.text("section"),
            content=node.text("content"),
            purpose=node.text("purpose"),
            target_group=node.text("target_group"),
            organisation=node.text("organisation"),
            local_evaluation=node.text("local_evaluation"),
            anchoring=node.text("anchoring"),
            goals_note=node.text("goals_note"),
            partners_note=node.text("partners_note"),
            has_form=not note.startswith(NO_FORM),
            note=lines(note, labelled("Tidsplan", node.text("schedule"))),
        )
        plan = self.delaftale.helhedsplan
        self.skriver.link(aktivitet, "aktivitetstyper", self._types(node))
        self._goals(node, aktivitet)
        load_staff(self.skriver, node.children("staffing"), plan, aktivitet=aktivitet)
        load_partners(self.skriver, node, plan, aktivitet=aktivitet)
        for criterion in node.children("criteria"):
            self.kriterier.load(criterion, goals=self.goals, aktivitet=aktivitet)
        return aktivitet

    def _types(self, node: Knude) -> list[Aktivitetstype]:
        """The CFBU types by name. A lenient writer takes none that the list has not: people do not add to it."""
        named = node.numbered("cfbu_types")
        if self.skriver.is_lenient:
            path = node.at("cfbu_types")
            found = [self.skriver.known(Aktivitetstype, f"{path}[{i}]", name__iexact=name) for i, name in named]
            return [row for row in found if row]
        return [self.skriver.named(Aktivitetstype, {"name": name}, code=slug(name)) for _, name in named]

    def _goals(self, node: Knude, aktivitet: Aktivitet) -> None:
        """The goals the activity serves; where its own form prints letters of its own, those are kept beside."""
        printed = node.children("goals_as_printed")
        for goal in printed:
            letter = goal.text("delaftale_letter")
            self._goal(aktivitet, goal.path, self.goals.get(letter), goal.text("letter"), goal.text("text"))
        served = {goal.raw("delaftale_letter") for goal in printed}
        for i, letter in node.numbered("goals"):
            if letter not in self.goals:
                self.skriver.afvis(f"{node.at('goals')}[{i}]", f"Delaftalen har intet mål ({letter}).")
            elif letter not in served:
                self._goal(aktivitet, f"{node.at('goals')}[{i}]", self.goals[letter], "", "")

    def _goal(self, aktivitet: Aktivitet, path: str, maal: Maal | None, letter: str, text: str) -> None:
        self.skriver.row(
            Aktivitetsmaal, path, aktivitet=aktivitet, maal=maal, letter_as_printed=letter, text_as_printed=text
        )


def load_staff(skriver: Skriver, nodes: list[Knude], plan: Helhedsplan, **owner: Any) -> None:
    """Working time by role: an amount, a range, or a role named without an amount."""
    for order, node in enumerate(nodes, start=1):
        low = node.number("amount_min") if "amount_min" in node else node.number("amount")
        stated = node.take("unit_stated", True)
        skriver.row(
            Medarbejderressource,
            node.path,
            helhedsplan=plan,
            role=node.text("role"),
            employer=node.text("employer"),
            amount=low,
            amount_to=node.number("amount_max"),
            unit=ENHEDER.get(node.text("unit"), ""),
            unit_stated=stated,
            note=node.text("note"),
            order=order,
            **owner,
        )


def load_partners(skriver: Skriver, node: Knude, plan: Helhedsplan, **owner: Any) -> None:
    for i, name in node.numbered("partners"):
        skriver.row(
            Samarbejdsrelation,
            f"{node.at('partners')}[{i}]",
            helhedsplan=plan,
            organisation=name,
            order=i + 1,
            **owner,
        )
