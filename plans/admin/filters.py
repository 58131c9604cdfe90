"""Filters for lists with too many choices to show: one types part of the name instead."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from plans.models import PlanScopedQuerySet


class TextFilter(admin.SimpleListFilter):
    """A box to write in. A plain form: works without script."""

    template = "admin/text_filter.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("", "")]

    def has_output(self) -> bool:
        return True

    def choices(self, changelist: Any) -> Iterator[Any]:
        """One entry: what the form has to carry along, and the address without the filter."""
        others = {
            name: value for name, value in changelist.get_filters_params().items() if name != self.parameter_name
        }
        kept = [
            (name, each) for name, value in others.items() for each in (value if isinstance(value, list) else [value])
        ]
        if changelist.query:
            kept.append(("q", changelist.query))
        yield {"kept": kept, "without": changelist.get_query_string(remove=[self.parameter_name])}


class PlanFilter(TextFilter):
    """Rows of plans whose name contains what is written."""

    title = "helhedsplan"
    parameter_name = "plan"

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        text = self.value()
        if not text or not isinstance(queryset, PlanScopedQuerySet):
            return queryset
        path = f"{queryset.plan_path}__" if queryset.plan_path else ""
        return queryset.filter(Q(**{f"{path}short_name__icontains": text}) | Q(**{f"{path}name__icontains": text}))


class PersonFilter(TextFilter):
    """What people did whose name or e-mail contains what is written."""

    title = "person"
    parameter_name = "person"
    field = "by"

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        text, at = self.value(), self.field
        if not text:
            return queryset
        return queryset.filter(Q(**{f"{at}__name__icontains": text}) | Q(**{f"{at}__email__icontains": text}))


class OwnerFilter(PersonFilter):
    """What is for people whose name or e-mail contains what is written."""

    field = "user"


class InUseFilter(admin.SimpleListFilter):
    """In use or retired."""

    title = "i brug"
    parameter_name = "i_brug"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("ja", "I brug"), ("nej", "Taget ud af brug")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() is None:
            return queryset
        return queryset.filter(retired_on__isnull=self.value() == "ja")
