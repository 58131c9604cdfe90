"""Writing the day's letters: who is to be told of which step of which deadline. Nothing is sent here.

Everything is written in one transaction. Two runs at once write each letter once: the database lets no person have two
letters on one day, and no step of a deadline be told to anybody twice.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from helhedsplan import cpr
from plans.choices import Rolle
from plans.models import User
from plans.permissions import RETTIGHEDER, Ret
from plans.retlink import editable_kinds, ret_url
from reporting.paamindelser.kilder import Frist, find_frister
from reporting.paamindelser.models import (
    UNDELIVERED,
    Brevtilstand,
    Paamindelse,
    Paamindelsesbrev,
)
from reporting.paamindelser.modtagere import find_modtagere, plan_siger_nej, planer_i_brug
from reporting.paamindelser.regler import gaeldende_regler
from reporting.paamindelser.svar import besvarede, svar_path
from reporting.paamindelser.trin import seneste_trin

BATCH = 1000
Trinnoegle = tuple[int, UUID, str, date, str]
"""What may be told once: user pk, the row, the kind, the day, the step."""


@dataclass(frozen=True, slots=True)
class Udkast:
    """The lines one person is to have today."""

    user: User
    linjer: tuple[Paamindelse, ...]


def find_udkast(now: datetime) -> list[Udkast]:
    """What everybody is to be told today and has not been told. A fixed number of queries; writes nothing."""
    today = timezone.localdate(now)
    planer, regler = planer_i_brug(today), gaeldende_regler()
    paused, off = plan_siger_nej(today)
    modtagere = find_modtagere(planer, today)
    answered = besvarede()
    reached = {pk: plan for pk, plan in planer.items() if pk in modtagere.roller and pk not in paused}
    kinds = editable_kinds()
    linjer: dict[Trinnoegle, Paamindelse] = {}
    for frist in find_frister(reached, regler, today):
        trin = seneste_trin(regler[frist.slags], frist.dag, today)
        if trin is None or (frist.plan, frist.slags) in off or (frist.uuid, frist.slags, frist.dag) in answered:
            continue
        for user, rolle in modtagere.for_frist(frist, regler[frist.slags]):
            line = _linje(frist, trin.kode, user, rolle, today, kinds)
            linjer[_noegle(line)] = line
    sent = Paamindelsesbrev.objects.filter(day=today).exclude(status__in=UNDELIVERED)
    has_letter = set(sent.values_list("user_id", flat=True))
    told = _told({line.target_uuid for line in linjer.values()})
    by_user: dict[int, list[Paamindelse]] = {}
    for key, line in linjer.items():
        if line.user_id not in has_letter and key not in told:
            by_user.setdefault(line.user_id, []).append(line)
    return [Udkast(modtagere.users[pk], tuple(by_user[pk])) for pk in sorted(by_user)]


def _linje(frist: Frist, trin: str, user: User, rolle: Rolle, today: date, kinds: frozenset[str]) -> Paamindelse:
    rights = RETTIGHEDER[rolle]
    may_edit = Ret.REDIGER in rights and bool(frist.felt)
    if rights == {Ret.LAES} and frist.side.startswith("indsatser:registrer"):
        path = ""
    else:
        path = frist.url or ret_url(
            frist.art,
            frist.uuid,
            felt=frist.felt,
            side=frist.side,
            side_uuid=frist.side_uuid,
            may_edit=may_edit,
            kinds=kinds,
        )
    # Whoever is told may register there: on her own, or on everything.
    answer = svar_path(frist.slags, frist.uuid, frist.dag) if Ret.REGISTRER in rights else ""
    return Paamindelse(
        user=user,
        helhedsplan_id=frist.plan,
        slags=frist.slags,
        target_uuid=frist.uuid,
        due_on=frist.dag,
        trin=trin,
        is_late=frist.dag < today,
        text=UDEN_TEKST if cpr.afvisning(frist.tekst) else frist.tekst,
        path=path or reverse("reporting:mit_overblik"),
        answer_path=answer,
    )


UDEN_TEKST = "Teksten vises ikke her, for noget i den ligner et CPR-nummer. Se den i Helhedsplan."


def _noegle(line: Paamindelse) -> Trinnoegle:
    return line.user_id, line.target_uuid, line.slags, line.due_on, line.trin


def _told(uuids: Iterable[UUID]) -> set[Trinnoegle]:
    """The steps somebody has been told of: in a letter that has reached her, or may have, or will. One query."""
    rows = Paamindelse.objects.filter(target_uuid__in=list(uuids)).exclude(brev__status__in=UNDELIVERED)
    return set(rows.values_list("user_id", "target_uuid", "slags", "due_on", "trin"))


@transaction.atomic
def skriv_breve(now: datetime) -> int:
    """Write the letters of the day. Returns how many are new.

    Who has been sent one today gets no other. One that waits still is written anew: what was done meanwhile goes out.
    """
    today = timezone.localdate(now)
    udkast = find_udkast(now)
    old = _afloes_gamle(today)
    waiting = _toem_ventende(today)
    breve = []
    for each in udkast:
        if each.user.pk not in waiting:
            attempts, next_try_at = old.get(each.user.pk, (0, None))
            breve.append(Paamindelsesbrev(user=each.user, day=today, attempts=attempts, next_try_at=next_try_at))
    Paamindelsesbrev.objects.bulk_create(breve, ignore_conflicts=True, batch_size=BATCH)
    stored = Paamindelsesbrev.objects.filter(uuid__in=[brev.uuid for brev in breve])
    new = {brev.user_id: brev for brev in stored}
    return _skriv_linjer(udkast, new, waiting)


def _skriv_linjer(udkast: list[Udkast], new: dict[int, Paamindelsesbrev], waiting: dict[int, Paamindelsesbrev]) -> int:
    """The lines under the letters. A new letter that got none (another run was first) is taken away again."""
    lines, letters = [], {**new, **waiting}
    for each in udkast:
        if each.user.pk in letters:
            for line in each.linjer:
                line.brev = letters[each.user.pk]
                lines.append(line)
    Paamindelse.objects.bulk_create(lines, ignore_conflicts=True, batch_size=BATCH)
    without = Paamindelsesbrev.objects.filter(paamindelser__isnull=True)
    gone, _ = without.filter(pk__in=[brev.pk for brev in new.values()]).delete()
    done = [brev.pk for brev in without.filter(pk__in=[brev.pk for brev in waiting.values()])]
    Paamindelsesbrev.objects.filter(pk__in=done).update(status=Brevtilstand.AFLOEST, next_try_at=None)
    return len(new) - gone


def _toem_ventende(today: date) -> dict[int, Paamindelsesbrev]:
    """Today's letters that are not delivered, held and emptied to be written anew, by their person."""
    rows = Paamindelsesbrev.objects.select_for_update().filter(day=today, status__in=UNDELIVERED)
    found = {brev.user_id: brev for brev in rows}
    Paamindelse.objects.filter(brev__in=list(found.values())).delete()
    return found


def _afloes_gamle(today: date) -> dict[int, tuple[int, datetime | None]]:
    """Undelivered letters of days gone by: their lines are told anew today, where they are to be told at all.

    So that a letter is never sent beside a newer one. Returns how often each person's letter was tried and when it may
    be again: an address that is refused is not tried anew every morning.
    """
    old = Paamindelsesbrev.objects.select_for_update().filter(day__lt=today, status__in=UNDELIVERED)
    rows = list(old.values_list("pk", "user_id", "attempts", "next_try_at"))
    pks = [pk for pk, *_ in rows]
    Paamindelse.objects.filter(brev__in=pks).delete()
    Paamindelsesbrev.objects.filter(pk__in=pks).update(status=Brevtilstand.AFLOEST, next_try_at=None)
    return {user: (attempts, at) for _, user, attempts, at in rows}
