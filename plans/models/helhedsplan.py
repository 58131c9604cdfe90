"""The plan itself and the estates it covers."""

from datetime import date
from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Count, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from plans.choices import Deltagelse, Planstatus, Plantype, Rolle
from plans.models.base import (
    Retirable,
    RetirableQuerySet,
    goes_in_circles,
    not_itself_constraint,
    period_constraint,
    refuse,
)
from plans.models.delaftale import Delaftale


def _count(rows, by: str):
    """How many rows point here, as a subquery: joined counts would multiply each other."""
    return Coalesce(Subquery(rows.values(by).annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)


class HelhedsplanQuerySet(RetirableQuerySet):
    plan_path = ""

    def in_plan(self, helhedsplan):
        return self.filter(pk=helhedsplan.pk)

    def for_page(self):
        """With everything the head of a plan page prints, in one query."""
        return self.select_related("bevillingsrunde", "kommune", "administrator", "parent")

    def for_list(self):
        """With what a line of the plan list prints: names, number of delaftaler and member plans."""
        delaftaler = Delaftale.objects.filter(helhedsplan=OuterRef("pk"), retired_on__isnull=True).order_by()
        members = Helhedsplan.objects.filter(parent=OuterRef("pk"), retired_on__isnull=True).order_by()
        return self.for_page().annotate(
            delaftale_count=_count(delaftaler, "helhedsplan"), underplan_count=_count(members, "parent")
        )


class Helhedsplan(Retirable):
    """A boligsocial helhedsplan and its strategic agreement."""

    kind = models.CharField("type", max_length=20, choices=Plantype, default=Plantype.HELHEDSPLAN)
    name = models.CharField("navn", max_length=200)
    short_name = models.CharField("kort navn", max_length=80)
    parent = models.ForeignKey(
        "self",
        verbose_name="hører under",
        on_delete=models.PROTECT,
        related_name="underplaner",
        null=True,
        blank=True,
        help_text="Fællessekretariatet, planen hører under.",
    )
    forgaenger = models.ForeignKey(
        "self",
        verbose_name="bygger på planen",
        on_delete=models.PROTECT,
        related_name="efterfoelgere",
        null=True,
        blank=True,
        help_text="Planen for perioden før, som denne begyndte som en kopi af.",
    )
    bevillingsrunde = models.ForeignKey(
        "plans.Bevillingsrunde",
        verbose_name="bevillingsrunde",
        on_delete=models.PROTECT,
        related_name="helhedsplaner",
        null=True,
        blank=True,
    )
    journalnummer = models.CharField("Landsbyggefondens journalnummer", max_length=40, blank=True)
    status = models.CharField("status", max_length=40, choices=Planstatus, default=Planstatus.FORBEREDES)
    start_date = models.DateField("gælder fra", null=True, blank=True)
    end_date = models.DateField("gælder til", null=True, blank=True)
    period_note = models.TextField("bemærkning til perioden", blank=True)
    kommune = models.ForeignKey(
        "plans.Kommune",
        verbose_name="kommune",
        on_delete=models.PROTECT,
        related_name="helhedsplaner",
        null=True,
        blank=True,
    )
    district = models.CharField("bydel", max_length=80, blank=True)
    administrator = models.ForeignKey(
        "plans.Boligorganisation",
        verbose_name="administrerende boligorganisation",
        on_delete=models.PROTECT,
        related_name="administrerede_planer",
        null=True,
        blank=True,
    )
    boligorganisationer = models.ManyToManyField(
        "plans.Boligorganisation", verbose_name="boligorganisationer", related_name="helhedsplaner", blank=True
    )
    boligomraader = models.ManyToManyField(
        "plans.Boligomraade", verbose_name="boligområder", related_name="helhedsplaner", blank=True
    )
    tovholder = models.CharField("tovholder", max_length=120, blank=True, help_text="Titel eller enhed, ikke navn.")
    summary = models.TextField("resumé", blank=True)
    frame_lbf = models.DecimalField(
        "ramme fra Landsbyggefonden, kr.",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0), "Beløbet kan ikke være negativt.")],
    )
    frame_lokal = models.DecimalField(
        "ramme for lokal medfinansiering, kr.",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0), "Beløbet kan ikke være negativt.")],
    )
    counts_hours = models.BooleanField("arbejdstid tæller som medfinansiering", default=False)
    note = models.TextField("bemærkning", blank=True)

    objects = HelhedsplanQuerySet.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "helhedsplan"
        verbose_name_plural = "helhedsplaner"
        ordering = ["short_name"]
        constraints = [
            *Retirable.Meta.constraints,
            period_constraint(
                "plans_helhedsplan_period_in_order",
                "start_date",
                "end_date",
                "Planen slutter, før den begynder.",
                strict=True,
            ),
            not_itself_constraint(
                "plans_helhedsplan_not_its_own_parent", "parent", "En plan kan ikke høre under sig selv."
            ),
            not_itself_constraint(
                "plans_helhedsplan_not_after_itself", "forgaenger", "En plan kan ikke bygge på sig selv."
            ),
            models.CheckConstraint(
                name="plans_helhedsplan_frame_not_negative",
                violation_error_code="frame_lbf",
                condition=(Q(frame_lbf__isnull=True) | Q(frame_lbf__gte=0))
                & (Q(frame_lokal__isnull=True) | Q(frame_lokal__gte=0)),
                violation_error_message="Rammen kan ikke være negativ.",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name

    def get_absolute_url(self) -> str:
        return reverse("reporting:plan_overblik", kwargs={"uuid": self.uuid})

    def clean(self) -> None:
        """One level of plans under a plan, since access reaches no further; and the delaftaler still fit the plan."""
        super().clean()
        nested = "Planen hører selv under en anden plan; der kan kun være ét niveau."
        leads = "Planen har selv planer under sig; der kan kun være ét niveau."
        above = self.parent if self.parent != self else None
        has_children = above and self.pk is not None and self.underplaner.exists()
        circle = self.forgaenger != self and goes_in_circles(self, "forgaenger")
        refuse(
            parent=nested if above and above.parent_id else leads if has_children else "",
            forgaenger="De to planer ville bygge på hinanden." if circle else "",
            **(self._delaftaler_left_outside() if self.pk is not None else {}),
        )

    def _delaftaler_left_outside(self) -> dict[str, str]:
        """The sentences that refuse a period or a round which the plan's delaftaler do not fit."""
        rows = self.delaftaler.filter(retired_on__isnull=True)
        early = rows.filter(start_date__lt=self.start_date).order_by("start_date").first() if self.start_date else None
        late = rows.filter(end_date__gt=self.end_date).order_by("-end_date").first() if self.end_date else None
        runde = self.bevillingsrunde_id
        foreign = rows.exclude(indsatsomraade__runde=runde).exclude(indsatsomraade=None).first() if runde else None
        return {
            "start_date": f"Delaftalen «{early}» begynder før, {early.start_date:%d.%m.%Y}." if early else "",
            "end_date": f"Delaftalen «{late}» slutter efter, {late.end_date:%d.%m.%Y}." if late else "",
            "bevillingsrunde": f"Delaftalen «{foreign}» følger en anden bevillingsrunde." if foreign else "",
        }

    @property
    def frame_total(self) -> Decimal | None:
        """LBF + local, kr.; None unless both are stated."""
        if self.frame_lbf is None or self.frame_lokal is None:
            return None
        return self.frame_lbf + self.frame_lokal

    @property
    def field_label(self) -> str:
        """What the plan's round calls the agreement on one field of work (select_related bevillingsrunde first)."""
        return self.bevillingsrunde.field_label if self.bevillingsrunde else "Delaftale"

    @property
    def field_label_plural(self) -> str:
        """The same of several: "Delaftaler", "Indsatsområder"."""
        return self.bevillingsrunde.field_label_plural if self.bevillingsrunde else "Delaftaler"

    @property
    def calendar_years(self) -> tuple[int, ...]:
        """The calendar years the period touches: a four-year plan that starts in August touches five."""
        if not self.start_date or not self.end_date:
            return ()
        return tuple(range(self.start_date.year, self.end_date.year + 1))

    @property
    def my_rolle_label(self) -> str:
        """The rolle that the door stamped on the row, as people read it."""
        return str(Rolle(self.my_rolle).label)  # type: ignore[attr-defined]

    @property
    def may_give_access(self) -> bool:
        """Whether the visitor whose rolle the door stamped on the row may give others a rolle here."""
        from plans.permissions import Ret, may

        return hasattr(self, "my_rolle") and may(self, Ret.GIV_ADGANG)

    def default_as_of(self, today: date | None = None) -> date:
        """The day a page shows unless told otherwise: today, or the plan's last day once it is over."""
        day = today or timezone.localdate()
        return min(day, self.end_date) if self.end_date else day


class Afdelingsdeltagelse(Retirable):
    """A boligafdeling in a plan, from and to, with the figures the agreement states about it."""

    helhedsplan = models.ForeignKey(
        Helhedsplan, verbose_name="helhedsplan", on_delete=models.PROTECT, related_name="afdelingsdeltagelser"
    )
    boligafdeling = models.ForeignKey(
        "plans.Boligafdeling", verbose_name="boligafdeling", on_delete=models.PROTECT, related_name="deltagelser"
    )
    deltagelse = models.CharField("deltagelse", max_length=20, choices=Deltagelse, default=Deltagelse.MED)
    start_date = models.DateField("fra", null=True, blank=True)
    end_date = models.DateField("til", null=True, blank=True)
    dwellings = models.PositiveIntegerField("boliger", null=True, blank=True)
    households = models.PositiveIntegerField("husstande", null=True, blank=True)
    residents = models.PositiveIntegerField("beboere", null=True, blank=True)
    note = models.TextField("bemærkning", blank=True)

    objects = RetirableQuerySet.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "afdelingsdeltagelse"
        verbose_name_plural = "afdelingsdeltagelser"
        ordering = ["helhedsplan", "pk"]
        constraints = [
            *Retirable.Meta.constraints,
            period_constraint(
                "plans_afdelingsdeltagelse_period_in_order",
                "start_date",
                "end_date",
                "Slutdatoen ligger før startdatoen.",
            ),
            models.UniqueConstraint(
                fields=["helhedsplan", "boligafdeling"],
                condition=Q(retired_on__isnull=True),
                name="plans_afdelingsdeltagelse_once",
                violation_error_code="boligafdeling",
                violation_error_message="Afdelingen er allerede med i planen.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.boligafdeling)
