"""What a criterion's target was before it was changed."""

from datetime import date
from typing import Any

from django.db import models

from indsatser.choices import Kriterieform, Operator, Retning, Sammenlaegning
from indsatser.models.aarslaas import locked_sentence
from plans.models.base import Retirable, RetirableQuerySet, given, period_constraint, refuse

TIDLIGERE = (
    "statement",
    "form",
    "unit",
    "retning",
    "operator",
    "sammenlaegning",
    "baseline_value",
    "baseline_on",
    "baseline_text",
    "target_value",
    "target_to",
    "change_pct",
    "deadline",
    "deadline_text",
    "window_from",
    "window_to",
    "follow_up_months",
)
"""The fields of a criterion that say what is to be reached: named alike on the criterion and on what it was."""

MAALET = frozenset(TIDLIGERE) - {"statement", "unit", "baseline_text", "deadline_text", "sammenlaegning"}
"""The fields whose change is a change of the target. Wording, unit and how figures are added up are not."""


class MaalaendringQuerySet(RetirableQuerySet):
    plan_path = "kriterium__helhedsplan"


class Maalaendring(Retirable):
    """That a criterion's target was changed from a day on, why, and what it was until then."""

    kriterium = models.ForeignKey(
        "indsatser.Succeskriterium",
        verbose_name="succeskriterium",
        on_delete=models.PROTECT,
        related_name="maalaendringer",
    )
    changed_on = models.DateField("det nye mål gælder fra")
    reason = models.TextField("hvorfor målet er ændret")
    decided_by = models.CharField("besluttet af", max_length=200, blank=True, help_text="Organ eller rolle.")
    beslutning = models.ForeignKey(
        "plans.Beslutning",
        verbose_name="beslutning",
        on_delete=models.PROTECT,
        related_name="maalaendringer",
        null=True,
        blank=True,
    )

    statement = models.TextField("kriterium, som det stod")
    form = models.CharField("form", max_length=30, choices=Kriterieform)
    unit = models.CharField("enhed", max_length=80, blank=True)
    retning = models.CharField("retning", max_length=12, choices=Retning)
    operator = models.CharField("forhold", max_length=12, choices=Operator)
    sammenlaegning = models.CharField("sammenlægning", max_length=12, choices=Sammenlaegning)
    baseline_value = models.DecimalField("udgangspunkt", max_digits=16, decimal_places=4, null=True, blank=True)
    baseline_on = models.DateField("udgangspunktets data til og med", null=True, blank=True)
    baseline_text = models.CharField("udgangspunktets tid, som det stod", max_length=120, blank=True)
    target_value = models.DecimalField("måltal", max_digits=16, decimal_places=4, null=True, blank=True)
    target_to = models.DecimalField("til", max_digits=16, decimal_places=4, null=True, blank=True)
    change_pct = models.DecimalField("ændring i procent", max_digits=8, decimal_places=2, null=True, blank=True)
    deadline = models.DateField("frist", null=True, blank=True)
    deadline_text = models.CharField("fristen, som den stod", max_length=80, blank=True)
    window_from = models.DateField("tælles fra", null=True, blank=True)
    window_to = models.DateField("tælles til", null=True, blank=True)
    follow_up_months = models.PositiveSmallIntegerField("måles efter, måneder", null=True, blank=True)

    objects = MaalaendringQuerySet.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "målændring"
        verbose_name_plural = "målændringer"
        ordering = ["kriterium", "changed_on", "pk"]
        constraints = [
            *Retirable.Meta.constraints,
            models.UniqueConstraint(
                fields=["kriterium", "changed_on"],
                condition=models.Q(retired_on__isnull=True),
                name="indsatser_maalaendring_one_a_day",
                violation_error_code="changed_on",
                violation_error_message="Kriteriets mål er allerede ændret fra den dag.",
            ),
            period_constraint(
                "indsatser_maalaendring_window_in_order",
                "window_from",
                "window_to",
                "Tidsrummet slutter, før det begynder.",
            ),
        ]

    def __str__(self) -> str:
        return f"Målet ændret {self.changed_on:%d.%m.%Y}"

    @property
    def helhedsplan(self):
        return self.kriterium.helhedsplan

    def clean(self) -> None:
        super().clean()
        kriterium = given(self, "kriterium")
        foreign = kriterium and self.beslutning and self.beslutning.helhedsplan != kriterium.helhedsplan
        refuse(
            beslutning="Beslutningen hører til en anden plan." if foreign else "",
            changed_on=locked_sentence(kriterium and kriterium.helhedsplan, self._touched()),
        )

    def _touched(self) -> tuple[date, date] | None:
        """The time that is judged by another target if the row is saved as it stands: from the earliest day and on.

        None where neither the day nor whether the row is in use changes: then no locked year's report is touched.
        """
        before: Any = None if self._state.adding else self.stored or type(self).objects.filter(pk=self.pk).first()
        if before and (before.changed_on, before.retired_on) == (self.changed_on, self.retired_on):
            return None
        days = [day for day in (self.changed_on, before and before.changed_on) if day]
        return (min(days), date.max) if days else None
