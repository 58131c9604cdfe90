"""Official figures on areas and the lines the area lists draw."""

from django.contrib import admin

from indsatser.models import Graensevaerdi, Indikator, Indikatorvaerdi
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
    list_display = ["indikator", "boligomraade", "year", "value", "helhedsplan", "source"]
    list_filter = ["indikator", "year", PlanFilter, InUseFilter]
    search_fields = ["indikator__name", "boligomraade__name", "helhedsplan__short_name", "source"]
    joined = ["indikator", "boligomraade", "helhedsplan"]


@admin.register(Graensevaerdi)
class GraensevaerdiAdmin(RowAdmin):
    list_display = ["liste", "indikator", "from_year", "to_year", "maade", "value"]
    list_filter = ["liste", "indikator", "maade"]
    search_fields = ["indikator__name", "source"]
    joined = ["indikator"]
