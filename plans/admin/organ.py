"""Who steers, when they met and what they decided."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from plans.admin.base import RowAdmin, TableInline, counted, number_of
from plans.admin.filters import InUseFilter, PlanFilter
from plans.models import (
    Beslutning,
    Dagsordenspunkt,
    Moede,
    Moedemateriale,
    Opfoelgning,
    Organ,
    Organmedlem,
    Punktbilag,
)


class OrganmedlemInline(TableInline):
    model = Organmedlem
    fields = ["order", "title", "organisation", "kind", "count", "start_date", "end_date"]


class MoedeInline(TableInline):
    model = Moede
    fields = ["held_on", "start_time", "end_time", "place", "state"]
    joined = ["organ"]


class DagsordenspunktInline(TableInline):
    model = Dagsordenspunkt
    fields = ["nummer", "title", "kind", "text"]


class OpfoelgningInline(TableInline):
    model = Opfoelgning
    fields = ["text", "responsible", "due_on", "done_on"]


class PunktbilagInline(TableInline):
    model = Punktbilag
    fields = ["title", "file"]


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
    list_display = ["held_on", "organ", "place", "state", number_of("dagsordenspunkter", "punkter")]
    list_filter = ["state", PlanFilter, InUseFilter, "organ__kind"]
    search_fields = ["organ__name", "place", "minutes", "organ__helhedsplan__short_name"]
    date_hierarchy = "held_on"
    joined = ["organ__helhedsplan"]
    inlines = [DagsordenspunktInline, OpfoelgningInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return counted(super().get_queryset(request), dagsordenspunkter=Dagsordenspunkt)


@admin.register(Dagsordenspunkt)
class DagsordenspunktAdmin(RowAdmin):
    list_display = ["title", "nummer", "kind", "moede"]
    list_filter = ["kind", PlanFilter, InUseFilter]
    search_fields = ["title", "text", "moede__organ__name", "moede__organ__helhedsplan__short_name"]
    joined = ["moede__organ__helhedsplan"]
    inlines = [PunktbilagInline, BeslutningInline]


@admin.register(Punktbilag)
class PunktbilagAdmin(RowAdmin):
    list_display = ["title", "dagsordenspunkt"]
    list_filter = [PlanFilter, InUseFilter]
    search_fields = ["title", "dagsordenspunkt__title", "dagsordenspunkt__moede__organ__helhedsplan__short_name"]
    joined = ["dagsordenspunkt__moede__organ__helhedsplan"]


@admin.register(Moedemateriale)
class MoedematerialeAdmin(RowAdmin):
    """Made and kept by the application: here it can be seen and taken out of use, not changed."""

    list_display = ["nummer", "moede", "pages", "as_of", "created_at"]
    list_filter = [PlanFilter, InUseFilter]
    search_fields = ["moede__organ__name", "moede__organ__helhedsplan__short_name", "sha256"]
    joined = ["moede__organ__helhedsplan"]
    readonly_fields = ["moede", "nummer", "parts", "as_of", "pages", "left_out", "sha256", "file"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """It is made at the meeting, from the meeting."""
        return False


@admin.register(Opfoelgning)
class OpfoelgningAdmin(RowAdmin):
    list_display = ["__str__", "responsible", "due_on", "done_on", "moede"]
    list_filter = [PlanFilter, InUseFilter]
    search_fields = ["text", "responsible", "moede__organ__name", "moede__organ__helhedsplan__short_name"]
    joined = ["moede__organ__helhedsplan"]


@admin.register(Beslutning)
class BeslutningAdmin(RowAdmin):
    list_display = ["__str__", "kind", "decided_on", "organ", "helhedsplan"]
    list_filter = ["kind", PlanFilter, InUseFilter]
    search_fields = ["text", "decided_by", "organ__name", "helhedsplan__short_name"]
    date_hierarchy = "decided_on"
    joined = ["helhedsplan", "organ"]
