"""A file of measurements that was read in, so that it can be undone as one thing."""

from django.conf import settings
from django.db import models

from plans.models.base import Retirable, RetirableQuerySet


class Maalingsimport(Retirable):
    """A spreadsheet of measurements that was looked through and saved; undone, it is retired.

    `undo` holds the measurements it made and those it corrected, by number, with the version it left them in and what
    the corrected ones said before.
    """

    helhedsplan = models.ForeignKey(
        "plans.Helhedsplan", verbose_name="helhedsplan", on_delete=models.PROTECT, related_name="maalingsimporter"
    )
    file_name = models.CharField("filens navn", max_length=160)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="læst ind af",
        on_delete=models.PROTECT,
        related_name="maalingsimporter",
        null=True,
        blank=True,
    )
    saved_on = models.DateField("gemt den", editable=False)
    rows_made = models.PositiveIntegerField("nye tal", default=0, editable=False)
    rows_changed = models.PositiveIntegerField("rettede tal", default=0, editable=False)
    undo = models.JSONField("til at fortryde med", default=dict, blank=True, editable=False)

    class Rows(RetirableQuerySet):
        def for_list(self):
            """Those that can still be undone, newest first, with who read them in."""
            return self.filter(retired_on__isnull=True).select_related("by").order_by("-pk")

    objects = Rows.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "målingsimport"
        verbose_name_plural = "målingsimporter"
        ordering = ["helhedsplan", "-created_at"]

    def __str__(self) -> str:
        return self.file_name
