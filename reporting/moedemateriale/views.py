"""The page of a meeting's material: what was made, and the form that makes a new one."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from plans.baggrund import bestil
from plans.baggrund.svar import svar_paa_bestilling
from plans.filer import fillink
from plans.models import Baggrundsopgave, Moede
from plans.permissions import Ret, may
from plans.redigering.lukket import answer as lukket
from plans.redigering.lukket import closed_by
from plans.redigering.register import kind_or_404
from reporting.moedemateriale.dele import valgte
from reporting.moedemateriale.forms import MaterialeForm
from reporting.moedemateriale.opgave import OPGAVE


@require_safe
def moedemateriale(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The material of a meeting: what was made, and the form of a new one."""
    kind = kind_or_404("moede")
    moede = kind.open(request.user, uuid, Ret.LAES)
    plan = kind.plan_of(moede)
    return _page(request, moede, plan, MaterialeForm(initial=MaterialeForm.udgangspunkt(_dag(moede, plan))))


@require_POST
def moedemateriale_lav(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Order a new one; it is made in the background."""
    kind = kind_or_404("moede")
    moede = kind.open(request.user, uuid)
    if (closed := closed_by(moede)) is not None:
        return lukket(request, kind, moede, closed)
    plan, form = kind.plan_of(moede), MaterialeForm(request.POST)
    if not form.is_valid():
        return _page(request, moede, plan, form)
    data = form.cleaned_data
    row = bestil(
        OPGAVE,
        by=request.user,
        plan=plan,
        noegle=data["noegle"],
        titel=f"Materiale til {moede}",
        moede=moede.uuid,
        dele=data["dele"],
        as_of=data["as_of"],
    )
    return svar_paa_bestilling(row)


def _dag(moede: Moede, plan: Any) -> Any:
    """The day the figures are of unless told otherwise: the plan's own, but never after the meeting."""
    return min(moede.held_on, plan.default_as_of())


def _page(request: HttpRequest, moede: Moede, plan: Any, form: MaterialeForm) -> HttpResponse:
    context = {"plan": plan, "moede": moede, "form": form, "materialer": _linjer(moede)}
    context["undervejs"] = _undervejs(moede, plan)
    context["kan"] = may(plan, Ret.REDIGER) and closed_by(moede) is None
    return render(request, "reporting/moedemateriale.html", context)


def _undervejs(moede: Moede, plan: Any) -> Any:
    """The materials of the meeting that are being made, whoever ordered them."""
    rows = Baggrundsopgave.objects.filter(helhedsplan=plan, kind=OPGAVE, args__moede=str(moede.uuid))
    return rows.undervejs()  # type: ignore[attr-defined]


def _linjer(moede: Moede) -> list[dict[str, Any]]:
    rows = moede.materialer.current().order_by("-nummer")
    return [{"materiale": row, "fil": fillink(row, "file"), "dele": valgte(row.parts.split(","))} for row in rows]
