"""The pages about background work: one's own jobs, how far one has come, stop it, try again, put the notice away."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from plans.baggrund.bestilling import annuller, proev_igen
from plans.baggrund.svar import begynd_forfra, hent_opgave, mangler_arbejder, set_af_ejeren, svar_paa_bestilling
from plans.models import Baggrundsopgave, User

JOBS_A_PAGE = 30


class Besoeg(HttpRequest):
    """LoginRequiredMiddleware has seen to it that `user` is a User."""

    user: User


@require_safe
def opgave_list(request: Besoeg) -> HttpResponse:
    """My jobs, the newest first."""
    rows = Baggrundsopgave.objects.filter(user=request.user).visible_to(request.user)
    page = Paginator(rows.select_related("helhedsplan"), JOBS_A_PAGE).get_page(request.GET.get("side"))
    return render(request, "plans/opgave_list.html", {"page": page})


@require_safe
def opgave_detail(request: Besoeg, uuid: UUID) -> HttpResponse:
    """How far a job has come. The page asks for its fragment again until it has ended; nothing new is no answer."""
    row = hent_opgave(request.user, uuid)
    missing = mangler_arbejder(row)
    stand = f"{row.state}-{row.step}-{row.steps}-{row.attempts}-{int(row.cancel_requested)}-{int(missing)}"
    if request.headers.get("HX-Request") and request.GET.get("stand") == stand:
        return HttpResponse(status=204)
    context = {"opgave": row, "stand": stand, "mangler_arbejder": missing, "min": row.user_id == request.user.pk}
    context["forfra"] = begynd_forfra(row)
    page = "plans/_opgave.html" if request.headers.get("HX-Request") else "plans/opgave_detail.html"
    response = render(request, page, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_POST
def opgave_cancel(request: Besoeg, uuid: UUID) -> HttpResponse:
    """Stop a job of mine."""
    return _gjort(request, uuid, annuller)


@require_POST
def opgave_retry(request: Besoeg, uuid: UUID) -> HttpResponse:
    """Put a job of mine that failed or was stopped into the queue again."""
    return _gjort(request, uuid, proev_igen)


@require_POST
def opgave_seen(request: Besoeg, uuid: UUID) -> HttpResponse:
    """Put the notice of a job of mine away, and go back to where I was."""
    row = hent_opgave(request.user, uuid)
    if row.user_id == request.user.pk:
        set_af_ejeren(row)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204)
    back = request.POST.get("tilbage", "")
    return HttpResponseRedirect(back) if url_has_allowed_host_and_scheme(back, None) else redirect(row)


def _gjort(request: Besoeg, uuid: UUID, act: Any) -> HttpResponse:
    try:
        row = act(hent_opgave(request.user, uuid), by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("plans:opgave_detail", uuid)
    return svar_paa_bestilling(row) if row.er_undervejs and act is proev_igen else redirect(row)
