"""The work on the delaftale's own page."""

from django.contrib import admin

from indsatser.models import Aktivitet, Maal, Succeskriterium
from plans.admin.base import RowAdmin, TableInline
from plans.admin.delaftale import DelaftaleAdmin
from plans.admin.filters import InUseFilter, PlanFilter

PLAN_OF_DELAFTALE = {"helhedsplan": "helhedsplan"}


class MaalInline(TableInline):
    model = Maal
    fields = ["order", "letter", "text"]
    inherits = PLAN_OF_DELAFTALE


class AktivitetInline(TableInline):
    """The list; each activity has a page of its own."""

    model = Aktivitet
    fields = ["nummer", "name", "alias"]


class KriteriumInline(TableInline):
    """The criteria the delaftale states itself; those of its activities stand on the activities."""

    model = Succeskriterium
    fields = ["order", "code", "statement", "form", "target_value", "unit", "deadline"]
    joined = ["helhedsplan"]
    inherits = PLAN_OF_DELAFTALE


DelaftaleAdmin.inlines = [MaalInline, AktivitetInline, KriteriumInline]


@admin.register(Maal)
class MaalAdmin(RowAdmin):
    list_display = ["__str__", "letter", "delaftale", "helhedsplan"]
    list_filter = [PlanFilter, InUseFilter]
    search_fields = ["text", "letter", "delaftale__title", "helhedsplan__short_name"]
    joined = ["helhedsplan", "delaftale"]
