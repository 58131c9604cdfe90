"""The page of the grid, and its draft."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from helhedsplan.templatetags.dansk import klokken
from plans.models import Helhedsplan
from plans.penge.gitter import udkast
from plans.penge.gitter.gem import Forsoeg, Indsendt, save
from plans.penge.gitter.gitter import Gitter, build, first_view
from plans.penge.gitter.grundlag import Gitterdata, load, read_ground, typed_cells
from plans.penge.gitter.nye import MOST, Nye, next_number
from plans.permissions import Ret, get_or_deny
from plans.services.laas import Optaget, again_if_crossed, hold_budget
from plans.services.mange import RaekkeAfvist


@require_http_methods(["GET", "POST"])
def budget_update(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The budget as a grid: posts, years and sources. One save, all of it or nothing."""
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.REDIGER, uuid=uuid)
    if request.method == "GET":
        return _opened(request, plan)
    if "gem_kladde" in request.POST:
        return _draft_kept(request, plan)
    if {"vis", "tilfoej"} & request.POST.keys():
        return _shown_again(request, plan)
    attempt = _save(request, plan)
    if attempt.is_saved:
        said = {0: "Intet var ændret.", 1: "1 ændring er gemt."}
        messages.success(
            request,
            f"Budgettet: {said.get(attempt.saved, f'{attempt.saved} ændringer er gemt.')}",
            extra_tags=udkast.browser_key(request),
        )
        return redirect("plans:oekonomi_detail", uuid=plan.uuid)
    return _shown_again(request, plan, attempt)


def _save(request: HttpRequest, plan: Helhedsplan) -> Forsoeg:
    """One attempt; once more when a row was changed by another road in the moment between."""
    why: ValidationError = Optaget()
    for _ in range(2):
        try:
            attempt = again_if_crossed(lambda: _attempt(request, plan))
        except RaekkeAfvist as refused:
            why = refused
        except Optaget:
            break
        else:
            if attempt.is_saved:
                udkast.finish(request, plan)
            return attempt
    return Forsoeg(fejl={"": " ".join(why.messages)})


def _attempt(request: HttpRequest, plan: Helhedsplan) -> Forsoeg:
    hold_budget(plan)
    data, nye, sent = _read(plan, request.POST)
    return save(data, nye, sent, by=request.user)  # type: ignore[arg-type]


def _read(plan: Helhedsplan, posted: Mapping[str, str]) -> tuple[Gitterdata, Nye, Indsendt]:
    """The stored budget, what is being added to it, and what was typed."""
    data, typed = load(plan), typed_cells(posted)
    is_saving = "gem" in posted
    nye = Nye(data, posted, is_checked=is_saving)
    if is_saving:
        nye.drop_empty(typed)
    asked = posted.get("konfliktfelter", "").split()
    sent = Indsendt(typed, read_ground(posted.get("grundlag", "")), posted, frozenset(asked))
    return data, nye, sent


def _opened(request: HttpRequest, plan: Helhedsplan) -> HttpResponse:
    """The grid as it stands, with what was typed before and not saved."""
    kept, at = udkast.waiting(request, plan)
    data, nye, sent = _read(plan, kept)
    if not kept:
        sent = Indsendt({}, {}, {})
    default = first_view(data, plan.default_as_of().year)
    grid = build(data, nye, sent, vis=request.GET.get("vis") or kept.get("vises") or default)
    return _page(request, plan, grid, sent, fetched_at=at)


def _shown_again(request: HttpRequest, plan: Helhedsplan, attempt: Forsoeg | None = None) -> HttpResponse:
    """What was typed, in another view, with a row more, or with what must be mended. Nothing is saved."""
    posted = request.POST.copy()
    data = load(plan)
    nye = Nye(data, posted)
    wanted = posted.get("tilfoej", "")
    if wanted == "post" and len(nye.poster) < MOST:
        posted[f"n{next_number(nye.poster)}-slags"] = ""
    if wanted == "kilde" and len(nye.kilder) < MOST:
        posted[f"k{next_number(nye.kilder)}-name"] = ""
    data, nye, sent = _read(plan, posted)
    grid = build(data, nye, sent, vis=posted.get("vis") or posted.get("vises", ""), attempt=attempt)
    return _page(request, plan, grid, sent, attempt=attempt, errors_shown=attempt is not None)


def _page(
    request: HttpRequest,
    plan: Helhedsplan,
    grid: Gitter,
    sent: Indsendt,
    *,
    attempt: Forsoeg | None = None,
    fetched_at: Any = None,
    errors_shown: bool = False,
) -> HttpResponse:
    ground = udkast.ground_of(grid.grundlag, sent, attempt)
    context = {
        "plan": plan,
        "gitter": grid,
        "grundlag": ground,
        "konfliktfelter": " ".join(attempt.konflikter) if attempt else "",
        "hentet": fetched_at,
        "vist_igen": request.method == "POST" or fetched_at is not None,
        "nu": int(timezone.now().timestamp()) + 1,
        "noegle": udkast.browser_key(request),
        "vis_fejl": errors_shown,
    }
    return render(request, "plans/budget_ret.html", context)


def _draft_kept(request: HttpRequest, plan: Helhedsplan) -> HttpResponse:
    """The button for those without JavaScript."""
    try:
        udkast.keep(request, plan)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return _shown_again(request, plan)
    messages.success(request, "Kladden er gemt. Den er fremme igen, næste gang du åbner budgettet.")
    return redirect("plans:oekonomi_detail", uuid=plan.uuid)


@require_POST
def budget_kladde(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What the browser sends while one types in the grid."""
    plan = get_or_deny(Helhedsplan.objects.all(), request.user, Ret.REDIGER, uuid=uuid)
    if "kasser" in request.POST:
        udkast.finish(request, plan)
        return redirect("plans:budget_update", uuid=plan.uuid)
    try:
        udkast.keep(request, plan)
    except ValidationError as refused:
        return JsonResponse({"fejl": " ".join(refused.messages)}, status=422)
    return JsonResponse({"gemt": klokken(timezone.now())})
