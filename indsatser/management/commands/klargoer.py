"""Make an installation ready for use: production and `make run` call this one command."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Klargør databasen: migrering, referencedata og statiske filer. Kan køres igen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--uden-statiske", action="store_true", help="Spring collectstatic over.")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=options["verbosity"], stdout=self.stdout)
        call_command("indlaes_referencedata", stdout=self.stdout)
        if not options["uden_statiske"]:
            call_command("collectstatic", interactive=False, verbosity=0, stdout=self.stdout)
        self.stdout.write("Klar.")
