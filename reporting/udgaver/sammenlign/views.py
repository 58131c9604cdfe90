"""What differs between an edition and the one before it, another, or the paper as it is now: page and PDF."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from plans.models import Helhedsplan
from plans.permissions import Ret, get_or_deny
from reporting.indberetning.rapport import byg_rapport
from reporting.pakke.navne import navn_af
from reporting.papirer.lav import INDHOLDSTYPER
from reporting.papirer.periode import Periode, Periodeslags, laes_periode
from reporting.pdf import PdfIkkeMulig, render_pdf
from reporting.udgaver.laest import laes
from reporting.udgaver.models import Udgave
from reporting.udgaver.sammenlign.lav import KanIkkeSammenlignes, sammenlign_papirer, side_af, side_nu
from reporting.udgaver.sammenlign.typer import Sammenligning

NU = "nu"
UKENDT = "Den udgave, der skulle holdes op mod, findes ikke. Vælg en af dem ovenfor."
SIG_SELV = "Udgaven kan ikke holdes op mod sig selv. Vælg en anden ovenfor."
ANDEN_PLAN = "De to udgaver er af hver sin plan, så de kan ikke holdes op mod hinanden. Vælg en af dem ovenfor."
ANDEN_SLAGS = "«{}» og «{}» er ikke det samme papir, så de kan ikke holdes op mod hinanden. Vælg en af dem ovenfor."
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
    name = navn_af(f"Ændringer {asked.udgave.title} {asked.plan.short_name}.pdf")
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
    """What is held against what: by itself the edition before it. The earlier one is always the one before."""
    udgave = get_or_deny(Udgave.objects.for_page(), request.user, Ret.LAES, uuid=uuid)
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.LAES, pk=udgave.helhedsplan_id)
    andre = _andre(plan, udgave)
    med = request.GET.get("med") or _usual(udgave, andre)
    if med == NU:
        return _with_now(plan, udgave, andre)
    other = _valgt(request, med)
    if not other or (other.helhedsplan_id, other.art) != (udgave.helhedsplan_id, udgave.art) or other == udgave:
        return Bedt(plan, udgave, andre, med, hvorfor=_hvorfor_ikke(udgave, other))
    first, second = sorted((udgave, other), key=_raekkefoelge)
    before, after = laes(first), laes(second)
    if before.papir is None or after.papir is None:
        return Bedt(plan, udgave, andre, med, hvorfor=before.hvorfor or after.hvorfor)
    one = first.periode == second.periode
    try:
        found = sammenlign_papirer(
            *(before.papir, after.papir),
            foer_side=side_af(first, med_periode=not one),
            nu_side=side_af(second, med_periode=not one),
        )
    except KanIkkeSammenlignes as not_possible:
        return Bedt(plan, udgave, andre, med, hvorfor=str(not_possible))
    return Bedt(plan, udgave, andre, med, found)


def _andre(plan: Helhedsplan, udgave: Udgave) -> tuple[Udgave, ...]:
    """The plan's other editions of the paper: those for its own period first, then those for other years, the last
    first. A paper about one thing in the plan is held against that thing's own.
    """
    rows = Udgave.objects.for_list().filter(helhedsplan=plan, art=udgave.art).exclude(pk=udgave.pk)
    if laes_periode(udgave.periode).slags not in (Periodeslags.AAR, Periodeslags.KVARTAL):
        rows = rows.filter(periode=udgave.periode)
    return tuple(
        sorted(
            rows, key=lambda one: (one.periode == udgave.periode, laes_periode(one.periode), one.nummer), reverse=True
        )
    )


def _raekkefoelge(udgave: Udgave) -> tuple[Periode, int]:
    """The earlier period first; within one, the lower number."""
    return laes_periode(udgave.periode), udgave.nummer


def _usual(udgave: Udgave, andre: tuple[Udgave, ...]) -> str:
    """Last time: the edition before it, otherwise the last one for the period before; with the first of all, now."""
    before = [one for one in andre if _raekkefoelge(one) < _raekkefoelge(udgave)]
    return str(max(before, key=_raekkefoelge).uuid) if before else NU


def _valgt(request: HttpRequest, med: str) -> Udgave | None:
    """The edition in the address, of any plan that the visitor may read."""
    try:
        uuid = UUID(med)
    except ValueError:
        return None
    return Udgave.objects.for_page().visible_to(request.user).filter(uuid=uuid).first()


def _hvorfor_ikke(udgave: Udgave, other: Udgave | None) -> str:
    if other is None:
        return UKENDT
    if other == udgave:
        return SIG_SELV
    return ANDEN_PLAN if other.helhedsplan_id != udgave.helhedsplan_id else ANDEN_SLAGS.format(other, udgave)


def _dagen_nu(plan: Helhedsplan, udgave: Udgave) -> date:
    """The day "now" is of: a report is of its own year's day also when it is a paper about the plan as it is."""
    return udgave.as_of if udgave.indberetningstrin.exists() else plan.default_as_of()


def _with_now(plan: Helhedsplan, udgave: Udgave, andre: tuple[Udgave, ...]) -> Bedt:
    before = laes(udgave)
    if before.papir is None or before.art is None:
        return Bedt(plan, udgave, andre, NU, hvorfor=before.hvorfor)
    try:
        now = byg_rapport(before.art, plan, laes_periode(udgave.periode), _dagen_nu(plan, udgave))
        found = sammenlign_papirer(before.papir, now, foer_side=side_af(udgave), nu_side=side_nu(now))
    except KanIkkeSammenlignes as not_possible:
        return Bedt(plan, udgave, andre, NU, hvorfor=str(not_possible))
    except ValueError as outside:
        return Bedt(plan, udgave, andre, NU, hvorfor=IKKE_LAENGERE.format(outside))
    return Bedt(plan, udgave, andre, NU, found)
