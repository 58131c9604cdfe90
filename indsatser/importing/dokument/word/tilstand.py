"""What is known and counted while one .docx is read."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from indsatser.importing.dokument.graenser import Maengde
from indsatser.importing.dokument.word.navne import W
from indsatser.importing.dokument.word.nummerering import Nummerering
from indsatser.importing.dokument.word.pakke import Relation, Wordpakke
from indsatser.importing.dokument.word.stile import Stile

SAETNINGER: Final = {
    "slettet": ("{} slettet rettelse er ikke taget med.", "{} slettede rettelser er ikke taget med."),
    "indsat": ("{} rettelse, der ikke er godkendt, er læst som tekst.",
               "{} rettelser, der ikke er godkendt, er læst som tekst."),
    "skjult": ("{} stykke skjult tekst er ikke taget med.", "{} stykker skjult tekst er ikke taget med."),
    "billede": ("{} billede er ikke læst.", "{} billeder er ikke læst."),
    "diagram": ("{} graf er ikke læst.", "{} grafer er ikke læst."),
    "objekt": ("{} indlejret fil (fx et regneark) er ikke læst.", "{} indlejrede filer (fx regneark) er ikke læst."),
    "ikke_udfyldt": ("{} felt er ikke udfyldt; dets vejledende tekst er ikke taget med.",
                     "{} felter er ikke udfyldt; deres vejledende tekst er ikke taget med."),
    "kommentar": ("{} kommentar i margenen er ikke læst.", "{} kommentarer i margenen er ikke læst."),
    "udefra": ("{} henvisning til noget uden for filen er ikke hentet.",
               "{} henvisninger til noget uden for filen er ikke hentet."),
}  # fmt: skip
"""What is said about what is passed over: about one, about several."""


@dataclass(slots=True)
class Felt:
    """A field of Word's under way: its instruction, and whether its result has begun."""

    instruction: str = ""
    shows: bool = False
    at: int = 0

    @property
    def kind(self) -> str:
        return next(iter(self.instruction.split()), "").upper()


@dataclass(slots=True)
class Tilstand:
    """The parts that say what text looks like, and how far the reading has come. One per part of the package."""

    pakke: Wordpakke
    stile: Stile
    nummerering: Nummerering
    relationer: Mapping[str, Relation]
    maengde: Maengde
    sprunget: Counter[str] = field(default_factory=Counter)
    felter: list[Felt] = field(default_factory=list)
    page: int | None = None
    noter: dict[str, str] = field(default_factory=dict)
    depth: int = 0

    @property
    def in_toc(self) -> bool:
        """Whether a field that makes a table of contents is under way."""
        return any(felt.kind in ("TOC", "INDEX", "TOA") for felt in self.felter)

    def for_del(self, part: str) -> "Tilstand":
        """The same for another part: its own pointers, no field under way, no page."""
        return Tilstand(
            self.pakke,
            self.stile,
            self.nummerering,
            self.pakke.relationer(part),
            self.maengde,
            self.sprunget,
            noter=self.noter,
        )

    def bemaerkninger(self) -> list[str]:
        """What was passed over, in sentences."""
        return [
            SAETNINGER[name][count != 1].format(count)
            for name, count in sorted(self.sprunget.items(), key=lambda each: list(SAETNINGER).index(each[0]))
        ]


def tilstand(pakke: Wordpakke, root: Any, maengde: Maengde) -> Tilstand:
    """As the reading of the text begins."""
    stile = Stile(pakke.del_af("styles"))
    has_pages = next(root.iter(W + "lastRenderedPageBreak"), None) is not None
    return Tilstand(
        pakke,
        stile,
        Nummerering(pakke.del_af("numbering"), stile),
        pakke.relationer(pakke.hoveddel),
        maengde,
        page=1 if has_pages else None,
    )
