"""Forms of the accounts' pages: the list's filters, the grid's source."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.db.models import QuerySet, Sum

from helhedsplan.sortering import danish_sort_key
from plans.forms import AddressForm
from plans.models import Finansieringskilde, Forbrug, Helhedsplan

RETTELSER, SKREVET = "rettelser", "skrevet"


class ForbrugFilter(AddressForm):
    """Filters of the list of actuals."""

    post = forms.ChoiceField(label="Post", required=False)
    aar = forms.ChoiceField(label="År", required=False)
    kilde = forms.ChoiceField(label="Kilde", required=False)
    vis = forms.ChoiceField(
        label="Vis",
        required=False,
        choices=[
            ("", "Alt"),
            (RETTELSER, "Kun rettelser (negative beløb)"),
            (SKREVET, "Kun skrevet ind"),
            ("import", "Kun fra regnskabet"),
        ],
    )
    q = forms.CharField(label="Søg i forklaring og bilag", required=False, max_length=60)

    def __init__(self, data: Any, *, plan: Helhedsplan) -> None:
        super().__init__(data)
        rows = Forbrug.objects.in_plan(plan).filter(retired_on__isnull=True)
        keys = list(rows.order_by().values_list("budgetpost__title", "budgetpost", "kilde__name", "kilde", "year"))
        self.queryset = rows
        self.offer("post", _named({(pk, title) for title, pk, _, _, _ in keys}), "Alle poster")
        self.offer("kilde", _named({(pk, name) for _, _, name, pk, _ in keys}), "Alle kilder")
        self.offer("aar", [(str(year), str(year)) for year in sorted({key[4] for key in keys})], "Alle år")

    def rows(self) -> QuerySet[Forbrug]:
        """The rows that match, newest year first."""
        wanted, rows = self.wanted, self.queryset
        for name, lookup in (("post", "budgetpost"), ("kilde", "kilde"), ("aar", "year")):
            if name in wanted:
                rows = rows.filter(**{lookup: wanted[name]})
        if "q" in wanted:
            rows = rows.filter(note__icontains=wanted["q"]) | rows.filter(voucher__icontains=wanted["q"])
        if wanted.get("vis") == RETTELSER:
            rows = rows.filter(amount__lt=0)
        elif wanted.get("vis"):
            rows = rows.filter(regnskabsimport__isnull=wanted["vis"] == SKREVET)
        joined = rows.select_related("budgetpost", "kilde", "regnskabsimport")
        return joined.order_by("-year", "budgetpost__order", "budgetpost", "kilde", "booked_on", "pk")

    def total(self) -> Any:
        """The sum of what matches, in kroner; None when nothing does."""
        return self.rows().order_by().aggregate(total=Sum("amount"))["total"]


def _named(found: set[tuple[int, str]]) -> list[tuple[str, str]]:
    return [(str(pk), name) for pk, name in sorted(found, key=lambda row: danish_sort_key(row[1]))]


class KildeValg(AddressForm):
    """Which source's money the grid is about."""

    kilde = forms.ChoiceField(label="Kilde", required=False)

    def __init__(self, data: Any, *, kilder: list[Finansieringskilde]) -> None:
        super().__init__(data)
        self.kilder = {str(row.uuid): row for row in kilder}
        self.fields["kilde"].choices = [(key, row.name) for key, row in self.kilder.items()]  # type: ignore[attr-defined]
        self.initial = {"kilde": next(iter(self.kilder), "")}

    @property
    def chosen(self) -> Finansieringskilde | None:
        """The source that was asked for, or the first one."""
        key = self.wanted.get("kilde") or next(iter(self.kilder), "")
        return self.kilder.get(key)


class GitterForm(forms.Form):
    """What the whole grid is saved with."""

    forklaring = forms.CharField(
        label="Forklaring til negative beløb",
        required=False,
        max_length=250,
        help_text="Kun når et beløb er negativt: hvad bliver rettet?",
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.helper = FormHelper()
        self.helper.form_tag = False
