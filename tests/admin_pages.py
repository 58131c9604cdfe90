"""How the tests go about in the administration: the way a browser would, with the forms it was given."""

import re
from typing import Any

from django.urls import reverse


def address(page: str, row_or_model: Any) -> str:
    """The address of the list ("changelist"), the empty form ("add") or a row's form ("change"), "history"."""
    meta = row_or_model._meta
    args = [row_or_model.pk] if page in {"change", "history", "delete"} else []
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=args)


def posted(response: Any, **changes: Any) -> dict[str, Any]:
    """What the browser would send back: the form as it was shown, with `changes`."""
    data: dict[str, Any] = {}
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    for form in forms:
        for bound in form:
            value = bound.value()
            if value is None or value is False:
                continue
            if value is True:
                data[bound.html_name] = "on"
                continue
            if isinstance(value, list | tuple):
                data[bound.html_name] = [getattr(each, "pk", each) for each in value]
                continue
            widget = getattr(bound.field.widget, "widget", bound.field.widget)
            shown = widget.format_value(value) if hasattr(widget, "format_value") else value
            data[bound.html_name] = shown[0] if isinstance(shown, list) else "" if shown is None else shown
    data.update({name.replace("___", "-"): value for name, value in changes.items()})
    return {name: value for name, value in data.items() if value is not None}


def sentences(response: Any) -> str:
    """The page's text without its tags, on one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())).replace("&quot;", '"')
