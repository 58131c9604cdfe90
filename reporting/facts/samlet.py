"""The states counted, per part of the plan. Counts only: percentages are never averaged across criteria."""

from collections.abc import Sequence
from dataclasses import dataclass

from indsatser.choices import Tilstand
from indsatser.maalopfyldelse import taeller
from reporting.facts.linjer import KriterieLinje
from reporting.facts.planfakta import Planfakta


@dataclass(frozen=True, slots=True)
class Taelling:
    """How many criteria of a part of the plan are in each state, in the order of `Samlet.tilstande`."""

    titel: str
    antal: tuple[int, ...]
    har_eksempeltal: bool

    @property
    def i_alt(self) -> int:
        return sum(self.antal)


@dataclass(frozen=True, slots=True)
class Samlet:
    """The table of states. Every criterion is counted once; visions and repetitions are told apart and not counted."""

    tilstande: tuple[Tilstand, ...]
    raekker: tuple[Taelling, ...]
    i_alt: Taelling
    visioner: int
    gengivelser: int


def build_samlet(fakta: Planfakta) -> Samlet:
    """Count the states: for the plan as a whole, for each delaftale with its activities, for other projects."""
    parts = [("Hele planen", fakta.overordnede)]
    parts += [(delaftale.title, delaftale.alle_kriterier) for delaftale in fakta.delaftaler]
    parts += [("Øvrige projekter og initiativer", fakta.oevrige)]
    printed = [line for _, lines in parts for line in lines]
    return Samlet(
        tilstande=tuple(Tilstand),
        raekker=tuple(_taelling(titel, lines) for titel, lines in parts if lines),
        i_alt=_taelling("I alt", printed),
        visioner=sum(not line.resultat.is_scored and not line.er_gengivelse for line in printed),
        gengivelser=sum(line.er_gengivelse for line in printed),
    )


def _taelling(titel: str, lines: Sequence[KriterieLinje]) -> Taelling:
    own = [line for line in lines if not line.er_gengivelse]
    counts = taeller([line.resultat for line in own])
    return Taelling(titel, tuple(counts[state] for state in Tilstand), any(line.har_eksempeltal for line in own))
