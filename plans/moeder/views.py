"""Pages about meetings: one meeting, and what one does with it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from plans.moeder.dagsorden import tag_af
from plans.moeder.livsloeb import Skridt, gaa_videre
from plans.moeder.moedeside import build_moedeside
from plans.permissions import Ret
from plans.redigering.lukket import answer as lukket
from plans.redigering.lukket import closed_by
from plans.redigering.register import kind_or_404


@require_safe
def moede_detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A meeting: when and where, agenda, papers, minutes, decisions, what is to be followed up."""
    kind = kind_or_404("moede")
    moede = kind.open(request.user, uuid, Ret.LAES)
    plan = kind.plan_of(moede)
    side = build_moedeside(moede, plan, today=timezone.localdate())
    return render(request, "plans/moede_detail.html", {"plan": plan, "moede": moede, "side": side})


@require_POST
def moede_skridt(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Say that the papers are sent, that it was held, that it is cancelled, or that it is planned again."""
    kind = kind_or_404("moede")
    moede = kind.open(request.user, uuid)
    if (closed := closed_by(moede)) is not None:
        return lukket(request, kind, moede, closed)
    try:
        skridt = Skridt(request.POST.get("skridt", ""))
        by: Any = request.user
        gaa_videre(moede, skridt, by=by, hvorfor=request.POST.get("hvorfor", ""))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    except ValueError:
        messages.error(request, "Vælg, hvad der skal ske med mødet.")
    else:
        messages.success(request, f"Mødet er {moede.get_state_display().lower()}.")
    return redirect("plans:moede_detail", uuid=uuid)


@require_POST
def punkt_fjern(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take an item off the agenda; those after it move up."""
    kind = kind_or_404("dagsordenspunkt")
    punkt = kind.open(request.user, uuid)
    if (closed := closed_by(punkt)) is not None:
        return lukket(request, kind, punkt, closed)
    try:
        tag_af(punkt, by=request.user)  # type: ignore[arg-type]
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, f"«{punkt.title}» er taget af dagsordenen.")
    return redirect(reverse("plans:moede_detail", kwargs={"uuid": punkt.moede.uuid}) + "#dagsorden")
