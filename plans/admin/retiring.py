"""The action that takes rows out of use, with a day and a reason, on a page of its own."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from plans import services


class RetireForm(forms.Form):
    """When and why."""

    retired_on = forms.DateField(label="Udgået den", widget=AdminDateWidget, initial=timezone.localdate)
    retired_reason = forms.CharField(
        label="Hvorfor",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Skriv, hvorfor det udgår."},
    )


def retire_selected(modeladmin: ModelAdmin, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
    """Ask when and why; then retire all the chosen rows, or none."""
    form = RetireForm(request.POST if "bekraeft" in request.POST else None)
    if form.is_valid():
        try:
            number = _retire(queryset, request.user, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused.messages)
        else:
            rows = modeladmin.opts.verbose_name if number == 1 else modeladmin.opts.verbose_name_plural
            modeladmin.message_user(request, f"{number} {rows} er taget ud af brug.", messages.SUCCESS)
            return None
    context = {
        **modeladmin.admin_site.each_context(request),
        "title": f"Tag {modeladmin.opts.verbose_name_plural} ud af brug",
        "subtitle": None,
        "form": form,
        "rows": queryset,
        "opts": modeladmin.opts,
        "media": modeladmin.media + form.media,
        "action_checkbox_name": ACTION_CHECKBOX_NAME,
    }
    return TemplateResponse(request, "admin/retire.html", context)


def _retire(queryset: QuerySet, by: Any, *, retired_on: Any, retired_reason: str) -> int:
    """All or none. A refusal names the row it is about."""
    with transaction.atomic():
        rows = list(queryset)
        for row in rows:
            try:
                services.retire(row, by=by, on=retired_on, reason=retired_reason)
            except ValidationError as refused:
                raise ValidationError([f"{row}: {sentence}" for sentence in refused.messages]) from refused
    return len(rows)
