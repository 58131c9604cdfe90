"""The page of a plan's dossiers: those that were made, how old they are, and the form of a new one."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from plans.baggrund import bestil, oplysninger
from plans.baggrund.svar import svar_paa_bestilling
from plans.choices import Opgavetilstand
from plans.filer import Fillink, fillink
from plans.models import Baggrundsopgave, Helhedsplan
from plans.permissions import Ret, get_or_deny
from reporting.dossier.dele import Del, valgte
from reporting.dossier.forms import DossierForm
from reporting.dossier.opgave import OPGAVE
from reporting.pakke.skriv import STOERST_SAGT

VIST = 10
"""Dossiers on the page; older ones are removed with their jobs anyhow."""


@dataclass(frozen=True, slots=True)
class Lavet:
    """A dossier that was made: what is in it, and its age in days."""

    fil: Fillink | None
    til: date
    dele: list[Del]
    lavet: Any
    dage: int


@require_safe
def dossier(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The dossiers of a plan, and the form of a new one."""
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.GODKEND, uuid=uuid)
    return _page(request, plan, DossierForm())


@require_POST
def dossier_lav(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Order a new one; it is made in the background."""
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.GODKEND, uuid=uuid)
    form = DossierForm(request.POST)
    if not form.is_valid():
        return _page(request, plan, form)
    data = form.cleaned_data
    titel = f"Dossier for {plan.short_name}"
    row = bestil(
        OPGAVE, by=request.user, plan=plan, noegle=data["noegle"], titel=titel, til=data["til"], dele=data["dele"]
    )
    return svar_paa_bestilling(row)


def _page(request: HttpRequest, plan: Helhedsplan, form: DossierForm) -> HttpResponse:
    rows = Baggrundsopgave.objects.filter(helhedsplan=plan, kind=OPGAVE)
    context = {"plan": plan, "form": form, "stoerst": STOERST_SAGT, "as_of": plan.default_as_of()}
    context["lavede"] = [_lavet(row) for row in rows.filter(state=Opgavetilstand.FAERDIG)[:VIST]]
    context["undervejs"] = rows.undervejs()  # type: ignore[attr-defined]
    return render(request, "reporting/dossier_list.html", context)


def _lavet(row: Baggrundsopgave) -> Lavet:
    asked, made = oplysninger(row), timezone.localdate(row.finished_at)
    return Lavet(
        fillink(row, "file"), asked["til"], valgte(asked["dele"]), row.finished_at, (timezone.localdate() - made).days
    )
