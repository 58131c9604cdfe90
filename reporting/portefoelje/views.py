"""The portfolio: how all the plans one may read stand side by side, as page, sheet and paper."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from plans.baggrund import bestil
from plans.baggrund.svar import set_af_ejeren, vent
from plans.choices import Opgavetilstand
from reporting.pdf import PdfIkkeMulig, render_pdf
from reporting.portefoelje.ark import skriv_portefoelje, udvalg
from reporting.portefoelje.opgave import OPGAVE
from reporting.portefoelje.side import Portefoelje, build_hele_portefoeljen, build_portefoelje
from reporting.word.skriv import render_word

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PLANS_ON_PAPER = 150
"""More would keep somebody waiting for longer than two seconds, and nobody reads them on paper."""


@require_safe
def portefoelje(request: HttpRequest) -> HttpResponse:
    """All my plans side by side. What is chosen and how it is sorted stand in the address."""
    return _page(request)


@require_safe
def portefoelje_xlsx(request: HttpRequest) -> HttpResponse:
    """The same in Excel: every chosen plan, in the page's order."""
    found = build_hele_portefoeljen(request.user, request.GET, today=timezone.localdate())
    content = skriv_portefoelje(found, made_at=timezone.now())
    return HttpResponse(content, content_type=XLSX, headers=_attachment(found, "xlsx"))


@require_safe
def portefoelje_pdf(request: HttpRequest) -> HttpResponse:
    """The same on A4. Of more plans than are read on paper, or without Pango, the page says what to do."""
    found = build_hele_portefoeljen(request.user, request.GET, today=timezone.localdate())
    if len(found.raekker) > PLANS_ON_PAPER:
        return _page(request, fejl=_too_many())
    try:
        pdf = render_pdf("reporting/pdf/portefoelje.html", {"portefoelje": found, "udvalg": udvalg(found)})
    except PdfIkkeMulig as impossible:
        return _page(request, fejl=str(impossible), status=503)
    return HttpResponse(pdf, content_type="application/pdf", headers=_attachment(found, "pdf"))


@require_safe
def portefoelje_docx(request: HttpRequest) -> HttpResponse:
    """The same in Word, to go on writing in. Of more plans than are read on paper the page says what to do."""
    found = build_hele_portefoeljen(request.user, request.GET, today=timezone.localdate())
    if len(found.raekker) > PLANS_ON_PAPER:
        return _page(request, fejl=_too_many())
    context = {"portefoelje": found, "udvalg": udvalg(found)}
    content = render_word("reporting/pdf/portefoelje.html", context, made_at=timezone.now())
    return HttpResponse(content, content_type=DOCX, headers=_attachment(found, "docx"))


@require_POST
def portefoelje_opdater(request: HttpRequest) -> HttpResponse:
    """Order that the old figures of my plans are worked out again; they belong to nobody and are not on the trail."""
    row = vent(bestil(OPGAVE, by=request.user))
    if row.state != Opgavetilstand.FAERDIG:
        return redirect(row)
    set_af_ejeren(row)
    messages.success(request, "Alle tal er nye.")
    return HttpResponseRedirect(_back(request))


def _page(request: HttpRequest, *, fejl: str = "", status: int = 200) -> HttpResponse:
    found = build_portefoelje(request.user, request.GET, today=timezone.localdate(), side=request.GET.get("side"))
    query = request.GET.copy()
    query.pop("side", None)
    context = {"portefoelje": found, "query": query.urlencode(), "pdf_fejl": fejl}
    return render(request, "reporting/portefoelje.html", context, status=status)


def _too_many() -> str:
    return f"Listen kan højst rumme {PLANS_ON_PAPER} planer på papir. Vælg færre, eller hent i Excel."


def _attachment(found: Portefoelje, ending: str) -> dict[str, str]:
    name = content_disposition_header(True, f"Portefølje {found.today:%Y-%m-%d}.{ending}") or ""
    return {"Content-Disposition": name, "X-Content-Type-Options": "nosniff"}


def _back(request: HttpRequest) -> str:
    """The portfolio as it was looked at."""
    url = f"{reverse('reporting:portefoelje')}?{request.POST.get('valg', '')}".rstrip("?")
    return url if url_has_allowed_host_and_scheme(url, None) else reverse("reporting:portefoelje")
