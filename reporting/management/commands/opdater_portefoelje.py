"""`manage.py opdater_portefoelje`: work out the portfolio's figures where they are missing, old or written past."""

from argparse import ArgumentParser
from decimal import Decimal
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from helhedsplan.numbers import tal
from plans.models import Helhedsplan
from reporting.portefoelje.opdatering import gamle, opdater


class Command(BaseCommand):
    help = (
        "Gør porteføljens tal op igen for de planer, der er ændret, eller hvis tal er fra en anden dag. Kan køres så "
        "tit, man vil: er intet ændret, sker der intet."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--alle", action="store_true", help="Også dem, der er gjort op: efter en opgradering.")
        parser.add_argument("--sekunder", type=float, help="Stop efter så lang tid; resten tages næste gang.")

    def handle(self, *, alle: bool, sekunder: float | None = None, **options: Any) -> None:
        began, today = monotonic(), timezone.localdate()
        everything = Helhedsplan.objects.current(on=today).order_by("pk").values_list("pk", flat=True)
        made = opdater(everything if alle else gamle(today=today), today=today, sekunder=sekunder)
        if not options["verbosity"]:
            return
        took = tal(Decimal(str(monotonic() - began)), 1)
        waiting = f"; {made.venter} venter" if made.venter else ""
        self.stdout.write(f"{made.antal} {'plan' if made.antal == 1 else 'planer'} gjort op på {took} s{waiting}.")
