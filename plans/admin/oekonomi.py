"""Money."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from plans.admin.base import RowAdmin, TableInline, counted, number_of
from plans.admin.filters import InUseFilter, PlanFilter
from plans.models import Budgetbeloeb, Budgetpost, Finansieringskilde, Forbrug, Omdisponering
from plans.services.laas import hold_budget
from plans.services.timer import price_hours


class BudgetbeloebInline(TableInline):
    model = Budgetbeloeb
    fields = ["year", "kilde", "amount", "hours"]
    joined = ["budgetpost", "kilde"]


class ForbrugInline(TableInline):
    model = Forbrug
    fields = ["year", "kilde", "amount", "booked_on", "note"]
    joined = ["budgetpost", "kilde"]


@admin.register(Finansieringskilde)
class FinansieringskildeAdmin(RowAdmin):
    list_display = ["name", "kind", "form", "state", "amount", "helhedsplan"]
    list_filter = ["kind", "form", "state", PlanFilter, InUseFilter]
    search_fields = ["name", "owner", "helhedsplan__short_name"]
    joined = ["helhedsplan"]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """A new rate also puts a new price on the hours that stand in the budget."""
        hold_budget(obj.helhedsplan)
        super().save_model(request, obj, form, change)
        price_hours(obj, by=request.user)  # type: ignore[arg-type]


@admin.register(Budgetpost)
class BudgetpostAdmin(RowAdmin):
    list_display = ["title", "kind", "udgiftsart", "delaftale", "helhedsplan", number_of("beloeb", "beløb")]
    list_filter = ["kind", PlanFilter, InUseFilter]
    search_fields = ["title", "delaftale__title", "helhedsplan__short_name"]
    joined = ["helhedsplan", "delaftale"]
    inlines = [BudgetbeloebInline, ForbrugInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return counted(super().get_queryset(request), beloeb=Budgetbeloeb)


@admin.register(Budgetbeloeb)
class BudgetbeloebAdmin(RowAdmin):
    list_display = ["budgetpost", "year", "kilde", "amount", "hours"]
    list_filter = ["year", "kilde__kind", PlanFilter]
    search_fields = ["budgetpost__title", "kilde__name", "budgetpost__helhedsplan__short_name"]
    joined = ["budgetpost__helhedsplan", "kilde"]


@admin.register(Forbrug)
class ForbrugAdmin(RowAdmin):
    list_display = ["budgetpost", "year", "kilde", "amount", "booked_on"]
    list_filter = ["year", "kilde__kind", PlanFilter, InUseFilter]
    search_fields = ["budgetpost__title", "kilde__name", "note", "budgetpost__helhedsplan__short_name"]
    date_hierarchy = "booked_on"
    joined = ["budgetpost__helhedsplan", "kilde"]
    readonly_fields = ["regnskabsimport", "import_key", "import_line"]


@admin.register(Omdisponering)
class OmdisponeringAdmin(RowAdmin):
    list_display = ["__str__", "amount", "moved_on", "helhedsplan"]
    list_filter = [PlanFilter, InUseFilter]
    search_fields = ["reason", "from_post__title", "to_post__title", "helhedsplan__short_name"]
    date_hierarchy = "moved_on"
    joined = ["helhedsplan", "from_post", "to_post"]
