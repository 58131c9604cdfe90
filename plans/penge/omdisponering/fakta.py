"""A plan's moves of money as facts: what moved, before and after, what it needs and what is lacking. Few queries."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import TextChoices

from plans.choices import Bidragsform, Finansieringsart
from plans.models import Helhedsplan, Omdisponering
from plans.penge.omdisponering.gaeldende import oprindelige, som_flytning
from plans.penge.omdisponering.godkendelse import Flytningssag, Godkendelse, Godkender, godkendelse
from plans.penge.omdisponering.regler import Celle, Cellestand, Trin, forloeb, opgoer

RELATED = ("from_post__delaftale", "to_post__delaftale", "from_kilde", "to_kilde", "beslutning__organ")


class Flytningstilstand(TextChoices):
    """How far a move has come on the day a page shows."""

    PLANLAGT = "planlagt", "Planlagt, ikke besluttet"
    KOMMENDE = "kommende", "Besluttet, gælder senere"
    BESLUTTET = "besluttet", "Besluttet"


@dataclass(frozen=True, slots=True)
class Sted:
    """A cell of the budget in words."""

    post: str
    aar: int | None
    kilde: str

    def __str__(self) -> str:
        return f"{self.post} ({self.aar or 'uden år'}, {self.kilde})"


@dataclass(frozen=True, slots=True)
class Flytningslinje:
    """One move. `mangler` are the approvals it needs and has not got by the day."""

    uuid: UUID
    fra: Sted
    til: Sted
    beloeb: Decimal
    gaelder_fra: date
    besluttet_den: date | None
    beslutning: str
    besluttet_af: str
    grund: str
    tilstand: Flytningstilstand
    trin: Trin
    godkendelse: Godkendelse
    mangler: tuple[Godkender, ...]

    @property
    def er_planlagt(self) -> bool:
        """Whether nobody has decided it yet."""
        return self.tilstand == Flytningstilstand.PLANLAGT

    @property
    def aar(self) -> frozenset[int | None]:
        return frozenset({self.fra.aar, self.til.aar})


@dataclass(frozen=True, slots=True)
class Cellelinje:
    """A cell that a move touches: original, what left, what came, what it holds."""

    sted: Sted
    stand: Cellestand


@dataclass(frozen=True, slots=True)
class Flytningsoversigt:
    """All moves of a plan on a day, and the cells that the decided ones change."""

    linjer: tuple[Flytningslinje, ...]
    celler: tuple[Cellelinje, ...]

    @property
    def besluttede(self) -> tuple[Flytningslinje, ...]:
        """Decided, whether they count yet or later."""
        return tuple(line for line in self.linjer if not line.er_planlagt)

    @property
    def planlagte(self) -> tuple[Flytningslinje, ...]:
        return tuple(line for line in self.linjer if line.er_planlagt)

    @property
    def flyttet(self) -> Decimal:
        """Kroner that the moves in force have moved."""
        return _total(line for line in self.linjer if line.tilstand == Flytningstilstand.BESLUTTET)

    @property
    def planlagt(self) -> Decimal:
        """Kroner that are planned to be moved."""
        return _total(self.planlagte)

    @property
    def uden_godkendelse(self) -> tuple[Flytningslinje, ...]:
        """Decided moves that lack an approval they need."""
        return tuple(line for line in self.besluttede if line.mangler)

    @property
    def underskud(self) -> tuple[Cellelinje, ...]:
        """Cells that hold less than nothing, as when their amount was lowered after money was moved away."""
        return tuple(line for line in self.celler if line.stand.efter < 0)

    @property
    def i_alt(self) -> Cellestand:
        """The sum of the changed cells: what left is what came, so before and after are the same."""
        rows = [line.stand for line in self.celler]
        return Cellestand(
            oprindelig=sum((row.oprindelig for row in rows), Decimal(0)),
            ud=sum((row.ud for row in rows), Decimal(0)),
            ind=sum((row.ind for row in rows), Decimal(0)),
        )


def _total(lines: Iterable[Flytningslinje]) -> Decimal:
    return sum((line.beloeb for line in lines), Decimal(0))


def build_flytninger(plan: Helhedsplan, *, as_of: date) -> Flytningsoversigt:
    """The plan's moves in use on the day, newest first, planned ones on top. Two queries."""
    rows = list(plan.omdisponeringer.current(on=as_of).select_related(*RELATED))
    if not rows:
        return Flytningsoversigt((), ())
    budget = oprindelige(plan)
    moves = [_as_of(row, as_of) for row in rows]
    steps = {step.flytning.noegle: step for step in forloeb(budget, moves, dag=as_of)}
    lines = sorted((_linje(row, steps[row.pk], as_of) for row in rows), key=_order)
    celler = opgoer(budget, moves, dag=as_of)
    names = _stednavne(rows)
    changed = [Cellelinje(names[celle], stand) for celle, stand in celler.items() if stand.ud or stand.ind]
    return Flytningsoversigt(tuple(lines), tuple(changed))


def _as_of(row: Omdisponering, as_of: date):
    """The move as it was known on the day: decided later is not decided yet."""
    move = som_flytning(row)
    return replace(move, gaelder_fra=None) if row.decided_on and row.decided_on > as_of else move


def _order(line: Flytningslinje) -> tuple[bool, int, int]:
    return (not line.er_planlagt, -line.gaelder_fra.toordinal(), -line.trin.flytning.noegle)


def _linje(row: Omdisponering, step: Trin, as_of: date) -> Flytningslinje:
    sag = godkendelse(sag_om(row))
    decided = row.decided_on is not None and row.decided_on <= as_of
    later = decided and step.flytning.gaelder_fra is not None and step.flytning.gaelder_fra > as_of
    state = Flytningstilstand.KOMMENDE if later else Flytningstilstand.BESLUTTET
    given = {
        Godkender.BESTYRELSE: row.decided_on,
        Godkender.KOMMUNALBESTYRELSE: row.kommune_approved_on,
        Godkender.LBF: row.lbf_approved_on,
    }
    lacking = [each for each in sag.hvem if (day := given[each]) is None or day > as_of]
    beslutning = row.beslutning
    return Flytningslinje(
        uuid=row.uuid,
        fra=Sted(row.from_post.title, row.from_year, row.from_kilde.name),
        til=Sted(row.to_post.title, row.to_year, row.to_kilde.name),
        beloeb=row.amount,
        gaelder_fra=row.gaelder_fra if decided and row.gaelder_fra else row.moved_on,
        besluttet_den=row.decided_on if decided else None,
        beslutning=beslutning.sagt if beslutning else "",
        besluttet_af=str(beslutning.organ or beslutning.decided_by) if beslutning else "",
        grund=row.reason,
        tilstand=state if decided else Flytningstilstand.PLANLAGT,
        trin=step,
        godkendelse=sag,
        mangler=tuple(lacking),
    )


def _stednavne(rows: Iterable[Omdisponering]) -> dict[Celle, Sted]:
    found = {}
    for row in rows:
        move = som_flytning(row)
        found[move.fra] = Sted(row.from_post.title, row.from_year, row.from_kilde.name)
        found[move.til] = Sted(row.to_post.title, row.to_year, row.to_kilde.name)
    return found


def sag_om(row: Omdisponering) -> Flytningssag:
    """What decides who must approve the move. Its ends must be chosen."""
    one, other = row.from_post, row.to_post
    return Flytningssag(
        samme_post=row.from_post_id == row.to_post_id,
        samme_delaftale=one.delaftale_id is not None and one.delaftale_id == other.delaftale_id,
        samme_kilde=row.from_kilde_id == row.to_kilde_id,
        fra_lbf=row.from_kilde.kind == Finansieringsart.LBF,
        til_lbf=row.to_kilde.kind == Finansieringsart.LBF,
        fra_aar=row.from_year,
        til_aar=row.to_year,
        dag=row.moved_on,
        er_timer=row.from_kilde.form == Bidragsform.TIMER,
    )
