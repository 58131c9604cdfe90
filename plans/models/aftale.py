"""The strategic agreement's own parts: sections, parties, annexes, what was left out, and what does not add up."""

from typing import Any

from django.db import models
from django.db.models import Q

from plans.choices import Alvor, Bilagstilstand, Partsart
from plans.models.base import Retirable, RetirableQuerySet, given, refuse, refuse_foreign_owners
from plans.models.dokument import Dokumentfelt, own_name_column


class Afsnit(Retirable):
    """A section of the agreement. Those the round declares have a skabelon; a plan may have more of its own."""

    helhedsplan = models.ForeignKey(
        "plans.Helhedsplan", verbose_name="helhedsplan", on_delete=models.PROTECT, related_name="afsnit"
    )
    skabelon = models.ForeignKey(
        "plans.Afsnitsskabelon",
        verbose_name="rundens afsnit",
        on_delete=models.PROTECT,
        related_name="afsnit",
        null=True,
        blank=True,
    )
    heading = models.CharField("overskrift", max_length=200)
    text = models.TextField("tekst", blank=True)
    order = models.PositiveSmallIntegerField("rækkefølge", default=0)

    objects = RetirableQuerySet.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "afsnit"
        verbose_name_plural = "afsnit"
        ordering = ["helhedsplan", "order", "pk"]
        constraints = [
            *Retirable.Meta.constraints,
            models.UniqueConstraint(
                fields=["helhedsplan", "skabelon"],
                condition=Q(skabelon__isnull=False, retired_on__isnull=True),
                name="plans_afsnit_one_per_skabelon",
                violation_error_code="skabelon",
                violation_error_message="Planen har allerede det afsnit.",
            ),
        ]

    def __str__(self) -> str:
        return self.heading

    def clean(self) -> None:
        """A section that the round declares belongs to the plan's own round."""
        super().clean()
        refuse(skabelon=_of_another_round(self, self.skabelon, "Afsnittet"))

    @property
    def number(self) -> str:
        """The round's number of the section, or nothing for a section of the plan's own."""
        return self.skabelon.number if self.skabelon else ""


class Part(Retirable):
    """A party to the agreement or to one delaftale: organisation and title, never a private person's name."""

    helhedsplan = models.ForeignKey(
        "plans.Helhedsplan", verbose_name="helhedsplan", on_delete=models.PROTECT, related_name="parter"
    )
    delaftale = models.ForeignKey(
        "plans.Delaftale",
        verbose_name="delaftale",
        on_delete=models.PROTECT,
        related_name="parter",
        null=True,
        blank=True,
        help_text="Tom: part i selve aftalen.",
    )
    kind = models.CharField("art", max_length=20, choices=Partsart, default=Partsart.ANDEN)
    organisation = models.CharField("organisation", max_length=200)
    title = models.CharField("titel", max_length=160, blank=True)
    signed_on = models.DateField("underskrevet den", null=True, blank=True)
    note = models.TextField("bemærkning", blank=True)
    order = models.PositiveSmallIntegerField("rækkefølge", default=0)

    objects = RetirableQuerySet.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "part"
        verbose_name_plural = "parter"
        ordering = ["helhedsplan", "delaftale", "order", "pk"]

    def __str__(self) -> str:
        return f"{self.title}, {self.organisation}" if self.title else self.organisation

    def clean(self) -> None:
        super().clean()
        refuse_foreign_owners(self, delaftale=self.delaftale)


class Bilag(Retirable):
    """An annex: what the round requires, and whether it is there."""

    helhedsplan = models.ForeignKey(
        "plans.Helhedsplan", verbose_name="helhedsplan", on_delete=models.PROTECT, related_name="bilag"
    )
    krav = models.ForeignKey(
        "plans.Bilagskrav",
        verbose_name="rundens krav",
        on_delete=models.PROTECT,
        related_name="bilag",
        null=True,
        blank=True,
    )
    title = models.CharField("bilag", max_length=200)
    state = models.CharField("tilstand", max_length=20, choices=Bilagstilstand, default=Bilagstilstand.MANGLER)
    file = Dokumentfelt("fil", upload_to="bilag/", name_field="file_name", blank=True)
    file_name = own_name_column()
    note = models.TextField("bemærkning", blank=True)
    order = models.PositiveSmallIntegerField("rækkefølge", default=0)

    objects = RetirableQuerySet.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "bilag"
        verbose_name_plural = "bilag"
        ordering = ["helhedsplan", "order", "pk"]
        constraints = [
            *Retirable.Meta.constraints,
            models.UniqueConstraint(
                fields=["helhedsplan", "krav"],
                condition=Q(krav__isnull=False, retired_on__isnull=True),
                name="plans_bilag_one_per_krav",
                violation_error_code="krav",
                violation_error_message="Planen har allerede det bilag.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """An annex that the round requires belongs to the plan's own round."""
        super().clean()
        refuse(krav=_of_another_round(self, self.krav, "Bilagskravet"))


class Fravalg(Retirable):
    """An official indsatsområde that the plan leaves out, with the reason (S003 §5.2)."""

    helhedsplan = models.ForeignKey(
        "plans.Helhedsplan", verbose_name="helhedsplan", on_delete=models.PROTECT, related_name="fravalg"
    )
    indsatsomraade = models.ForeignKey(
        "plans.Indsatsomraade", verbose_name="indsatsområde", on_delete=models.PROTECT, related_name="fravalg"
    )
    section = models.CharField("afsnit", max_length=12, blank=True)
    reason = models.TextField("begrundelse")

    objects = RetirableQuerySet.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "fravalg"
        verbose_name_plural = "fravalg"
        ordering = ["helhedsplan", "indsatsomraade__order"]
        constraints = [
            *Retirable.Meta.constraints,
            models.UniqueConstraint(
                fields=["helhedsplan", "indsatsomraade"],
                condition=Q(retired_on__isnull=True),
                name="plans_fravalg_once",
                violation_error_code="indsatsomraade",
                violation_error_message="Indsatsområdet er allerede fravalgt.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.indsatsomraade)

    def clean(self) -> None:
        """Only a field of work of the plan's own round can be left out."""
        super().clean()
        refuse(indsatsomraade=_of_another_round(self, given(self, "indsatsomraade"), "Indsatsområdet"))


class Uoverensstemmelse(Retirable):
    """Something in the signed document that contradicts itself, is masked or is missing. Kept, not corrected."""

    helhedsplan = models.ForeignKey(
        "plans.Helhedsplan", verbose_name="helhedsplan", on_delete=models.PROTECT, related_name="uoverensstemmelser"
    )
    kind = models.CharField("art", max_length=40)
    severity = models.CharField("alvor", max_length=10, choices=Alvor, blank=True, default="")
    place = models.CharField("sted", max_length=250, blank=True)
    text = models.TextField("beskrivelse")
    order = models.PositiveSmallIntegerField("rækkefølge", default=0)

    objects = RetirableQuerySet.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "uoverensstemmelse"
        verbose_name_plural = "uoverensstemmelser"
        ordering = ["helhedsplan", "order", "pk"]

    def __str__(self) -> str:
        return self.text[:80]


def _of_another_round(row: models.Model, declared: Any, what: str) -> str:
    """The sentence that refuses something another round declares, or nothing."""
    plan = given(row, "helhedsplan")
    runde = plan.bevillingsrunde_id if plan else None
    foreign = declared and runde and declared.runde_id != runde
    return f"{what} hører til en anden bevillingsrunde end planens." if foreign else ""
