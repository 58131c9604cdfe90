"""The steps of milestones, to read, and the milepælsplaner: their steps are taken on their own page."""

from django.contrib import admin

from indsatser.models import Milepaelsplan, Milepaelsplanlinje, Milepaelsskift
from plans.admin.base import RowAdmin
from plans.admin.filters import InUseFilter, PlanFilter
from plans.admin.haendelse import ReadOnly


@admin.register(Milepaelsskift)
class MilepaelsskiftAdmin(ReadOnly, RowAdmin):
    list_display = ["milepael", "kind", "day", "reason"]
    list_filter = ["kind", PlanFilter]
    search_fields = ["milepael__text", "reason"]
    joined = ["milepael__helhedsplan"]
    fieldsets = [
        (None, {"fields": ["milepael", "kind", "day", "reason"]}),
        ("Kvartal", {"fields": [("from_year", "from_quarter"), ("to_year", "to_quarter")]}),
        ("Tilstand", {"fields": [("from_state", "to_state")]}),
    ]


@admin.register(Milepaelsplan)
class MilepaelsplanAdmin(RowAdmin):
    list_display = ["year", "state", "decided_on", "sent_on", "helhedsplan"]
    list_filter = ["state", "year", PlanFilter, InUseFilter]
    search_fields = ["helhedsplan__short_name", "note"]
    joined = ["helhedsplan"]
    readonly_fields = ["revises", "state", "to_board_on", "decided_on", "beslutning", "checksum", "frozen", "sent_on"]
    fieldsets = [
        (None, {"fields": ["helhedsplan", "year", "state", "note"]}),
        ("Revision", {"fields": ["revises", "revision_reason"]}),
        ("Hvornår", {"fields": ["to_board_on", ("decided_on", "beslutning"), "sent_on"]}),
        ("Godkendt indhold", {"fields": ["checksum", "frozen"]}),
    ]


@admin.register(Milepaelsplanlinje)
class MilepaelsplanlinjeAdmin(RowAdmin):
    list_display = ["__str__", "quarter", "kind", "milepaelsplan"]
    list_filter = ["kind", "quarter", PlanFilter, InUseFilter]
    search_fields = ["text", "milepaelsplan__helhedsplan__short_name"]
    joined = ["milepaelsplan__helhedsplan"]
    readonly_fields = ["kind", "source", "milepael"]
    fieldsets = [
        (None, {"fields": ["milepaelsplan", "kind", "text", "quarter", "order"]}),
        ("Hvad den hører til", {"fields": ["aktivitet", "delaftale", "target_number"]}),
        ("Hvorfra og hvortil", {"fields": ["source", "reason", "milepael"]}),
    ]
