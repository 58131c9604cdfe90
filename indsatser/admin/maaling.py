"""Results: what was measured and what was counted."""

from django.contrib import admin

from indsatser.models import Logpost, Maaling
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
    ]


@admin.register(Logpost)
class LogpostAdmin(RowAdmin):
    list_display = ["date", "antal", "kind", "aktivitet", "kriterium", "reported_by"]
    list_filter = ["kind", "is_eksempel", PlanFilter, InUseFilter]
    search_fields = ["aktivitet__name", "note", "aktivitet__delaftale__helhedsplan__short_name"]
    date_hierarchy = "date"
    joined = ["aktivitet__delaftale__helhedsplan", "kriterium", "reported_by"]
