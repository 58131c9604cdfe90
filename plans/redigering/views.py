"""Create and change: the same two pages for every kind of row."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from helhedsplan.forms import ask_for_files_again
from helhedsplan.templatetags.dansk import klokken
from plans.models import Tilstedevaerelse
from plans.redigering import kladder
from plans.redigering.lukket import answer_form, closed_by
from plans.redigering.register import Redigerbar, find_above, kind_or_404, panel_of
from plans.redigering.skema import Skema, mark


@require_http_methods(["GET", "POST"])
def row_update(request: HttpRequest, art: str, uuid: UUID) -> HttpResponse:
    """Change a row, or with ?felt= a few of its fields in place."""
    kind = kind_or_404(art)
    row = kind.open(request.user, uuid)
    skema = _of_row(request, kind, row)
    return _answer(request, skema, heading=f"Ret {kind.label}", saved="Gemt.")


@require_http_methods(["GET", "POST"])
def row_create(request: HttpRequest, art: str, under: str, uuid: UUID) -> HttpResponse:
    """A new row under another."""
    kind = kind_or_404(art)
    skema = _of_new(request, kind, under, uuid)
    return _answer(request, skema, heading=f"Tilføj {kind.label}", saved=f"{kind.label.capitalize()} er tilføjet.")


def _of_row(request: HttpRequest, kind: Redigerbar, row: Any) -> Skema:
    return Skema(request, kind, row, kind.plan_of(row), draft_of=row.uuid, only=request.GET.getlist("felt"))


def _of_new(request: HttpRequest, kind: Redigerbar, under: str, uuid: UUID) -> Skema:
    place = kind.under_of(under)
    above = find_above(place, request.user, uuid, kind.ret)
    row, plan = kind.new_under(place, above, request.GET), kind_or_404(under).plan_of(above)
    preset = kind.preset(request.GET)
    return Skema(request, kind, row, plan, draft_of=uuid, is_new=True, preset=preset, above=above)


@require_POST
def vis(request: HttpRequest, art: str, uuid: UUID) -> HttpResponse:
    """The form shown again as it was typed, with what it comes to. Nothing is saved."""
    kind = kind_or_404(art)
    return _shown(request, _of_row(request, kind, kind.open(request.user, uuid)), f"Ret {kind.label}")


@require_POST
def vis_ny(request: HttpRequest, art: str, under: str, uuid: UUID) -> HttpResponse:
    """The same for a row that is not there yet."""
    kind = kind_or_404(art)
    return _shown(request, _of_new(request, kind, under, uuid), f"Tilføj {kind.label}")


def _shown(request: HttpRequest, skema: Skema, heading: str) -> HttpResponse:
    """To htmx that asks for the panel alone, the panel; else the whole page."""
    panel, attempt = panel_of(skema.kind), skema.attempt()
    fakta = panel.build(attempt) if panel else None
    if panel and request.htmx and (request.htmx.target or "").endswith("-panel"):  # type: ignore[attr-defined]
        return render(request, panel.template, {"fakta": fakta})
    skema.show_again()
    context = form_context(request, skema, heading) | {"fakta": fakta, "i_stedet": "i_stedet" in request.POST}
    return TemplateResponse(request, "plans/row_form.html", context)


def _answer(request: HttpRequest, skema: Skema, *, heading: str, saved: str) -> HttpResponse:
    closed = closed_by(skema.stands_on)
    if closed is not None:
        return answer_form(request, skema, closed)
    if request.method == "POST":
        if "gem_kladde" in request.POST:
            return _draft_kept(request, skema, heading)
        row = skema.save()
        if row is not None:
            messages.success(request, saved, extra_tags=skema.browser_key)
            if skema.is_new and "gem_og_ny" in request.POST:
                return redirect(request.get_full_path())
            return _done(request, skema, way_back(request, skema.kind, row))
        asked = {conflict.name for conflict in skema.conflicts}
        ask_for_files_again(skema.form, {name: file for name, file in request.FILES.items() if name not in asked})
    else:
        skema.open()
    return TemplateResponse(request, "plans/row_form.html", form_context(request, skema, heading))


def _done(request: HttpRequest, skema: Skema, address: str) -> HttpResponse:
    """Back to reading. A new row shows in lists and sums, so the page is read anew; a field is swapped where it is."""
    if request.htmx and not skema.only:  # type: ignore[attr-defined]
        return HttpResponseClientRedirect(address)
    return redirect(address)


def _draft_kept(request: HttpRequest, skema: Skema, heading: str) -> HttpResponse:
    """The button for those without JavaScript, or with a form that cannot be saved yet."""
    try:
        skema.keep_draft()
    except ValidationError as refused:
        skema.open()
        messages.error(request, " ".join(refused.messages))
        return TemplateResponse(request, "plans/row_form.html", form_context(request, skema, heading))
    messages.success(request, "Kladden er gemt. Den er fremme igen, næste gang du åbner formularen.")
    return redirect(way_back(request, skema.kind, skema.row, plan=skema.plan))


@require_POST
def kladde(request: HttpRequest, art: str, uuid: UUID) -> HttpResponse:
    """What the browser sends while one writes in a row's form."""
    kind = kind_or_404(art)
    return _autosaved(_of_row(request, kind, kind.open(request.user, uuid)))


@require_POST
def kladde_ny(request: HttpRequest, art: str, under: str, uuid: UUID) -> HttpResponse:
    """The same for a row that is not there yet."""
    return _autosaved(_of_new(request, kind_or_404(art), under, uuid))


def _autosaved(skema: Skema) -> HttpResponse:
    if "kasser" in skema.request.POST:
        kladder.finish(skema.request.user, **skema.draft_key)  # type: ignore[arg-type]
        skema.forget_kept()
        return redirect(_safe(skema.request, skema.request.POST.get("tilbage", "")) or "/")
    try:
        draft = skema.keep_draft()
    except ValidationError as refused:
        return JsonResponse({"fejl": " ".join(refused.messages)}, status=422)
    return JsonResponse({"gemt": klokken(draft.saved_at), "udgave": mark(draft.saved_at)})


@require_POST
def tilstede(request: HttpRequest, art: str, uuid: UUID) -> HttpResponse:
    """A sign of life from an open form; answers who else has it open."""
    kind = kind_or_404(art)
    row = kind.open(request.user, uuid)
    user: Any = request.user
    Tilstedevaerelse.objects.update_or_create(user=user, target_uuid=row.uuid, defaults={"seen_at": timezone.now()})
    others = Tilstedevaerelse.objects.others_at(row.uuid, than=user)
    return render(request, "plans/_tilstede.html", {"andre": others})


def way_back(request: HttpRequest, kind: Redigerbar, row: Any, *, plan: Any = None) -> str:
    """Where the person came from if she said so, else the page where the row is read."""
    asked = request.POST.get("tilbage") or request.GET.get("tilbage") or ""
    return _safe(request, asked) or (kind.page(row) if row.pk else plan.get_absolute_url())


def _safe(request: HttpRequest, address: str) -> str:
    ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if ours and address.startswith("/") else ""


def page_context(kind: Redigerbar, row: Any) -> dict[str, Any]:
    """What every page about one row needs."""
    plan = kind.plan_of(row)
    return {"plan": plan, "kind": kind, "row": row, "menu": kind.menu, "laeseside": kind.page(row)}


def form_context(request: HttpRequest, skema: Skema, heading: str) -> dict[str, Any]:
    """What the form page prints."""
    others = Tilstedevaerelse.objects.others_at(skema.draft_of, than=request.user) if not skema.is_new else ()
    return {
        "plan": skema.plan,
        "kind": skema.kind,
        "row": skema.row,
        "skema": skema,
        "form": skema.form,
        "menu": skema.kind.menu,
        "overskrift": heading,
        "panel": None if skema.only else panel_of(skema.kind),
        "fakta": None,
        "i_stedet": bool(request.htmx),  # type: ignore[attr-defined]
        "andre": others,
        "tilbage": _safe(request, request.POST.get("tilbage") or request.GET.get("tilbage") or ""),
        "laeseside": way_back(request, skema.kind, skema.row, plan=skema.plan),
    }
