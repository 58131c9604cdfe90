"""Forms about the agreement. So far: the filters of the lists, which live in the address."""

from collections.abc import Iterable

from django import forms
from django.db.models import Q, QuerySet

from helhedsplan.sortering import danish_sort_key
from plans.choices import Handling, Planstatus
from plans.models import Bevillingsrunde, Helhedsplan, Kommune, User


class PlanFilter(forms.Form):
    """Search and filters of the plan list. An address with nonsense in it filters nothing away."""

    q = forms.CharField(label="Søg", required=False, max_length=100)
    status = forms.ChoiceField(label="Status", required=False)
    runde = forms.ModelChoiceField(
        label="Bevillingsrunde", queryset=Bevillingsrunde.objects.all(), required=False, empty_label="Alle"
    )
    kommune = forms.ModelChoiceField(
        label="Kommune", queryset=Kommune.objects.none(), required=False, empty_label="Alle"
    )

    def __init__(self, data, *, queryset: QuerySet[Helhedsplan]) -> None:
        super().__init__(data or None)
        self.queryset = queryset
        self.fields["status"].choices = [("", "Alle"), *Planstatus.choices]  # type: ignore[attr-defined]
        self.fields["kommune"].queryset = Kommune.objects.filter(  # type: ignore[attr-defined]
            pk__in=queryset.order_by().values("kommune")
        )

    @property
    def wanted(self) -> dict:
        """What is filtered by: the fields that could be read."""
        if not self.is_bound:
            return {}
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def rows(self) -> QuerySet[Helhedsplan]:
        """The plans that match."""
        wanted, rows = self.wanted, self.queryset
        if "status" in wanted:
            rows = rows.filter(status=wanted["status"])
        if "runde" in wanted:
            rows = rows.filter(bevillingsrunde=wanted["runde"])
        if "kommune" in wanted:
            rows = rows.filter(kommune=wanted["kommune"])
        for word in wanted.get("q", "").split():
            rows = rows.filter(
                Q(name__icontains=word)
                | Q(short_name__icontains=word)
                | Q(journalnummer__icontains=word)
                | Q(kommune__name__icontains=word)
                | Q(administrator__name__icontains=word)
            )
        return rows

    def sorted_pks(self) -> list[int]:
        """The matching plans in Danish order (the database has no Danish collation: ADR 0005)."""
        names: Iterable[tuple[int, str]] = self.rows().order_by().values_list("pk", "short_name")
        return [pk for pk, _ in sorted(names, key=lambda row: danish_sort_key(row[1]))]


class HistorikFilter(forms.Form):
    """Filters of a plan's trail."""

    person = forms.ModelChoiceField(label="Hvem", queryset=User.objects.none(), required=False, empty_label="Alle")
    handling = forms.ChoiceField(label="Hvad", required=False)
    kind = forms.ChoiceField(label="Om", required=False)
    fra = forms.DateField(
        label="Fra", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    til = forms.DateField(
        label="Til", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, data, *, queryset) -> None:
        super().__init__(data or None)
        self.queryset = queryset
        self.fields["person"].queryset = User.objects.filter(  # type: ignore[attr-defined]
            pk__in=queryset.order_by().values("by")
        )
        kinds = queryset.order_by("kind").values_list("kind", flat=True).distinct()
        self.fields["handling"].choices = [("", "Alt"), *Handling.choices]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [("", "Alt"), *((kind, kind) for kind in kinds)]  # type: ignore[attr-defined]

    def rows(self):
        """The events that match, newest first."""
        rows = self.queryset
        if not self.is_bound:
            return rows
        self.full_clean()
        wanted = {name: value for name, value in self.cleaned_data.items() if value}
        if "person" in wanted:
            rows = rows.filter(by=wanted["person"])
        if "handling" in wanted:
            rows = rows.filter(handling=wanted["handling"])
        if "kind" in wanted:
            rows = rows.filter(kind=wanted["kind"])
        if "fra" in wanted:
            rows = rows.filter(happened_at__date__gte=wanted["fra"])
        if "til" in wanted:
            rows = rows.filter(happened_at__date__lte=wanted["til"])
        return rows
