"""The search page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reporting.soegning.side import build_soegeside


@require_safe
def soeg(request: HttpRequest) -> HttpResponse:
    """Any text in the plans the user is a member of. The words, the kind, the plan and the page are in the address."""
    side = build_soegeside(
        request.user,
        typed=request.GET.get("q", ""),
        art=request.GET.get("art", ""),
        plan=request.GET.get("plan", ""),
        page=request.GET.get("side"),
    )
    return render(request, "reporting/soeg.html", {"soegning": side, "page": side.page})
