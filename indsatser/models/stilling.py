"""A role's post: what kind of staff it is and what a year of it costs."""

from django.db import models
from django.db.models import Q

from indsatser.choices import Stillingsart
from plans.models.base import Retirable, RetirableQuerySet, not_negative_constraint


class Stilling(Retirable):
    """What a plan says of a role: boligsocial or other staff, and the price of an årsværk. Named as in the rows."""

    helhedsplan = models.ForeignKey(
        "plans.Helhedsplan", verbose_name="helhedsplan", on_delete=models.PROTECT, related_name="stillinger"
    )
    role = models.CharField("rolle", max_length=160)
    kind = models.CharField("art", max_length=20, choices=Stillingsart, default=Stillingsart.BOLIGSOCIAL)
    price = models.DecimalField(
        "pris pr. årsværk om året, kr.", max_digits=14, decimal_places=2, null=True, blank=True
    )
    price_source = models.CharField("hvor prisen er fra", max_length=160, blank=True)
    note = models.TextField("bemærkning", blank=True)

    objects = RetirableQuerySet.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "stilling"
        verbose_name_plural = "stillinger"
        ordering = ["helhedsplan", "role", "pk"]
        constraints = [
            *Retirable.Meta.constraints,
            models.UniqueConstraint(
                fields=["helhedsplan", "role"],
                condition=Q(retired_on__isnull=True),
                name="indsatser_stilling_role_unique_in_plan",
                violation_error_code="role",
                violation_error_message="Rollen har allerede en stilling i planen.",
            ),
            not_negative_constraint("indsatser_stilling_price_not_negative", "price", "Prisen kan ikke være negativ."),
        ]

    def __str__(self) -> str:
        return self.role
