"""What every row of a plan has in common: a lasting identity, a version number, a way out that keeps history."""

import uuid
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone


class PlanScopedQuerySet(models.QuerySet):
    """Rows that belong to one helhedsplan. `plan_path` is the ORM path up to it ("" for the plan itself)."""

    plan_path = "helhedsplan"

    def visible_to(self, user, *, on: date | None = None):
        """Only rows of plans where the user is a member today (or on `on`), directly or through the parent plan.

        Each row carries the user's strongest rolle there as `my_rolle`: the door (plans.permissions) reads it.
        """
        from plans.models.adgang import Medlemskab

        path = f"{self.plan_path}__" if self.plan_path else ""
        plan = OuterRef(f"{self.plan_path}_id" if self.plan_path else "pk")
        reach = Q(helhedsplan=plan) | Q(helhedsplan=OuterRef(f"{path}parent_id"))
        best = Medlemskab.objects.active(on=on).filter(reach, user=user).order_by("-rolle").values("rolle")[:1]
        return self.annotate(my_rolle=Subquery(best)).filter(my_rolle__isnull=False)

    def in_plan(self, helhedsplan):
        """Only rows of one plan."""
        return self.filter(**{self.plan_path or "pk": helhedsplan.pk})


class RetirableQuerySet(PlanScopedQuerySet):
    def current(self, *, on: date | None = None):
        """Rows that were in force on the day: not retired, or retired later."""
        day = on or timezone.localdate()
        return self.filter(Q(retired_on__isnull=True) | Q(retired_on__gt=day))


class Tracked(models.Model):
    """A row with a stable uuid (documents refer to it) and a version number (nobody overwrites a colleague)."""

    uuid = models.UUIDField("id i dokumenter", default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField("version", default=1, editable=False)
    created_at = models.DateTimeField("oprettet", auto_now_add=True)
    changed_at = models.DateTimeField("ændret", auto_now=True)

    class Meta:
        abstract = True


class Retirable(Tracked):
    """A row that leaves by being retired with date and reason; once used, nothing is deleted."""

    retired_on = models.DateField("udgået den", null=True, blank=True)
    retired_reason = models.TextField("hvorfor udgået", blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_retired_with_reason",
                condition=Q(retired_on__isnull=True, retired_reason="")
                | (Q(retired_on__isnull=False) & ~Q(retired_reason="")),
                violation_error_message="Skriv både dato og begrundelse, når noget udgår.",
            )
        ]

    @property
    def is_retired(self) -> bool:
        """Whether it is out as of today."""
        return self.retired_on is not None and self.retired_on <= timezone.localdate()


def period_constraint(
    name: str, start: str, end: str, message: str, *, strict: bool = False
) -> models.CheckConstraint:
    """`end` is not before `start` (strict: after). Open ends are allowed."""
    ends_late = Q(**{f"{end}__{'gt' if strict else 'gte'}": F(start)})
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{start}__isnull": True}) | Q(**{f"{end}__isnull": True}) | ends_late,
        violation_error_message=message,
    )


def refuse(**errors: str) -> None:
    """Raise the collected Danish sentences, each at its field; do nothing when there are none."""
    found = {field: sentence for field, sentence in errors.items() if sentence}
    if found:
        raise ValidationError(found)
