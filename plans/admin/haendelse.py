"""The trail, to read. Nobody adds to it, changes it or deletes from it here."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from plans.admin.base import RowAdmin, RowInline
from plans.admin.filters import PersonFilter, PlanFilter
from plans.models import Feltaendring, Haendelse


class ReadOnly(admin.options.BaseModelAdmin):
    """Nothing can be done with it but reading."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class FeltaendringInline(ReadOnly, RowInline, admin.TabularInline):
    model = Feltaendring
    fields = ["label", "old", "new"]
    show_change_link = False


@admin.register(Haendelse)
class HaendelseAdmin(ReadOnly, RowAdmin):
    list_display = ["happened_at", "by", "handling", "kind", "target_label", "helhedsplan"]
    list_filter = ["handling", "happened_at", PlanFilter, PersonFilter]
    search_fields = ["target_label", "kind", "target_uuid", "note"]
    date_hierarchy = "happened_at"
    joined = ["by", "helhedsplan"]
    fields = [
        "happened_at",
        "by",
        "handling",
        "kind",
        "target_label",
        "helhedsplan",
        "note",
        "target_id",
        "target_uuid",
        "target_version",
    ]
    inlines = [FeltaendringInline]
