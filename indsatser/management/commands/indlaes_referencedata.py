"""Load or reload the reference data that the application itself ships."""

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from indsatser.reference import load_indsatser_reference
from plans.reference import load_added, load_plans_reference

MANY = 30
"""More new rows than this are counted by kind; -v 2 lists them all."""


class Command(BaseCommand):
    help = "Indlæser bevillingsrunder, kommuner, aktivitetstyper og områdelister. Kan køres igen; sletter intet."

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            done = load_plans_reference()
            done += load_indsatser_reference()
            done += load_added()
        first_load = len(done.created) > MANY and options["verbosity"] < 2
        created = _by_kind(done.created) if first_load else done.created
        for heading, lines in (("Ny", created), ("Ændret", done.changed)):
            for line in lines:
                self.stdout.write(f"{heading}: {line}")
        for line in done.not_in_file:
            self.stdout.write(f"Findes ikke i filen (beholdt): {line}")
        self.stdout.write(f"Referencedata: {len(done.created)} nye, {len(done.changed)} ændrede.")


def _by_kind(lines: list[str]) -> list[str]:
    """ "4 × bevillingsrunde" instead of the four lines."""
    kinds = Counter(line.split(" «")[0] for line in lines)
    return [f"{number} × {kind}" for kind, number in kinds.items()]
