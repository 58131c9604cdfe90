"""Pages about what is agreed. Each view passes the door, reads facts and prints them."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from helhedsplan.http import as_of_from
from helhedsplan.sortering import danish_sort_key
from plans import filer
from plans.aftale import build_aftale
from plans.familie import family
from plans.forms import HistorikFilter, PlanFilter
from plans.models import Haendelse, Helhedsplan
from plans.organer import build_organer, decisions, flat
from plans.penge.oekonomi import build_oekonomi
from plans.penge.omdisponering.fakta import build_flytninger
from plans.penge.regnskab.opfoelgning import build_opfoelgning
from plans.permissions import Ret, get_or_deny, may_create_plans, sole_plan_of_a_reader
from plans.redigering.livsloeb import readable, with_put_back

PLANS_A_PAGE = 25
EVENTS_A_PAGE = 50


@require_safe
def forside(request: HttpRequest) -> HttpResponse:
    """The front door leads to what is waiting for the user; whoever only reads one plan, to its board's page."""
    only = sole_plan_of_a_reader(request.user)
    return redirect("reporting:bestyrelsesside", only) if only else redirect("reporting:mit_overblik")


@require_safe
def helhedsplan_list(request: HttpRequest) -> HttpResponse:
    """The plans the user is a member of: search, filter, pages. Filters live in the address."""
    mine = Helhedsplan.objects.visible_to(request.user).current()
    plan_filter = PlanFilter(request.GET, queryset=mine)
    found = plan_filter.sorted_pks()
    page = Paginator(found, PLANS_A_PAGE).get_page(request.GET.get("side"))
    rows = {plan.pk: plan for plan in mine.for_list().filter(pk__in=list(page.object_list))}
    context = {
        "filter": plan_filter,
        "page": page,
        "plans": [rows[pk] for pk in page.object_list if pk in rows],
        "number_found": len(found),
        "number_of_mine": mine.count() if plan_filter.wanted else len(found),
        "may_create": may_create_plans(request.user),
    }
    return render(request, "plans/helhedsplan_list.html", context)


@require_safe
def aftale_detail(request: HttpRequest, uuid) -> HttpResponse:
    """The strategic agreement: sections, parties, annexes, estates, what was left out."""
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.LAES, uuid=uuid)
    as_of = as_of_from(request, plan.default_as_of())
    context = {
        "plan": plan,
        "as_of": as_of,
        "aftale": build_aftale(plan, as_of=as_of),
        "omraader": plan.boligomraader.all(),
        "organisationer": plan.boligorganisationer.all(),
        "uoverensstemmelser": plan.uoverensstemmelser.current(on=as_of).count(),
        **family(plan, request.user, on=as_of),
    }
    return render(request, "plans/aftale_detail.html", context)


@require_safe
def uoverensstemmelse_list(request: HttpRequest, uuid) -> HttpResponse:
    """What does not add up in the signed document. Kept, not corrected."""
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.LAES, uuid=uuid)
    as_of = as_of_from(request, plan.default_as_of())
    rows = list(plan.uoverensstemmelser.current(on=as_of))
    context = {"plan": plan, "as_of": as_of, "rows": rows, "has_severity": any(row.severity for row in rows)}
    return render(request, "plans/uoverensstemmelse_list.html", context)


@require_safe
def oekonomi_detail(request: HttpRequest, uuid) -> HttpResponse:
    """Frame, posts, remainder, co-financing and sources."""
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.LAES, uuid=uuid)
    as_of = as_of_from(request, plan.default_as_of())
    oekonomi = build_oekonomi(plan, as_of=as_of)
    context = {
        "plan": plan,
        "as_of": as_of,
        "oekonomi": oekonomi,
        "opfoelgning": build_opfoelgning(plan, as_of=as_of, oekonomi=oekonomi),
        "flytninger": build_flytninger(plan, as_of=as_of),
    }
    return render(request, "plans/oekonomi_detail.html", context)


@require_safe
def organ_list(request: HttpRequest, uuid) -> HttpResponse:
    """Organs with mandate and seats, meetings and decisions."""
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.LAES, uuid=uuid)
    as_of = as_of_from(request, plan.default_as_of())
    organer = build_organer(plan, as_of=as_of)
    context = {
        "plan": plan,
        "as_of": as_of,
        "organer": organer,
        "alle_organer": tuple(flat(organer)),
        "beslutninger": decisions(plan, as_of=as_of),
    }
    return render(request, "plans/organ_list.html", context)


@require_safe
def medlemskab_list(request: HttpRequest, uuid) -> HttpResponse:
    """Who may do what in the plan, and until when."""
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.GIV_ADGANG, uuid=uuid)
    rows = plan.medlemskaber.select_related("user")
    active = set(plan.medlemskaber.active().values_list("pk", flat=True))
    members = sorted(rows, key=lambda row: (row.pk not in active, -row.rolle, danish_sort_key(row.user.name)))
    context = {"plan": plan, "medlemskaber": members, "gaeldende": active}
    return render(request, "plans/medlemskab_list.html", context)


@require_safe
def historik_list(request: HttpRequest, uuid) -> HttpResponse:
    """Who did what, field by field; filter by person, kind and date."""
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.LAES, uuid=uuid)
    events = readable(Haendelse.objects.filter(helhedsplan=plan), plan)
    historik = HistorikFilter(request.GET, queryset=events)
    page = Paginator(historik.rows().for_list(), EVENTS_A_PAGE).get_page(request.GET.get("side"))
    with_put_back(page.object_list, plan)
    context = {"plan": plan, "as_of": as_of_from(request, plan.default_as_of()), "filter": historik, "page": page}
    return render(request, "plans/historik_list.html", context)


@require_safe
def fil(request: HttpRequest, art: str, uuid) -> HttpResponseBase:
    """A file of a row, to whoever may see the row."""
    kilde = filer.kilde(art)
    row = kilde.open(request.user, uuid)
    file = getattr(row, kilde.field)
    if file and kilde.tjek and (hvorfor := kilde.tjek(row)):
        return render(request, "plans/fil_mangler.html", {"row": row, "file": file, "hvorfor": hvorfor}, status=409)
    found = filer.answer(file) if file else None
    return found or render(request, "plans/fil_mangler.html", {"row": row, "file": file}, status=404)
