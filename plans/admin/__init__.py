"""The administration: reference data, access, and rescue when something has gone wrong. Not for daily work."""

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import Model
from django.http import HttpRequest, HttpResponseBase

from plans.admin import adgang, baggrund, delaftale, haendelse, helhedsplan, oekonomi, organ, referencedata, regnskab
from plans.admin.base import plan_of_choice

__all__ = [
    "adgang",
    "baggrund",
    "delaftale",
    "haendelse",
    "helhedsplan",
    "oekonomi",
    "organ",
    "referencedata",
    "regnskab",
]


class Choices(AutocompleteJsonView):
    """What a search offers: a hundred plans have a delaftale called Tryghed, so each is said with its plan."""

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        return {**super().serialize_result(obj, to_field_name), "text": plan_of_choice(obj)}


def offer(request: HttpRequest) -> HttpResponseBase:
    return Choices.as_view(admin_site=admin.site)(request)


admin.site.autocomplete_view = offer  # type: ignore[method-assign, assignment]
admin.site.site_header = admin.site.site_title = "Helhedsplan – administration"
admin.site.index_title = "Referencedata, adgang og redning"
admin.site.disable_action("delete_selected")
