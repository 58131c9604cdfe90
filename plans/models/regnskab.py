"""Accounts: how far they run, what is carried over to a later year, and what an export was read in as."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from plans.choices import Bidragsform, Godkendelse, Importart
from plans.models.base import (
    PlanScopedQuerySet,
    Retirable,
    RetirableQuerySet,
    Tracked,
    given,
    refuse,
    refuse_foreign_owners,
)
from plans.models.indlaesning import Indlaest
from plans.models.oekonomi import YEAR


class Regnskabsaar(Retirable):
    """How far the accounts of a calendar year run, and whether they are final."""

    helhedsplan = models.ForeignKey(
        "plans.Helhedsplan", verbose_name="helhedsplan", on_delete=models.PROTECT, related_name="regnskabsaar"
    )
    year = models.PositiveSmallIntegerField("kalenderår", validators=YEAR)
    runs_to = models.DateField("regnskabet går til og med", null=True, blank=True)
    is_final = models.BooleanField("årets regnskab er endeligt", default=False)
    note = models.TextField("bemærkning", blank=True)

    objects = RetirableQuerySet.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "regnskabsår"
        verbose_name_plural = "regnskabsår"
        ordering = ["helhedsplan", "year"]
        constraints = [
            *Retirable.Meta.constraints,
            models.UniqueConstraint(
                fields=["helhedsplan", "year"],
                condition=Q(retired_on__isnull=True),
                name="plans_regnskabsaar_one_per_year",
                violation_error_code="year",
                violation_error_message="Planen har allerede et regnskabsår for det år. Ret det i stedet.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.year or "")

    def clean(self) -> None:
        super().clean()
        plan = given(self, "helhedsplan")
        years = plan.calendar_years if plan else ()
        in_year = self.runs_to is None or self.year is None or self.runs_to.year == self.year
        refuse(
            year=f"{self.year} ligger uden for planens periode." if years and self.year not in years else "",
            runs_to="" if in_year else f"Dagen ligger ikke i {self.year}.",
            is_final=self._too_soon(),
        )

    def _too_soon(self) -> str:
        over = not self.year or self.year < timezone.localdate().year
        return "" if over or not self.is_final else f"Året {self.year} er ikke slut endnu."


class Overfoersel(Retirable):
    """Unspent money of a year, carried over to a later one from the reguleringskonto.

    It may be used when kommunalbestyrelsen and Landsbyggefonden have both said yes beforehand (domain.md §1.4).
    """

    helhedsplan = models.ForeignKey(
        "plans.Helhedsplan", verbose_name="helhedsplan", on_delete=models.PROTECT, related_name="overfoersler"
    )
    kilde = models.ForeignKey(
        "plans.Finansieringskilde",
        verbose_name="finansieringskilde",
        on_delete=models.PROTECT,
        related_name="overfoersler",
    )
    from_year = models.PositiveSmallIntegerField("ikke brugt i", validators=YEAR)
    to_year = models.PositiveSmallIntegerField("overføres til", validators=YEAR)
    amount = models.DecimalField("beløb, kr.", max_digits=14, decimal_places=2)
    reason = models.TextField("hvad pengene skal bruges til")
    kommune_state = models.CharField(
        "kommunalbestyrelsens godkendelse", max_length=20, choices=Godkendelse, default=Godkendelse.IKKE_SOEGT
    )
    kommune_on = models.DateField("kommunalbestyrelsens svar, dato", null=True, blank=True)
    lbf_state = models.CharField(
        "Landsbyggefondens godkendelse", max_length=20, choices=Godkendelse, default=Godkendelse.IKKE_SOEGT
    )
    lbf_on = models.DateField("Landsbyggefondens svar, dato", null=True, blank=True)
    beslutning = models.ForeignKey(
        "plans.Beslutning",
        verbose_name="beslutning",
        on_delete=models.PROTECT,
        related_name="overfoersler",
        null=True,
        blank=True,
    )
    note = models.TextField("bemærkning", blank=True)

    objects = RetirableQuerySet.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "overførsel"
        verbose_name_plural = "overførsler"
        ordering = ["helhedsplan", "from_year", "pk"]
        constraints = [
            *Retirable.Meta.constraints,
            models.CheckConstraint(
                name="plans_overfoersel_carries_something",
                violation_error_code="amount",
                condition=Q(amount__gt=0),
                violation_error_message="Der skal overføres et beløb over nul.",
            ),
            models.CheckConstraint(
                name="plans_overfoersel_to_a_later_year",
                violation_error_code="to_year",
                condition=Q(to_year__gt=F("from_year")),
                violation_error_message="Pengene kan kun overføres til et senere år end det, de ikke blev brugt i.",
            ),
            models.CheckConstraint(
                name="plans_overfoersel_kommune_answer_has_a_date",
                violation_error_code="kommune_on",
                condition=~Q(kommune_state__in=[Godkendelse.GODKENDT, Godkendelse.AFSLAAET])
                | Q(kommune_on__isnull=False),
                violation_error_message="Skriv datoen for kommunalbestyrelsens svar.",
            ),
            models.CheckConstraint(
                name="plans_overfoersel_lbf_answer_has_a_date",
                violation_error_code="lbf_on",
                condition=~Q(lbf_state__in=[Godkendelse.GODKENDT, Godkendelse.AFSLAAET]) | Q(lbf_on__isnull=False),
                violation_error_message="Skriv datoen for Landsbyggefondens svar.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_year} → {self.to_year}"

    def clean(self) -> None:
        super().clean()
        plan, kilde = given(self, "helhedsplan"), given(self, "kilde")
        refuse_foreign_owners(self, kilde=kilde, beslutning=self.beslutning)
        years = plan.calendar_years if plan else ()
        outside = years and self.from_year and self.from_year not in years
        refuse(
            from_year=f"{self.from_year} ligger uden for planens periode." if outside else "",
            kilde="Arbejdstid kan ikke overføres, kun penge." if kilde and kilde.form == Bidragsform.TIMER else "",
        )


class Importprofil(Tracked):
    """How a plan's exports from another system are read: remembered from the last time, offered the next.

    `columns` says which heading each of our fields is read from, `values` which of our rows each value found there
    stands for (by number; "-" where it was chosen to leave it out), `options` the rest. What the keys are is for the
    code that reads `kind`.
    """

    helhedsplan = models.ForeignKey(
        "plans.Helhedsplan", verbose_name="helhedsplan", on_delete=models.PROTECT, related_name="importprofiler"
    )
    kind = models.CharField("hvad der indlæses", max_length=20, choices=Importart)
    columns = models.JSONField("kolonner", default=dict, blank=True)
    values = models.JSONField("værdier", default=dict, blank=True)
    options = models.JSONField("valg", default=dict, blank=True)

    class Rows(PlanScopedQuerySet):
        def for_suggestion(self, plan, kind):
            """The plan's own first, then those of plans with the same administrating organisation, newest first."""
            administrator = plan.administrator_id
            near = Q(helhedsplan=plan) | (Q(helhedsplan__administrator=administrator) if administrator else Q(pk=None))
            rows = self.filter(near, kind=kind).annotate(
                is_own=models.Case(models.When(helhedsplan=plan, then=1), default=0)
            )
            return rows.order_by("-is_own", "-changed_at", "-pk")

    objects = Rows.as_manager()

    class Meta:
        verbose_name = "importprofil"
        verbose_name_plural = "importprofiler"
        ordering = ["helhedsplan", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["helhedsplan", "kind"],
                name="plans_importprofil_one_per_kind",
                violation_error_code="kind",
                violation_error_message="Planen har allerede en importprofil af den art.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Regnskabsimport(Indlaest):
    """One export from the accounting system: read, looked through, saved as Forbrug, and undone as one thing."""

    helhedsplan = models.ForeignKey(
        "plans.Helhedsplan", verbose_name="helhedsplan", on_delete=models.PROTECT, related_name="regnskabsimporter"
    )
    runs_to = models.DateField("regnskabet går til og med", null=True, blank=True)
    rows_read = models.PositiveIntegerField("rækker læst", default=0, editable=False)
    rows_made = models.PositiveIntegerField("nye linjer", default=0, editable=False)
    rows_changed = models.PositiveIntegerField("ændrede linjer", default=0, editable=False)

    objects = RetirableQuerySet.as_manager()

    class Meta(Indlaest.Meta):
        verbose_name = "regnskabsimport"
        verbose_name_plural = "regnskabsimporter"
