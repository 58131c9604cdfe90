"""A locked reporting year: its results are handed in, and stand as they are."""

from datetime import date

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from plans.models.base import Retirable, RetirableQuerySet

UNLOCK_FIRST = "Lås året op først, hvis tallene skal ændres."


class Aarslaas(Retirable):
    """That a plan's results of one year are locked. Unlocking retires the lock, with the reason."""

    helhedsplan = models.ForeignKey(
        "plans.Helhedsplan", verbose_name="helhedsplan", on_delete=models.PROTECT, related_name="aarslaase"
    )
    year = models.PositiveSmallIntegerField(
        "år",
        validators=[
            MinValueValidator(1990, "Året er for langt tilbage."),
            MaxValueValidator(2100, "Så langt er vi ikke."),
        ],
    )
    locked_on = models.DateField("låst den")
    note = models.CharField("hvorfor låst", max_length=250, blank=True, help_text="Fx: Indberettet til fonden.")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="låst af",
        on_delete=models.PROTECT,
        related_name="aarslaase",
        null=True,
        blank=True,
    )

    objects = RetirableQuerySet.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "årslås"
        verbose_name_plural = "årslåse"
        ordering = ["helhedsplan", "-year", "-pk"]
        constraints = [
            *Retirable.Meta.constraints,
            models.UniqueConstraint(
                fields=["helhedsplan", "year"],
                condition=Q(retired_on__isnull=True),
                name="indsatser_aarslaas_once_a_year",
                violation_error_code="year",
                violation_error_message="Året er allerede låst.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}"

    @property
    def sentence(self) -> str:
        """Who locked what when, and what to do about it (select_related by first)."""
        who = f" af {self.by}" if self.by else ""
        return f"{self.year} er låst {self.locked_on:%d.%m.%Y}{who}. {UNLOCK_FIRST}"


def locked_sentence(plan, *periods: tuple[date, date] | None) -> str:
    """Why figures about these periods cannot be written, or "" when no year they touch is locked.

    One query, or none where the plan's `aarslaase` are prefetched, as for many figures that are written at once.
    """
    known = [period for period in periods if period is not None and all(period)]
    if plan is None or not known:
        return ""
    locks = [
        lock
        for lock in plan.aarslaase.all()
        if lock.retired_on is None and any(first.year <= lock.year <= last.year for first, last in known)
    ]
    return min(locks, key=lambda lock: lock.year).sentence if locks else ""
