"""The portfolio: how all the plans one may read stand side by side, as page and sheet."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from plans.models import Helhedsplan
from reporting.portefoelje.ark import skriv_portefoelje
from reporting.portefoelje.opdatering import gamle, opdater
from reporting.portefoelje.side import build_hele_portefoeljen, build_portefoelje

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SECONDS = 5.0
"""How long somebody who asks for new figures waits at most; what is left she may ask for again."""


@require_safe
def portefoelje(request: HttpRequest) -> HttpResponse:
    """All my plans side by side. What is chosen and how it is sorted stand in the address."""
    found = build_portefoelje(request.user, request.GET, today=timezone.localdate(), side=request.GET.get("side"))
    query = request.GET.copy()
    query.pop("side", None)
    return render(request, "reporting/portefoelje.html", {"portefoelje": found, "query": query.urlencode()})


@require_safe
def portefoelje_xlsx(request: HttpRequest) -> HttpResponse:
    """The same in Excel: every chosen plan, in the page's order."""
    found = build_hele_portefoeljen(request.user, request.GET, today=timezone.localdate())
    content = skriv_portefoelje(found, made_at=timezone.now())
    name = content_disposition_header(True, f"Portefølje {found.today:%Y-%m-%d}.xlsx") or ""
    headers = {"Content-Disposition": name, "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=XLSX, headers=headers)


@require_POST
def portefoelje_opdater(request: HttpRequest) -> HttpResponse:
    """Work out the old figures of my plans again and keep them; they belong to nobody and are not on the trail."""
    today = timezone.localdate()
    mine = Helhedsplan.objects.visible_to(request.user).current(on=today).order_by().values_list("pk", flat=True)
    made = opdater(gamle(mine, today=today), today=today, sekunder=SECONDS)
    if made.venter:
        text = f"{made.antal} planer er gjort op igen. {made.venter} venter stadig; vælg »Gør op nu« igen."
    else:
        text = f"{made.antal} {'plan' if made.antal == 1 else 'planer'} er gjort op igen."
    messages.success(request, text if made.antal else "Alle tal er nye.")
    return HttpResponseRedirect(_back(request))


def _back(request: HttpRequest) -> str:
    """The portfolio as it was looked at."""
    url = f"{reverse('reporting:portefoelje')}?{request.POST.get('valg', '')}".rstrip("?")
    return url if url_has_allowed_host_and_scheme(url, None) else reverse("reporting:portefoelje")
