"""Milestones and evaluations."""

from django.contrib import admin

from indsatser.models import Evaluering, Milepael
from plans.admin.base import RowAdmin
from plans.admin.filters import InUseFilter, PlanFilter


@admin.register(Milepael)
class MilepaelAdmin(RowAdmin):
    list_display = ["__str__", "year", "quarter", "state", "reached_on", "aktivitet", "helhedsplan"]
    list_filter = ["state", "year", "quarter", PlanFilter, InUseFilter]
    search_fields = ["text", "aktivitet__name", "helhedsplan__short_name"]
    joined = ["helhedsplan", "aktivitet"]
    readonly_fields = ["split_from", "in_force_from"]
    fieldsets = [
        (None, {"fields": ["helhedsplan", "delaftale", "aktivitet", "text", "recurs", "order"]}),
        ("Antal", {"fields": ["target_number", "kriterium", "log_kind", "count_from"]}),
        ("Hvornår", {"fields": [("year", "quarter"), "time_text"]}),
        ("Tilstand", {"fields": [("state", "reached_on"), "dropped_reason", "comment", "is_eksempel"]}),
        ("Dokumentation", {"fields": ["evidence", "evidence_name"]}),
        ("Flyttet", {"fields": [("original_year", "original_quarter"), "postponed_reason"]}),
        ("Delt", {"fields": [("split_from", "in_force_from")]}),
        ("Bemærkninger", {"fields": ["note"]}),
    ]


@admin.register(Evaluering)
class EvalueringAdmin(RowAdmin):
    list_display = ["title", "kind", "year", "done_by", "helhedsplan"]
    list_filter = ["kind", "year", PlanFilter, InUseFilter]
    search_fields = ["title", "done_by", "helhedsplan__short_name"]
    joined = ["helhedsplan"]
