"""Evaluations of the plan."""

from django.db import models
from django.db.models import TextChoices

from plans.models.base import Retirable, RetirableQuerySet, refuse_foreign_owners
from plans.models.dokument import Dokumentfelt, own_name_column


class Evalueringsart(TextChoices):
    """domain.md §3.7."""

    LOKAL = "lokal", "Lokal evaluering"
    VIRKNING = "virkning", "Virkningsevaluering"
    MIDTVEJS = "midtvejs", "Midtvejsevaluering"
    SLUT = "slut", "Slutevaluering"


class Evaluering(Retirable):
    """An evaluation: of what, by whom, when, with which method and what it found."""

    helhedsplan = models.ForeignKey(
        "plans.Helhedsplan", verbose_name="helhedsplan", on_delete=models.PROTECT, related_name="evalueringer"
    )
    kind = models.CharField("art", max_length=12, choices=Evalueringsart, default=Evalueringsart.LOKAL)
    title = models.CharField("emne", max_length=250)
    year = models.PositiveSmallIntegerField("år", null=True, blank=True)
    done_by = models.CharField("udført af", max_length=160, blank=True)
    approved_by = models.ForeignKey(
        "plans.Organ",
        verbose_name="godkendes af",
        on_delete=models.PROTECT,
        related_name="evalueringer",
        null=True,
        blank=True,
    )
    method = models.TextField("metode", blank=True)
    findings = models.TextField("resultat", blank=True)
    file = Dokumentfelt("rapport", upload_to="evalueringer/", name_field="file_name", blank=True)
    file_name = own_name_column()
    note = models.TextField("bemærkning", blank=True)

    objects = RetirableQuerySet.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "evaluering"
        verbose_name_plural = "evalueringer"
        ordering = ["helhedsplan", "year", "pk"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        refuse_foreign_owners(self, approved_by=self.approved_by)
