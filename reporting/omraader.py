"""The page of a housing area, reached from a plan that covers it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from helhedsplan.http import as_of_from
from indsatser.omraadelister.grundlag import plan_areas
from plans.models import Helhedsplan
from plans.permissions import Ret, get_or_deny, may
from reporting.facts.omraade import build_omraadefakta


@require_safe
def omraade_detail(request: HttpRequest, uuid: UUID, omraade: UUID) -> HttpResponse:
    """An area's figures by year, and which official lists they put it on. `?aar=` chooses the list's year."""
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.LAES, uuid=uuid)
    area = get_object_or_404(plan_areas(plan), uuid=omraade)
    as_of = as_of_from(request, plan.default_as_of())
    typed = request.GET.get("aar", "")
    year = int(typed) if typed.isdecimal() and len(typed) == 4 else None
    fakta = build_omraadefakta(area, day=as_of, year=year)
    context = {"plan": plan, "fakta": fakta, "kan_rette": may(plan, Ret.REDIGER)}
    return render(request, "reporting/omraade_detail.html", context)
