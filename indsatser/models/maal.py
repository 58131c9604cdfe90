"""The goals that criteria and activities answer to."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from helhedsplan.soegevektor import Soegevektor
from plans.models.base import Retirable, RetirableQuerySet, given, refuse


class Maal(Retirable):
    """A goal of a delaftale, with the letter it has there; or of the plan as a whole."""

    helhedsplan = models.ForeignKey(
        "plans.Helhedsplan", verbose_name="helhedsplan", on_delete=models.PROTECT, related_name="maal"
    )
    delaftale = models.ForeignKey(
        "plans.Delaftale",
        verbose_name="delaftale",
        on_delete=models.PROTECT,
        related_name="maal",
        null=True,
        blank=True,
        help_text="Tom: et mål for hele planen.",
    )
    letter = models.CharField("bogstav", max_length=4, blank=True)
    letter_in_agreement = models.CharField("bogstav i aftalen, hvor det er et andet", max_length=4, blank=True)
    text = models.TextField("mål")
    order = models.PositiveSmallIntegerField("rækkefølge", default=0)

    objects = RetirableQuerySet.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "mål"
        verbose_name_plural = "mål"
        ordering = ["helhedsplan", "delaftale", "order", "pk"]
        constraints = [
            *Retirable.Meta.constraints,
            models.UniqueConstraint(
                fields=["helhedsplan", "delaftale", "letter"],
                condition=Q(retired_on__isnull=True) & ~Q(letter=""),
                nulls_distinct=False,
                name="indsatser_maal_letter_unique",
                violation_error_code="letter",
                violation_error_message="Bogstavet er allerede brugt til et andet mål.",
            ),
        ]
        indexes = [
            GinIndex(Soegevektor("letter", "text"), name="soeg_maal", fastupdate=False),
        ]

    def __str__(self) -> str:
        return f"({self.letter}) {self.text}" if self.letter else self.text

    def clean(self) -> None:
        super().clean()
        plan = given(self, "helhedsplan")
        foreign = plan and self.delaftale and self.delaftale.helhedsplan != plan
        refuse(delaftale="Delaftalen hører til en anden plan." if foreign else "")
