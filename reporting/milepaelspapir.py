"""The paper *Milepælsplan* as page, PDF and Excel, from the same facts."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from helhedsplan.http import as_of_from
from plans.models import Helhedsplan
from plans.permissions import Ret, get_or_deny
from reporting.exports import skriv_pengepapir
from reporting.facts.milepaelsplan import Milepaelspapir, build_milepaelspapir
from reporting.facts.pengepapir import Pengepapir
from reporting.pdf import PdfIkkeMulig, render_pdf
from reporting.pengepapirer import XLSX

FIRST_YEAR, LAST_YEAR = 1990, 2100


@require_safe
def milepaelsplan_papir(request: HttpRequest, uuid: UUID, aar: int) -> HttpResponse:
    """The plan of the coming year and the status of the one before, as it goes to the board."""
    return _page(request, *_papir(request, uuid, aar))


@require_safe
def milepaelsplan_pdf(request: HttpRequest, uuid: UUID, aar: int) -> HttpResponse:
    """The same as a tagged PDF."""
    plan, fakta = _papir(request, uuid, aar)
    try:
        pdf = render_pdf("reporting/pdf/milepaelsplan.html", {"papir": fakta.papir})
    except PdfIkkeMulig as impossible:
        return _page(request, plan, fakta, fejl=str(impossible), status=503)
    return HttpResponse(pdf, content_type="application/pdf", headers=_attachment(plan, fakta.papir, "pdf"))


@require_safe
def milepaelsplan_xlsx(request: HttpRequest, uuid: UUID, aar: int) -> HttpResponse:
    """The same as an Excel file."""
    plan, fakta = _papir(request, uuid, aar)
    content = skriv_pengepapir(fakta.papir, made_at=timezone.now())
    return HttpResponse(content, content_type=XLSX, headers=_attachment(plan, fakta.papir, "xlsx"))


def _papir(request: HttpRequest, uuid: UUID, aar: int) -> tuple[Helhedsplan, Milepaelspapir]:
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.LAES, uuid=uuid)
    if not FIRST_YEAR <= aar <= LAST_YEAR:
        raise Http404(f"Der er ingen milepælsplan for {aar}.")
    return plan, build_milepaelspapir(plan, aar, as_of=as_of_from(request, plan.default_as_of()))


def _page(
    request: HttpRequest, plan: Helhedsplan, fakta: Milepaelspapir, *, fejl: str = "", status: int = 200
) -> HttpResponse:
    aar = fakta.side.aar
    context = {"plan": plan, "papir": fakta.papir, "as_of": fakta.papir.as_of, "aar": aar, "pdf_fejl": fejl}
    context["pdf_url"] = reverse("reporting:milepaelsplan_pdf", args=[plan.uuid, aar])
    context["excel_url"] = reverse("reporting:milepaelsplan_xlsx", args=[plan.uuid, aar])
    return render(request, "reporting/milepaelsplan_papir.html", context, status=status)


def _attachment(plan: Helhedsplan, papir: Pengepapir, ending: str) -> dict[str, str]:
    name = f"{papir.titel} {plan.short_name} {papir.as_of:%Y-%m-%d}.{ending}"
    return {"Content-Disposition": content_disposition_header(True, name) or "", "X-Content-Type-Options": "nosniff"}
