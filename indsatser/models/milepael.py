"""Milestones: short results in the past tense, by quarter."""

from datetime import date
from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from helhedsplan.soegevektor import Soegevektor
from indsatser.choices import Logart, Milepaeltilstand
from plans.models.base import Retirable, RetirableQuerySet, not_itself_constraint, refuse, refuse_foreign_owners
from plans.models.dokument import Dokumentfelt, own_name_column

QUARTER = [MinValueValidator(1, "Kvartalet er 1-4."), MaxValueValidator(4, "Kvartalet er 1-4.")]
YEAR = [MinValueValidator(1990, "Året er før 1990."), MaxValueValidator(2100, "Året er efter 2100.")]


def quarter_end(year: int, quarter: int) -> date:
    """The last day of a quarter."""
    return date(year, 3 * quarter, 31 if quarter in (1, 4) else 30)


class MilepaelQuerySet(RetirableQuerySet):
    def current(self, *, on: date | None = None):
        """Milestones in force on the day: not retired by then, and not made later by splitting or by a new plan."""
        day = on or timezone.localdate()
        return super().current(on=day).filter(Q(in_force_from__isnull=True) | Q(in_force_from__lte=day))

    def in_use_during(self, year: int):
        """Milestones in force on some day of the year."""
        begun = Q(in_force_from__isnull=True) | Q(in_force_from__year__lte=year)
        return super().in_use_during(year).filter(begun)


class Milepael(Retirable):
    """A milestone. Postponing it keeps the first quarter and asks why (domain.md §3.5).

    What its quarter and state were is kept step by step in `Milepaelsskift`, so both are changed only by
    `indsatser.milepaelsplan.skift` (`held`).
    """

    held: ClassVar[frozenset[str]] = frozenset({"state", "reached_on", "year", "quarter"})
    held_because: ClassVar[str] = "Ændres med »Sæt tilstand« og »Flyt« på milepælssiden, så vejen huskes."

    helhedsplan = models.ForeignKey(
        "plans.Helhedsplan", verbose_name="helhedsplan", on_delete=models.PROTECT, related_name="milepaele"
    )
    delaftale = models.ForeignKey(
        "plans.Delaftale",
        verbose_name="delaftale",
        on_delete=models.PROTECT,
        related_name="milepaele",
        null=True,
        blank=True,
    )
    aktivitet = models.ForeignKey(
        "indsatser.Aktivitet",
        verbose_name="aktivitet",
        on_delete=models.PROTECT,
        related_name="milepaele",
        null=True,
        blank=True,
    )
    year = models.PositiveSmallIntegerField("år", null=True, blank=True, validators=YEAR)
    quarter = models.PositiveSmallIntegerField("kvartal", null=True, blank=True, validators=QUARTER)
    time_text = models.CharField("tid, som det står", max_length=120, blank=True)
    text = models.TextField("milepæl", help_text="Kort resultat i datid.")
    target_number = models.DecimalField("antal, der skal nås", max_digits=10, decimal_places=2, null=True, blank=True)
    kriterium = models.ForeignKey(
        "indsatser.Succeskriterium",
        verbose_name="antallet tælles af kriteriet",
        on_delete=models.PROTECT,
        related_name="milepaele",
        null=True,
        blank=True,
    )
    log_kind = models.CharField("antallet tælles af aktivitetens log", max_length=12, choices=Logart, blank=True)
    count_from = models.DateField("tælles fra", null=True, blank=True)
    recurs = models.BooleanField("gentages hvert år", default=False)
    state = models.CharField(
        "tilstand", max_length=20, choices=Milepaeltilstand, default=Milepaeltilstand.IKKE_STARTET
    )
    reached_on = models.DateField("nået den", null=True, blank=True)
    original_year = models.PositiveSmallIntegerField("oprindeligt år", null=True, blank=True, validators=YEAR)
    original_quarter = models.PositiveSmallIntegerField(
        "oprindeligt kvartal", null=True, blank=True, validators=QUARTER
    )
    postponed_reason = models.TextField("hvorfor flyttet", blank=True)
    dropped_reason = models.TextField("hvorfor bortfaldet", blank=True)
    split_from = models.ForeignKey(
        "self",
        verbose_name="delt fra",
        on_delete=models.PROTECT,
        related_name="dele",
        null=True,
        blank=True,
        editable=False,
    )
    in_force_from = models.DateField("gælder fra", null=True, blank=True, editable=False)
    comment = models.TextField("kommentar", blank=True)
    evidence = Dokumentfelt("dokumentation", upload_to="dokumentation/", name_field="evidence_name", blank=True)
    evidence_name = own_name_column()
    is_eksempel = models.BooleanField("tilstanden er et eksempel", default=False)
    note = models.TextField("bemærkning", blank=True)
    order = models.PositiveSmallIntegerField("rækkefølge", default=0)

    objects = MilepaelQuerySet.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "milepæl"
        verbose_name_plural = "milepæle"
        ordering = ["helhedsplan", "year", "quarter", "order", "pk"]
        constraints = [
            *Retirable.Meta.constraints,
            models.CheckConstraint(
                name="indsatser_milepael_quarter_has_year",
                violation_error_code="year",
                condition=Q(quarter__isnull=True) | Q(quarter__gte=1, quarter__lte=4, year__isnull=False),
                violation_error_message="Et kvartal (1-4) skal have et år.",
            ),
            models.CheckConstraint(
                name="indsatser_milepael_reached_has_date",
                violation_error_code="reached_on",
                condition=Q(reached_on__isnull=True) | Q(state=Milepaeltilstand.NAAET),
                violation_error_message="Kun en nået milepæl har en dato, den er nået.",
            ),
            models.CheckConstraint(
                name="indsatser_milepael_postponed_with_reason",
                violation_error_code="postponed_reason",
                condition=Q(original_year__isnull=True, original_quarter__isnull=True)
                | (Q(original_year__isnull=False, original_quarter__isnull=False) & ~Q(postponed_reason="")),
                violation_error_message="Skriv, hvorfor milepælen er flyttet.",
            ),
            models.CheckConstraint(
                name="indsatser_milepael_counted_once",
                violation_error_code="log_kind",
                condition=Q(kriterium__isnull=True) | Q(log_kind=""),
                violation_error_message="Antallet tælles enten af et kriterium eller af loggen, ikke af begge.",
            ),
            models.CheckConstraint(
                name="indsatser_milepael_log_has_activity",
                violation_error_code="log_kind",
                condition=Q(log_kind="") | Q(aktivitet__isnull=False),
                violation_error_message="Vælg den aktivitet, hvis log der tælles i.",
            ),
            models.CheckConstraint(
                name="indsatser_milepael_counted_to_a_number",
                violation_error_code="target_number",
                condition=Q(kriterium__isnull=True, log_kind="") | Q(target_number__isnull=False),
                violation_error_message="Skriv det antal, der skal nås, når det skal tælles.",
            ),
            not_itself_constraint(
                "indsatser_milepael_not_split_from_itself", "split_from", "En milepæl kan ikke være delt fra sig selv."
            ),
        ]
        indexes = [
            GinIndex(
                Soegevektor("text", "time_text", "comment", "postponed_reason", "dropped_reason", "note"),
                name="soeg_milepael",
                fastupdate=False,
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        super().clean()
        refuse_foreign_owners(
            self,
            delaftale=self.delaftale,
            aktivitet=self.aktivitet,
            kriterium=self.kriterium,
            split_from=self.split_from,
        )
        apart = self.delaftale and self.aktivitet and self.aktivitet.delaftale != self.delaftale
        refuse(aktivitet="Aktiviteten hører til en anden delaftale." if apart else "")

    def keep_first_quarter(self, year: int | None, quarter: int | None) -> None:
        """Remember the first quarter it was planned for, now that it stood in (year, quarter) and may have moved.

        Only a whole quarter can be moved from. Back in the first quarter, nothing has moved (domain.md §3.5).
        """
        was, now = (year, quarter), (self.year, self.quarter)
        if self.original_year is None and None not in was and was != now:
            self.original_year, self.original_quarter = year, quarter
        elif now == (self.original_year, self.original_quarter):
            self.original_year = self.original_quarter = None

    @property
    def due_on(self) -> date | None:
        """The last day of the quarter, or None without one."""
        if not self.year or not self.quarter:
            return None
        return quarter_end(self.year, self.quarter)

    @property
    def quarters_moved(self) -> int:
        """How many quarters it has slipped since it was first planned."""
        if not self.original_year or not self.original_quarter or not self.year or not self.quarter:
            return 0
        return (self.year - self.original_year) * 4 + self.quarter - self.original_quarter

    def is_late(self, as_of: date) -> bool:
        """Whether its quarter is over on the day and it was not reached by then (nor dropped).

        A day counts until its end (ADR 0013): on the quarter's last day the quarter is over.
        """
        if self.due_on is None or self.state == Milepaeltilstand.BORTFALDET:
            return False
        reached = self.state == Milepaeltilstand.NAAET and (self.reached_on is None or self.reached_on <= as_of)
        return self.due_on <= as_of and not reached
