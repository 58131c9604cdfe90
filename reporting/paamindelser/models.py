"""Reminders: the rules, what a plan and a person choose, the letters with their lines, and "intet at indberette"."""

import uuid
from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, IntegerChoices, Q, TextChoices

from plans.choices import Rolle
from plans.models.base import PlanScopedQuerySet, Retirable, RetirableQuerySet, Tracked, UdenCpr, period_constraint
from reporting.paamindelser.slags import SLAGS, slags_choices
from reporting.paamindelser.trin import Regel

A_YEAR = [MaxValueValidator(400, "Højst 400 dage.")]


class Fristregel(UdenCpr):
    """When a kind of deadline is reminded of, and whom. Loaded with a default; the administration may change it."""

    slags = models.CharField(
        "slags",
        max_length=20,
        choices=slags_choices,
        unique=True,
        error_messages={"unique": "Den slags frist har allerede en regel."},
    )
    is_active = models.BooleanField("påmind om den slags", default=True)
    days_before = ArrayField(
        models.PositiveSmallIntegerField(validators=A_YEAR),
        verbose_name="dage før",
        default=list,
        blank=True,
        size=6,
        help_text="Adskilt af komma: 30,7.",
    )
    on_the_day = models.BooleanField("på dagen", default=True)
    repeat_days = models.PositiveSmallIntegerField(
        "igen efter, dage", default=0, validators=A_YEAR, help_text="0: ikke efter dagen."
    )
    repeat_times = models.PositiveSmallIntegerField(
        "gange, højst", default=0, validators=[MaxValueValidator(12, "Højst 12 gange.")]
    )
    to_laeser = models.BooleanField("til Læser", default=False)
    to_medarbejder = models.BooleanField(
        "til Medarbejder", default=False, help_text="Kun om egne aktiviteter, når fristen hører til en."
    )
    to_redaktoer = models.BooleanField("til Redaktør", default=True)
    to_planleder = models.BooleanField("til Planleder", default=True)
    month = models.PositiveSmallIntegerField(
        "måned",
        null=True,
        blank=True,
        validators=[MinValueValidator(1, "Måneden er 1-12."), MaxValueValidator(12, "Måneden er 1-12.")],
        help_text="Kun for frister på en bestemt dag om året.",
    )
    day = models.PositiveSmallIntegerField(
        "dag",
        null=True,
        blank=True,
        validators=[MinValueValidator(1, "Dagen er 1-31."), MaxValueValidator(31, "Dagen er 1-31.")],
    )

    class Meta:
        verbose_name = "fristregel"
        verbose_name_plural = "fristregler"
        ordering = ["slags"]
        constraints = [
            models.CheckConstraint(
                name="reporting_fristregel_repeats_whole",
                violation_error_code="repeat_times",
                condition=Q(repeat_days=0, repeat_times=0) | Q(repeat_days__gt=0, repeat_times__gt=0),
                violation_error_message="Skriv både efter hvor mange dage og hvor mange gange, eller ingen af dem.",
            ),
            models.CheckConstraint(
                name="reporting_fristregel_day_of_the_year_whole",
                violation_error_code="day",
                condition=Q(month__isnull=True, day__isnull=True) | Q(month__isnull=False, day__isnull=False),
                violation_error_message="Skriv både måned og dag, eller ingen af dem.",
            ),
        ]

    def __str__(self) -> str:
        return SLAGS[self.slags].label if self.slags in SLAGS else self.slags

    def as_regel(self) -> Regel:
        """The rule as a value."""
        told = {
            Rolle.LAESER: self.to_laeser,
            Rolle.MEDARBEJDER: self.to_medarbejder,
            Rolle.REDAKTOER: self.to_redaktoer,
            Rolle.PLANLEDER: self.to_planleder,
        }
        return Regel(
            slags=self.slags,
            foer=tuple(self.days_before),
            paa_dagen=self.on_the_day,
            igen_efter=self.repeat_days,
            hoejst=self.repeat_times,
            roller=frozenset(rolle for rolle, is_told in told.items() if is_told),
            er_til=self.is_active,
            maaned=self.month,
            dag=self.day,
        )


class Planpaamindelser(Tracked):
    """What a plan chooses: kinds of deadlines nobody is reminded of here, and a pause."""

    helhedsplan = models.OneToOneField(
        "plans.Helhedsplan", verbose_name="helhedsplan", on_delete=models.PROTECT, related_name="paamindelsesvalg"
    )
    off = ArrayField(
        models.CharField(max_length=20, choices=slags_choices),
        verbose_name="påmind ikke om",
        default=list,
        blank=True,
    )
    paused_from = models.DateField("pause fra", null=True, blank=True)
    paused_to = models.DateField("pause til og med", null=True, blank=True)
    pause_reason = models.CharField("hvorfor pause", max_length=200, blank=True)

    objects = PlanScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "planens påmindelser"
        verbose_name_plural = "planernes påmindelser"
        ordering = ["helhedsplan"]
        constraints = [
            models.CheckConstraint(
                name="reporting_planpaamindelser_pause_begins",
                violation_error_code="paused_from",
                condition=Q(paused_to__isnull=True) | Q(paused_from__isnull=False),
                violation_error_message="Skriv, hvilken dag pausen begynder.",
            ),
            period_constraint(
                "reporting_planpaamindelser_pause_in_order",
                "paused_from",
                "paused_to",
                "Pausen slutter, før den begynder.",
            ),
        ]

    def __str__(self) -> str:
        return "Planens påmindelser"

    def is_paused(self, day: date) -> bool:
        """Whether the pause covers the day; without an end it goes on."""
        return _covers(self.paused_from, self.paused_to, day)


class Hyppighed(TextChoices):
    """How often a person wants a letter."""

    DAGLIG = "daglig", "Hver dag, der er noget nyt"
    UGENTLIG = "ugentlig", "En gang om ugen"
    ALDRIG = "aldrig", "Aldrig"


class Ugedag(IntegerChoices):
    MANDAG = 1, "Mandag"
    TIRSDAG = 2, "Tirsdag"
    ONSDAG = 3, "Onsdag"
    TORSDAG = 4, "Torsdag"
    FREDAG = 5, "Fredag"
    LOERDAG = 6, "Lørdag"
    SOENDAG = 7, "Søndag"


class Brugerpaamindelser(UdenCpr):
    """What a person chooses: how often, which weekday, and a pause (a holiday). Without a row: daily."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name="bruger",
        on_delete=models.CASCADE,
        related_name="paamindelsesvalg",
    )
    frequency = models.CharField("hvor tit", max_length=10, choices=Hyppighed, default=Hyppighed.DAGLIG)
    weekday = models.PositiveSmallIntegerField(
        "ugedag", choices=Ugedag, default=Ugedag.MANDAG, help_text="Når du får brev en gang om ugen."
    )
    paused_from = models.DateField("pause fra", null=True, blank=True)
    paused_to = models.DateField("pause til og med", null=True, blank=True)

    class Meta:
        verbose_name = "brugerens påmindelser"
        verbose_name_plural = "brugernes påmindelser"
        ordering = ["user"]
        constraints = [
            models.CheckConstraint(
                name="reporting_brugerpaamindelser_pause_begins",
                violation_error_code="paused_from",
                condition=Q(paused_to__isnull=True) | Q(paused_from__isnull=False),
                violation_error_message="Skriv, hvilken dag pausen begynder.",
            ),
            period_constraint(
                "reporting_brugerpaamindelser_pause_in_order",
                "paused_from",
                "paused_to",
                "Pausen slutter, før den begynder.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_frequency_display()

    def is_paused(self, day: date) -> bool:
        """Whether the pause covers the day; without an end it goes on."""
        return _covers(self.paused_from, self.paused_to, day)


def _covers(first: date | None, last: date | None, day: date) -> bool:
    return first is not None and first <= day and (last is None or day <= last)


class Brevtilstand(TextChoices):
    """How far a letter has come (ADR 0043)."""

    KLAR = "klar", "Venter på at blive sendt"
    SENDER = "sender", "Er ved at blive sendt"
    SENDT = "sendt", "Sendt"
    I_APP = "i_app", "Kun her: Helhedsplan har ingen mailserver"
    FEJL = "fejl", "Kunne ikke sendes, prøves igen"
    OPGIVET = "opgivet", "Kunne ikke sendes"
    UVIS = "uvis", "Måske sendt: afsendelsen blev afbrudt"
    AFLOEST = "afloest", "Ikke sendt: det, der stadig ventede, kom med i et senere brev"


UNDELIVERED = frozenset({Brevtilstand.KLAR, Brevtilstand.FEJL})
"""Letters that are known not to have reached their person and are not given up: she has not been told."""


class Paamindelsesbrev(UdenCpr):
    """One person's letter of one day: what was sent to whom, or why not. Written by the command alone."""

    is_log = True

    uuid = models.UUIDField("id i dokumenter", default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="til", on_delete=models.PROTECT, related_name="paamindelsesbreve"
    )
    day = models.DateField("dag")
    status = models.CharField("tilstand", max_length=10, choices=Brevtilstand, default=Brevtilstand.KLAR)
    created_at = models.DateTimeField("skrevet", auto_now_add=True)
    claimed_at = models.DateTimeField("afsendelse begyndt", null=True, blank=True)
    sent_at = models.DateTimeField("sendt", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("forsøg", default=0)
    next_try_at = models.DateTimeField("næste forsøg", null=True, blank=True)
    error = models.TextField("fejl", blank=True)

    class Meta:
        verbose_name = "påmindelsesbrev"
        verbose_name_plural = "påmindelsesbreve"
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "day"],
                name="reporting_paamindelsesbrev_one_a_day",
                violation_error_message="Personen har allerede et brev den dag.",
            ),
            models.CheckConstraint(
                name="reporting_paamindelsesbrev_sent_has_time",
                condition=~Q(status="sendt") | Q(sent_at__isnull=False),
                violation_error_message="Et sendt brev har et tidspunkt.",
            ),
        ]
        indexes = [
            models.Index(
                F("next_try_at").asc(nulls_first=True),
                condition=Q(status__in=["klar", "fejl", "sender"]),
                name="reporting_brev_to_send",
            ),
        ]

    def __str__(self) -> str:
        return f"Påmindelser {self.day:%d.%m.%Y}" if self.day else "Påmindelser"


class Paamindelse(UdenCpr):
    """A line of a letter: one step of one deadline, told to one person. Never twice."""

    brev = models.ForeignKey(
        Paamindelsesbrev, verbose_name="brev", on_delete=models.CASCADE, related_name="paamindelser"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="til", on_delete=models.PROTECT, related_name="paamindelser"
    )
    helhedsplan = models.ForeignKey(
        "plans.Helhedsplan", verbose_name="helhedsplan", on_delete=models.PROTECT, related_name="paamindelser"
    )
    slags = models.CharField("slags", max_length=20, choices=slags_choices)
    target_uuid = models.UUIDField("det drejer sig om")
    due_on = models.DateField("frist")
    trin = models.CharField("trin", max_length=8)
    is_late = models.BooleanField("fristen er overskredet", default=False)
    text = models.TextField("tekst")
    path = models.CharField("adresse", max_length=300, blank=True)
    answer_path = models.CharField("adresse til »intet at indberette«", max_length=400, blank=True)

    objects = PlanScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "påmindelse"
        verbose_name_plural = "påmindelser"
        ordering = ["brev", "helhedsplan", "-is_late", "due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "target_uuid", "slags", "due_on", "trin"],
                name="reporting_paamindelse_never_twice",
                violation_error_message="Personen er allerede påmindet om det trin.",
            ),
        ]
        indexes = [models.Index(fields=["target_uuid"], name="reporting_paamindelse_target")]

    def __str__(self) -> str:
        return self.text

    @property
    def label(self) -> str:
        """What kind of deadline it is, as people read it."""
        return SLAGS[self.slags].label if self.slags in SLAGS else self.slags


class Paamindelseskoersel(UdenCpr):
    """What the command did on one day, all its runs together. A day without one is a day it did not run."""

    is_log = True

    day = models.DateField("dag", unique=True, error_messages={"unique": "Dagen har allerede en kørsel."})
    runs = models.PositiveIntegerField("kørsler", default=0)
    letters = models.PositiveIntegerField("breve skrevet", default=0)
    sent = models.PositiveIntegerField("sendt", default=0)
    failed = models.PositiveIntegerField("fejlede forsøg", default=0)
    last_run_at = models.DateTimeField("sidst kørt", null=True, blank=True)
    last_error = models.TextField("seneste fejl", blank=True)

    class Meta:
        verbose_name = "påmindelseskørsel"
        verbose_name_plural = "påmindelseskørsler"
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"{self.day:%d.%m.%Y}" if self.day else "Kørsel"


class IntetAtIndberette(Retirable):
    """Somebody has said of a deadline that there is nothing to report, and why. It stops the reminding."""

    helhedsplan = models.ForeignKey(
        "plans.Helhedsplan", verbose_name="helhedsplan", on_delete=models.PROTECT, related_name="intet_at_indberette"
    )
    slags = models.CharField("slags", max_length=20, choices=slags_choices)
    target_uuid = models.UUIDField("det drejer sig om")
    target_label = models.CharField("genstand", max_length=250)
    due_on = models.DateField("frist")
    reason = models.TextField("hvorfor", max_length=500)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="af",
        on_delete=models.PROTECT,
        related_name="intet_at_indberette",
        null=True,
        blank=True,
    )
    answered_on = models.DateField("svaret den")

    objects = RetirableQuerySet.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "intet at indberette"
        verbose_name_plural = "intet at indberette"
        ordering = ["helhedsplan", "-due_on", "-pk"]
        constraints = [
            *Retirable.Meta.constraints,
            models.UniqueConstraint(
                fields=["target_uuid", "slags", "due_on"],
                condition=Q(retired_on__isnull=True),
                name="reporting_intetatindberette_once",
                violation_error_code="due_on",
                violation_error_message="Der er allerede svaret, at der intet er at indberette.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target_label} ({self.due_on:%d.%m.%Y})" if self.due_on else self.target_label
