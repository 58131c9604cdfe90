"""What every page of the administration does: saves through the services, refuses politely, keeps what is used."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from helhedsplan.forms import DanskTalField
from plans import services
from plans.admin.retiring import retire_selected
from plans.models import Dokumentfelt, PlanScopedQuerySet, Retirable, Tracked
from plans.redigering.beloeb import LaestTalField
from plans.services.laas import again_if_crossed

RETIREMENT = ("retired_on", "retired_reason")
TECHNICAL = ("uuid", "version", "created_at", "changed_at")


class RowForm(forms.ModelForm):
    """A form that carries the version its person saw, and says every refusal even where it has no such field."""

    seen_version = forms.IntegerField(label="version", required=False, widget=forms.HiddenInput)
    inherits: ClassVar[dict[str, str]] = {}
    refusal: ClassVar[ValidationError | None] = None
    parent_row: models.Model | None = None
    parent_field = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not isinstance(self.instance, Tracked):
            del self.fields["seen_version"]
        elif self.instance.pk:
            self.fields["seen_version"].initial = self.instance.version
            self._hold()

    def _hold(self) -> None:
        """What the row holds back is changed where what it was is kept (`Tracked.held`), and only read here."""
        for name, because in self.instance.holds().items():
            if name in self.fields:
                self.fields[name].disabled, self.fields[name].help_text = True, because

    def _post_clean(self) -> None:
        """A new row under another takes its plan from there."""
        if self.parent_row is not None:
            setattr(self.instance, self.parent_field, self.parent_row)
            if self.instance.pk is None:
                for field, path in self.inherits.items():
                    setattr(self.instance, field, attrgetter(path)(self.parent_row))
        super()._post_clean()  # type: ignore[misc]

    def clean(self) -> dict[str, Any] | None:
        """Hold the row while it is saved, and refuse if a colleague has saved it since it was shown."""
        cleaned = super().clean()
        if self.refusal is not None:
            self.add_error(None, self.refusal)
        elif self.instance.pk and "seen_version" in self.fields and self.has_changed():
            rows = type(self.instance)._default_manager.select_for_update(of=("self",))
            current = rows.get(pk=self.instance.pk)
            if current.version != self.cleaned_data.get("seen_version"):
                self.add_error(None, services.AlleredeAendret(current))
        return cleaned

    def add_error(self, field: str | None, error: Any) -> None:
        """A sentence about a field that is not on the page stands at the top instead."""
        if field is None and hasattr(error, "error_dict"):
            placed: dict[str, list[ValidationError]] = {}
            for name, found in error.error_dict.items():
                placed.setdefault(name if name in self.fields else NON_FIELD_ERRORS, []).extend(found)
            error = ValidationError(placed)
        super().add_error(field, error)


class RowFormSet(BaseInlineFormSet):
    """Rows under another row: each knows the row above, also while that one is new."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.parent_row, form.parent_field = self.instance, self.fk.name


class RowOptions(admin.options.BaseModelAdmin):
    """What a page and the rows under it share."""

    form: Any = RowForm
    formfield_overrides: ClassVar[dict[Any, Any]] = {models.DecimalField: {"form_class": DanskTalField}}
    joined: ClassVar[Sequence[str]] = ()

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        """Kroner that are malformed are refused with what they can mean, as on the ordinary forms."""
        if isinstance(db_field, models.DecimalField) and "kr." in str(db_field.verbose_name):
            kwargs["form_class"] = LaestTalField
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With what the rows' names are made of, so that a list asks once."""
        queryset = super().get_queryset(request)
        return queryset.select_related(*self.joined) if self.joined else queryset

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:  # type: ignore[override]
        """Every reference is searched for, never a list of thousands; except where it is a choice of few."""
        plain = {*self.raw_id_fields, *self.radio_fields, *self.filter_horizontal}
        return [
            field.name
            for field in (*self.opts.fields, *self.opts.many_to_many)
            if field.is_relation
            and field.name not in plain
            and self.admin_site.is_registered(field.related_model)  # type: ignore[arg-type]
            and self.admin_site.get_model_admin(field.related_model).search_fields  # type: ignore[arg-type,type-var]
        ]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only reference data that nothing uses; what belongs to a plan is retired instead."""
        row = obj if isinstance(obj, self.model) else None
        return (
            row is not None
            and super().has_delete_permission(request, row)
            and services.is_reference(self.model)
            and not services.is_used(row)
        )


class RowAdmin(RowOptions, admin.ModelAdmin):
    """A page for one kind of row."""

    list_per_page = 50
    show_full_result_count = False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        tracked = TECHNICAL if issubclass(self.model, Tracked) else ()
        names = [field.name_field for field in self.opts.fields if isinstance(field, Dokumentfelt)]
        return (*super().get_readonly_fields(request, obj), *names, *tracked)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:  # type: ignore[override]
        apart = {*TECHNICAL, *RETIREMENT, "seen_version"} if issubclass(self.model, Tracked) else {"seen_version"}
        return [name for name in super().get_fields(request, obj) if name not in apart]  # type: ignore[misc]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:  # type: ignore[override]
        """What the model's own page shows; then, for a row that is there, how it goes out and how it is known."""
        fieldsets = list(super().get_fieldsets(request, obj))
        if obj is None or not issubclass(self.model, Tracked):
            return fieldsets
        if issubclass(self.model, Retirable):
            fieldsets.append(("Ud af brug", {"fields": [RETIREMENT], "classes": ["collapse"]}))
        known = [*TECHNICAL, "seen_version"] if self.has_change_permission(request, obj) else [*TECHNICAL]
        return [*fieldsets, ("Teknisk", {"fields": known, "classes": ["collapse"]})]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"refusal": getattr(request, "refusal", None)})

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions = super().get_actions(request)
        if issubclass(self.model, Retirable) and self.has_change_permission(request):
            actions["retire_selected"] = (retire_selected, "retire_selected", "Tag ud af brug …")  # type: ignore[assignment]
        return actions

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # type: ignore[override]
        """A service may refuse what the form let through: then nothing is saved and the form comes back with it."""
        view = super().changeform_view
        try:
            if request.method != "POST":
                return view(request, *args, **kwargs)
            return again_if_crossed(lambda: view(request, *args, **kwargs))
        except ValidationError as refusal:
            request.refusal = refusal  # type: ignore[attr-defined]
            return super().changeform_view(request, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        names = [field.name for field in self.opts.many_to_many if field.name in form.cleaned_data]
        links = {name: form.cleaned_data[name] for name in names}
        by: Any = request.user
        if not change:
            services.create(obj, by=by, links=links)
        elif form.has_changed():
            services.change(obj, by=by, expected_version=form.cleaned_data.get("seen_version"), links=links)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        formset.save(commit=False)
        by: Any = request.user
        for row in formset.forms:
            if row in formset.deleted_forms or not row.has_changed():
                continue
            try:
                if row in formset.extra_forms:
                    services.create(row.instance, by=by)
                else:
                    services.change(row.instance, by=by, expected_version=row.cleaned_data.get("seen_version"))
            except ValidationError as refusal:
                raise ValidationError([f"{row.instance}: {sentence}" for sentence in refusal.messages]) from refusal
        for gone in formset.deleted_objects:
            services.delete(gone, by=by)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        services.delete(obj, by=request.user)  # type: ignore[arg-type]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The application's own trail about the row, field by field."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined]
        if not self.has_view_or_change_permission(request, obj):
            raise PermissionDenied
        pages = Paginator(services.trail_of(obj).for_list(), 50)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Historik: {obj}",
            "subtitle": None,
            "page": pages.get_page(request.GET.get("side")),
            "module_name": str(self.opts.verbose_name_plural).capitalize(),
            "object": obj,
            "opts": self.opts,
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/trail.html", context)


class RowInline(RowOptions, admin.options.InlineModelAdmin):
    """Rows under another row: corrected and added there, never removed there."""

    formset = RowFormSet
    extra = 0
    show_change_link = True
    inherits: ClassVar[dict[str, str]] = {}

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:  # type: ignore[override]
        versioned = issubclass(self.model, Tracked) and self.has_change_permission(request, obj)
        plain = [str(name) for name in super().get_fields(request, obj) if name != "seen_version"]
        return [*plain, "seen_version"] if versioned else plain

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        formset.form = type(formset.form.__name__, (formset.form,), {"inherits": self.inherits})
        return formset


class TableInline(RowInline, admin.TabularInline):
    """Rows under another row, one line each."""


class BlockInline(RowInline, admin.StackedInline):
    """Rows under another row, one form each, folded."""

    classes = ["collapse"]


def counted(queryset: QuerySet, **relations: type[models.Model]) -> QuerySet:
    """With the number of rows in force that point to each row: `counted(plans, delaftaler=Delaftale)`.

    The keyword is the related name. Each is a subquery of its own: two joined counts multiply each other.
    """
    numbers: dict[str, Any] = {}
    for related_name, model in relations.items():
        link = queryset.model._meta.get_field(related_name).field.name  # type: ignore[union-attr]
        rows = model._default_manager.filter(**{link: OuterRef("pk")}).order_by()
        if issubclass(model, Retirable):
            rows = rows.filter(retired_on__isnull=True)
        number = Subquery(rows.values(link).annotate(number=Count("pk")).values("number"))
        numbers[f"number_of_{related_name}"] = Coalesce(number, 0, output_field=IntegerField())
    return queryset.annotate(**numbers)


def number_of(related_name: str, heading: str) -> Any:
    """A column with what `counted` has counted."""

    @admin.display(description=heading, ordering=f"number_of_{related_name}")
    def column(row: Any) -> int:
        return getattr(row, f"number_of_{related_name}")

    column.__name__ = f"number_of_{related_name}"
    return column


def plan_of_choice(obj: models.Model) -> str:
    """How a row is offered in a search: its name and, where several plans have one of that name, its plan."""
    rows = type(obj)._default_manager.all()
    path = rows.plan_path if isinstance(rows, PlanScopedQuerySet) else ""
    plan = attrgetter(path.replace("__", "."))(obj) if path else None
    return f"{obj} · {plan}" if plan else str(obj)
