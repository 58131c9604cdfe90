"""How far a job has come, told while it is being done."""

import time

from plans.baggrund.laase import forbindelse
from plans.models import Baggrundsopgave

SEKUNDER, MANGE = 0.2, 50
"""Of work in many parts not every one is told: nobody reads faster."""


class Annulleret(Exception):
    """The job was asked to stop."""


class TagetOver(Exception):
    """The job is somebody else's by now, or gone. What was done here is not kept."""


class Fremdrift:
    """Called by the work between its parts: `fremdrift(2, 7, "Økonomi")` is "part 2 of 7: Økonomi".

    Raises Annulleret when the person has asked it to stop: let it pass.
    """

    def __init__(self, row: Baggrundsopgave) -> None:
        self._row, self._told_at = row, 0.0

    def __call__(self, nu: int, i_alt: int, tekst: str = "") -> None:
        now = time.monotonic()
        if i_alt > MANGE and now - self._told_at < SEKUNDER and nu < i_alt:
            return
        self._told_at = now
        table = Baggrundsopgave._meta.db_table
        with forbindelse().cursor() as cursor:
            cursor.execute(
                f"UPDATE {table} SET step = %s, steps = %s, step_text = %s"
                " WHERE id = %s AND started_at = %s AND state = 'i_gang' RETURNING cancel_requested",
                [min(nu, i_alt), i_alt, tekst[:200], self._row.pk, self._row.started_at],
            )
            found = cursor.fetchone()
        if found is None:
            raise TagetOver
        if found[0]:
            raise Annulleret
