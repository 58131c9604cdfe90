"""What every row of a plan has in common: a lasting identity, a version number, a way out that keeps history."""

import uuid
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from helhedsplan import cpr


class PlanScopedQuerySet(models.QuerySet):
    """Rows that belong to one helhedsplan. `plan_path` is the ORM path up to it ("" for the plan itself)."""

    plan_path = "helhedsplan"

    def visible_to(self, user, *, on: date | None = None):
        """Only rows of plans where the user is a member today (or on `on`), directly or through the parent plan.

        Each row carries the user's strongest rolle there as `my_rolle`: the door (plans.permissions) reads it.
        """
        if not user.is_authenticated:
            return self.none()
        plan, parent = self._plan_and_parent()
        reach = Q(helhedsplan=OuterRef(plan)) | Q(helhedsplan=OuterRef(parent))
        # The plans are found once for the whole question; the rolle is looked up only for the rows that come out.
        best = _memberships(user, on).filter(reach).order_by("-rolle").values("rolle")[:1]
        return self.within_reach_of(user, on=on).annotate(my_rolle=Subquery(best))

    def within_reach_of(self, user, *, on: date | None = None):
        """The same rows without the rolle: for counting and asking whether there are any. Not for the door."""
        plans = _memberships(user, on).order_by().values("helhedsplan")
        plan, parent = self._plan_and_parent()
        return self.filter(Q(**{f"{plan}__in": plans}) | Q(**{f"{parent}__in": plans}))

    def _plan_and_parent(self) -> tuple[str, str]:
        path = self.plan_path
        return (f"{path}_id", f"{path}__parent_id") if path else ("pk", "parent_id")

    def in_plan(self, helhedsplan):
        """Only rows of one plan."""
        return self.filter(**{self.plan_path or "pk": helhedsplan.pk})


def _memberships(user, on: date | None):
    from plans.models.adgang import Medlemskab

    return Medlemskab.objects.active(on=on).filter(user=user)


class RetirableQuerySet(PlanScopedQuerySet):
    def current(self, *, on: date | None = None):
        """Rows that were in force on the day: not retired, or retired later."""
        day = on or timezone.localdate()
        return self.filter(Q(retired_on__isnull=True) | Q(retired_on__gt=day))

    def in_use_during(self, year: int):
        """Rows that were in force on some day of the year: not retired, or retired on its first day or later."""
        return self.in_use_since(date(year, 1, 1))

    def in_use_since(self, day: date):
        """Rows that were in force on the day or after: not retired, or retired on the day or later."""
        return self.filter(Q(retired_on__isnull=True) | Q(retired_on__gte=day))


class UdenCpr(models.Model):
    """A row whose texts and names of new files hold nothing that looks like a CPR number (helhedsplan.cpr).

    Every model of ours is one, so every way in is closed: forms, services, imports and the administration validate.
    """

    class Meta:
        abstract = True

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Also refuse, at each field, a text with something that looks like a CPR number."""
        placed: dict[str, list[ValidationError]] = {}
        try:
            super().clean_fields(exclude=exclude)
        except ValidationError as error:
            placed = error.error_dict
        for name, text in _texts_of(self):
            sentence = cpr.afvisning(text) if name not in (exclude or ()) else ""
            if sentence and "fil" not in {error.code for error in placed.get(name, [])}:
                placed.setdefault(name, []).append(ValidationError(sentence, code="cpr"))
        if placed:
            raise ValidationError(placed)

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """Put each refusal at the field it concerns: the constraint's `violation_error_code` names the field."""
        try:
            super().validate_constraints(exclude=exclude)
        except ValidationError as error:
            names = {field.name for field in self._meta.fields}
            placed: dict[str, list[ValidationError]] = {}
            for place, refusals in error.error_dict.items():
                for refusal in refusals:
                    at_field = place == NON_FIELD_ERRORS and refusal.code in names
                    placed.setdefault(str(refusal.code) if at_field else place, []).append(refusal)
            raise ValidationError(placed) from error


def _texts_of(row: models.Model) -> Iterator[tuple[str, str]]:
    """What people may have written in a row: its texts by field, and the names of files that are not yet stored.

    Not what a choice, a password's scrambled form or a stored file's random name says.
    """
    kept_names = {getattr(field, "name_field", "") for field in row._meta.concrete_fields}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if isinstance(field, models.FileField):
            if value and not value._committed:
                yield field.name, value.name
        elif isinstance(field, models.JSONField):
            yield field.name, "\n".join(_strings_in(value))
        elif isinstance(value, str) and not field.choices and field.name not in kept_names | {"password"}:
            yield field.name, value


def _strings_in(value: Any) -> Iterator[str]:
    """Every text in a JSON value, names included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, each in value.items():
            yield str(name)
            yield from _strings_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings_in(each)


class Tracked(UdenCpr):
    """A row with a stable uuid (documents refer to it) and a version number (nobody overwrites a colleague)."""

    uuid = models.UUIDField("id i dokumenter", default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField("version", default=1, editable=False)
    created_at = models.DateTimeField("oprettet", auto_now_add=True)
    changed_at = models.DateTimeField("ændret", auto_now=True)

    stored: Any = None
    """The row as it stands in the database, where whoever writes many at once has read and holds it."""
    held: ClassVar[frozenset[str]] = frozenset()
    """Fields whose change leaves more than a line of the trail: `plans.services.change` refuses it while `is_held`,
    unless the caller says that it keeps what they were."""
    held_because: ClassVar[str] = ""
    """What a person is told who changes them elsewhere than where that is done."""

    class Meta:
        abstract = True

    def is_held(self) -> bool:
        """Whether the fields in `held` are held back now, as the row stands in the database."""
        return bool(self.held)

    def holds(self) -> dict[str, str]:
        """The fields that are held back now, each with the sentence a person is told who changes it elsewhere."""
        return dict.fromkeys(self.held, self.held_because) if self.is_held() else {}


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
                violation_error_code="retired_reason",
            )
        ]

    @property
    def is_retired(self) -> bool:
        """Whether it is out as of today."""
        return not self.is_in_force(timezone.localdate())

    def is_in_force(self, day: date) -> bool:
        """Whether it was in force on the day: what `current(on=day)` asks the database."""
        return self.retired_on is None or self.retired_on > day


def period_constraint(
    name: str, start: str, end: str, message: str, *, strict: bool = False
) -> models.CheckConstraint:
    """`end` is not before `start` (strict: after). Open ends are allowed."""
    ends_late = Q(**{f"{end}__{'gt' if strict else 'gte'}": F(start)})
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{start}__isnull": True}) | Q(**{f"{end}__isnull": True}) | ends_late,
        violation_error_message=message,
        violation_error_code=end,
    )


def not_itself_constraint(name: str, field: str, message: str) -> models.CheckConstraint:
    """The row does not point to itself with `field`."""
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{field}__isnull": True}) | ~Q(**{field: F("id")}),
        violation_error_message=message,
        violation_error_code=field,
    )


def not_negative_constraint(name: str, field: str, message: str) -> models.CheckConstraint:
    """The number is nought or more, or not stated."""
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": 0}),
        violation_error_message=message,
        violation_error_code=field,
    )


def given(row: models.Model, field: str) -> Any:
    """The object a required reference points to, or None while nobody has chosen one (clean() runs then too)."""
    return getattr(row, field, None)


def goes_in_circles(row: models.Model, field: str) -> bool:
    """Whether following `field` upwards from the row comes back to it."""
    above, seen = getattr(row, field), set()
    while above is not None and above.pk not in seen:
        if row.pk is not None and above.pk == row.pk:
            return True
        seen.add(above.pk)
        above = getattr(above, field)
    return False


def refuse_foreign_owners(row: models.Model, plan: Any = None, **owners: Any) -> None:
    """Refuse owners (field name → object or None) that belong to another plan than the row.

    The row's plan is its own `helhedsplan` unless `plan` says; without any there is nothing to hold them against.
    """
    home = plan or given(row, "helhedsplan")
    refuse(
        **{
            field: "Hører til en anden plan." if home and owner and owner.helhedsplan != home else ""
            for field, owner in owners.items()
        }
    )


def refuse(**errors: str) -> None:
    """Raise the collected Danish sentences, each at its field; do nothing when there are none."""
    found = {field: sentence for field, sentence in errors.items() if sentence}
    if found:
        raise ValidationError(found)
