"""Pages about the work that need no judgement of criteria: milestones, area figures, projects."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from helhedsplan.http import as_of_from
from indsatser.milepaele import kvartaler, milepaele_for
from indsatser.models import Bevilling, Indikatorvaerdi, Initiativ, Lokalprojekt
from indsatser.opgoerelse import opgoer_rows
from plans.models import Helhedsplan
from plans.permissions import Ret, get_or_deny


@require_safe
def milepael_list(request: HttpRequest, uuid) -> HttpResponse:
    """The plan's milestones by quarter as they stood on the day."""
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.LAES, uuid=uuid)
    as_of = as_of_from(request, plan.default_as_of())
    lines = milepaele_for(plan, as_of=as_of)
    context = {
        "plan": plan,
        "as_of": as_of,
        "kvartaler": kvartaler(lines),
        "lines": lines,
        "har_eksempeltal": any(line.is_eksempel for line in lines),
    }
    return render(request, "indsatser/milepael_list.html", context)


@require_safe
def indikator_list(request: HttpRequest, uuid) -> HttpResponse:
    """The area figures that the plan states, with what they are compared with."""
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.LAES, uuid=uuid)
    rows = (
        Indikatorvaerdi.objects.in_plan(plan)
        .current()
        .select_related("indikator", "boligomraade", "delaftale")
        .order_by("order", "pk")
    )
    context = {"plan": plan, "as_of": as_of_from(request, plan.default_as_of()), "rows": rows}
    return render(request, "indsatser/indikator_list.html", context)


@require_safe
def projekt_list(request: HttpRequest, uuid) -> HttpResponse:
    """Local projects and initiatives beside the delaftaler."""
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.LAES, uuid=uuid)
    bevillinger = Bevilling.objects.in_plan(plan).current().select_related("kilde", "initiativ__for_plan")
    context = {
        "plan": plan,
        "as_of": as_of_from(request, plan.default_as_of()),
        "lokalprojekter": plan.lokalprojekter.current(),
        "initiativer": plan.initiativer.current().select_related("parent", "for_plan"),
        "for_planen": Initiativ.objects.filter(for_plan=plan).visible_to(request.user).select_related("helhedsplan"),
        "bevillinger": bevillinger.order_by("initiativ__order", "pk"),
    }
    return render(request, "indsatser/projekt_list.html", context)


@require_safe
def lokalprojekt_detail(request: HttpRequest, uuid) -> HttpResponse:
    """The project description form."""
    projekter = Lokalprojekt.objects.select_related("helhedsplan__bevillingsrunde").prefetch_related(
        "trin", "opgaver", "udgifter", "samarbejdsrelationer"
    )
    projekt = get_or_deny(projekter, request.user, Ret.LAES, uuid=uuid)
    plan = projekt.helhedsplan
    as_of = as_of_from(request, plan.default_as_of())
    kriterier = opgoer_rows(projekt.kriterier.current(on=as_of).top_level().for_opgoerelse(), as_of=as_of)
    context = {"plan": plan, "as_of": as_of, "projekt": projekt, "kriterier": kriterier}
    return render(request, "indsatser/lokalprojekt_detail.html", context)


@require_safe
def initiativ_detail(request: HttpRequest, uuid) -> HttpResponse:
    """An initiative: what it is, who pays, who works on it."""
    initiativer = Initiativ.objects.select_related(
        "helhedsplan__bevillingsrunde", "parent", "for_plan", "forgaenger"
    ).prefetch_related("bevillinger__kilde", "ressourcer", "samarbejdsrelationer", "delinitiativer")
    initiativ = get_or_deny(initiativer, request.user, Ret.LAES, uuid=uuid)
    plan = initiativ.helhedsplan
    as_of = as_of_from(request, plan.default_as_of())
    kriterier = opgoer_rows(initiativ.kriterier.current(on=as_of).top_level().for_opgoerelse(), as_of=as_of)
    context = {"plan": plan, "as_of": as_of, "initiativ": initiativ, "kriterier": kriterier}
    return render(request, "indsatser/initiativ_detail.html", context)
