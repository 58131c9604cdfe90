"""The rows of some plans, read in a fixed number of queries however many the plans are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Count, F, Max, Q, QuerySet
from django.utils import timezone

from indsatser.choices import Maalingsart
from indsatser.models import (
    Aktivitet,
    Aktivitetsmaal,
    Indikatorvaerdi,
    Maal,
    Maaling,
    Medarbejderressource,
    Milepael,
    PlanlagtAktivitet,
    Samarbejdsrelation,
    Succeskriterium,
)
from plans.models import (
    Afsnit,
    Afsnitsskabelon,
    Bilag,
    Budgetbeloeb,
    Budgetpost,
    Delaftale,
    Finansieringskilde,
    Helhedsplan,
    Omdisponering,
    Organ,
    Part,
)
from plans.penge.omdisponering.gaeldende import som_flytning
from plans.penge.omdisponering.regler import Flytning


class Milepaelstal(NamedTuple):
    """An activity's milestones (None: the plan's own): how many, how many with a quarter, and the last quarter."""

    aktivitet_id: int | None
    antal: int
    daterede: int
    sidste: int | None

    @property
    def sidste_kvartal(self) -> tuple[int, int] | None:
        """(year, quarter) of the last one."""
        return (self.sidste // 4, self.sidste % 4 + 1) if self.sidste is not None else None


class Beloebssum(NamedTuple):
    """What a budget post gets from a source in a year (None: no year is stated), kroner."""

    budgetpost_id: int
    kilde_id: int
    year: int | None
    amount: Decimal


@dataclass
class Grundlag:
    """What is stored of one plan, as lists; rows point to each other by primary key.

    `milepaele` are only those that can stand at two times or outside the plan; `milepaelstal` count them all.
    `alle_kilder` are also those that are out of use, for an amount may still stand on one.
    """

    plan: Helhedsplan
    today: date
    delaftaler: list[Delaftale] = field(default_factory=list)
    maal: list[Maal] = field(default_factory=list)
    aktiviteter: list[Aktivitet] = field(default_factory=list)
    aktivitetsmaal: list[Aktivitetsmaal] = field(default_factory=list)
    planlagte: list[PlanlagtAktivitet] = field(default_factory=list)
    ressourcer: list[Medarbejderressource] = field(default_factory=list)
    relationer: list[Samarbejdsrelation] = field(default_factory=list)
    kriterier: list[Succeskriterium] = field(default_factory=list)
    milepaele: list[Milepael] = field(default_factory=list)
    milepaelstal: list["Milepaelstal"] = field(default_factory=list)
    organer: list[Organ] = field(default_factory=list)
    parter: list[Part] = field(default_factory=list)
    bilag: list[Bilag] = field(default_factory=list)
    afsnit: list[Afsnit] = field(default_factory=list)
    skabeloner: list[Afsnitsskabelon] = field(default_factory=list)
    poster: list[Budgetpost] = field(default_factory=list)
    beloeb: list["Beloebssum"] = field(default_factory=list)
    flytninger: list[Flytning] = field(default_factory=list)
    alle_kilder: list[Finansieringskilde] = field(default_factory=list)
    indikatorvaerdier: list[Indikatorvaerdi] = field(default_factory=list)
    typer: dict[int, list[str]] = field(default_factory=dict)
    startmaalte: frozenset[int] = frozenset()

    @cached_property
    def top(self) -> list[Succeskriterium]:
        """Criteria as the document counts them: no parts, and none that only repeats another."""
        return [row for row in self.kriterier if row.parent_id is None and row.samme_som_id is None]

    @cached_property
    def kilder(self) -> list[Finansieringskilde]:
        """The sources in force."""
        return [kilde for kilde in self.alle_kilder if kilde.is_in_force(self.today)]

    @cached_property
    def dele(self) -> dict[int | None, list[Succeskriterium]]:
        """The parts of each compound criterion."""
        return _grouped(self.kriterier, "parent_id")

    @cached_property
    def akt(self) -> dict[int | None, Aktivitet]:
        """The activities by primary key."""
        return {row.pk: row for row in self.aktiviteter}

    @cached_property
    def delaftale(self) -> dict[int | None, Delaftale]:
        """The delaftaler by primary key."""
        return {row.pk: row for row in self.delaftaler}

    def af_akt(self, name: str) -> dict[int | None, list[Any]]:
        """The rows of a list by activity: `af_akt("ressourcer")`. Rows of activities that are out are left out."""
        grouped = _grouped(getattr(self, name), "aktivitet_id")
        return {pk: rows for pk, rows in grouped.items() if pk in self.akt}


def _grouped(rows: list[Any], by: str) -> dict[Any, list[Any]]:
    grouped: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[getattr(row, by)].append(row)
    return grouped


MILEPAEL_FIELDS = ("uuid", "helhedsplan", "aktivitet", "delaftale", "year", "quarter", "time_text", "text")


def load_grundlag(plans: Iterable[Helhedsplan], *, today: date | None = None) -> dict[int, Grundlag]:
    """Plan pk → its rows in force. The plans must be read `for_page()`. The number of queries is fixed."""
    day = today or timezone.localdate()
    found = {plan.pk: Grundlag(plan, day) for plan in plans}
    _fill(found, "delaftaler", Delaftale.objects.current(on=day).select_related("indsatsomraade").order_by("nummer"))
    _fill(found, "maal", Maal.objects.current(on=day).order_by("order", "pk"))
    _fill(found, "aktiviteter", _in_force(Aktivitet, day).order_by("delaftale", "nummer"), "delaftale__helhedsplan")
    links = Aktivitetsmaal.objects.current(on=day).order_by("pk")
    _fill(found, "aktivitetsmaal", links, "aktivitet__delaftale__helhedsplan")
    _fill(found, "planlagte", _in_force(PlanlagtAktivitet, day).order_by("order", "pk"), "delaftale__helhedsplan")
    _fill(found, "ressourcer", Medarbejderressource.objects.current(on=day).order_by("order", "pk"))
    _fill(found, "relationer", Samarbejdsrelation.objects.current(on=day).order_by("order", "pk"))
    _fill(found, "kriterier", Succeskriterium.objects.current(on=day).order_by("order", "pk"))
    _milestones(found, day)
    _fill(found, "organer", Organ.objects.current(on=day).order_by("order", "pk"))
    _fill(found, "parter", Part.objects.current(on=day).order_by("order", "pk"))
    _fill(found, "bilag", Bilag.objects.current(on=day).order_by("order", "pk"))
    _fill(found, "afsnit", Afsnit.objects.current(on=day).order_by("order", "pk"))
    _fill(found, "poster", Budgetpost.objects.current(on=day).order_by("order", "pk"))
    _amounts(found)
    _fill(found, "alle_kilder", Finansieringskilde.objects.order_by("order", "pk"))
    _fill(
        found, "indikatorvaerdier", Indikatorvaerdi.objects.current(on=day).select_related("indikator", "boligomraade")
    )
    _skabeloner(found)
    _typer(found)
    _startmaalte(found)
    return found


def _in_force(model: Any, day: date) -> QuerySet[Any]:
    """Rows in force of which the delaftale is in force too."""
    return model.objects.current(on=day).exclude(delaftale__retired_on__lte=day)


def _fill(found: dict[int, Grundlag], name: str, rows: QuerySet[Any], path: str = "helhedsplan") -> None:
    """Hand each row to its plan. One query."""
    rows, by = rows.filter(**{f"{path}__in": list(found)}), "helhedsplan_id"
    if path != "helhedsplan":
        rows, by = rows.annotate(plan_pk=F(f"{path}_id")), "plan_pk"
    for row in rows:
        getattr(found[getattr(row, by)], name).append(row)


def _milestones(found: dict[int, Grundlag], day: date) -> None:
    """Two queries: the odd ones as rows, all of them as numbers."""
    rows = Milepael.objects.current(on=day)
    plan = "helhedsplan"
    start, end = F(f"{plan}__start_date__year"), F(f"{plan}__end_date__year")
    before = Q(year__lt=start) | Q(year=start, quarter__lt=F(f"{plan}__start_date__quarter"))
    after = Q(year__gt=end) | Q(year=end, quarter__gt=F(f"{plan}__end_date__quarter"))
    odd = ~Q(time_text="") | before | after
    _fill(found, "milepaele", rows.filter(odd).only(*MILEPAEL_FIELDS).order_by("order", "pk"))
    counted = rows.filter(helhedsplan__in=list(found)).order_by().values_list(plan, "aktivitet")
    last = Max(F("year") * 4 + F("quarter") - 1)
    for pk, *numbers in counted.annotate(n=Count("pk"), dated=Count("quarter"), last=last):
        found[pk].milepaelstal.append(Milepaelstal(*numbers))


def _amounts(found: dict[int, Grundlag]) -> None:
    rows = Budgetbeloeb.objects.filter(budgetpost__helhedsplan__in=list(found))
    columns = ("budgetpost__helhedsplan", "budgetpost_id", "kilde_id", "year", "amount")
    for pk, *numbers in rows.values_list(*columns).order_by("budgetpost_id", "year", "pk"):
        found[pk].beloeb.append(Beloebssum(*numbers))
    for move in Omdisponering.objects.filter(helhedsplan__in=list(found), decided_on__isnull=False).order_by("pk"):
        found[move.helhedsplan_id].flytninger.append(som_flytning(move))


def _skabeloner(found: dict[int, Grundlag]) -> None:
    runder = {g.plan.bevillingsrunde_id for g in found.values()} - {None}
    by_runde: dict[int, list[Afsnitsskabelon]] = defaultdict(list)
    for row in Afsnitsskabelon.objects.filter(runde__in=runder, is_required=True).order_by("order"):
        by_runde[row.runde_id].append(row)
    for g in found.values():
        g.skabeloner = by_runde.get(g.plan.bevillingsrunde_id or 0, [])


def _typer(found: dict[int, Grundlag]) -> None:
    plan_of = {akt.pk: g for g in found.values() for akt in g.aktiviteter}
    through = Aktivitet.aktivitetstyper.through.objects.filter(aktivitet__in=list(plan_of))
    for pk, name in through.order_by("pk").values_list("aktivitet_id", "aktivitetstype__name"):
        plan_of[pk].typer.setdefault(pk, []).append(name)


def _startmaalte(found: dict[int, Grundlag]) -> None:
    """Criteria whose starting point was measured rather than agreed (docs/regler.md §1.2)."""
    rows = Maaling.objects.filter(
        kriterium__helhedsplan__in=list(found), kind=Maalingsart.START, retired_on__isnull=True
    )
    measured = frozenset(rows.order_by().values_list("kriterium_id", flat=True))
    for g in found.values():
        g.startmaalte = measured
