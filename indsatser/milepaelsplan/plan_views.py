"""The pages of a milepælsplan: propose, read and edit, send to the board, approve, send on."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indsatser.milepaelsplan import plan as services
from indsatser.milepaelsplan.fakta import build_planside
from indsatser.milepaelsplan.forms import ForslagForm, GodkendForm, LinjerForm, ReviderForm, SendForm
from indsatser.milepaelsplan.revision import revider
from indsatser.milepaelsplan.views import posted
from indsatser.models import Milepaelsplan
from indsatser.registrering.besoeg import Besoeg
from plans.choices import Beslutningsart
from plans.models import Helhedsplan
from plans.moeder.dagsorden import samlesag
from plans.permissions import Ret, get_or_deny, may
from plans.services.mange import RaekkeAfvist

FIRST_YEAR, LAST_YEAR = 1990, 2100


def _plan(request: Besoeg, uuid: UUID, aar: int, ret: Ret) -> Helhedsplan:
    if not FIRST_YEAR <= aar <= LAST_YEAR:
        raise Http404(f"Der er ingen milepælsplan for {aar}.")
    return get_or_deny(Helhedsplan.objects.for_page(), request.user, ret, uuid=uuid)


@require_safe
def milepaelsplan_detail(request: Besoeg, uuid: UUID, aar: int) -> HttpResponse:
    """The milepælsplan of a year: a list to edit while it is a draft, held against now once it is approved."""
    plan = _plan(request, uuid, aar, Ret.LAES)
    side = build_planside(plan, aar, today=timezone.localdate(), udgave=request.GET.get("udgave", ""))
    context = {"plan": plan, "aar": aar, "side": side, "maa_rette": may(plan, Ret.REDIGER)}
    return render(request, "indsatser/milepaelsplan_detail.html", context | {"maa_godkende": may(plan, Ret.GODKEND)})


@require_http_methods(["GET", "HEAD", "POST"])
def milepaelsplan_create(request: Besoeg, uuid: UUID, aar: int) -> HttpResponse:
    """ "Foreslå ud fra i år": choose line by line what goes into the year's plan."""
    plan, today = _plan(request, uuid, aar, Ret.REDIGER), timezone.localdate()
    forslag = services.foreslaa(plan, aar, today=today)
    form = ForslagForm(posted(request), forslag=forslag)
    if request.method == "POST" and form.is_valid():
        chosen = {UUID(value) for value in form.cleaned_data["valg"]}
        try:
            services.tag_med(plan, aar, chosen, by=request.user, today=today)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            messages.success(request, f"{len(chosen)} {'linje' if len(chosen) == 1 else 'linjer'} er taget med.")
            return redirect("indsatser:milepaelsplan_detail", uuid=plan.uuid, aar=aar)
    grupper = [(kind.label, [each for each in forslag if each.kind == kind]) for kind in services.Planlinjeart]
    context = {"plan": plan, "aar": aar, "form": form, "grupper": [each for each in grupper if each[1]]}
    return render(request, "indsatser/milepaelsplan_create.html", context)


def _of_year(request: Besoeg, uuid: UUID, ret: Ret) -> Milepaelsplan:
    rows = Milepaelsplan.objects.select_related("helhedsplan__bevillingsrunde")
    row = get_or_deny(rows, request.user, ret, uuid=uuid)
    row.helhedsplan.my_rolle = row.my_rolle
    return row


def _to_page(row: Milepaelsplan) -> HttpResponse:
    return redirect("indsatser:milepaelsplan_detail", uuid=row.helhedsplan.uuid, aar=row.year)


@require_http_methods(["GET", "HEAD", "POST"])
def milepaelsplan_update(request: Besoeg, uuid: UUID) -> HttpResponse:
    """All the lines of a draft in one form."""
    row = _of_year(request, uuid, Ret.REDIGER)
    lines = row.linjer.filter(retired_on=None).select_related("source", "aktivitet__delaftale", "delaftale")
    form = LinjerForm(posted(request), linjer=list(lines.order_by("quarter", "order", "pk")))
    if request.method == "POST" and form.is_valid():
        kept, out = form.changed()
        try:
            services.ret_linjer(row, kept, out, by=request.user)
        except RaekkeAfvist as refused:
            form.refuse_row(refused)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            messages.success(request, "Linjerne er gemt.")
            return _to_page(row)
    return render(request, "indsatser/milepaelsplan_form.html", {"plan": row.helhedsplan, "row": row, "form": form})


@require_POST
def milepaelsplan_board(request: Besoeg, uuid: UUID) -> HttpResponse:
    """Send the draft to the board, or with `hent` take it back to go on editing."""
    row, today = _of_year(request, uuid, Ret.REDIGER), timezone.localdate()
    try:
        if "hent" in request.POST:
            services.hent_tilbage(row, by=request.user)
            messages.success(request, "Milepælsplanen er en kladde igen.")
        else:
            services.til_bestyrelsen(row, by=request.user, day=today)
            messages.success(request, "Milepælsplanen er sendt til bestyrelsen.")
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return _to_page(row)


@require_http_methods(["GET", "HEAD", "POST"])
def milepaelsplan_approve(request: Besoeg, uuid: UUID) -> HttpResponse:
    """Approve the plan with a decision: its lines become milestones and are stored as they were."""
    row = _of_year(request, uuid, Ret.GODKEND)
    plan, today = row.helhedsplan, timezone.localdate()
    form = GodkendForm(
        posted(request),
        organer=plan.organer.current(on=today),
        beslutninger=_yes(plan).current(on=today).select_related("organ"),
        initial=_approved_already(row) or {"decided_on": today, "organ": _board(plan, today)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.godkend(row, by=request.user, **form.cleaned_data)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            messages.success(request, f"Milepælsplanen for {row.year} er godkendt.")
            return _to_page(row)
    context: dict[str, Any] = {"plan": plan, "row": row, "form": form}
    return render(request, "indsatser/milepaelsplan_approve.html", context)


def _yes(plan: Helhedsplan) -> Any:
    """Decisions that say yes: no other can approve."""
    return plan.beslutninger.filter(kind=Beslutningsart.TILTRAADT)


def _approved_already(row: Milepaelsplan) -> dict[str, Any]:
    """What a meeting has decided of it since it was sent to the board, if anything: it only has to be confirmed."""
    case = samlesag(row.helhedsplan.uuid, "milepaelsplan")
    since = row.to_board_on or date.min
    found = _yes(row.helhedsplan).filter(target_uuid__in=[case, row.uuid], retired_on=None, decided_on__gte=since)
    decision = found.order_by("decided_on", "pk").last()
    return {"beslutning": decision, "organ": decision.organ, "decided_on": decision.decided_on} if decision else {}


def _board(plan: Helhedsplan, today: date) -> Any:
    return plan.organer.current(on=today).order_by("parent_id", "order", "pk").first()


@require_http_methods(["GET", "HEAD", "POST"])
def milepaelsplan_revise(request: Besoeg, uuid: UUID) -> HttpResponse:
    """Begin a new version of an approved milepælsplan, with the reason."""
    row = _of_year(request, uuid, Ret.REDIGER)
    form = ReviderForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            revider(row, by=request.user, hvorfor=form.cleaned_data["hvorfor"], today=timezone.localdate())
        except ValidationError as refused:
            form.refuse(refused)
        else:
            messages.success(request, f"En revision af milepælsplanen for {row.year} er begyndt som kladde.")
            return _to_page(row)
    return render(request, "indsatser/milepaelsplan_revise.html", {"plan": row.helhedsplan, "row": row, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def milepaelsplan_send(request: Besoeg, uuid: UUID) -> HttpResponse:
    """Say that the approved plan was sent on."""
    row = _of_year(request, uuid, Ret.REDIGER)
    form = SendForm(posted(request), initial={"sent_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            services.send(row, by=request.user, day=form.cleaned_data["sent_on"])
        except ValidationError as refused:
            form.refuse(refused)
        else:
            messages.success(request, f"Milepælsplanen for {row.year} er sendt.")
            return _to_page(row)
    return render(request, "indsatser/milepaelsplan_send.html", {"plan": row.helhedsplan, "row": row, "form": form})
