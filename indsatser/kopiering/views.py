"""The pages that copy an activity, and a plan to its next period."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from indsatser.kopiering.aktivitet import kopier_aktivitet
from indsatser.kopiering.forms import AktivitetKopiForm, HelhedsplanKopiForm
from indsatser.kopiering.plan import kopier_plan
from indsatser.models import Aktivitet
from plans.models import Helhedsplan
from plans.ny_plan.grundform import put_refusal
from plans.ny_plan.views import SHOW_AGAIN
from plans.permissions import Ret, get_or_deny


@require_http_methods(["GET", "POST"])
def helhedsplan_copy(request: HttpRequest, uuid) -> HttpResponse:
    """The plan as the draft of its next period: what to take along, and which results become baselines."""
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.OPRET_PLAN, uuid=uuid)
    posted = request.POST if request.method == "POST" else None
    if posted is None or SHOW_AGAIN in posted:
        return _plan_page(request, plan, HelhedsplanKopiForm(raw=posted, plan=plan))
    form = HelhedsplanKopiForm(posted, plan=plan)
    if form.is_valid():
        try:
            new = kopier_plan(plan, form.naeste_periode(), by=request.user)  # type: ignore[arg-type]
        except ValidationError as refused:
            form.refuse(refused)
        else:
            messages.success(
                request, f"«{new}» er oprettet som kopi af {plan}. Nedenfor står, hvad der nu skal gøres."
            )
            return redirect(new)
    return _plan_page(request, plan, form)


def _plan_page(request: HttpRequest, plan: Helhedsplan, form: HelhedsplanKopiForm) -> HttpResponse:
    return render(request, "indsatser/helhedsplan_copy.html", {"plan": plan, "form": form})


@require_http_methods(["GET", "POST"])
def aktivitet_copy(request: HttpRequest, uuid) -> HttpResponse:
    """An activity copied to the same or another delaftale of a plan one may edit."""
    aktivitet = get_or_deny(Aktivitet.objects.for_page(), request.user, Ret.REDIGER, uuid=uuid)
    form = AktivitetKopiForm(request.POST or None, aktivitet=aktivitet, user=request.user)  # type: ignore[arg-type, misc]
    if request.method == "POST" and form.is_valid():
        try:
            new = kopier_aktivitet(aktivitet, form.aktivitetskopi(), by=request.user)  # type: ignore[arg-type]
        except ValidationError as refused:
            put_refusal(form, refused)
        else:
            messages.success(request, f"«{new}» er oprettet som kopi. Ret det, der er anderledes her.")
            return redirect(new)
    context = {"aktivitet": aktivitet, "plan": aktivitet.helhedsplan, "form": form}
    return render(request, "indsatser/aktivitet_copy.html", context)
