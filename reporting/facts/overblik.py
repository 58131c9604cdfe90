"""What the plan's front page says: where things stand, what is late, what is missing and what comes next."""

from dataclasses import dataclass
from datetime import date

from indsatser.choices import Milepaeltilstand, Tilstand
from indsatser.milepaele import MilepaelLinje
from plans.models import Helhedsplan
from reporting.facts.maalopfyldelsesskema import report_years
from reporting.facts.mangler import Emne, Mangel, find_mangler
from reporting.facts.planfakta import PlaceretLinje, Planfakta, build_planfakta

BEHIND = (Tilstand.IKKE_OPFYLDT, Tilstand.BAGUD)
AFTER_THAT = (
    Tilstand.PAA_VEJ,
    Tilstand.OPFYLDT,
    Tilstand.VURDERES,
    Tilstand.IKKE_MAALT,
    Tilstand.KAN_IKKE_OPGOERES,
    Tilstand.UDGAAET,
)
CLOSED = frozenset({Milepaeltilstand.NAAET, Milepaeltilstand.BORTFALDET})
COMING = 8


@dataclass(frozen=True, slots=True)
class Tilstandsgruppe:
    """The criteria in one state."""

    tilstand: Tilstand
    kriterier: tuple[PlaceretLinje, ...]


@dataclass(frozen=True, slots=True)
class Overblik:
    """The plan on a day, sorted by what needs attention."""

    fakta: Planfakta
    forsinkede: tuple[MilepaelLinje, ...]
    kommende: tuple[MilepaelLinje, ...]
    kommende_i_alt: int
    mangler: tuple[Mangel, ...]
    aar: tuple[int, ...]

    @property
    def as_of(self) -> date:
        return self.fakta.as_of

    @property
    def afvigelser(self) -> tuple[Tilstandsgruppe, ...]:
        """What slipped: first what can no longer be met, then what can still be caught up. No empty groups."""
        return self._groups(BEHIND)

    @property
    def oevrige_tilstande(self) -> tuple[Tilstandsgruppe, ...]:
        """All other criteria by state. No empty groups."""
        return self._groups(AFTER_THAT)

    def _groups(self, states: tuple[Tilstand, ...]) -> tuple[Tilstandsgruppe, ...]:
        scored = [placed for placed in self.fakta.placerede if placed.linje.resultat.is_scored]
        groups = (Tilstandsgruppe(s, tuple(p for p in scored if p.linje.resultat.tilstand == s)) for s in states)
        return tuple(group for group in groups if group.kriterier)

    @property
    def mangler_efter_emne(self) -> tuple[tuple[Emne, tuple[Mangel, ...]], ...]:
        """The gaps under their headings, in the headings' order."""
        return tuple((emne, rows) for emne in Emne if (rows := tuple(gap for gap in self.mangler if gap.emne == emne)))


def build_overblik(plan: Helhedsplan, *, as_of: date) -> Overblik:
    """The front page's facts. A fixed number of queries."""
    fakta = build_planfakta(plan, as_of=as_of)
    coming = [m for m in fakta.milepaele if is_coming(m, as_of)]
    return Overblik(
        fakta=fakta,
        forsinkede=tuple(m for m in fakta.milepaele if m.is_late),
        kommende=tuple(coming[:COMING]),
        kommende_i_alt=len(coming),
        mangler=find_mangler(plan, fakta),
        aar=report_years(plan),
    )


def is_coming(line: MilepaelLinje, as_of: date) -> bool:
    """Whether it is still to be reached, this quarter or later."""
    if line.state in CLOSED or line.is_late or not line.year or not line.quarter:
        return False
    return (line.year, line.quarter) >= (as_of.year, (as_of.month + 2) // 3)


def nedslag(plan: Helhedsplan, *, last: date) -> tuple[date, ...]:
    """The days one looks back at: the end of each of the plan's calendar years, and its last day, up to `last`."""
    if not plan.start_date:
        return ()
    final = min(last, plan.end_date) if plan.end_date else last
    years = (date(year, 12, 31) for year in range(plan.start_date.year, final.year + 1))
    days = [day for day in years if day <= final]
    if plan.end_date and plan.end_date <= last and plan.end_date not in days:
        days.append(plan.end_date)
    return tuple(days)
