"""A meeting as its page shows it: agenda with cases, attachments and decisions, what is to be followed up."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from plans.choices import Moedetilstand, Punktart
from plans.filer import Fillink, fillink
from plans.models import Beslutning, Dagsordenspunkt, Helhedsplan, Moede, Opfoelgning, Punktbilag
from plans.moeder.livsloeb import Skridt, mulige_skridt
from plans.moeder.papirer import er_forsinkede, forsinket
from plans.moeder.sager import Sag, find_sager


@dataclass(frozen=True, slots=True)
class Bilagslinje:
    """An attachment with the link to its file."""

    bilag: Punktbilag
    fil: Fillink | None


@dataclass(frozen=True, slots=True)
class Punktlinje:
    """An item of the agenda with what belongs to it. `sag`: what it is about, where that is a thing of the plan."""

    punkt: Dagsordenspunkt
    sag: Sag | None
    bilag: tuple[Bilagslinje, ...]
    beslutninger: tuple[Beslutning, ...]
    opfoelgninger: tuple[Opfoelgning, ...]

    @property
    def mangler_beslutning(self) -> bool:
        """Whether it was up to be decided and nothing is recorded."""
        return self.punkt.kind == Punktart.BESLUTNING and not self.beslutninger


@dataclass(frozen=True, slots=True)
class Moedeside:
    """The page. `fra_foer` is what earlier meetings of the organ asked for and nobody has done.

    `papirer_forsinket` is what is to be done about papers that are late; "" when they are not.
    """

    moede: Moede
    punkter: tuple[Punktlinje, ...]
    opfoelgninger: tuple[Opfoelgning, ...]
    fra_foer: tuple[Opfoelgning, ...]
    forrige: Moede | None
    naeste: Moede | None
    skridt: tuple[Skridt, ...]
    papirer_ud: date | None
    papirer_forsinket: str
    i_dag: date

    @property
    def ikke_afsluttet(self) -> bool:
        """Whether its day is over and nobody has said what became of it."""
        return self.moede.held_on < self.i_dag and self.moede.state in (
            Moedetilstand.PLANLAGT,
            Moedetilstand.INDKALDT,
        )

    @property
    def mangler_beslutning(self) -> int:
        """How many items were up to be decided and have no decision."""
        return sum(linje.mangler_beslutning for linje in self.punkter)


def build_moedeside(moede: Moede, plan: Helhedsplan, *, today: date) -> Moedeside:
    """The meeting's page. Nine queries at most and one for each kind of thing its items are about."""
    punkter = list(moede.dagsordenspunkter.filter(retired_on=None).order_by("nummer", "pk"))
    sager = find_sager(plan, [punkt.target_uuid for punkt in punkter])
    bilag = _by_item(Punktbilag.objects.filter(dagsordenspunkt__in=punkter, retired_on=None))
    decisions = Beslutning.objects.filter(dagsordenspunkt__in=punkter, retired_on=None)
    beslutninger = _by_item(decisions.order_by("decided_on", "pk"))
    follow = list(moede.opfoelgninger.filter(retired_on=None))
    opfoelgninger = _by_item(follow)
    return Moedeside(
        moede=moede,
        punkter=tuple(
            Punktlinje(
                punkt,
                sager.get(punkt.target_uuid) if punkt.target_uuid else None,
                tuple(Bilagslinje(row, fillink(row, "file")) for row in bilag[punkt.pk]),
                tuple(beslutninger[punkt.pk]),
                tuple(opfoelgninger[punkt.pk]),
            )
            for punkt in punkter
        ),
        opfoelgninger=tuple(row for row in follow if row.dagsordenspunkt_id not in {p.pk for p in punkter}),
        fra_foer=udestaaende(moede),
        forrige=_neighbours(moede, before=True).last(),
        naeste=_neighbours(moede, before=False).first(),
        skridt=mulige_skridt(moede, today=today),
        papirer_ud=moede.papers_due,
        papirer_forsinket=_forsinket(moede, today),
        i_dag=today,
    )


def _forsinket(moede: Moede, today: date) -> str:
    if not er_forsinkede(moede, today=today):
        return ""
    return forsinket(moede, har_materiale=moede.materialer.filter(retired_on=None).exists())


def udestaaende(moede: Moede) -> tuple[Opfoelgning, ...]:
    """What earlier meetings of the organ asked for and nobody has done, the oldest first. One query."""
    rows = Opfoelgning.objects.filter(moede__organ=moede.organ_id, moede__held_on__lt=moede.held_on, retired_on=None)
    rows = rows.filter(moede__retired_on=None)
    return tuple(rows.undone().select_related("moede").order_by("moede__held_on", "order", "pk"))


def moedet_foer(moede: Moede) -> Moede | None:
    """The organ's last meeting before this one that was not cancelled: the one whose minutes are read. One query."""
    found: Moede | None = _neighbours(moede, before=True).exclude(state=Moedetilstand.AFLYST).last()
    return found


def _neighbours(moede: Moede, *, before: bool) -> Any:
    """The organ's other meetings before or after this one, in time's order."""
    way = "lt" if before else "gt"
    apart = Q(**{f"held_on__{way}": moede.held_on}) | Q(held_on=moede.held_on, **{f"pk__{way}": moede.pk})
    return Moede.objects.filter(apart, organ=moede.organ_id, retired_on=None).order_by("held_on", "pk")


def _by_item(rows: Iterable[Any]) -> dict[int | None, list[Any]]:
    grouped: dict[int | None, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[row.dagsordenspunkt_id].append(row)
    return grouped
