"""Who steers: organs, members, meetings and what they decided."""

from datetime import date

from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from helhedsplan.soegevektor import Soegevektor
from plans.choices import Beslutningsart, Medlemsart, Moedetilstand, Organart, Punktart
from plans.models.base import (
    Retirable,
    RetirableQuerySet,
    given,
    goes_in_circles,
    not_itself_constraint,
    period_constraint,
    refuse,
    refuse_foreign_owners,
)
from plans.moeder.regler import papirdag


class Organ(Retirable):
    """A body of the plan with its mandate. A plan has one bestyrelse at most."""

    helhedsplan = models.ForeignKey(
        "plans.Helhedsplan", verbose_name="helhedsplan", on_delete=models.PROTECT, related_name="organer"
    )
    kind = models.CharField("art", max_length=20, choices=Organart)
    name = models.CharField("navn", max_length=200)
    short_name = models.CharField("kort navn", max_length=40, blank=True)
    parent = models.ForeignKey(
        "self",
        verbose_name="hører under",
        on_delete=models.PROTECT,
        related_name="underorganer",
        null=True,
        blank=True,
    )
    reports_to = models.CharField("refererer til", max_length=200, blank=True)
    delaftale = models.ForeignKey(
        "plans.Delaftale",
        verbose_name="delaftale",
        on_delete=models.PROTECT,
        related_name="organer",
        null=True,
        blank=True,
    )
    mandate = models.TextField("mandat", blank=True)
    tasks = models.TextField("opgaver", blank=True)
    secretariat = models.TextField("sekretariatsbetjening", blank=True)
    meetings_min = models.PositiveSmallIntegerField("møder om året, mindst", null=True, blank=True)
    meetings_max = models.PositiveSmallIntegerField("møder om året, højst", null=True, blank=True)
    notice_days = models.PositiveSmallIntegerField(
        "papirer ud, dage før", null=True, blank=True, validators=[MinValueValidator(1)]
    )
    note = models.TextField("bemærkning", blank=True)
    order = models.PositiveSmallIntegerField("rækkefølge", default=0)

    objects = RetirableQuerySet.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "organ"
        verbose_name_plural = "organer"
        ordering = ["helhedsplan", "order", "pk"]
        constraints = [
            *Retirable.Meta.constraints,
            models.UniqueConstraint(
                fields=["helhedsplan"],
                condition=Q(kind=Organart.BESTYRELSE, retired_on__isnull=True),
                name="plans_organ_one_bestyrelse_per_plan",
                violation_error_code="kind",
                violation_error_message="Planen har allerede en bestyrelse. Der kan kun være én.",
            ),
            models.UniqueConstraint(
                fields=["helhedsplan", "name"],
                condition=Q(retired_on__isnull=True),
                name="plans_organ_name_unique_in_plan",
                violation_error_code="name",
                violation_error_message="Planen har allerede et organ med det navn.",
            ),
            period_constraint(
                "plans_organ_meetings_in_order",
                "meetings_min",
                "meetings_max",
                "Det højeste antal møder er mindre end det laveste.",
            ),
            not_itself_constraint("plans_organ_not_under_itself", "parent", "Et organ kan ikke høre under sig selv."),
        ]
        indexes = [
            GinIndex(Soegevektor("name", "short_name"), name="soegnavn_organ", fastupdate=False),
            GinIndex(
                Soegevektor("name", "short_name", "mandate", "tasks", "secretariat", "reports_to", "note"),
                name="soeg_organ",
                fastupdate=False,
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        plan = given(self, "helhedsplan")
        foreign = plan and self.parent and self.parent.helhedsplan != plan
        circle = self.parent != self and goes_in_circles(self, "parent")
        refuse(
            parent="Organet hører under et organ i en anden plan."
            if foreign
            else "De to organer ville høre under hinanden."
            if circle
            else ""
        )
        refuse_foreign_owners(self, delaftale=self.delaftale)

    @property
    def meetings_text(self) -> str:
        """ "4 møder om året", "2-3 møder om året", "højst 4 …" or nothing when the document does not say."""
        if self.meetings_min is None:
            most = self.meetings_max
            return "" if most is None else f"højst {most} møde{'' if most == 1 else 'r'} om året"
        if self.meetings_max and self.meetings_max != self.meetings_min:
            return f"{self.meetings_min}-{self.meetings_max} møder om året"
        return f"{self.meetings_min} møde{'' if self.meetings_min == 1 else 'r'} om året"


class Organmedlem(Retirable):
    """A seat in an organ: title and organisation, for a term. Not a named person."""

    organ = models.ForeignKey(Organ, verbose_name="organ", on_delete=models.PROTECT, related_name="medlemmer")
    title = models.CharField("titel", max_length=200, blank=True)
    organisation = models.CharField("organisation", max_length=200, blank=True)
    kind = models.CharField("art", max_length=20, choices=Medlemsart, default=Medlemsart.MEDLEM)
    count = models.PositiveSmallIntegerField("antal pladser", null=True, blank=True, help_text="Tom: ikke oplyst.")
    start_date = models.DateField("fra", null=True, blank=True)
    end_date = models.DateField("til", null=True, blank=True)
    order = models.PositiveSmallIntegerField("rækkefølge", default=0)

    class Rows(RetirableQuerySet):
        plan_path = "organ__helhedsplan"

    objects = Rows.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "organmedlem"
        verbose_name_plural = "organmedlemmer"
        ordering = ["organ", "order", "pk"]
        constraints = [
            *Retirable.Meta.constraints,
            models.CheckConstraint(
                name="plans_organmedlem_says_who",
                violation_error_code="title",
                condition=~Q(title="") | ~Q(organisation=""),
                violation_error_message="Skriv titel eller organisation.",
            ),
            period_constraint(
                "plans_organmedlem_term_in_order", "start_date", "end_date", "Slutdatoen ligger før startdatoen."
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.title, self.organisation]))


class Moede(Retirable):
    """A meeting of an organ. Its version is what a calendar counts its changes by."""

    organ = models.ForeignKey(Organ, verbose_name="organ", on_delete=models.PROTECT, related_name="moeder")
    held_on = models.DateField("dato")
    start_time = models.TimeField("fra kl.", null=True, blank=True)
    end_time = models.TimeField("til kl.", null=True, blank=True)
    place = models.CharField("sted", max_length=200, blank=True)
    state = models.CharField("tilstand", max_length=12, choices=Moedetilstand, default=Moedetilstand.PLANLAGT)
    papers_sent_on = models.DateField("papirer sendt den", null=True, blank=True)
    original_date = models.DateField("oprindelig dato", null=True, blank=True)
    moved_reason = models.CharField("hvorfor flyttet eller aflyst", max_length=250, blank=True)
    minutes = models.TextField("referat", blank=True)
    minutes_approved_at = models.ForeignKey(
        "self",
        verbose_name="referatet godkendt på mødet",
        on_delete=models.PROTECT,
        related_name="godkendte_referater",
        null=True,
        blank=True,
    )
    note = models.TextField("bemærkning", blank=True)

    held = frozenset({"minutes", "state"})
    held_because = "Referatet er godkendt og ændres ikke. Skriv rettelsen i referatet af det næste møde."

    class Rows(RetirableQuerySet):
        plan_path = "organ__helhedsplan"

    objects = Rows.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "møde"
        verbose_name_plural = "møder"
        ordering = ["-held_on", "-pk"]
        constraints = [
            *Retirable.Meta.constraints,
            models.CheckConstraint(
                name="plans_moede_ends_after_it_begins",
                violation_error_code="end_time",
                condition=Q(start_time__isnull=True) | Q(end_time__isnull=True) | Q(end_time__gt=F("start_time")),
                violation_error_message="Mødet slutter, før det begynder.",
            ),
            not_itself_constraint(
                "plans_moede_not_approved_by_itself", "minutes_approved_at", "Et møde godkender ikke sit eget referat."
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organ} {self.held_on:%d.%m.%Y}"

    def clean(self) -> None:
        """Minutes are approved by a later meeting of the same organ; a meeting to come has not been held."""
        super().clean()
        later = self.minutes_approved_at
        wrong = later and (later.organ_id != self.organ_id or (self.held_on and later.held_on < self.held_on))
        refuse(minutes_approved_at="Vælg et senere møde i det samme organ." if wrong else "")

    def is_held(self) -> bool:
        """Approved minutes stand as they were approved."""
        return self.minutes_approved_at_id is not None

    def holds(self) -> dict[str, str]:
        """Approved minutes; and that it was held, which is taken back with a reason (`plans.moeder.livsloeb`)."""
        found = {"minutes": self.held_because} if self.is_held() else {}
        if self.state == Moedetilstand.AFHOLDT:
            found["state"] = "Mødet er holdt. Skal det åbnes igen, gøres det på mødets side, hvor du skriver hvorfor."
        return found

    @property
    def agenda_fixed_because(self) -> str:
        """Why the agenda is not changed any more, as a sentence; "" while it is."""
        if self.is_held():
            return "Referatet er godkendt, og dagsordenen ligger fast. Skriv rettelsen i referatet af det næste møde."
        if self.state == Moedetilstand.AFHOLDT:
            return "Mødet er holdt, og dagsordenen ligger fast. Er der en fejl, så åbn mødet igen, og skriv hvorfor."
        return ""

    @property
    def is_off(self) -> bool:
        """Whether it will not be held or was not."""
        return self.state == Moedetilstand.AFLYST

    @property
    def papers_due(self) -> date | None:
        """The last day for the papers, by the organ's days of notice; None when it has none."""
        return papirdag(self.held_on, self.organ.notice_days)

    def keep_first_date(self, was: date) -> None:
        """Remember the first date it was called for, now that it stood on `was`. Back on it, nothing has moved."""
        if self.original_date is None and self.held_on != was:
            self.original_date = was
        elif self.held_on == self.original_date:
            self.original_date = None


class Dagsordenspunkt(Retirable):
    """An item on a meeting's agenda."""

    moede = models.ForeignKey(Moede, verbose_name="møde", on_delete=models.PROTECT, related_name="dagsordenspunkter")
    nummer = models.PositiveSmallIntegerField("nummer")
    title = models.CharField("punkt", max_length=200)
    kind = models.CharField("art", max_length=12, choices=Punktart, default=Punktart.DROEFTELSE)
    text = models.TextField("sagsfremstilling", blank=True)
    minutes = models.TextField("referat af punktet", blank=True)
    target_uuid = models.UUIDField("sagens id", null=True, blank=True)

    on_the_agenda = frozenset({"nummer", "title", "kind", "text", "target_uuid", "moede", "retired_on"})
    """What the meeting was called with: it stands when the meeting was held. The minutes are written afterwards."""
    held = on_the_agenda | {"minutes"}
    held_because = Moede.held_because

    class Rows(RetirableQuerySet):
        plan_path = "moede__organ__helhedsplan"

    objects = Rows.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "dagsordenspunkt"
        verbose_name_plural = "dagsordenspunkter"
        ordering = ["moede", "nummer"]
        constraints = [
            *Retirable.Meta.constraints,
            models.UniqueConstraint(
                fields=["moede", "nummer"],
                condition=Q(retired_on__isnull=True),
                name="plans_dagsordenspunkt_nummer_unique",
                violation_error_code="nummer",
                violation_error_message="Mødet har allerede et punkt med det nummer.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nummer}. {self.title}"

    def is_held(self) -> bool:
        """What was noted of an item is part of the minutes."""
        return self.moede.is_held()

    def holds(self) -> dict[str, str]:
        """The agenda of a meeting that was held, and what was noted when the minutes are approved."""
        because = self.moede.agenda_fixed_because
        found = dict.fromkeys(self.on_the_agenda, because) if because else {}
        return found | ({"minutes": self.held_because} if self.is_held() else {})

    def clean(self) -> None:
        """A meeting that was held gets no new items."""
        super().clean()
        because = given(self, "moede").agenda_fixed_because if self._state.adding and given(self, "moede") else ""
        if because:
            raise ValidationError(because)


class Beslutning(Retirable):
    """What was decided, by whom and on what. `target_uuid` is the uuid of the row it decides."""

    helhedsplan = models.ForeignKey(
        "plans.Helhedsplan", verbose_name="helhedsplan", on_delete=models.PROTECT, related_name="beslutninger"
    )
    organ = models.ForeignKey(
        Organ, verbose_name="organ", on_delete=models.PROTECT, related_name="beslutninger", null=True, blank=True
    )
    dagsordenspunkt = models.ForeignKey(
        Dagsordenspunkt,
        verbose_name="dagsordenspunkt",
        on_delete=models.PROTECT,
        related_name="beslutninger",
        null=True,
        blank=True,
    )
    decided_by = models.CharField(
        "besluttet af", max_length=200, blank=True, help_text="Når det ikke er et organ i planen."
    )
    decided_on = models.DateField("dato", null=True, blank=True)
    kind = models.CharField("udfald", max_length=20, choices=Beslutningsart, default=Beslutningsart.TILTRAADT)
    text = models.TextField("beslutning")
    condition = models.TextField("betingelse", blank=True)
    note = models.TextField("bemærkning", blank=True)
    target_uuid = models.UUIDField("det besluttede", null=True, blank=True)

    objects = RetirableQuerySet.as_manager()

    class Meta(Retirable.Meta):
        verbose_name = "beslutning"
        verbose_name_plural = "beslutninger"
        ordering = ["helhedsplan", "-decided_on", "-pk"]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def sagt(self) -> str:
        """The decision as it is quoted: with the outcome before it, where it was no yes."""
        return self.text if self.kind == Beslutningsart.TILTRAADT else f"{self.get_kind_display()}: {self.text}"

    def clean(self) -> None:
        """The organ and the item on its agenda belong to the plan, and the item to a meeting of that organ."""
        super().clean()
        moede = self.dagsordenspunkt.moede if self.dagsordenspunkt else None
        refuse_foreign_owners(self, organ=self.organ, dagsordenspunkt=moede.organ if moede else None)
        elsewhere = moede and self.organ and moede.organ != self.organ
        refuse(dagsordenspunkt="Punktet stod på et andet organs dagsorden." if elsewhere else "")
