"""Write docs/adgang.md from the tables the application itself uses."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from plans.adgangsmatrix import as_markdown

FILE = Path(settings.BASE_DIR) / "docs" / "adgang.md"


class Command(BaseCommand):
    help = "Skriv docs/adgang.md ud fra tabellerne over roller, rettigheder og sider."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--tjek", action="store_true", help="Skriv intet; fejl, hvis filen er forældet.")

    def handle(self, *args: Any, tjek: bool = False, **options: Any) -> None:
        text = as_markdown()
        if tjek:
            if not FILE.exists() or FILE.read_text(encoding="utf-8") != text:
                raise CommandError("docs/adgang.md er forældet. Skriv den igen med: manage.py skriv_adgang")
            return
        FILE.write_text(text, encoding="utf-8")
        self.stdout.write("docs/adgang.md er skrevet.")
