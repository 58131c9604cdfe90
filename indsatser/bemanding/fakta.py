"""A plan's staff as facts: role × activity with sums, full time and price. Two queries, computed by `regler`."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from helhedsplan.numbers import fordel_afrunding, tal
from helhedsplan.sortering import danish_sort_key
from indsatser.bemanding.regler import (
    FULD_TID,
    Fuldtidsdom,
    Spaend,
    laeg_sammen,
    mod_fuld_tid,
    pris,
    rollenoegle,
    som_aarsvaerk,
)
from indsatser.choices import Ressourceenhed, Stillingsart
from indsatser.models import Medarbejderressource, Stilling
from plans.models import Helhedsplan

WHOLE_PLAN = "Hele planen"


@dataclass(frozen=True, slots=True)
class Celle:
    """One row of the agreement: its amount in words ("10 timer pr. uge"), "" when no amount is stated."""

    uuid: UUID
    role: str
    tekst: str
    note: str
    er_udledt: bool


@dataclass(frozen=True, slots=True)
class Stedlinje:
    """Where the work is done, with the cells of each role in the order of the roles."""

    navn: str
    gruppe: str
    side: tuple[str, UUID] | None
    celler: tuple[tuple[Celle, ...], ...]


@dataclass(frozen=True, slots=True)
class Rollelinje:
    """A role over all places. Sums are None where nothing is stated in that unit."""

    role: str
    stilling: Stilling | None
    timer: Spaend | None
    aarsvaerk_oplyst: Spaend | None
    steder: int
    uden_antal: int
    andet: tuple[str, ...]
    pris: Spaend | None

    @property
    def aarsvaerk(self) -> Spaend | None:
        """Årsværk in all: stated, and weekly hours ÷ 37."""
        return som_aarsvaerk(self.timer, self.aarsvaerk_oplyst)

    @property
    def dom(self) -> Fuldtidsdom | None:
        """The hours against full time; a role that is stated in årsværk too is not held against it."""
        return mod_fuld_tid(self.timer) if self.timer and self.aarsvaerk_oplyst is None else None

    @property
    def art(self) -> str:
        return self.stilling.kind if self.stilling else ""

    @property
    def art_tekst(self) -> str:
        return str(self.stilling.get_kind_display()) if self.stilling else ""


@dataclass(frozen=True, slots=True)
class Gruppesum:
    """Several roles together."""

    navn: str
    roller: int
    timer: Spaend | None
    aarsvaerk: Spaend | None


@dataclass(frozen=True, slots=True)
class Bemandingsoversigt:
    """The plan's own roles, where they work, their sums, and the time that others put in."""

    roller: tuple[Rollelinje, ...]
    steder: tuple[Stedlinje, ...]
    partnere: tuple[Rollelinje, ...]
    partnersteder: tuple[Stedlinje, ...]

    @property
    def i_alt(self) -> Gruppesum:
        """All own roles."""
        return _sum("Planens egne i alt", self.roller)

    @property
    def grupper(self) -> tuple[Gruppesum, ...]:
        """Own roles by kind, when the plan says the kind of any; those without one stand last."""
        if not any(line.art for line in self.roller):
            return ()
        named = [(str(kind.label), kind.value) for kind in Stillingsart] + [("art ikke oplyst", "")]
        sums = [_sum(label, [line for line in self.roller if line.art == kind]) for label, kind in named]
        return tuple(each for each in sums if each.roller)

    @property
    def pris(self) -> Spaend | None:
        """What the roles with a known price cost a year, whole kroner, the sum of what is printed."""
        return laeg_sammen(line.pris for line in self.roller if line.pris)

    @property
    def uden_pris(self) -> tuple[str, ...]:
        """Roles with working time but no known price."""
        return tuple(line.role for line in self.roller if line.pris is None and line.aarsvaerk)

    @property
    def fuld_tid(self) -> str:
        return tal(FULD_TID)


def _sum(name: str, lines: Iterable[Rollelinje]) -> Gruppesum:
    rows = list(lines)
    return Gruppesum(
        navn=name,
        roller=len(rows),
        timer=laeg_sammen(line.timer for line in rows if line.timer),
        aarsvaerk=laeg_sammen(line.aarsvaerk for line in rows if line.aarsvaerk),
    )


def build_bemanding(plan: Helhedsplan, *, as_of: date) -> Bemandingsoversigt:
    """The plan's staff on the day. What was out of use then is left out, activities with all theirs. Two queries."""
    rows = (
        plan.ressourcer.current(on=as_of)
        .exclude(aktivitet__retired_on__lte=as_of)
        .exclude(aktivitet__delaftale__retired_on__lte=as_of)
        .exclude(initiativ__retired_on__lte=as_of)
        .select_related("aktivitet__delaftale", "initiativ")
        .order_by("aktivitet__delaftale__nummer", "aktivitet__nummer", "initiativ__order", "order", "pk")
    )
    found = list(rows)
    stillinger = {rollenoegle(row.role): row for row in plan.stillinger.current(on=as_of)}
    own = [row for row in found if not row.employer]
    others = [row for row in found if row.employer]
    roller = _roller(own, stillinger)
    partnere = _roller(others, {})
    return Bemandingsoversigt(_med_priser(roller), _steder(own, roller), partnere, _steder(others, partnere))


def _roller(rows: list[Medarbejderressource], stillinger: dict[str, Stilling]) -> tuple[Rollelinje, ...]:
    grouped: dict[str, list[Medarbejderressource]] = defaultdict(list)
    for row in rows:
        grouped[rollenoegle(row.role)].append(row)
    lines = [_rolle(mine, stillinger.get(key)) for key, mine in grouped.items()]
    return tuple(sorted(lines, key=lambda line: danish_sort_key(line.role)))


def _rolle(rows: list[Medarbejderressource], stilling: Stilling | None) -> Rollelinje:
    by_unit: dict[str, list[Spaend]] = defaultdict(list)
    for row in rows:
        if row.amount is not None:
            by_unit[row.unit].append(Spaend.af(row.amount, row.amount_to))
    hours = laeg_sammen(by_unit.pop(Ressourceenhed.TIMER_PR_UGE, []))
    years = laeg_sammen(by_unit.pop(Ressourceenhed.AARSVAERK, []))
    rest = [f"{laeg_sammen(each)} {Ressourceenhed(unit).label}" for unit, each in by_unit.items()]
    return Rollelinje(
        role=rows[0].role,
        stilling=stilling,
        timer=hours,
        aarsvaerk_oplyst=years,
        steder=len({(row.aktivitet_id, row.initiativ_id) for row in rows}),
        uden_antal=sum(1 for row in rows if row.amount is None),
        andet=tuple(rest),
        pris=pris(som_aarsvaerk(hours, years), stilling.price if stilling else None),
    )


def _med_priser(lines: tuple[Rollelinje, ...]) -> tuple[Rollelinje, ...]:
    """The prices in whole kroner, rounded so that what is printed adds up to the printed sum."""
    priced = [line.pris for line in lines if line.pris]
    ends = zip(
        fordel_afrunding([each.lav for each in priced]), fordel_afrunding([each.hoej for each in priced]), strict=True
    )
    printed = iter([Spaend(low, high) for low, high in ends])
    return tuple(replace(line, pris=next(printed)) if line.pris else line for line in lines)


def _steder(rows: list[Medarbejderressource], roller: tuple[Rollelinje, ...]) -> tuple[Stedlinje, ...]:
    """The places in the agreement's order; what belongs to the whole plan stands last."""
    columns = {rollenoegle(line.role): number for number, line in enumerate(roller)}
    grouped: dict[tuple[int | None, int | None], list[Medarbejderressource]] = defaultdict(list)
    for row in rows:
        grouped[row.aktivitet_id, row.initiativ_id].append(row)
    keys = sorted(grouped, key=lambda key: key == (None, None))
    return tuple(_sted(grouped[key], columns) for key in keys)


def _sted(rows: list[Medarbejderressource], columns: dict[str, int]) -> Stedlinje:
    cells: list[list[Celle]] = [[] for _ in columns]
    for row in rows:
        cells[columns[rollenoegle(row.role)]].append(_celle(row))
    name, group, page = _navn(rows[0])
    return Stedlinje(name, group, page, tuple(tuple(each) for each in cells))


def _navn(row: Medarbejderressource) -> tuple[str, str, tuple[str, UUID] | None]:
    if row.aktivitet:
        return row.aktivitet.name, row.aktivitet.delaftale.title, ("reporting:aktivitet_detail", row.aktivitet.uuid)
    if row.initiativ:
        return row.initiativ.title, "Initiativer", ("indsatser:initiativ_detail", row.initiativ.uuid)
    return WHOLE_PLAN, "", None


def _celle(row: Medarbejderressource) -> Celle:
    unit = {Ressourceenhed.TIMER_PR_UGE: "t/uge"}.get(row.unit, row.get_unit_display())  # type: ignore[call-overload]
    text = f"{Spaend.af(row.amount, row.amount_to)} {unit}" if row.amount is not None else ""
    return Celle(row.uuid, row.role, text, row.note, bool(text) and not row.unit_stated)
