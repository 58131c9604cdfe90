"""Pages of reading an export in: the file, its columns, the look through, and the way back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from helhedsplan.regneark import Arkfejl
from helhedsplan.templatetags.dansk import klokken
from plans.models import Helhedsplan, Regnskabsimport
from plans.penge.regnskab.importforms import FilForm, FortrydForm
from plans.penge.regnskab.indlaesning import (
    Aendret,
    edited_since,
    gennemse,
    read_file,
    remember,
    rows_made,
    save_import,
    undo_import,
)
from plans.penge.regnskab.kortlaegning import Skridt
from plans.penge.regnskab.udlaesning import MAX_FEJL
from plans.permissions import Ret, get_or_deny

LINES_A_PAGE = 100


def _open(request: HttpRequest, uuid: UUID) -> Regnskabsimport:
    """An import through the door, with its plan stamped as it was."""
    rows = Regnskabsimport.objects.filter(retired_on__isnull=True).select_related("helhedsplan__bevillingsrunde")
    found: Regnskabsimport = get_or_deny(rows, request.user, Ret.REDIGER, uuid=uuid)
    found.helhedsplan.my_rolle = found.my_rolle  # type: ignore[attr-defined]
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def regnskab_import(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Choose the file, or paste the rows."""
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.REDIGER, uuid=uuid)
    form = FilForm(request.POST, request.FILES) if request.method == "POST" else FilForm()
    if form.is_bound and form.is_valid():
        try:
            found = read_file(plan, form.file, by=request.user)  # type: ignore[arg-type]
        except Arkfejl as refused:
            form.add_error("fil" if form.cleaned_data["fil"] else "indsat", str(refused))
        else:
            return redirect("plans:regnskab_kolonner", found.uuid)
    return render(request, "plans/regnskab_import.html", {"plan": plan, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def regnskab_kolonner(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Say which column is which, and what the values in them stand for."""
    found = _open(request, uuid)
    if found.is_saved:
        return redirect("plans:regnskab_list", found.helhedsplan.uuid)
    skridt = Skridt(found, request.user, request.POST if request.method == "POST" else None)  # type: ignore[arg-type]
    if skridt.is_done:
        remember(skridt.filled_in(), by=request.user)  # type: ignore[arg-type]
        return redirect("plans:regnskab_gennemsyn", found.uuid)
    context = {"plan": found.helhedsplan, "import": found, "skridt": skridt}
    return render(request, "plans/regnskab_kolonner.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def regnskab_gennemsyn(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Row by row what will be made, changed or is there already; then save all or nothing."""
    found = _open(request, uuid)
    if found.is_saved or not found.columns:
        return redirect("plans:regnskab_kolonner", found.uuid)
    refusal = ""
    if request.method == "POST":
        try:
            saved = save_import(found, by=request.user, seen=request.POST.get("aftryk", ""))  # type: ignore[arg-type]
        except Aendret:
            refusal = "Noget er ændret, siden du så listen. Se den igennem igen, og gem så."
        except ValidationError as refused:
            refusal = " ".join(refused.messages)
        else:
            what = f"{saved.nye} nye linjer, {saved.aendrede} ændret, {saved.findes} var der allerede."
            messages.success(request, f"Gemt {klokken(timezone.now())}: {what}")
            return redirect("plans:regnskab_list", found.helhedsplan.uuid)
        found = _open(request, uuid)
    gennemsyn = gennemse(found)
    page = Paginator(gennemsyn.linjer, LINES_A_PAGE).get_page(request.GET.get("side"))
    context = {"plan": found.helhedsplan, "import": found, "gennemsyn": gennemsyn, "page": page, "afslag": refusal}
    return render(request, "plans/regnskab_gennemsyn.html", context | {"fejl": gennemsyn.fejl[:MAX_FEJL]})


@require_http_methods(["GET", "HEAD", "POST"])
def regnskab_fortryd(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Undo an import as one thing, or discard one that is not saved."""
    found = _open(request, uuid)
    form = FortrydForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            undo_import(found, by=request.user, reason=form.cleaned_data["begrundelse"])  # type: ignore[arg-type]
        except ValidationError as refused:
            form.refuse(refused)
        else:
            messages.success(request, f"«{found.file_name}» er {'fortrudt' if found.is_saved else 'kasseret'}.")
            return redirect("plans:regnskab_list", found.helhedsplan.uuid)
    numbers: dict[str, Any] = {"antal": rows_made(found).count(), "rettet": edited_since(found)}
    context = {"plan": found.helhedsplan, "import": found, "form": form, **numbers}
    return render(request, "plans/regnskab_fortryd.html", context)
