"""Pages that give the grid out as a file, take it in again, and undo what it did."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from indsatser.maalingsark.fil import Laesefejl, Maalingsfil
from indsatser.maalingsark.forms import ArkFilter, BegrundelseForm, MaalingsarkForm
from indsatser.maalingsark.forskel import Forskel
from indsatser.maalingsark.fortryd import er_egen, fortryd, tilbage_af
from indsatser.maalingsark.gem import AndetEndVist, forskel_nu, gem, raekker
from indsatser.maalingsark.skriv import skriv_maalingsark, skriv_maalingscsv
from indsatser.models import Maalingsimport, Succeskriterium
from indsatser.registrering.besoeg import Besoeg
from indsatser.registrering.skema import build_columns, build_grid
from indsatser.registrering.views import clock
from plans.models import Haendelse, Helhedsplan, Kladde
from plans.permissions import Ret, get_or_deny
from plans.redigering.kladder import finish, open_draft, save_draft

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
IMENS = "Planens tal er ændret, siden siden blev vist. Her er forskellene, som de er nu. Intet er gemt."
IMPORTS_SHOWN = 5


def _plan(request: Besoeg, uuid: UUID) -> Helhedsplan:
    own = Succeskriterium.objects.owned_by(request.user).filter(helhedsplan__uuid=uuid).exists()
    found: Helhedsplan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.REGISTRER, own=own, uuid=uuid)
    return found


@require_safe
def maalingsark_export(request: Besoeg, uuid: UUID) -> HttpResponse:
    """The grid as it stands, as a file that can be read in again."""
    plan = _plan(request, uuid)
    now, today = timezone.now(), timezone.localdate()
    chosen = ArkFilter(request.GET, plan=plan, today=today)
    rows = chosen.chosen(raekker(plan, request.user, today=today))
    skema = build_grid(rows, build_columns(plan, chosen.periods(), today=today))
    if chosen.is_csv:
        response = HttpResponse(skriv_maalingscsv(plan, skema), content_type="text/csv; charset=utf-8")
    else:
        response = HttpResponse(skriv_maalingsark(plan, skema, made_at=now), content_type=XLSX)
    name = f"Målinger {plan.short_name} {today:%Y-%m-%d}.{'csv' if chosen.is_csv else 'xlsx'}"
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def maalingsark_upload(request: Besoeg, uuid: UUID) -> HttpResponse:
    """Choose the file. It is read and tried; then what it will change is shown before anything is saved."""
    plan, today = _plan(request, uuid), timezone.localdate()
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = MaalingsarkForm(*sent, plan=plan, user=request.user, today=today)
    if form.is_valid() and form.read:
        try:
            kept = {"fil": [json.dumps(form.read.som_json())], "navn": [form.file_name]}
            save_draft(request.user, data=kept, seen_version=None, **_key(plan))
        except ValidationError as refused:
            form.add_error("fil", refused)
        else:
            return redirect("indsatser:maalingsark_review", plan.uuid)
    chosen = ArkFilter(request.GET, plan=plan, today=today)
    imports = Maalingsimport.objects.filter(helhedsplan=plan).for_list()[:IMPORTS_SHOWN]
    context = {"plan": plan, "form": form, "filter": chosen, "imports": imports, "waits": _waiting(request, plan)}
    return render(request, "indsatser/maalingsark_upload.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def maalingsark_review(request: Besoeg, uuid: UUID) -> HttpResponse:
    """What the file will change, row by row; then all of it is saved, or none."""
    plan = _plan(request, uuid)
    draft = _waiting(request, plan)
    if request.method == "POST" and (draft is None or "kasser" in request.POST):
        finish(request.user, **_key(plan))
        return redirect("indsatser:maalingsark_upload", plan.uuid)
    if draft is None:
        return render(request, "indsatser/maalingsark_review.html", {"plan": plan, "forskel": None})
    form = BegrundelseForm(request.POST or None, label="Hvorfor rettes tallene?", required=False)
    places: list[Any] = []
    if request.method == "POST" and form.is_valid():
        try:
            return _saved(request, plan, _save(request, plan, draft, form))
        except AndetEndVist:
            form.add_error(None, IMENS)
        except Laesefejl as refused:
            places = refused.errors
        except ValidationError as refused:
            form.refuse(refused)
    return _review(request, plan, draft, form, places)


def _save(request: Besoeg, plan: Helhedsplan, draft: Kladde, form: BegrundelseForm) -> Maalingsimport | None:
    return gem(
        plan,
        _fil(draft),
        file_name=draft.data["navn"][0],
        by=request.user,
        reason=form.cleaned_data["begrundelse"],
        fingeraftryk=request.POST.get("fingeraftryk", ""),
        valg=request.POST.dict(),
        today=timezone.localdate(),
    )


def _saved(request: Besoeg, plan: Helhedsplan, row: Maalingsimport | None) -> HttpResponse:
    finish(request.user, **_key(plan))
    told = f"{row.rows_made} nye tal, {row.rows_changed} rettet" if row else "der var intet at ændre"
    messages.success(request, f"Gemt {clock()}: {told}.")
    return redirect("indsatser:maalingsark_upload", plan.uuid)


def _review(
    request: Besoeg, plan: Helhedsplan, draft: Kladde, form: BegrundelseForm, places: list[Any]
) -> HttpResponse:
    fil = _fil(draft)
    forskel = forskel_nu(plan, fil, by=request.user, today=timezone.localdate())
    context = {"plan": plan, "navn": draft.data["navn"][0], "fil": fil, "forskel": forskel, "form": form}
    context |= {"konflikter": _with_choice(request, forskel), "places": [*forskel.afviste, *places]}
    return render(request, "indsatser/maalingsark_review.html", context)


def _with_choice(request: Besoeg, forskel: Forskel) -> list[dict[str, Any]]:
    """Each conflict with who last wrote the number, when, and what was chosen. One query at most."""
    found = forskel.konflikter
    uuids = [one.celle.maaling.uuid for one in found if one.celle.maaling]
    events = Haendelse.objects.filter(target_uuid__in=uuids).select_related("by").order_by("pk") if uuids else ()
    last = {event.target_uuid: event for event in events}
    return [
        {
            "aendring": one,
            "haendelse": last.get(one.celle.maaling.uuid) if one.celle.maaling else None,
            "valgt": request.POST.get(one.valg, ""),
        }
        for one in found
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def maalingsark_fortryd(request: Besoeg, uuid: UUID) -> HttpResponse:
    """Undo an import as one thing; what somebody has changed since stays as it is."""
    rows = Maalingsimport.objects.filter(retired_on__isnull=True).select_related("helhedsplan__bevillingsrunde")
    found = get_or_deny(rows, request.user, Ret.REGISTRER, own=er_egen(uuid, request.user), uuid=uuid)
    plan = found.helhedsplan
    plan.my_rolle = found.my_rolle
    form = BegrundelseForm(request.POST or None, label="Hvorfor fortrydes den?")
    if request.method == "POST" and form.is_valid():
        try:
            done = fortryd(found, by=request.user, reason=form.cleaned_data["begrundelse"])
        except ValidationError as refused:
            form.refuse(refused)
        else:
            messages.success(request, f"«{found.file_name}» er fortrudt. {done}")
            return redirect("indsatser:maalingsark_upload", plan.uuid)
    context = {"plan": plan, "import": found, "form": form, "tilbage": tilbage_af(found)}
    return render(request, "indsatser/maalingsark_fortryd.html", context)


def _waiting(request: Besoeg, plan: Helhedsplan) -> Kladde | None:
    """The file this person has chosen and not yet saved: hers alone."""
    return open_draft(request.user, **_key(plan))


def _fil(draft: Kladde) -> Maalingsfil:
    return Maalingsfil.fra_json(json.loads(draft.data["fil"][0]))


def _key(plan: Helhedsplan) -> dict[str, Any]:
    return {"art": "maalingsark", "target": plan.uuid, "is_new": False}
