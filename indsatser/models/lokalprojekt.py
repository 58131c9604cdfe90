"""The local project description (the Nørrebro form, domain.md §3.7)."""

from decimal import Decimal

from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from helhedsplan.soegevektor import Soegevektor
from plans.models.base import Retirable, RetirableQuerySet, period_constraint


class Lokalprojekt(Retirable):
    """A small project described on one form: purpose, date, partners, tasks and a budget."""

    helhedsplan = models.ForeignKey(
        "plans.Helhedsplan", verbose_name="helhedsplan", on_delete=models.PROTECT, related_name="lokalprojekter"
    )
    name = models.CharField("navn på projektet", max_length=200)
    applicant = models.CharField("ansøger", max_length=200, blank=True)
    applicant_note = models.TextField("bemærkning om ansøger", blank=True)
    co_organiser = models.CharField("medarrangør", max_length=200, blank=True)
    responsible_count = models.PositiveSmallIntegerField("antal ansvarlige", null=True, blank=True)
    responsible_note = models.TextField("om de ansvarlige", blank=True)
    participants_text = models.TextField("deltagere", blank=True)
    expected_from = models.PositiveIntegerField("forventet antal deltagere, fra", null=True, blank=True)
    expected_to = models.PositiveIntegerField("til", null=True, blank=True)
    purpose = models.TextField("formål", blank=True)
    description = models.TextField("beskrivelse", blank=True)
    date_from = models.DateField("afholdes fra", null=True, blank=True)
    date_to = models.DateField("afholdes til", null=True, blank=True)
    date_as_printed = models.CharField("dato, som den står", max_length=80, blank=True)
    format_text = models.CharField("form", max_length=160, blank=True)
    communication_before = models.TextField("kommunikation før", blank=True)
    communication_after = models.TextField("kommunikation under og efter", blank=True)
    hours = models.DecimalField("timer i alt", max_digits=8, decimal_places=2, null=True, blank=True)
    hours_note = models.TextField("om timerne", blank=True)
    budget_note = models.TextField("bemærkning til budgettet", blank=True)
    note = models.TextField("bemærkning", blank=True)

    objects = RetirableQuerySet.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "lokalprojekt"
        verbose_name_plural = "lokalprojekter"
        ordering = ["helhedsplan", "date_from", "pk"]
        constraints = [
            *Retirable.Meta.constraints,
            period_constraint(
                "indsatser_lokalprojekt_dates_in_order", "date_from", "date_to", "Slutdatoen ligger før startdatoen."
            ),
            period_constraint(
                "indsatser_lokalprojekt_expected_in_order",
                "expected_from",
                "expected_to",
                "Det højeste antal deltagere er mindre end det laveste.",
            ),
        ]
        indexes = [
            GinIndex(Soegevektor("name"), name="soegnavn_lokalprojekt", fastupdate=False),
            GinIndex(
                Soegevektor(
                    "name",
                    "purpose",
                    "description",
                    "participants_text",
                    "applicant",
                    "applicant_note",
                    "co_organiser",
                    "responsible_note",
                    "format_text",
                    "communication_before",
                    "communication_after",
                    "hours_note",
                    "budget_note",
                    "note",
                ),
                name="soeg_lokalprojekt",
                fastupdate=False,
            ),
        ]

    def __str__(self) -> str:
        return self.name


class LokalprojektRows(RetirableQuerySet):
    """The lines of the form: they find their plan through the lokalprojekt."""

    plan_path = "lokalprojekt__helhedsplan"


class Lokalprojekttrin(Retirable):
    """A step on the project's timetable."""

    lokalprojekt = models.ForeignKey(
        Lokalprojekt, verbose_name="lokalprojekt", on_delete=models.PROTECT, related_name="trin"
    )
    label = models.CharField("tid", max_length=80)
    date_from = models.DateField("fra", null=True, blank=True)
    date_to = models.DateField("til", null=True, blank=True)
    tasks = models.TextField("opgaver")
    order = models.PositiveSmallIntegerField("rækkefølge", default=0)

    objects = LokalprojektRows.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "trin i lokalprojekt"
        verbose_name_plural = "trin i lokalprojekt"
        ordering = ["lokalprojekt", "order"]
        constraints = [
            *Retirable.Meta.constraints,
            period_constraint(
                "indsatser_lokalprojekttrin_in_order", "date_from", "date_to", "Slutdatoen ligger før startdatoen."
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Lokalprojektopgave(Retirable):
    """A cell of the task matrix: that a party takes part in a task."""

    lokalprojekt = models.ForeignKey(
        Lokalprojekt, verbose_name="lokalprojekt", on_delete=models.PROTECT, related_name="opgaver"
    )
    task = models.CharField("opgave", max_length=160)
    party = models.CharField("part", max_length=160)
    mark = models.CharField("mærke", max_length=10, default="X", blank=True)
    order = models.PositiveSmallIntegerField("rækkefølge", default=0)

    objects = LokalprojektRows.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "opgave i lokalprojekt"
        verbose_name_plural = "opgaver i lokalprojekt"
        ordering = ["lokalprojekt", "order"]
        constraints = [
            *Retirable.Meta.constraints,
            models.UniqueConstraint(
                fields=["lokalprojekt", "task", "party"],
                condition=Q(retired_on__isnull=True),
                name="indsatser_lokalprojektopgave_one_per_cell",
                violation_error_code="party",
                violation_error_message="Feltet i opgavefordelingen er allerede udfyldt.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task}: {self.party}"


class Lokalprojektudgift(Retirable):
    """A line of the project's budget. A ceiling ("op til") is not a price."""

    lokalprojekt = models.ForeignKey(
        Lokalprojekt, verbose_name="lokalprojekt", on_delete=models.PROTECT, related_name="udgifter"
    )
    label = models.CharField("post", max_length=160)
    amount = models.DecimalField(
        "beløb, kr.",
        max_digits=12,
        decimal_places=2,
        validators=[MinValueValidator(Decimal(0), "Beløbet kan ikke være negativt.")],
    )
    is_ceiling = models.BooleanField("op til", default=False)
    note = models.TextField("bemærkning", blank=True)
    order = models.PositiveSmallIntegerField("rækkefølge", default=0)

    objects = LokalprojektRows.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "udgift i lokalprojekt"
        verbose_name_plural = "udgifter i lokalprojekt"
        ordering = ["lokalprojekt", "order"]
        constraints = [
            *Retirable.Meta.constraints,
            models.CheckConstraint(
                name="indsatser_lokalprojektudgift_not_negative",
                violation_error_code="amount",
                condition=Q(amount__gte=0),
                violation_error_message="Beløbet kan ikke være negativt.",
            ),
        ]

    def __str__(self) -> str:
        return self.label
