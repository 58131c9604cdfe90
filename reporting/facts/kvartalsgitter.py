"""The milestones as a grid: quarters across, delaftaler down, the late ones first in every cell. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from indsatser.choices import Milepaeltilstand
from indsatser.forms import WITHOUT_TIME
from indsatser.milepaele import MilepaelLinje

KVARTALER = 6
"""So many quarters stand side by side; what lies before and after them has a column of its own."""
SENT_FOERST = (
    Milepaeltilstand.FORSINKET,
    Milepaeltilstand.I_GANG,
    Milepaeltilstand.IKKE_STARTET,
    Milepaeltilstand.NAAET,
    Milepaeltilstand.BORTFALDET,
)
HELE_PLANEN = "Hele planen"


@dataclass(frozen=True, slots=True)
class Kolonne:
    """A quarter, or all before (`er_foer`) or after (`er_efter`) those shown; none of it: no quarter is stated.

    `er_nu`: the shown day lies in it.
    """

    year: int = 0
    quarter: int = 0
    er_foer: bool = False
    er_efter: bool = False
    er_nu: bool = False

    @property
    def aar(self) -> str:
        """The column's year as the page of milestones has it in its address; "" for a column of several."""
        return str(self.year or "")

    @property
    def kvartal(self) -> str:
        """And its quarter."""
        return str(self.quarter or "") if self.year or self.er_foer or self.er_efter else WITHOUT_TIME

    @property
    def overskrift(self) -> str:
        if self.year:
            return f"{self.quarter}. kvt. {self.year}"
        return "Før" if self.er_foer else "Senere" if self.er_efter else "Uden kvartal"


@dataclass(frozen=True, slots=True)
class Maerke:
    """The milestones of one cell in one state. `flyttede`: how many of them were first planned for another quarter."""

    state: str
    label: str
    linjer: tuple[MilepaelLinje, ...]

    @property
    def antal(self) -> int:
        return len(self.linjer)

    @property
    def anker(self) -> str:
        """Where the first of them stands on the page of milestones."""
        return f"milepael-{self.linjer[0].uuid}"

    @property
    def sagt(self) -> str:
        """ "2 forsinket", "5 nået"."""
        return f"{self.antal} {self.label.lower()}"

    @property
    def flyttede(self) -> int:
        return sum(1 for line in self.linjer if line.kvartaler_flyttet)


@dataclass(frozen=True, slots=True)
class Celle:
    """A quarter of a delaftale. `flyttet_vaek`: how many were first planned here and moved to another quarter."""

    kolonne: Kolonne
    maerker: tuple[Maerke, ...]
    flyttet_vaek: int = 0

    @property
    def flyttet_sagt(self) -> tuple[str, ...]:
        """ "1 flyttet hertil", "2 flyttet herfra"."""
        here = sum(m.flyttede for m in self.maerker)
        said = [
            f"{here} flyttet hertil" if here else "",
            f"{self.flyttet_vaek} flyttet herfra" if self.flyttet_vaek else "",
        ]
        return tuple(filter(None, said))

    @property
    def sagt(self) -> tuple[str, ...]:
        """Everything the cell says."""
        return (*(m.sagt for m in self.maerker), *self.flyttet_sagt)


@dataclass(frozen=True, slots=True)
class Gitterraekke:
    """A delaftale, or the plan as a whole."""

    navn: str
    celler: tuple[Celle, ...]


@dataclass(frozen=True, slots=True)
class Kvartalsgitter:
    kolonner: tuple[Kolonne, ...]
    raekker: tuple[Gitterraekke, ...]


def kvartal_af(day: date) -> int:
    """The quarter as one number, so that quarters can be counted: 4 * year + 0-3."""
    return day.year * 4 + (day.month - 1) // 3


def build_gitter(lines: Sequence[MilepaelLinje], delaftaler: Iterable[str], *, as_of: date) -> Kvartalsgitter | None:
    """The grid, or None without milestones. `delaftaler` gives the order of the rows; the whole plan stands last."""
    if not lines:
        return None
    placed = [(line, _index(line.year, line.quarter)) for line in lines]
    origins = [(line, _first_planned(line, at)) for line, at in placed]
    undated = any(at is None for _, at in placed)
    kolonner = _kolonner([at for _, at in (*placed, *origins) if at is not None], as_of, undated=undated)
    here: dict[tuple[str, Kolonne], list[MilepaelLinje]] = defaultdict(list)
    away: dict[tuple[str, Kolonne], int] = defaultdict(int)
    for (line, at), (_, first) in zip(placed, origins, strict=True):
        name = line.delaftale or HELE_PLANEN
        here[name, _kolonne(kolonner, at)].append(line)
        if first is not None and _kolonne(kolonner, first) != _kolonne(kolonner, at):
            away[name, _kolonne(kolonner, first)] += 1
    used = {name for name, _ in here}
    names = [name for name in dict.fromkeys([*delaftaler, *sorted(used - {HELE_PLANEN}), HELE_PLANEN]) if name in used]
    rows = (
        Gitterraekke(name, tuple(Celle(k, _maerker(here[name, k]), away[name, k]) for k in kolonner)) for name in names
    )
    return Kvartalsgitter(kolonner, tuple(rows))


def _index(year: int | None, quarter: int | None) -> int | None:
    return year * 4 + quarter - 1 if year and quarter else None


def _first_planned(line: MilepaelLinje, at: int | None) -> int | None:
    return at - line.kvartaler_flyttet if at is not None and line.kvartaler_flyttet else None


def _kolonner(found: Sequence[int], as_of: date, *, undated: bool) -> tuple[Kolonne, ...]:
    """The quarters with milestones and the present one between them.

    Of more than fit, those around the shown day, a little more behind than ahead.
    """
    last = (Kolonne(),) if undated else ()
    if not found:
        return last
    now = kvartal_af(as_of)
    here = {now} if min(found) <= now <= max(found) else set()
    wanted = sorted({*found, *here})
    at = sum(1 for one in wanted if one < now)
    start = max(0, min(at - KVARTALER // 2, len(wanted) - KVARTALER))
    shown = wanted[start : start + KVARTALER]
    quarters = (Kolonne(at // 4, at % 4 + 1, er_nu=at == now) for at in shown)
    before = (Kolonne(er_foer=True),) if wanted[0] < shown[0] else ()
    after = (Kolonne(er_efter=True),) if wanted[-1] > shown[-1] else ()
    return (*before, *quarters, *after, *last)


def _kolonne(kolonner: Sequence[Kolonne], at: int | None) -> Kolonne:
    """The column of a quarter; None: the one for no quarter."""
    if at is None:
        return kolonner[-1]
    quarters = [_index(k.year, k.quarter) for k in kolonner if k.year]
    start, end = quarters[0], quarters[-1]
    if start is not None and at < start:
        return kolonner[0]
    if end is not None and at > end:
        return next(k for k in kolonner if k.er_efter)
    return next(k for k in kolonner if _index(k.year, k.quarter) == at)


def _maerker(lines: Iterable[MilepaelLinje]) -> tuple[Maerke, ...]:
    by_state: dict[str, list[MilepaelLinje]] = defaultdict(list)
    for line in lines:
        by_state[line.state].append(line)
    return tuple(
        Maerke(state.value, str(state.label), tuple(by_state[state])) for state in SENT_FOERST if by_state[state]
    )
