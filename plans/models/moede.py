"""What hangs on a meeting: attachments of its items, what is to be followed up, and the address of a calendar."""

import secrets
from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from helhedsplan.soegevektor import Soegevektor
from plans.models.base import Retirable, RetirableQuerySet, UdenCpr, given, refuse
from plans.models.dokument import Dokumentfelt, own_name_column


class Punktbilag(Retirable):
    """A file that goes with an item of an agenda."""

    dagsordenspunkt = models.ForeignKey(
        "plans.Dagsordenspunkt", verbose_name="dagsordenspunkt", on_delete=models.PROTECT, related_name="punktbilag"
    )
    title = models.CharField("titel", max_length=200)
    file = Dokumentfelt("fil", upload_to="punktbilag/", name_field="file_name")
    file_name = own_name_column()
    order = models.PositiveSmallIntegerField("rækkefølge", default=0)

    class Rows(RetirableQuerySet):
        plan_path = "dagsordenspunkt__moede__organ__helhedsplan"

    objects = Rows.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "bilag til et punkt"
        verbose_name_plural = "bilag til punkter"
        ordering = ["dagsordenspunkt", "order", "pk"]

    def __str__(self) -> str:
        return self.title


class OpfoelgningQuerySet(RetirableQuerySet):
    plan_path = "moede__organ__helhedsplan"

    def undone(self):
        """What nobody has done yet."""
        return self.filter(done_on__isnull=True)


class Opfoelgning(Retirable):
    """What a meeting asked somebody to do, by whom (a role, never a name) and by when."""

    moede = models.ForeignKey(
        "plans.Moede", verbose_name="møde", on_delete=models.PROTECT, related_name="opfoelgninger"
    )
    dagsordenspunkt = models.ForeignKey(
        "plans.Dagsordenspunkt",
        verbose_name="dagsordenspunkt",
        on_delete=models.PROTECT,
        related_name="opfoelgninger",
        null=True,
        blank=True,
    )
    text = models.TextField("hvad der skal gøres")
    responsible = models.CharField("ansvarlig", max_length=160, blank=True)
    due_on = models.DateField("frist", null=True, blank=True)
    done_on = models.DateField("gjort den", null=True, blank=True)
    done_note = models.TextField("hvad der blev gjort", blank=True)
    order = models.PositiveSmallIntegerField("rækkefølge", default=0)

    objects = OpfoelgningQuerySet.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "opfølgning"
        verbose_name_plural = "opfølgninger"
        ordering = ["moede", "order", "pk"]
        indexes = [
            GinIndex(
                Soegevektor("text", "responsible", "done_note"),
                name="soeg_opfoelgning",
                fastupdate=False,
            ),
        ]
        constraints = [
            *Retirable.Meta.constraints,
            models.CheckConstraint(
                name="plans_opfoelgning_note_has_date",
                condition=Q(done_note="") | Q(done_on__isnull=False),
                violation_error_code="done_on",
                violation_error_message="Skriv, hvilken dag det blev gjort.",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    def clean(self) -> None:
        super().clean()
        punkt, moede = self.dagsordenspunkt, given(self, "moede")
        refuse(dagsordenspunkt="Punktet stod på et andet mødes dagsorden." if punkt and punkt.moede != moede else "")

    @property
    def helhedsplan(self) -> Any:
        """The plan of the meeting's organ."""
        return self.moede.organ.helhedsplan

    @property
    def is_done(self) -> bool:
        return self.done_on is not None


def new_token() -> str:
    """A secret nobody guesses: 256 bits, fit for an address."""
    return secrets.token_urlsafe(32)


class Kalenderadresse(UdenCpr):
    """Where a person's calendar fetches the meetings: an address with a secret of its own. A new one ends the old."""

    user = models.OneToOneField(
        "plans.User", verbose_name="bruger", on_delete=models.CASCADE, related_name="kalenderadresse"
    )
    token = models.CharField("hemmelighed", max_length=64, unique=True, default=new_token, editable=False)
    made_at = models.DateTimeField("lavet", auto_now=True)

    class Meta:
        verbose_name = "kalenderadresse"
        verbose_name_plural = "kalenderadresser"

    def __str__(self) -> str:
        return f"Kalenderadresse {self.pk}"
