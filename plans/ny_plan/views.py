"""The page that begins a plan."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from plans.ny_plan.forms import NyPlanForm
from plans.permissions import deny_unless_may_create_plans
from plans.services.ny_plan import start_plan

SHOW_AGAIN = "vis"
"""The button (and the script) that asks for the fields of another round; what was typed stays."""


@require_http_methods(["GET", "POST"])
def helhedsplan_create(request: HttpRequest) -> HttpResponse:
    """A new plan: who, when, under which round, and with which fields of work."""
    deny_unless_may_create_plans(request.user)
    posted = request.POST if request.method == "POST" else None
    if posted is None or SHOW_AGAIN in posted:
        return _page(request, NyPlanForm(raw=posted, user=request.user))  # type: ignore[arg-type, misc]
    form = NyPlanForm(posted, user=request.user)  # type: ignore[arg-type, misc]
    if form.is_valid():
        try:
            plan = start_plan(form.ny_plan(), by=request.user)  # type: ignore[arg-type]
        except ValidationError as refused:
            form.refuse(refused)
        else:
            messages.success(request, f"Planen «{plan}» er oprettet. Nedenfor står, hvad der nu skal gøres.")
            return redirect(plan)
    return _page(request, form)


def _page(request: HttpRequest, form: NyPlanForm) -> HttpResponse:
    return render(request, "plans/helhedsplan_form.html", {"form": form})
