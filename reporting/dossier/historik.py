"""The history: the plan's trail as one CSV file, and as pages per year. People stand in it by their role."""

import csv
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cached_property
from io import StringIO
from typing import Any

from django.apps import apps
from django.db.models import Count, QuerySet
from django.db.models.functions import ExtractYear
from django.utils import timezone

from helhedsplan.regneark import ligner_formel
from plans.choices import Rolle
from plans.models import Haendelse, Medlemskab, User
from plans.redigering.livsloeb import readable
from reporting.dossier.tabel import Tabelside, tabelside
from reporting.dossier.valg import Valg
from reporting.pakke import Post

PR_SIDE = 1000
"""Events on a page: what a browser shows at once, and what is held in memory at a time."""
KOLONNER = ("Hvornår", "Hvem", "Hvad", "Genstand", "Ændringer og bemærkning")
CSV_KOLONNER = ("Tidspunkt", "Hvem", "Handling", "Art", "Genstand", "Felt", "Før", "Efter", "Bemærkning")
EN_PERSON = "(en person)"


def historikken(valg: Valg, mappe: str) -> Iterator[Post]:
    """The CSV, then the years, each cut into pages."""
    spor = Spor(valg)
    om = "Alle hændelser, én linje for hvert felt. Åbnes i et regneark; skilletegnet er semikolon."
    yield Post((mappe,), "Historik.csv", "Hele historikken", spor.csv, om=om)
    per_year = spor.rows().annotate(year=ExtractYear("happened_at")).order_by("year").values_list("year")
    for year, number in per_year.annotate(number=Count("pk")):
        for page in range((number + PR_SIDE - 1) // PR_SIDE):
            name = f"Historik {year}" + (f", side {page + 1}" if page else "")
            make = tabelside(spor.side(year, page, name), valg)
            yield Post((mappe,), f"{name}.html", f"Historik {year}", make, om="Hændelserne, de første først.")


class Spor:
    """The plan's trail until the day, read some at a time."""

    def __init__(self, valg: Valg) -> None:
        self.valg = valg

    def rows(self) -> QuerySet[Haendelse]:
        """The events, without who has which role: that says names and no more."""
        rows = Haendelse.objects.filter(helhedsplan=self.valg.plan, happened_at__lte=self.valg.slut)
        names = [str(model._meta.verbose_name) for model in (Medlemskab, User)]
        return readable(rows, self.valg.plan).exclude(kind__in=names)

    def csv(self) -> Iterator[bytes]:
        """One line for each field that changed, or one for an event that changed none. UTF-8 as Excel knows it."""
        yield "\ufeff".encode() + _csv(CSV_KOLONNER)
        rows = self.rows().order_by("happened_at", "pk").prefetch_related("feltaendringer")
        for event in rows.iterator(chunk_size=PR_SIDE):
            what = (self._when(event), self.hvem(event), event.get_handling_display(), event.kind, event.target_label)
            fields = [self.felt(event, one) for one in event.feltaendringer.all()] or [("", "", "")]
            yield b"".join(_csv((*what, *field, event.note)) for field in fields)

    def side(self, year: int, page: int, titel: str) -> Callable[[], Tabelside]:
        """A page of a year."""

        def make() -> Tabelside:
            rows = self.rows().filter(happened_at__year=year).order_by("happened_at", "pk")
            found = rows.prefetch_related("feltaendringer")[page * PR_SIDE : (page + 1) * PR_SIDE]
            return Tabelside(titel, "De første først.", KOLONNER, tuple(self._linje(event) for event in found))

        return make

    def _linje(self, event: Haendelse) -> tuple[str, ...]:
        fields = [self.felt(event, one) for one in event.feltaendringer.all()]
        changes = [f"{label}: {old or '(tom)'} → {new or '(tom)'}" for label, old, new in fields]
        what = f"{event.get_handling_display()}: {event.kind}"
        told = "\n".join(filter(None, [*changes, event.note]))
        return (self._when(event), self.hvem(event), what, event.target_label, told)

    @staticmethod
    def _when(event: Haendelse) -> str:
        return f"{timezone.localtime(event.happened_at):%d.%m.%Y %H:%M}"

    def felt(self, event: Haendelse, one: Any) -> tuple[str, str, str]:
        """A field's name, before and after; a field that names a person says only that it was one."""
        if (event.kind, one.field) in self._personfelter:
            return one.label, EN_PERSON if one.old else "", EN_PERSON if one.new else ""
        return one.label, one.old, one.new

    def hvem(self, event: Haendelse) -> str:
        """The role that whoever did it had in the plan that day."""
        if event.by_id is None:
            return "Systemet"
        day = timezone.localdate(event.happened_at)
        held = [
            rolle
            for start, end, rolle in self._roller.get(event.by_id, ())
            if (start is None or start <= day) and (end is None or end >= day)
        ]
        return str(Rolle(max(held)).label) if held else "En uden rolle i planen"

    @cached_property
    def _roller(self) -> dict[int, list[tuple[date | None, date | None, int]]]:
        plan = self.valg.plan
        found: dict[int, list[tuple[date | None, date | None, int]]] = {}
        rows = Medlemskab.objects.filter(helhedsplan__in=filter(None, [plan.pk, plan.parent_id])).order_by("pk")
        for user, start, end, rolle in rows.values_list("user_id", "start_date", "end_date", "rolle"):
            found.setdefault(user, []).append((start, end, rolle))
        return found

    @cached_property
    def _personfelter(self) -> frozenset[tuple[str, str]]:
        """The fields that point to a user, by the words the trail has for their models."""
        return frozenset(
            (str(model._meta.verbose_name), field.name)
            for model in apps.get_models()
            for field in model._meta.concrete_fields
            if field.related_model is User
        )


def _csv(cells: Iterable[str]) -> bytes:
    """A line. A text that a spreadsheet would take for a formula gets a mark before it."""
    out = StringIO()
    csv.writer(out, delimiter=";").writerow([f"'{cell}" if ligner_formel(cell) else cell for cell in cells])
    return out.getvalue().encode()
