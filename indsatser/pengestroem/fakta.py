"""The streams of a plan's initiatives as facts. What nobody states is unknown, never nought."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from helhedsplan.numbers import kroner, tal
from indsatser.choices import Ressourceenhed
from indsatser.initiativer import Kildebrug, Regnskab, Sum, add_stated, build_kildebrug, has_other_time, sum_of
from indsatser.models import Bevilling, Initiativ, Medarbejderressource
from indsatser.pengestroem.tegning import Knude, Stroem, Tegning, tegn
from plans.models import Helhedsplan


@dataclass(frozen=True, slots=True)
class Initiativlinje:
    """An initiative with its own grants: what comes in, what goes out to roles, and what is not stated."""

    initiativ: Initiativ
    ind: Sum
    roller: tuple[tuple[str, Decimal], ...]
    ud: Decimal | None
    ukendt: tuple[str, ...]
    er_delvis: bool = False

    @property
    def forskel(self) -> Decimal | None:
        """Årsværk in minus out; None unless both are stated, and all of what goes out."""
        if self.er_delvis:
            return None
        return None if self.ind.aarsvaerk is None or self.ud is None else self.ind.aarsvaerk - self.ud


@dataclass(frozen=True, slots=True)
class Pengegruppe:
    """Sources and what they pay: the initiatives now, or the ones they build on."""

    noegle: str
    navn: str
    kilder: tuple[Kildebrug, ...]
    initiativer: tuple[Initiativlinje, ...]
    tegninger: tuple[Tegning, ...]

    @property
    def fra_kilder(self) -> Sum:
        """What the sources state that they hold."""
        return Sum(
            add_stated(brug.kilde.amount for brug in self.kilder),
            add_stated(brug.kilde.aarsvaerk for brug in self.kilder),
        )

    @property
    def givet(self) -> Sum:
        """What the initiatives get."""
        return Sum(
            add_stated(brug.givet.kroner for brug in self.kilder),
            add_stated(brug.givet.aarsvaerk for brug in self.kilder),
        )

    @property
    def rest(self) -> Sum:
        """What is left of what the sources state; None where no source states any."""
        return Sum(
            add_stated(brug.rest_kroner for brug in self.kilder),
            add_stated(brug.rest_aarsvaerk for brug in self.kilder),
        )

    @property
    def ud(self) -> Decimal | None:
        """Årsværk at work in all."""
        return add_stated(line.ud for line in self.initiativer)

    @property
    def ukendt(self) -> tuple[str, ...]:
        """What the document does not say, as sentences."""
        silent = [
            f"{brug.kilde.name}: hvor mange kroner det svarer til."
            for brug in self.kilder
            if brug.kilde.amount is None and brug.givet.kroner is None
        ]
        return (*silent, *(sentence for line in self.initiativer for sentence in line.ukendt))


def build_pengestroem(plan: Helhedsplan, *, as_of: date) -> tuple[Pengegruppe, ...]:
    """The plan's streams: first the initiatives, then the earlier ones they build on. Four queries."""
    kilder = build_kildebrug(plan, as_of=as_of)
    if not kilder:
        return ()
    initiativer = list(plan.initiativer.current(on=as_of).select_related("for_plan", "parent"))
    roller: dict[int, list[Medarbejderressource]] = defaultdict(list)
    for row in plan.ressourcer.current(on=as_of).filter(initiativ__isnull=False).order_by("order", "pk"):
        roller[row.initiativ_id or 0].append(row)
    earlier = {row.forgaenger_id for row in initiativer} - {None}
    before = tuple(brug for brug in kilder if all(b.initiativ_id in earlier for b in brug.bevillinger))
    now = tuple(brug for brug in kilder if brug not in before)
    rows = {row.pk: row for row in initiativer}
    return tuple(
        _gruppe(key, name, group, rows, roller)
        for key, name, group in (("nye", "Initiativerne nu", now), ("foer", "Det, de bygger på", before))
        if group
    )


def _gruppe(
    key: str,
    name: str,
    kilder: tuple[Kildebrug, ...],
    rows: dict[int, Initiativ],
    roller: dict[int, list[Medarbejderressource]],
) -> Pengegruppe:
    given: dict[int, list[Bevilling]] = defaultdict(list)
    for brug in kilder:
        for bevilling in brug.bevillinger:
            given[bevilling.initiativ_id].append(bevilling)
    lines = tuple(initiativlinje(rows[pk], given[pk], roller[pk]) for pk in rows if pk in given)
    bevillinger = [b for brug in kilder for b in brug.bevillinger]
    return Pengegruppe(key, name, kilder, lines, _tegninger(key, bevillinger, lines))


def initiativlinje(
    initiativ: Initiativ, bevillinger: Sequence[Bevilling], ressourcer: Sequence[Medarbejderressource]
) -> Initiativlinje:
    """One initiative's own account, with what its document leaves unsaid."""
    ind = sum_of(bevillinger)
    worked = [
        (row.role, row.amount)
        for row in ressourcer
        if row.amount is not None and row.unit == Ressourceenhed.AARSVAERK and row.amount_to is None
    ]
    unsaid = []
    if ind.kroner is not None and ind.aarsvaerk is None:
        unsaid.append("hvor mange årsværk pengene giver")
    if ind.kroner is not None and not ressourcer:
        unsaid.append("hvad pengene bruges til, og hvem der arbejder for dem")
    if initiativ.start_year is None and initiativ.end_year is None:
        unsaid.append("hvornår det begynder og slutter" if initiativ.years else "hvilken periode det dækker")
    return Initiativlinje(
        initiativ=initiativ,
        ind=ind,
        roller=tuple(worked),
        ud=add_stated(amount for _, amount in worked),
        ukendt=tuple(f"{initiativ.title}: {sentence}." for sentence in unsaid),
        er_delvis=has_other_time(ressourcer),
    )


@dataclass(frozen=True, slots=True)
class Initiativstroem:
    """The drawings of one initiative, what is unsaid, and what a year's årsværk comes to, calculated."""

    tegninger: tuple[Tegning, ...]
    ukendt: tuple[str, ...]
    priser: tuple[tuple[Bevilling, Decimal], ...]


def initiativstroem(initiativ: Initiativ, regnskab: Regnskab) -> Initiativstroem:
    """What an initiative's own page draws and says; a whole shows its parts. No queries."""
    by_part: dict[int, list[Bevilling]] = defaultdict(list)
    for bevilling in regnskab.bevillinger:
        by_part[bevilling.initiativ_id].append(bevilling)
    lines = [
        initiativlinje(rows[0].initiativ, rows, regnskab.ressourcer if pk == initiativ.pk else ())
        for pk, rows in by_part.items()
    ]
    priced = [(row, pris_pr_aarsvaerk(row, initiativ.years)) for row in regnskab.bevillinger]
    return Initiativstroem(
        tegninger=_tegninger("initiativ", regnskab.bevillinger, lines),
        ukendt=tuple(sentence for line in lines for sentence in line.ukendt) if not regnskab.dele else (),
        priser=tuple((row, price) for row, price in priced if price is not None),
    )


def pris_pr_aarsvaerk(bevilling: Bevilling, years: int | None) -> Decimal | None:
    """Kroner ÷ years ÷ årsværk, exactly; None unless all three are stated. Calculated: no document says it."""
    if not years or bevilling.amount is None or not bevilling.aarsvaerk:
        return None
    return bevilling.amount / years / bevilling.aarsvaerk


def _tegninger(key: str, bevillinger: Iterable[Bevilling], lines: Iterable[Initiativlinje]) -> tuple[Tegning, ...]:
    rows, worked = list(bevillinger), list(lines)
    drawn = (
        _tegning(f"{key}-kroner", "Kroner fra kilder til initiativer", rows, "amount", (), kroner),
        _tegning(
            f"{key}-aarsvaerk", "Årsværk fra kilder til initiativer og roller", rows, "aarsvaerk", worked, _aarsvaerk
        ),
    )
    return tuple(each for each in drawn if not each.tom)


def _aarsvaerk(number: Decimal) -> str:
    return f"{tal(number)} årsværk"


def _tegning(
    key: str, title: str, rows: list[Bevilling], field: str, lines: Iterable[Initiativlinje], skriv
) -> Tegning:
    kilder: dict[str, Knude] = {}
    middle: dict[str, Knude] = {}
    streams = []
    for row in rows:
        amount = getattr(row, field)
        if not amount:
            continue
        fra, til = f"k{row.kilde_id}", f"i{row.initiativ_id}"
        kilder[fra] = _more(kilder.get(fra), fra, row.kilde.name, amount)
        middle[til] = _more(middle.get(til), til, row.initiativ.title, amount)
        streams.append(Stroem(fra, til, amount))
    roles: dict[str, Knude] = {}
    for line in lines:
        for number, (role, amount) in enumerate(line.roller):
            fra, til = f"i{line.initiativ.pk}", f"r{line.initiativ.pk}-{number}"
            if amount and fra in middle:
                roles[til] = Knude(til, role[:1].upper() + role[1:], amount)
                streams.append(Stroem(fra, til, amount))
    columns = [list(kilder.values()), list(middle.values())] + ([list(roles.values())] if roles else [])
    return tegn(tegning_id=f"stroem-{key}", title=title, kolonner=columns, stroemme=streams, skriv=skriv)


def _more(knude: Knude | None, key: str, name: str, amount: Decimal) -> Knude:
    return Knude(key, name, amount + (knude.maengde if knude else Decimal(0)))
