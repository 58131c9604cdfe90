"""Results: what was measured, and what the staff counted."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery

from indsatser.choices import Logart, Maalingsart, Skoen
from indsatser.models.aarslaas import locked_sentence
from plans.models.base import (
    Retirable,
    RetirableQuerySet,
    given,
    not_negative_constraint,
    period_constraint,
    refuse,
)
from plans.models.dokument import Dokumentfelt, own_name_column


class Maaling(Retirable):
    """A measurement. No row: not measured. Value 0: measured, and it was nought. Never text in the number."""

    kriterium = models.ForeignKey(
        "indsatser.Succeskriterium", verbose_name="succeskriterium", on_delete=models.PROTECT, related_name="maalinger"
    )
    kind = models.CharField("art", max_length=12, choices=Maalingsart, default=Maalingsart.LOEBENDE)
    value = models.DecimalField("værdi", max_digits=16, decimal_places=4, null=True, blank=True)
    numerator = models.DecimalField("tæller", max_digits=16, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField("nævner", max_digits=16, decimal_places=4, null=True, blank=True)
    weight = models.DecimalField(
        "antal gange bag gennemsnittet",
        max_digits=10,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    skoen = models.CharField("vurdering", max_length=12, choices=Skoen, blank=True)
    data_from = models.DateField("data fra")
    data_to = models.DateField("data til og med")
    reported_on = models.DateField("indberettet den")
    source = models.CharField("datakilde", max_length=250, blank=True)
    note = models.TextField("bemærkning", blank=True)
    evidence = Dokumentfelt("dokumentation", upload_to="dokumentation/", name_field="evidence_name", blank=True)
    evidence_name = own_name_column()
    is_eksempel = models.BooleanField("eksempeltal", default=False)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="indberettet af",
        on_delete=models.PROTECT,
        related_name="maalinger",
        null=True,
        blank=True,
    )
    returned_on = models.DateField("sendt retur den", null=True, blank=True)
    returned_note = models.TextField("hvorfor sendt retur", blank=True)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="sendt retur af",
        on_delete=models.PROTECT,
        related_name="returnerede_maalinger",
        null=True,
        blank=True,
    )

    class Rows(RetirableQuerySet):
        plan_path = "kriterium__helhedsplan"

    objects = Rows.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "måling"
        verbose_name_plural = "målinger"
        ordering = ["kriterium", "data_to", "pk"]
        constraints = [
            *Retirable.Meta.constraints,
            models.CheckConstraint(
                name="indsatser_maaling_says_one_thing",
                violation_error_code="value",
                condition=Q(value__isnull=False, numerator__isnull=True, denominator__isnull=True)
                | Q(value__isnull=True, numerator__isnull=False, denominator__isnull=False)
                | (Q(value__isnull=True, numerator__isnull=True, denominator__isnull=True) & ~Q(skoen="")),
                violation_error_message="Skriv en værdi, en tæller og en nævner, eller en vurdering.",
            ),
            models.CheckConstraint(
                name="indsatser_maaling_denominator_positive",
                violation_error_code="denominator",
                condition=Q(denominator__isnull=True) | Q(denominator__gt=0),
                violation_error_message="Nævneren skal være over nul.",
            ),
            period_constraint(
                "indsatser_maaling_period_in_order", "data_from", "data_to", "Dataperioden slutter, før den begynder."
            ),
            period_constraint(
                "indsatser_maaling_reported_after_period_began",
                "data_from",
                "reported_on",
                "Målingen er indberettet, før dataperioden begynder.",
            ),
            not_negative_constraint(
                "indsatser_maaling_weight_not_negative", "weight", "Antallet bag gennemsnittet kan ikke være negativt."
            ),
            models.CheckConstraint(
                name="indsatser_maaling_returned_with_note",
                violation_error_code="returned_note",
                condition=Q(returned_on__isnull=True, returned_note="", returned_by__isnull=True)
                | (Q(returned_on__isnull=False) & ~Q(returned_note="")),
                violation_error_message="Skriv både dag og grund, når en måling sendes retur.",
            ),
        ]
        indexes = [models.Index(fields=["kriterium", "data_to"], name="indsatser_maaling_by_period")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.data_to:%d.%m.%Y}"

    def clean(self) -> None:
        """Not on a row that only repeats another, and not about a locked year, as it is or as it was."""
        super().clean()
        kriterium = given(self, "kriterium")
        refuse(kriterium=_measured_elsewhere(kriterium))
        plan = kriterium.helhedsplan if kriterium else None
        refuse(data_to=locked_sentence(plan, (self.data_from, self.data_to), _as_stored(self, "data_from", "data_to")))

    @property
    def helhedsplan(self):
        return self.kriterium.helhedsplan

    @property
    def is_returned(self) -> bool:
        """Sent back, and neither corrected nor confirmed since: it counts in nothing."""
        return self.returned_on is not None


class Logpost(Retirable):
    """A line in the staff's counting log: date and number. Counts only: no names, no CPR."""

    aktivitet = models.ForeignKey(
        "indsatser.Aktivitet", verbose_name="aktivitet", on_delete=models.PROTECT, related_name="logposter"
    )
    kriterium = models.ForeignKey(
        "indsatser.Succeskriterium",
        verbose_name="tæller i kriteriet",
        on_delete=models.PROTECT,
        related_name="logposter",
        null=True,
        blank=True,
    )
    date = models.DateField("dato")
    antal = models.PositiveIntegerField("antal")
    kind = models.CharField("tæller", max_length=12, choices=Logart, default=Logart.BESOEG)
    note = models.CharField("bemærkning", max_length=250, blank=True)
    is_eksempel = models.BooleanField("eksempeltal", default=False)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="registreret af",
        on_delete=models.PROTECT,
        related_name="logposter",
        null=True,
        blank=True,
    )

    class Rows(RetirableQuerySet):
        plan_path = "aktivitet__delaftale__helhedsplan"

        def counted(self):
            """The lines in use that count in their criterion: those of the kind that `kind_counted` finds."""
            others = Logpost.objects.filter(kriterium=OuterRef("kriterium"), retired_on__isnull=True)
            first = others.order_by("pk").values("kind")[:1]
            counts = Q(kriterium__log_kind=F("kind")) | Q(kriterium__log_kind="", kind=Subquery(first))
            return self.filter(counts, retired_on__isnull=True)

        def with_counted(self):
            """With criterion and writer, and whether the line counts in its criterion, as `is_counted`."""
            counts = Exists(Logpost.objects.counted().filter(pk=OuterRef("pk")))
            return self.select_related("kriterium", "reported_by").annotate(is_counted=counts)

    objects = Rows.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "logpost"
        verbose_name_plural = "logposter"
        ordering = ["aktivitet", "-date", "-pk"]

    def __str__(self) -> str:
        return f"{self.date:%d.%m.%Y}: {self.antal}"

    @property
    def helhedsplan(self):
        return self.aktivitet.delaftale.helhedsplan

    def clean(self) -> None:
        super().clean()
        foreign = self.aktivitet_id and self.kriterium and self.kriterium.aktivitet_id != self.aktivitet_id
        refuse(kriterium="Kriteriet hører til en anden aktivitet." if foreign else _measured_elsewhere(self.kriterium))
        aktivitet = given(self, "aktivitet")
        plan = aktivitet.helhedsplan if aktivitet else None
        refuse(date=locked_sentence(plan, (self.date, self.date), _as_stored(self, "date", "date")))


def kind_counted(kriterium, lines: Iterable[Logpost]) -> Logart | None:
    """The kind of log line that feeds the criterion: the chosen one, else the kind that was written first.

    Persons, visits and pieces are never added together. `lines` are the criterion's lines in use, one not yet saved
    among them as the last; None while nothing is chosen and nothing is written. In SQL: `Logpost.objects.counted()`.
    """
    if kriterium.log_kind:
        return Logart(kriterium.log_kind)
    first = min(lines, key=lambda line: (line.pk is None, line.pk), default=None)
    return Logart(first.kind) if first else None


def _measured_elsewhere(kriterium) -> str:
    """The sentence that refuses figures on a row that only repeats another criterion, or nothing."""
    if kriterium is None or kriterium.samme_som_id is None:
        return ""
    return "Kriteriet gengiver et andet. Registrér tallet på det kriterium, der måles."


def _as_stored(row: Retirable, first: str, last: str) -> tuple[date, date] | None:
    """The period the row is about in the database; None for a row that is new. A figure cannot leave a locked year."""
    if row._state.adding or row.pk is None:
        return None
    if row.stored is not None:
        return getattr(row.stored, first), getattr(row.stored, last)
    return type(row)._default_manager.filter(pk=row.pk).values_list(first, last).first()
