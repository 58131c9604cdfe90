"""Next year's milestones as the board decides them: a list that is proposed, approved and then never changed."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from indsatser.choices import Milepaelsplantilstand, Planlinjeart
from indsatser.models.milepael import QUARTER, YEAR
from plans.models.base import Retirable, RetirableQuerySet, given, refuse, refuse_foreign_owners

FROSSET = (Milepaelsplantilstand.GODKENDT, Milepaelsplantilstand.SENDT)


class Milepaelsplan(Retirable):
    """The milestones of one year as a step of its own: kladde, til bestyrelsen, godkendt (frozen), sendt.

    When it is approved its lines are stored as they were, with a checksum, and a trigger in the database refuses any
    change but that it was sent (domain.md §1.4, §3.5). What has to be otherwise later is a revision: a version of its
    own that goes the same road and says which one it replaces (`revises`) and why.
    """

    held: ClassVar[frozenset[str]] = frozenset(
        {
            "year",
            "revises",
            "revision_reason",
            "state",
            "to_board_on",
            "decided_on",
            "beslutning",
            "frozen",
            "checksum",
            "sent_on",
            "note",
            "retired_on",
            "retired_reason",
        }
    )
    held_because: ClassVar[str] = "Milepælsplanen er godkendt og ændres ikke."

    helhedsplan = models.ForeignKey(
        "plans.Helhedsplan", verbose_name="helhedsplan", on_delete=models.PROTECT, related_name="milepaelsplaner"
    )
    year = models.PositiveSmallIntegerField("år", validators=YEAR)
    revises = models.ForeignKey(
        "self",
        verbose_name="erstatter",
        on_delete=models.PROTECT,
        related_name="revisioner",
        null=True,
        blank=True,
        editable=False,
    )
    revision_reason = models.TextField("hvorfor den revideres", blank=True)
    state = models.CharField(
        "tilstand",
        max_length=20,
        choices=Milepaelsplantilstand,
        default=Milepaelsplantilstand.KLADDE,
        editable=False,
    )
    to_board_on = models.DateField("sendt til bestyrelsen den", null=True, blank=True, editable=False)
    decided_on = models.DateField("godkendt den", null=True, blank=True, editable=False)
    beslutning = models.ForeignKey(
        "plans.Beslutning",
        verbose_name="beslutning",
        on_delete=models.PROTECT,
        related_name="milepaelsplaner",
        null=True,
        blank=True,
        editable=False,
    )
    frozen = models.JSONField("linjerne, som de blev godkendt", null=True, blank=True, editable=False)
    checksum = models.CharField("kontrolsum", max_length=64, blank=True, editable=False)
    sent_on = models.DateField("sendt den", null=True, blank=True, editable=False)
    note = models.TextField("bemærkning", blank=True)

    objects = RetirableQuerySet.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "milepælsplan"
        verbose_name_plural = "milepælsplaner"
        ordering = ["helhedsplan", "year"]
        constraints = [
            *Retirable.Meta.constraints,
            models.UniqueConstraint(
                fields=["helhedsplan", "year"],
                condition=Q(retired_on__isnull=True, revises__isnull=True),
                name="indsatser_milepaelsplan_one_a_year",
                violation_error_code="year",
                violation_error_message="Planen har allerede en milepælsplan for det år.",
            ),
            models.UniqueConstraint(
                fields=["revises"],
                condition=Q(retired_on__isnull=True, revises__isnull=False),
                name="indsatser_milepaelsplan_revised_once",
                violation_error_code="revises",
                violation_error_message="Der er allerede en revision af den milepælsplan.",
            ),
            models.CheckConstraint(
                name="indsatser_milepaelsplan_revision_says_why",
                violation_error_code="revision_reason",
                condition=Q(revises__isnull=True, revision_reason="")
                | (Q(revises__isnull=False) & ~Q(revision_reason="")),
                violation_error_message="En revideret milepælsplan siger, hvad den erstatter og hvorfor.",
            ),
            models.CheckConstraint(
                name="indsatser_milepaelsplan_frozen_whole",
                violation_error_code="state",
                condition=Q(
                    state__in=FROSSET, decided_on__isnull=False, beslutning__isnull=False, frozen__isnull=False
                )
                & ~Q(checksum="")
                | Q(decided_on__isnull=True, beslutning__isnull=True, frozen__isnull=True, checksum="")
                & ~Q(state__in=FROSSET),
                violation_error_message="En godkendt milepælsplan har dato, beslutning og sine linjer.",
            ),
            models.CheckConstraint(
                name="indsatser_milepaelsplan_sent_has_day",
                violation_error_code="sent_on",
                condition=Q(state=Milepaelsplantilstand.SENDT, sent_on__isnull=False)
                | (~Q(state=Milepaelsplantilstand.SENDT) & Q(sent_on__isnull=True)),
                violation_error_message="Skriv, hvilken dag milepælsplanen er sendt.",
            ),
        ]

    def __str__(self) -> str:
        return f"Revideret milepælsplan {self.year}" if self.is_revision else f"Milepælsplan {self.year}"

    @property
    def is_revision(self) -> bool:
        """Whether it takes the place of one that was approved."""
        return self.revises_id is not None

    @property
    def is_frozen(self) -> bool:
        """Whether it is approved, and so never changes."""
        return self.state in FROSSET

    def is_held(self) -> bool:
        """Only what is approved holds."""
        return self.is_frozen

    def clean(self) -> None:
        super().clean()
        refuse_foreign_owners(self, beslutning=self.beslutning, revises=self.revises)
        was = self.revises
        refuse(
            year=f"Den erstatter milepælsplanen for {was.year}." if was and was.year != self.year else "",
            revises="Kun en godkendt milepælsplan revideres." if was and not was.is_frozen else "",
        )


class Milepaelsplanlinje(Retirable):
    """A line of a milepælsplan while it is made: a result and its quarter. Approving it makes it a milestone.

    `source` is the milestone it comes from; `milepael` the one it became when the plan was approved.
    """

    milepaelsplan = models.ForeignKey(
        Milepaelsplan, verbose_name="milepælsplan", on_delete=models.PROTECT, related_name="linjer"
    )
    kind = models.CharField("hvorfra", max_length=12, choices=Planlinjeart, default=Planlinjeart.NY, editable=False)
    source = models.ForeignKey(
        "indsatser.Milepael",
        verbose_name="milepælen bag",
        on_delete=models.PROTECT,
        related_name="planlinjer",
        null=True,
        blank=True,
        editable=False,
    )
    text = models.TextField("milepæl", help_text="Kort resultat i datid.")
    quarter = models.PositiveSmallIntegerField("kvartal", validators=QUARTER)
    aktivitet = models.ForeignKey(
        "indsatser.Aktivitet",
        verbose_name="aktivitet",
        on_delete=models.PROTECT,
        related_name="milepaelsplanlinjer",
        null=True,
        blank=True,
    )
    delaftale = models.ForeignKey(
        "plans.Delaftale",
        verbose_name="delaftale",
        on_delete=models.PROTECT,
        related_name="milepaelsplanlinjer",
        null=True,
        blank=True,
    )
    target_number = models.DecimalField("antal, der skal nås", max_digits=10, decimal_places=2, null=True, blank=True)
    reason = models.TextField("hvorfor den flyttes", blank=True)
    milepael = models.ForeignKey(
        "indsatser.Milepael",
        verbose_name="blev til milepælen",
        on_delete=models.PROTECT,
        related_name="godkendte_linjer",
        null=True,
        blank=True,
        editable=False,
    )
    order = models.PositiveSmallIntegerField("rækkefølge", default=0)

    class Rows(RetirableQuerySet):
        plan_path = "milepaelsplan__helhedsplan"

    objects = Rows.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "linje i milepælsplan"
        verbose_name_plural = "linjer i milepælsplaner"
        ordering = ["milepaelsplan", "quarter", "order", "pk"]
        constraints = [
            *Retirable.Meta.constraints,
            models.UniqueConstraint(
                fields=["milepaelsplan", "source"],
                condition=Q(retired_on__isnull=True, source__isnull=False),
                name="indsatser_milepaelsplanlinje_source_once",
                violation_error_code="source",
                violation_error_message="Milepælen står allerede i milepælsplanen.",
            ),
            models.CheckConstraint(
                name="indsatser_milepaelsplanlinje_new_or_from",
                violation_error_code="source",
                condition=Q(kind=Planlinjeart.NY, source__isnull=True)
                | (~Q(kind=Planlinjeart.NY) & Q(source__isnull=False)),
                violation_error_message="Kun en ny linje kommer ikke fra en milepæl.",
            ),
            models.CheckConstraint(
                name="indsatser_milepaelsplanlinje_move_says_why",
                violation_error_code="reason",
                condition=~Q(kind=Planlinjeart.FLYTTES) | ~Q(reason=""),
                violation_error_message="Skriv, hvorfor milepælen flyttes med.",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def helhedsplan(self) -> Any:
        return self.milepaelsplan.helhedsplan

    def clean(self) -> None:
        """Not once the plan is approved; what it names belongs to the plan."""
        super().clean()
        plan = given(self, "milepaelsplan")
        home = plan.helhedsplan if plan else None
        refuse_foreign_owners(self, plan=home, aktivitet=self.aktivitet, delaftale=self.delaftale, source=self.source)
        apart = self.delaftale and self.aktivitet and self.aktivitet.delaftale != self.delaftale
        refuse(
            aktivitet="Aktiviteten hører til en anden delaftale." if apart else "",
            text="Milepælsplanen er godkendt. Dens linjer ændres ikke." if plan and plan.is_frozen else "",
        )
