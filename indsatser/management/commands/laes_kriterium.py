"""Read one criterion sentence from the command line: what would be measured, as JSON."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from indsatser.importing.kriterier import laes_kriterium, som_json


class Command(BaseCommand):
    help = "Læs en kriteriesætning og skriv, hvad der er forstået, som JSON."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("saetning", help="Sætningen, som den står i aftalen.")
        parser.add_argument("--plan-fra", type=date.fromisoformat, metavar="ÅÅÅÅ-MM-DD")
        parser.add_argument("--plan-til", type=date.fromisoformat, metavar="ÅÅÅÅ-MM-DD")
        parser.add_argument("--aar", type=int, help="Året, som overskriften over kriteriet nævner.")

    def handle(self, *args: Any, **options: Any) -> None:
        read = laes_kriterium(
            options["saetning"], plan_from=options["plan_fra"], plan_to=options["plan_til"], aar=options["aar"]
        )
        self.stdout.write(json.dumps(som_json(read), ensure_ascii=False, indent=2))
