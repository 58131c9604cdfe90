"""A funding round and the rules and wording it brings: data, so that the next round needs no code."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from plans.models.base import UdenCpr, period_constraint


class Bevillingsrunde(UdenCpr):
    """A round of Landsbyggefondens funds, e.g. 2015-18-midlerne."""

    code = models.SlugField("kode", max_length=20, unique=True)
    name = models.CharField("navn", max_length=80)
    start_year = models.PositiveSmallIntegerField("fra år")
    end_year = models.PositiveSmallIntegerField("til år")
    min_local_share = models.DecimalField(
        "mindste lokale medfinansiering, %",
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    field_label = models.CharField("et indsatsområdes kapitel hedder", max_length=40, default="Delaftale")
    field_label_plural = models.CharField("i flertal", max_length=40, default="Delaftaler")
    agreement_label = models.CharField("aftalen hedder", max_length=80, default="Strategisk samarbejdsaftale")
    source = models.TextField("kilde", blank=True)

    class Meta:
        verbose_name = "bevillingsrunde"
        verbose_name_plural = "bevillingsrunder"
        ordering = ["start_year"]
        constraints = [
            period_constraint(
                "plans_bevillingsrunde_years_in_order", "start_year", "end_year", "Slutåret ligger før startåret."
            ),
            models.CheckConstraint(
                name="plans_bevillingsrunde_share_is_a_percentage",
                condition=models.Q(min_local_share__gte=0, min_local_share__lte=100),
                violation_error_message="Den lokale medfinansiering er mellem 0 og 100 %.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Indsatsomraade(UdenCpr):
    """An official field of work of a round. Local titles differ: they stand on the delaftale."""

    runde = models.ForeignKey(
        Bevillingsrunde, verbose_name="bevillingsrunde", on_delete=models.CASCADE, related_name="indsatsomraader"
    )
    code = models.SlugField("kode", max_length=40)
    name = models.CharField("officielt navn", max_length=120)
    order = models.PositiveSmallIntegerField("rækkefølge")

    class Meta:
        verbose_name = "indsatsområde"
        verbose_name_plural = "indsatsområder"
        ordering = ["runde", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["runde", "code"],
                name="plans_indsatsomraade_code_unique_in_runde",
                violation_error_message="Runden har allerede et indsatsområde med den kode.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Afsnitsskabelon(UdenCpr):
    """A section that the round's agreement must have: number, heading and what belongs there."""

    runde = models.ForeignKey(
        Bevillingsrunde, verbose_name="bevillingsrunde", on_delete=models.CASCADE, related_name="afsnitsskabeloner"
    )
    key = models.SlugField("nøgle", max_length=40)
    number = models.CharField("nummer", max_length=8)
    heading = models.CharField("overskrift", max_length=160)
    guidance = models.TextField("vejledning", blank=True)
    order = models.PositiveSmallIntegerField("rækkefølge")
    is_required = models.BooleanField("skal udfyldes", default=True)

    class Meta:
        verbose_name = "afsnitsskabelon"
        verbose_name_plural = "afsnitsskabeloner"
        ordering = ["runde", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["runde", "key"],
                name="plans_afsnitsskabelon_key_unique_in_runde",
                violation_error_message="Runden har allerede et afsnit med den nøgle.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.heading}".strip()


class Bilagskrav(UdenCpr):
    """An annex that the round requires with the agreement."""

    runde = models.ForeignKey(
        Bevillingsrunde, verbose_name="bevillingsrunde", on_delete=models.CASCADE, related_name="bilagskrav"
    )
    key = models.SlugField("nøgle", max_length=40)
    title = models.CharField("bilag", max_length=200)
    order = models.PositiveSmallIntegerField("rækkefølge")

    class Meta:
        verbose_name = "bilagskrav"
        verbose_name_plural = "bilagskrav"
        ordering = ["runde", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["runde", "key"],
                name="plans_bilagskrav_key_unique_in_runde",
                violation_error_message="Runden har allerede et bilagskrav med den nøgle.",
            )
        ]

    def __str__(self) -> str:
        return self.title
