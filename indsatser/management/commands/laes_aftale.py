"""Read an agreement from a file and write everything that was understood as JSON."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indsatser.importing.aftale.laes import laes_aftale
from indsatser.importing.dokument.graenser import DokumentAfvist
from indsatser.importing.dokument.laes import laes_dokument


class Command(BaseCommand):
    help = (
        "Læs en aftale (Word, PDF eller tekst), og skriv alt, hvad der er forstået, som JSON. Gemmer intet i planen."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("fil", type=Path, help="Aftalen, som den er gemt.")
        parser.add_argument("--json", type=Path, metavar="UD.json", help="Hvor det skrives; ellers på skærmen.")
        parser.add_argument("--plain", action="store_true", help="Kun værdierne, uden steder og sikkerhed.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            read = laes_aftale(laes_dokument(options["fil"]))
        except DokumentAfvist as refused:
            raise CommandError(str(refused)) from None
        except OSError as error:
            raise CommandError(f"{options['fil']} kan ikke åbnes: {error.strerror}.") from None
        text = json.dumps(read.som_json(kun_vaerdier=options["plain"]), ensure_ascii=False, indent=2)
        if options["json"]:
            options["json"].write_text(text + "\n", encoding="utf-8")
        else:
            self.stdout.write(text)
