"""The board's page of a plan: on screen, on one sheet of paper and in Excel, from the same facts."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from helhedsplan.http import as_of_from
from plans.models import Helhedsplan
from plans.permissions import Ret, get_or_deny
from reporting.exports import skriv_bestyrelsesside
from reporting.facts.bestyrelsesside import Bestyrelsesside, build_bestyrelsesside
from reporting.papirer.lav import INDHOLDSTYPER
from reporting.pdf import PdfIkkeMulig, render_pdf


@require_safe
def bestyrelsesside(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Is the plan on track, what moved since the last meeting, what slipped and what is to be decided."""
    return _page(request, *_fakta(request, uuid))


@require_safe
def bestyrelsesside_pdf(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The same on one A4 as a tagged PDF."""
    plan, side = _fakta(request, uuid)
    try:
        pdf = render_pdf("reporting/pdf/bestyrelsesside.html", {"side": side})
    except PdfIkkeMulig as impossible:
        return _page(request, plan, side, fejl=str(impossible), status=503)
    return HttpResponse(pdf, content_type="application/pdf", headers=_attachment(plan, side, "pdf"))


@require_safe
def bestyrelsesside_xlsx(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The same in Excel, with every criterion and milestone."""
    plan, side = _fakta(request, uuid)
    content = skriv_bestyrelsesside(side, made_at=timezone.now())
    return HttpResponse(content, content_type=INDHOLDSTYPER["xlsx"], headers=_attachment(plan, side, "xlsx"))


def _fakta(request: HttpRequest, uuid: UUID) -> tuple[Helhedsplan, Bestyrelsesside]:
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.LAES, uuid=uuid)
    return plan, build_bestyrelsesside(plan, as_of=as_of_from(request, plan.default_as_of()))


def _page(
    request: HttpRequest, plan: Helhedsplan, side: Bestyrelsesside, *, fejl: str = "", status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {"plan": plan, "as_of": side.as_of, "side": side, "pdf_fejl": fejl}
    context["vis_alle"] = request.GET.get("vis") == "alle"
    context["is_default_day"] = side.as_of == plan.default_as_of()
    return render(request, "reporting/bestyrelsesside.html", context, status=status)


def _attachment(plan: Helhedsplan, side: Bestyrelsesside, ending: str) -> dict[str, str]:
    name = f"Bestyrelsens side {plan.short_name} {side.as_of:%Y-%m-%d}.{ending}"
    return {"Content-Disposition": content_disposition_header(True, name) or "", "X-Content-Type-Options": "nosniff"}
