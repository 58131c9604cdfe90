"""Reminders in the administration: the rules to change, and what was sent to read. Reports and editions to read."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from plans.admin.base import RowAdmin, RowInline
from plans.admin.filters import PlanFilter
from plans.admin.haendelse import ReadOnly
from reporting.models import (
    Brugerpaamindelser,
    Fristregel,
    Indberetning,
    Indberetningstrin,
    IntetAtIndberette,
    Kontrolsvar,
    Paamindelse,
    Paamindelsesbrev,
    Paamindelseskoersel,
    Planpaamindelser,
    Udgave,
    Udgavefil,
    Udstedelse,
    Vurdering,
)


@admin.register(Fristregel)
class FristregelAdmin(RowAdmin):
    list_display = ["slags", "is_active", "days_before", "on_the_day", "repeat_days", "repeat_times", "month", "day"]
    list_filter = ["is_active"]
    search_fields = ["slags"]
    fieldsets = [
        (None, {"fields": ["slags", "is_active"]}),
        ("Hvornår", {"fields": ["days_before", "on_the_day", ("repeat_days", "repeat_times")]}),
        ("Til hvem", {"fields": ["to_laeser", "to_medarbejder", "to_redaktoer", "to_planleder"]}),
        ("Dag i året", {"fields": [("month", "day")]}),
    ]


@admin.register(Planpaamindelser)
class PlanpaamindelserAdmin(RowAdmin):
    list_display = ["helhedsplan", "off", "paused_from", "paused_to"]
    list_filter = [PlanFilter]
    search_fields = ["helhedsplan__short_name"]
    joined = ["helhedsplan"]
    fieldsets = [(None, {"fields": ["helhedsplan", "off", ("paused_from", "paused_to"), "pause_reason"]})]


@admin.register(Brugerpaamindelser)
class BrugerpaamindelserAdmin(RowAdmin):
    list_display = ["user", "frequency", "weekday", "paused_from", "paused_to"]
    list_filter = ["frequency"]
    search_fields = ["user__name", "user__email"]
    joined = ["user"]
    fieldsets = [(None, {"fields": ["user", "frequency", "weekday", ("paused_from", "paused_to")]})]


class PaamindelseInline(ReadOnly, RowInline, admin.TabularInline):
    model = Paamindelse
    fields = ["helhedsplan", "slags", "due_on", "trin", "is_late", "text"]
    joined = ["helhedsplan"]
    show_change_link = False


@admin.register(Paamindelsesbrev)
class PaamindelsesbrevAdmin(ReadOnly, RowAdmin):
    list_display = ["day", "user", "status", "attempts", "sent_at", "next_try_at", "error"]
    list_filter = ["status", "day"]
    search_fields = ["user__name", "user__email", "error"]
    date_hierarchy = "day"
    joined = ["user"]
    fields = [
        "user",
        "day",
        "status",
        "created_at",
        "claimed_at",
        "sent_at",
        "attempts",
        "next_try_at",
        "error",
        "uuid",
    ]
    inlines = [PaamindelseInline]


@admin.register(Paamindelse)
class PaamindelseAdmin(ReadOnly, RowAdmin):
    list_display = ["due_on", "slags", "user", "helhedsplan", "trin", "text"]
    list_filter = ["slags", PlanFilter]
    search_fields = ["text", "user__name", "user__email", "target_uuid"]
    joined = ["user", "helhedsplan", "brev"]
    fields = [
        "brev",
        "user",
        "helhedsplan",
        "slags",
        "target_uuid",
        "due_on",
        "trin",
        "is_late",
        "text",
        "path",
        "answer_path",
    ]


@admin.register(Paamindelseskoersel)
class PaamindelseskoerselAdmin(ReadOnly, RowAdmin):
    list_display = ["day", "runs", "letters", "sent", "failed", "last_run_at", "last_error"]
    search_fields = ["last_error"]
    date_hierarchy = "day"
    fields = ["day", "runs", "letters", "sent", "failed", "last_run_at", "last_error"]


@admin.register(IntetAtIndberette)
class IntetAtIndberetteAdmin(RowAdmin):
    list_display = ["helhedsplan", "slags", "target_label", "due_on", "by", "answered_on"]
    list_filter = ["slags", PlanFilter]
    search_fields = ["target_label", "reason", "helhedsplan__short_name"]
    joined = ["helhedsplan", "by"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "helhedsplan",
                    "slags",
                    "target_uuid",
                    "target_label",
                    "due_on",
                    "reason",
                    "by",
                    "answered_on",
                ]
            },
        )
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """What a deadline is, is not changed by hand: the answer would be about another."""
        return (*super().get_readonly_fields(request, obj), *(() if obj is None else ("target_uuid", "slags")))


@admin.register(Indberetning)
class IndberetningAdmin(ReadOnly, RowAdmin):
    list_display = ["helhedsplan", "art", "year", "quarter", "state", "reopened"]
    list_filter = ["art", "state", PlanFilter]
    search_fields = ["helhedsplan__short_name", "art"]
    joined = ["helhedsplan", "beslutning"]
    fields = ["helhedsplan", "art", "year", "quarter", "state", "reopened", "beslutning", "uuid"]


class DelAfIndberetningAdmin(ReadOnly, RowAdmin):
    """A part of a report: found by the report's plan."""

    search_fields = ["indberetning__helhedsplan__short_name"]
    joined = ["indberetning__helhedsplan"]


@admin.register(Indberetningstrin)
class IndberetningstrinAdmin(DelAfIndberetningAdmin):
    list_display = ["indberetning", "kind", "from_state", "to_state", "day", "by"]
    list_filter = ["kind"]
    joined = ["indberetning__helhedsplan", "by", "udgave"]
    fields = [
        "indberetning",
        "kind",
        "from_state",
        "to_state",
        "by",
        "day",
        "note",
        "scope",
        "udgave",
        "key",
        "kontrol",
        "uuid",
    ]


@admin.register(Vurdering)
class VurderingAdmin(DelAfIndberetningAdmin):
    list_display = ["indberetning", "kind", "target_uuid", "judgement", "computed"]
    list_filter = ["kind", "judgement"]
    fields = ["indberetning", "kind", "target_uuid", "text", "judgement", "computed", "reason", "uuid"]


@admin.register(Kontrolsvar)
class KontrolsvarAdmin(DelAfIndberetningAdmin):
    list_display = ["indberetning", "text", "reason"]
    fields = ["indberetning", "key", "text", "reason", "uuid"]


class UdgavefilInline(ReadOnly, RowInline, admin.TabularInline):
    model = Udgavefil
    fields = ["endelse", "file_name", "size", "sha256", "file"]
    readonly_fields = ("endelse", "file_name", "size", "sha256", "file")
    show_change_link = False


@admin.register(Udgave)
class UdgaveAdmin(ReadOnly, RowAdmin):
    list_display = ["title", "helhedsplan", "nummer", "kontrolnummer", "issued_at", "erstatter"]
    list_filter = ["art", PlanFilter]
    search_fields = ["title", "kontrolnummer", "helhedsplan__short_name"]
    date_hierarchy = "issued_at"
    joined = ["helhedsplan", "erstatter", "issued_by"]
    fields = [
        "helhedsplan",
        "art",
        "periode",
        "periode_said",
        "nummer",
        "kontrolnummer",
        "title",
        "as_of",
        "issued_at",
        "issued_by",
        "issued_by_title",
        "kontrolsum",
        "filsummer",
        "maalversion_said",
        "maalversion",
        "erstatter",
        "reason",
        "forskelle",
        "fakta",
        "uuid",
    ]
    inlines = [UdgavefilInline]


@admin.register(Udstedelse)
class UdstedelseAdmin(ReadOnly, RowAdmin):
    list_display = ["title", "helhedsplan", "nummer", "created_at", "by", "erstatter"]
    list_filter = ["art", PlanFilter]
    joined = ["helhedsplan", "erstatter", "by"]
    fields = [
        "helhedsplan",
        "art",
        "periode",
        "nummer",
        "title",
        "by",
        "created_at",
        "erstatter",
        "indberetning",
        "laaste_aaret",
        "afsendelse",
        "kontrolsum",
        "udgave",
        "opgave",
        "uuid",
    ]


@admin.register(Udgavefil)
class UdgavefilAdmin(ReadOnly, RowAdmin):
    list_display = ["file_name", "udgave", "endelse", "size", "sha256"]
    search_fields = ["file_name", "sha256", "udgave__kontrolnummer"]
    joined = ["udgave"]
    fields = ["udgave", "endelse", "file_name", "size", "sha256", "file", "uuid"]
