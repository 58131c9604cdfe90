"""The calendar to subscribe to: its page behind the login, and the file behind a secret address."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_POST, require_safe

from plans.models import Kalenderadresse
from plans.moeder.kalender import build_kalender, forny, owner_of

SECONDS = 15 * 60
"""So long a calendar may keep what it fetched before it asks again."""


@require_safe
def kalender(request: HttpRequest) -> HttpResponse:
    """The user's own address, how it is used, and how it is replaced."""
    row = Kalenderadresse.objects.filter(user=request.user).first()  # type: ignore[misc]
    address = request.build_absolute_uri(reverse("plans:kalender_ics", args=[row.token])) if row else ""
    response = render(request, "plans/kalender.html", {"adresse": row, "url": address})
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
def kalender_forny(request: HttpRequest) -> HttpResponse:
    """A new address; the old one stops at once."""
    by: Any = request.user
    forny(by)
    messages.success(request, "Din kalender har fået en ny adresse. En tidligere virker ikke mere.")
    return redirect("plans:kalender")


@login_not_required
@require_safe
def kalender_ics(request: HttpRequest, token: str) -> HttpResponse:
    """The file. Whoever has the address reads what its owner may see now; an unknown one is not found."""
    user = owner_of(token) if len(token) <= 64 and "\x00" not in token else None
    if user is None:
        raise Http404("Adressen findes ikke.")
    base = request.build_absolute_uri("/").rstrip("/")
    content = build_kalender(user, today=timezone.localdate(), base=base)
    etag = f'"{salted_hmac("kalender", content).hexdigest()}"'
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = f"private, max-age={SECONDS}"
    response.headers["Content-Disposition"] = 'inline; filename="helhedsplan.ics"'
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return get_conditional_response(request, etag=etag, response=response) or response
