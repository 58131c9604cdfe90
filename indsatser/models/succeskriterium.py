"""The success criterion: one row, shown in every document that prints it."""

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse

from helhedsplan.soegevektor import Soegevektor
from indsatser.choices import Kriterieform, Logart, Operator, Retning, Sammenlaegning
from indsatser.models.maalaendring import MAALET
from plans.choices import Planstatus
from plans.models.base import (
    Retirable,
    RetirableQuerySet,
    not_itself_constraint,
    period_constraint,
    refuse,
    refuse_foreign_owners,
)
from plans.models.forud import ahead, read_ahead

if TYPE_CHECKING:
    from indsatser.models.maalaendring import Maalaendring


class SucceskriteriumQuerySet(RetirableQuerySet):
    def owned_by(self, user):
        """The user's own: on an activity she is on, or hers to answer for, alone or as a part of what is hers."""
        return self.filter(
            Q(aktivitet__in=user.aktiviteter.order_by().values("pk"))
            | Q(ansvarlig_bruger=user)
            | Q(parent__ansvarlig_bruger=user)
        )

    def measured(self, *, on: date):
        """The rows numbers are written on: in force with what they belong to, not compound, not repeated, scored."""
        rows = self.current(on=on).filter(samme_som__isnull=True)
        for owner in ("aktivitet", "delaftale", "lokalprojekt", "initiativ", "parent", "aktivitet__delaftale"):
            rows = rows.exclude(**{f"{owner}__retired_on__lte": on})
        return rows.exclude(form__in=(Kriterieform.SAMMENSAT, Kriterieform.VISION))

    def top_level(self):
        """Criteria as the document counts them: parts of a compound criterion are not criteria of their own."""
        return self.filter(parent__isnull=True)

    def for_opgoerelse(self):
        """With all that target achievement is computed from, in a fixed number of queries.

        The plan is not joined to every row: hand it to `opgoer_rows`, or select it where one row is read.
        """
        from indsatser.models.maalaendring import Maalaendring
        from indsatser.models.maaling import Logpost, Maaling

        before = Maalaendring.objects.filter(retired_on__isnull=True).order_by("changed_on", "pk")
        maalinger = Maaling.objects.filter(retired_on__isnull=True).order_by("data_to", "pk")
        log = Logpost.objects.filter(retired_on__isnull=True).order_by("date", "pk")
        own = (
            read_ahead("maalinger", maalinger),
            read_ahead("logposter", log),
            read_ahead("maalaendringer", before),
            read_ahead("referencevaerdier", Referencevaerdi.objects.order_by("pk")),
        )
        parts = read_ahead("dele", Succeskriterium.objects.order_by("order", "pk").prefetch_related(*own))
        same = Prefetch("samme_som", queryset=Succeskriterium.objects.prefetch_related(*own, parts))
        return self.select_related("maal").prefetch_related(*own, parts, same)


class Succeskriterium(Retirable):
    """A success criterion of a delaftale, an activity, a lokalprojekt, an initiativ or the plan as a whole.

    The sentence is kept verbatim beside the structured fields that målopfyldelse is computed from.
    Forms F1-F16: domain.md §5.1. Parts of a compound criterion are rows of their own with `parent`.
    """

    helhedsplan = models.ForeignKey(
        "plans.Helhedsplan", verbose_name="helhedsplan", on_delete=models.PROTECT, related_name="kriterier"
    )
    delaftale = models.ForeignKey(
        "plans.Delaftale",
        verbose_name="delaftale",
        on_delete=models.PROTECT,
        related_name="kriterier",
        null=True,
        blank=True,
    )
    aktivitet = models.ForeignKey(
        "indsatser.Aktivitet",
        verbose_name="aktivitet",
        on_delete=models.PROTECT,
        related_name="kriterier",
        null=True,
        blank=True,
    )
    lokalprojekt = models.ForeignKey(
        "indsatser.Lokalprojekt",
        verbose_name="lokalprojekt",
        on_delete=models.PROTECT,
        related_name="kriterier",
        null=True,
        blank=True,
    )
    initiativ = models.ForeignKey(
        "indsatser.Initiativ",
        verbose_name="initiativ",
        on_delete=models.PROTECT,
        related_name="kriterier",
        null=True,
        blank=True,
    )
    parent = models.ForeignKey(
        "self", verbose_name="delmål af", on_delete=models.PROTECT, related_name="dele", null=True, blank=True
    )
    samme_som = models.ForeignKey(
        "self",
        verbose_name="samme kriterium som",
        on_delete=models.PROTECT,
        related_name="gengivelser",
        null=True,
        blank=True,
        help_text="Kriteriet måles ét sted og gengives her.",
    )
    code = models.CharField("kode", max_length=20, blank=True)
    order = models.PositiveSmallIntegerField("rækkefølge", default=0)
    statement = models.TextField("kriterium", help_text="Sætningen, som den står i aftalen.")
    maal = models.ForeignKey(
        "indsatser.Maal", verbose_name="mål", on_delete=models.PROTECT, related_name="kriterier", null=True, blank=True
    )
    maal_derived = models.BooleanField("koblingen til målet er udledt", default=False)

    form = models.CharField("form", max_length=30, choices=Kriterieform)
    unit = models.CharField("enhed", max_length=80, blank=True, help_text="Fx %, beboere, kr.")
    retning = models.CharField("retning", max_length=12, choices=Retning, default=Retning.NAA)
    operator = models.CharField("forhold", max_length=12, choices=Operator, default=Operator.MINDST)
    operator_stated = models.BooleanField("forholdet står i aftalen", default=False)
    sammenlaegning = models.CharField(
        "sammenlægning", max_length=12, choices=Sammenlaegning, default=Sammenlaegning.SENESTE
    )
    baseline_value = models.DecimalField("udgangspunkt", max_digits=16, decimal_places=4, null=True, blank=True)
    baseline_of = models.DecimalField(
        "ud af", max_digits=16, decimal_places=4, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    baseline_of_unit = models.CharField("ud af hvad", max_length=80, blank=True)
    baseline_on = models.DateField("udgangspunktets data til og med", null=True, blank=True)
    baseline_text = models.CharField("udgangspunktets tid, som det står", max_length=120, blank=True)
    baseline_note = models.TextField("bemærkning til udgangspunktet", blank=True)
    target_value = models.DecimalField("måltal", max_digits=16, decimal_places=4, null=True, blank=True)
    target_to = models.DecimalField("til", max_digits=16, decimal_places=4, null=True, blank=True)
    change_pct = models.DecimalField(
        "ændring i procent",
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="+25 er en fjerdedel mere, -50 er en halvering.",
    )
    deadline = models.DateField("frist", null=True, blank=True)
    deadline_text = models.CharField("fristen, som den står", max_length=80, blank=True)
    window_from = models.DateField("tælles fra", null=True, blank=True)
    window_to = models.DateField("tælles til", null=True, blank=True)
    window_months = models.PositiveSmallIntegerField("tidsrum i måneder, som det står", null=True, blank=True)
    window_derived = models.BooleanField("tidsrummets datoer er udledt", default=False)
    follow_up_months = models.PositiveSmallIntegerField("måles efter, måneder", null=True, blank=True)

    source = models.CharField("datakilde", max_length=250, blank=True)
    responsible = models.CharField("ansvarlig", max_length=160, blank=True, help_text="Rolle eller titel.")
    ansvarlig_bruger = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="ansvarlig i Helhedsplan",
        on_delete=models.PROTECT,
        related_name="kriterier",
        null=True,
        blank=True,
        help_text="Den, der skriver resultaterne. Personen finder kriteriet under Registrér.",
    )
    log_kind = models.CharField(
        "det, loggen tæller",
        max_length=12,
        choices=Logart,
        blank=True,
        help_text="Kun den slags linjer i loggen tæller med i kriteriet.",
    )
    note = models.TextField("bemærkning", blank=True)

    objects = SucceskriteriumQuerySet.as_manager()

    held = MAALET
    held_because = "Målet ændres i kriteriets egen formular, hvor dag og grund skrives med."

    class Meta(Retirable.Meta):
        verbose_name = "succeskriterium"
        verbose_name_plural = "succeskriterier"
        ordering = ["helhedsplan", "order", "pk"]
        constraints = [
            *Retirable.Meta.constraints,
            models.CheckConstraint(
                name="indsatser_succeskriterium_one_owner",
                violation_error_code="delaftale",
                condition=(
                    Q(delaftale__isnull=True, aktivitet__isnull=True, lokalprojekt__isnull=True)
                    | Q(delaftale__isnull=True, aktivitet__isnull=True, initiativ__isnull=True)
                    | Q(delaftale__isnull=True, lokalprojekt__isnull=True, initiativ__isnull=True)
                    | Q(aktivitet__isnull=True, lokalprojekt__isnull=True, initiativ__isnull=True)
                ),
                violation_error_message=(
                    "Et kriterium hører til én delaftale, én aktivitet, ét lokalprojekt eller ét initiativ."
                ),
            ),
            period_constraint(
                "indsatser_succeskriterium_deadline_after_baseline",
                "baseline_on",
                "deadline",
                "Målåret ligger før udgangspunktets år.",
            ),
            period_constraint(
                "indsatser_succeskriterium_window_in_order",
                "window_from",
                "window_to",
                "Tidsrummet slutter, før det begynder.",
            ),
            period_constraint(
                "indsatser_succeskriterium_target_range_in_order",
                "target_value",
                "target_to",
                "Intervallets højeste måltal er mindre end det laveste.",
            ),
            models.CheckConstraint(
                name="indsatser_succeskriterium_range_has_both_ends",
                violation_error_code="target_to",
                condition=~Q(operator=Operator.MELLEM) | Q(target_value__isnull=False, target_to__isnull=False),
                violation_error_message="«Mellem» kræver to måltal.",
            ),
            not_itself_constraint(
                "indsatser_succeskriterium_not_part_of_itself",
                "parent",
                "Et kriterium kan ikke være delmål af sig selv.",
            ),
            not_itself_constraint(
                "indsatser_succeskriterium_not_repeating_itself",
                "samme_som",
                "Et kriterium kan ikke gengive sig selv.",
            ),
        ]
        indexes = [
            GinIndex(
                Soegevektor("code", "statement", "source", "responsible", "baseline_note", "note"),
                name="soeg_succeskriterium",
                fastupdate=False,
            ),
            models.Index(fields=["aktivitet", "order"], name="indsatser_kriterium_aktivitet"),
        ]

    def __str__(self) -> str:
        return self.statement

    def is_held(self) -> bool:
        """Whether a change of the target must be kept: the plan is past its preparation, or results are measured."""
        if self.helhedsplan.status != Planstatus.FORBEREDES:
            return True
        return self.pk is not None and (self.maalinger.exists() or self.logposter.exists())

    def get_absolute_url(self) -> str:
        return reverse("reporting:kriterium_detail", kwargs={"uuid": self.uuid})

    def clean(self) -> None:
        """Owner, parent and goal belong to the same plan; a part has no parts; what is repeated repeats nothing."""
        super().clean()
        refuse_foreign_owners(
            self,
            delaftale=self.delaftale,
            aktivitet=self.aktivitet,
            lokalprojekt=self.lokalprojekt,
            initiativ=self.initiativ,
            parent=self.parent,
            samme_som=self.samme_som,
            maal=self.maal,
        )
        whole = self.parent if self.parent != self else None
        deep = whole and (whole.parent_id or (self.pk is not None and self.dele.exists()))
        first = self.samme_som if self.samme_som != self else None
        chain = first and (first.samme_som_id or (self.pk is not None and self.gengivelser.exists()))
        refuse(
            parent="Et delmål kan ikke selv have delmål." if deep else "",
            samme_som="Vælg det kriterium, der måles, ikke et, der selv gengiver et andet." if chain else "",
            deadline=(
                "Målåret ligger før udgangspunktets år."
                if self.deadline and self.baseline_on and self.deadline < self.baseline_on
                else ""
            ),
        )

    @property
    def measured_in(self) -> "Succeskriterium":
        """The row that carries the measurements: itself, or the one it repeats."""
        return self.samme_som or self

    def known_changes(self, day: date) -> list["Maalaendring"]:
        """The changes of the target that are in force on the day, oldest first (read ahead by `for_opgoerelse()`)."""
        return [each for each in self._changes() if each.changed_on <= day]

    def as_on(self, day: date) -> "Succeskriterium | Maalaendring":
        """What is to be reached on the day: what it was before the first change still to come, else as it is now.

        Both have the fields of `TIDLIGERE` by the same names.
        """
        return next((each for each in self._changes() if each.changed_on > day), self)

    def _changes(self) -> list["Maalaendring"]:
        if self.pk is None:
            return []
        rows = [each for each in ahead(self, "maalaendringer") if each.retired_on is None]
        return sorted(rows, key=lambda each: (each.changed_on, each.pk))

    def parts_on(self, day: date) -> list["Succeskriterium"]:
        """The parts in force on the day, in Python: `dele` is read ahead by `for_opgoerelse()`."""
        return [part for part in ahead(self, "dele") if part.is_in_force(day)]

    def references_on(self, day: date) -> list["Referencevaerdi"]:
        """The figures for comparison in force on the day, in Python: read ahead by `for_opgoerelse()`."""
        return [each for each in ahead(self, "referencevaerdier") if each.is_in_force(day)]


class Referencevaerdi(Retirable):
    """A figure beside the target that is never scored: the city's average, a vision (form F16)."""

    kriterium = models.ForeignKey(
        Succeskriterium, verbose_name="succeskriterium", on_delete=models.PROTECT, related_name="referencevaerdier"
    )
    label = models.CharField("hvad", max_length=200)
    value = models.DecimalField("værdi", max_digits=16, decimal_places=4)
    unit = models.CharField("enhed", max_length=80, blank=True)
    year = models.PositiveSmallIntegerField("år", null=True, blank=True)
    time_text = models.CharField("tid, som det står", max_length=80, blank=True)

    class Rows(RetirableQuerySet):
        plan_path = "kriterium__helhedsplan"

    objects = Rows.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "referenceværdi"
        verbose_name_plural = "referenceværdier"
        ordering = ["kriterium", "pk"]

    def __str__(self) -> str:
        return self.label
