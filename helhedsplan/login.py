"""What django-axes asks us while it counts wrong passwords."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from helhedsplan.cpr import skjul


def typed_email(request: HttpRequest, credentials: dict | None = None) -> str:
    """The e-mail as typed, in one spelling: another capital letter must not give ten more tries.

    It is kept and logged, so a CPR number that somebody typed here by mistake is hidden.
    """
    typed = (credentials or {}).get("username") or request.POST.get("username") or ""
    return skjul(typed.strip().lower())


def client_address(request: HttpRequest) -> str | None:
    """Behind a proxy everybody comes from the proxy. It adds the true address last; what stands before is hearsay."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    if settings.BEHIND_PROXY and forwarded:
        return forwarded.split(",")[-1].strip()
    return request.META.get("REMOTE_ADDR")


def locked_out(
    request: HttpRequest, response: HttpResponse | None = None, credentials: dict | None = None
) -> HttpResponse:
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    return render(request, "registration/login_locked.html", {"minutes": minutes}, status=429)
