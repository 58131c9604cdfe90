"""Who steers, when they met and what they decided."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from plans.admin.base import RowAdmin, TableInline, counted, number_of
from plans.admin.filters import InUseFilter, PlanFilter
from plans.models import Beslutning, Dagsordenspunkt, Moede, Organ, Organmedlem


class OrganmedlemInline(TableInline):
    model = Organmedlem
    fields = ["order", "title", "organisation", "kind", "count", "start_date", "end_date"]


class MoedeInline(TableInline):
    model = Moede
    fields = ["held_on", "start_time", "end_time", "place"]
    joined = ["organ"]


class DagsordenspunktInline(TableInline):
    model = Dagsordenspunkt
    fields = ["nummer", "title", "text"]


class BeslutningInline(TableInline):
    """What was decided on the item; its plan and organ follow from the meeting."""

    model = Beslutning
    fields = ["decided_on", "kind", "text", "condition"]
    inherits = {"helhedsplan": "moede.organ.helhedsplan", "organ": "moede.organ"}


@admin.register(Organ)
class OrganAdmin(RowAdmin):
    list_display = ["name", "kind", "helhedsplan", "meetings_min", "notice_days", number_of("medlemmer", "pladser")]
    list_filter = ["kind", PlanFilter, InUseFilter]
    search_fields = ["name", "short_name", "helhedsplan__short_name"]
    joined = ["helhedsplan"]
    fieldsets = [
        (None, {"fields": ["helhedsplan", "kind", "name", "short_name", "order"]}),
        ("Plads i styringen", {"fields": ["parent", "reports_to", "delaftale"]}),
        ("Opgave", {"fields": ["mandate", "tasks", "secretariat"]}),
        ("Møder", {"fields": [("meetings_min", "meetings_max"), "notice_days"]}),
        ("Bemærkninger", {"fields": ["note"]}),
    ]
    inlines = [OrganmedlemInline, MoedeInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return counted(super().get_queryset(request), medlemmer=Organmedlem)


@admin.register(Organmedlem)
class OrganmedlemAdmin(RowAdmin):
    list_display = ["__str__", "kind", "organ", "start_date", "end_date"]
    list_filter = ["kind", PlanFilter, InUseFilter]
    search_fields = ["title", "organisation", "organ__name", "organ__helhedsplan__short_name"]
    joined = ["organ__helhedsplan"]


@admin.register(Moede)
class MoedeAdmin(RowAdmin):
    list_display = ["held_on", "organ", "place", number_of("dagsordenspunkter", "punkter")]
    list_filter = [PlanFilter, InUseFilter, "organ__kind"]
    search_fields = ["organ__name", "place", "minutes", "organ__helhedsplan__short_name"]
    date_hierarchy = "held_on"
    joined = ["organ__helhedsplan"]
    inlines = [DagsordenspunktInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return counted(super().get_queryset(request), dagsordenspunkter=Dagsordenspunkt)


@admin.register(Dagsordenspunkt)
class DagsordenspunktAdmin(RowAdmin):
    list_display = ["title", "nummer", "moede"]
    list_filter = [PlanFilter, InUseFilter]
    search_fields = ["title", "text", "moede__organ__name", "moede__organ__helhedsplan__short_name"]
    joined = ["moede__organ__helhedsplan"]
    inlines = [BeslutningInline]


@admin.register(Beslutning)
class BeslutningAdmin(RowAdmin):
    list_display = ["__str__", "kind", "decided_on", "organ", "helhedsplan"]
    list_filter = ["kind", PlanFilter, InUseFilter]
    search_fields = ["text", "decided_by", "organ__name", "helhedsplan__short_name"]
    date_hierarchy = "decided_on"
    joined = ["helhedsplan", "organ"]
