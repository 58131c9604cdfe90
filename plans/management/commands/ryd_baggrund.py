"""Remove old background jobs and their files."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from plans.baggrund.oprydning import ryd_op


class Command(BaseCommand):
    help = "Fjern opgaver i baggrunden, der er slut for længe siden, og deres filer. Kan køres så tit, man vil."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dage", type=int, help="Ældre end så mange dage; ellers BACKGROUND_KEEP_DAYS.")

    def handle(self, *args: Any, dage: int | None = None, **options: Any) -> None:
        self.stdout.write(f"{ryd_op(dage)} fjernet.")
