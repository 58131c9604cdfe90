"""Results: what was measured, and what the staff counted."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from indsatser.choices import Logart, Maalingsart, Skoen
from plans.models.base import (
    Retirable,
    RetirableQuerySet,
    given,
    not_negative_constraint,
    period_constraint,
    refuse,
)
from plans.models.dokument import Dokumentfelt, own_name_column


class Maaling(Retirable):
    """A measurement. No row: not measured. Value 0: measured, and it was nought. Never text in the number."""

    kriterium = models.ForeignKey(
        "indsatser.Succeskriterium", verbose_name="succeskriterium", on_delete=models.PROTECT, related_name="maalinger"
    )
    kind = models.CharField("art", max_length=12, choices=Maalingsart, default=Maalingsart.LOEBENDE)
    value = models.DecimalField("værdi", max_digits=16, decimal_places=4, null=True, blank=True)
    numerator = models.DecimalField("tæller", max_digits=16, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField("nævner", max_digits=16, decimal_places=4, null=True, blank=True)
    weight = models.DecimalField(
        "antal gange bag gennemsnittet",
        max_digits=10,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    skoen = models.CharField("vurdering", max_length=12, choices=Skoen, blank=True)
    data_from = models.DateField("data fra")
    data_to = models.DateField("data til og med")
    reported_on = models.DateField("indberettet den")
    source = models.CharField("datakilde", max_length=250, blank=True)
    note = models.TextField("bemærkning", blank=True)
    evidence = Dokumentfelt("dokumentation", upload_to="dokumentation/", name_field="evidence_name", blank=True)
    evidence_name = own_name_column()
    is_eksempel = models.BooleanField("eksempeltal", default=False)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="indberettet af",
        on_delete=models.PROTECT,
        related_name="maalinger",
        null=True,
        blank=True,
    )

    class Rows(RetirableQuerySet):
        plan_path = "kriterium__helhedsplan"

    objects = Rows.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "måling"
        verbose_name_plural = "målinger"
        ordering = ["kriterium", "data_to", "pk"]
        constraints = [
            *Retirable.Meta.constraints,
            models.CheckConstraint(
                name="indsatser_maaling_says_one_thing",
                violation_error_code="value",
                condition=Q(value__isnull=False, numerator__isnull=True, denominator__isnull=True)
                | Q(value__isnull=True, numerator__isnull=False, denominator__isnull=False)
                | (Q(value__isnull=True, numerator__isnull=True, denominator__isnull=True) & ~Q(skoen="")),
                violation_error_message="Skriv en værdi, en tæller og en nævner, eller en vurdering.",
            ),
            models.CheckConstraint(
                name="indsatser_maaling_denominator_positive",
                violation_error_code="denominator",
                condition=Q(denominator__isnull=True) | Q(denominator__gt=0),
                violation_error_message="Nævneren skal være over nul.",
            ),
            period_constraint(
                "indsatser_maaling_period_in_order", "data_from", "data_to", "Dataperioden slutter, før den begynder."
            ),
            period_constraint(
                "indsatser_maaling_reported_after_period_began",
                "data_from",
                "reported_on",
                "Målingen er indberettet, før dataperioden begynder.",
            ),
            not_negative_constraint(
                "indsatser_maaling_weight_not_negative", "weight", "Antallet bag gennemsnittet kan ikke være negativt."
            ),
        ]
        indexes = [models.Index(fields=["kriterium", "data_to"], name="indsatser_maaling_by_period")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.data_to:%d.%m.%Y}"

    def clean(self) -> None:
        super().clean()
        refuse(kriterium=_measured_elsewhere(given(self, "kriterium")))

    @property
    def helhedsplan(self):
        return self.kriterium.helhedsplan


class Logpost(Retirable):
    """A line in the staff's counting log: date and number. Counts only: no names, no CPR."""

    aktivitet = models.ForeignKey(
        "indsatser.Aktivitet", verbose_name="aktivitet", on_delete=models.PROTECT, related_name="logposter"
    )
    kriterium = models.ForeignKey(
        "indsatser.Succeskriterium",
        verbose_name="tæller i kriteriet",
        on_delete=models.PROTECT,
        related_name="logposter",
        null=True,
        blank=True,
    )
    date = models.DateField("dato")
    antal = models.PositiveIntegerField("antal")
    kind = models.CharField("tæller", max_length=12, choices=Logart, default=Logart.BESOEG)
    note = models.CharField("bemærkning", max_length=250, blank=True)
    is_eksempel = models.BooleanField("eksempeltal", default=False)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="registreret af",
        on_delete=models.PROTECT,
        related_name="logposter",
        null=True,
        blank=True,
    )

    class Rows(RetirableQuerySet):
        plan_path = "aktivitet__delaftale__helhedsplan"

    objects = Rows.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "logpost"
        verbose_name_plural = "logposter"
        ordering = ["aktivitet", "-date", "-pk"]

    def __str__(self) -> str:
        return f"{self.date:%d.%m.%Y}: {self.antal}"

    @property
    def helhedsplan(self):
        return self.aktivitet.delaftale.helhedsplan

    def clean(self) -> None:
        super().clean()
        foreign = self.aktivitet_id and self.kriterium and self.kriterium.aktivitet_id != self.aktivitet_id
        refuse(kriterium="Kriteriet hører til en anden aktivitet." if foreign else _measured_elsewhere(self.kriterium))


def _measured_elsewhere(kriterium) -> str:
    """The sentence that refuses figures on a row that only repeats another criterion, or nothing."""
    if kriterium is None or kriterium.samme_som_id is None:
        return ""
    return "Kriteriet gengiver et andet. Registrér tallet på det kriterium, der måles."
