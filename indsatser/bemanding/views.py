"""The page with a plan's staff."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from helhedsplan.http import as_of_from
from indsatser.bemanding.fakta import build_bemanding
from plans.models import Helhedsplan
from plans.permissions import Ret, get_or_deny


@require_safe
def bemanding_list(request: HttpRequest, uuid) -> HttpResponse:
    """Role × activity with sums, full time and price."""
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.LAES, uuid=uuid)
    as_of = as_of_from(request, plan.default_as_of())
    context = {"plan": plan, "as_of": as_of, "bemanding": build_bemanding(plan, as_of=as_of)}
    return render(request, "indsatser/bemanding_list.html", context)
