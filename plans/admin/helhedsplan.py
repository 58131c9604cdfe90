"""The plan and the parts of its strategic agreement."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from plans.admin.base import RowAdmin, TableInline, counted, number_of
from plans.admin.filters import InUseFilter, PlanFilter
from plans.models import (
    Afdelingsdeltagelse,
    Afsnit,
    Bilag,
    Delaftale,
    Fravalg,
    Helhedsplan,
    Medlemskab,
    Part,
    Uoverensstemmelse,
)


class AfdelingsdeltagelseInline(TableInline):
    model = Afdelingsdeltagelse
    fields = ["boligafdeling", "deltagelse", "start_date", "end_date", "dwellings", "households", "residents"]
    joined = ["boligafdeling"]


class PartInline(TableInline):
    model = Part
    fields = ["order", "kind", "organisation", "title", "delaftale", "signed_on"]
    joined = ["delaftale"]


class BilagInline(TableInline):
    model = Bilag
    fields = ["order", "title", "state", "file"]


class FravalgInline(TableInline):
    model = Fravalg
    fields = ["indsatsomraade", "section", "reason"]
    joined = ["indsatsomraade"]


class AfsnitInline(TableInline):
    """The headings; the texts are long and have pages of their own."""

    model = Afsnit
    fields = ["order", "heading"]


class DelaftaleInline(TableInline):
    """The list; each delaftale has a page of its own."""

    model = Delaftale
    fields = ["nummer", "title", "start_date", "end_date"]


@admin.register(Helhedsplan)
class HelhedsplanAdmin(RowAdmin):
    list_display = [
        "short_name",
        "kommune",
        "bevillingsrunde",
        "status",
        "start_date",
        "end_date",
        number_of("delaftaler", "delaftaler"),
        number_of("medlemskaber", "medlemskaber"),
    ]
    list_filter = ["status", "bevillingsrunde", "kind", InUseFilter, "kommune"]
    search_fields = ["short_name", "name", "journalnummer", "kommune__name", "administrator__name"]
    date_hierarchy = "start_date"
    joined = ["kommune", "bevillingsrunde"]
    fieldsets = [
        (None, {"fields": ["kind", "name", "short_name", "parent", "forgaenger", "status"]}),
        ("Bevilling", {"fields": ["bevillingsrunde", "journalnummer", "frame_lbf", "frame_lokal", "counts_hours"]}),
        ("Periode", {"fields": [("start_date", "end_date"), "period_note"]}),
        (
            "Sted og organisation",
            {
                "fields": [
                    "kommune",
                    "district",
                    "administrator",
                    "boligorganisationer",
                    "boligomraader",
                    "tovholder",
                ]
            },
        ),
        ("Tekst", {"fields": ["summary", "note"]}),
    ]
    inlines = [AfdelingsdeltagelseInline, DelaftaleInline, AfsnitInline, PartInline, BilagInline, FravalgInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return counted(super().get_queryset(request), delaftaler=Delaftale, medlemskaber=Medlemskab)


class OfThePlan(RowAdmin):
    """A part of a plan."""

    list_filter = [PlanFilter, InUseFilter]
    joined = ["helhedsplan"]


@admin.register(Afdelingsdeltagelse)
class AfdelingsdeltagelseAdmin(OfThePlan):
    list_display = ["boligafdeling", "helhedsplan", "deltagelse", "start_date", "end_date", "dwellings"]
    list_filter = ["deltagelse", PlanFilter, InUseFilter]
    search_fields = ["boligafdeling__name", "boligafdeling__number", "helhedsplan__short_name"]
    joined = ["boligafdeling", "helhedsplan"]


@admin.register(Afsnit)
class AfsnitAdmin(OfThePlan):
    list_display = ["heading", "helhedsplan", "order"]
    search_fields = ["heading", "text", "helhedsplan__short_name"]


@admin.register(Part)
class PartAdmin(OfThePlan):
    list_display = ["organisation", "title", "kind", "helhedsplan", "delaftale", "signed_on"]
    list_filter = ["kind", PlanFilter, InUseFilter]
    search_fields = ["organisation", "title", "helhedsplan__short_name"]
    joined = ["helhedsplan", "delaftale"]


@admin.register(Bilag)
class BilagAdmin(OfThePlan):
    list_display = ["title", "state", "helhedsplan", "krav"]
    list_filter = ["state", PlanFilter, InUseFilter]
    search_fields = ["title", "helhedsplan__short_name"]
    joined = ["helhedsplan", "krav"]


@admin.register(Fravalg)
class FravalgAdmin(OfThePlan):
    list_display = ["indsatsomraade", "helhedsplan", "reason"]
    search_fields = ["indsatsomraade__name", "reason", "helhedsplan__short_name"]
    joined = ["indsatsomraade", "helhedsplan"]


@admin.register(Uoverensstemmelse)
class UoverensstemmelseAdmin(OfThePlan):
    list_display = ["__str__", "kind", "severity", "place", "helhedsplan"]
    list_filter = ["severity", PlanFilter, InUseFilter]
    search_fields = ["text", "kind", "place", "helhedsplan__short_name"]
