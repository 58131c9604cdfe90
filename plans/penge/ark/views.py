"""Pages that give the budget out as a spreadsheet and take it in again."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from plans.models import Haendelse, Helhedsplan, User
from plans.penge.ark.forms import MOST_SHOWN, BudgetarkForm
from plans.penge.ark.forskel import Aendring, Forskel, sammenlign
from plans.penge.ark.gem import AndetEndVist, Budgetarkfejl, delaftalenavne, gem_budgetark
from plans.penge.ark.indhold import Budgetfil, Budgetraekker, indhold_af, laes_raekker
from plans.penge.ark.skriv import skriv_budgetark
from plans.permissions import Ret, get_or_deny
from plans.redigering.kladder import finish, open_draft, save_draft

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def budgetark_export(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The plan's budget as it stands, as an Excel file that can be read in again."""
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.LAES, uuid=uuid)
    now = timezone.now()
    response = HttpResponse(skriv_budgetark(plan, made_at=now), content_type=XLSX)
    name = f"Budget {plan.short_name} {timezone.localtime(now):%Y-%m-%d}.xlsx"
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@require_http_methods(["GET", "POST"])
def budgetark_upload(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Choose the file. It is read and tried; then what it will change is shown before anything is saved."""
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.REDIGER, uuid=uuid)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = BudgetarkForm(*sent, plan=plan, user=_user(request))
    if form.is_valid() and form.read:
        try:
            kept = {"fil": [json.dumps(form.read.som_json())], "navn": [str(request.FILES["fil"])]}
            save_draft(_user(request), data=kept, seen_version=None, **_key(plan))
        except ValidationError as refused:
            form.add_error("fil", refused)
        else:
            return redirect("plans:budgetark_review", plan.uuid)
    context = {"plan": plan, "form": form, "places": form.places[:MOST_SHOWN], "waits": _waiting(request, plan)}
    context["more"] = max(len(form.places) - MOST_SHOWN, 0)
    return render(request, "plans/budgetark_upload.html", context)


@require_http_methods(["GET", "POST"])
def budgetark_review(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What the file will change, row by row; then all of it is saved, or none."""
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.REDIGER, uuid=uuid)
    draft = _waiting(request, plan)
    if draft is None or "fortryd" in request.POST:
        finish(_user(request), **_key(plan)) if draft else None
        return _no_file(request, plan)
    fil = Budgetfil.fra_json(json.loads(draft.data["fil"][0]))
    refusal = ""
    if request.method == "POST":
        try:
            done = _save(request, plan, fil)
        except AndetEndVist:
            refusal = "Budgettet er ændret, siden siden blev vist. Her er forskellene, som de er nu. Intet er gemt."
        except Budgetarkfejl as refused:
            refusal = f"{refused} Intet er gemt."
        else:
            return _saved(request, plan, done)
    return render(request, "plans/budgetark_review.html", _page(request, plan, fil, draft.data["navn"][0], refusal))


def _save(request: HttpRequest, plan: Helhedsplan, fil: Budgetfil) -> Forskel:
    mark = request.POST.get("fingeraftryk", "")
    return gem_budgetark(plan, fil, by=_user(request), fingeraftryk=mark, valg=request.POST.dict())


def _saved(request: HttpRequest, plan: Helhedsplan, done: Forskel) -> HttpResponse:
    finish(_user(request), **_key(plan))
    count = len(done.aendringer)
    messages.success(request, f"{count} {'ændring' if count == 1 else 'ændringer'} fra filen er gemt i budgettet.")
    return redirect("plans:oekonomi_detail", plan.uuid)


def _no_file(request: HttpRequest, plan: Helhedsplan) -> HttpResponse:
    if request.method == "POST":
        return redirect("plans:oekonomi_detail", plan.uuid)
    return render(request, "plans/budgetark_review.html", {"plan": plan, "forskel": None})


def _page(request: HttpRequest, plan: Helhedsplan, fil: Budgetfil, name: str, refusal: str) -> dict[str, Any]:
    raekker = laes_raekker(plan)
    forskel = sammenlign(fil, indhold_af(raekker), delaftalenavne(plan))
    return {
        "plan": plan,
        "navn": name,
        "fil": fil,
        "forskel": forskel,
        "konflikter": _with_who(forskel.konflikter, raekker, request),
        "afvisning": refusal,
    }


def _with_who(found: tuple[Aendring, ...], raekker: Budgetraekker, request: HttpRequest) -> list[dict[str, Any]]:
    """Each conflict with who last changed the row, when, and what was chosen. At most one query."""
    rows = {one.valg: raekker.raekke(one.art, one.noegle) for one in found}
    uuids = {valg: row.uuid for valg, row in rows.items() if row}
    events = Haendelse.objects.filter(target_uuid__in=uuids.values()).select_related("by").order_by("pk")
    last = {event.target_uuid: event for event in (events if uuids else ())}
    return [
        {"aendring": one, "haendelse": last.get(uuids.get(one.valg)), "valgt": request.POST.get(one.valg, "")}
        for one in found
    ]


def _waiting(request: HttpRequest, plan: Helhedsplan) -> Any:
    """The file this person has chosen and not yet saved: hers alone."""
    return open_draft(_user(request), **_key(plan))


def _key(plan: Helhedsplan) -> dict[str, Any]:
    return {"art": "budgetark", "target": plan.uuid, "is_new": False}


def _user(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]
