"""A row's life beside its text: out of use and in again, its place in the order, its history, putting back."""

from typing import Any
from uuid import UUID

from django import forms
from django.apps import apps
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from helhedsplan.felter import DanskDatoField, SoegevalgField
from plans import services
from plans.forms import HistorikFilter
from plans.models.haendelse import HaendelseQuerySet
from plans.permissions import may
from plans.redigering.lukket import answer as lukket
from plans.redigering.lukket import closed_above
from plans.redigering.register import kind_of, kind_or_404, kinds
from plans.redigering.tilbage import TilbageForm, can_be_put_back, proposals, put_back, row_stays_out
from plans.redigering.views import page_context, way_back

EVENTS_A_PAGE = 50
OFFERED = frozenset({"boligafdeling", "boligorganisation", "kommune"})
"""Lists that anybody who is logged in may search: they say nothing of any plan."""


class UdgaarForm(forms.Form):
    """When something goes out of use, and why."""

    retired_on = DanskDatoField(label="Udgår den", help_text="Fra den dag tæller det ikke med.")
    retired_reason = forms.CharField(
        label="Hvorfor",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Begrundelsen kan læses i historikken og i rapporter for det år, hvor det udgår.",
        error_messages={"required": "Skriv, hvorfor det udgår."},
    )


@require_http_methods(["GET", "POST"])
def row_retire(request: HttpRequest, art: str, uuid: UUID) -> HttpResponse:
    """Take a row out of use, with day and reason. It stays in history and in what was issued."""
    kind = kind_or_404(art)
    if not kind.can_retire:
        raise Http404("Det kan ikke tages ud af brug.")
    row = kind.open(request.user, uuid)
    closed = closed_above(row) or (row if row.retired_on is not None else None)
    if closed is not None:
        return lukket(request, kind, row, closed)
    form = UdgaarForm(request.POST or None, initial={"retired_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        on, reason = form.cleaned_data["retired_on"], form.cleaned_data["retired_reason"]
        try:
            kind.take_out(row, by=request.user, on=on, reason=reason)
        except ValidationError as refused:
            form.add_error(None, refused.messages)  # type: ignore[arg-type]  # a list of sentences is one too
        else:
            messages.success(request, f"«{row}» er taget ud af brug. Det kan sættes ind igen fra historikken.")
            return redirect(way_back(request, kind, row))
    return render(request, "plans/row_retire.html", {**page_context(kind, row), "form": form})


@require_POST
def row_reinstate(request: HttpRequest, art: str, uuid: UUID) -> HttpResponse:
    """Take a row into use again."""
    kind = kind_or_404(art)
    row = kind.open(request.user, uuid)
    if not kind.can_retire:
        raise Http404("Det kan ikke være ude af brug.")
    closed = closed_above(row)
    if closed is not None:
        return lukket(request, kind, row, closed)
    row.retired_on, row.retired_reason = None, ""  # in use already: nothing changes, as at a double click
    try:
        kind.take_in(row, by=request.user)
    except ValidationError as refused:
        messages.error(request, f"«{row}» kan ikke sættes ind igen: {' '.join(refused.messages)}")
        return redirect("plans:row_history", art=art, uuid=uuid)
    messages.success(request, f"«{row}» er sat ind igen.")
    return redirect(way_back(request, kind, row))


@require_POST
def row_move(request: HttpRequest, art: str, uuid: UUID) -> HttpResponse:
    """One place up or down, or to a place in the list (`plads`, 0 is first), as when it is dragged."""
    kind = kind_or_404(art)
    if not kind.order_field or kind.siblings is None:
        raise Http404("Det står ikke i nogen rækkefølge.")
    row = kind.open(request.user, uuid)
    siblings = kind.siblings(row)
    places = list(siblings.order_by(kind.order_field, "pk").values_list("pk", flat=True))
    if row.pk not in places:
        raise Http404("Det er taget ud af brug.")
    closed = closed_above(row)
    if closed is not None:
        return lukket(request, kind, row, closed)
    step, place = {"op": -1, "ned": 1}.get(request.POST.get("retning", "")), request.POST.get("plads", "")
    if step is None and not (place.isdecimal() and len(place) < 6):
        return HttpResponseBadRequest("Sig, hvor det skal stå.")
    to = places.index(row.pk) + step if step is not None else int(place)
    try:
        kind.arrange(row, siblings, to=to, by=request.user, field=kind.order_field)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return HttpResponse(status=409) if place else redirect(way_back(request, kind, row))
    return HttpResponse(status=204) if place else redirect(way_back(request, kind, row))


@require_safe
def row_history(request: HttpRequest, art: str, uuid: UUID) -> HttpResponse:
    """Who changed what on one row, from what to what; and the way to put it back."""
    kind = kind_or_404(art)
    row = kind.open(request.user, uuid, kind.laes)
    historik = HistorikFilter(request.GET, queryset=services.trail_of(row))
    page = Paginator(historik.rows().for_list(), EVENTS_A_PAGE).get_page(request.GET.get("side"))
    closed = closed_above(row)
    mine = may(row, kind.ret) and closed is None
    for event in page.object_list:
        event.art = art  # type: ignore[attr-defined]
        event.kan_tilbage = mine and can_be_put_back(event) and not row_stays_out(row, event)  # type: ignore[attr-defined]
    context = {**page_context(kind, row), "filter": historik, "page": page, "may_edit": mine}
    context |= {"lukket": closed, "lukket_art": kind_of(closed) if closed is not None else None}
    return render(request, "plans/row_history.html", context)


@require_http_methods(["GET", "POST"])
def row_restore(request: HttpRequest, art: str, uuid: UUID, haendelse: int) -> HttpResponse:
    """Put fields back to what they were before one change: shown side by side first, then done."""
    kind = kind_or_404(art)
    row = kind.open(request.user, uuid)
    event = get_object_or_404(services.trail_of(row).for_list(), pk=haendelse)
    if not can_be_put_back(event):
        raise Http404("Det kan ikke sættes tilbage.")
    closed = closed_above(row) or (row if row_stays_out(row, event) else None)
    if closed is not None:
        return lukket(request, kind, row, closed)
    sent = request.POST if request.method == "POST" else None
    form = (kind.put_back_form or TilbageForm)(sent, row=row, offered=proposals(row, event))
    if request.method == "POST" and form.is_valid():
        try:
            put_back(row, event, form.chosen, by=request.user, write=form.write)  # type: ignore[arg-type]
        except ValidationError as refused:
            form.refuse(refused)
        else:
            messages.success(request, "Sat tilbage.")
            return redirect("plans:row_history", art=art, uuid=uuid)
    context = {**page_context(kind, row), "event": event, "form": form}
    return render(request, "plans/row_restore.html", context)


def readable(events: HaendelseQuerySet, plan: Any) -> HaendelseQuerySet:
    """The events of a plan's history that whoever looks may read: who has which role is not for every reader."""
    return events.exclude(kind__in=[kind.label for kind in kinds() if not may(plan, kind.laes)])


def with_put_back(events: Any, plan: Any) -> None:
    """Mark the events of a plan's history that can be put back by whoever looks, with the kind in the address."""
    arts = {kind.label: kind for kind in kinds()}
    for event in events:
        kind = arts.get(event.kind)
        event.art = kind.art if kind else ""
        event.kan_tilbage = kind is not None and event.target_uuid and may(plan, kind.ret) and can_be_put_back(event)


@require_safe
def row_options(request: HttpRequest, art: str) -> HttpResponse:
    """Names of reference data that match what is typed, for lists too long to send whole."""
    model = next((m for m in apps.get_app_config("plans").get_models() if m._meta.model_name == art), None)
    if model is None or art not in OFFERED:
        raise Http404("Ingen liste.")
    typed = next((str(value) for value in request.GET.values() if value), "")[:100]
    names = [str(row) for row in SoegevalgField(queryset=model._default_manager.all()).matching(typed)[:50]]
    return render(request, "plans/_forslag.html", {"names": names})
