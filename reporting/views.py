"""Pages and papers that show how the plan is doing. Each view passes the door, builds facts and prints them."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from helhedsplan.http import as_of_from
from helhedsplan.templatetags.helhed import plan_url
from indsatser.models import Aktivitet, Succeskriterium
from indsatser.registrering.handlinger import build_actions, log_url
from plans.familie import family
from plans.models import Delaftale, Helhedsplan
from plans.permissions import Ret, get_or_deny, may
from reporting.facts.delaftaleside import build_delaftaleside
from reporting.facts.kom_i_gang import build_kom_i_gang
from reporting.facts.kriterium import build_kriteriefakta
from reporting.facts.mit_overblik import build_mit_overblik, has_tasks, plan_order
from reporting.facts.oekonomibillede import build_oekonomibillede
from reporting.facts.overblik import build_overblik, nedslag
from reporting.facts.planfakta import build_planfakta, maallinje
from reporting.forms import OverblikFilter
from reporting.indberetning.liste import aktuelle
from reporting.paamindelser.svar import aabne_frister, svar_om

OVERBLIK_PLANS_A_PAGE = 5
"""So many plans' rows are read for one showing of Mit overblik; more would take too long (docs/maalinger.md)."""


def _page(request: HttpRequest, plan: Helhedsplan) -> dict[str, Any]:
    """What every page of a plan needs: the plan, the day it shows and the days one may look back at."""
    default = plan.default_as_of()
    as_of = as_of_from(request, default)
    return {
        "plan": plan,
        "as_of": as_of,
        "is_default_day": as_of == default,
        "nedslag": nedslag(plan, last=default),
    }


def _home(row: Any) -> Helhedsplan:
    """The plan of a row that came through the door, with the user's rolle as the row carries it."""
    plan: Helhedsplan = row.helhedsplan
    plan.my_rolle = row.my_rolle  # type: ignore[attr-defined]
    return plan


def _trail(request: HttpRequest, plan: Helhedsplan, *steps: tuple[str, str, UUID] | str) -> list[dict[str, str]]:
    """The breadcrumb: the plan, steps of (label, url name, uuid) that keep the as-of date, and the page itself."""
    trail = [{"label": plan.short_name, "url": plan_url({"request": request}, "reporting:plan_overblik", plan.uuid)}]
    for step in steps:
        if isinstance(step, str):
            trail.append({"label": step, "url": ""})
        else:
            trail.append({"label": step[0], "url": plan_url({"request": request}, step[1], step[2])})
    return trail


@require_safe
def mit_overblik(request: HttpRequest) -> HttpResponse:
    """The first page after login: what is due, late, missing or contradictory in my plans. Filters in the address."""
    order = plan_order(request.user)
    request.user.has_several_plans = len(order) > 1  # type: ignore[union-attr]  # known now: the menu need not ask
    chosen = OverblikFilter(request.GET, plans=order, has_tasks=has_tasks(request.user))
    found = chosen.pks()
    page = Paginator(found, OVERBLIK_PLANS_A_PAGE).get_page(request.GET.get("side"))
    overblik = build_mit_overblik(
        request.user,
        list(page.object_list),
        today=timezone.localdate(),
        hvad=chosen.chosen_kind,
        alle=chosen.shows_all,
    )
    context = {
        "filter": chosen,
        "overblik": overblik,
        "page": page,
        "number_of_plans": len(order),
        "number_found": len(found),
    }
    return render(request, "reporting/mit_overblik.html", context)


@require_safe
def plan_overblik(request: HttpRequest, uuid) -> HttpResponse:
    """Where the plan stands: states per delaftale, what is late, what is missing, what comes next."""
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.LAES, uuid=uuid)
    context = _page(request, plan)
    context["overblik"] = overblik = build_overblik(plan, as_of=context["as_of"])
    context["billede"] = build_oekonomibillede(plan, overblik.fakta.oekonomi, as_of=context["as_of"])
    context["indberetninger"] = aktuelle(plan, today=timezone.localdate())
    context["kom_i_gang"] = build_kom_i_gang(plan, may_edit=may(plan, Ret.REDIGER))
    context |= family(plan, request.user, on=context["as_of"])
    return render(request, "reporting/plan_overblik.html", context)


@require_safe
def delaftale_list(request: HttpRequest, uuid) -> HttpResponse:
    """The plan's delaftaler with activities and the state of every criterion."""
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.LAES, uuid=uuid)
    context = _page(request, plan)
    context["fakta"] = build_planfakta(plan, as_of=context["as_of"])
    context["maal"] = [maallinje(row) for row in plan.maal.current(on=context["as_of"]).filter(delaftale=None)]
    context["ressourcer"] = plan.ressourcer.current(on=context["as_of"]).of_the_plan()
    context["relationer"] = plan.samarbejdsrelationer.current(on=context["as_of"]).of_the_plan()
    context["tilfoej_delaftale"] = f"Tilføj {plan.field_label.lower()}"
    context["trin"] = _trail(request, plan, plan.field_label_plural)
    return render(request, "reporting/delaftale_list.html", context)


@require_safe
def delaftale_detail(request: HttpRequest, uuid) -> HttpResponse:
    """One delaftale: what is agreed and how it goes, and why."""
    delaftale = get_or_deny(Delaftale.objects.for_page(), request.user, Ret.LAES, uuid=uuid)
    plan = _home(delaftale)
    context = _page(request, plan)
    planfakta = build_planfakta(plan, as_of=context["as_of"])
    context |= {
        "delaftale": delaftale,
        "fakta": next((d for d in planfakta.delaftaler if d.uuid == delaftale.uuid), None),
        "aftalt": build_delaftaleside(delaftale, planfakta.oekonomi, as_of=context["as_of"]),
        "trin": _trail(
            request, plan, (plan.field_label_plural, "reporting:delaftale_list", plan.uuid), delaftale.title
        ),
    }
    return render(request, "reporting/delaftale_detail.html", context)


@require_safe
def aktivitet_detail(request: HttpRequest, uuid) -> HttpResponse:
    """One activity: its form, its criteria and its milestones."""
    rows = Aktivitet.objects.for_page().prefetch_related("aktivitetstyper")
    aktivitet = get_or_deny(rows, request.user, Ret.LAES, uuid=uuid)
    plan, delaftale = _home(aktivitet), aktivitet.delaftale
    context = _page(request, plan)
    planfakta = build_planfakta(plan, as_of=context["as_of"])
    context |= {
        "aktivitet": aktivitet,
        "log_url": log_url(aktivitet, request.user),  # type: ignore[arg-type]
        "intet_at_indberette": svar_om(aktivitet),
        "fakta": next((a for d in planfakta.delaftaler for a in d.aktiviteter if a.uuid == aktivitet.uuid), None),
        "maalene": aktivitet.aktivitetsmaal.current(on=context["as_of"]).select_related("maal"),
        "ressourcer": aktivitet.ressourcer.current(on=context["as_of"]),
        "relationer": aktivitet.samarbejdsrelationer.current(on=context["as_of"]),
        "may_edit": may(aktivitet, Ret.REDIGER),
        "trin": _trail(
            request,
            plan,
            (plan.field_label_plural, "reporting:delaftale_list", plan.uuid),
            (delaftale.title, "reporting:delaftale_detail", delaftale.uuid),
            aktivitet.name,
        ),
    }
    return render(request, "reporting/aktivitet_detail.html", context)


@require_safe
def kriterium_detail(request: HttpRequest, uuid) -> HttpResponse:
    """One criterion: its measurements against the planned line, and where every figure comes from."""
    rows = Succeskriterium.objects.for_opgoerelse().select_related(
        "helhedsplan__bevillingsrunde",
        "delaftale",
        "aktivitet__delaftale",
        "maal",
        "parent",
        "ansvarlig_bruger",
        "lokalprojekt",
        "initiativ",
    )
    row = get_or_deny(rows, request.user, Ret.LAES, uuid=uuid)
    plan = _home(row)
    context = _page(request, plan)
    fakta = build_kriteriefakta(row, as_of=context["as_of"])
    maalinger = [raekke.maaling for del_ in fakta.maalte for raekke in del_.maalinger]
    svar = svar_om(row)
    handlinger = build_actions(row, request.user, maalinger)  # type: ignore[arg-type]
    context |= {
        "kriterium": row,
        "fakta": fakta,
        "handlinger": handlinger,
        "intet_at_indberette": svar,
        "kan_svares": aabne_frister(row, svar) if handlinger.may_register else [],
        "referencer": row.references_on(context["as_of"]),
        "trin": _kriterium_trail(request, plan, row),
    }
    return render(request, "reporting/kriterium_detail.html", context)


def _kriterium_trail(request: HttpRequest, plan: Helhedsplan, row: Succeskriterium) -> list[dict[str, str]]:
    delaftale = row.delaftale or (row.aktivitet.delaftale if row.aktivitet else None)
    steps: list[tuple[str, str, UUID] | str] = []
    if delaftale:
        steps += [
            (plan.field_label_plural, "reporting:delaftale_list", plan.uuid),
            (delaftale.title, "reporting:delaftale_detail", delaftale.uuid),
        ]
    if row.aktivitet:
        steps.append((row.aktivitet.name, "reporting:aktivitet_detail", row.aktivitet.uuid))
    if row.lokalprojekt:
        steps.append((str(row.lokalprojekt), "indsatser:lokalprojekt_detail", row.lokalprojekt.uuid))
    if row.initiativ:
        steps.append((str(row.initiativ), "indsatser:initiativ_detail", row.initiativ.uuid))
    return _trail(request, plan, *steps, f"Succeskriterium {row.code}".strip())
