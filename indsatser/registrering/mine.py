"""What somebody may register on, and what of it is due: found once in the database, sorted and searched in Python.

The database knows no Danish letters (ADR 0005), and what is due follows from rules that are pure functions.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Subquery

from helhedsplan.sortering import danish_sort_key
from indsatser.choices import Kriterieform, Maalingsart, Sammenlaegning
from indsatser.models import Aarslaas, Aktivitet, Logpost, Maaling, Succeskriterium
from indsatser.registrering.perioder import Rytme, due_period, is_due
from indsatser.registrering.vaerdier import adds_up
from plans.choices import Rolle
from plans.forms import folded
from plans.models import Helhedsplan, Medlemskab, User
from plans.permissions import OWN_ONLY, RETTIGHEDER, Ret

WIDE = 20
"""With more plans than this, only one's own rows are listed until a plan is chosen."""


@dataclass(frozen=True, slots=True)
class Planer:
    """The plans somebody may register in: everything (`hele`), or only on her own rows (`egne`)."""

    hele: frozenset[int]
    egne: frozenset[int]

    @property
    def alle(self) -> frozenset[int]:
        return self.hele | self.egne

    @property
    def are_many(self) -> bool:
        """Whether a plan must be chosen before anything but one's own is listed."""
        return len(self.hele) > WIDE


def plans_of(user: User, *, on: date | None = None) -> Planer:
    """By her strongest rolle in each plan, directly or through the plan above. Two queries."""
    mine = list(Medlemskab.objects.active(on=on).filter(user=user).order_by().values_list("helhedsplan", "rolle"))
    below = Helhedsplan.objects.filter(parent__in=[plan for plan, _ in mine]).order_by().values_list("pk", "parent")
    roles: dict[int, int] = {}
    for plan, rolle in mine:
        roles[plan] = max(rolle, roles.get(plan, 0))
    direct = dict(roles)
    for plan, parent in below:
        roles[plan] = max(direct[parent], roles.get(plan, 0))  # type: ignore[index]
    may = {plan: Rolle(rolle) for plan, rolle in roles.items() if Ret.REGISTRER in RETTIGHEDER[Rolle(rolle)]}
    own_only = {plan for plan, rolle in may.items() if (rolle, Ret.REGISTRER) in OWN_ONLY}
    return Planer(hele=frozenset(may.keys() - own_only), egne=frozenset(own_only))


@dataclass(frozen=True, slots=True)
class Emne:
    """A criterion as the list finds it: enough to sort, search and filter by."""

    pk: int
    plan: str
    plan_uuid: str
    delaftale: str
    aktivitet: str
    statement: str
    code: str
    is_mine: bool
    is_due: bool
    key: tuple[Any, ...]

    def says(self, words: Iterable[str]) -> bool:
        """Whether every word stands somewhere in it."""
        text = folded(" ".join((self.statement, self.code, self.aktivitet, self.delaftale, self.plan)))
        return all(word in text for word in words)


def last_number() -> Subquery:
    """The last day any measurement of the criterion is about."""
    rows = Maaling.objects.filter(kriterium=OuterRef("pk"), retired_on__isnull=True, returned_on__isnull=True)
    rows = rows.exclude(kind=Maalingsart.START)
    return Subquery(rows.order_by("-data_to").values("data_to")[:1])


_COLUMNS = (
    *("pk", "form", "sammenlaegning", "window_from", "window_to", "deadline", "statement", "code", "order"),
    *("helhedsplan_id", "helhedsplan__uuid", "helhedsplan__short_name"),
    *("helhedsplan__start_date", "helhedsplan__end_date"),
    *("delaftale__title", "delaftale__nummer", "aktivitet_id", "aktivitet__name", "aktivitet__nummer"),
    *("aktivitet__delaftale__title", "aktivitet__delaftale__nummer", "ansvarlig_bruger_id"),
    *("parent__ansvarlig_bruger_id", "parent__window_from", "parent__window_to", "parent__deadline"),
    *("measured_to", "logged_to", "is_answered"),
)


def subjects(user: User, plans: Planer, *, plan_uuid: Any = None, today: date) -> list[Emne]:
    """All she may register on, mine and due first, then as the documents have it. A fixed number of queries.

    With very many plans and none chosen, only her own.
    """
    rows = Succeskriterium.objects.measured(on=today).exclude(helhedsplan__retired_on__lte=today)
    whole = plans.hele if plan_uuid or not plans.are_many else frozenset()
    reachable = rows.filter(helhedsplan__in=whole) | rows.filter(helhedsplan__in=plans.alle).owned_by(user)
    if plan_uuid:
        reachable = reachable.filter(helhedsplan__uuid=plan_uuid)
    logged = Logpost.objects.counted().filter(kriterium=OuterRef("pk")).order_by("-date")
    yes = Maaling.objects.filter(
        kriterium=OuterRef("pk"), value__gte=1, retired_on__isnull=True, returned_on__isnull=True
    )
    found = list(
        reachable.annotate(
            measured_to=last_number(), logged_to=Subquery(logged.values("date")[:1]), is_answered=Exists(yes)
        )
        .order_by()
        .values(*_COLUMNS)
    )
    locked = set(
        Aarslaas.objects.filter(
            helhedsplan__in={row["helhedsplan_id"] for row in found}, retired_on__isnull=True
        ).values_list("helhedsplan_id", "year")
    )
    activities = set(user.aktiviteter.values_list("pk", flat=True))
    return sorted((_subject(row, user, activities, locked, today) for row in found), key=lambda subject: subject.key)


def _subject(row: dict[str, Any], user: User, activities: set[int], locked: set[tuple[int, int]], today: date) -> Emne:
    is_mine = row["aktivitet_id"] in activities or user.pk in (
        row["ansvarlig_bruger_id"],
        row["parent__ansvarlig_bruger_id"],
    )
    due = _is_due(row, locked, today)
    delaftale = row["delaftale__title"] or row["aktivitet__delaftale__title"] or ""
    number = row["delaftale__nummer"] or row["aktivitet__delaftale__nummer"] or 0
    place = (danish_sort_key(row["helhedsplan__short_name"]), number, row["aktivitet__nummer"] or 0)
    return Emne(
        pk=row["pk"],
        plan=row["helhedsplan__short_name"],
        plan_uuid=str(row["helhedsplan__uuid"]),
        delaftale=delaftale,
        aktivitet=row["aktivitet__name"] or "",
        statement=row["statement"],
        code=row["code"],
        is_mine=is_mine,
        is_due=due,
        key=(not is_mine, not due, *place, row["order"], row["pk"]),
    )


def _is_due(row: dict[str, Any], locked: set[tuple[int, int]], today: date) -> bool:
    if row["form"] == Kriterieform.JA_NEJ and row["is_answered"]:
        return False
    rytme = rhythm(
        row["form"],
        row["sammenlaegning"],
        window=(
            row["window_from"] or row["parent__window_from"],
            row["window_to"] or row["parent__window_to"],
        ),
        deadline=row["deadline"] or row["parent__deadline"],
        plan=(row["helhedsplan__start_date"], row["helhedsplan__end_date"]),
    )
    period = due_period(rytme, today)
    if period is None or (row["helhedsplan_id"], period.last.year) in locked:
        return False
    return is_due(rytme, measured_to=row["measured_to"], logged_to=row["logged_to"], today=today)


def rhythm(
    form: str,
    sammenlaegning: str,
    *,
    window: tuple[date | None, date | None],
    deadline: date | None,
    plan: tuple[date | None, date | None],
) -> Rytme:
    """Counts are due until their window ends, levels until their deadline; without one, until the plan ends."""
    ends = (window[1] or deadline) if adds_up(sammenlaegning) else (deadline or window[1])
    return Rytme(
        form=Kriterieform(form),
        sammenlaegning=Sammenlaegning(sammenlaegning),
        begins=window[0] or plan[0],
        ends=ends or plan[1],
    )


def rhythm_of(kriterium: Succeskriterium) -> Rytme:
    """The rhythm of a row (select_related helhedsplan and parent first)."""
    whole, plan = kriterium.parent, kriterium.helhedsplan
    return rhythm(
        kriterium.form,
        kriterium.sammenlaegning,
        window=(
            kriterium.window_from or (whole.window_from if whole else None),
            kriterium.window_to or (whole.window_to if whole else None),
        ),
        deadline=kriterium.deadline or (whole.deadline if whole else None),
        plan=(plan.start_date, plan.end_date),
    )


def returned_to(user: User, plans: Planer) -> list[Maaling]:
    """Measurements sent back to her: those she reported, oldest first."""
    rows = Maaling.objects.filter(
        returned_on__isnull=False, retired_on__isnull=True, reported_by=user, kriterium__helhedsplan__in=plans.alle
    )
    return list(
        rows.select_related("kriterium__helhedsplan", "kriterium__aktivitet", "returned_by").order_by(
            "returned_on", "pk"
        )[:50]
    )


def own_activities(user: User, plans: Planer, *, today: date) -> list[Aktivitet]:
    """Activities whose log she keeps, with the day and the number of the last line."""
    last = Logpost.objects.filter(aktivitet=OuterRef("pk"), retired_on__isnull=True).order_by("-date", "-pk")
    rows = (
        Aktivitet.objects.owned_by(user)
        .current(on=today)
        .filter(delaftale__helhedsplan__in=plans.alle)
        .exclude(delaftale__retired_on__lte=today)
        .exclude(delaftale__helhedsplan__retired_on__lte=today)
        .select_related("delaftale__helhedsplan")
        .annotate(
            last_date=Subquery(last.values("date")[:1]),
            last_antal=Subquery(last.values("antal")[:1]),
            last_kind=Subquery(last.values("kind")[:1]),
        )
    )
    return sorted(
        rows, key=lambda row: (danish_sort_key(row.delaftale.helhedsplan.short_name), danish_sort_key(row.name))
    )
