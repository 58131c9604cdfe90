"""The page of a meeting's material: what was made, and the form that makes a new one."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from plans.filer import fillink
from plans.models import Moede
from plans.permissions import Ret, may
from plans.redigering.lukket import answer as lukket
from plans.redigering.lukket import closed_by
from plans.redigering.register import kind_or_404
from reporting.moedemateriale.dele import valgte
from reporting.moedemateriale.forms import MaterialeForm
from reporting.moedemateriale.lav import lav_materiale
from reporting.pdf import PdfIkkeMulig


@require_safe
def moedemateriale(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The material of a meeting: what was made, and the form of a new one."""
    kind = kind_or_404("moede")
    moede = kind.open(request.user, uuid, Ret.LAES)
    plan = kind.plan_of(moede)
    return _page(request, moede, plan, MaterialeForm(initial=MaterialeForm.udgangspunkt(_dag(moede, plan))))


@require_POST
def moedemateriale_lav(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Make a new one."""
    kind = kind_or_404("moede")
    moede = kind.open(request.user, uuid)
    if (closed := closed_by(moede)) is not None:
        return lukket(request, kind, moede, closed)
    plan, form = kind.plan_of(moede), MaterialeForm(request.POST)
    made = _lav(request, moede, plan, form) if form.is_valid() else None
    return made or _page(request, moede, plan, form)


def _dag(moede: Moede, plan: Any) -> Any:
    """The day the figures are of unless told otherwise: the plan's own, but never after the meeting."""
    return min(moede.held_on, plan.default_as_of())


def _page(request: HttpRequest, moede: Moede, plan: Any, form: MaterialeForm) -> HttpResponse:
    context = {"plan": plan, "moede": moede, "form": form, "materialer": _linjer(moede)}
    context["kan"] = may(plan, Ret.REDIGER) and closed_by(moede) is None
    return render(request, "reporting/moedemateriale.html", context)


def _lav(request: HttpRequest, moede: Moede, plan: Any, form: MaterialeForm) -> HttpResponse | None:
    """Make it; None, with the refusal in the form, when it cannot be."""
    data, by = form.cleaned_data, request.user
    try:
        made = lav_materiale(
            moede,
            plan,
            valgte(data["dele"]),
            as_of=data["as_of"],
            noegle=data["noegle"],
            by=by,  # type: ignore[arg-type]
        )
    except PdfIkkeMulig as impossible:
        form.add_error(None, str(impossible))
    except ValidationError as refused:
        form.add_error(None, refused.messages)
    else:
        return redirect(f"{reverse('reporting:moedemateriale', args=[moede.uuid])}#materiale-{made.nummer}")
    return None


def _linjer(moede: Moede) -> list[dict[str, Any]]:
    rows = moede.materialer.current().order_by("-nummer")
    return [{"materiale": row, "fil": fillink(row, "file"), "dele": valgte(row.parts.split(","))} for row in rows]
