"""What moved between two days, and whether a plan is on track. Pure rules over counted states: docs/regler.md 14."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import TextChoices

from indsatser.choices import Tilstand

TRIN = {Tilstand.IKKE_OPFYLDT: 0, Tilstand.BAGUD: 1, Tilstand.PAA_VEJ: 2, Tilstand.OPFYLDT: 3}
"""The states that judge, from worst to best; the others say that nothing can be judged."""


class Bevaegelse(TextChoices):
    """How a criterion stands against the earlier day. In the order a board reads them: what went wrong first."""

    VAERRE = "vaerre", "Værre"
    UAFKLARET = "uafklaret", "Uafklaret"
    NY = "ny", "Ny"
    NAAET = "naaet", "Nået"
    BEDRE = "bedre", "Bedre"
    UDGAAET = "udgaaet", "Udgået"
    SOM_FOER = "som_foer", "Som før"


def bevaegelse(foer: Tilstand | None, nu: Tilstand) -> Bevaegelse:
    """From what the criterion was (None: it was not there) to what it is."""
    if nu == Tilstand.UDGAAET:
        return Bevaegelse.SOM_FOER if foer == Tilstand.UDGAAET else Bevaegelse.UDGAAET
    was, now = TRIN.get(foer) if foer else None, TRIN.get(nu)
    if was == now:
        return Bevaegelse.SOM_FOER
    if now is None:
        return Bevaegelse.UAFKLARET
    if nu == Tilstand.OPFYLDT:
        return Bevaegelse.NAAET
    if was is None:
        return Bevaegelse.NY
    return Bevaegelse.BEDRE if now > was else Bevaegelse.VAERRE


class Domsart(TextChoices):
    """Whether the plan is on track. The value is also the shape it is drawn with (a state's)."""

    GODT = "opfyldt", "godt"
    DELVIST = "delvist", "delvist"
    SKIDT = "ikke_opfyldt", "skidt"
    UVIST = "kan_ikke_opgoeres", "uvist"
    INTET = "ikke_maalt", "intet"


UNDERVEJS = {
    Domsart.GODT: "Planen er på sporet",
    Domsart.DELVIST: "Planen er delvist på sporet",
    Domsart.SKIDT: "Planen er ikke på sporet",
    Domsart.UVIST: "Det kan ikke siges endnu, om planen er på sporet",
    Domsart.INTET: "Der er ikke noget at følge op på endnu",
}
IKKE_BEGYNDT = "Planen er ikke begyndt endnu"
SLUT = {
    Domsart.GODT: "Planen nåede det meste",
    Domsart.DELVIST: "Planen nåede en del",
    Domsart.SKIDT: "Planen nåede under halvdelen",
    Domsart.UVIST: "Det kan ikke siges, om planen nåede sine mål",
    Domsart.INTET: "Der er ikke noget at gøre planen op på",
}


@dataclass(frozen=True, slots=True)
class Optalt:
    """What the judgement rests on. Criteria that went out and visions are in none of the numbers."""

    gode: int = 0
    daarlige: int = 0
    uvisse: int = 0
    naaede: int = 0
    forsinkede: int = 0

    @property
    def kriterier(self) -> int:
        return self.gode + self.daarlige + self.uvisse

    @property
    def bedoemte(self) -> int:
        """How many criteria can be judged."""
        return self.gode + self.daarlige

    @property
    def milepaele(self) -> int:
        """How many milestones should have been reached by now."""
        return self.naaede + self.forsinkede


AFGJORT = (Tilstand.OPFYLDT, Tilstand.IKKE_OPFYLDT)


def optael(tilstande: Iterable[Tilstand], *, naaede: int, forsinkede: int, er_slut: bool = False) -> Optalt:
    """Count the states of the criteria beside the milestones that are due.

    Of a plan that is over, a criterion due later is not decided: on its way is not met, and behind is not missed.
    """
    seen = [state for state in tilstande if state != Tilstand.UDGAAET]
    steps = [TRIN.get(state) if not er_slut or state in AFGJORT else None for state in seen]
    good = sum(step is not None and step >= TRIN[Tilstand.PAA_VEJ] for step in steps)
    unknown = steps.count(None)
    return Optalt(good, len(seen) - good - unknown, unknown, naaede, forsinkede)


def doem(optalt: Optalt) -> Domsart:
    """The weaker of criteria and milestones: three quarters are well, under half is not, between them is partly.

    The criteria count only where at least half of them can be judged. Good milestones alone do not say that a plan
    with criteria is on track.
    """
    criteria_speak = optalt.kriterier and 2 * optalt.bedoemte >= optalt.kriterier
    found = [_andel(optalt.gode, optalt.bedoemte)] if criteria_speak else []
    if optalt.milepaele:
        found.append(_andel(optalt.naaede, optalt.milepaele))
    for weakest in (Domsart.SKIDT, Domsart.DELVIST):
        if weakest in found:
            return weakest
    if optalt.kriterier and not criteria_speak:
        return Domsart.UVIST
    return Domsart.GODT if found else Domsart.INTET


def _andel(good: int, of: int) -> Domsart:
    if 4 * good >= 3 * of:
        return Domsart.GODT
    return Domsart.DELVIST if 2 * good >= of else Domsart.SKIDT
