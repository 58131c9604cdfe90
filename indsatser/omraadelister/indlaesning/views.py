"""Pages of reading a table of area figures in: the file, its columns, the look through, and the way back."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from helhedsplan.regneark import Arkfejl
from indsatser.models import Omraadetalimport
from indsatser.omraadelister.indlaesning.forms import FilForm
from indsatser.omraadelister.indlaesning.gem import (
    gennemse,
    husk,
    places_of,
    read_file,
    rettet_siden,
    rows_made,
    save_import,
    undo_import,
)
from indsatser.omraadelister.indlaesning.skridt import Skridt
from plans.indlaesning.sider import Importsider
from plans.models import Helhedsplan
from plans.permissions import Ret, get_or_deny

SIDER = Importsider(
    model=Omraadetalimport,
    navn="indsatser:omraadetal",
    hjem="indsatser:indikator_list",
    ting=("tal", "tallene"),
    skridt=Skridt,
    husk=husk,
    gennemse=gennemse,
    gem=save_import,
    fortryd=undo_import,
    lavet=rows_made,
    rettet_siden=rettet_siden,
)


@require_http_methods(["GET", "HEAD", "POST"])
def omraadetal_import(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Choose the file, or paste the rows. Earlier imports stand below, each with its way back."""
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.REDIGER, uuid=uuid)
    form = FilForm(request.POST, request.FILES) if request.method == "POST" else FilForm()
    if form.is_bound and form.is_valid():
        user: Any = request.user
        try:
            found = read_file(plan, form.file, source=form.cleaned_data["kilde"], by=user)
        except Arkfejl as refused:
            form.refuse(refused)
        else:
            return redirect("indsatser:omraadetal_kolonner", found.uuid)
    earlier = plan.omraadetalimporter.filter(retired_on__isnull=True).defer("table").order_by("-pk")[:20]
    context = {"plan": plan, "form": form, "importer": earlier, "har_steder": bool(places_of(plan))}
    return render(request, "indsatser/omraadetal_import.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def omraadetal_kolonner(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Say which column is which, and what our places are called in the table."""
    return SIDER.vis_kolonner(request, uuid)


@require_http_methods(["GET", "HEAD", "POST"])
def omraadetal_gennemsyn(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Figure by figure what will be made, changed or is there already; then save all or nothing."""
    return SIDER.vis_gennemsyn(request, uuid)


@require_http_methods(["GET", "HEAD", "POST"])
def omraadetal_fortryd(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Undo an import as one thing, or discard one that is not saved."""
    return SIDER.vis_fortryd(request, uuid)
