"""The reports of plans with their deadlines and where each stands: there before anybody has asked for them.

A report nobody has touched has no row (ADR 0063): it follows from the plan's dates and the rules for deadlines, so a
moved date moves the reports with it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.urls import reverse

from indsatser.choices import Milepaelsplantilstand
from indsatser.models import Aarslaas, Milepaelsplan
from indsatser.models.milepaelsplan import FROSSET
from plans.models import Helhedsplan
from reporting.indberetning.arter import Indberetningsart, arter, first_day, last_day, opgoerelsesdag, perioder
from reporting.indberetning.models import Indberetning, indberetning_uuid
from reporting.indberetning.valg import SENDT, Indberetningstilstand
from reporting.paamindelser.regler import gaeldende_regler
from reporting.paamindelser.trin import Regel
from reporting.papirer.arter import PAPIRER
from reporting.papirer.periode import Periode

IKKE_BEGYNDT, LAAST = "Ikke begyndt", "Året er låst"
FREM, TILBAGE = timedelta(days=60), timedelta(days=366)
"""How far ahead a report is somebody's to-do, and how long after its deadline it goes on being one."""


@dataclass(frozen=True, slots=True)
class Indberetningslinje:
    """A report: its kind and period, the day it is due, and where it stands. `tilstand` is "" while nobody began it.

    `er_gjort`: nothing more is owed. `kan_skrives`: its period has begun.
    """

    plan: int
    uuid: UUID
    art: Indberetningsart
    periode: Periode
    frist: date | None
    tilstand: str
    tilstand_navn: str
    er_gjort: bool
    kan_skrives: bool
    url: str
    papir_url: str
    filer: tuple[tuple[str, str], ...]
    opgjort: date
    today: date

    @property
    def titel(self) -> str:
        return f"{self.art.titel} {self.periode}"

    @property
    def er_forsinket(self) -> bool:
        """Whether the deadline has passed and it is not sent."""
        return not self.er_gjort and self.frist is not None and self.frist < self.today

    @property
    def er_retur(self) -> bool:
        return self.tilstand == Indberetningstilstand.RETUR

    @property
    def venter_paa_godkendelse(self) -> bool:
        return self.tilstand == Indberetningstilstand.TIL_GODKENDELSE

    @property
    def er_snart(self) -> bool:
        """Whether it is to be sent within the time people are told of it beforehand."""
        return not self.er_gjort and self.frist is not None and self.today <= self.frist <= self.today + FREM

    @property
    def er_for_gammel(self) -> bool:
        """Whether its deadline is so long ago that it is nobody's to-do any more: it was sent another way."""
        return self.frist is not None and self.frist < self.today - TILBAGE and self.tilstand == ""


@dataclass(frozen=True, slots=True)
class _Stand:
    """What is stored of the plans' reports.

    `afleverede` are the periods of those that were handed on, by plan and kind: they are there also when the plan's
    dates move away from them.
    """

    rows: Mapping[tuple[int, str, Periode], Indberetning]
    afleverede: Mapping[tuple[int, str], list[Periode]]
    milepaelsplaner: Mapping[tuple[int, int], str]
    laaste: frozenset[tuple[int, int]]
    regler: Mapping[str, Regel]


def build_linjer(plans: Iterable[Helhedsplan], *, today: date) -> dict[int, tuple[Indberetningslinje, ...]]:
    """Plan pk → its reports, by kind and period. Four queries, however many plans."""
    found = {plan.pk: plan for plan in plans}
    if not found:
        return {}
    stand = _read(list(found))
    return {pk: tuple(_lines(plan, stand, today)) for pk, plan in found.items()}


def _read(plans: list[int]) -> _Stand:
    rows = list(Indberetning.objects.filter(helhedsplan__in=plans))
    handed_on: dict[tuple[int, str], list[Periode]] = {}
    for row in rows:
        if row.reopened or row.state != Indberetningstilstand.KLADDE:
            handed_on.setdefault((row.helhedsplan_id, row.art), []).append(row.periode)
    made = Milepaelsplan.objects.filter(helhedsplan__in=plans, retired_on=None).order_by("pk")
    locks = Aarslaas.objects.filter(helhedsplan__in=plans, retired_on=None).order_by()
    return _Stand(
        {(row.helhedsplan_id, row.art, row.periode): row for row in rows},
        handed_on,
        _milepaelsplaner(made.values_list("helhedsplan_id", "year", "state")),
        frozenset(locks.values_list("helhedsplan_id", "year")),
        gaeldende_regler(),
    )


def _milepaelsplaner(rows: Iterable[tuple[int, int, str]]) -> dict[tuple[int, int], str]:
    """The state of each year's milepælsplan; one that is being revised stands as it was approved."""
    found: dict[tuple[int, int], str] = {}
    for plan, year, state in rows:
        if state in FROSSET or (plan, year) not in found:
            found[plan, year] = state
    return found


def _lines(plan: Helhedsplan, stand: _Stand, today: date) -> Iterator[Indberetningslinje]:
    for art in arter().values():
        owed = tuple(perioder(art, plan))
        for periode in (*owed, *(each for each in stand.afleverede.get((plan.pk, art.slug), ()) if each not in owed)):
            state, name, done = _where(plan, art, periode, stand)
            yield Indberetningslinje(
                plan=plan.pk,
                uuid=indberetning_uuid(plan.uuid, art.slug, periode),
                art=art,
                periode=periode,
                frist=art.frist(periode, stand.regler),
                tilstand=state,
                tilstand_navn=name,
                er_gjort=done,
                kan_skrives=first_day(periode) <= today,
                url=indberetning_url(plan, art, periode),
                papir_url=papir_url(plan, art, periode, today=today),
                filer=tuple(_filer(plan, art, periode, today)) if periode in owed else (),
                opgjort=opgoerelsesdag(plan, periode, today=today),
                today=today,
            )


def _where(plan: Helhedsplan, art: Indberetningsart, periode: Periode, stand: _Stand) -> tuple[str, str, bool]:
    """The state of a report, as people read it, and whether it is done."""
    if art.egen_vej:
        state = stand.milepaelsplaner.get((plan.pk, periode.aar or 0), "")
        name = str(Milepaelsplantilstand(state).label) if state else IKKE_BEGYNDT
        return state, name, state == Milepaelsplantilstand.SENDT
    row = stand.rows.get((plan.pk, art.slug, periode))
    if row is not None:
        return row.state, str(row.get_state_display()), row.state in SENDT
    if art.laaser_aaret and (plan.pk, periode.aar) in stand.laaste:
        return "", LAAST, True  # handed in another way, as before reports had a road here
    return "", IKKE_BEGYNDT, False


def indberetning_url(plan: Helhedsplan, art: Indberetningsart, periode: Periode) -> str:
    """The page of a report; that of the milepælsplan is its own."""
    if art.egen_vej:
        return reverse("indsatser:milepaelsplan_detail", args=[plan.uuid, periode.aar])
    return reverse("reporting:indberetning_detail", args=[plan.uuid, art.slug, periode.kode])


def papir_url(plan: Helhedsplan, art: Indberetningsart, periode: Periode, *, today: date) -> str:
    """The paper of a report; one about the plan as it is, as of the report's day."""
    return PAPIRER[art.papir].url(plan, art.papirperiode(periode)) + _pr(plan, art, periode, today)


def _filer(plan: Helhedsplan, art: Indberetningsart, periode: Periode, today: date) -> Iterator[tuple[str, str]]:
    day = _pr(plan, art, periode, today)
    for label, url in PAPIRER[art.papir].filer(plan, art.papirperiode(periode)):
        yield label, url + day


def _pr(plan: Helhedsplan, art: Indberetningsart, periode: Periode, today: date) -> str:
    if art.papirperiode(periode) == periode:
        return ""
    return f"?pr={opgoerelsesdag(plan, periode, today=today):%Y-%m-%d}"


def aktuelle(plan: Helhedsplan, *, today: date) -> tuple[Indberetningslinje, ...]:
    """The plan's reports that somebody is to do something about now, the most urgent first. Four queries."""
    lines = build_linjer([plan], today=today)[plan.pk]
    open_ = [
        line
        for line in lines
        if not line.er_gjort
        and not line.er_for_gammel
        and (line.er_retur or line.venter_paa_godkendelse or line.er_forsinket or line.er_snart)
    ]
    return tuple(sorted(open_, key=lambda line: (not line.er_retur, line.frist or date.max)))


def url_af(row: Indberetning) -> str:
    """The page of a report that has a row."""
    return reverse("reporting:indberetning_detail", args=[row.helhedsplan.uuid, row.art, row.periode.kode])


@dataclass(frozen=True, slots=True)
class Indberetningsliste:
    """The plan's reports: what is to be done now, the most urgent first, and all of them year by year, the last first.

    Of those whose period has not begun only the next of each kind is there; `kommende` more are to come.
    """

    nu: tuple[Indberetningslinje, ...]
    aar: tuple[tuple[int, tuple[Indberetningslinje, ...]], ...]
    kommende: int

    @property
    def alle(self) -> tuple[Indberetningslinje, ...]:
        return tuple(line for _, lines in self.aar for line in lines)


def indberetninger_i_liste(plan: Helhedsplan, *, today: date) -> Indberetningsliste:
    """The plan's reports for its list. Four queries."""
    lines = build_linjer([plan], today=today)[plan.pk]
    shown: list[Indberetningslinje] = []
    coming = 0
    for art in arter().values():
        mine = [line for line in lines if line.art == art]
        later = [line for line in mine if not line.kan_skrives and not line.tilstand]
        shown += [line for line in mine if line not in later[1:]]
        coming += len(later[1:])
    years: dict[int, list[Indberetningslinje]] = {}
    for line in shown:
        years.setdefault(line.periode.aar or 0, []).append(line)
    now = sorted((line for line in shown if _er_nu(line)), key=_hast)
    return Indberetningsliste(
        tuple(now), tuple((year, tuple(years[year])) for year in sorted(years, reverse=True)), coming
    )


def _er_nu(line: Indberetningslinje) -> bool:
    """Whether somebody has something to do with it: late, due soon, begun, or its period is running."""
    if line.er_gjort or line.er_for_gammel:
        return False
    runs = line.kan_skrives and last_day(line.periode) >= line.today
    return bool(line.er_forsinket or line.er_snart or runs or (line.tilstand and not line.art.egen_vej))


def _hast(line: Indberetningslinje) -> tuple[bool, date]:
    """What came back first, then by deadline."""
    return not line.er_retur, line.frist or date.max
