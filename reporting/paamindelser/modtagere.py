"""Who is told of what: the people with a role in each plan today, their choices, and what is theirs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Max

from indsatser.models import Aktivitet
from plans.choices import Rolle
from plans.models import Helhedsplan, Medlemskab, User
from plans.permissions import RETTIGHEDER, Ret
from reporting.facts.mit_overblik import SETTLED
from reporting.paamindelser.kilder import Frist, Planer
from reporting.paamindelser.models import (
    UNDELIVERED,
    Brugerpaamindelser,
    Hyppighed,
    Paamindelsesbrev,
    Paamindelseskoersel,
    Planpaamindelser,
)
from reporting.paamindelser.trin import Regel, ugedag_kommet


@dataclass(slots=True)
class Modtagere:
    """Everybody who may get a letter today. `roller`: plan pk → user pk → her strongest rolle there."""

    users: dict[int, User] = field(default_factory=dict)
    roller: dict[int, dict[int, Rolle]] = field(default_factory=dict)
    paa_aktivitet: dict[int, frozenset[int]] = field(default_factory=dict)

    def for_frist(self, frist: Frist, regel: Regel) -> Iterator[tuple[User, Rolle]]:
        """Those who are told of the deadline."""
        for pk, rolle in self.roller.get(frist.plan, {}).items():
            if self._is_told(pk, rolle, frist, regel):
                yield self.users[pk], rolle

    def _is_told(self, pk: int, rolle: Rolle, frist: Frist, regel: Regel) -> bool:
        may_do = Ret.REGISTRER in RETTIGHEDER[rolle]
        if pk in frist.personer:
            return may_do
        if frist.kun_personer or rolle not in regel.roller:
            return False
        if rolle != Rolle.MEDARBEJDER or frist.slags == "moede":
            return True
        # A Medarbejder is told of her own activities, never of everything in the plan.
        return frist.aktivitet is not None and pk in self.paa_aktivitet.get(frist.aktivitet, ())


def planer_i_brug(today: date) -> Planer:
    """The plans anybody may be reminded of: in use, and owing something still. One query."""
    rows = Helhedsplan.objects.current(on=today).exclude(status__in=SETTLED)
    return {plan.pk: plan for plan in rows.order_by("pk")}


def plan_siger_nej(today: date) -> tuple[frozenset[int], frozenset[tuple[int, str]]]:
    """Plans that are paused today, and (plan, kind) that a plan has switched off. One query."""
    rows = list(Planpaamindelser.objects.all())
    paused = frozenset(row.helhedsplan_id for row in rows if row.is_paused(today))
    return paused, frozenset((row.helhedsplan_id, slags) for row in rows for slags in row.off)


def find_modtagere(planer: Planer, today: date) -> Modtagere:
    """Everybody with a role today who wants a letter today. Five queries, however many they are.

    A weekly letter that could not be delivered on its day is due until it can.
    """
    chosen = {row.user_id: row for row in Brugerpaamindelser.objects.all()}
    waiting = set(Paamindelsesbrev.objects.filter(status__in=UNDELIVERED).values_list("user_id", flat=True))
    runs = Paamindelseskoersel.objects.filter(day__lt=today).aggregate(last=Max("day"))
    under: dict[int, list[int]] = {}
    for pk, plan in planer.items():
        if plan.parent_id is not None:
            under.setdefault(plan.parent_id, []).append(pk)
    found = Modtagere()
    rows = Medlemskab.objects.active(on=today).select_related("user").order_by("user", "pk")
    for medlemskab in rows:
        valg, is_waiting = chosen.get(medlemskab.user_id), medlemskab.user_id in waiting
        if not _vil_have_brev(valg, today, runs["last"], is_waiting):
            continue
        user, rolle = found.users.setdefault(medlemskab.user_id, medlemskab.user), Rolle(medlemskab.rolle)
        # As the door has it: a role in a fællessekretariat reaches the plans under it.
        for plan_pk in (medlemskab.helhedsplan_id, *under.get(medlemskab.helhedsplan_id, ())):
            in_plan = found.roller.setdefault(plan_pk, {})
            in_plan[user.pk] = max(rolle, in_plan.get(user.pk, rolle))
    through = Aktivitet.medarbejdere.through.objects.filter(user__in=list(found.users))
    found.paa_aktivitet = _grouped(through.order_by().values_list("aktivitet_id", "user_id"))
    return found


def _vil_have_brev(valg: Brugerpaamindelser | None, today: date, last_run: date | None, is_waiting: bool) -> bool:
    if valg is None:
        return True
    if valg.frequency == Hyppighed.ALDRIG or valg.is_paused(today):
        return False
    return is_waiting or valg.frequency == Hyppighed.DAGLIG or ugedag_kommet(valg.weekday, today, last_run)


def _grouped(pairs: Iterable[tuple[int, int]]) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = {}
    for aktivitet, user in pairs:
        found.setdefault(aktivitet, set()).add(user)
    return {aktivitet: frozenset(users) for aktivitet, users in found.items()}
