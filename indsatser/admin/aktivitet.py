"""The activity with its staffing, partners, goals and criteria."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from indsatser.models import (
    Aktivitet,
    Aktivitetsmaal,
    Aktivitetstype,
    Medarbejderressource,
    PlanlagtAktivitet,
    Samarbejdsrelation,
    Stilling,
    Succeskriterium,
)
from plans.admin.base import RowAdmin, TableInline, counted, number_of
from plans.admin.filters import InUseFilter, PlanFilter

PLAN_OF_AKTIVITET = {"helhedsplan": "delaftale.helhedsplan"}


class RessourceInline(TableInline):
    model = Medarbejderressource
    fields = ["order", "role", "employer", "amount", "amount_to", "unit"]
    inherits = PLAN_OF_AKTIVITET


class SamarbejdsrelationInline(TableInline):
    model = Samarbejdsrelation
    fields = ["order", "organisation", "about"]
    inherits = PLAN_OF_AKTIVITET


class AktivitetsmaalInline(TableInline):
    model = Aktivitetsmaal
    fields = ["maal", "letter_as_printed", "text_as_printed"]
    joined = ["aktivitet", "maal"]


class KriteriumInline(TableInline):
    """The sentences; what they are computed from stands on each criterion's own page."""

    model = Succeskriterium
    fk_name = "aktivitet"
    fields = ["order", "code", "statement", "form", "target_value", "unit", "deadline"]
    joined = ["helhedsplan"]
    inherits = PLAN_OF_AKTIVITET


@admin.register(Aktivitetstype)
class AktivitetstypeAdmin(RowAdmin):
    list_display = ["name", "code", "source"]
    search_fields = ["name", "code"]


@admin.register(Aktivitet)
class AktivitetAdmin(RowAdmin):
    list_display = ["name", "nummer", "delaftale", "helhedsplan", number_of("kriterier", "kriterier")]
    list_filter = [PlanFilter, InUseFilter, "has_form"]
    search_fields = ["name", "alias", "delaftale__title", "delaftale__helhedsplan__short_name"]
    joined = ["delaftale__helhedsplan"]
    fieldsets = [
        (None, {"fields": ["delaftale", "nummer", "name", "alias", "section", "has_form"]}),
        ("Indhold", {"fields": ["content", "purpose", "target_group", "aktivitetstyper"]}),
        ("Organisering", {"fields": ["organisation", "medarbejdere", "partners_note", "budgetposter"]}),
        ("Mål, evaluering og forankring", {"fields": ["goals_note", "local_evaluation", "anchoring", "note"]}),
    ]
    inlines = [AktivitetsmaalInline, KriteriumInline, RessourceInline, SamarbejdsrelationInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return counted(super().get_queryset(request), kriterier=Succeskriterium)

    @admin.display(description="helhedsplan", ordering="delaftale__helhedsplan__short_name")
    def helhedsplan(self, row: Aktivitet) -> str:
        return str(row.helhedsplan)


@admin.register(Aktivitetsmaal)
class AktivitetsmaalAdmin(RowAdmin):
    list_display = ["aktivitet", "maal", "letter_as_printed", "text_as_printed"]
    list_filter = [PlanFilter, InUseFilter]
    search_fields = ["aktivitet__name", "maal__text", "text_as_printed"]
    joined = ["aktivitet__delaftale__helhedsplan", "maal"]


@admin.register(PlanlagtAktivitet)
class PlanlagtAktivitetAdmin(RowAdmin):
    list_display = ["name", "delaftale", "aktivitet", "parent", "order"]
    list_filter = [PlanFilter, InUseFilter]
    search_fields = ["name", "delaftale__title", "delaftale__helhedsplan__short_name"]
    joined = ["delaftale__helhedsplan", "aktivitet", "parent"]


@admin.register(Medarbejderressource)
class MedarbejderressourceAdmin(RowAdmin):
    list_display = ["role", "employer", "amount", "amount_to", "unit", "aktivitet", "helhedsplan"]
    list_filter = ["unit", PlanFilter, InUseFilter]
    search_fields = ["role", "employer", "aktivitet__name", "helhedsplan__short_name"]
    joined = ["helhedsplan", "aktivitet"]


@admin.register(Samarbejdsrelation)
class SamarbejdsrelationAdmin(RowAdmin):
    list_display = ["organisation", "about", "aktivitet", "helhedsplan"]
    list_filter = [PlanFilter, InUseFilter]
    search_fields = ["organisation", "about", "aktivitet__name", "helhedsplan__short_name"]
    joined = ["helhedsplan", "aktivitet"]


@admin.register(Stilling)
class StillingAdmin(RowAdmin):
    list_display = ["role", "kind", "price", "helhedsplan"]
    list_filter = ["kind", PlanFilter, InUseFilter]
    search_fields = ["role", "helhedsplan__short_name"]
    joined = ["helhedsplan"]
