"""People and what they may reach."""

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property

from plans.choices import Rolle
from plans.models.base import PlanScopedQuerySet, Tracked, UdenCpr, period_constraint


class UserManager(BaseUserManager["User"]):
    """Creates users by e-mail; the address is stored in lower case, so that Mette@ and mette@ are one person."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        if not email:
            raise ValueError("En bruger skal have en e-mailadresse.")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email=(email or "").strip().lower())


class User(UdenCpr, AbstractBaseUser, PermissionsMixin):
    """A person who logs in. The e-mail address is the login; what she may reach follows from her medlemskaber."""

    email = models.EmailField("e-mail", unique=True, error_messages={"unique": "E-mailadressen er allerede i brug."})
    name = models.CharField("navn", max_length=120)
    title = models.CharField("titel", max_length=120, blank=True)
    is_active = models.BooleanField("må logge ind", default=True)
    is_staff = models.BooleanField("administrator", default=False, help_text="Har adgang til administrationen.")
    may_create_plans = models.BooleanField(
        "må oprette planer",
        default=False,
        help_text="Kan begynde en ny helhedsplan uden at være planleder et andet sted.",
    )
    date_joined = models.DateTimeField("oprettet", default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "bruger"
        verbose_name_plural = "brugere"
        ordering = ["name", "email"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="plans_user_email_unique_whatever_case",
                violation_error_message="E-mailadressen er allerede i brug.",
            ),
            models.CheckConstraint(
                name="plans_user_email_in_lower_case",
                condition=Q(email=Lower("email")),
                violation_error_message="E-mailadressen gemmes med små bogstaver.",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0] if self.name else self.email

    @cached_property
    def has_several_plans(self) -> bool:
        """Whether there are plans to compare: more than one that she may read today. One query."""
        from plans.models.helhedsplan import Helhedsplan

        mine = Helhedsplan.objects.within_reach_of(self).current().order_by()
        return len(mine.values_list("pk", flat=True)[:2]) > 1

    def clean(self) -> None:
        super().clean()
        self.email = self.email.strip().lower()


class MedlemskabQuerySet(PlanScopedQuerySet):
    def active(self, *, on: date | None = None):
        """Memberships whose term covers the day (today unless told), of users who may log in."""
        day = on or timezone.localdate()
        begun = Q(start_date__isnull=True) | Q(start_date__lte=day)
        not_over = Q(end_date__isnull=True) | Q(end_date__gte=day)
        return self.filter(begun, not_over, user__is_active=True)


class Medlemskab(Tracked):
    """A user's rolle in a plan for a term. On a fællessekretariat it reaches the member plans too."""

    user = models.ForeignKey(User, verbose_name="bruger", on_delete=models.PROTECT, related_name="medlemskaber")
    helhedsplan = models.ForeignKey(
        "plans.Helhedsplan", verbose_name="helhedsplan", on_delete=models.PROTECT, related_name="medlemskaber"
    )
    rolle = models.PositiveSmallIntegerField("rolle", choices=Rolle)
    start_date = models.DateField("fra", null=True, blank=True)
    end_date = models.DateField("til og med", null=True, blank=True)

    objects = MedlemskabQuerySet.as_manager()

    class Meta:
        verbose_name = "medlemskab"
        verbose_name_plural = "medlemskaber"
        ordering = ["helhedsplan", "-rolle", "user"]
        constraints = [
            period_constraint(
                "plans_medlemskab_term_in_order", "start_date", "end_date", "Slutdatoen ligger før startdatoen."
            ),
            models.UniqueConstraint(
                fields=["user", "helhedsplan", "start_date"],
                nulls_distinct=False,
                name="plans_medlemskab_one_term_per_start",
                violation_error_code="start_date",
                violation_error_message="Brugeren har allerede en rolle i planen fra den dato.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_rolle_display()}"
