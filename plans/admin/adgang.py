"""People and what they may reach."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.auth import admin as auth
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.http import HttpRequest, HttpResponse

from plans import services
from plans.admin.base import RowAdmin, RowForm, TableInline
from plans.admin.filters import PlanFilter
from plans.choices import Handling
from plans.models import Medlemskab, User


class NewUserForm(RowForm, AdminUserCreationForm):
    """A new person. Without a password she cannot log in until one is set."""

    class Meta:
        model = User
        fields = ["email", "name", "title"]
        field_classes = {"email": forms.EmailField}


class UserForm(RowForm, UserChangeForm):
    """A person's details; the password is set on a page of its own."""

    class Meta:
        model = User
        exclude = ["user_permissions"]
        field_classes = {"email": forms.EmailField}


class MedlemskabInline(TableInline):
    model = Medlemskab
    fields = ["helhedsplan", "rolle", "start_date", "end_date"]
    joined = ["helhedsplan", "user"]


@admin.register(User)
class UserAdmin(RowAdmin, auth.UserAdmin):
    form = UserForm
    add_form = NewUserForm
    list_display = ["email", "name", "title", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "may_create_plans", "is_staff", "is_superuser", "groups"]
    search_fields = ["email", "name", "title"]
    ordering = ["name", "email"]
    readonly_fields = ["last_login", "date_joined"]
    filter_horizontal: ClassVar[list[str]] = []
    fieldsets = [
        (None, {"fields": ["email", "password", "name", "title", "may_create_plans"]}),
        (
            "Administrationen",
            {
                "fields": ["is_active", "is_staff", "is_superuser", "groups"],
                "description": "Rettigheder her gives gennem grupper; adgang til planer med medlemskaber nedenfor.",
            },
        ),
        ("Tidspunkter", {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "classes": ["wide"],
                "fields": ["email", "name", "title", "usable_password", "password1", "password2"],
            },
        )
    ]
    inlines = [MedlemskabInline]

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        """A person is created first, then given access."""
        return list(self.inlines) if obj else []

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Only a superuser hands out the power to administer: who may correct people may not promote herself."""
        powers = () if request.user.is_superuser else ("is_staff", "is_superuser", "groups")
        return (*super().get_readonly_fields(request, obj), *powers)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nor may she take over a superuser by setting the password."""
        is_above = isinstance(obj, User) and obj.is_superuser and not request.user.is_superuser
        return not is_above and super().has_change_permission(request, obj)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        response = super().user_change_password(request, id, form_url)
        if request.method == "POST" and response.status_code == 302:
            user = self.get_object(request, unquote(id))
            if user is not None:
                note = "Adgangskoden er sat i administrationen."
                services.record(user, by=request.user, handling=Handling.AENDRET, note=note)  # type: ignore[arg-type]
        return response


@admin.register(Medlemskab)
class MedlemskabAdmin(RowAdmin):
    list_display = ["user", "helhedsplan", "rolle", "start_date", "end_date"]
    list_filter = ["rolle", PlanFilter]
    search_fields = ["user__name", "user__email", "helhedsplan__short_name"]
    joined = ["user", "helhedsplan"]
    date_hierarchy = "start_date"
