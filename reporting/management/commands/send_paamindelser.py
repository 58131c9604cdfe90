"""Write the day's reminders and send what waits. Cron may run it as often as it likes."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from reporting.paamindelser.afsendelse import AndenKoerselIGang, MailserverUdenSvar, Optaelling, has_mailserver, koer
from reporting.paamindelser.breve import find_udkast
from reporting.paamindelser.mail import emne


class Command(BaseCommand):
    help = "Skriver dagens påmindelser og sender dem, der venter. Kan køres så tit, man vil; intet sendes to gange."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Vis kun, hvem der ville få hvad. Intet gemmes.")

    def handle(self, *args: Any, dry_run: bool = False, **options: Any) -> None:
        now = timezone.now()
        if dry_run:
            self._show(now)
            return
        try:
            done = koer(now)
        except AndenKoerselIGang:
            self.stdout.write("En anden kørsel er i gang. Intet at gøre.")
            return
        except MailserverUdenSvar as silent:
            raise CommandError(f"Mailserveren svarer ikke. Brevene venter til næste kørsel. {silent}") from silent
        self.stdout.write(_told(done))

    def _show(self, now: Any) -> None:
        found = find_udkast(now)
        for each in found:
            self.stdout.write(f"{each.user.email}: {emne(each.linjer)}")
        self.stdout.write(f"Prøvekørsel (intet gemt eller sendt): {len(found)} breve.")


def _told(done: Optaelling) -> str:
    parts = [f"{done.skrevet} breve skrevet", f"{done.sendt} sendt"]
    if done.fejl:
        parts.append(f"{done.fejl} afvist, prøves igen senere")
    if done.uvis:
        parts.append(f"{done.uvis} måske sendt")
    if not has_mailserver():
        parts.append("der er ingen mailserver: brevene kan læses i Helhedsplan")
    return f"Påmindelser: {', '.join(parts)}."
