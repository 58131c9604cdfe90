"""What every import from another system keeps of itself, whatever rows it makes."""

from django.db import models
from django.db.models import Q

from plans.choices import Importtilstand
from plans.models.base import Retirable


class Indlaest(Retirable):
    """A file that was read in: kept, mapped, looked through, saved whole, and undone as one thing.

    `table` holds the rows as they were read until they are saved or discarded; then it is emptied. `columns`, `values`
    and `options` say how it is read. `undo` holds what the rows that were there before looked like, by number, so that
    undoing can put them back. The steps are in `plans.indlaesning`.
    """

    state = models.CharField(
        "tilstand", max_length=20, choices=Importtilstand, default=Importtilstand.LAEST, editable=False
    )
    file_name = models.CharField("filens navn", max_length=160)
    sheet = models.CharField("ark", max_length=120, blank=True)
    table = models.JSONField("det læste", default=dict, blank=True, editable=False)
    columns = models.JSONField("kolonner", default=dict, blank=True, editable=False)
    values = models.JSONField("værdier", default=dict, blank=True, editable=False)
    options = models.JSONField("valg", default=dict, blank=True, editable=False)
    undo = models.JSONField("til at fortryde med", default=dict, blank=True, editable=False)
    saved_on = models.DateField("gemt den", null=True, blank=True, editable=False)

    class Meta(Retirable.Meta):
        abstract = True
        ordering = ["helhedsplan", "-created_at"]
        constraints = [
            *Retirable.Meta.constraints,
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_saved_has_a_day",
                violation_error_code="saved_on",
                condition=Q(state=Importtilstand.GEMT, saved_on__isnull=False)
                | (~Q(state=Importtilstand.GEMT) & Q(saved_on__isnull=True)),
                violation_error_message="En gemt import har den dag, den blev gemt.",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_saved(self) -> bool:
        """Whether its rows are in use (or were, until it was undone)."""
        return self.state == Importtilstand.GEMT
