"""Work that takes longer than one waits for a page: what, for whom, how far it has come, and what came of it."""

import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from plans.choices import Opgavetilstand, Rolle
from plans.models.base import PlanScopedQuerySet, UdenCpr
from plans.models.dokument import Dokumentfelt, own_name_column

UNDERVEJS = (Opgavetilstand.VENTER, Opgavetilstand.I_GANG)
SLUT = (Opgavetilstand.FAERDIG, Opgavetilstand.FEJLET, Opgavetilstand.ANNULLERET)


class BaggrundsopgaveQuerySet(PlanScopedQuerySet):
    def visible_to(self, user: Any, *, on: date | None = None):
        """Jobs of plans where the user is a member, with her rolle there; jobs of no plan are their owner's alone."""
        from plans.models.helhedsplan import Helhedsplan

        if not user.is_authenticated:
            return self.none()
        plans = Helhedsplan.objects.visible_to(user, on=on).order_by()
        rolle = Subquery(plans.filter(pk=OuterRef("helhedsplan")).values("my_rolle")[:1])
        mine = Q(helhedsplan__isnull=True, user=user) | Q(helhedsplan__in=plans.values("pk"))
        return self.filter(mine).annotate(my_rolle=Coalesce(rolle, Value(Rolle.PLANLEDER)))

    def undervejs(self):
        """Jobs that wait or are being done."""
        return self.filter(state__in=UNDERVEJS)

    def nyt_til(self, user: Any):
        """What has ended and the user has not been told yet; whether she may still see it is another question."""
        return self.filter(user=user, seen_at__isnull=True, state__in=(Opgavetilstand.FAERDIG, Opgavetilstand.FEJLET))


class Baggrundsopgave(UdenCpr):
    """A piece of work done in the background: what, for whom, how far it has come, and what came of it."""

    is_log = True

    uuid = models.UUIDField("id", default=uuid.uuid4, unique=True, editable=False)
    kind = models.SlugField("slags", max_length=60)
    title = models.CharField("hvad", max_length=200)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="for hvem", on_delete=models.PROTECT, related_name="baggrundsopgaver"
    )
    helhedsplan = models.ForeignKey(
        "plans.Helhedsplan",
        verbose_name="helhedsplan",
        on_delete=models.PROTECT,
        related_name="baggrundsopgaver",
        null=True,
        blank=True,
    )
    args = models.JSONField("oplysninger", default=dict, blank=True)
    fingerprint = models.CharField("det bestilte, kort", max_length=64, editable=False)
    """SHA-256 of kind, plan and arguments: the same work is not ordered twice at a time (plans.baggrund)."""
    task_id = models.UUIDField("nummer i køen", null=True, blank=True, editable=False)
    """The row of the library's queue that stands for it now."""

    state = models.CharField("tilstand", max_length=12, choices=Opgavetilstand, default=Opgavetilstand.VENTER)
    step = models.PositiveIntegerField("del nu", default=0)
    steps = models.PositiveIntegerField("dele i alt", default=0)
    step_text = models.CharField("hvad der laves", max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField("forsøg", default=0)
    cancel_requested = models.BooleanField("bedt om at holde op", default=False)

    created_at = models.DateTimeField("bestilt", default=timezone.now)
    started_at = models.DateTimeField("begyndt", null=True, blank=True)
    finished_at = models.DateTimeField("sluttet", null=True, blank=True)
    seen_at = models.DateTimeField("set", null=True, blank=True)

    failure = models.TextField("hvorfor det ikke lykkedes", blank=True)
    file = Dokumentfelt("fil", upload_to="baggrund/", name_field="file_name", blank=True)
    file_name = own_name_column()
    link = models.CharField("side med resultatet", max_length=300, blank=True)
    """A path of the application itself, beginning with "/"."""
    link_text = models.CharField("sidens navn", max_length=200, blank=True)

    objects = BaggrundsopgaveQuerySet.as_manager()

    class Meta:
        verbose_name = "baggrundsopgave"
        verbose_name_plural = "baggrundsopgaver"
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["user", "-created_at"], name="plans_baggrund_of_user"),
            models.Index(
                fields=["user"],
                condition=Q(seen_at__isnull=True, state__in=["faerdig", "fejlet"]),
                name="plans_baggrund_news",
            ),
            models.Index(fields=["state"], condition=Q(state__in=["venter", "i_gang"]), name="plans_baggrund_open"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "fingerprint"],
                condition=Q(state__in=["venter", "i_gang"]),
                name="plans_baggrundsopgave_ordered_once",
                violation_error_message="Opgaven er allerede bestilt.",
            ),
            models.CheckConstraint(
                name="plans_baggrundsopgave_ended_with_time",
                condition=Q(state__in=["venter", "i_gang"], finished_at__isnull=True)
                | (~Q(state__in=["venter", "i_gang"]) & Q(finished_at__isnull=False)),
                violation_error_message="En opgave, der er slut, skal have et sluttidspunkt.",
            ),
            models.CheckConstraint(
                name="plans_baggrundsopgave_failed_with_reason",
                condition=(Q(state="fejlet") & ~Q(failure="")) | (~Q(state="fejlet") & Q(failure="")),
                violation_error_message="En opgave, der er fejlet, skal sige hvorfor, og kun den.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.get_state_display()}"

    def get_absolute_url(self) -> str:
        """The page that shows how far it has come."""
        return reverse("plans:opgave_detail", args=[self.uuid])

    @property
    def er_undervejs(self) -> bool:
        """Whether it waits or is being done."""
        return self.state in UNDERVEJS

    @property
    def resultat_url(self) -> str:
        """Where the result is: the file, or the page it is on; "" while there is none."""
        return self.link or (self.file.url if self.file else "")

    @property
    def resultat_tekst(self) -> str:
        """What a link to the result says."""
        if self.link:
            return self.link_text or "Se resultatet"
        return f"Hent {self.file_name}" if self.file else ""
