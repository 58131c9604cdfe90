"""The papers about money: *Budget* and *Budgetopfølgning*, each as page, PDF and Excel from the same facts."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from helhedsplan.http import as_of_from
from plans.models import Helhedsplan
from plans.permissions import Ret, get_or_deny
from reporting.exports import skriv_pengepapir
from reporting.facts.budget import build_budget
from reporting.facts.budgetopfoelgning import build_budgetopfoelgning
from reporting.facts.pengepapir import Pengepapir
from reporting.pdf import PdfIkkeMulig, render_pdf

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXCEL = {"budget": "plans:budgetark_export", "budgetopfoelgning": "reporting:budgetopfoelgning_xlsx"}
"""The budget in Excel is the file that can be read in again: one and the same layout out and in."""
Bygger = Callable[..., Pengepapir]


@require_safe
def budget_detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The budget as it goes to Landsbyggefonden and the board."""
    return _page(request, *_papir(request, uuid, build_budget), "budget")


@require_safe
def budget_pdf(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The same as a tagged PDF."""
    return _pdf(request, *_papir(request, uuid, build_budget), "budget")


@require_safe
def budgetopfoelgning_detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What is spent against the budget."""
    return _page(request, *_papir(request, uuid, build_budgetopfoelgning), "budgetopfoelgning")


@require_safe
def budgetopfoelgning_pdf(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The same as a tagged PDF."""
    return _pdf(request, *_papir(request, uuid, build_budgetopfoelgning), "budgetopfoelgning")


@require_safe
def budgetopfoelgning_xlsx(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The same as an Excel file."""
    plan, papir = _papir(request, uuid, build_budgetopfoelgning)
    content = skriv_pengepapir(papir, made_at=timezone.now())
    return HttpResponse(content, content_type=XLSX, headers=_attachment(plan, papir, "xlsx"))


def _papir(request: HttpRequest, uuid: UUID, build: Bygger) -> tuple[Helhedsplan, Pengepapir]:
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.LAES, uuid=uuid)
    return plan, build(plan, as_of=as_of_from(request, plan.default_as_of()))


def _page(
    request: HttpRequest, plan: Helhedsplan, papir: Pengepapir, slug: str, *, fejl: str = "", status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {"plan": plan, "as_of": papir.as_of, "papir": papir, "pdf_fejl": fejl}
    context["pdf_url"] = reverse(f"reporting:{slug}_pdf", args=[plan.uuid])
    context["excel_url"] = reverse(EXCEL[slug], args=[plan.uuid])
    return render(request, "reporting/pengepapir_detail.html", context, status=status)


def _pdf(request: HttpRequest, plan: Helhedsplan, papir: Pengepapir, slug: str) -> HttpResponse:
    try:
        pdf = render_pdf("reporting/pdf/pengepapir.html", {"papir": papir})
    except PdfIkkeMulig as impossible:
        return _page(request, plan, papir, slug, fejl=str(impossible), status=503)
    return HttpResponse(pdf, content_type="application/pdf", headers=_attachment(plan, papir, "pdf"))


def _attachment(plan: Helhedsplan, papir: Pengepapir, ending: str) -> dict[str, str]:
    name = f"{papir.titel} {plan.short_name} {papir.as_of:%Y-%m-%d}.{ending}"
    return {"Content-Disposition": content_disposition_header(True, name) or "", "X-Content-Type-Options": "nosniff"}
