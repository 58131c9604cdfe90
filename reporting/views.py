"""Pages and papers that show how the plan is doing. Each view passes the door, builds facts and prints them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from helhedsplan.http import as_of_from
from indsatser.models import Aktivitet, Succeskriterium
from plans.models import Delaftale, Helhedsplan
from plans.permissions import Ret, get_or_deny
from reporting.facts.kriterium import build_kriteriefakta
from reporting.facts.maalopfyldelsesskema import AarUdenforPlanen, Maalopfyldelsesskema, build_maalopfyldelsesskema
from reporting.facts.overblik import build_overblik
from reporting.facts.planfakta import build_planfakta
from reporting.pdf import PdfIkkeMulig, render_pdf


@require_safe
def plan_overblik(request: HttpRequest, uuid) -> HttpResponse:
    """Where the plan stands: states per delaftale, what is late, what is missing, what comes next."""
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.LAES, uuid=uuid)
    as_of = as_of_from(request, plan.default_as_of())
    context = {
        "plan": plan,
        "as_of": as_of,
        "overblik": build_overblik(plan, as_of=as_of),
        "underplaner": plan.underplaner.visible_to(request.user).current(),
    }
    return render(request, "reporting/plan_overblik.html", context)


@require_safe
def delaftale_list(request: HttpRequest, uuid) -> HttpResponse:
    """The plan's delaftaler with activities and the state of every criterion."""
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.LAES, uuid=uuid)
    as_of = as_of_from(request, plan.default_as_of())
    context = {"plan": plan, "as_of": as_of, "fakta": build_planfakta(plan, as_of=as_of)}
    return render(request, "reporting/delaftale_list.html", context)


@require_safe
def delaftale_detail(request: HttpRequest, uuid) -> HttpResponse:
    """One delaftale: what is agreed and how it goes, and why."""
    delaftale = get_or_deny(Delaftale.objects.for_page(), request.user, Ret.LAES, uuid=uuid)
    plan = delaftale.helhedsplan
    as_of = as_of_from(request, plan.default_as_of())
    planfakta = build_planfakta(plan, as_of=as_of)
    context = {
        "plan": plan,
        "as_of": as_of,
        "delaftale": delaftale,
        "fakta": next((d for d in planfakta.delaftaler if d.uuid == delaftale.uuid), None),
        "post": next((p for p in planfakta.oekonomi.poster if p.delaftale_uuid == delaftale.uuid), None),
        "parter": delaftale.parter.current(on=as_of),
        "planlagte": delaftale.planlagte_aktiviteter.current(on=as_of).select_related("aktivitet", "parent"),
        "indikatorer": delaftale.indikatorvaerdier.current(on=as_of).select_related("indikator"),
    }
    return render(request, "reporting/delaftale_detail.html", context)


@require_safe
def aktivitet_detail(request: HttpRequest, uuid) -> HttpResponse:
    """One activity: its form, its criteria and its milestones."""
    rows = Aktivitet.objects.for_page().prefetch_related(
        "aktivitetstyper", "aktivitetsmaal__maal", "ressourcer", "samarbejdsrelationer"
    )
    aktivitet = get_or_deny(rows, request.user, Ret.LAES, uuid=uuid)
    plan = aktivitet.helhedsplan
    as_of = as_of_from(request, plan.default_as_of())
    planfakta = build_planfakta(plan, as_of=as_of)
    found = (a for d in planfakta.delaftaler for a in d.aktiviteter if a.uuid == aktivitet.uuid)
    context = {"plan": plan, "as_of": as_of, "aktivitet": aktivitet, "fakta": next(found, None)}
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
        "lokalprojekt",
        "initiativ",
    )
    row = get_or_deny(rows, request.user, Ret.LAES, uuid=uuid)
    as_of = as_of_from(request, row.helhedsplan.default_as_of())
    context = {
        "plan": row.helhedsplan,
        "as_of": as_of,
        "kriterium": row,
        "fakta": build_kriteriefakta(row, as_of=as_of),
    }
    return render(request, "reporting/kriterium_detail.html", context)


@require_safe
def rapport_list(request: HttpRequest, uuid) -> HttpResponse:
    """The reports that can be had, per year."""
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.LAES, uuid=uuid)
    context = {"plan": plan, "as_of": as_of_from(request, plan.default_as_of()), "aar": plan.calendar_years}
    return render(request, "reporting/rapport_list.html", context)


def _skema(request: HttpRequest, uuid, aar: int) -> tuple[Helhedsplan, Maalopfyldelsesskema]:
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.LAES, uuid=uuid)
    try:
        return plan, build_maalopfyldelsesskema(plan, year=aar)
    except AarUdenforPlanen as outside:
        raise Http404(str(outside)) from outside


@require_safe
def maalopfyldelse_detail(request: HttpRequest, uuid, aar: int) -> HttpResponse:
    """Målopfyldelsesskema of a year on screen: the same body as on paper."""
    plan, rapport = _skema(request, uuid, aar)
    context = {"plan": plan, "as_of": rapport.as_of, "rapport": rapport}
    return render(request, "reporting/maalopfyldelse_detail.html", context)


@require_safe
def maalopfyldelse_pdf(request: HttpRequest, uuid, aar: int) -> HttpResponse:
    """The same as a tagged PDF."""
    plan, rapport = _skema(request, uuid, aar)
    try:
        pdf = render_pdf("reporting/pdf/maalopfyldelse.html", {"rapport": rapport})
    except PdfIkkeMulig as impossible:
        context = {"plan": plan, "as_of": rapport.as_of, "rapport": rapport, "pdf_fejl": str(impossible)}
        return render(request, "reporting/maalopfyldelse_detail.html", context, status=503)
    filename = f"maalopfyldelsesskema-{aar}-{plan.short_name}.pdf"
    headers = {"Content-Disposition": content_disposition_header(True, filename) or ""}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
