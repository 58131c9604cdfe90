"""*Dagsorden* and *Referat* as page, PDF and Word, and the step that gathers an agenda from the plan."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from plans.models import Helhedsplan, Moede
from plans.moeder.dagsorden import saet_paa
from plans.permissions import Ret
from plans.redigering.lukket import answer as lukket
from plans.redigering.lukket import closed_by
from plans.redigering.register import kind_or_404
from reporting.facts.dagsordenforslag import build_forslag
from reporting.facts.moedepapir import Moedepapir, Papirart, build_moedepapir
from reporting.papirer.lav import INDHOLDSTYPER
from reporting.pdf import PdfIkkeMulig, render_pdf
from reporting.word.skriv import render_word

TRYK = "reporting/pdf/moedepapir.html"


@require_http_methods(["GET", "POST"])
def dagsorden_foreslaa(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What the plan has for the meeting: ticked, it is put on the agenda."""
    moede, plan = _moede(request, uuid, Ret.REDIGER)
    if (closed := closed_by(moede)) is not None:
        return lukket(request, kind_or_404("moede"), moede, closed)
    forslag = build_forslag(moede, plan)
    if request.method == "POST":
        chosen = set(request.POST.getlist("forslag"))
        try:
            by: Any = request.user
            made = saet_paa(moede, [one for one in forslag if one.noegle in chosen], by=by)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(request, _sat_paa(len(made)))
            return redirect(reverse("plans:moede_detail", kwargs={"uuid": uuid}) + "#dagsorden")
    return render(request, "reporting/dagsorden_foreslaa.html", {"plan": plan, "moede": moede, "forslag": forslag})


def _sat_paa(number: int) -> str:
    if not number:
        return "Intet blev sat på dagsordenen."
    return f"{number} {'punkt er' if number == 1 else 'punkter er'} sat på dagsordenen."


@require_safe
def dagsorden_detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The agenda as it goes out."""
    return _page(request, *_papir(request, uuid, Papirart.DAGSORDEN))


@require_safe
def dagsorden_pdf(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The same as a tagged PDF."""
    return _pdf(request, *_papir(request, uuid, Papirart.DAGSORDEN))


@require_safe
def referat_detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The minutes: what was said, decided and is to be done."""
    return _page(request, *_papir(request, uuid, Papirart.REFERAT))


@require_safe
def referat_pdf(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The same as a tagged PDF."""
    return _pdf(request, *_papir(request, uuid, Papirart.REFERAT))


@require_safe
def dagsorden_docx(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The same in Word, to go on writing in."""
    return _word(*_papir(request, uuid, Papirart.DAGSORDEN))


@require_safe
def referat_docx(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The same in Word."""
    return _word(*_papir(request, uuid, Papirart.REFERAT))


def _moede(request: HttpRequest, uuid: UUID, ret: Ret) -> tuple[Moede, Helhedsplan]:
    kind = kind_or_404("moede")
    moede = kind.open(request.user, uuid, ret)
    return moede, kind.plan_of(moede)


def _papir(request: HttpRequest, uuid: UUID, art: Papirart) -> tuple[Helhedsplan, Moede, Moedepapir]:
    moede, plan = _moede(request, uuid, Ret.LAES)
    return plan, moede, build_moedepapir(moede, plan, art, today=timezone.localdate())


def _page(
    request: HttpRequest, plan: Helhedsplan, moede: Moede, papir: Moedepapir, *, fejl: str = "", status: int = 200
) -> HttpResponse:
    context = {"plan": plan, "moede": moede, "papir": papir, "pdf_fejl": fejl}
    context["pdf_url"] = reverse(f"reporting:{papir.art}_pdf", args=[moede.uuid])
    context["docx_url"] = reverse(f"reporting:{papir.art}_docx", args=[moede.uuid])
    return render(request, "reporting/moedepapir_detail.html", context, status=status)


def _pdf(request: HttpRequest, plan: Helhedsplan, moede: Moede, papir: Moedepapir) -> HttpResponse:
    try:
        pdf = render_pdf(TRYK, {"papir": papir})
    except PdfIkkeMulig as impossible:
        return _page(request, plan, moede, papir, fejl=str(impossible), status=503)
    return _fil(papir, "pdf", pdf)


def _word(plan: Helhedsplan, moede: Moede, papir: Moedepapir) -> HttpResponse:
    return _fil(papir, "docx", render_word(TRYK, {"papir": papir}, made_at=timezone.now()))


def _fil(papir: Moedepapir, endelse: str, content: bytes) -> HttpResponse:
    name = f"{papir.art.capitalize()} {papir.organ} {papir.dag:%Y-%m-%d}.{endelse}".replace("/", "-")
    headers = {
        "Content-Disposition": content_disposition_header(True, name) or "",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type=INDHOLDSTYPER[endelse], headers=headers)
