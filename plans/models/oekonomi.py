"""Money: who pays, what it is for, what was spent and what was moved."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from plans.budget import kroner_for_timer
from plans.choices import Bidragsform, Finansieringsart, Postart, Tilsagnstilstand, Udgiftsart
from plans.models.base import (
    PlanScopedQuerySet,
    Retirable,
    RetirableQuerySet,
    Tracked,
    given,
    not_negative_constraint,
    refuse,
    refuse_foreign_owners,
)

YEAR = [MinValueValidator(1990, "Året er før 1990."), MaxValueValidator(2100, "Året er efter 2100.")]


class Finansieringskilde(Retirable):
    """Where money or working time comes from: Landsbyggefonden or a local partner.

    `amount` is all that it gives, `confirmed` and `paid` what of it is confirmed in writing and what has come in.
    `hour_rate` is what an hour of given working time is worth; without it hours are hours and no kroner.
    """

    helhedsplan = models.ForeignKey(
        "plans.Helhedsplan", verbose_name="helhedsplan", on_delete=models.PROTECT, related_name="finansieringskilder"
    )
    kind = models.CharField("art", max_length=20, choices=Finansieringsart)
    name = models.CharField("navn", max_length=160)
    owner = models.CharField("ejer", max_length=160, blank=True)
    form = models.CharField("bidrag", max_length=10, choices=Bidragsform, default=Bidragsform.KONTANT)
    state = models.CharField("tilsagn", max_length=20, choices=Tilsagnstilstand, default=Tilsagnstilstand.UOPLYST)
    state_note = models.CharField("om tilsagnet", max_length=200, blank=True)
    amount = models.DecimalField("beløb i alt, kr.", max_digits=14, decimal_places=2, null=True, blank=True)
    amount_as_printed = models.CharField("beløbet, som det er trykt", max_length=40, blank=True)
    confirmed = models.DecimalField("heraf bekræftet, kr.", max_digits=14, decimal_places=2, null=True, blank=True)
    paid = models.DecimalField("heraf betalt, kr.", max_digits=14, decimal_places=2, null=True, blank=True)
    hour_rate = models.DecimalField("timesats, kr.", max_digits=8, decimal_places=2, null=True, blank=True)
    aarsvaerk = models.DecimalField("årsværk", max_digits=7, decimal_places=2, null=True, blank=True)
    years_text = models.CharField("budgetår eller periode", max_length=80, blank=True)
    note = models.TextField("bemærkning", blank=True)
    order = models.PositiveSmallIntegerField("rækkefølge", default=0)

    objects = RetirableQuerySet.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "finansieringskilde"
        verbose_name_plural = "finansieringskilder"
        ordering = ["helhedsplan", "order", "pk"]
        constraints = [
            *Retirable.Meta.constraints,
            models.UniqueConstraint(
                fields=["helhedsplan", "name"],
                condition=Q(retired_on__isnull=True),
                name="plans_finansieringskilde_name_unique_in_plan",
                violation_error_code="name",
                violation_error_message="Planen har allerede en finansieringskilde med det navn.",
            ),
            models.CheckConstraint(
                name="plans_finansieringskilde_not_negative",
                violation_error_code="amount",
                condition=(Q(amount__isnull=True) | Q(amount__gte=0))
                & (Q(aarsvaerk__isnull=True) | Q(aarsvaerk__gte=0)),
                violation_error_message="En finansieringskilde kan ikke være negativ.",
            ),
            not_negative_constraint(
                "plans_finansieringskilde_confirmed_not_negative", "confirmed", "Beløbet kan ikke være negativt."
            ),
            not_negative_constraint(
                "plans_finansieringskilde_paid_not_negative", "paid", "Beløbet kan ikke være negativt."
            ),
            models.CheckConstraint(
                name="plans_finansieringskilde_rate_for_hours",
                violation_error_code="hour_rate",
                condition=Q(hour_rate__isnull=True) | Q(form=Bidragsform.TIMER, hour_rate__gt=0),
                violation_error_message="En timesats er over nul og hører til en kilde, der giver arbejdstid.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Budgetpost(Retirable):
    """A row of the budget: projektorganisation, a delaftale, evaluering.

    A delaftale may have several posts, one for each kind of cost or activity: what it gets is then their sum. Which
    activities a post pays for is said on the activity.
    """

    helhedsplan = models.ForeignKey(
        "plans.Helhedsplan", verbose_name="helhedsplan", on_delete=models.PROTECT, related_name="budgetposter"
    )
    kind = models.CharField("art", max_length=20, choices=Postart)
    delaftale = models.ForeignKey(
        "plans.Delaftale",
        verbose_name="delaftale",
        on_delete=models.PROTECT,
        related_name="budgetposter",
        null=True,
        blank=True,
    )
    title = models.CharField("post", max_length=160)
    udgiftsart = models.CharField("udgiftsart", max_length=20, choices=Udgiftsart, blank=True)
    note = models.TextField("bemærkning", blank=True)
    order = models.PositiveSmallIntegerField("rækkefølge", default=0)

    objects = RetirableQuerySet.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "budgetpost"
        verbose_name_plural = "budgetposter"
        ordering = ["helhedsplan", "order", "pk"]
        constraints = [
            *Retirable.Meta.constraints,
            models.CheckConstraint(
                name="plans_budgetpost_delaftale_when_it_is_one",
                violation_error_code="delaftale",
                condition=Q(kind=Postart.DELAFTALE, delaftale__isnull=False)
                | (~Q(kind=Postart.DELAFTALE) & Q(delaftale__isnull=True)),
                violation_error_message="En post for en delaftale skal pege på delaftalen, og kun den.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Within the plan; in use as long as money is moved to or from it (plans.penge.omdisponering.vaern)."""
        super().clean()
        plan = given(self, "helhedsplan")
        foreign = plan and self.delaftale and self.delaftale.helhedsplan != plan
        refuse(delaftale="Delaftalen hører til en anden plan." if foreign else "")
        if plan and self.pk and self.retired_on is not None:
            from plans.penge.omdisponering.vaern import afvis_udgaaet

            afvis_udgaaet(self)


class Budgetbeloeb(Tracked):
    """What a post gets from a source in a calendar year. No year: the agreement states only the whole.

    `hours` is given working time; `amount` is then the hours at the source's rate, and nought while it has none.
    """

    budgetpost = models.ForeignKey(
        Budgetpost, verbose_name="budgetpost", on_delete=models.PROTECT, related_name="beloeb"
    )
    kilde = models.ForeignKey(
        Finansieringskilde, verbose_name="finansieringskilde", on_delete=models.PROTECT, related_name="beloeb"
    )
    year = models.PositiveSmallIntegerField("kalenderår", null=True, blank=True, validators=YEAR)
    amount = models.DecimalField(
        "beløb, kr.",
        max_digits=14,
        decimal_places=2,
        validators=[MinValueValidator(Decimal(0), "Et budgetbeløb kan ikke være negativt.")],
    )
    hours = models.DecimalField("timer", max_digits=9, decimal_places=2, null=True, blank=True)

    class Rows(PlanScopedQuerySet):
        plan_path = "budgetpost__helhedsplan"

    objects = Rows.as_manager()

    class Meta:
        verbose_name = "budgetbeløb"
        verbose_name_plural = "budgetbeløb"
        ordering = ["budgetpost", "year", "kilde"]
        constraints = [
            models.UniqueConstraint(
                fields=["budgetpost", "kilde", "year"],
                nulls_distinct=False,
                name="plans_budgetbeloeb_one_per_cell",
                violation_error_code="kilde",
                violation_error_message="Posten har allerede et beløb fra den kilde i det år.",
            ),
            models.CheckConstraint(
                name="plans_budgetbeloeb_not_negative",
                violation_error_code="amount",
                condition=Q(amount__gte=0),
                violation_error_message="Et budgetbeløb kan ikke være negativt.",
            ),
            not_negative_constraint(
                "plans_budgetbeloeb_hours_not_negative", "hours", "Timerne kan ikke være negative."
            ),
        ]

    def __str__(self) -> str:
        return f"{self.budgetpost} {self.year or ''} {self.kilde}"

    def clean(self) -> None:
        super().clean()
        plan, kilde = _plan_and_kilde(self)
        if plan is None:
            return
        foreign = kilde and kilde.helhedsplan != plan
        outside = self.year and plan.calendar_years and self.year not in plan.calendar_years
        refuse(
            kilde="Finansieringskilden hører til en anden plan." if foreign else "",
            year=f"{self.year} ligger uden for planens periode." if outside else "",
            **_hours_refused(self, kilde),
        )


def _hours_refused(row: Budgetbeloeb, kilde: Finansieringskilde | None) -> dict[str, str]:
    """Hours belong to a source that gives them, and become kroner at its rate and in no other way."""
    if row.hours is None or kilde is None:
        return {}
    if kilde.form != Bidragsform.TIMER:
        return {"hours": f"{kilde} giver penge, ikke arbejdstid."}
    worth = kroner_for_timer(row.hours, kilde.hour_rate)
    return {"amount": "Beløbet er ikke timerne gange timesatsen."} if row.amount != worth else {}


class Forbrug(Retirable):
    """Money spent. Negative amounts are corrections and need a word of explanation."""

    budgetpost = models.ForeignKey(
        Budgetpost, verbose_name="budgetpost", on_delete=models.PROTECT, related_name="forbrug"
    )
    kilde = models.ForeignKey(
        Finansieringskilde, verbose_name="finansieringskilde", on_delete=models.PROTECT, related_name="forbrug"
    )
    year = models.PositiveSmallIntegerField("kalenderår", validators=YEAR)
    amount = models.DecimalField("beløb, kr.", max_digits=14, decimal_places=2)
    booked_on = models.DateField("bogført den", null=True, blank=True)
    note = models.TextField("forklaring", blank=True)
    voucher = models.CharField("bilag", max_length=60, blank=True)
    regnskabsimport = models.ForeignKey(
        "plans.Regnskabsimport",
        verbose_name="læst ind med",
        on_delete=models.PROTECT,
        related_name="forbrug",
        null=True,
        blank=True,
        editable=False,
    )
    # What the row is known by in the accounting system, so that the same export twice doubles nothing.
    import_key = models.CharField("nøgle i regnskabet", max_length=64, blank=True, editable=False)
    import_line = models.PositiveIntegerField("linje under nøglen", default=0, editable=False)

    class Rows(RetirableQuerySet):
        plan_path = "budgetpost__helhedsplan"

        @staticmethod
        def booked_by(day: date, plan_last: date | None) -> Q:
            """Which rows count on the day: those booked by then (docs/regler.md §5.9).

            What is booked after New Year belongs to the last day of its year, and what is booked after the plan's
            last day belongs to that. A row without a date counts from its year's first day.
            """
            if plan_last is not None and day >= plan_last:
                return Q(pk__isnull=False)
            closed = day.year if (day.month, day.day) == (12, 31) else day.year - 1
            undated = Q(booked_on__isnull=True, year__lte=day.year)
            return Q(booked_on__lte=day) | Q(year__lte=closed) | undated

    objects = Rows.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "forbrug"
        verbose_name_plural = "forbrug"
        ordering = ["budgetpost", "year", "pk"]
        constraints = [
            *Retirable.Meta.constraints,
            models.CheckConstraint(
                name="plans_forbrug_correction_explained",
                violation_error_code="note",
                condition=Q(amount__gte=0) | ~Q(note=""),
                violation_error_message="Et negativt beløb er en rettelse: skriv hvorfor.",
            ),
            models.UniqueConstraint(
                fields=["import_key", "import_line"],
                condition=Q(retired_on__isnull=True) & ~Q(import_key=""),
                name="plans_forbrug_read_in_once",
                violation_error_code="import_key",
                violation_error_message="Linjen fra regnskabet er allerede læst ind.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.budgetpost} {self.year}"

    def clean(self) -> None:
        super().clean()
        plan, kilde = _plan_and_kilde(self)
        foreign = plan and kilde and kilde.helhedsplan != plan
        refuse(kilde="Finansieringskilden hører til en anden plan." if foreign else "")


class Omdisponering(Retirable):
    """Money moved from one post, year and source to another, with reason and decision."""

    helhedsplan = models.ForeignKey(
        "plans.Helhedsplan", verbose_name="helhedsplan", on_delete=models.PROTECT, related_name="omdisponeringer"
    )
    from_post = models.ForeignKey(Budgetpost, verbose_name="fra post", on_delete=models.PROTECT, related_name="+")
    from_kilde = models.ForeignKey(
        Finansieringskilde, verbose_name="fra kilde", on_delete=models.PROTECT, related_name="+"
    )
    from_year = models.PositiveSmallIntegerField("fra år", null=True, blank=True, validators=YEAR)
    to_post = models.ForeignKey(Budgetpost, verbose_name="til post", on_delete=models.PROTECT, related_name="+")
    to_kilde = models.ForeignKey(
        Finansieringskilde, verbose_name="til kilde", on_delete=models.PROTECT, related_name="+"
    )
    to_year = models.PositiveSmallIntegerField("til år", null=True, blank=True, validators=YEAR)
    amount = models.DecimalField("beløb, kr.", max_digits=14, decimal_places=2)
    moved_on = models.DateField("gælder fra")
    reason = models.TextField("begrundelse")
    crosses_forms = models.BooleanField("flytter mellem kontanter og arbejdstid", default=False)
    beslutning = models.ForeignKey(
        "plans.Beslutning",
        verbose_name="beslutning",
        on_delete=models.PROTECT,
        related_name="omdisponeringer",
        null=True,
        blank=True,
    )
    decided_on = models.DateField("besluttet den", null=True, blank=True)
    kommune_approved_on = models.DateField("godkendt af kommunalbestyrelsen den", null=True, blank=True)
    lbf_approved_on = models.DateField("godkendt af Landsbyggefonden den", null=True, blank=True)

    objects = RetirableQuerySet.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "omdisponering"
        verbose_name_plural = "omdisponeringer"
        ordering = ["helhedsplan", "moved_on", "pk"]
        constraints = [
            *Retirable.Meta.constraints,
            models.CheckConstraint(
                name="plans_omdisponering_moves_something",
                violation_error_code="amount",
                condition=Q(amount__gt=0),
                violation_error_message="Der skal flyttes et beløb over nul.",
            ),
            models.CheckConstraint(
                name="plans_omdisponering_from_one_place_to_another",
                violation_error_code="to_post",
                condition=~Q(from_post=F("to_post"))
                | ~Q(from_kilde=F("to_kilde"))
                | (Q(from_year__isnull=False, to_year__isnull=False) & ~Q(from_year=F("to_year")))
                | Q(from_year__isnull=True, to_year__isnull=False)
                | Q(from_year__isnull=False, to_year__isnull=True),
                violation_error_message="Beløbet flyttes til det sted, det kommer fra.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_post} → {self.to_post}"

    @property
    def gaelder_fra(self) -> date | None:
        """The day from which the budget counts it: when it is both decided and due. None: only planned."""
        return max(self.moved_on, self.decided_on) if self.decided_on and self.moved_on else None

    def clean(self) -> None:
        """Within the plan; never more than the cell holds (plans.penge.omdisponering.vaern)."""
        from plans.penge.omdisponering.vaern import afvis

        super().clean()
        names = ("from_post", "from_kilde", "to_post", "to_kilde", "beslutning")
        refuse_foreign_owners(self, **{name: given(self, name) for name in names})
        afvis(self)


def _plan_and_kilde(row: models.Model) -> tuple[Any, Any]:
    """The plan of the row's budgetpost and the row's source, each None while nobody has chosen one."""
    return getattr(given(row, "budgetpost"), "helhedsplan", None), given(row, "kilde")
