"""The page of the grid."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from crispy_forms.helper import FormHelper
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from indsatser.models import Succeskriterium
from indsatser.registrering.besoeg import Besoeg
from indsatser.registrering.perioder import Periode, quarter_columns, read_period, year_columns
from indsatser.registrering.services import holding
from indsatser.registrering.skema import (
    Aendring,
    IkkeGemt,
    Kolonne,
    Skema,
    build_columns,
    build_grid,
    by_cell,
    changed_cells,
    grid_rows,
    save_grid,
)
from indsatser.registrering.views import clock
from plans.forms import AddressForm
from plans.models import Helhedsplan
from plans.permissions import OWN_ONLY, Ret, get_or_deny

YEARS_SHOWN = 4
MAX_CELLS = 2400
"""A filled cell is two fields of the form, and Django takes in no more than 5000 (DATA_UPLOAD_MAX_NUMBER_FIELDS)."""
NO_REASON = "Skriv, hvorfor tallene rettes: der er rettet i tal, som allerede var skrevet."


class SkemaFilter(AddressForm):
    """Which columns: the quarters of a year, whole years, or one period one writes."""

    aar = forms.TypedChoiceField(label="År", coerce=int, required=False)
    kolonner = forms.ChoiceField(
        label="Kolonner",
        required=False,
        choices=[("kvartaler", "Kvartaler"), ("aar", "Hele år"), ("periode", "Én periode")],
    )
    periode = forms.CharField(label="Perioden", required=False, max_length=60, help_text="Kun til »Én periode«.")

    def __init__(self, data: Any, *, plan: Helhedsplan, today: Any) -> None:
        super().__init__(data)
        self.default = plan.default_as_of(today).year
        first = plan.start_date.year if plan.start_date else self.default
        self.years = list(range(min(first, self.default), max(today.year, self.default) + 1))
        self.fields["aar"].choices = [(year, str(year)) for year in reversed(self.years)]  # type: ignore[attr-defined]
        self.initial = {"aar": self.default, "kolonner": "kvartaler"}

    def clean_periode(self) -> str:
        """What cannot be read is said at the field."""
        text = self.cleaned_data["periode"]
        if text or self.data.get("kolonner") == "periode":
            try:
                read_period(text)
            except ValueError as refused:
                raise forms.ValidationError(str(refused)) from refused
        return text

    def periods(self) -> list[Periode]:
        """The columns that were asked for; the quarters of the plan's current year when nothing was."""
        wanted = self.wanted
        year = wanted.get("aar") or self.default
        if wanted.get("kolonner") == "aar":
            return year_columns(year, first_year=max(self.years[0], year - YEARS_SHOWN + 1))
        if wanted.get("kolonner") == "periode" and wanted.get("periode"):
            return [read_period(wanted["periode"])]
        return quarter_columns(year)

    @property
    def query(self) -> str:
        """What was asked for, as an address that means the same tomorrow, when another year may have begun."""
        return urlencode({**self.wanted, "aar": self.wanted.get("aar") or self.default})


class SkemaForm(forms.Form):
    """What the whole grid is saved with."""

    begrundelse = forms.CharField(
        label="Hvorfor rettes tallene?",
        required=False,
        max_length=250,
        help_text="Kun når du retter i tal, der allerede stod der. Nye tal kræver ingen begrundelse.",
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.helper = FormHelper()
        self.helper.form_tag = False


@require_http_methods(["GET", "HEAD", "POST"])
def registrer_skema(request: Besoeg, uuid) -> HttpResponse:
    """Many criteria at once: one save, all or nothing."""
    own = Succeskriterium.objects.owned_by(request.user).filter(helhedsplan__uuid=uuid).exists()
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.REGISTRER, own=own, uuid=uuid)
    today = timezone.localdate()
    chosen = SkemaFilter(request.GET, plan=plan, today=today)
    columns = build_columns(plan, chosen.periods(), today=today)
    form = SkemaForm(request.POST or None)
    if request.method != "POST":
        page = _rows(request, plan, columns)
        return _page(request, plan, chosen, form, page, build_grid(list(page), columns))
    changes = changed_cells(request.POST)
    if form.is_valid() and any(change.grundlag for change in changes) and not form.cleaned_data["begrundelse"]:
        form.add_error("begrundelse", NO_REASON)
    fejl = _save(request, plan, columns, changes, form) if form.is_valid() else {}
    if form.is_valid() and not fejl:
        messages.success(request, f"Gemt {clock()}: {_counted(len(changes))}.")
        return redirect(request.get_full_path())
    page = _rows(request, plan, columns)
    skema = build_grid(list(page), columns, typed=by_cell(request.POST), fejl=fejl)
    return _page(request, plan, chosen, form, page, skema)


def _rows(request: Besoeg, plan: Helhedsplan, columns: tuple[Kolonne, ...]) -> Page[Succeskriterium]:
    """The rows, as many as one form can carry."""
    own = (plan.my_rolle, Ret.REGISTRER) in OWN_ONLY  # type: ignore[attr-defined]
    rows = grid_rows(plan, request.user, own=own, today=timezone.localdate())
    return Paginator(rows, MAX_CELLS // max(1, len(columns))).get_page(request.GET.get("side"))


def _save(
    request: Besoeg,
    plan: Helhedsplan,
    columns: tuple[Kolonne, ...],
    changes: Sequence[Aendring],
    form: SkemaForm,
) -> dict[str, str]:
    """Save all the changes or none: what was refused, by cell; what is wrong with the reason stands at the reason."""
    reason = form.cleaned_data["begrundelse"]
    try:
        with holding(plan.pk):
            rows = list(_rows(request, plan, columns))
            save_grid(plan, rows, columns, changes, by=request.user, reason=reason, today=timezone.localdate())
    except IkkeGemt as refused:
        return dict(refused.fejl)
    except ValidationError as refused:  # the trail takes no CPR number
        form.add_error("begrundelse", refused.messages)  # type: ignore[arg-type]  # a list of sentences is one too
    return {}


def _counted(number: int) -> str:
    return {0: "intet var ændret", 1: "1 tal"}.get(number, f"{number} tal")


def _page(
    request: Besoeg, plan: Helhedsplan, chosen: SkemaFilter, form: SkemaForm, page: Page[Succeskriterium], skema: Skema
) -> HttpResponse:
    context = {"plan": plan, "filter": chosen, "form": form, "skema": skema, "page": page}
    return render(request, "indsatser/registrer_skema.html", context)
