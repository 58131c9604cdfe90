"""Who pays an initiative and who works on it: every krone and every årsværk with the source it comes from."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from indsatser.choices import Ressourceenhed
from indsatser.indikatorer import interval
from indsatser.models import Bevilling, Initiativ, Medarbejderressource
from plans.models import Finansieringskilde, Helhedsplan


@dataclass(frozen=True, slots=True)
class Sum:
    """Kroner and årsværk together; None where nobody states any."""

    kroner: Decimal | None
    aarsvaerk: Decimal | None


def sum_of(rows: Iterable[Bevilling]) -> Sum:
    """What so many grants give together."""
    given = list(rows)
    return Sum(add_stated(row.amount for row in given), add_stated(row.aarsvaerk for row in given))


def add_stated(parts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of what is stated; None when nothing is."""
    stated = [part for part in parts if part is not None]
    return sum(stated, Decimal(0)) if stated else None


@dataclass(frozen=True, slots=True)
class Bemanding:
    """A role with its working time as text ("4 årsværk", "1-2 timer pr. uge"), or nothing when it is not stated."""

    role: str
    employer: str
    text: str
    note: str
    uuid: UUID


@dataclass(frozen=True, slots=True)
class Regnskab:
    """What comes into an initiative from its sources, and what goes out to those who work on it."""

    bevillinger: tuple[Bevilling, ...]
    ind: Sum
    bemanding: tuple[Bemanding, ...]
    ressourcer: tuple[Medarbejderressource, ...]
    aarsvaerk_ud: Decimal | None
    dele: tuple[tuple[Initiativ, Sum], ...]

    @property
    def difference(self) -> Decimal | None:
        """Årsværk in minus årsværk out; None unless both are stated, and all of what goes out."""
        if self.ind.aarsvaerk is None or self.aarsvaerk_ud is None or has_other_time(self.ressourcer):
            return None
        return self.ind.aarsvaerk - self.aarsvaerk_ud

    @property
    def uncovered(self) -> Decimal:
        """Årsværk at work that no source gives."""
        return max(-(self.difference or Decimal(0)), Decimal(0))

    @property
    def unused(self) -> Decimal:
        """Årsværk given that nobody is said to work."""
        return max(self.difference or Decimal(0), Decimal(0))


def has_other_time(ressourcer: Iterable[Medarbejderressource]) -> bool:
    """Whether some work is stated in another way than a number of årsværk: then what goes out has no one sum."""
    return any(
        row.amount is not None and (row.unit != Ressourceenhed.AARSVAERK or row.amount_to is not None)
        for row in ressourcer
    )


def build_regnskab(initiativ: Initiativ, *, as_of: date) -> Regnskab:
    """The initiative's account on the day; a whole counts what its parts are given. Three queries."""
    parts = list(initiativ.delinitiativer.current(on=as_of))
    ids = [initiativ.pk, *(part.pk for part in parts)]
    bevillinger = list(
        Bevilling.objects.in_plan(initiativ.helhedsplan)
        .current(on=as_of)
        .filter(initiativ__in=ids)
        .select_related("kilde", "initiativ")
        .order_by("initiativ__order", "pk")
    )
    ressourcer = list(initiativ.ressourcer.current(on=as_of))
    return Regnskab(
        bevillinger=tuple(bevillinger),
        ind=sum_of(bevillinger),
        bemanding=tuple(_bemanding(row) for row in ressourcer),
        ressourcer=tuple(ressourcer),
        aarsvaerk_ud=add_stated(
            row.amount for row in ressourcer if row.unit == Ressourceenhed.AARSVAERK and row.amount_to is None
        ),
        dele=tuple((part, sum_of(b for b in bevillinger if b.initiativ_id == part.pk)) for part in parts),
    )


def _bemanding(row: Medarbejderressource) -> Bemanding:
    text = "" if row.amount is None else interval(row.amount, row.amount_to, row.get_unit_display())
    return Bemanding(role=row.role, employer=row.employer, text=text, note=row.note, uuid=row.uuid)


@dataclass(frozen=True, slots=True)
class Kildebrug:
    """A source: what it gives, what its money goes to, and what is left of it."""

    kilde: Finansieringskilde
    bevillinger: tuple[Bevilling, ...]
    givet: Sum

    @property
    def rest_kroner(self) -> Decimal | None:
        """Kroner the source has and no initiative gets; None when the source states no amount."""
        if self.kilde.amount is None:
            return None
        return self.kilde.amount - (self.givet.kroner or Decimal(0))

    @property
    def rest_aarsvaerk(self) -> Decimal | None:
        if self.kilde.aarsvaerk is None:
            return None
        return self.kilde.aarsvaerk - (self.givet.aarsvaerk or Decimal(0))

    @property
    def is_spent(self) -> bool:
        """Whether all it states goes to an initiative."""
        return not self.rest_kroner and not self.rest_aarsvaerk


def build_kildebrug(plan: Helhedsplan, *, as_of: date) -> tuple[Kildebrug, ...]:
    """The plan's sources that give to initiatives on the day. Two queries."""
    bevillinger = Bevilling.objects.in_plan(plan).current(on=as_of).select_related("kilde", "initiativ__for_plan")
    by_kilde: dict[int, list[Bevilling]] = defaultdict(list)
    for row in bevillinger.order_by("initiativ__order", "pk"):
        by_kilde[row.kilde_id].append(row)
    kilder = plan.finansieringskilder.current(on=as_of)
    return tuple(
        Kildebrug(kilde, tuple(by_kilde[kilde.pk]), sum_of(by_kilde[kilde.pk]))
        for kilde in kilder
        if by_kilde[kilde.pk]
    )
