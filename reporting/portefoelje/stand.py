"""A plan's figures as the portfolio shows them, worked out by the very functions of the plan's own pages."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from indsatser.choices import Tilstand
from indsatser.milepaele import MilepaelLinje
from indsatser.selvmodsigelser import Grundlag, load_grundlag
from plans.models import Haendelse, Helhedsplan, Moede
from plans.penge.regnskab.opfoelgning import brugt_i_alt
from reporting.facts.frister import coming_meetings, next_meetings
from reporting.facts.overblik import is_coming
from reporting.facts.planfakta import Planfakta, build_planfakta
from reporting.facts.udfyldt import build_udfyldelse

UNDERVEJS = timedelta(minutes=15)
"""How long a transaction that is not yet committed may have been under way when the figures are worked out: its lines
of the trail carry an earlier time, so the trail is counted from so much before."""


TILSTANDE = tuple(tilstand.value for tilstand in Tilstand)
"""The columns that count criteria, one for each state in its order."""


class Stand(NamedTuple):
    """A plan's figures on `as_of`, in the order of `Planstand`'s columns. Kroner exact; the spent None if unbooked."""

    as_of: date
    opgjort_dag: date
    opgjort_at: datetime
    spor_fra: datetime
    spor_antal: int
    opfyldt: int
    paa_vej: int
    bagud: int
    ikke_opfyldt: int
    ikke_maalt: int
    kan_ikke_opgoeres: int
    vurderes: int
    udgaaet: int
    data_til: date | None
    har_eksempeltal: bool
    milepaele: int
    forsinkede: int
    milepael_dag: date | None
    milepael_antal: int
    moede_dag: date | None
    udfyldt_pct: int
    fordelt: Decimal
    brugt: Decimal | None

    @property
    def tilstande(self) -> dict[Tilstand, int]:
        """How many criteria are in each state."""
        return dict(zip(Tilstand, (getattr(self, name) for name in TILSTANDE), strict=True))

    @property
    def antal_kriterier(self) -> int:
        """How many criteria are counted, as on the plan's own pages."""
        return sum(getattr(self, name) for name in TILSTANDE)


FELTER = Stand._fields


def opgoer_stande(plans: Iterable[Helhedsplan], *, today: date) -> Iterator[tuple[int, Stand]]:
    """(pk, figures) of each plan (read `for_page()`), on the day its own pages show. One plan at a time.

    The trail is counted before anything is read: what is written meanwhile makes the figures old, never wrong unseen.
    """
    plans = list(plans)
    made_at = timezone.now()
    seen_from = made_at - UNDERVEJS
    trail = _trail(plans, seen_from)
    meetings = next_meetings(coming_meetings([plan.pk for plan in plans], today))
    grundlag = load_grundlag(plans, today=today) if plans else {}
    for plan in plans:
        stamp = (today, made_at, seen_from, trail.get(plan.pk, 0))
        yield plan.pk, _opgoer(plan, stamp, grundlag[plan.pk], meetings.get(plan.pk), today)


def _opgoer(
    plan: Helhedsplan,
    stamp: tuple[date, datetime, datetime, int],
    grundlag: Grundlag,
    meeting: Moede | None,
    today: date,
) -> Stand:
    as_of = plan.default_as_of(today)
    fakta = build_planfakta(plan, as_of=as_of)
    counts = fakta.tilstande
    coming_on, coming = next_milestones(fakta, as_of)
    return Stand(
        as_of,
        *stamp,
        opfyldt=counts[Tilstand.OPFYLDT],
        paa_vej=counts[Tilstand.PAA_VEJ],
        bagud=counts[Tilstand.BAGUD],
        ikke_opfyldt=counts[Tilstand.IKKE_OPFYLDT],
        ikke_maalt=counts[Tilstand.IKKE_MAALT],
        kan_ikke_opgoeres=counts[Tilstand.KAN_IKKE_OPGOERES],
        vurderes=counts[Tilstand.VURDERES],
        udgaaet=counts[Tilstand.UDGAAET],
        data_til=newest_data(fakta),
        har_eksempeltal=fakta.har_eksempeltal,
        milepaele=len(fakta.milepaele),
        forsinkede=sum(1 for line in fakta.milepaele if line.is_late),
        milepael_dag=coming_on,
        milepael_antal=coming,
        moede_dag=meeting.held_on if meeting else None,
        udfyldt_pct=build_udfyldelse(grundlag).procent,
        fordelt=fakta.oekonomi.fordelt.total,
        brugt=brugt_i_alt(plan, as_of=as_of),
    )


def newest_data(fakta: Planfakta) -> date | None:
    """The last day that the data behind any counted criterion are about; None when nothing is measured."""
    results = (line.resultat for line in fakta.alle_kriterier)
    return max((one.data_to for one in results if one.is_scored and one.data_to), default=None)


def next_milestones(fakta: Planfakta, as_of: date) -> tuple[date | None, int]:
    """The last day of the next quarter with milestones still to be reached, and how many they are."""
    coming = [line for line in fakta.milepaele if is_coming(line, as_of)]
    if not coming:
        return None, 0
    same = [line for line in coming if (line.year, line.quarter) == (coming[0].year, coming[0].quarter)]
    return _quarter_end(coming[0]), len(same)


def _quarter_end(line: MilepaelLinje) -> date:
    quarter = line.quarter or 4
    return date(line.year or 1, 3 * quarter, 31 if quarter in (1, 4) else 30)


# --- Whether kept figures are still what the plan says -------------------------------------------------------------

LISTER = ("bevillingsrunde", "afsnitsskabelon")
"""Reference data that figures rest on, by the kind the trail names: they belong to no plan."""


def _trail(plans: list[Helhedsplan], since: datetime) -> dict[int, int]:
    """Plan pk → how many lines its trail has since then."""
    rows = Haendelse.objects.filter(helhedsplan__in=plans, happened_at__gte=since).order_by()
    return dict(rows.values_list("helhedsplan").annotate(n=Count("pk")))


def with_trail(rows: QuerySet[Helhedsplan]) -> QuerySet[Helhedsplan]:
    """With `spor_nu`, the lines of each plan's trail since its figures' count began; compare with `spor_antal`."""
    since = OuterRef("planstand__spor_fra")
    lines = Haendelse.objects.filter(helhedsplan=OuterRef("pk"), happened_at__gte=since).order_by()
    counted = lines.values("helhedsplan").annotate(n=Count("pk")).values("n")
    return rows.annotate(spor_nu=Coalesce(Subquery(counted), 0))


def lists_changed_at() -> datetime | None:
    """When reference data that figures rest on were last changed. One query."""
    lines = Haendelse.objects.filter(helhedsplan__isnull=True, kind__in=LISTER).order_by("-happened_at")
    return lines.values_list("happened_at", flat=True).first()


def is_fresh(stand: Stand | None, trail_now: int, lists_at: datetime | None, today: date) -> bool:
    """Whether the figures were worked out today, and nothing they rest on has been written since."""
    if stand is None or stand.opgjort_dag != today or stand.spor_antal != trail_now:
        return False
    return lists_at is None or lists_at < stand.opgjort_at
