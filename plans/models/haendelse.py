"""The trail: who did what to which object, field by field."""

from django.conf import settings
from django.db import models

from plans.choices import Handling
from plans.models.base import PlanScopedQuerySet


class HaendelseQuerySet(PlanScopedQuerySet):
    def for_list(self):
        """With person and field changes, in two queries."""
        return self.select_related("by").prefetch_related("feltaendringer")


class Haendelse(models.Model):
    """One line of the trail. Append only: nothing in the application updates or deletes it."""

    helhedsplan = models.ForeignKey(
        "plans.Helhedsplan",
        verbose_name="helhedsplan",
        on_delete=models.PROTECT,
        related_name="haendelser",
        null=True,
        blank=True,
    )
    happened_at = models.DateTimeField("tidspunkt", auto_now_add=True, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="af",
        on_delete=models.PROTECT,
        related_name="haendelser",
        null=True,
        blank=True,
        help_text="Tom: systemet selv.",
    )
    handling = models.CharField("handling", max_length=20, choices=Handling)
    kind = models.CharField("genstandens art", max_length=60)
    target_id = models.BigIntegerField("genstandens nummer")
    target_uuid = models.UUIDField("genstandens id", null=True, blank=True, db_index=True)
    target_label = models.CharField("genstand", max_length=250)
    target_version = models.PositiveIntegerField(
        "genstandens version derefter", null=True, blank=True, help_text="Tom: genstanden har ingen versioner."
    )
    note = models.TextField("bemærkning", blank=True)

    objects = HaendelseQuerySet.as_manager()

    class Meta:
        verbose_name = "hændelse"
        verbose_name_plural = "hændelser"
        ordering = ["-happened_at", "-pk"]
        indexes = [
            models.Index(fields=["helhedsplan", "-happened_at"], name="plans_haendelse_newest_first"),
            models.Index(
                fields=["kind", "target_id"],
                condition=models.Q(target_uuid__isnull=True),
                name="plans_haendelse_without_uuid",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_handling_display()}: {self.kind} «{self.target_label}»"


class Feltaendring(models.Model):
    """One field of a hændelse: from what to what, as people read it."""

    haendelse = models.ForeignKey(
        Haendelse, verbose_name="hændelse", on_delete=models.CASCADE, related_name="feltaendringer"
    )
    field = models.CharField("felt", max_length=60)
    label = models.CharField("feltets navn", max_length=120)
    old = models.TextField("før", blank=True)
    new = models.TextField("efter", blank=True)
    stored = models.JSONField(
        "før og efter, som de er gemt",
        null=True,
        blank=True,
        help_text="Tom: teksten er selv den gemte værdi.",
    )

    class Meta:
        verbose_name = "feltændring"
        verbose_name_plural = "feltændringer"
        ordering = ["haendelse", "pk"]

    def __str__(self) -> str:
        return f"{self.label}: {self.old} → {self.new}"
