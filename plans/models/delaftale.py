"""The delaftale: what is agreed for one field of work."""

from datetime import date

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse

from helhedsplan.soegevektor import Soegevektor
from plans.models.base import Retirable, RetirableQuerySet, given, period_constraint, refuse


class DelaftaleQuerySet(RetirableQuerySet):
    def for_page(self):
        """With what the head of a delaftale page prints."""
        return self.select_related("helhedsplan__bevillingsrunde", "indsatsomraade")


class Delaftale(Retirable):
    """The agreement on one indsatsområde. Rounds before 2015 have chapters instead: same row, other label."""

    helhedsplan = models.ForeignKey(
        "plans.Helhedsplan", verbose_name="helhedsplan", on_delete=models.PROTECT, related_name="delaftaler"
    )
    indsatsomraade = models.ForeignKey(
        "plans.Indsatsomraade",
        verbose_name="officielt indsatsområde",
        on_delete=models.PROTECT,
        related_name="delaftaler",
        null=True,
        blank=True,
    )
    nummer = models.PositiveSmallIntegerField("nummer")
    title = models.CharField("lokal titel", max_length=200, help_text="Som den står i delaftalen.")
    title_as_printed = models.CharField("titel, hvor dokumentet skriver andet", max_length=200, blank=True)
    section = models.CharField("afsnit i aftalen", max_length=12, blank=True)
    start_date = models.DateField("gælder fra", null=True, blank=True)
    end_date = models.DateField("gælder til", null=True, blank=True, help_text="Tom: slutdatoen er ikke angivet.")
    period_note = models.TextField("bemærkning til perioden", blank=True)
    problem = models.TextField("problemkompleks", blank=True)
    purpose = models.TextField("formål", blank=True)
    content = models.TextField("indhold", blank=True)
    municipal_context = models.TextField("sammenhæng med den kommunale indsats", blank=True)
    conflict_handling = models.TextField("konflikthåndtering", blank=True)
    notification = models.TextField("underretning", blank=True)
    revision_rule = models.TextField("revision", blank=True)
    total_as_printed = models.CharField(
        "samlet beløb, som det er trykt", max_length=40, blank=True, help_text="Kun hvor trykket afviger fra summen."
    )
    budget_note = models.TextField("bemærkning til økonomien", blank=True)
    note = models.TextField("bemærkning", blank=True)

    objects = DelaftaleQuerySet.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "delaftale"
        verbose_name_plural = "delaftaler"
        ordering = ["helhedsplan", "nummer"]
        constraints = [
            *Retirable.Meta.constraints,
            period_constraint(
                "plans_delaftale_period_in_order",
                "start_date",
                "end_date",
                "Delaftalen slutter, før den begynder.",
                strict=True,
            ),
            models.UniqueConstraint(
                fields=["helhedsplan", "nummer"],
                condition=Q(retired_on__isnull=True),
                name="plans_delaftale_nummer_unique_in_plan",
                violation_error_code="nummer",
                violation_error_message="Nummeret er allerede brugt i denne helhedsplan.",
            ),
            models.UniqueConstraint(
                fields=["helhedsplan", "indsatsomraade"],
                condition=Q(indsatsomraade__isnull=False, retired_on__isnull=True),
                name="plans_delaftale_one_per_indsatsomraade",
                violation_error_code="indsatsomraade",
                violation_error_message="Planen har allerede en delaftale for det indsatsområde.",
            ),
        ]
        indexes = [
            GinIndex(Soegevektor("title", "title_as_printed"), name="soegnavn_delaftale", fastupdate=False),
            GinIndex(
                Soegevektor(
                    "title",
                    "title_as_printed",
                    "problem",
                    "purpose",
                    "content",
                    "municipal_context",
                    "conflict_handling",
                    "notification",
                    "revision_rule",
                    "period_note",
                    "budget_note",
                    "note",
                ),
                name="soeg_delaftale",
                fastupdate=False,
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("reporting:delaftale_detail", kwargs={"uuid": self.uuid})

    def clean(self) -> None:
        """A delaftale lies inside its plan's period, and its field of work belongs to the plan's round."""
        super().clean()
        plan = given(self, "helhedsplan")
        if plan is None:
            return
        runde = plan.bevillingsrunde_id
        foreign = self.indsatsomraade and runde and self.indsatsomraade.runde_id != runde
        refuse(
            start_date=_outside(self.start_date, plan, "begynder"),
            end_date=_outside(self.end_date, plan, "slutter"),
            indsatsomraade="Indsatsområdet hører til en anden bevillingsrunde end planens." if foreign else "",
        )


def _outside(day: date | None, plan, verb: str) -> str:
    """The sentence that refuses a date outside the plan's period, or nothing."""
    if not day:
        return ""
    if plan.start_date and day < plan.start_date:
        return f"Delaftalen {verb} {day:%d.%m.%Y}, før planen begynder {plan.start_date:%d.%m.%Y}."
    if plan.end_date and day > plan.end_date:
        return f"Delaftalen {verb} {day:%d.%m.%Y}, efter at planen er slut {plan.end_date:%d.%m.%Y}."
    return ""
