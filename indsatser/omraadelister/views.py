"""The page where area figures are written."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from helhedsplan import cpr
from helhedsplan.templatetags.dansk import klokken
from indsatser.omraadelister.forms import KildeForm, SkemaFilter
from indsatser.omraadelister.grundlag import plan_areas
from indsatser.omraadelister.skema import build_skema, grid_indicators, holding, save_skema, stored
from indsatser.registrering.skema import IkkeGemt, by_cell, changed_cells
from plans.models import Boligomraade, Helhedsplan
from plans.permissions import Ret, get_or_deny


@require_http_methods(["GET", "HEAD", "POST"])
def omraade_update(request: HttpRequest, uuid: UUID, omraade: UUID) -> HttpResponse:
    """The area's and the kommune's figures in a grid: one save, all of it or nothing."""
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.REDIGER, uuid=uuid)
    area = get_object_or_404(plan_areas(plan), uuid=omraade)
    rows = stored(area)
    last = max([timezone.localdate().year, *(year for _, _, year in rows)])
    chosen = SkemaFilter(request.GET, last=last)
    form = KildeForm(request.POST if request.method == "POST" else None)
    fejl: dict[str, str] = {}
    if form.is_bound and form.is_valid():
        fejl = _save(request, area, chosen, form)
        if not fejl and form.is_valid():
            return redirect("reporting:omraade_detail", uuid=plan.uuid, omraade=area.uuid)
        rows = stored(area)
    indicators = grid_indicators(rows.values(), chosen.wanted.get("indikator"))
    skema = build_skema(area, rows, indicators, chosen.years, typed=by_cell(request.POST), fejl=fejl)
    context = {"plan": plan, "omraade": area, "filter": chosen, "form": form, "skema": skema}
    return render(request, "indsatser/omraade_update.html", context)


def _save(request: HttpRequest, area: Boligomraade, chosen: SkemaFilter, form: KildeForm) -> dict[str, str]:
    """Save all the changes or none: what was refused, by cell; what is wrong with the source stands at the source."""
    user: Any = request.user
    source = form.cleaned_data["kilde"].strip()
    if refusal := cpr.afvisning(source):
        form.add_error("kilde", refusal)
        return {}
    try:
        with holding(area):
            indicators = grid_indicators(stored(area).values(), chosen.wanted.get("indikator"))
            changes = changed_cells(request.POST)
            written = save_skema(area, indicators, chosen.years, changes, by=user, source=source)
    except IkkeGemt as refused:
        return dict(refused.fejl)
    except ValidationError as refused:
        form.add_error(None, " ".join(refused.messages))
        return {}
    said = {0: "intet var ændret", 1: "1 tal"}.get(written, f"{written} tal")
    messages.success(request, f"Gemt {klokken(timezone.now())}: {said}.")
    return {}
