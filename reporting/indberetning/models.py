"""What is kept of a report on its road: the report, its steps, what is judged in it, the answers to its check."""

from typing import Any, ClassVar
from uuid import UUID, uuid5

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from indsatser.choices import Tilstand
from plans.models.base import PlanScopedQuerySet, Tracked, given, refuse, refuse_foreign_owners
from reporting.indberetning.valg import (
    BEREGNEDE,
    FAST,
    SENDT,
    SKRIVES,
    VURDERINGER,
    Indberetningstilstand,
    Milepaelsvurderet,
    Omfang,
    Trinart,
    Vurderet,
    Vurderingsart,
)
from reporting.papirer.periode import FIRST_YEAR, LAST_YEAR, Periode

UDEN_SVAR = frozenset({"", Tilstand.VURDERES.value})
"""Computed states that say nothing a person could judge otherwise: there is none, or a person is asked to judge."""


def indberetning_uuid(plan: UUID, art: str, periode: Periode) -> UUID:
    """The identity of a report, known before anybody has touched it: reminders name it, and two begin the same."""
    return uuid5(plan, f"indberetning:{art}:{periode.kode}")


class IndberetningQuerySet(PlanScopedQuerySet):
    def of(self, art: str, periode: Periode) -> "IndberetningQuerySet":
        """The report of a kind for a period, in whatever plans are asked about."""
        return self.filter(art=art, year=periode.aar, quarter=periode.kvartal)


class Indberetning(Tracked):
    """A report a plan owes for a period, from its draft until it is sent and, if it comes back, sent again.

    `art` is a kind in `arter.ALLE`. `reopened`: what was opened again since it was last sent. What was approved
    holds: only the steps of `livsloeb` change it.
    """

    held: ClassVar[frozenset[str]] = frozenset({"state", "reopened", "beslutning", "year", "quarter", "art"})
    held_because: ClassVar[str] = "Indberetningen er godkendt. Åbn den igen, hvis den skal ændres."

    helhedsplan = models.ForeignKey(
        "plans.Helhedsplan", verbose_name="helhedsplan", on_delete=models.PROTECT, related_name="indberetninger"
    )
    art = models.CharField("rapport", max_length=40)
    year = models.PositiveSmallIntegerField(
        "år",
        validators=[
            MinValueValidator(FIRST_YEAR, "Året er for langt tilbage."),
            MaxValueValidator(LAST_YEAR, "Så langt er vi ikke."),
        ],
    )
    quarter = models.PositiveSmallIntegerField(
        "kvartal",
        null=True,
        blank=True,
        validators=[
            MinValueValidator(1, "Kvartalet er 1, 2, 3 eller 4."),
            MaxValueValidator(4, "Kvartalet er 1, 2, 3 eller 4."),
        ],
    )
    state = models.CharField(
        "tilstand",
        max_length=20,
        choices=Indberetningstilstand,
        default=Indberetningstilstand.KLADDE,
        editable=False,
    )
    reopened = models.CharField("åbnet igen", max_length=10, choices=Omfang, blank=True, editable=False)
    beslutning = models.ForeignKey(
        "plans.Beslutning",
        verbose_name="beslutning",
        on_delete=models.PROTECT,
        related_name="indberetninger",
        null=True,
        blank=True,
        editable=False,
    )

    objects = IndberetningQuerySet.as_manager()

    class Meta:
        verbose_name = "indberetning"
        verbose_name_plural = "indberetninger"
        ordering = ["helhedsplan", "year", "quarter", "art"]
        constraints = [
            models.UniqueConstraint(
                fields=["helhedsplan", "art", "year", "quarter"],
                name="reporting_indberetning_one_a_period",
                nulls_distinct=False,
                violation_error_code="year",
                violation_error_message="Planen har allerede den indberetning for perioden.",
            ),
            models.CheckConstraint(
                name="reporting_indberetning_decision_only_when_approved",
                violation_error_code="beslutning",
                condition=Q(beslutning__isnull=True) | Q(state__in=FAST),
                violation_error_message="Kun en godkendt indberetning hviler på en beslutning.",
            ),
        ]

    def __str__(self) -> str:
        from reporting.indberetning.arter import titel_af

        return f"{titel_af(self.art)} {self.periode}"

    @property
    def periode(self) -> Periode:
        return Periode(self.year, self.quarter)

    @property
    def can_be_written(self) -> bool:
        """Whether its texts can be changed now."""
        return self.state in SKRIVES

    @property
    def is_sent(self) -> bool:
        return self.state in SENDT

    def is_held(self) -> bool:
        """What somebody has answered for stands."""
        return self.state in FAST

    def clean(self) -> None:
        super().clean()
        refuse_foreign_owners(self, beslutning=self.beslutning)


class DelAfIndberetning(PlanScopedQuerySet):
    plan_path = "indberetning__helhedsplan"


class Indberetningstrin(Tracked):
    """A step of a report: from which state to which, who took it, when and why. Append only.

    `key` is that of the form that was sent, so that a double click is one step. `udgave` is what was issued when the
    report was sent, `kontrol` the check list as it stood then, with the answers.
    """

    indberetning = models.ForeignKey(
        Indberetning, verbose_name="indberetning", on_delete=models.PROTECT, related_name="trin"
    )
    kind = models.CharField("hvad", max_length=20, choices=Trinart)
    from_state = models.CharField("fra tilstand", max_length=20, choices=Indberetningstilstand)
    to_state = models.CharField("til tilstand", max_length=20, choices=Indberetningstilstand)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="af",
        on_delete=models.PROTECT,
        related_name="indberetningstrin",
        null=True,
        blank=True,
    )
    day = models.DateField("den")
    note = models.TextField("bemærkning", blank=True)
    scope = models.CharField("hvad der åbnes", max_length=10, choices=Omfang, blank=True)
    key = models.UUIDField("formularens nøgle", null=True, blank=True, unique=True, editable=False)
    udgave = models.ForeignKey(
        "reporting.Udgave",
        verbose_name="udgave",
        on_delete=models.PROTECT,
        related_name="indberetningstrin",
        null=True,
        blank=True,
        editable=False,
    )
    kontrol = models.JSONField("kontrollen, som den stod", null=True, blank=True, editable=False)

    objects = DelAfIndberetning.as_manager()

    class Meta:
        verbose_name = "indberetningstrin"
        verbose_name_plural = "indberetningstrin"
        ordering = ["indberetning", "pk"]
        constraints = [
            models.CheckConstraint(
                name="reporting_indberetningstrin_says_why",
                violation_error_code="note",
                condition=~Q(kind__in=[Trinart.AFVIS, Trinart.RETUR, Trinart.GENAABN]) | ~Q(note=""),
                violation_error_message="Skriv hvorfor.",
            ),
            models.CheckConstraint(
                name="reporting_indberetningstrin_says_what_opens",
                violation_error_code="scope",
                condition=Q(kind__in=[Trinart.RETUR, Trinart.GENAABN]) & ~Q(scope="")
                | ~Q(kind__in=[Trinart.RETUR, Trinart.GENAABN]) & Q(scope=""),
                violation_error_message="Vælg, om kun teksterne eller også tallene åbnes.",
            ),
            models.CheckConstraint(
                name="reporting_indberetningstrin_sent_as_an_edition",
                violation_error_code="udgave",
                condition=Q(kind=Trinart.INDSEND, udgave__isnull=False)
                | ~Q(kind=Trinart.INDSEND) & Q(udgave__isnull=True),
                violation_error_message="Det, der er indsendt, ligger som en udgave.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.day:%d.%m.%Y}"

    @property
    def helhedsplan(self) -> Any:
        return self.indberetning.helhedsplan


class Vurdering(Tracked):
    """What a report says in words of a criterion, an activity, a milestone or all of it, and how a person judges it.

    `computed` is the state that was proposed when it was written; another `judgement` says why (design.md §4).
    """

    indberetning = models.ForeignKey(
        Indberetning, verbose_name="indberetning", on_delete=models.PROTECT, related_name="vurderinger"
    )
    kind = models.CharField("om", max_length=12, choices=Vurderingsart)
    target_uuid = models.UUIDField("genstandens id")
    text = models.TextField("tekst", blank=True)
    judgement = models.CharField("vurdering", max_length=20, choices=VURDERINGER, blank=True)
    computed = models.CharField("beregnet tilstand", max_length=20, choices=BEREGNEDE, blank=True)
    reason = models.TextField("hvorfor vurderes det anderledes", blank=True)

    objects = DelAfIndberetning.as_manager()

    class Meta:
        verbose_name = "vurdering"
        verbose_name_plural = "vurderinger"
        ordering = ["indberetning", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["indberetning", "target_uuid"],
                name="reporting_vurdering_one_of_each",
                violation_error_code="target_uuid",
                violation_error_message="En anden har skrevet om det samme, mens du skrev. Åbn siden igen.",
            ),
            models.CheckConstraint(
                name="reporting_vurdering_otherwise_says_why",
                violation_error_code="reason",
                condition=Q(judgement="")
                | Q(computed__in=sorted(UDEN_SVAR))
                | Q(judgement=F("computed"))
                | ~Q(reason=""),
                violation_error_message="Skriv, hvorfor det vurderes anderledes end beregnet.",
            ),
            models.CheckConstraint(
                name="reporting_vurdering_judges_what_can_be",
                violation_error_code="judgement",
                condition=Q(judgement="")
                | Q(kind__in=[Vurderingsart.KRITERIUM, Vurderingsart.AKTIVITET], judgement__in=Vurderet.values)
                | Q(kind=Vurderingsart.MILEPAEL, judgement__in=Milepaelsvurderet.values),
                violation_error_message="Det kan ikke vurderes sådan. Rapporten som helhed og poster vurderes i ord.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:80] or self.get_judgement_display()}"

    @property
    def helhedsplan(self) -> Any:
        return self.indberetning.helhedsplan

    def clean(self) -> None:
        """Only while the report is being written."""
        super().clean()
        report = given(self, "indberetning")
        refuse(text=report.held_because if report and not report.can_be_written else "")


class Kontrolsvar(Tracked):
    """The answer to a warning of the check before sending: why it stands. It answers the sentence it was given to.

    One that was taken back has no `reason`.
    """

    indberetning = models.ForeignKey(
        Indberetning, verbose_name="indberetning", on_delete=models.PROTECT, related_name="kontrolsvar"
    )
    key = models.CharField("hvad der svares på", max_length=120)
    text = models.TextField("advarslen, som den lød")
    reason = models.TextField("svar", blank=True)

    objects = DelAfIndberetning.as_manager()

    class Meta:
        verbose_name = "svar på en advarsel"
        verbose_name_plural = "svar på advarsler"
        ordering = ["indberetning", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["indberetning", "key"],
                name="reporting_kontrolsvar_one_a_warning",
                violation_error_code="key",
                violation_error_message="En anden har svaret på advarslen, mens du skrev. Åbn siden igen.",
            )
        ]

    def __str__(self) -> str:
        return f"Svar: {self.reason[:80]}"

    @property
    def helhedsplan(self) -> Any:
        return self.indberetning.helhedsplan

    def clean(self) -> None:
        """Only until the report is sent."""
        super().clean()
        report = given(self, "indberetning")
        sent = report is not None and report.is_sent
        refuse(reason="Indberetningen er sendt, så der svares ikke mere på dens kontrol." if sent else "")
