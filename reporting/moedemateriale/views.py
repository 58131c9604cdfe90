"""The page of a meeting's material: what was made, and the form that makes a new one."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

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


@require_http_methods(["GET", "POST"])
def moedemateriale(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The material of a meeting: read what there is, make a new one."""
    kind = kind_or_404("moede")
    moede = kind.open(request.user, uuid, Ret.REDIGER if request.method == "POST" else Ret.LAES)
    plan = kind.plan_of(moede)
    form = MaterialeForm(initial=MaterialeForm.udgangspunkt(plan.default_as_of()))
    if request.method == "POST":
        if (closed := closed_by(moede)) is not None:
            return lukket(request, kind, moede, closed)
        form = MaterialeForm(request.POST)
        if form.is_valid() and (made := _lav(request, moede, plan, form)):
            return made
    context = {"plan": plan, "moede": moede, "form": form, "materialer": _linjer(moede)}
    context["kan"] = may(plan, Ret.REDIGER) and closed_by(moede) is None
    return render(request, "reporting/moedemateriale.html", context, status=422 if form.errors else 200)


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
