"""Pages of reading an export in: the file, its columns, the look through, and the way back."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from helhedsplan.regneark import Arkfejl
from plans.indlaesning.sider import Importsider
from plans.models import Helhedsplan, Regnskabsimport
from plans.penge.regnskab.importforms import FilForm
from plans.penge.regnskab.indlaesning import (
    gennemse,
    husk,
    read_file,
    rettet_siden,
    rows_made,
    save_import,
    undo_import,
)
from plans.penge.regnskab.kortlaegning import Skridt
from plans.permissions import Ret, get_or_deny

SIDER = Importsider(
    model=Regnskabsimport,
    navn="plans:regnskab",
    hjem="plans:regnskab_list",
    ting=("linjer", "linjerne"),
    skridt=Skridt,
    husk=husk,
    gennemse=gennemse,
    gem=save_import,
    fortryd=undo_import,
    lavet=rows_made,
    rettet_siden=rettet_siden,
)


@require_http_methods(["GET", "HEAD", "POST"])
def regnskab_import(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Choose the file, or paste the rows."""
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.REDIGER, uuid=uuid)
    form = FilForm(request.POST, request.FILES) if request.method == "POST" else FilForm()
    if form.is_bound and form.is_valid():
        user: Any = request.user
        try:
            found = read_file(plan, form.file, by=user)
        except Arkfejl as refused:
            form.refuse(refused)
        else:
            return redirect("plans:regnskab_kolonner", found.uuid)
    return render(request, "plans/regnskab_import.html", {"plan": plan, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def regnskab_kolonner(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Say which column is which, and what the values in them stand for."""
    return SIDER.vis_kolonner(request, uuid)


@require_http_methods(["GET", "HEAD", "POST"])
def regnskab_gennemsyn(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Row by row what will be made, changed or is there already; then save all or nothing."""
    return SIDER.vis_gennemsyn(request, uuid)


@require_http_methods(["GET", "HEAD", "POST"])
def regnskab_fortryd(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Undo an import as one thing, or discard one that is not saved."""
    return SIDER.vis_fortryd(request, uuid)
