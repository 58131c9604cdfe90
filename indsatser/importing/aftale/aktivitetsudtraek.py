"""From a section to an activity."""

import re

from indsatser.importing.aftale.felter.lister import items
from indsatser.importing.aftale.felter.personale import read_staff
from indsatser.importing.aftale.feltudtraek import Feltudtraekker
from indsatser.importing.aftale.normal import even, name_key
from indsatser.importing.aftale.ordbog import Sikkerhed
from indsatser.importing.aftale.sektioner import Felt, Sektion
from indsatser.importing.aftale.vaerdi import Traee, Vaerdi, leaf_text, lines_at, uden_tomme


class Aktivitetsudtraekker(Feltudtraekker):
    """Reads activities."""

    def activity(self, section: Sektion, goals: list[Traee]) -> dict[str, Traee]:
        where = tuple(section.steder[:1]) or ((section.stykke,) if section.stykke else ())
        self.rester.bruges(section.steder)
        if section.stykke:
            where = (section.stykke,)
        purpose, own_goals = self.purpose_and_goals(section)
        found: dict[str, Traee | None] = {"name": Vaerdi(section.navn, where, section.sikkerhed)}
        if section.nummer and section.stykke and section.nummer[0].isdigit():
            found["section"] = Vaerdi(section.nummer, where, section.sikkerhed)
        found |= {
            "content": self.text(section, "indhold"),
            "purpose": purpose,
            "target_group": self.text(section, "maalgruppe"),
            "organisation": self.text(section, "organisering", "organisering_aktivitet"),
            "anchoring": self.text(section, "forankring"),
            "local_evaluation": self.text(section, "evaluering"),
            "schedule": self.text(section, "tidsplan"),
            "cfbu_types": [one for felt in section.felter_med("aktivitetstype") for one in _types(felt)],
            "staffing": [
                one for felt in section.felter_med("ressourcer") for one in read_staff(felt.indhold, felt.sikkerhed)
            ],
            "partners": [
                one for felt in section.felter_med("partnere") for one in items(felt.indhold, felt.sikkerhed)
            ],
            "criteria": self.criteria(section),
        }
        found |= self._served(section, own_goals, goals)
        if not any(section.har(key) for key in ("kriterier", "ressourcer", "forankring", "partnere", "maalgruppe")):
            found["note"] = Vaerdi("Intet eget skema.", where, Sikkerhed.LIKELY, beregnet=True)
        self.quarters += [(section, felt) for felt in section.felter_med("milepaele_aktivitet")]
        return uden_tomme(found)

    def _served(self, section: Sektion, own: list[Traee], goals: list[Traee]) -> dict[str, Traee | None]:
        """The goals an activity serves: the letters it names, and the goals as its own form prints them."""
        known = {str(leaf_text(goal, "letter")): goal for goal in goals if leaf_text(goal, "letter")}
        letters: dict[str, Vaerdi] = {}
        printed: list[Traee] = []
        for goal in own:
            text = leaf_text(goal, "text")
            if text and re.fullmatch(
                r"(?:mål\s*)?[a-h](?:\s*(?:,|og|\+|/)\s*(?:mål\s*)?[a-h])*", even(text).strip(" .")
            ):
                where = lines_at(goal, "text")
                letters |= {letter: Vaerdi(letter, where) for letter in re.findall(r"\b[a-h]\b", even(text))}
                continue
            same = next(
                (
                    letter
                    for letter, each in known.items()
                    if name_key(str(leaf_text(each, "text"))) == name_key(text or "")
                ),
                "",
            )
            if same:
                letters[same] = Vaerdi(same, lines_at(goal, "text"), Sikkerhed.LIKELY, beregnet=True)  # type: ignore[call-overload,index]
            printed.append(goal)
        return {"goals": [letters[letter] for letter in sorted(letters)], "goals_as_printed": printed}


def _types(felt: Felt) -> list[Vaerdi]:
    """Names of types hold commas and "og" themselves: one per line."""
    return [
        Vaerdi(piece.text.rstrip(" .;"), (line,), felt.sikkerhed)
        for line in felt.stykker
        if (piece := line) and not line.text.rstrip().endswith(":")
    ]
