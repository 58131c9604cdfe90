"""An agreement that has been read and is being looked through, value by value, and the passages a plan came from."""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, IntegerField, Q, TextChoices, Value, When

from plans.choices import Importtilstand, Rolle
from plans.models.base import PlanScopedQuerySet, Retirable, RetirableQuerySet, Tracked, UdenCpr
from plans.models.dokument import Dokumentfelt, own_name_column


class Laesesikkerhed(TextChoices):
    """How sure a read value is (the reader's Sikkerhed)."""

    SIKKER = "exact", "sikker"
    SANDSYNLIG = "likely", "sandsynlig"
    GAETTET = "guessed", "gættet"


class Gennemsynsvalg(TextChoices):
    """What a person has said of a read value."""

    USET = "uset", "ikke set"
    GODKENDT = "godkendt", "godkendt"
    RETTET = "rettet", "rettet"
    AFVIST = "afvist", "afvist"


class Forskel(TextChoices):
    """How a read value stands to the plan it is read into."""

    NY = "ny", "ny"
    AENDRET = "aendret", "ændret"
    ENS = "ens", "som i planen"


class AftalelaesningQuerySet(RetirableQuerySet):
    def visible_to(self, user, *, on: date | None = None):
        """Those of the user's plans, and those of no plan yet that she began herself: hers to decide on."""
        if not user.is_authenticated:
            return self.none()
        of_plans = RetirableQuerySet(Aftalelaesning).visible_to(user, on=on)
        mine = Q(helhedsplan=None, begun_by=user)
        rolle = of_plans.filter(pk=models.OuterRef("pk")).values("my_rolle")[:1]
        return self.filter(mine | Q(pk__in=of_plans.values("pk"))).annotate(
            my_rolle=Case(
                When(helhedsplan=None, then=Value(int(Rolle.PLANLEDER))),
                default=models.Subquery(rolle),
                output_field=IntegerField(),
            )
        )


class Aftalelaesning(Retirable):
    """An agreement as a file, what was read of it, and how far the looking through has come.

    `helhedsplan` is the plan it was read into, or the plan that came of it; None until then. `is_genlaesning`: it was
    read into a plan that was there. `blocks`, `case` and `lists` are emptied when the text is no longer needed (ADR
    0061).
    """

    helhedsplan = models.ForeignKey(
        "plans.Helhedsplan",
        verbose_name="helhedsplan",
        on_delete=models.PROTECT,
        related_name="aftalelaesninger",
        null=True,
        blank=True,
    )
    is_genlaesning = models.BooleanField("læst ind i en plan, der fandtes", default=False)
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="begyndt af",
        on_delete=models.PROTECT,
        related_name="aftalelaesninger",
    )
    state = models.CharField(
        "tilstand", max_length=20, choices=Importtilstand, default=Importtilstand.LAEST, editable=False
    )
    file = Dokumentfelt("aftalen", upload_to="aftaler/", name_field="file_name", blank=True)
    file_name = own_name_column()
    sha256 = models.CharField("filens fingeraftryk", max_length=64, blank=True, editable=False)
    blocks = models.JSONField("dokumentets tekst", default=list, blank=True, editable=False)
    case = models.JSONField("det læste", default=dict, blank=True, editable=False)
    lists = models.JSONField("ikke forstået, udeladt og selvmodsigelser", default=dict, blank=True, editable=False)
    saved_on = models.DateField("gemt den", null=True, blank=True, editable=False)
    emptied_on = models.DateField("teksten fjernet den", null=True, blank=True, editable=False)

    objects = AftalelaesningQuerySet.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "aftalelæsning"
        verbose_name_plural = "aftalelæsninger"
        ordering = ["-created_at", "-pk"]
        constraints = [
            *Retirable.Meta.constraints,
            models.CheckConstraint(
                name="indsatser_aftalelaesning_saved_has_a_plan",
                violation_error_code="saved_on",
                condition=Q(state=Importtilstand.GEMT, saved_on__isnull=False, helhedsplan__isnull=False)
                | (~Q(state=Importtilstand.GEMT) & Q(saved_on__isnull=True)),
                violation_error_message="En gemt læsning har sin plan og den dag, den blev gemt.",
            ),
            models.UniqueConstraint(
                fields=["helhedsplan", "sha256"],
                name="indsatser_aftalelaesning_one_open_of_a_file",
                violation_error_code="sha256",
                condition=Q(
                    state=Importtilstand.LAEST,
                    helhedsplan__isnull=False,
                    retired_on__isnull=True,
                    emptied_on__isnull=True,
                )
                & ~Q(sha256=""),
                violation_error_message="Filen er allerede læst ind i planen og venter på gennemsyn.",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name or "Læst aftale"

    @property
    def is_saved(self) -> bool:
        """Whether what was accepted is in the plan."""
        return self.state == Importtilstand.GEMT

    @property
    def is_open(self) -> bool:
        """Whether it can still be looked through: not saved, not discarded, its text still here."""
        return not self.is_saved and not self.is_retired and self.emptied_on is None


AFVIST_SIDST = Q(was_rejected=True, valg=Gennemsynsvalg.AFVIST)
"""Rejected at an earlier review, and not taken up again at this one."""


class LaestvaerdiQuerySet(models.QuerySet):
    def shown(self):
        """Those a person can answer for: not what only follows another, nor what the plan says already."""
        return self.filter(is_hidden=False).exclude(forskel=Forskel.ENS)

    def to_review(self):
        """Those a person is asked about: not what was rejected at an earlier review either."""
        return self.shown().exclude(AFVIST_SIDST)

    def rejected_before(self):
        """Those that are not proposed, because the same was rejected at an earlier review."""
        return self.shown().filter(AFVIST_SIDST)

    def undecided(self):
        """Those a person is asked about and has not answered."""
        return self.to_review().filter(valg=Gennemsynsvalg.USET)

    def unsure(self):
        """Those a person must look at: not read with certainty, or not keepable as they are."""
        return self.to_review().filter(~Q(sikkerhed=Laesesikkerhed.SIKKER) | ~Q(fejl=""))


class Laestvaerdi(UdenCpr):
    """One value that was read, with its place, and what a person has said of it. Not yet part of any plan.

    `path` is its place in the case ("plan.delaftaler[0].purpose"), `part` the part of the review it is shown in, `row`
    the row it belongs to. `is_hidden`: it follows the row and is not asked about. `value` is as the reader gave it.
    `was_rejected`: the same was rejected when the plan's agreement was looked through before.
    """

    laesning = models.ForeignKey(
        Aftalelaesning, verbose_name="læsning", on_delete=models.CASCADE, related_name="vaerdier"
    )
    nr = models.PositiveIntegerField("nummer")
    path = models.CharField("plads i det læste", max_length=240)
    part = models.CharField("del", max_length=120)
    row = models.CharField("række", max_length=240)
    is_hidden = models.BooleanField("følger med rækken", default=False)
    sikkerhed = models.CharField("sikkerhed", max_length=10, choices=Laesesikkerhed)
    is_computed = models.BooleanField("regnet ud af det, der står", default=False)
    value = models.JSONField("læst", null=True, blank=True)
    steder = models.JSONField("hvor det står", default=list, blank=True)
    corrected = models.JSONField("rettet til", null=True, blank=True)
    valg = models.CharField("valg", max_length=10, choices=Gennemsynsvalg, default=Gennemsynsvalg.USET)
    forskel = models.CharField("mod planen", max_length=10, choices=Forskel, default=Forskel.NY)
    now = models.TextField("står i planen nu", blank=True)
    fejl = models.TextField("kan ikke gemmes", blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="valgt af",
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
    decided_at = models.DateTimeField("valgt", null=True, blank=True)
    version = models.PositiveIntegerField("version", default=1, editable=False)
    was_rejected = models.BooleanField("afvist sidst", default=False, editable=False)

    objects = LaestvaerdiQuerySet.as_manager()

    class Meta:
        verbose_name = "læst værdi"
        verbose_name_plural = "læste værdier"
        ordering = ["laesning", "nr"]
        constraints = [
            models.UniqueConstraint(
                fields=["laesning", "path"],
                name="indsatser_laestvaerdi_one_per_place",
                violation_error_message="Pladsen har allerede en værdi.",
            ),
            models.CheckConstraint(
                name="indsatser_laestvaerdi_corrected_has_value",
                condition=~Q(valg=Gennemsynsvalg.RETTET) | Q(corrected__isnull=False),
                violation_error_message="Skriv, hvad værdien er rettet til.",
            ),
        ]
        indexes = [models.Index(fields=["laesning", "part", "nr"], name="indsatser_laestvaerdi_part")]

    def __str__(self) -> str:
        return self.path

    @property
    def gaelder(self) -> Any:
        """The value that goes into the plan: as corrected, else as read. Of an amount corrected with its year or its
        source (a table, aftalelaesning/budgetcelle) it is the amount."""
        if self.valg != Gennemsynsvalg.RETTET:
            return self.value
        return self.corrected["amount"] if isinstance(self.corrected, dict) else self.corrected


class Afvisning(UdenCpr):
    """That a value was rejected when a plan's agreement was looked through: a fingerprint of place and content."""

    helhedsplan = models.ForeignKey(
        "plans.Helhedsplan", verbose_name="helhedsplan", on_delete=models.CASCADE, related_name="afvisninger"
    )
    aftryk = models.CharField("fingeraftryk", max_length=64)

    class Meta:
        verbose_name = "afvisning"
        verbose_name_plural = "afvisninger"
        constraints = [
            models.UniqueConstraint(
                fields=["helhedsplan", "aftryk"],
                name="indsatser_afvisning_once_in_a_plan",
                violation_error_message="Værdien er allerede afvist i planen.",
            )
        ]

    def __str__(self) -> str:
        return self.aftryk


class PassageQuerySet(PlanScopedQuerySet):
    """Passages found by their plan."""


class Passage(Tracked):
    """Where in the agreement a field of a plan's row comes from: the text as it stood, and its place in words."""

    helhedsplan = models.ForeignKey(
        "plans.Helhedsplan", verbose_name="helhedsplan", on_delete=models.PROTECT, related_name="passager"
    )
    laesning = models.ForeignKey(
        Aftalelaesning,
        verbose_name="læsning",
        on_delete=models.SET_NULL,
        related_name="passager",
        null=True,
        blank=True,
    )
    target_uuid = models.UUIDField("genstandens id")
    felt = models.CharField("felt", max_length=60)
    blocks = ArrayField(models.PositiveIntegerField(), verbose_name="blokke", default=list, blank=True)
    place = models.CharField("sted", max_length=300)
    text = models.TextField("som det står", blank=True)
    read_value = models.TextField("som det blev læst", blank=True)
    is_corrected = models.BooleanField("rettet ved gennemsynet", default=False)

    objects = PassageQuerySet.as_manager()

    class Meta:
        verbose_name = "passage"
        verbose_name_plural = "passager"
        ordering = ["helhedsplan", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["target_uuid", "felt"],
                name="indsatser_passage_one_per_field",
                violation_error_code="felt",
                violation_error_message="Feltet har allerede sin passage.",
            )
        ]
        indexes = [models.Index(fields=["helhedsplan", "target_uuid"], name="indsatser_passage_of_row")]

    def __str__(self) -> str:
        return self.place
