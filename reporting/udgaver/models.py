"""What was issued, as it was: the database itself refuses that it is changed (migration 0003)."""

from collections.abc import Collection
from typing import Any
from uuid import uuid4

from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from plans.models import Helhedsplan, PlanScopedQuerySet, Tracked, User
from plans.models.base import UdenCpr, not_itself_constraint, refuse
from plans.models.dokument import Dokumentfelt, own_name_column

MASKINENS = frozenset({"fakta", "maalversion", "forskelle"})
"""What is written from the facts, figures and all: their texts are looked through when they are issued."""


class UdgaveQuerySet(PlanScopedQuerySet):
    def for_list(self) -> "UdgaveQuerySet":
        """With what a list of editions prints and without the facts, the last first."""
        return self.select_related("erstatter", "erstattet_af").defer(*TUNGE).order_by("-issued_at", "-pk")

    def for_page(self) -> "UdgaveQuerySet":
        """With what the edition's page prints of it and of those before and after it."""
        later = tuple(name for name in TUNGE if "__" in name)
        return self.select_related("helhedsplan", "erstatter", "erstattet_af", "issued_by").defer(*later)

    def of(self, plan: Helhedsplan, art: str, periode: str) -> "UdgaveQuerySet":
        """The editions of one paper for one period."""
        return self.filter(helhedsplan=plan, art=art, periode=periode)


class Udgave(Tracked):
    """A paper as it was issued: its facts, the checksums of its files, and who and when. Never changed.

    `nummer` counts the editions of the paper for the period; `kontrolnummer` is the short number that is printed and
    that anybody can look up. `periode` is the code of a Periode ("2019", "2019-2", a uuid, "" for the plan as it is).
    `kontrolsum` is the SHA-256 of `fakta`, `filsummer` that of each file by its ending. `maalversion` says which
    version of each criterion's target applied, `forskelle` what a correction changed in the edition it replaces.
    """

    helhedsplan = models.ForeignKey(
        Helhedsplan, verbose_name="helhedsplan", on_delete=models.PROTECT, related_name="udgaver"
    )
    art = models.CharField("papir", max_length=60)
    periode = models.CharField("periode", max_length=40, blank=True)
    periode_said = models.CharField("periode i ord", max_length=200, blank=True)
    nummer = models.PositiveSmallIntegerField("nummer", validators=[MinValueValidator(1)])
    kontrolnummer = models.CharField("kontrolnummer", max_length=8, unique=True)
    title = models.CharField("titel", max_length=200)
    as_of = models.DateField("opgjort pr.")
    issued_at = models.DateTimeField("udstedt")
    issued_by = models.ForeignKey(
        User, verbose_name="udstedt af", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    issued_by_title = models.CharField("udstederens rolle", max_length=60, blank=True)
    fakta = models.JSONField("fakta")
    kontrolsum = models.CharField("kontrolsum", max_length=64)
    filsummer = models.JSONField("filernes kontrolsummer", default=dict)
    maalversion = models.JSONField("målenes version", default=list, blank=True)
    maalversion_said = models.TextField("målenes version i ord", blank=True)
    erstatter = models.OneToOneField(
        "self",
        verbose_name="retter udgaven",
        on_delete=models.PROTECT,
        related_name="erstattet_af",
        null=True,
        blank=True,
    )
    reason = models.TextField("hvorfor den er rettet", blank=True)
    forskelle = models.JSONField("hvad der er anderledes", null=True, blank=True)

    objects = UdgaveQuerySet.as_manager()

    class Meta:
        verbose_name = "udgave"
        verbose_name_plural = "udgaver"
        ordering = ["helhedsplan", "art", "periode", "nummer"]
        constraints = [
            models.UniqueConstraint(
                fields=["helhedsplan", "art", "periode", "nummer"],
                name="reporting_udgave_number_unique",
                violation_error_code="nummer",
                violation_error_message="Papiret har allerede en udgave med det nummer.",
            ),
            models.CheckConstraint(
                condition=Q(erstatter__isnull=True, reason="") | (Q(erstatter__isnull=False) & ~Q(reason="")),
                name="reporting_udgave_correction_says_why",
                violation_error_code="reason",
                violation_error_message="Skriv, hvad der er rettet, når en udgave retter en tidligere, og kun da.",
            ),
            not_itself_constraint("reporting_udgave_not_its_own", "erstatter", "En udgave kan ikke rette sig selv."),
        ]

    def __str__(self) -> str:
        return f"{self.title}, udgave nr. {self.nummer}"

    @property
    def vist_kontrolnummer(self) -> str:
        """In two groups, so that it can be read aloud: "K7QF-3MPA"."""
        return f"{self.kontrolnummer[:4]}-{self.kontrolnummer[4:]}"

    @property
    def er_erstattet(self) -> bool:
        """Whether a later edition corrects it. A query, unless it was read with `for_list`."""
        return hasattr(self, "erstattet_af")

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """The facts are not read for CPR numbers as one text: a figure in them may look like one.

        `reporting.udgaver.gennemgang.refuse_cpr` looks through the texts in them.
        """
        super().clean_fields(exclude={*(exclude or ()), *MASKINENS})

    def clean(self) -> None:
        """A correction is of the same paper for the same period."""
        super().clean()
        if (before := self.erstatter) is not None:
            same = (before.helhedsplan_id, before.art, before.periode) == (self.helhedsplan_id, self.art, self.periode)
            refuse(erstatter="" if same else "En udgave kan kun rette en udgave af det samme papir for samme periode.")


_EGNE = ("fakta", "maalversion", "forskelle")
TUNGE = (*_EGNE, *(f"{other}__{name}" for other in ("erstatter", "erstattet_af") for name in _EGNE))
"""The columns that only the edition's own page needs."""


class Udgavefil(Tracked):
    """One of an edition's files. Its checksum stands in the edition, too; a file that is not in it is refused."""

    udgave = models.ForeignKey(Udgave, verbose_name="udgave", on_delete=models.PROTECT, related_name="filer")
    endelse = models.CharField("endelse", max_length=8)
    sha256 = models.CharField("kontrolsum", max_length=64)
    size = models.PositiveBigIntegerField("størrelse, byte")
    file = Dokumentfelt("fil", upload_to="udgaver/", name_field="file_name")
    file_name = own_name_column()

    class Rows(PlanScopedQuerySet):
        plan_path = "udgave__helhedsplan"

    objects = Rows.as_manager()

    class Meta:
        verbose_name = "fil i en udgave"
        verbose_name_plural = "filer i udgaver"
        ordering = ["udgave", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["udgave", "endelse"],
                name="reporting_udgavefil_one_of_each",
                violation_error_code="endelse",
                violation_error_message="Udgaven har allerede en fil af den slags.",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name or f".{self.endelse}"


SKRIVES_SIDST = frozenset({"created_at", "changed_at", "version", "filsummer"})
"""The columns of an edition that are not known before it is made."""


class UdstedelseQuerySet(PlanScopedQuerySet):
    def of(self, plan: Helhedsplan, art: str, periode: str) -> "UdstedelseQuerySet":
        """Those of one paper for one period."""
        return self.filter(helhedsplan=plan, art=art, periode=periode)

    def for_list(self) -> "UdstedelseQuerySet":
        """Without the facts, the first ordered first."""
        return self.defer("udgave").order_by("created_at", "pk")


class Udstedelse(UdenCpr):
    """An edition that is ordered and not made yet: everything it will be, but for its files. Gone when it is made.

    `uuid` is the coming edition's, `udgave` its columns with the facts as they were when somebody said yes, and
    `kontrolsum` theirs. `indberetning` is the report it sends, `afsendelse` what is kept with that step;
    `laaste_aaret` says that ordering it locked the year's results. `opgave` is the job that makes it.
    """

    is_log = True

    uuid = models.UUIDField("id", default=uuid4, unique=True, editable=False)
    helhedsplan = models.ForeignKey(
        Helhedsplan, verbose_name="helhedsplan", on_delete=models.PROTECT, related_name="udstedelser"
    )
    art = models.CharField("papir", max_length=60)
    periode = models.CharField("periode", max_length=40, blank=True)
    nummer = models.PositiveSmallIntegerField("nummer", validators=[MinValueValidator(1)])
    title = models.CharField("titel", max_length=200)
    by = models.ForeignKey(
        User, verbose_name="bestilt af", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    erstatter = models.OneToOneField(
        Udgave,
        verbose_name="retter udgaven",
        on_delete=models.PROTECT,
        related_name="rettes_af",
        null=True,
        blank=True,
    )
    indberetning = models.OneToOneField(
        "reporting.Indberetning",
        verbose_name="indberetning",
        on_delete=models.PROTECT,
        related_name="udstedelse",
        null=True,
        blank=True,
    )
    udgave = models.JSONField("udgaven, som den bliver", encoder=DjangoJSONEncoder)
    kontrolsum = models.CharField("kontrolsum", max_length=64)
    afsendelse = models.JSONField("det, der gemmes med afsendelsen", null=True, blank=True, encoder=DjangoJSONEncoder)
    laaste_aaret = models.BooleanField("låste året", default=False)
    opgave = models.UUIDField("opgaven", null=True, blank=True, editable=False)
    created_at = models.DateTimeField("bestilt", default=timezone.now)

    objects = UdstedelseQuerySet.as_manager()

    class Meta:
        verbose_name = "udstedelse"
        verbose_name_plural = "udstedelser"
        ordering = ["helhedsplan", "created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["helhedsplan", "art", "periode", "nummer"],
                name="reporting_udstedelse_number_unique",
                violation_error_code="nummer",
                violation_error_message="Papiret har allerede en udgave på vej med det nummer.",
            ),
            models.CheckConstraint(
                condition=Q(indberetning__isnull=True, afsendelse__isnull=True)
                | Q(indberetning__isnull=False, afsendelse__isnull=False),
                name="reporting_udstedelse_sends_whole",
                violation_error_code="afsendelse",
                violation_error_message="Det, der sendes, gemmes med sin kontrol.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, udgave nr. {self.nummer}"

    @classmethod
    def af(cls, udgave: Udgave) -> "Udstedelse":
        """What waits for the edition's files: the edition itself is not saved yet."""
        (data,) = serializers.serialize("python", [udgave])
        columns = {name: value for name, value in data["fields"].items() if name not in SKRIVES_SIDST}
        return cls(
            uuid=udgave.uuid,
            helhedsplan=udgave.helhedsplan,
            art=udgave.art,
            periode=udgave.periode,
            nummer=udgave.nummer,
            title=udgave.title,
            by=udgave.issued_by,
            erstatter=udgave.erstatter,
            udgave=columns,
            kontrolsum=udgave.kontrolsum,
        )

    def som_udgave(self) -> Udgave:
        """The edition as it was ordered, not saved. Raises DeserializationError for one of an older program's form."""
        data = {"model": Udgave._meta.label_lower, "fields": self.udgave}
        (found,) = serializers.deserialize("python", [data])
        made: Any = found.object
        made.helhedsplan = self.helhedsplan
        row: Udgave = made
        return row

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """The coming edition's own columns are looked through when it is ordered (`udsted.frys`)."""
        super().clean_fields(exclude={*(exclude or ()), "udgave", "afsendelse"})
