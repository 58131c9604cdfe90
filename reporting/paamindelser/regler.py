"""The rules in force: the file's defaults, and what the administration has made of them."""

from functools import cache
from pathlib import Path

from django.db import transaction

from plans.reference import FOLDER, Indlaesning, read, upsert
from reporting.paamindelser.models import Fristregel
from reporting.paamindelser.trin import Regel


@cache
def standardregler() -> dict[str, Regel]:
    """Kind → the rule the application comes with."""
    return {row["slags"]: Fristregel(**row).as_regel() for row in read("fristregler")}


def gaeldende_regler() -> dict[str, Regel]:
    """Kind → its rule today. One query."""
    return {**standardregler(), **{row.slags: row.as_regel() for row in Fristregel.objects.all()}}


@transaction.atomic
def load_fristregler(folder: Path = FOLDER) -> Indlaesning:
    """Make the rules that are not there yet. What the administration has changed is left as it is."""
    done = Indlaesning()
    known = set(Fristregel.objects.values_list("slags", flat=True))
    for row in read("fristregler", folder):
        if row["slags"] not in known:
            upsert(Fristregel(slags=row["slags"]), row, done)
    return done
