"""Initiatives paid outside the delaftaler, and which source pays which (the København note, S002)."""

from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from helhedsplan.soegevektor import Soegevektor
from plans.models.base import (
    Retirable,
    RetirableQuerySet,
    given,
    goes_in_circles,
    not_itself_constraint,
    not_negative_constraint,
    period_constraint,
    refuse,
    refuse_foreign_owners,
)


class Initiativ(Retirable):
    """A named initiative across plans or beside a plan's delaftaler."""

    helhedsplan = models.ForeignKey(
        "plans.Helhedsplan", verbose_name="helhedsplan", on_delete=models.PROTECT, related_name="initiativer"
    )
    for_plan = models.ForeignKey(
        "plans.Helhedsplan",
        verbose_name="gælder planen",
        on_delete=models.PROTECT,
        related_name="initiativer_for_planen",
        null=True,
        blank=True,
    )
    parent = models.ForeignKey(
        "self", verbose_name="del af", on_delete=models.PROTECT, related_name="delinitiativer", null=True, blank=True
    )
    forgaenger = models.ForeignKey(
        "self", verbose_name="bygger på", on_delete=models.PROTECT, related_name="efterfoelgere", null=True, blank=True
    )
    code = models.CharField("kode", max_length=20, blank=True)
    title = models.CharField("titel", max_length=250)
    status_text = models.CharField("status", max_length=80, blank=True)
    purpose = models.TextField("formål", blank=True)
    problem = models.TextField("problem", blank=True)
    target_group = models.TextField("målgruppe", blank=True)
    age_from = models.PositiveSmallIntegerField("alder fra", null=True, blank=True)
    age_to = models.PositiveSmallIntegerField("alder til", null=True, blank=True)
    years = models.PositiveSmallIntegerField("varighed, år", null=True, blank=True)
    start_year = models.PositiveSmallIntegerField("fra år", null=True, blank=True)
    end_year = models.PositiveSmallIntegerField("til år", null=True, blank=True)
    period_note = models.TextField("bemærkning til perioden", blank=True)
    host = models.CharField("forankret hos", max_length=160, blank=True)
    area = models.CharField("område", max_length=160, blank=True)
    work = models.TextField("arbejdet", blank=True)
    governance = models.TextField("styring og opfølgning", blank=True)
    documentation = models.TextField("dokumentation", blank=True)
    expected_effect = models.TextField("forventet virkning", blank=True)
    total_aarsvaerk = models.DecimalField("årsværk i alt", max_digits=7, decimal_places=2, null=True, blank=True)
    note = models.TextField("bemærkning", blank=True)
    order = models.PositiveSmallIntegerField("rækkefølge", default=0)

    objects = RetirableQuerySet.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "initiativ"
        verbose_name_plural = "initiativer"
        ordering = ["helhedsplan", "order", "pk"]
        constraints = [
            *Retirable.Meta.constraints,
            period_constraint(
                "indsatser_initiativ_ages_in_order", "age_from", "age_to", "Den højeste alder er under den laveste."
            ),
            period_constraint(
                "indsatser_initiativ_years_in_order", "start_year", "end_year", "Slutåret ligger før startåret."
            ),
            not_itself_constraint(
                "indsatser_initiativ_not_part_of_itself", "parent", "Et initiativ kan ikke være del af sig selv."
            ),
            not_itself_constraint(
                "indsatser_initiativ_not_after_itself", "forgaenger", "Et initiativ kan ikke bygge på sig selv."
            ),
        ]
        indexes = [
            GinIndex(Soegevektor("code", "title"), name="soegnavn_initiativ", fastupdate=False),
            GinIndex(
                Soegevektor(
                    "code",
                    "title",
                    "purpose",
                    "problem",
                    "target_group",
                    "work",
                    "governance",
                    "documentation",
                    "expected_effect",
                    "host",
                    "area",
                    "status_text",
                    "period_note",
                    "note",
                ),
                name="soeg_initiativ",
                fastupdate=False,
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Part of an initiative of the same plan; it may build on one of an earlier plan. Never in circles."""
        super().clean()
        whole = self.parent != self and goes_in_circles(self, "parent")
        before = self.forgaenger != self and goes_in_circles(self, "forgaenger")
        refuse(
            parent="De to initiativer ville være del af hinanden." if whole else "",
            forgaenger="De to initiativer ville bygge på hinanden." if before else "",
        )
        refuse_foreign_owners(self, parent=self.parent)


class BevillingQuerySet(RetirableQuerySet):
    plan_path = "initiativ__helhedsplan"


class Bevilling(Retirable):
    """What a source gives to an initiative: kroner, årsværk or both."""

    initiativ = models.ForeignKey(
        Initiativ, verbose_name="initiativ", on_delete=models.PROTECT, related_name="bevillinger"
    )
    kilde = models.ForeignKey(
        "plans.Finansieringskilde",
        verbose_name="finansieringskilde",
        on_delete=models.PROTECT,
        related_name="bevillinger",
    )
    code = models.CharField("kode", max_length=20, blank=True)
    amount = models.DecimalField(
        "beløb, kr.", max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    aarsvaerk = models.DecimalField(
        "årsværk", max_digits=7, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    note = models.TextField("bemærkning", blank=True)

    objects = BevillingQuerySet.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "bevilling"
        verbose_name_plural = "bevillinger"
        ordering = ["initiativ", "pk"]
        constraints = [
            *Retirable.Meta.constraints,
            models.CheckConstraint(
                name="indsatser_bevilling_gives_something",
                violation_error_code="amount",
                condition=Q(amount__isnull=False) | Q(aarsvaerk__isnull=False),
                violation_error_message="Skriv et beløb eller årsværk.",
            ),
            not_negative_constraint(
                "indsatser_bevilling_amount_not_negative", "amount", "Beløbet kan ikke være negativt."
            ),
            not_negative_constraint(
                "indsatser_bevilling_aarsvaerk_not_negative", "aarsvaerk", "Årsværk kan ikke være negative."
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kilde} → {self.initiativ}"

    def clean(self) -> None:
        super().clean()
        kilde, initiativ = given(self, "kilde"), given(self, "initiativ")
        foreign = kilde and initiativ and kilde.helhedsplan != initiativ.helhedsplan
        refuse(kilde="Finansieringskilden hører til en anden plan." if foreign else "")
