"""Who must approve that money is moved (domain.md §1.4), as a pure rule. In prose: docs/regler.md §5.7.

The table of §1.4 speaks of agreements, delaftaler and budgets, not of single moves. What follows from it here is our
reading, and every answer says its reason so that it can be judged.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Godkender(StrEnum):
    """Who says yes. The value reads in a sentence."""

    BESTYRELSE = "bestyrelsen"
    KOMMUNALBESTYRELSE = "kommunalbestyrelsen"
    LBF = "Landsbyggefonden"


@dataclass(frozen=True, slots=True)
class Flytningssag:
    """What matters about a move: is it the same delaftale and source, does either end belong to LBF, which years."""

    samme_post: bool
    samme_delaftale: bool
    samme_kilde: bool
    fra_lbf: bool
    til_lbf: bool
    fra_aar: int | None
    til_aar: int | None
    dag: date
    er_timer: bool = False

    @property
    def er_overfoersel(self) -> bool:
        """Unspent money of a year that is over, carried to a later one (the reguleringskonto)."""
        if self.fra_aar is None or self.til_aar is None or self.er_timer:
            return False
        return self.fra_aar < self.dag.year and self.til_aar > self.fra_aar


@dataclass(frozen=True, slots=True)
class Godkendelse:
    """Who must approve, each reason as a sentence, and what one should ask about because nobody has written it."""

    hvem: tuple[Godkender, ...]
    grunde: tuple[str, ...]
    forbehold: tuple[str, ...] = ()

    def kraever(self, godkender: Godkender) -> bool:
        """Whether that one must approve."""
        return godkender in self.hvem

    @property
    def saetning(self) -> str:
        """ "Skal godkendes af bestyrelsen og Landsbyggefonden: …" with the reasons."""
        names = [str(each) for each in self.hvem]
        listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} og {names[-1]}"
        return f"Skal godkendes af {listed}. {' '.join(self.grunde)}"


def godkendelse(sag: Flytningssag) -> Godkendelse:
    """The approvals a move needs. The board decides every move; LBF when agreement or frame is touched."""
    grunde, forbehold = [], []
    lbf = kommune = False
    if sag.fra_lbf != sag.til_lbf:
        lbf = True
        grunde.append("Fordelingen mellem Landsbyggefonden og de lokale parter står i aftalen og ændres.")
    elif not sag.samme_kilde:
        grunde.append("Pengene skifter kilde; de to kilder skal selv være enige.")
        forbehold.append("Ændret medfinansiering kan kræve Landsbyggefondens godkendelse. Spørg, før I flytter.")
    if not sag.samme_post and not sag.samme_delaftale:
        lbf = True
        grunde.append("Beløbet til en delaftale eller post i aftalens budget ændres.")
    elif not sag.samme_post:
        grunde.append("Pengene bliver i delaftalen, så dens samlede beløb er uændret.")
    if sag.er_overfoersel:
        lbf = kommune = True
        grunde.append(
            f"{sag.fra_aar} er gået: ubrugte penge til et senere år går over reguleringskontoen og skal godkendes "
            "på forhånd."
        )
    elif sag.fra_aar != sag.til_aar:
        grunde.append("Året ændres.")
    if not lbf:
        grunde.append("Ramme og delaftaler er uændrede, så det sendes ikke til Landsbyggefonden.")
    hvem = [
        Godkender.BESTYRELSE,
        *([Godkender.KOMMUNALBESTYRELSE] if kommune else []),
        *([Godkender.LBF] if lbf else []),
    ]
    return Godkendelse(tuple(hvem), tuple(grunde), tuple(forbehold))
