"""Background jobs, to read. They are ordered, stopped and tried again on their own pages."""

from django.contrib import admin
from django_tasks_db.models import DBTaskResult

from plans.admin.base import RowAdmin
from plans.admin.filters import OwnerFilter, PlanFilter
from plans.admin.haendelse import ReadOnly
from plans.models import Baggrundsopgave

# The library's own rows: in English, and of use to nobody beside the jobs themselves.
admin.site.unregister(DBTaskResult)


@admin.register(Baggrundsopgave)
class BaggrundsopgaveAdmin(ReadOnly, RowAdmin):
    list_display = ["created_at", "title", "user", "helhedsplan", "state", "attempts", "finished_at"]
    list_filter = ["state", "kind", PlanFilter, OwnerFilter]
    search_fields = ["title", "kind", "uuid", "failure", "user__name", "user__email"]
    date_hierarchy = "created_at"
    joined = ["user", "helhedsplan"]
    fields = [
        "kind",
        "title",
        "user",
        "helhedsplan",
        "args",
        "state",
        ("step", "steps", "step_text"),
        "attempts",
        "cancel_requested",
        ("created_at", "started_at", "finished_at", "seen_at"),
        "failure",
        ("file", "file_name"),
        ("link", "link_text"),
        ("uuid", "task_id", "fingerprint"),
    ]
