"""Agreements that have been read: whose, how far, into which plan. What was read is looked through on its own page."""

from django.contrib import admin

from indsatser.models import Aftalelaesning
from plans.admin.base import RowAdmin
from plans.admin.filters import InUseFilter, PlanFilter


@admin.register(Aftalelaesning)
class AftalelaesningAdmin(RowAdmin):
    list_display = ["file_name", "helhedsplan", "begun_by", "state", "saved_on", "emptied_on"]
    list_filter = ["state", PlanFilter, InUseFilter]
    search_fields = ["file_name", "helhedsplan__short_name"]
    joined = ["helhedsplan", "begun_by"]
    readonly_fields = ["file_name", "state", "sha256", "saved_on", "emptied_on", "blocks", "case", "lists"]
