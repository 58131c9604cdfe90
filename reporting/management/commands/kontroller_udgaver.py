"""`manage.py kontroller_udgaver`: whether every edition's facts and files still are what was issued."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reporting.models import Udgave
from reporting.udgaver.kontrol import fejl_i


class Command(BaseCommand):
    help = (
        "Regner kontrolsummen ud af hver udgaves fakta og filer og holder den op mod den, der blev gemt, da udgaven "
        "blev udstedt. Slutter med fejl, når noget er ændret eller mangler."
    )

    def handle(self, **options: Any) -> None:
        count = bad = 0
        rows = Udgave.objects.select_related("helhedsplan").prefetch_related("filer").order_by("pk")
        for udgave in rows.iterator(chunk_size=50):
            count += 1
            errors = list(fejl_i(udgave, udgave.filer.all()))
            bad += bool(errors)
            for error in errors:
                self.stderr.write(f"{udgave.helhedsplan}: {udgave} ({udgave.vist_kontrolnummer}): {error}")
        if bad:
            raise CommandError(f"{bad} af {count} udgaver er ikke, som de blev udstedt.")
        if options["verbosity"]:
            self.stdout.write(f"{count} udgaver er, som de blev udstedt.")
