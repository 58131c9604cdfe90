"""What differs between an edition and the one before it, another, or the paper as it is now: page and PDF."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from plans.models import Helhedsplan
from plans.permissions import Ret, get_or_deny
from reporting.indberetning.rapport import byg_rapport
from reporting.papirer.lav import INDHOLDSTYPER
from reporting.papirer.periode import laes_periode
from reporting.pdf import PdfIkkeMulig, render_pdf
from reporting.udgaver.laest import laes
from reporting.udgaver.models import Udgave
from reporting.udgaver.sammenlign.lav import KanIkkeSammenlignes, sammenlign_papirer, side_af, side_nu
from reporting.udgaver.sammenlign.typer import Sammenligning

NU = "nu"
IKKE_LAENGERE = "Papiret kan ikke laves nu: {}"


@dataclass(frozen=True, slots=True)
class Bedt:
    """What was asked for: an edition, what it is held against (an edition, or None: now), and what came of it."""

    plan: Helhedsplan
    udgave: Udgave
    andre: tuple[Udgave, ...]
    med: str
    sammenligning: Sammenligning | None = None
    hvorfor: str = ""


@require_safe
def udgave_sammenlign(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Three lines, then delaftale by delaftale."""
    return _page(request, _bedt(request, uuid))


@require_safe
def udgave_sammenlign_pdf(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The same on paper."""
    asked = _bedt(request, uuid)
    if asked.sammenligning is None:
        return _page(request, asked)
    try:
        context = {"plan": asked.plan, "udgave": asked.udgave, "sammenligning": asked.sammenligning}
        content = render_pdf("reporting/pdf/sammenligning.html", context)
    except PdfIkkeMulig as impossible:
        return _page(request, asked, fejl=str(impossible), status=503)
    name = f"Ændringer {asked.udgave.title} {asked.plan.short_name}.pdf".replace("/", "-")
    headers = {"Content-Disposition": content_disposition_header(True, name) or ""}
    return HttpResponse(content, content_type=INDHOLDSTYPER["pdf"], headers=headers)


def _page(request: HttpRequest, asked: Bedt, *, fejl: str = "", status: int = 200) -> HttpResponse:
    pdf = reverse("reporting:udgave_sammenlign_pdf", args=[asked.udgave.uuid], query={"med": asked.med})
    return render(
        request,
        "reporting/udgave_sammenlign.html",
        {"bedt": asked, "pdf": pdf, "pdf_fejl": fejl, "NU": NU},
        status=status,
    )


def _bedt(request: HttpRequest, uuid: UUID) -> Bedt:
    """The earlier is always the one with the lower number, whichever of them was asked for first."""
    udgave = get_or_deny(Udgave.objects.for_page(), request.user, Ret.LAES, uuid=uuid)
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.LAES, pk=udgave.helhedsplan_id)
    andre = tuple(Udgave.objects.for_list().of(plan, udgave.art, udgave.periode).exclude(pk=udgave.pk))
    med = request.GET.get("med") or _usual(udgave, andre)
    other = next((one for one in andre if str(one.uuid) == med), None)
    if other is None:
        return _with_now(plan, udgave, andre)
    other = Udgave.objects.for_page().get(pk=other.pk)
    first, second = sorted((udgave, other), key=lambda one: one.nummer)
    before, after = laes(first), laes(second)
    if before.papir is None or after.papir is None:
        return Bedt(plan, udgave, andre, med, hvorfor=before.hvorfor or after.hvorfor)
    try:
        found = sammenlign_papirer(before.papir, after.papir, foer_side=side_af(first), nu_side=side_af(second))
    except KanIkkeSammenlignes as not_possible:
        return Bedt(plan, udgave, andre, med, hvorfor=str(not_possible))
    return Bedt(plan, udgave, andre, med, found)


def _usual(udgave: Udgave, andre: tuple[Udgave, ...]) -> str:
    """The edition before it; with the first, the paper as it is now."""
    before = [one for one in andre if one.nummer < udgave.nummer]
    return str(max(before, key=lambda one: one.nummer).uuid) if before else NU


def _with_now(plan: Helhedsplan, udgave: Udgave, andre: tuple[Udgave, ...]) -> Bedt:
    before = laes(udgave)
    if before.papir is None or before.art is None:
        return Bedt(plan, udgave, andre, NU, hvorfor=before.hvorfor)
    try:
        now = byg_rapport(before.art, plan, laes_periode(udgave.periode), plan.default_as_of())
        found = sammenlign_papirer(before.papir, now, foer_side=side_af(udgave), nu_side=side_nu(now))
    except KanIkkeSammenlignes as not_possible:
        return Bedt(plan, udgave, andre, NU, hvorfor=str(not_possible))
    except ValueError as outside:
        return Bedt(plan, udgave, andre, NU, hvorfor=IKKE_LAENGERE.format(outside))
    return Bedt(plan, udgave, andre, NU, found)
