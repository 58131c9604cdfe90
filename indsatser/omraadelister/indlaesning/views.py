"""Pages of reading a table of area figures in: the file, its columns, the look through, and the way back."""

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
from indsatser.models import Omraadetalimport
from indsatser.omraadelister.indlaesning.forms import FilForm
from indsatser.omraadelister.indlaesning.gem import (
    Aendret,
    edited_since,
    gennemse,
    places_of,
    read_file,
    remember,
    rows_made,
    save_import,
    undo_import,
)
from indsatser.omraadelister.indlaesning.skridt import Skridt
from plans.models import Helhedsplan
from plans.penge.regnskab.importforms import FortrydForm
from plans.permissions import Ret, get_or_deny

LINES_A_PAGE = 100
MAX_FEJL = 50


def _open(request: HttpRequest, uuid: UUID) -> Omraadetalimport:
    """An import through the door, with its plan stamped as it was."""
    rows = Omraadetalimport.objects.filter(retired_on__isnull=True).select_related("helhedsplan__bevillingsrunde")
    found: Omraadetalimport = get_or_deny(rows, request.user, Ret.REDIGER, uuid=uuid)
    found.helhedsplan.my_rolle = found.my_rolle  # type: ignore[attr-defined]
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def omraadetal_import(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Choose the file, or paste the rows. Earlier imports stand below, each with its way back."""
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.REDIGER, uuid=uuid)
    form = FilForm(request.POST, request.FILES) if request.method == "POST" else FilForm()
    if form.is_bound and form.is_valid():
        try:
            user: Any = request.user
            found = read_file(plan, form.file, source=form.cleaned_data["kilde"], by=user)
        except Arkfejl as refused:
            form.add_error("fil" if form.cleaned_data["fil"] else "indsat", str(refused))
        else:
            return redirect("indsatser:omraadetal_kolonner", found.uuid)
    earlier = plan.omraadetalimporter.filter(retired_on__isnull=True).defer("table").order_by("-pk")[:20]
    context = {"plan": plan, "form": form, "importer": earlier, "har_steder": bool(places_of(plan))}
    return render(request, "indsatser/omraadetal_import.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def omraadetal_kolonner(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Say which column is which, and what our places are called in the table."""
    found = _open(request, uuid)
    if found.is_saved:
        return redirect("indsatser:indikator_list", found.helhedsplan.uuid)
    user: Any = request.user
    skridt = Skridt(found, user, request.POST if request.method == "POST" else None)
    if skridt.is_done:
        remember(skridt.filled_in(), by=user)
        return redirect("indsatser:omraadetal_gennemsyn", found.uuid)
    context = {"plan": found.helhedsplan, "import": found, "skridt": skridt}
    return render(request, "indsatser/omraadetal_kolonner.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def omraadetal_gennemsyn(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Figure by figure what will be made, changed or is there already; then save all or nothing."""
    found = _open(request, uuid)
    if found.is_saved or not found.columns:
        return redirect("indsatser:omraadetal_kolonner", found.uuid)
    refusal = ""
    if request.method == "POST":
        refusal = _save(request, found)
        if not refusal:
            return redirect("indsatser:indikator_list", found.helhedsplan.uuid)
        found = _open(request, uuid)
    gennemsyn = gennemse(found)
    page = Paginator(gennemsyn.linjer, LINES_A_PAGE).get_page(request.GET.get("side"))
    context = {"plan": found.helhedsplan, "import": found, "gennemsyn": gennemsyn, "page": page, "afslag": refusal}
    return render(request, "indsatser/omraadetal_gennemsyn.html", context | {"fejl": gennemsyn.fejl[:MAX_FEJL]})


def _save(request: HttpRequest, found: Omraadetalimport) -> str:
    """Save all or nothing: why not, or "" when it is saved."""
    user: Any = request.user
    try:
        saved = save_import(found, by=user, seen=request.POST.get("aftryk", ""))
    except Aendret:
        return "Noget er ændret, siden du så tallene. Se dem igennem igen, og gem så."
    except ValidationError as refused:
        return " ".join(refused.messages)
    what = f"{saved.nye} nye tal, {saved.aendrede} ændret, {saved.findes} var der allerede."
    messages.success(request, f"Gemt {klokken(timezone.now())}: {what}")
    return ""


@require_http_methods(["GET", "HEAD", "POST"])
def omraadetal_fortryd(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Undo an import as one thing, or discard one that is not saved."""
    found = _open(request, uuid)
    form = FortrydForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user: Any = request.user
        try:
            undo_import(found, by=user, reason=form.cleaned_data["begrundelse"])
        except ValidationError as refused:
            form.refuse(refused)
        else:
            messages.success(request, f"«{found.file_name}» er {'fortrudt' if found.is_saved else 'kasseret'}.")
            return redirect("indsatser:indikator_list", found.helhedsplan.uuid)
    numbers: dict[str, Any] = {"antal": rows_made(found).count(), "rettet": edited_since(found)}
    context = {"plan": found.helhedsplan, "import": found, "form": form, **numbers}
    return render(request, "indsatser/omraadetal_fortryd.html", context)
