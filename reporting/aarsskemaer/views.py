"""Ordering the year's papers of the plans that are shown in the portfolio."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from plans.baggrund.svar import svar_paa_bestilling
from reporting.aarsskemaer.forms import AarForm
from reporting.aarsskemaer.opgave import bestil_aarsskemaer
from reporting.portefoelje.side import build_hele_portefoeljen


@require_http_methods(["GET", "HEAD", "POST"])
def aarsskemaer(request: HttpRequest) -> HttpResponse:
    """The plans are those of the portfolio with the same choices in the address: only those one may read."""
    found = build_hele_portefoeljen(request.user, request.GET, today=timezone.localdate())
    form = AarForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and found.raekker:
        data = form.cleaned_data
        planer = [row.hoved.uuid for row in found.raekker]
        return svar_paa_bestilling(
            bestil_aarsskemaer(planer, data["aar"], by=request.user, noegle=data["noegle"])  # type: ignore[arg-type]
        )
    context = {"form": form, "portefoelje": found, "query": request.GET.urlencode()}
    return render(request, "reporting/aarsskemaer.html", context)
