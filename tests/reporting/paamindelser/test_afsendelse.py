"""Sending: claim, send, mark; a server that refuses, a run that dies, two runs at once, no server at all."""

import email
import logging
import smtplib
import socket
import threading
from datetime import timedelta
from email.header import decode_header
from io import StringIO
from itertools import pairwise

import pytest
import time_machine
from aiosmtpd.controller import Controller
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection, connections

from indsatser.choices import Milepaeltilstand
from reporting.models import Paamindelse, Paamindelsesbrev, Paamindelseskoersel
from reporting.paamindelser import afsendelse
from reporting.paamindelser.afsendelse import ONE_AT_A_TIME, AndenKoerselIGang, koer, send_breve
from reporting.paamindelser.breve import skriv_breve
from tests.plans.factories import MedlemskabFactory
from tests.reporting.paamindelser.byg import (
    en_milepael,
    en_plan,
    en_redaktoer,
    klokken,
    koer_klokken,
    kun,
    tilstande,
    trin_sendt,
)

pytestmark = pytest.mark.django_db
LOCMEM = "django.core.mail.backends.locmem.EmailBackend.send_messages"


@pytest.fixture
def plan():
    kun("milepael")
    plan = en_plan(short_name="Ørnebjerget")
    en_milepael(plan, text="Årsmødet på Æblevej er holdt")
    return plan


class Afbrudt(BaseException):
    """The machine is switched off."""


# --- A real server


class Postkasse:
    """An SMTP server's ears: takes letters in, and refuses those to "nej@"."""

    def __init__(self):
        self.taget = []

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nej@"):
            return "550 5.1.1 Ukendt modtager"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.taget.append((envelope.rcpt_tos, email.message_from_bytes(envelope.content)))
        return "250 OK"


@pytest.fixture
def postkasse(settings):
    kasse = Postkasse()
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = free.getsockname()
    server = Controller(kasse, hostname=address[0], port=address[1])
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = address
    settings.EMAIL_USE_TLS, settings.EMAIL_HOST_USER = False, ""
    settings.SITE_URL = "https://helhedsplan.example.dk"
    settings.DEFAULT_FROM_EMAIL = "Helhedsplan <paamindelser@example.dk>"
    yield kasse
    server.stop()


def test_from_the_plan_to_the_mailbox_and_one_address_that_is_refused_holds_nobody_up(plan, postkasse, caplog):
    for address in ("a@example.dk", "nej@example.dk", "z@example.dk"):
        MedlemskabFactory(helhedsplan=plan, user__email=address, user__name="Åse Ørum")
    said = StringIO()
    with time_machine.travel(klokken("2026-04-15 07:00"), tick=False), caplog.at_level(logging.ERROR):
        call_command("send_paamindelser", stdout=said)
    assert said.getvalue() == "Påmindelser: 3 breve skrevet, 2 sendt, 1 afvist, prøves igen senere.\n"
    assert [to for to, _ in postkasse.taget] == [["a@example.dk"], ["z@example.dk"]]
    assert "was refused (attempt 1)" in caplog.text
    assert "nej@" not in caplog.text

    letter = postkasse.taget[0][1]
    brev = Paamindelsesbrev.objects.get(user__email="a@example.dk")
    subject, charset = decode_header(letter["Subject"])[0]
    assert subject.decode(charset) == "Påmindelse: 1 ting venter, 1 er overskredet"
    assert letter["Message-ID"] == f"<paamindelse.{brev.uuid}@example.dk>"
    assert letter["List-Unsubscribe"] == "<https://helhedsplan.example.dk/paamindelser/valg/>"
    parts = (part.get_payload(decode=True).decode() for part in letter.get_payload())
    plain, html = (text.replace("\r\n", "\n") for text in parts)
    assert "ØRNEBJERGET" in plain
    assert "OVERSKREDET – Milepæl · 31.03.2026\n«Årsmødet på Æblevej er holdt» skulle være nået" in plain
    assert f"https://helhedsplan.example.dk{brev.paamindelser.get().path}" in plain
    assert "\n\n\n" not in plain
    assert "«Årsmødet på Æblevej er holdt»" in html

    refused = Paamindelsesbrev.objects.get(user__email="nej@example.dk")
    assert (refused.status, refused.attempts, refused.next_try_at) == ("fejl", 1, klokken("2026-04-15 07:10"))
    assert "Ukendt modtager" in refused.error


# --- A server that says no, or nothing


def test_a_refused_letter_is_tried_again_with_growing_pauses_and_given_up_in_the_end(plan, monkeypatch):
    user = en_redaktoer(plan)

    def refuse(self, messages):
        raise smtplib.SMTPRecipientsRefused({"x": (452, b"Postkassen er fuld")})

    monkeypatch.setattr(LOCMEM, refuse)
    start, tried = klokken("2026-03-17 07:00"), []
    for hours in range(5 * 24):
        now, done = start + timedelta(hours=hours), afsendelse.Optaelling()
        if now.hour == 7:
            skriv_breve(now)
        send_breve(now, done)
        tried += [hours] * done.fejl
    # After ten minutes, that is at the next run; twelve hours later was in the night, so it waits for the morning.
    assert [later - sooner for sooner, later in pairwise(tried)] == [1, 1, 4, 18, 24, 48]
    assert tilstande(user)[-1] == "opgivet"
    assert not [each for each in tilstande(user)[:-1] if each != "afloest"]
    koer_klokken("2026-03-24 07:00")
    assert len(trin_sendt(user)) == 1, "what was given up is not begun anew"


def test_a_refused_letter_reaches_its_person_when_the_server_has_thought_better_of_it(plan, monkeypatch):
    user = en_redaktoer(plan)
    with monkeypatch.context() as patch:
        patch.setattr(LOCMEM, lambda *args: (_ for _ in ()).throw(smtplib.SMTPDataError(451, b"Senere")))
        koer_klokken("2026-03-17 07:00")
    koer_klokken("2026-03-17 07:05")
    assert mail.outbox == []
    koer_klokken("2026-03-17 07:10")
    assert (len(mail.outbox), tilstande(user)) == (1, ["sendt"])


def test_a_server_that_does_not_answer_leaves_the_letters_for_the_next_run(plan, monkeypatch):
    user = en_redaktoer(plan)
    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.backends.locmem.EmailBackend.open", _no_answer)
        moment = time_machine.travel(klokken("2026-03-17 07:00"), tick=False)
        with moment, pytest.raises(CommandError, match="svarer ikke"):
            call_command("send_paamindelser")
    assert tilstande(user) == ["klar"]
    assert "refused" in Paamindelseskoersel.objects.get().last_error
    koer_klokken("2026-03-17 07:10")
    assert (len(mail.outbox), tilstande(user)) == (1, ["sendt"])


def _no_answer(self):
    raise ConnectionRefusedError("Connection refused")


def test_a_connection_that_breaks_while_sending_may_have_sent_so_it_is_not_sent_again(plan, monkeypatch):
    users = [en_redaktoer(plan), en_redaktoer(plan)]
    real, broken = mail.backends.locmem.EmailBackend.send_messages, []

    def break_once(self, messages):
        if not broken:
            broken.append(1)
            raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")
        return real(self, messages)

    monkeypatch.setattr(LOCMEM, break_once)
    koer_klokken("2026-03-17 07:00")
    koer_klokken("2026-03-17 08:00")
    koer_klokken("2026-03-18 07:00")
    assert [tilstande(user) for user in users] == [["uvis"], ["sendt"]]
    assert len(mail.outbox) == 1
    koer_klokken("2026-03-31 07:00")
    assert [len(trin_sendt(user)) for user in users] == [2, 2]


# --- A run that dies


def test_a_run_that_dies_while_sending_sends_nothing_twice_and_the_rest_next_time(plan, monkeypatch):
    users = [en_redaktoer(plan) for _ in range(3)]
    real, sent = mail.backends.locmem.EmailBackend.send_messages, []

    def die_after_one(self, messages):
        if len(sent) == 1:
            raise Afbrudt
        sent.append(1)
        return real(self, messages)

    with monkeypatch.context() as patch:
        patch.setattr(LOCMEM, die_after_one)
        with pytest.raises(Afbrudt):
            koer_klokken("2026-03-17 07:00")
    assert [tilstande(user) for user in users] == [["sendt"], ["sender"], ["klar"]]
    koer_klokken("2026-03-17 07:10")
    assert [tilstande(user) for user in users] == [["sendt"], ["uvis"], ["sendt"]]
    assert len(mail.outbox) == 2
    assert "kan være nået frem" in Paamindelsesbrev.objects.get(user=users[1]).error


def test_a_run_that_dies_while_writing_has_written_nothing(plan, monkeypatch):
    user = en_redaktoer(plan)
    with monkeypatch.context() as patch:
        patch.setattr("reporting.paamindelser.breve.Paamindelse.objects.bulk_create", _die)
        with pytest.raises(Afbrudt):
            koer_klokken("2026-03-17 07:00")
    assert tilstande(user) == []
    koer_klokken("2026-03-17 07:10")
    assert tilstande(user) == ["sendt"]


def _die(*args, **kwargs):
    raise Afbrudt


# --- Two runs


@pytest.mark.django_db(transaction=True)
def test_a_run_beside_another_does_nothing_and_says_so():
    kun("milepael")
    plan = en_plan()
    en_redaktoer(plan)
    en_milepael(plan)
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        with pytest.raises(AndenKoerselIGang):
            koer(klokken("2026-03-17 07:00"))
        said = StringIO()
        call_command("send_paamindelser", stdout=said)
        assert said.getvalue() == "En anden kørsel er i gang. Intet at gøre.\n"
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])
    finally:
        other.close()
    assert not Paamindelsesbrev.objects.exists()
    assert koer(klokken("2026-03-17 07:00")).sendt == 1


@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_send_each_letter_once():
    kun("milepael")
    plan = en_plan()
    en_milepael(plan)
    for _ in range(6):
        en_redaktoer(plan)
    now = klokken("2026-03-17 07:00")
    skriv_breve(now)
    start, done = threading.Barrier(2), [afsendelse.Optaelling(), afsendelse.Optaelling()]

    def send(counts):
        try:
            start.wait(5)
            send_breve(now, counts)
        finally:
            connection.close()

    senders = [threading.Thread(target=send, args=[counts]) for counts in done]
    for each in senders:
        each.start()
    for each in senders:
        each.join(20)
    assert sum(counts.sendt for counts in done) == len(mail.outbox) == 6
    assert len({letter.to[0] for letter in mail.outbox}) == 6


# --- Without a server, and only looking


def test_without_a_mail_server_the_letters_are_there_to_read(plan, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    user, said = en_redaktoer(plan), StringIO()
    with time_machine.travel(klokken("2026-03-17 07:00"), tick=False):
        call_command("send_paamindelser", stdout=said)
    assert "der er ingen mailserver: brevene kan læses i Helhedsplan" in said.getvalue()
    assert tilstande(user) == ["i_app"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    koer_klokken("2026-03-17 08:00")
    assert mail.outbox == [], "what could be read is not sent afterwards"


def test_a_dry_run_says_who_would_get_what_and_writes_nothing(plan):
    MedlemskabFactory(helhedsplan=plan, user__email="mette@example.dk")
    said = StringIO()
    with time_machine.travel(klokken("2026-03-17 07:00"), tick=False):
        call_command("send_paamindelser", "--dry-run", stdout=said)
    assert said.getvalue().splitlines() == [
        "mette@example.dk: Påmindelse: 1 ting venter",
        "Prøvekørsel (intet gemt eller sendt): 1 breve.",
    ]
    assert not Paamindelsesbrev.objects.exists()
    assert not Paamindelse.objects.exists()
    assert not Paamindelseskoersel.objects.exists()


def test_a_day_is_one_line_in_the_log_of_runs(plan):
    en_redaktoer(plan)
    for when in ("05:00", "07:00", "07:10", "23:50"):
        koer_klokken(f"2026-03-17 {when}")
    (row,) = Paamindelseskoersel.objects.all()
    assert (row.runs, row.letters, row.sent, row.failed) == (3, 1, 1, 0)
    assert row.last_run_at == klokken("2026-03-17 23:50")


def test_a_letter_that_waited_is_written_anew_before_it_is_tried_again(plan, monkeypatch):
    other = en_plan()
    users = [en_redaktoer(plan), en_redaktoer(other)]
    row, done = en_milepael(plan, text="Også denne"), en_milepael(other)
    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.backends.locmem.EmailBackend.open", _no_answer)
        moment = time_machine.travel(klokken("2026-03-17 07:00"), tick=False)
        with moment, pytest.raises(CommandError):
            call_command("send_paamindelser")
    for each in (row, done):
        each.state = Milepaeltilstand.NAAET
        each.save()
    koer_klokken("2026-03-17 09:00")
    assert [tilstande(user) for user in users] == [["sendt"], ["afloest"]]
    (letter,) = mail.outbox
    assert letter.subject == "Påmindelse: 1 ting venter"
    assert "Også denne" not in letter.body
