"""Answering requests: what several views need and no app owns."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def page_or_fragment(request: HttpRequest, page: str, fragment: str, context: dict) -> HttpResponse:
    """One URL, two shapes. Vary keeps the browser from showing a naked fragment on Back."""
    response = render(request, fragment if request.htmx else page, context)  # type: ignore[attr-defined]
    patch_vary_headers(response, ["HX-Request"])
    return response


def as_of_from(request: HttpRequest, default: date) -> date:
    """The day a page shows: `?pr=2019-12-31`, or the default. A date nobody can read is the default too:
    it stands in a link, not in a form, so there is no field to put a sentence at.
    """
    try:
        return date.fromisoformat(request.GET.get("pr", ""))
    except ValueError:
        return default
