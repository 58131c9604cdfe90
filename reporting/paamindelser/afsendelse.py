"""Sending the letters: claim, send, mark. At most once where it cannot be known (ADR 0043).

A letter is claimed and stored as claimed before the mail server hears of it. Was it refused, it is tried again later;
was it neither refused nor taken before the connection or the program died, it may have arrived, and is left alone.
"""

import logging
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from helhedsplan import cpr
from reporting.paamindelser.breve import skriv_breve
from reporting.paamindelser.mail import som_mail
from reporting.paamindelser.models import UNDELIVERED, Brevtilstand, Paamindelsesbrev, Paamindelseskoersel

log = logging.getLogger(__name__)

ONE_AT_A_TIME = 7_402_143
"""The number of the lock a run holds."""
PAUSES = tuple(timedelta(hours=hours) for hours in (1 / 6, 1, 4, 12, 24, 48))
"""How long after each refusal a letter is tried again; after the last it is given up."""
REFUSED = (
    smtplib.SMTPResponseException,
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPNotSupportedError,
    ValueError,
)
"""The server has said no, or the address cannot be written in a mail (ValueError): the letter was not taken."""
NO_CONNECTION = (OSError, smtplib.SMTPException)


class MailserverUdenSvar(Exception):
    """No connection to the mail server could be made. Nothing was sent, and nothing is lost."""


class AndenKoerselIGang(Exception):
    """Another run holds the lock."""


@dataclass(slots=True)
class Optaelling:
    """What a run did."""

    skrevet: int = 0
    sendt: int = 0
    i_app: int = 0
    fejl: int = 0
    uvis: int = 0


def has_mailserver() -> bool:
    """Whether letters can be sent at all. On one's own machine mail is printed: that reaches nobody."""
    return not str(settings.EMAIL_BACKEND).endswith((".dummy.EmailBackend", ".console.EmailBackend"))


def koer(now: datetime) -> Optaelling:
    """Write the day's letters and send what waits, from REMINDERS_FROM_HOUR on. May run as often as one likes.

    Raises AndenKoerselIGang, or MailserverUdenSvar when the letters are written and wait for the server.
    """
    with _alene():
        done = Optaelling(uvis=_opgiv_afbrudte())
        if timezone.localtime(now).hour < settings.REMINDERS_FROM_HOUR:
            return done
        done.skrevet = skriv_breve(now)
        error = ""
        try:
            send_breve(now, done)
        except MailserverUdenSvar as silent:
            error = str(silent)
            raise
        finally:
            _husk(now, done, error)
    return done


@contextmanager
def _alene() -> Iterator[None]:
    """Hold the lock of this database while running. It goes with the connection, so a dead run holds nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [ONE_AT_A_TIME])
        if not cursor.fetchone()[0]:
            raise AndenKoerselIGang
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])


def _opgiv_afbrudte() -> int:
    """Letters a dead run had claimed: whether they went is not known. They are not sent again, and said so."""
    return Paamindelsesbrev.objects.filter(status=Brevtilstand.SENDER).update(
        status=Brevtilstand.UVIS, error="Afsendelsen blev afbrudt. Brevet kan være nået frem."
    )


def send_breve(now: datetime, done: Optaelling) -> None:
    """Send every letter whose time has come, each on its own: one that is refused holds nobody else up.

    Raises MailserverUdenSvar when no connection can be made; what was not sent then waits as it is.
    """
    if not has_mailserver():
        done.i_app += Paamindelsesbrev.objects.filter(status__in=UNDELIVERED).update(
            status=Brevtilstand.I_APP, next_try_at=None
        )
        return
    mail: Any = None
    try:
        for brev in _ventende(now):
            if mail is None or not _lever(mail):
                mail = _forbind()
            if not _tag(brev, now):
                continue
            if not _send(brev, mail, now, done):
                _luk(mail)
                mail = None
    finally:
        _luk(mail)


def _ventende(now: datetime) -> list[Paamindelsesbrev]:
    """Today's letters to send now, with all that is printed, in three queries."""
    due = Q(next_try_at__isnull=True) | Q(next_try_at__lte=now)
    rows = Paamindelsesbrev.objects.filter(due, day=timezone.localdate(now), status__in=UNDELIVERED)
    return list(rows.select_related("user").prefetch_related("paamindelser__helhedsplan").order_by("pk"))


def _tag(brev: Paamindelsesbrev, now: datetime) -> bool:
    """Claim the letter; False when another run has it. Stored before anything is sent."""
    waiting = Paamindelsesbrev.objects.filter(pk=brev.pk, status=brev.status, attempts=brev.attempts)
    claimed = waiting.update(status=Brevtilstand.SENDER, claimed_at=now, attempts=F("attempts") + 1)
    brev.attempts += claimed
    return bool(claimed)


def _forbind() -> Any:
    mail = get_connection(fail_silently=False)
    try:
        mail.open()
    except NO_CONNECTION as error:
        raise MailserverUdenSvar(_fejltekst(error)) from error
    return mail


def _lever(mail: Any) -> bool:
    """Whether the server still listens: found out before a letter is risked on it."""
    smtp = getattr(mail, "connection", None)
    try:
        return not isinstance(smtp, smtplib.SMTP) or smtp.noop()[0] == 250
    except NO_CONNECTION:
        return False


def _luk(mail: Any) -> None:
    if mail is not None:
        try:
            mail.close()
        except NO_CONNECTION:
            log.info("The mail server was gone before it was said goodbye to.")


def _send(brev: Paamindelsesbrev, mail: Any, now: datetime, done: Optaelling) -> bool:
    """Send a claimed letter and mark it. False when the connection is not to be used again."""
    try:
        mail.send_messages([som_mail(brev)])
    except REFUSED as error:
        _afvist(brev, error, now)
        done.fejl += 1
        # After SMTPServerDisconnected and its like the connection is gone; after a refusal it may be in any state.
        return False
    except (smtplib.SMTPException, OSError) as error:
        _maerk(brev, Brevtilstand.UVIS, error=f"Forbindelsen faldt ud under afsendelsen. {_fejltekst(error)}")
        log.error("Reminder %s may have been sent: %s", brev.uuid, type(error).__name__)
        done.uvis += 1
        return False
    _maerk(brev, Brevtilstand.SENDT, sent_at=now, error="")
    done.sendt += 1
    return True


def _afvist(brev: Paamindelsesbrev, error: Exception, now: datetime) -> None:
    """The server said no: again after a pause that grows, and in the end no more."""
    tries_left = brev.attempts <= len(PAUSES)
    _maerk(
        brev,
        Brevtilstand.FEJL if tries_left else Brevtilstand.OPGIVET,
        next_try_at=now + PAUSES[brev.attempts - 1] if tries_left else None,
        error=_fejltekst(error),
    )
    log.error("Reminder %s was refused (attempt %s): %s", brev.uuid, brev.attempts, type(error).__name__)


def _maerk(brev: Paamindelsesbrev, status: Brevtilstand, **values: Any) -> None:
    Paamindelsesbrev.objects.filter(pk=brev.pk).update(**{"next_try_at": None, **values, "status": status})


def _fejltekst(error: Exception) -> str:
    """What the server said, as far as it is one's business: no CPR number, no endless text."""
    text = f"{type(error).__name__}: {error}"[:500]
    return type(error).__name__ if cpr.afvisning(text) else text


@transaction.atomic
def _husk(now: datetime, done: Optaelling, error: str) -> None:
    """Add the run to its day."""
    day = timezone.localdate(now)
    Paamindelseskoersel.objects.get_or_create(day=day)
    Paamindelseskoersel.objects.filter(day=day).update(
        runs=F("runs") + 1,
        letters=F("letters") + done.skrevet,
        sent=F("sent") + done.sendt,
        failed=F("failed") + done.fejl,
        last_run_at=now,
        **({"last_error": error} if error else {}),
    )
