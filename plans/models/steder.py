"""Places and organisations: reference data that plans point to."""

from django.core.validators import RegexValidator
from django.db import models

from plans.models.base import Tracked, UdenCpr


class Kommune(UdenCpr):
    """A municipality."""

    code = models.CharField(
        "kommunekode",
        max_length=4,
        blank=True,
        validators=[RegexValidator(r"^\d{3,4}$", "Kommunekoden er tre eller fire cifre.")],
    )
    name = models.CharField("navn", max_length=80, unique=True)

    class Meta:
        verbose_name = "kommune"
        verbose_name_plural = "kommuner"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                condition=~models.Q(code=""),
                name="plans_kommune_code_unique",
                violation_error_message="Kommunekoden er allerede i brug.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Boligorganisation(Tracked):
    """A social-housing organisation. Landsbyggefonden knows it by a four-digit number."""

    number = models.CharField(
        "organisationsnummer",
        max_length=4,
        blank=True,
        validators=[RegexValidator(r"^\d{4}$", "Organisationsnummeret er fire cifre, fx 0350.")],
    )
    name = models.CharField("navn", max_length=160, unique=True)

    class Meta:
        verbose_name = "boligorganisation"
        verbose_name_plural = "boligorganisationer"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["number"],
                condition=~models.Q(number=""),
                name="plans_boligorganisation_number_unique",
                violation_error_code="number",
                violation_error_message="Organisationsnummeret er allerede i brug.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}".strip()


class Boligafdeling(Tracked):
    """An estate of a boligorganisation, known by up to three digits, some with a check digit ("463-0")."""

    boligorganisation = models.ForeignKey(
        Boligorganisation,
        verbose_name="boligorganisation",
        on_delete=models.PROTECT,
        related_name="afdelinger",
        null=True,
        blank=True,
    )
    number = models.CharField(
        "afdelingsnummer",
        max_length=5,
        blank=True,
        validators=[RegexValidator(r"^\d{1,3}(-\d)?$", "Afdelingsnummeret er op til tre cifre, fx 29 eller 463-0.")],
    )
    name = models.CharField("navn", max_length=160)
    built_year = models.PositiveSmallIntegerField("opført", null=True, blank=True)

    class Meta:
        verbose_name = "boligafdeling"
        verbose_name_plural = "boligafdelinger"
        ordering = ["boligorganisation", "number", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["boligorganisation", "number"],
                condition=~models.Q(number=""),
                name="plans_boligafdeling_number_unique_in_organisation",
                violation_error_code="number",
                violation_error_message="Boligorganisationen har allerede en afdeling med det nummer.",
            )
        ]

    def __str__(self) -> str:
        return f"afd. {self.number} {self.name}" if self.number else self.name


class Boligomraade(Tracked):
    """A housing area: what figures and area lists are about."""

    kommune = models.ForeignKey(
        Kommune, verbose_name="kommune", on_delete=models.PROTECT, related_name="boligomraader", null=True, blank=True
    )
    name = models.CharField("navn", max_length=160)
    other_names = models.TextField(
        "andre navne og numre",
        blank=True,
        help_text="Ét pr. linje: sådan hedder området i statistikken og på ministeriets lister.",
    )

    class Meta:
        verbose_name = "boligområde"
        verbose_name_plural = "boligområder"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["kommune", "name"],
                nulls_distinct=False,
                name="plans_boligomraade_name_unique_in_kommune",
                violation_error_code="name",
                violation_error_message="Kommunen har allerede et boligområde med det navn.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def names(self) -> list[str]:
        """What the area is called: its name first, then its other names and numbers."""
        return [self.name, *filter(None, (line.strip() for line in self.other_names.splitlines()))]
