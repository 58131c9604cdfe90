"""Pages about the work that need no judgement of criteria: milestones, area figures, projects."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from helhedsplan.http import as_of_from
from indsatser.forms import MilepaelFilter
from indsatser.indikatorer import indikatorer_for
from indsatser.initiativer import build_regnskab
from indsatser.lokalprojekter import opgavefordeling, projektbudget
from indsatser.milepaele import antal_pr_tilstand, kvartaler, milepaele_for
from indsatser.milepaelsplan.fakta import own_activities, planaar
from indsatser.models import Initiativ, Lokalprojekt
from indsatser.omraadelister.fakta import build_omraadebilleder
from indsatser.omraadelister.grundlag import plan_areas
from indsatser.opgoerelse import opgoer_rows
from indsatser.pengestroem.fakta import build_pengestroem, initiativstroem
from plans.models import Helhedsplan
from plans.permissions import Ret, get_or_deny, may


@require_safe
def milepael_list(request: HttpRequest, uuid) -> HttpResponse:
    """The plan's milestones by quarter as they stood on the day; the year and the state stand in the address."""
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.LAES, uuid=uuid)
    as_of = as_of_from(request, plan.default_as_of())
    lines = milepaele_for(plan, as_of=as_of)
    milepael_filter = MilepaelFilter(request.GET, lines=lines)
    shown = milepael_filter.matching()
    context = {
        "plan": plan,
        "as_of": as_of,
        "is_default_day": as_of == plan.default_as_of(),
        "filter": milepael_filter,
        "lines": lines,
        "shown": shown,
        "kvartaler": kvartaler(shown),
        "antal": antal_pr_tilstand(shown),
        "har_eksempeltal": any(line.is_eksempel for line in shown),
        "planaar": planaar(plan, today=timezone.localdate()),
        "egne": frozenset(own_activities(plan, request.user)),
    }
    return render(request, "indsatser/milepael_list.html", context)


@require_safe
def indikator_list(request: HttpRequest, uuid) -> HttpResponse:
    """The plan's areas against the official lists, and the figures that the plan itself states."""
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.LAES, uuid=uuid)
    as_of = as_of_from(request, plan.default_as_of())
    context = {
        "plan": plan,
        "as_of": as_of,
        "omraader": build_omraadebilleder(plan_areas(plan), day=as_of),
        "rows": indikatorer_for(plan, as_of=as_of),
        "kan_rette": may(plan, Ret.REDIGER),
    }
    return render(request, "indsatser/indikator_list.html", context)


@require_safe
def projekt_list(request: HttpRequest, uuid) -> HttpResponse:
    """Local projects and initiatives beside the delaftaler, and which source pays which."""
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.LAES, uuid=uuid)
    as_of = as_of_from(request, plan.default_as_of())
    elsewhere = Initiativ.objects.filter(for_plan=plan).exclude(helhedsplan=plan).visible_to(request.user)
    context = {
        "plan": plan,
        "as_of": as_of,
        "lokalprojekter": plan.lokalprojekter.current(on=as_of),
        "initiativer": plan.initiativer.current(on=as_of).select_related("parent", "for_plan"),
        "for_planen": elsewhere.current(on=as_of).select_related("helhedsplan", "parent", "for_plan"),
        "pengestroem": build_pengestroem(plan, as_of=as_of),
        "evalueringer": plan.evalueringer.current(on=as_of).select_related("approved_by"),
    }
    return render(request, "indsatser/projekt_list.html", context)


@require_safe
def lokalprojekt_detail(request: HttpRequest, uuid) -> HttpResponse:
    """The project description form."""
    projekter = Lokalprojekt.objects.select_related("helhedsplan__bevillingsrunde")
    projekt = get_or_deny(projekter, request.user, Ret.LAES, uuid=uuid)
    plan = projekt.helhedsplan
    plan.my_rolle = projekt.my_rolle
    as_of = as_of_from(request, plan.default_as_of())
    context = {
        "plan": plan,
        "as_of": as_of,
        "projekt": projekt,
        "tidsplan": projekt.trin.current(on=as_of),
        "opgaverne": (opgaver := projekt.opgaver.current(on=as_of)),
        "opgaver": opgavefordeling(opgaver),
        "budget": projektbudget(projekt.udgifter.current(on=as_of)),
        "partnere": projekt.samarbejdsrelationer.current(on=as_of),
        "kriterier": opgoer_rows(
            projekt.kriterier.current(on=as_of).top_level().for_opgoerelse(), plan=plan, as_of=as_of
        ),
    }
    return render(request, "indsatser/lokalprojekt_detail.html", context)


@require_safe
def initiativ_detail(request: HttpRequest, uuid) -> HttpResponse:
    """An initiative: what it is, who pays, who works on it."""
    initiativer = Initiativ.objects.select_related("helhedsplan__bevillingsrunde", "parent", "for_plan", "forgaenger")
    initiativ = get_or_deny(initiativer, request.user, Ret.LAES, uuid=uuid)
    plan = initiativ.helhedsplan
    plan.my_rolle = initiativ.my_rolle
    as_of = as_of_from(request, plan.default_as_of())
    regnskab = build_regnskab(initiativ, as_of=as_of)
    context = {
        "plan": plan,
        "as_of": as_of,
        "initiativ": initiativ,
        "regnskab": regnskab,
        "stroem": initiativstroem(initiativ, regnskab),
        "partnere": initiativ.samarbejdsrelationer.current(on=as_of),
        "kriterier": opgoer_rows(
            initiativ.kriterier.current(on=as_of).top_level().for_opgoerelse(), plan=plan, as_of=as_of
        ),
        "may_open_plan": Helhedsplan.objects.visible_to(request.user).filter(pk=initiativ.for_plan_id).exists(),
        "may_open_forgaenger": Initiativ.objects.visible_to(request.user).filter(pk=initiativ.forgaenger_id).exists(),
    }
    return render(request, "indsatser/initiativ_detail.html", context)
