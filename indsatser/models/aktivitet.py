"""The activity: what is done, by whom, with whom and how it lives on."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from helhedsplan.soegevektor import Soegevektor
from indsatser.choices import Ressourceenhed
from plans.models.base import (
    Retirable,
    RetirableQuerySet,
    UdenCpr,
    given,
    goes_in_circles,
    not_itself_constraint,
    not_negative_constraint,
    period_constraint,
    refuse,
    refuse_foreign_owners,
)


class Aktivitetstype(UdenCpr):
    """An activity type of CFBU's typology."""

    code = models.SlugField("kode", max_length=80, unique=True)
    name = models.CharField("navn", max_length=160, unique=True)
    source = models.CharField("kilde", max_length=200, blank=True)

    class Meta:
        verbose_name = "aktivitetstype"
        verbose_name_plural = "aktivitetstyper"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class AktivitetQuerySet(RetirableQuerySet):
    plan_path = "delaftale__helhedsplan"

    def owned_by(self, user):
        """The activities the user is on: those she may register on."""
        return self.filter(pk__in=user.aktiviteter.order_by().values("pk"))

    def with_posts(self):
        """A row for each budget post that pays for the activity; `post_uuid` names it."""
        return self.annotate(post_uuid=F("budgetposter__uuid")).order_by("nummer", "pk")

    def for_page(self):
        """With what the head of an activity page prints."""
        return self.select_related("delaftale__helhedsplan__bevillingsrunde", "delaftale__indsatsomraade")


class Aktivitet(Retirable):
    """An activity under a delaftale: the form of domain.md §3.3."""

    delaftale = models.ForeignKey(
        "plans.Delaftale", verbose_name="delaftale", on_delete=models.PROTECT, related_name="aktiviteter"
    )
    nummer = models.PositiveSmallIntegerField("nummer")
    name = models.CharField("aktivitetsnavn", max_length=200)
    alias = models.CharField("kaldes også", max_length=200, blank=True)
    section = models.CharField("afsnit", max_length=40, blank=True)
    content = models.TextField("indhold og praksis", blank=True)
    purpose = models.TextField("formål", blank=True)
    target_group = models.TextField("målgruppe", blank=True)
    organisation = models.TextField("organisering, ansvar og rollefordeling", blank=True)
    local_evaluation = models.TextField("lokal evaluering", blank=True)
    anchoring = models.TextField("forankring", blank=True)
    aktivitetstyper = models.ManyToManyField(
        Aktivitetstype, verbose_name="CFBU-aktivitetstyper", related_name="aktiviteter", blank=True
    )
    medarbejdere = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name="medarbejdere med adgang til at registrere",
        related_name="aktiviteter",
        blank=True,
    )
    budgetposter = models.ManyToManyField(
        "plans.Budgetpost",
        verbose_name="budgetposter, der betaler aktiviteten",
        related_name="aktiviteter",
        blank=True,
    )
    goals_note = models.TextField("bemærkning om mål", blank=True)
    partners_note = models.TextField("bemærkning om samarbejdspartnere", blank=True)
    has_form = models.BooleanField("har eget skema", default=True)
    note = models.TextField("bemærkning", blank=True)

    objects = AktivitetQuerySet.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "aktivitet"
        verbose_name_plural = "aktiviteter"
        ordering = ["delaftale", "nummer"]
        constraints = [
            *Retirable.Meta.constraints,
            models.UniqueConstraint(
                fields=["delaftale", "nummer"],
                condition=Q(retired_on__isnull=True),
                name="indsatser_aktivitet_nummer_unique_in_delaftale",
                violation_error_code="nummer",
                violation_error_message="Nummeret er allerede brugt i delaftalen.",
            ),
            models.UniqueConstraint(
                fields=["delaftale", "name"],
                condition=Q(retired_on__isnull=True),
                name="indsatser_aktivitet_name_unique_in_delaftale",
                violation_error_code="name",
                violation_error_message="Delaftalen har allerede en aktivitet med det navn.",
            ),
        ]
        indexes = [
            GinIndex(Soegevektor("name", "alias"), name="soegnavn_aktivitet", fastupdate=False),
            GinIndex(
                Soegevektor(
                    "name",
                    "alias",
                    "content",
                    "purpose",
                    "target_group",
                    "organisation",
                    "local_evaluation",
                    "anchoring",
                    "goals_note",
                    "partners_note",
                    "note",
                ),
                name="soeg_aktivitet",
                fastupdate=False,
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("reporting:aktivitet_detail", kwargs={"uuid": self.uuid})

    @property
    def helhedsplan(self):
        """The plan the activity belongs to (select_related delaftale__helhedsplan first)."""
        return self.delaftale.helhedsplan


class AktivitetsmaalQuerySet(RetirableQuerySet):
    plan_path = "aktivitet__delaftale__helhedsplan"


class Aktivitetsmaal(Retirable):
    """That an activity serves a goal, and under which letter its own form prints it."""

    aktivitet = models.ForeignKey(
        Aktivitet, verbose_name="aktivitet", on_delete=models.PROTECT, related_name="aktivitetsmaal"
    )
    maal = models.ForeignKey(
        "indsatser.Maal",
        verbose_name="mål",
        on_delete=models.PROTECT,
        related_name="aktivitetsmaal",
        null=True,
        blank=True,
    )
    letter_as_printed = models.CharField("bogstav i skemaet", max_length=4, blank=True)
    text_as_printed = models.CharField("tekst i skemaet", max_length=250, blank=True)

    objects = AktivitetsmaalQuerySet.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "aktivitetsmål"
        verbose_name_plural = "aktivitetsmål"
        ordering = ["aktivitet", "pk"]
        constraints = [
            *Retirable.Meta.constraints,
            models.CheckConstraint(
                name="indsatser_aktivitetsmaal_says_which",
                violation_error_code="maal",
                condition=Q(maal__isnull=False) | ~Q(text_as_printed=""),
                violation_error_message="Vælg et mål, eller skriv skemaets tekst.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.aktivitet}: {self.maal or self.text_as_printed}"

    def clean(self) -> None:
        super().clean()
        aktivitet = given(self, "aktivitet")
        refuse_foreign_owners(self, plan=aktivitet.helhedsplan if aktivitet else None, maal=self.maal)


class PlanlagtAktivitet(Retirable):
    """A line in the delaftale's list of activities; it may lack a form or carry another name than the form."""

    delaftale = models.ForeignKey(
        "plans.Delaftale", verbose_name="delaftale", on_delete=models.PROTECT, related_name="planlagte_aktiviteter"
    )
    name = models.CharField("navn i listen", max_length=200)
    parent = models.ForeignKey(
        "self", verbose_name="under", on_delete=models.PROTECT, related_name="underpunkter", null=True, blank=True
    )
    aktivitet = models.ForeignKey(
        Aktivitet, verbose_name="skema", on_delete=models.PROTECT, related_name="planlagt_som", null=True, blank=True
    )
    note = models.TextField("bemærkning", blank=True)
    order = models.PositiveSmallIntegerField("rækkefølge", default=0)

    class Rows(RetirableQuerySet):
        plan_path = "delaftale__helhedsplan"

    objects = Rows.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "planlagt aktivitet"
        verbose_name_plural = "planlagte aktiviteter"
        ordering = ["delaftale", "order", "pk"]
        constraints = [
            *Retirable.Meta.constraints,
            not_itself_constraint(
                "indsatser_planlagtaktivitet_not_under_itself", "parent", "En linje kan ikke stå under sig selv."
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """A line stands under a line of the same list, and its form belongs to the same plan."""
        super().clean()
        delaftale = given(self, "delaftale")
        if delaftale is None:
            return
        circle = self.parent != self and goes_in_circles(self, "parent")
        foreign = self.parent and self.parent.delaftale != delaftale
        refuse(
            parent="Linjen står i en anden delaftales liste."
            if foreign
            else "De to linjer ville stå under hinanden."
            if circle
            else ""
        )
        refuse_foreign_owners(self, plan=delaftale.helhedsplan, aktivitet=self.aktivitet)


class RessourceQuerySet(RetirableQuerySet):
    def of_the_plan(self):
        """Those that stand for the plan as a whole: under no activity and no initiativ."""
        return self.filter(aktivitet__isnull=True, initiativ__isnull=True)


class Medarbejderressource(Retirable):
    """Working time in a role: an amount, a range, or named without an amount. For an activity or the plan."""

    helhedsplan = models.ForeignKey(
        "plans.Helhedsplan", verbose_name="helhedsplan", on_delete=models.PROTECT, related_name="ressourcer"
    )
    aktivitet = models.ForeignKey(
        Aktivitet, verbose_name="aktivitet", on_delete=models.PROTECT, related_name="ressourcer", null=True, blank=True
    )
    initiativ = models.ForeignKey(
        "indsatser.Initiativ",
        verbose_name="initiativ",
        on_delete=models.PROTECT,
        related_name="ressourcer",
        null=True,
        blank=True,
    )
    role = models.CharField("rolle", max_length=160)
    employer = models.CharField("arbejdsgiver", max_length=160, blank=True)
    amount = models.DecimalField(
        "mængde", max_digits=8, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    amount_to = models.DecimalField("op til", max_digits=8, decimal_places=2, null=True, blank=True)
    unit = models.CharField("enhed", max_length=20, choices=Ressourceenhed, blank=True)
    unit_stated = models.BooleanField("enheden står i aftalen", default=True)
    note = models.TextField("bemærkning", blank=True)
    order = models.PositiveSmallIntegerField("rækkefølge", default=0)

    objects = RessourceQuerySet.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "medarbejderressource"
        verbose_name_plural = "medarbejderressourcer"
        ordering = ["helhedsplan", "aktivitet", "order", "pk"]
        constraints = [
            *Retirable.Meta.constraints,
            models.CheckConstraint(
                name="indsatser_medarbejderressource_amount_has_unit",
                violation_error_code="unit",
                condition=Q(amount__isnull=True, amount_to__isnull=True) | (Q(amount__isnull=False) & ~Q(unit="")),
                violation_error_message="En mængde skal have en enhed.",
            ),
            period_constraint(
                "indsatser_medarbejderressource_range_in_order",
                "amount",
                "amount_to",
                "Intervallets højeste tal er mindre end det laveste.",
            ),
            models.CheckConstraint(
                name="indsatser_medarbejderressource_one_place",
                violation_error_code="aktivitet",
                condition=Q(aktivitet__isnull=True) | Q(initiativ__isnull=True),
                violation_error_message="En ressource hører til en aktivitet eller et initiativ, ikke begge.",
            ),
            not_negative_constraint(
                "indsatser_medarbejderressource_not_negative", "amount", "Mængden kan ikke være negativ."
            ),
        ]

    def __str__(self) -> str:
        return self.role

    def clean(self) -> None:
        super().clean()
        refuse_foreign_owners(self, aktivitet=self.aktivitet, initiativ=self.initiativ)


class SamarbejdsrelationQuerySet(RetirableQuerySet):
    def of_the_plan(self):
        """Those of the plan as a whole: under no activity, no initiativ and no lokalprojekt."""
        return self.filter(aktivitet__isnull=True, initiativ__isnull=True, lokalprojekt__isnull=True)


class Samarbejdsrelation(Retirable):
    """A partner of an activity, an initiativ, a lokalprojekt or the plan."""

    helhedsplan = models.ForeignKey(
        "plans.Helhedsplan", verbose_name="helhedsplan", on_delete=models.PROTECT, related_name="samarbejdsrelationer"
    )
    aktivitet = models.ForeignKey(
        Aktivitet,
        verbose_name="aktivitet",
        on_delete=models.PROTECT,
        related_name="samarbejdsrelationer",
        null=True,
        blank=True,
    )
    initiativ = models.ForeignKey(
        "indsatser.Initiativ",
        verbose_name="initiativ",
        on_delete=models.PROTECT,
        related_name="samarbejdsrelationer",
        null=True,
        blank=True,
    )
    lokalprojekt = models.ForeignKey(
        "indsatser.Lokalprojekt",
        verbose_name="lokalprojekt",
        on_delete=models.PROTECT,
        related_name="samarbejdsrelationer",
        null=True,
        blank=True,
    )
    organisation = models.CharField("partner", max_length=200)
    about = models.CharField("om hvad", max_length=250, blank=True)
    note = models.TextField("bemærkning", blank=True)
    order = models.PositiveSmallIntegerField("rækkefølge", default=0)

    objects = SamarbejdsrelationQuerySet.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "samarbejdsrelation"
        verbose_name_plural = "samarbejdsrelationer"
        ordering = ["helhedsplan", "aktivitet", "order", "pk"]
        constraints = [
            *Retirable.Meta.constraints,
            models.CheckConstraint(
                name="indsatser_samarbejdsrelation_one_place",
                violation_error_code="aktivitet",
                condition=(
                    Q(aktivitet__isnull=True, initiativ__isnull=True)
                    | Q(aktivitet__isnull=True, lokalprojekt__isnull=True)
                    | Q(initiativ__isnull=True, lokalprojekt__isnull=True)
                ),
                violation_error_message="En partner hører til én aktivitet, ét initiativ eller ét lokalprojekt.",
            ),
        ]

    def __str__(self) -> str:
        return self.organisation

    def clean(self) -> None:
        super().clean()
        refuse_foreign_owners(self, aktivitet=self.aktivitet, initiativ=self.initiativ, lokalprojekt=self.lokalprojekt)
