"""The year wheel, and making a year's meetings from it."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from plans.choices import Moedetilstand
from plans.models import Helhedsplan, Moede, Organ
from plans.moeder.aarshjul import aar_i_hjulet, build_aarshjul
from plans.moeder.opret import MOST, forslagsformularer, opret_moeder
from plans.moeder.regler import antal_i_aaret, foreslaa_moeder
from plans.permissions import Ret, get_or_deny
from plans.redigering.lukket import answer as lukket
from plans.redigering.lukket import closed_by
from plans.redigering.register import kind_or_404


def _chosen_year(request: HttpRequest, plan: Helhedsplan) -> int:
    """The year in the address, if it is one of the plan's; else this one, or the nearest to it."""
    today = timezone.localdate()
    years = aar_i_hjulet(plan, today=today)
    typed = request.GET.get("aar", "")
    if typed.isascii() and typed.isdecimal() and int(typed[:5]) in years:
        return int(typed[:5])
    return min(years, key=lambda year: abs(year - today.year))


@require_safe
def aarshjul(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What comes in a year, month by month: meetings, papers, deadlines."""
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.LAES, uuid=uuid)
    hjul = build_aarshjul(plan, _chosen_year(request, plan), today=timezone.localdate())
    return render(request, "plans/aarshjul.html", {"plan": plan, "hjul": hjul})


@require_http_methods(["GET", "POST"])
def moeder_foreslaa(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A year's meetings of an organ as proposed; changed at will, they are made in one save."""
    kind = kind_or_404("organ")
    organ = kind.open(request.user, uuid)
    if (closed := closed_by(organ)) is not None:
        return lukket(request, kind, organ, closed)
    plan = kind.plan_of(organ)
    aar = _chosen_year(request, plan)
    context = {"plan": plan, "organ": organ, "aar": aar, "aarene": aar_i_hjulet(plan, today=timezone.localdate())}
    if request.method == "POST":
        formularer = forslagsformularer((), request.POST, number=_number(request.POST.get("antal-vist"), 0))
        faults = [form for form in formularer if not form.is_valid()]  # all are asked
        if not faults and _made(request, organ, formularer):
            return redirect(reverse("plans:aarshjul", kwargs={"uuid": plan.uuid}) + f"?aar={aar}")
        context |= {"formularer": formularer, "noegle": request.POST.get("noegle", "")}
        context["antal"] = len(formularer)
    else:
        antal = _number(request.GET.get("antal"), _stated(organ, plan, aar))
        forslag = foreslaa_moeder(
            aar, antal, fra=plan.start_date, til=plan.end_date, frist=organ.notice_days, findes=_days(organ, aar)
        )
        context |= {"formularer": forslagsformularer(forslag), "noegle": str(uuid4()), "antal": antal}
    return render(request, "plans/moeder_foreslaa.html", context)


def _number(typed: Any, default: int) -> int:
    text = str(typed or "")
    return min(int(text), MOST) if text.isascii() and text.isdecimal() and len(text) < 4 else default


def _stated(organ: Organ, plan: Helhedsplan, aar: int) -> int:
    """How many the agreement speaks of in that year; four where it does not say."""
    pr_aar = organ.meetings_min or organ.meetings_max or 4
    return min(MOST, antal_i_aaret(pr_aar, aar, fra=plan.start_date, til=plan.end_date))


def _days(organ: Organ, aar: int) -> list[Any]:
    """The days the organ meets already. One query."""
    rows = Moede.objects.filter(organ=organ, retired_on=None, held_on__year=aar).exclude(state=Moedetilstand.AFLYST)
    return list(rows.values_list("held_on", flat=True))


def _made(request: HttpRequest, organ: Organ, formularer: list[Any]) -> bool:
    """Whether the ticked meetings were made; a refusal is said on top."""
    ticked = [(index, form.cleaned_data) for index, form in enumerate(formularer) if form.cleaned_data["opret"]]
    if not ticked:
        messages.error(request, "Sæt hak ved de møder, der skal oprettes.")
        return False
    try:
        by: Any = request.user
        made = opret_moeder(organ, ticked, noegle=UUID(request.POST.get("noegle", "")), by=by)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return False
    except ValueError:
        messages.error(request, "Åbn siden igen, og prøv en gang til.")
        return False
    messages.success(request, f"{len(made)} {'møde er' if len(made) == 1 else 'møder er'} oprettet.")
    return True
