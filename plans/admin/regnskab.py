"""The accounts: how far they run, what is carried over, what was read in."""

from django.contrib import admin

from plans.admin.base import RowAdmin
from plans.admin.filters import InUseFilter, PlanFilter
from plans.models import Importprofil, Overfoersel, Regnskabsaar, Regnskabsimport


@admin.register(Regnskabsaar)
class RegnskabsaarAdmin(RowAdmin):
    list_display = ["year", "runs_to", "is_final", "helhedsplan"]
    list_filter = ["year", "is_final", PlanFilter, InUseFilter]
    search_fields = ["note", "helhedsplan__short_name"]
    joined = ["helhedsplan"]


@admin.register(Overfoersel)
class OverfoerselAdmin(RowAdmin):
    list_display = ["__str__", "kilde", "amount", "kommune_state", "lbf_state", "helhedsplan"]
    list_filter = ["kommune_state", "lbf_state", PlanFilter, InUseFilter]
    search_fields = ["reason", "note", "kilde__name", "helhedsplan__short_name"]
    joined = ["helhedsplan", "kilde"]


@admin.register(Importprofil)
class ImportprofilAdmin(RowAdmin):
    list_display = ["kind", "helhedsplan", "changed_at"]
    list_filter = ["kind", PlanFilter]
    search_fields = ["helhedsplan__short_name"]
    joined = ["helhedsplan"]


@admin.register(Regnskabsimport)
class RegnskabsimportAdmin(RowAdmin):
    list_display = ["file_name", "state", "saved_on", "rows_made", "rows_changed", "helhedsplan"]
    list_filter = ["state", PlanFilter, InUseFilter]
    search_fields = ["file_name", "helhedsplan__short_name"]
    joined = ["helhedsplan"]
    readonly_fields = [
        "state",
        "table",
        "columns",
        "values",
        "options",
        "undo",
        "rows_read",
        "rows_made",
        "rows_changed",
        "saved_on",
    ]
