"""What a person has typed and not yet saved, and who is writing just now. Neither is part of the plan."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from plans.models.base import UdenCpr

PRESENT_FOR = timedelta(seconds=60)
"""How long a sign of life counts: three times the browser's rhythm."""


class Kladde(UdenCpr):
    """A form as it was typed, not yet saved: one row per stretch of writing, so that earlier ones can be fetched.

    It belongs to its writer alone. `target_uuid` is the row being changed, or the row above when it is a new one.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="skribent", on_delete=models.CASCADE, related_name="kladder"
    )
    art = models.CharField("genstandens art", max_length=60)
    target_uuid = models.UUIDField("genstandens eller overgenstandens id")
    is_new = models.BooleanField("en ny genstand", default=False)
    seen_version = models.PositiveIntegerField("version, der blev rettet i", null=True, blank=True)
    data = models.JSONField("det skrevne", default=dict, blank=True)
    begun_at = models.DateTimeField("begyndt", default=timezone.now)
    saved_at = models.DateTimeField("gemt", default=timezone.now)
    is_done = models.BooleanField("brugt eller kasseret", default=False)

    class Meta:
        verbose_name = "kladde"
        verbose_name_plural = "kladder"
        ordering = ["-saved_at", "-pk"]
        indexes = [models.Index(fields=["user", "target_uuid", "-saved_at"], name="plans_kladde_of_user")]

    def __str__(self) -> str:
        return f"{self.art} {timezone.localtime(self.saved_at):%d.%m.%Y %H.%M}"


class TilstedevaerelseQuerySet(models.QuerySet):
    def others_at(self, target_uuid, *, than):
        """Who else gave a sign of life from the row within the last minute, with their names."""
        since = timezone.now() - PRESENT_FOR
        rows = self.filter(target_uuid=target_uuid, seen_at__gte=since).exclude(user=than)
        return rows.select_related("user").order_by("user__name", "pk")


class Tilstedevaerelse(UdenCpr):
    """That somebody has a row open for editing: her browser says so every twenty seconds."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="hvem", on_delete=models.CASCADE, related_name="tilstedevaerelser"
    )
    target_uuid = models.UUIDField("genstandens id")
    seen_at = models.DateTimeField("senest set", default=timezone.now)

    objects = TilstedevaerelseQuerySet.as_manager()

    class Meta:
        verbose_name = "tilstedeværelse"
        verbose_name_plural = "tilstedeværelser"
        ordering = ["-seen_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["target_uuid", "user"],
                name="plans_tilstedevaerelse_one_per_person",
                violation_error_message="Personen er allerede der.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} {timezone.localtime(self.seen_at):%H.%M.%S}"
