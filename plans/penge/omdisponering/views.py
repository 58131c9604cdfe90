"""The page with a plan's moves of money."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from helhedsplan.http import as_of_from
from plans.models import Helhedsplan
from plans.penge.omdisponering.fakta import build_flytninger
from plans.penge.omdisponering.formular import FlytningFilter, rester
from plans.penge.omdisponering.gaeldende import gaeldende_budget
from plans.permissions import Ret, get_or_deny, may


@require_safe
def omdisponering_list(request: HttpRequest, uuid) -> HttpResponse:
    """Each move with before and after, what it needs and lacks; the cells of the budget that changed."""
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.LAES, uuid=uuid)
    as_of = as_of_from(request, plan.default_as_of())
    oversigt = build_flytninger(plan, as_of=as_of)
    flytning_filter = FlytningFilter(request.GET, oversigt=oversigt)
    offered = rester(plan, gaeldende_budget(plan, timezone.localdate())) if may(plan, Ret.REDIGER) else ()
    context = {
        "rester": offered,
        "plan": plan,
        "as_of": as_of,
        "oversigt": oversigt,
        "filter": flytning_filter,
        "linjer": flytning_filter.matching(),
    }
    return render(request, "plans/omdisponering_list.html", context)
