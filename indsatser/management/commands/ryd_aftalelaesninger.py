"""Take away the text of agreements whose review is long over, or that nobody has touched."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from indsatser.aftalelaesning import venter
from indsatser.aftalelaesning.oprydning import DAGE, ryd_op


class Command(BaseCommand):
    help = "Fjern teksten af læste aftaler, der er gemt eller sidst rørt for længe siden. Planerne ændres ikke."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dage", type=int, default=DAGE, help=f"Hvor mange dage teksten bliver ({DAGE}).")

    def handle(self, *, dage: int, **options: Any) -> None:
        self.stdout.write(
            f"{ryd_op(dage)} læsninger er tømt, {venter.ryd_op()} filer, som ingen venter på, er fjernet."
        )
