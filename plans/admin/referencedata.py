"""What plans choose from: rounds, places and organisations."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from plans.admin.base import RowAdmin, TableInline, counted, number_of
from plans.models import (
    Afsnitsskabelon,
    Bevillingsrunde,
    Bilagskrav,
    Boligafdeling,
    Boligomraade,
    Boligorganisation,
    Helhedsplan,
    Indsatsomraade,
    Kommune,
)


class IndsatsomraadeInline(TableInline):
    model = Indsatsomraade
    fields = ["order", "code", "name"]


class AfsnitsskabelonInline(TableInline):
    model = Afsnitsskabelon
    fields = ["order", "number", "key", "heading", "is_required"]


class BilagskravInline(TableInline):
    model = Bilagskrav
    fields = ["order", "key", "title"]


@admin.register(Bevillingsrunde)
class BevillingsrundeAdmin(RowAdmin):
    list_display = ["name", "start_year", "end_year", "min_local_share", number_of("helhedsplaner", "planer")]
    search_fields = ["name", "code"]
    inlines = [IndsatsomraadeInline, AfsnitsskabelonInline, BilagskravInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return counted(super().get_queryset(request), helhedsplaner=Helhedsplan)


class OfTheRound(RowAdmin):
    """Something a round declares."""

    list_filter = ["runde"]
    joined = ["runde"]


@admin.register(Indsatsomraade)
class IndsatsomraadeAdmin(OfTheRound):
    list_display = ["name", "runde", "order", "code"]
    search_fields = ["name", "code", "runde__name"]


@admin.register(Afsnitsskabelon)
class AfsnitsskabelonAdmin(OfTheRound):
    list_display = ["heading", "number", "runde", "order", "is_required"]
    search_fields = ["heading", "number", "key", "runde__name"]


@admin.register(Bilagskrav)
class BilagskravAdmin(OfTheRound):
    list_display = ["title", "runde", "order"]
    search_fields = ["title", "key", "runde__name"]


@admin.register(Kommune)
class KommuneAdmin(RowAdmin):
    list_display = ["name", "code", number_of("helhedsplaner", "planer")]
    search_fields = ["name", "code"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return counted(super().get_queryset(request), helhedsplaner=Helhedsplan)


class BoligafdelingInline(TableInline):
    model = Boligafdeling
    fields = ["number", "name", "built_year"]


@admin.register(Boligorganisation)
class BoligorganisationAdmin(RowAdmin):
    list_display = ["name", "number", number_of("afdelinger", "afdelinger")]
    search_fields = ["name", "number"]
    inlines = [BoligafdelingInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return counted(super().get_queryset(request), afdelinger=Boligafdeling)


@admin.register(Boligafdeling)
class BoligafdelingAdmin(RowAdmin):
    list_display = ["name", "number", "boligorganisation", "built_year"]
    search_fields = ["name", "number", "boligorganisation__name"]
    joined = ["boligorganisation"]


@admin.register(Boligomraade)
class BoligomraadeAdmin(RowAdmin):
    list_display = ["name", "kommune"]
    list_filter = ["kommune"]
    search_fields = ["name", "kommune__name"]
    joined = ["kommune"]
