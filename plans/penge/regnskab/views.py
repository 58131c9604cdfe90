"""Pages of the accounts: what is spent against the budget, the reguleringskonto, and the grid."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from helhedsplan.http import as_of_from
from helhedsplan.templatetags.dansk import klokken
from plans.models import Helhedsplan
from plans.penge.regnskab.forms import ForbrugFilter, GitterForm, KildeValg
from plans.penge.regnskab.gitter import Gitter, IkkeGemt, build_gitter, by_cell, changed_cells, save_gitter
from plans.penge.regnskab.opfoelgning import build_opfoelgning
from plans.penge.regnskab.services import holding
from plans.permissions import Ret, get_or_deny

LINES_A_PAGE = 50


@require_safe
def regnskab_list(request: HttpRequest, uuid: Any) -> HttpResponse:
    """What is spent against the budget, and every row of it."""
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.LAES, uuid=uuid)
    as_of = as_of_from(request, plan.default_as_of())
    chosen = ForbrugFilter(request.GET, plan=plan)
    page = Paginator(chosen.rows(), LINES_A_PAGE).get_page(request.GET.get("side"))
    context = {
        "plan": plan,
        "as_of": as_of,
        "opfoelgning": build_opfoelgning(plan, as_of=as_of),
        "filter": chosen,
        "page": page,
        "total": chosen.total() if page.paginator.count else None,
        "importer": plan.regnskabsimporter.filter(retired_on__isnull=True).defer("table", "undo"),
    }
    return render(request, "plans/regnskab_list.html", context)


@require_safe
def reguleringskonto_detail(request: HttpRequest, uuid: Any) -> HttpResponse:
    """What was not used, what is carried over, and who has approved it."""
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.LAES, uuid=uuid)
    as_of = as_of_from(request, plan.default_as_of())
    context = {"plan": plan, "as_of": as_of, "opfoelgning": build_opfoelgning(plan, as_of=as_of)}
    return render(request, "plans/reguleringskonto_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def regnskab_gitter(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Actuals of one source, posts by year: one save, all or nothing."""
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.REDIGER, uuid=uuid)
    chosen = KildeValg(request.GET, kilder=list(plan.finansieringskilder.current().order_by("order", "pk")))
    form = GitterForm(request.POST or None)
    kilde = chosen.chosen
    if kilde is None:
        return _grid(request, plan, chosen, form, None)
    if request.method != "POST":
        return _grid(request, plan, chosen, form, build_gitter(plan, kilde))
    fejl: dict[str, str] = {}
    if form.is_valid():
        try:
            with holding(plan):
                changes, note = changed_cells(request.POST), form.cleaned_data["forklaring"]
                written = save_gitter(plan, kilde, changes, by=request.user, note=note)  # type: ignore[arg-type]
        except IkkeGemt as refused:
            fejl = dict(refused.fejl)
        else:
            messages.success(request, f"Gemt {klokken(timezone.now())}: {written} beløb.")
            return redirect(request.get_full_path())
    return _grid(request, plan, chosen, form, build_gitter(plan, kilde, typed=by_cell(request.POST), fejl=fejl))


def _grid(
    request: HttpRequest, plan: Helhedsplan, chosen: KildeValg, form: GitterForm, gitter: Gitter | None
) -> HttpResponse:
    context = {"plan": plan, "valg": chosen, "kilde": chosen.chosen, "form": form, "gitter": gitter}
    return render(request, "plans/regnskab_gitter.html", context)
