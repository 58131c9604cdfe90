"""What the plan's front page says: where things stand, what is late, what is missing and what comes next."""

from dataclasses import dataclass
from datetime import date

from indsatser.choices import Milepaeltilstand, Tilstand
from indsatser.milepaele import MilepaelLinje
from plans.models import Helhedsplan
from reporting.facts.linjer import KriterieLinje
from reporting.facts.mangler import Emne, Mangel, find_mangler
from reporting.facts.planfakta import Planfakta, build_planfakta

BEHIND = frozenset({Tilstand.BAGUD, Tilstand.IKKE_OPFYLDT})
COMING = 8


@dataclass(frozen=True, slots=True)
class Overblik:
    """The plan on a day, sorted by what needs attention."""

    fakta: Planfakta
    bagud: tuple[KriterieLinje, ...]
    forsinkede: tuple[MilepaelLinje, ...]
    kommende: tuple[MilepaelLinje, ...]
    mangler: tuple[Mangel, ...]
    aar: tuple[int, ...]

    @property
    def as_of(self) -> date:
        return self.fakta.as_of

    @property
    def mangler_efter_emne(self) -> tuple[tuple[Emne, tuple[Mangel, ...]], ...]:
        """The gaps under their headings, in the headings' order."""
        return tuple((emne, rows) for emne in Emne if (rows := tuple(gap for gap in self.mangler if gap.emne == emne)))


def build_overblik(plan: Helhedsplan, *, as_of: date) -> Overblik:
    """The front page's facts. A fixed number of queries."""
    fakta = build_planfakta(plan, as_of=as_of)
    open_ones = [m for m in fakta.milepaele if m.state not in (Milepaeltilstand.NAAET, Milepaeltilstand.BORTFALDET)]
    now = (as_of.year, (as_of.month + 2) // 3)
    return Overblik(
        fakta=fakta,
        bagud=tuple(line for line in fakta.alle_kriterier if line.resultat.tilstand in BEHIND),
        forsinkede=tuple(m for m in fakta.milepaele if m.is_late),
        kommende=tuple(m for m in open_ones if not m.is_late and m.year and m.quarter and (m.year, m.quarter) >= now)[
            :COMING
        ],
        mangler=find_mangler(plan, fakta),
        aar=plan.calendar_years,
    )
