"""Official figures on areas, and the thresholds that the area lists use."""

from django.db import models
from django.db.models import Q, TextChoices

from plans.models import Indlaest
from plans.models.base import Retirable, RetirableQuerySet, UdenCpr, period_constraint, refuse_foreign_owners


class Indikator(UdenCpr):
    """Something that is counted about areas: share outside the labour market, convictions, under 18."""

    code = models.SlugField("kode", max_length=80, unique=True)
    name = models.CharField("navn", max_length=200)
    unit = models.CharField("enhed", max_length=80, blank=True)
    definition = models.TextField("definition", blank=True)
    lower_is_better = models.BooleanField("lavt er godt", null=True, blank=True)
    order = models.PositiveSmallIntegerField("rækkefølge", default=0)

    class Meta:
        verbose_name = "indikator"
        verbose_name_plural = "indikatorer"
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name


class IndikatorvaerdiQuerySet(RetirableQuerySet):
    def shared(self):
        """The official figures in use: of an area, a kommune or the country, and stated in no one plan.

        They belong to everybody whose plan covers the place; `indsatser.omraadelister.adgang` is their door.
        """
        return self.filter(helhedsplan=None, retired_on__isnull=True, year__isnull=False)


class Indikatorvaerdi(Retirable):
    """A figure for a place and a year: official (shared by all plans there), or stated in one plan.

    The place is an area, a kommune (what areas are held against) or the whole country. A range when the document
    gives one.
    """

    indikator = models.ForeignKey(
        Indikator, verbose_name="indikator", on_delete=models.PROTECT, related_name="vaerdier"
    )
    helhedsplan = models.ForeignKey(
        "plans.Helhedsplan",
        verbose_name="anført i planen",
        on_delete=models.PROTECT,
        related_name="indikatorvaerdier",
        null=True,
        blank=True,
    )
    delaftale = models.ForeignKey(
        "plans.Delaftale",
        verbose_name="anført i delaftalen",
        on_delete=models.PROTECT,
        related_name="indikatorvaerdier",
        null=True,
        blank=True,
    )
    boligomraade = models.ForeignKey(
        "plans.Boligomraade",
        verbose_name="boligområde",
        on_delete=models.PROTECT,
        related_name="indikatorvaerdier",
        null=True,
        blank=True,
    )
    kommune = models.ForeignKey(
        "plans.Kommune",
        verbose_name="kommunen som helhed",
        on_delete=models.PROTECT,
        related_name="indikatorvaerdier",
        null=True,
        blank=True,
    )
    is_national = models.BooleanField("hele landet", default=False)
    year = models.PositiveSmallIntegerField("år", null=True, blank=True)
    time_text = models.CharField("tid, som det står", max_length=80, blank=True)
    value = models.DecimalField("værdi", max_digits=16, decimal_places=4)
    value_to = models.DecimalField("til", max_digits=16, decimal_places=4, null=True, blank=True)
    unit = models.CharField("enhed, hvor den er en anden", max_length=80, blank=True)
    benchmark_label = models.CharField("sammenlignes med", max_length=200, blank=True)
    benchmark_value = models.DecimalField("sammenligningstal", max_digits=16, decimal_places=4, null=True, blank=True)
    source = models.CharField("kilde", max_length=300, blank=True)
    note = models.TextField("bemærkning", blank=True)
    order = models.PositiveSmallIntegerField("rækkefølge", default=0)
    omraadetalimport = models.ForeignKey(
        "indsatser.Omraadetalimport",
        verbose_name="læst ind med",
        on_delete=models.PROTECT,
        related_name="indikatorvaerdier",
        null=True,
        blank=True,
    )

    objects = IndikatorvaerdiQuerySet.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "indikatorværdi"
        verbose_name_plural = "indikatorværdier"
        ordering = ["indikator", "boligomraade", "year", "order", "pk"]
        constraints = [
            *Retirable.Meta.constraints,
            models.CheckConstraint(
                name="indsatser_indikatorvaerdi_belongs_somewhere",
                violation_error_code="boligomraade",
                condition=Q(helhedsplan__isnull=False)
                | Q(boligomraade__isnull=False)
                | Q(kommune__isnull=False)
                | Q(is_national=True),
                violation_error_message="Vælg boligområdet eller planen, tallet står i.",
            ),
            models.CheckConstraint(
                name="indsatser_indikatorvaerdi_one_place",
                violation_error_code="kommune",
                condition=(Q(boligomraade__isnull=True) & Q(kommune__isnull=True))
                | (Q(boligomraade__isnull=True) & Q(is_national=False))
                | (Q(kommune__isnull=True) & Q(is_national=False)),
                violation_error_message="Et tal er for ét sted: området, kommunen eller hele landet.",
            ),
            models.CheckConstraint(
                name="indsatser_indikatorvaerdi_shared_has_year",
                violation_error_code="year",
                condition=Q(helhedsplan__isnull=False) | Q(year__isnull=False),
                violation_error_message="Skriv året. Kun et tal, der står i en plan, kan være uden år.",
            ),
            models.UniqueConstraint(
                fields=["indikator", "year", "boligomraade", "kommune", "is_national"],
                condition=Q(helhedsplan__isnull=True, retired_on__isnull=True),
                nulls_distinct=False,
                name="indsatser_indikatorvaerdi_shared_once",
                violation_error_code="year",
                violation_error_message="Der står allerede et tal for det sted og år.",
            ),
            models.CheckConstraint(
                name="indsatser_indikatorvaerdi_delaftale_has_plan",
                violation_error_code="helhedsplan",
                condition=Q(delaftale__isnull=True) | Q(helhedsplan__isnull=False),
                violation_error_message="Et tal, der er anført i en delaftale, er anført i dens plan.",
            ),
            period_constraint(
                "indsatser_indikatorvaerdi_range_in_order",
                "value",
                "value_to",
                "Intervallets højeste tal er mindre end det laveste.",
            ),
        ]

    def __str__(self) -> str:
        place = self.boligomraade or self.kommune or ("hele landet" if self.is_national else "")
        return " ".join(str(part) for part in (self.indikator, place, self.year) if part)

    def clean(self) -> None:
        super().clean()
        refuse_foreign_owners(self, delaftale=self.delaftale)


class Omraadeliste(TextChoices):
    """The official area lists (domain.md §6.1)."""

    GHETTO_2010 = "ghetto_2010", "Ghettolisten 2010-13"
    GHETTO_2014 = "ghetto_2014", "Ghettolisten 2014-17"
    UDSAT = "udsat", "Udsat boligområde"
    PARALLELSAMFUND = "parallelsamfund", "Parallelsamfund (ghettoområde før 2021)"
    FOREBYGGELSE = "forebyggelse", "Forebyggelsesområde"


class Graensevaerdi(UdenCpr):
    """The line an indicator must not cross for an area to stay off a list, in a span of years."""

    class Maade(TextChoices):
        ABSOLUT = "absolut", "tal"
        GANGE_LANDET = "gange_landet", "gange landets tal"
        PCT_AF_REGIONEN = "pct_af_regionen", "procent af regionens gennemsnit"

    liste = models.CharField("liste", max_length=20, choices=Omraadeliste)
    indikator = models.ForeignKey(
        Indikator, verbose_name="indikator", on_delete=models.CASCADE, related_name="graensevaerdier"
    )
    from_year = models.PositiveSmallIntegerField("fra år")
    to_year = models.PositiveSmallIntegerField("til år", null=True, blank=True)
    maade = models.CharField("måles som", max_length=20, choices=Maade, default=Maade.ABSOLUT)
    value = models.DecimalField("grænse", max_digits=10, decimal_places=4)
    exceeds_when_above = models.BooleanField("overskredet, når tallet er over", default=True)
    includes_line = models.BooleanField(
        "også når tallet er lige på grænsen",
        default=False,
        help_text="Loven skriver «mindst». Ellers skriver den «overstiger» eller «mindre end».",
    )
    mean_years = models.PositiveSmallIntegerField("gennemsnit over år", default=1)
    is_obligatory = models.BooleanField(
        "skal altid være overskredet",
        default=False,
        help_text="Ellers tæller den blandt de kriterier, hvoraf nogle skal være det.",
    )
    needed = models.PositiveSmallIntegerField("antal kriterier, der skal være overskredet")
    out_of = models.PositiveSmallIntegerField("ud af")
    source = models.CharField("kilde", max_length=300, blank=True)

    class Meta:
        verbose_name = "grænseværdi"
        verbose_name_plural = "grænseværdier"
        ordering = ["liste", "from_year", "indikator"]
        constraints = [
            models.UniqueConstraint(
                fields=["liste", "indikator", "from_year"],
                name="indsatser_graensevaerdi_unique",
                violation_error_message="Listen har allerede en grænse for indikatoren fra det år.",
            ),
            period_constraint(
                "indsatser_graensevaerdi_years_in_order", "from_year", "to_year", "Slutåret ligger før startåret."
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_liste_display()}: {self.indikator} {self.value}"


class Omraadetalimport(Indlaest):
    """A downloaded table of area figures: looked through, saved as Indikatorvaerdi, and undone as one thing."""

    helhedsplan = models.ForeignKey(
        "plans.Helhedsplan", verbose_name="helhedsplan", on_delete=models.PROTECT, related_name="omraadetalimporter"
    )
    source = models.CharField("kilde", max_length=300, blank=True)
    values = models.JSONField("steder", default=dict, blank=True, editable=False)
    rows_made = models.PositiveIntegerField("nye tal", default=0, editable=False)
    rows_changed = models.PositiveIntegerField("ændrede tal", default=0, editable=False)

    objects = RetirableQuerySet.as_manager()

    class Meta(Indlaest.Meta):
        verbose_name = "områdetalimport"
        verbose_name_plural = "områdetalimporter"
