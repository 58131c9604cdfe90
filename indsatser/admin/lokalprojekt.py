"""The local project description, part by part as on the form."""

from django.contrib import admin

from indsatser.models import Lokalprojekt, Lokalprojektopgave, Lokalprojekttrin, Lokalprojektudgift
from plans.admin.base import RowAdmin, TableInline
from plans.admin.filters import InUseFilter, PlanFilter


class TrinInline(TableInline):
    model = Lokalprojekttrin
    fields = ["order", "label", "date_from", "date_to", "tasks"]


class OpgaveInline(TableInline):
    model = Lokalprojektopgave
    fields = ["order", "task", "party", "mark"]


class UdgiftInline(TableInline):
    model = Lokalprojektudgift
    fields = ["order", "label", "amount", "is_ceiling", "note"]


@admin.register(Lokalprojekt)
class LokalprojektAdmin(RowAdmin):
    list_display = ["name", "applicant", "date_from", "date_to", "helhedsplan"]
    list_filter = [PlanFilter, InUseFilter]
    search_fields = ["name", "applicant", "helhedsplan__short_name"]
    date_hierarchy = "date_from"
    joined = ["helhedsplan"]
    fieldsets = [
        (None, {"fields": ["helhedsplan", "name", "purpose", "description", "format_text"]}),
        (
            "Hvem",
            {
                "fields": [
                    ("applicant", "co_organiser"),
                    "applicant_note",
                    "responsible_count",
                    "responsible_note",
                    "participants_text",
                    ("expected_from", "expected_to"),
                ]
            },
        ),
        ("Hvornår", {"fields": [("date_from", "date_to"), "date_as_printed"]}),
        ("Kommunikation", {"fields": ["communication_before", "communication_after"]}),
        ("Timer og budget", {"fields": ["hours", "hours_note", "budget_note", "note"]}),
    ]
    inlines = [TrinInline, OpgaveInline, UdgiftInline]


class PartOfLokalprojekt(RowAdmin):
    """A line of the form."""

    list_filter = [PlanFilter, InUseFilter]
    joined = ["lokalprojekt__helhedsplan"]


@admin.register(Lokalprojekttrin)
class LokalprojekttrinAdmin(PartOfLokalprojekt):
    list_display = ["label", "lokalprojekt", "date_from", "date_to"]
    search_fields = ["label", "tasks", "lokalprojekt__name"]


@admin.register(Lokalprojektopgave)
class LokalprojektopgaveAdmin(PartOfLokalprojekt):
    list_display = ["task", "party", "mark", "lokalprojekt"]
    search_fields = ["task", "party", "lokalprojekt__name"]


@admin.register(Lokalprojektudgift)
class LokalprojektudgiftAdmin(PartOfLokalprojekt):
    list_display = ["label", "amount", "is_ceiling", "lokalprojekt"]
    search_fields = ["label", "lokalprojekt__name"]
