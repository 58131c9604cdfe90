"""Answering requests: what several views need and no app owns."""

from datetime import date

from django.http import HttpRequest
from django.utils import timezone


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
