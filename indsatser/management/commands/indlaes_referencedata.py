"""Load or reload the reference data that the application itself ships."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from indsatser.reference import load_indsatser_reference
from plans.reference import load_plans_reference


class Command(BaseCommand):
    help = "Indlæser bevillingsrunder, kommuner, aktivitetstyper og områdelister. Kan køres igen; sletter intet."

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            done = load_plans_reference()
            done += load_indsatser_reference()
        for heading, lines in (("Ny", done.created), ("Ændret", done.changed)):
            for line in lines:
                self.stdout.write(f"{heading}: {line}")
        for line in done.not_in_file:
            self.stdout.write(f"Findes ikke i filen (beholdt): {line}")
        self.stdout.write(f"Referencedata: {len(done.created)} nye, {len(done.changed)} ændrede.")
