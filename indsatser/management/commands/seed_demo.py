"""Fill an empty installation with the demo."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indsatser.demo import LOGINS, PASSWORD, REFUSAL, is_demo, seed
from indsatser.importing.sag.laeser import SagAfvist
from plans.models import User


class Command(BaseCommand):
    help = "Indlæser demodata: fem aftaler, eksempeltal og en bruger for hver rolle. Kan køres igen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--adgangskode", default=PASSWORD, help="Demobrugernes adgangskode.")
        parser.add_argument("--vis-logins", action="store_true", help="Skriv kun, hvem man kan logge ind som.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_demo():
            raise CommandError(REFUSAL)
        if not options["vis_logins"]:
            self._seed(options["adgangskode"])
        self._show_logins(options["adgangskode"])

    def _seed(self, password: str) -> None:
        try:
            made = seed(password)
        except SagAfvist as refused:
            raise CommandError(str(refused)) from refused
        for what, number in sorted(made.items()):
            self.stdout.write(f"{number:6} {what}")
        self.stdout.write("Demodata er indlæst." if made else "Demodata var der allerede; intet er ændret.")

    def _show_logins(self, password: str) -> None:
        """Only those that are there: an installation with plans of its own has no demo users to name."""
        there = set(User.objects.filter(email__in=[login.email for login in LOGINS]).values_list("email", flat=True))
        if not there:
            return
        self.stdout.write(f"Log ind (adgangskode: {password}):")
        for login in LOGINS:
            if login.email in there:
                self.stdout.write(f"  {login.rolle_text:28} {login.email}")
