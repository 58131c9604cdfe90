"""The delaftale. Its goals, activities and criteria are added by the administration of indsatser."""

from django.contrib import admin

from plans.admin.base import RowAdmin
from plans.admin.filters import InUseFilter, PlanFilter
from plans.models import Delaftale


@admin.register(Delaftale)
class DelaftaleAdmin(RowAdmin):
    list_display = ["title", "nummer", "helhedsplan", "indsatsomraade", "start_date", "end_date"]
    list_filter = [PlanFilter, InUseFilter, "helhedsplan__bevillingsrunde"]
    search_fields = ["title", "title_as_printed", "indsatsomraade__name", "helhedsplan__short_name"]
    date_hierarchy = "start_date"
    joined = ["helhedsplan", "indsatsomraade"]
    fieldsets = [
        (None, {"fields": ["helhedsplan", "nummer", "indsatsomraade", "title", "title_as_printed", "section"]}),
        ("Periode", {"fields": [("start_date", "end_date"), "period_note"]}),
        ("Aftalen", {"fields": ["problem", "purpose", "content", "municipal_context"]}),
        (
            "Samarbejdet",
            {"fields": ["conflict_handling", "notification", "revision_rule"], "classes": ["collapse"]},
        ),
        ("Økonomi og bemærkninger", {"fields": ["total_as_printed", "budget_note", "note"], "classes": ["collapse"]}),
    ]
