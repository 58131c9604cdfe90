"""From a section's fields to values: texts, criteria, goals and money. What every kind of section has."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from indsatser.importing.aftale.felter.kriterier import Rammer, read_criteria
from indsatser.importing.aftale.felter.lister import letter_of, lines_of, read_goals
from indsatser.importing.aftale.felter.penge import kroner_readings, read_budget
from indsatser.importing.aftale.led import Linje, Stykke
from indsatser.importing.aftale.normal import span_of
from indsatser.importing.aftale.ordbog import Sikkerhed
from indsatser.importing.aftale.rester import Rester
from indsatser.importing.aftale.sektioner import Felt, Sektion
from indsatser.importing.aftale.vaerdi import Traee, Vaerdi, tekst

GENTAGET: Final = "gentager noget, der er læst et andet sted"
MAX_SOURCE_LINES: Final = 2
"""More lines than these are no one criterion's source."""


@dataclass
class Feltudtraekker:
    """Reads the fields of sections. `rammer` is the plan's period; `rester` hears what could not be read.

    `sig` hears what is being read.
    """

    rammer: Rammer = field(default_factory=Rammer)
    rester: Rester = field(default_factory=Rester)
    quarters: list[tuple[Sektion, Felt]] = field(default_factory=list)
    sig: Callable[[str], None] = lambda text: None

    # --- fields
    def text(self, section: Sektion, *keys: str) -> Vaerdi | None:
        """All text of these fields, in order."""
        fields = section.felter_med(*keys)
        sure = Sikkerhed.EXACT
        for felt in fields:
            sure = sure.og(felt.sikkerhed)
        return tekst([line for felt in fields for line in felt.stykker], sure)

    def criteria(self, section: Sektion) -> list[dict[str, Traee]]:
        """The criteria of a section; lines that only say where the figures come from go with all that have none."""
        found: list[dict[str, Traee]] = []
        for felt in section.felter_med("kriterier"):
            rows, rest = read_criteria(
                felt.indhold,
                felt.sikkerhed,
                self.rammer,
                felt.aar,
                kolonner=felt.kolonner,
                span=span_of(felt.etiket.text) if felt.etiket else "",
            )
            self.rester.blev_ikke(rest, "indleder eller hører ikke til et succeskriterium")
            found += rows
        self._sources(found, section.felter_med("datakilde"))
        return found

    def _sources(self, criteria: list[dict[str, Traee]], fields: Iterable[Felt]) -> None:
        """A field of sources under the criteria: line for line where they are as many, else one for all."""
        lines = [line for felt in fields for line in felt.stykker]
        without = [one for one in criteria if "source" not in one]
        if not lines or not without:
            return
        fits = len(lines) in (1, len(without))
        if not fits and (len(without) > 1 or len(lines) > MAX_SOURCE_LINES):
            self.rester.blev_ikke(lines, "kan ikke fordeles på succeskriterierne")
            return
        for index, one in enumerate(without):
            mine = lines if not fits else [lines[index if len(lines) == len(without) else 0]]
            sure = Sikkerhed.EXACT if len(without) == 1 and fits else Sikkerhed.LIKELY
            one["source"] = Vaerdi(" ".join(line.text for line in mine).strip(" ."), tuple(mine), sure)

    def goals(self, section: Sektion) -> list[Traee]:
        found: list[Traee] = []
        for felt in section.felter_med("maal"):
            goals, rest = read_goals(felt.indhold, felt.sikkerhed, felt.etiket)
            self.rester.blev_ikke(rest, "er ikke et mål for sig")
            found += goals
        return found

    def purpose_and_goals(self, section: Sektion) -> tuple[Vaerdi | None, list[Traee]]:
        """The purpose, and the goals; a purpose whose lines go on with letters holds both."""
        purpose: list[Stykke] = []
        goals = self.goals(section)
        sure = Sikkerhed.EXACT
        for felt in section.felter_med("formaal", "formaal_og_maal"):
            sure = sure.og(felt.sikkerhed)
            lines = lines_of(felt.indhold)
            lettered = [line for line in lines if letter_of(line)[0]]
            is_mixed = bool(lettered) and (felt.key == "formaal_og_maal" or len(lettered) > 1) and not goals
            if is_mixed:
                found, _rest = read_goals([Linje(line) for line in lettered], felt.sikkerhed)
                goals += found
                lines = [line for line in lines if line not in lettered]
            elif felt.key == "formaal_og_maal" and not goals:
                bullets = [line for line in lines if line.is_item]
                found, _rest = read_goals([Linje(line) for line in bullets], felt.sikkerhed.og(Sikkerhed.LIKELY))
                goals += found
                lines = [line for line in lines if line not in bullets]
            purpose += lines
        return tekst(purpose, sure), goals

    def budget(self, section: Sektion, *keys: str) -> dict[str, Traee]:
        found: dict[str, Traee] = {}
        for felt in section.felter_med(*keys):
            read, rest = read_budget(felt.indhold, felt.sikkerhed)
            found = {**read, **found}
            self._two_readings(read)
            self.rester.blev_ikke(rest, "er ikke et beløb fra Landsbyggefonden, lokalt eller i alt")
        return found

    def _two_readings(self, read: dict[str, Traee]) -> None:
        """Amounts that cannot be right as they are printed, with what they could be."""
        for key, leaf in read.items():
            if key.endswith("_as_printed") and isinstance(leaf, Vaerdi):
                readings = " eller ".join(kroner_readings(str(leaf.vaerdi)))
                place = f"Beløbet {leaf.vaerdi} kan læses som {readings}" if readings else "Beløbet kan ikke læses"
                self.rester.modsiger("malformed_amount", place, leaf.stykker)
