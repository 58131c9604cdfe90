"""What was sent out before a meeting: one PDF, kept as it was."""

from django.core.validators import MinValueValidator
from django.db import models

from plans.models.base import Retirable, RetirableQuerySet
from plans.models.dokument import Dokumentfelt, own_name_column


class Moedemateriale(Retirable):
    """The material for a meeting as one PDF. It is not changed: a new one gets the next number."""

    moede = models.ForeignKey("plans.Moede", verbose_name="møde", on_delete=models.PROTECT, related_name="materialer")
    nummer = models.PositiveSmallIntegerField("nummer", validators=[MinValueValidator(1)])
    parts = models.CharField("dele", max_length=200)
    """The names of the parts that were chosen, in print's order, with commas between (reporting.moedemateriale)."""
    as_of = models.DateField("opgjort pr.")
    pages = models.PositiveIntegerField("sider", validators=[MinValueValidator(1)])
    left_out = models.TextField("ikke flettet ind", blank=True)
    sha256 = models.CharField("kontrolsum", max_length=64)
    file = Dokumentfelt("fil", upload_to="moedemateriale/", name_field="file_name")
    file_name = own_name_column()

    class Rows(RetirableQuerySet):
        plan_path = "moede__organ__helhedsplan"

    objects = Rows.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "mødemateriale"
        verbose_name_plural = "mødematerialer"
        ordering = ["moede", "-nummer"]
        constraints = [
            *Retirable.Meta.constraints,
            models.UniqueConstraint(
                fields=["moede", "nummer"],
                name="plans_moedemateriale_number_unique",
                violation_error_code="nummer",
                violation_error_message="Mødet har allerede et materiale med det nummer.",
            ),
        ]

    def __str__(self) -> str:
        return f"Materiale nr. {self.nummer} til {self.moede}"
