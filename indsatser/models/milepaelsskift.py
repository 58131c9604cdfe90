"""The steps of a milestone: each move to another quarter and each new state, with the day it counts from."""

from django.db import models
from django.db.models import Q

from indsatser.choices import Milepaelsskiftart, Milepaeltilstand
from indsatser.models.milepael import QUARTER, YEAR
from plans.models.base import PlanScopedQuerySet, Tracked


class MilepaelsskiftQuerySet(PlanScopedQuerySet):
    plan_path = "milepael__helhedsplan"


class Milepaelsskift(Tracked):
    """That a milestone moved, or got another state, from a day on. Append only: what is said of a day stays.

    `day` is when it counts from, not when it was typed; empty where a move was known before steps were kept.
    """

    milepael = models.ForeignKey(
        "indsatser.Milepael", verbose_name="milepæl", on_delete=models.PROTECT, related_name="skift"
    )
    kind = models.CharField("hvad", max_length=12, choices=Milepaelsskiftart)
    day = models.DateField("fra den", null=True, blank=True)
    from_year = models.PositiveSmallIntegerField("fra år", null=True, blank=True, validators=YEAR)
    from_quarter = models.PositiveSmallIntegerField("fra kvartal", null=True, blank=True, validators=QUARTER)
    to_year = models.PositiveSmallIntegerField("til år", null=True, blank=True, validators=YEAR)
    to_quarter = models.PositiveSmallIntegerField("til kvartal", null=True, blank=True, validators=QUARTER)
    from_state = models.CharField("fra tilstand", max_length=20, choices=Milepaeltilstand, blank=True)
    to_state = models.CharField("til tilstand", max_length=20, choices=Milepaeltilstand, blank=True)
    reason = models.TextField("hvorfor", blank=True)

    objects = MilepaelsskiftQuerySet.as_manager()

    class Meta:
        verbose_name = "milepælsskift"
        verbose_name_plural = "milepælsskift"
        ordering = ["milepael", "pk"]
        constraints = [
            models.CheckConstraint(
                name="indsatser_milepaelsskift_move_says_why",
                violation_error_code="reason",
                condition=~Q(kind=Milepaelsskiftart.FLYTTET) | Q(from_quarter__isnull=True) | ~Q(reason=""),
                violation_error_message="Skriv, hvorfor milepælen flyttes.",
            ),
            models.CheckConstraint(
                name="indsatser_milepaelsskift_dropping_says_why",
                violation_error_code="reason",
                condition=~Q(to_state=Milepaeltilstand.BORTFALDET) | ~Q(reason=""),
                violation_error_message="Skriv, hvorfor milepælen bortfalder.",
            ),
            models.CheckConstraint(
                name="indsatser_milepaelsskift_state_has_day",
                violation_error_code="day",
                condition=Q(kind=Milepaelsskiftart.FLYTTET, from_state="", to_state="")
                | (Q(kind=Milepaelsskiftart.TILSTAND, day__isnull=False) & ~Q(to_state="")),
                violation_error_message="En ny tilstand har en dag, den gælder fra.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}{f' {self.day:%d.%m.%Y}' if self.day else ''}"

    @property
    def helhedsplan(self):
        return self.milepael.helhedsplan
