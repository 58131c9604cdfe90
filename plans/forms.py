"""Forms about the agreement. So far: the filters of the lists, which live in the address."""

from datetime import date

from django import forms
from django.db.models import QuerySet

from helhedsplan.sortering import danish_sort_key
from plans.choices import Handling, Planstatus
from plans.models import Bevillingsrunde, Helhedsplan, Kommune, User
from plans.models.haendelse import HaendelseQuerySet

SYSTEM = "system"


class AddressForm(forms.Form):
    """A filter that lives in the address. What cannot be read filters nothing away, and is said at the field."""

    def __init__(self, data=None) -> None:
        super().__init__(data or None)

    @property
    def wanted(self) -> dict:
        """What is filtered by: the fields that could be read and are not empty."""
        if not self.is_bound:
            return {}
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def offer(self, name: str, choices: list[tuple], everything: str = "Alle") -> None:
        """Give a choice field its choices, with one first that filters nothing."""
        self.fields[name].choices = [("", everything), *choices]  # type: ignore[attr-defined]


def folded(text: str) -> str:
    """A text as it is searched: capitals do not matter, nor whether å is written aa."""
    return text.casefold().replace("aa", "å")


class PlanFilter(AddressForm):
    """Search and filters of the plan list."""

    q = forms.CharField(label="Søg", required=False, max_length=100)
    status = forms.ChoiceField(label="Status", required=False)
    runde = forms.ChoiceField(label="Bevillingsrunde", required=False)
    kommune = forms.ChoiceField(label="Kommune", required=False)

    def __init__(self, data, *, queryset: QuerySet[Helhedsplan]) -> None:
        super().__init__(data)
        self.queryset = queryset
        plans = queryset.order_by()
        kommuner = Kommune.objects.filter(pk__in=plans.values("kommune")).values_list("pk", "name")
        runder = Bevillingsrunde.objects.filter(pk__in=plans.values("bevillingsrunde")).values_list("pk", "name")
        self.offer("status", list(Planstatus.choices))
        self.offer("runde", list(runder))
        self.offer("kommune", sorted(kommuner, key=lambda row: danish_sort_key(row[1])))

    def rows(self) -> QuerySet[Helhedsplan]:
        """The plans that the three lists let through."""
        wanted, rows = self.wanted, self.queryset
        if "status" in wanted:
            rows = rows.filter(status=wanted["status"])
        if "runde" in wanted:
            rows = rows.filter(bevillingsrunde=wanted["runde"])
        if "kommune" in wanted:
            rows = rows.filter(kommune=wanted["kommune"])
        return rows

    def sorted_pks(self) -> list[int]:
        """The plans that match, in Danish order. Both in Python: the database knows no Danish letters (ADR 0005)."""
        words = folded(self.wanted.get("q", "")).split()
        columns = ("short_name", "name", "journalnummer", "kommune__name", "administrator__name")
        found = []
        for pk, short_name, *rest in self.rows().order_by().values_list("pk", *columns):
            text = folded(" ".join(filter(None, [short_name, *rest])))
            if all(word in text for word in words):
                found.append((danish_sort_key(short_name), pk))
        return [pk for _, pk in sorted(found)]


class HistorikFilter(AddressForm):
    """Filters of a plan's trail."""

    person = forms.ChoiceField(label="Hvem", required=False)
    handling = forms.ChoiceField(label="Hvad er sket", required=False)
    kind = forms.ChoiceField(label="Med hvad", required=False)
    fra = forms.DateField(
        label="Fra", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    til = forms.DateField(
        label="Til", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, data, *, queryset: HaendelseQuerySet) -> None:
        super().__init__(data)
        self.queryset = queryset
        people = User.objects.filter(pk__in=queryset.order_by().values("by")).order_by()
        names = sorted(((str(user.pk), str(user)) for user in people), key=lambda row: danish_sort_key(row[1]))
        kinds = queryset.order_by().values_list("kind", flat=True).distinct()
        self.offer("person", [*names, (SYSTEM, "Systemet")])
        self.offer("handling", list(Handling.choices), "Alt")
        self.offer("kind", [(kind, kind) for kind in sorted(kinds, key=danish_sort_key)], "Alt")

    def rows(self) -> HaendelseQuerySet:
        """The events that match, newest first."""
        wanted, rows = self.wanted, self.queryset
        if "person" in wanted:
            rows = rows.filter(by=None) if wanted["person"] == SYSTEM else rows.filter(by=wanted["person"])
        if "handling" in wanted:
            rows = rows.filter(handling=wanted["handling"])
        if "kind" in wanted:
            rows = rows.filter(kind=wanted["kind"])
        return _between(rows, wanted.get("fra"), wanted.get("til"))


def _between(rows: HaendelseQuerySet, first: date | None, last: date | None) -> HaendelseQuerySet:
    if first:
        rows = rows.filter(happened_at__date__gte=first)
    return rows.filter(happened_at__date__lte=last) if last else rows
