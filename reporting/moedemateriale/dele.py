"""Which parts the material for a meeting can have: declared once, in the order they are printed."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Del:
    """A part that can be chosen. `navn` stands in forms and in the database, `forvalgt` says if it is ticked."""

    navn: str
    titel: str
    hvad: str
    forvalgt: bool = True


DELE = (
    Del("dagsorden", "Dagsorden", "Punkterne med art og bilag."),
    Del("stand", "Bestyrelsens side", "Om planen er på sporet, hvad der er flyttet, og hvad der skal besluttes."),
    Del("sager", "Sager", "Sagsfremstillingen til hvert punkt med dens bilag flettet ind."),
    Del("opfoelgning", "Opfølgning", "Hvad tidligere møder bad om, og hvad der er gjort."),
    Del("referat", "Referat fra sidst", "Referatet af organets forrige møde."),
    Del("organisering", "Organisering", "Planens organer som tegning og med deres pladser.", forvalgt=False),
    Del("budgetopfoelgning", "Budgetopfølgning", "Budget, forbrug og rest på den valgte dag.", forvalgt=False),
)


def valgte(navne: Iterable[str]) -> tuple[Del, ...]:
    """The parts of these names, in print's order; names nobody knows are left out."""
    wanted = set(navne)
    return tuple(del_ for del_ in DELE if del_.navn in wanted)
