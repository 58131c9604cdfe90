"""Results: what was measured and what was counted."""

from django.contrib import admin

from indsatser.models import Aarslaas, Logpost, Maalaendring, Maaling, Maalingsimport
from plans.admin.base import RowAdmin
from plans.admin.filters import InUseFilter, PlanFilter


@admin.register(Maaling)
class MaalingAdmin(RowAdmin):
    list_display = ["kriterium", "kind", "value", "numerator", "denominator", "skoen", "data_to", "reported_on"]
    list_filter = ["kind", "is_eksempel", PlanFilter, InUseFilter]
    search_fields = ["kriterium__statement", "kriterium__helhedsplan__short_name", "source", "note"]
    date_hierarchy = "data_to"
    joined = ["kriterium__helhedsplan"]
    fieldsets = [
        (None, {"fields": ["kriterium", "kind"]}),
        ("Tallet", {"fields": ["value", ("numerator", "denominator"), "weight", "skoen"]}),
        ("Hvornår", {"fields": [("data_from", "data_to"), "reported_on", "reported_by"]}),
        ("Belæg", {"fields": ["source", "note", "evidence", "evidence_name", "is_eksempel"]}),
        ("Sendt retur", {"fields": [("returned_on", "returned_by"), "returned_note"]}),
    ]


@admin.register(Maalaendring)
class MaalaendringAdmin(RowAdmin):
    list_display = ["kriterium", "changed_on", "target_value", "deadline", "decided_by"]
    list_filter = [PlanFilter, InUseFilter]
    search_fields = ["kriterium__statement", "kriterium__helhedsplan__short_name", "reason"]
    date_hierarchy = "changed_on"
    joined = ["kriterium__helhedsplan"]
    fieldsets = [
        (None, {"fields": ["kriterium", "changed_on", "reason", ("decided_by", "beslutning")]}),
        ("Målet var", {"fields": ["statement", "form", "unit", "retning", "operator", "sammenlaegning"]}),
        ("Tallene var", {"fields": [("target_value", "target_to"), "change_pct", "follow_up_months"]}),
        ("Udgangspunktet var", {"fields": [("baseline_value", "baseline_on"), "baseline_text"]}),
        ("Tiden var", {"fields": [("deadline", "deadline_text"), ("window_from", "window_to")]}),
    ]


@admin.register(Logpost)
class LogpostAdmin(RowAdmin):
    list_display = ["date", "antal", "kind", "aktivitet", "kriterium", "reported_by"]
    list_filter = ["kind", "is_eksempel", PlanFilter, InUseFilter]
    search_fields = ["aktivitet__name", "note", "aktivitet__delaftale__helhedsplan__short_name"]
    date_hierarchy = "date"
    joined = ["aktivitet__delaftale__helhedsplan", "kriterium", "reported_by"]


@admin.register(Aarslaas)
class AarslaasAdmin(RowAdmin):
    list_display = ["year", "helhedsplan", "locked_on", "by", "note"]
    list_filter = ["year", PlanFilter, InUseFilter]
    search_fields = ["helhedsplan__short_name", "note"]
    joined = ["helhedsplan", "by"]


@admin.register(Maalingsimport)
class MaalingsimportAdmin(RowAdmin):
    list_display = ["file_name", "helhedsplan", "by", "saved_on", "rows_made", "rows_changed"]
    list_filter = [PlanFilter, InUseFilter]
    search_fields = ["file_name", "helhedsplan__short_name"]
    joined = ["helhedsplan", "by"]
    readonly_fields = ["saved_on", "rows_made", "rows_changed", "undo"]
