"""Answering requests: what several views need and no app owns."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers


def page_or_fragment(request: HttpRequest, page: str, fragment: str, context: dict) -> HttpResponse:
    """One URL, two shapes. Vary keeps the browser from showing a naked fragment on Back."""
    response = render(request, fragment if request.htmx else page, context)  # type: ignore[attr-defined]
    patch_vary_headers(response, ["HX-Request"])
    return response


def chosen_day(request: HttpRequest) -> date | None:
    """The day in the address, `?pr=2019-12-31`; None when it is none, or a day to come, of which nothing is known.

    It stands in a link, not in a form, so there is no field to put a sentence at.
    """
    try:
        day = date.fromisoformat(request.GET.get("pr", ""))
    except ValueError:
        return None
    return day if day <= timezone.localdate() else None


def as_of_from(request: HttpRequest, default: date) -> date:
    """The day a page shows: the one in the address, or the default."""
    return chosen_day(request) or default
