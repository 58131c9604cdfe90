"""Official figures on areas and the lines the area lists draw."""

from django.contrib import admin

from indsatser.models import Graensevaerdi, Indikator, Indikatorvaerdi, Omraadetalimport
from plans.admin.base import RowAdmin, TableInline
from plans.admin.filters import InUseFilter, PlanFilter


class GraensevaerdiInline(TableInline):
    model = Graensevaerdi
    fields = ["liste", "from_year", "to_year", "maade", "value", "exceeds_when_above", "needed", "out_of"]
    joined = ["indikator"]


@admin.register(Indikator)
class IndikatorAdmin(RowAdmin):
    list_display = ["name", "unit", "code", "lower_is_better", "order"]
    search_fields = ["name", "code"]
    inlines = [GraensevaerdiInline]


@admin.register(Indikatorvaerdi)
class IndikatorvaerdiAdmin(RowAdmin):
    list_display = ["indikator", "boligomraade", "kommune", "is_national", "year", "value", "helhedsplan", "source"]
    list_filter = ["indikator", "is_national", "year", PlanFilter, InUseFilter]
    search_fields = ["indikator__name", "boligomraade__name", "kommune__name", "helhedsplan__short_name", "source"]
    joined = ["indikator", "boligomraade", "kommune", "helhedsplan"]


@admin.register(Graensevaerdi)
class GraensevaerdiAdmin(RowAdmin):
    list_display = ["liste", "indikator", "from_year", "to_year", "maade", "value"]
    list_filter = ["liste", "indikator", "maade"]
    search_fields = ["indikator__name", "source"]
    joined = ["indikator"]


@admin.register(Omraadetalimport)
class OmraadetalimportAdmin(RowAdmin):
    list_display = ["file_name", "helhedsplan", "state", "saved_on", "rows_made", "rows_changed"]
    list_filter = ["state", PlanFilter, InUseFilter]
    search_fields = ["file_name", "helhedsplan__short_name"]
    joined = ["helhedsplan"]
    readonly_fields = [
        "state",
        "table",
        "columns",
        "values",
        "options",
        "undo",
        "rows_made",
        "rows_changed",
        "saved_on",
    ]
