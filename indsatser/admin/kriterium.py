"""The success criterion with its parts, reference values and measurements."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from indsatser.models import Maaling, Referencevaerdi, Succeskriterium
from plans.admin.base import RowAdmin, TableInline, counted, number_of
from plans.admin.filters import InUseFilter, PlanFilter


class DelInline(TableInline):
    """The parts of a compound criterion: they belong where the whole does."""

    model = Succeskriterium
    fk_name = "parent"
    verbose_name = "delmål"
    verbose_name_plural = "delmål"
    fields = ["order", "statement", "form", "operator", "target_value", "unit"]
    joined = ["helhedsplan"]
    inherits = {
        name: name for name in ("helhedsplan", "delaftale", "aktivitet", "lokalprojekt", "initiativ", "deadline")
    }


class ReferencevaerdiInline(TableInline):
    model = Referencevaerdi
    fields = ["label", "value", "unit", "year", "time_text"]


class MaalingInline(TableInline):
    model = Maaling
    fields = ["kind", "value", "numerator", "denominator", "skoen", "data_from", "data_to", "reported_on", "note"]


@admin.register(Succeskriterium)
class SucceskriteriumAdmin(RowAdmin):
    list_display = [
        "__str__",
        "form",
        "target_value",
        "unit",
        "deadline",
        "aktivitet",
        "helhedsplan",
        number_of("maalinger", "målinger"),
    ]
    list_filter = ["form", "retning", PlanFilter, InUseFilter]
    search_fields = ["statement", "code", "aktivitet__name", "helhedsplan__short_name"]
    date_hierarchy = "deadline"
    joined = ["helhedsplan", "aktivitet"]
    fieldsets = [
        (None, {"fields": ["helhedsplan", "statement", "code", "order"]}),
        (
            "Hører til",
            {
                "fields": [
                    "delaftale",
                    "aktivitet",
                    "lokalprojekt",
                    "initiativ",
                    "maal",
                    "maal_derived",
                    "parent",
                    "samme_som",
                ]
            },
        ),
        (
            "Form",
            {"fields": ["form", "unit", "retning", ("operator", "operator_stated"), "sammenlaegning"]},
        ),
        (
            "Udgangspunkt",
            {
                "fields": [
                    ("baseline_value", "baseline_on", "baseline_text"),
                    ("baseline_of", "baseline_of_unit"),
                    "baseline_note",
                ]
            },
        ),
        (
            "Mål og frist",
            {
                "fields": [
                    ("target_value", "target_to", "change_pct"),
                    ("deadline", "deadline_text"),
                    ("window_from", "window_to", "window_months", "window_derived"),
                    "follow_up_months",
                    "ret_maalet",
                ]
            },
        ),
        ("Datakilde", {"fields": ["source", "log_kind", "responsible", "ansvarlig_bruger", "note"]}),
    ]
    readonly_fields = ["ret_maalet"]
    inlines = [DelInline, ReferencevaerdiInline, MaalingInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return counted(super().get_queryset(request), maalinger=Maaling)

    @admin.display(description="ændring af målet")
    def ret_maalet(self, row: Succeskriterium) -> str:
        """The way to the form that keeps the old target, for those who have a rolle in the plan."""
        if not row.pk or not row.is_held():
            return ""
        address = reverse("plans:row_update", kwargs={"art": "succeskriterium", "uuid": row.uuid})
        return format_html("Kræver en rolle i planen: <a href='{}'>Ret kriteriet, og skriv dag og grund</a>.", address)


@admin.register(Referencevaerdi)
class ReferencevaerdiAdmin(RowAdmin):
    list_display = ["label", "value", "unit", "year", "kriterium"]
    list_filter = [PlanFilter, InUseFilter]
    search_fields = ["label", "kriterium__statement", "kriterium__helhedsplan__short_name"]
    joined = ["kriterium__helhedsplan"]
