"""Initiatives beside the delaftaler, and who pays them."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from indsatser.models import Bevilling, Initiativ
from plans.admin.base import RowAdmin, TableInline, counted, number_of
from plans.admin.filters import InUseFilter, PlanFilter


class BevillingInline(TableInline):
    model = Bevilling
    fields = ["kilde", "code", "amount", "aarsvaerk"]
    joined = ["initiativ", "kilde"]


@admin.register(Initiativ)
class InitiativAdmin(RowAdmin):
    list_display = ["title", "code", "start_year", "end_year", "helhedsplan", number_of("bevillinger", "bevillinger")]
    list_filter = [PlanFilter, InUseFilter]
    search_fields = ["title", "code", "helhedsplan__short_name"]
    joined = ["helhedsplan"]
    fieldsets = [
        (None, {"fields": ["helhedsplan", "for_plan", "code", "title", "status_text", "order"]}),
        ("Sammenhæng", {"fields": ["parent", "forgaenger", "host", "area"]}),
        ("Indhold", {"fields": ["purpose", "problem", "target_group", ("age_from", "age_to"), "work"]}),
        ("Periode", {"fields": [("start_year", "end_year", "years"), "period_note", "total_aarsvaerk"]}),
        ("Opfølgning", {"fields": ["governance", "documentation", "expected_effect", "note"]}),
    ]
    inlines = [BevillingInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return counted(super().get_queryset(request), bevillinger=Bevilling)


@admin.register(Bevilling)
class BevillingAdmin(RowAdmin):
    list_display = ["initiativ", "kilde", "code", "amount", "aarsvaerk"]
    list_filter = ["kilde__kind", PlanFilter, InUseFilter]
    search_fields = ["initiativ__title", "kilde__name", "initiativ__helhedsplan__short_name"]
    joined = ["initiativ__helhedsplan", "kilde"]
